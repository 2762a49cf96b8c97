import { Rules } from "../catalogue/entry";

const ACCESS = "run/docs/securing/managing-access";

/** Cloud Run and what else serves. */
export const CLOUD_RUN = {
  "RUN-01": {
    says: "A Cloud Run service's name has 1 to 49 lower-case letters, digits and hyphens.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
    page: "run/docs/deploying",
  },
  "RUN-02": {
    says: "A service lets visitors in by the load balancer, and by nothing else.",
    held: ["types", "error", "warning"],
    otherwise: "Visitors get 404, or come round the load balancer, its policy and its cache.",
  },
  "RUN-03": {
    says: "Cloud Functions and App Engine let visitors in by the load balancer, and by nothing else.",
    held: ["error", "warning"],
    otherwise: "Visitors get 404, or come round the load balancer, its policy and its cache.",
  },
  "RUN-04": {
    says: "The load balancer does not authenticate itself to Cloud Run, so that a public service is open to all.",
    held: ["types", "error", "warning"],
    otherwise: "All visitors get 403.",
    page: ACCESS,
  },
  "RUN-05": {
    says: "A service is opened without an IAM check, to allUsers, to members or by Identity-Aware Proxy.",
    held: ["types", "error"],
    otherwise: "Google refuses members of an unknown kind at apply.",
    page: ACCESS,
  },
  "RUN-06": { says: "An open service is closed to all but the load balancer.", heldAs: "RUN-02" },
  "RUN-07": {
    says: "allUsers may call single services, not all of a project.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
    page: ACCESS,
  },
  "RUN-08": {
    says: "gcloud has no such flag as many pages show.",
    leftOut: "It is about gcloud, not about Terraform.",
  },
  "RUN-09": {
    says: "The load balancer does not see whether a service works, and sends visitors to a broken region.",
    held: ["warning"],
    otherwise: "Visitors of that region get errors until somebody notices.",
    page: "load-balancing/docs/negs/serverless-neg-concepts",
  },
  "RUN-10": {
    says: "Cloud Run's own service health takes a broken region out.",
    leftOut: "It is a preview, and the provider that this package is made for, 6.50, does not have it.",
  },
  "RUN-11": {
    says: "A service is protected from deletion unless that is switched off.",
    held: ["types"],
    otherwise: "Terraform refuses to remove or rename it.",
  },
  "RUN-12": {
    says: "A request takes at most 3600 seconds.",
    held: ["error"],
    otherwise: "Google refuses more at apply.",
    page: "run/docs/configuring/request-timeout",
  },
  "RUN-13": { says: "The image of Google's examples has moved.", leftOut: "The old one still works." },
  "RUN-14": { says: "Knative serving is not supported.", leftOut: "No construct makes it." },
  "RUN-15": {
    says: "The load balancer may have a service agent.",
    leftOut: "Google's documentation does not say so.",
  },
  "RUN-16": {
    says: "Image, account, ports, CPU, memory, instances, probes, variables, traffic and VPC access of a service are as Cloud Run takes them.",
    held: ["error"],
    otherwise: "Google refuses them at apply.",
    page: "run/docs/configuring/services/containers",
  },
} as const satisfies Rules;
