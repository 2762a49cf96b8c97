import { Rules } from "../catalogue/entry";

const SETUP = "load-balancing/docs/https/setup-global-ext-https-serverless";

/** Serverless network endpoint groups. */
export const NETWORK_ENDPOINT_GROUPS = {
  "NEG-01": {
    says: "A serverless network endpoint group (NEG) points to exactly one of Cloud Run, Cloud Functions and App Engine.",
    held: ["types", "error"],
    otherwise: "The provider refuses it at plan, or Google at apply.",
  },
  "NEG-02": {
    says: "A NEG for Cloud Run has a service or a URL mask, and a traffic tag of 1 to 63 characters that the service has.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply, or requests find no revision.",
  },
  "NEG-03": {
    says: "A NEG for Cloud Functions is for first-generation functions; one of the second generation is a Cloud Run service.",
    held: ["types", "error"],
    otherwise: "Google refuses a bad name at apply; a NEG of the wrong kind answers 404.",
  },
  "NEG-04": {
    says: "A NEG for App Engine may leave service and version to the app's own routing.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses names that are too long, at apply.",
  },
  "NEG-05": {
    says: "A NEG has a region, the one of the service it points to.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses it at apply, or the NEG finds no service.",
  },
  "NEG-06": {
    says: "NEG, backend service and service are of one project.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "NEG-07": {
    says: "A serverless NEG has one endpoint and no port, network or address.",
    held: ["types"],
    otherwise: "Google refuses it at apply.",
  },
  "NEG-08": {
    says: "A backend service takes one serverless NEG per region.",
    held: ["error"],
    otherwise: "Google refuses the second one at apply.",
  },
  "NEG-09": {
    says: "The NEGs of a backend service are of one kind: Cloud Run, Cloud Functions or App Engine.",
    held: ["error"],
    otherwise: "Google refuses the mix at apply.",
  },
  "NEG-10": {
    says: "Serverless NEGs share a backend service neither with other NEGs nor with instance groups.",
    held: ["types", "error"],
    otherwise: "Google refuses the mix at apply.",
  },
  "NEG-11": {
    says: "App Engine is served from one region only.",
    held: ["error"],
    otherwise: "Google refuses the second NEG at apply.",
  },
  "NEG-12": {
    says: "Several regions need the Premium network tier.",
    held: ["types"],
    otherwise: "Visitors reach one region only.",
  },
  "NEG-13": {
    says: "A URL mask takes the placeholders of its platform, and has the one that names the service.",
    held: ["error", "warning"],
    otherwise: "Google refuses the mask at apply, or requests find no service.",
    page: SETUP,
  },
  "NEG-14": {
    says: "A URL mask is host and path, without scheme and query.",
    held: ["error"],
    otherwise: "No request fits the mask.",
    page: SETUP,
  },
  "NEG-15": {
    says: "The first slash of a URL mask parts host and path; a mask for a host needs a certificate for such hosts.",
    held: ["warning"],
    otherwise: "Visitors get a certificate error in place of the service.",
    page: SETUP,
  },
  "NEG-16": {
    says: "Google's examples of URL masks.",
    leftOut: "They break nothing: the tests take them.",
  },
  "NEG-17": {
    says: "What a URL mask decides need not be given a second time.",
    held: ["warning"],
    otherwise: "Which of the two counts is not documented.",
    page: SETUP,
  },
  "NEG-18": { says: "The name of a NEG has 1 to 63 characters and begins with a letter.", heldAs: "NAM-01" },
  "NEG-19": {
    says: "A NEG, a certificate and a proxy's keep-alive time can only be replaced, so that a name of one's own stands in the way of the new one.",
    held: ["warning"],
    otherwise: 'The next change fails at apply with "already exists" or "resource in use".',
  },
  "NEG-20": {
    says: "A project has a quota of NEGs.",
    held: ["warning"],
    otherwise: "The apply stops in the middle.",
    page: "load-balancing/docs/quotas",
  },
  "NEG-21": {
    says: "NEGs have no labels.",
    held: ["types"],
    otherwise: "The provider does not know the argument.",
  },
} as const satisfies Rules;
