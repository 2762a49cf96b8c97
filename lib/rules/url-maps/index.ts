import { Rules } from "../catalogue/entry";

/** URL maps. */
export const URL_MAPS = {
  "UM-01": {
    says: "A URL map, and each place in it, says in exactly one way where requests go.",
    held: ["types", "error"],
    otherwise: "The provider refuses it at plan, or Google at apply.",
  },
  "UM-02": {
    says: "A host is a lower-case host name, with an optional port and a * only in front.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply, or no request fits.",
  },
  "UM-03": {
    says: "A host stands in one host rule only.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "UM-04": {
    says: "A host rule and its path matcher belong to each other.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
  "UM-05": {
    says: "A path begins with a slash, and has a * only last, after a slash.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply, or no request fits.",
  },
  "UM-06": {
    says: "A path stands once in a path matcher.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "UM-07": {
    says: "A path like /api/* does not fit /api.",
    held: ["warning"],
    otherwise: "Visitors of the bare path get the default service.",
  },
  "UM-08": {
    says: "A path matcher has path rules or route rules.",
    held: ["types", "error"],
    otherwise: "Google refuses both at apply.",
  },
  "UM-09": {
    says: "Route rules have priorities of their own, and the first that fits decides.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses equal ones at apply; a rule behind a wider one is never reached.",
  },
  "UM-10": {
    says: "A match is by prefix, full path or path template, by headers and by query parameters, in Google's forms.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses it at apply, or no request fits.",
  },
  "UM-11": {
    says: "Most route actions are for EXTERNAL_MANAGED only.",
    held: ["types"],
    otherwise: "Google refuses them at apply.",
  },
  "UM-12": {
    says: "Weights are from 0 to 1000, of a backend service each, and one is above 0.",
    held: ["error", "warning"],
    otherwise: "Google refuses them at apply, or nothing is split.",
  },
  "UM-13": {
    says: "A rewrite has a host of at most 255 characters and one kind of path, of variables that the match has.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply, or the service gets paths it does not know.",
  },
  "UM-14": {
    says: "A redirect has a code and one kind of path, and leads elsewhere; HTTPS is forced only where HTTP is served.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses it at apply, or visitors are redirected in circles.",
  },
  "UM-15": {
    says: "Retries, timeouts, CORS and fault injection have values that Google takes.",
    held: ["types", "error", "warning"],
    otherwise: "Google refuses them at apply.",
  },
  "UM-16": {
    says: "Custom error responses come from a backend bucket.",
    leftOut: "No construct has them, and serverless sites rarely have a bucket beside them; use resource.",
  },
  "UM-17": {
    says: "A URL map has limits: 64 KB, 1000 hosts, path matchers and rules, 100 templates and tests; a project has a quota.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply.",
    page: "load-balancing/docs/quotas",
  },
  "UM-18": {
    says: "The tests of a URL map hold; Google runs them at every update.",
    held: ["error"],
    otherwise: "Google refuses the update at apply.",
  },
  "UM-19": {
    says: "Requests that no rule takes go to the default of their host, or of the URL map.",
    held: ["error", "warning"],
    otherwise: "A default that another rule takes all requests from is never reached.",
  },
  "UM-20": {
    says: "A URL map, backend service or NEG does nothing until something uses it.",
    held: ["warning"],
    otherwise: "What was meant to be served is not.",
  },
  "UM-21": {
    says: "The description of a route rule has at most 1024 characters.",
    leftOut: "Route rules have no description here.",
  },
  "UM-22": {
    says: "A URL map routes to backend services, and these have network endpoint groups.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;
