import { Rules } from "./entry";

const NEGATIVE = "cdn/docs/using-negative-caching";
const KEYS = "cdn/docs/using-cache-keys";

/** Cloud CDN. */
export const CLOUD_CDN = {
  "CDN-01": {
    says: "A cache mode is one of three.",
    held: ["types"],
    otherwise: "Google refuses others at apply.",
  },
  "CDN-02": {
    says: "With the origin's own headers there are no TTLs.",
    held: ["types", "error"],
    otherwise: "Google refuses them at apply.",
  },
  "CDN-03": {
    says: "Where everything is cached, there is no maximum TTL.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-04": {
    says: "TTLs are at most a year and a day, none is above the maximum, and Terraform does not send 0.",
    held: ["error", "warning"],
    otherwise: "Google refuses them at apply, or takes its own.",
  },
  "CDN-05": {
    says: "A stale response is served for at most a week.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-06": {
    says: "Only certain error codes are cached, each once.",
    held: ["error"],
    otherwise: "Google refuses others at apply.",
    page: NEGATIVE,
  },
  "CDN-07": {
    says: "An error is cached for at most 30 minutes, and only with negative caching on.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply.",
    page: NEGATIVE,
  },
  "CDN-08": {
    says: "At most 5 request headers pass the cache by, each named once.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-09": {
    says: "A cache key lists the query parameters that count, or those that do not, and only if the query string counts.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply, or ignores the list.",
    page: KEYS,
  },
  "CDN-10": {
    says: "A cache key takes at most 5 headers and 5 cookies, each named once.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply.",
    page: KEYS,
  },
  "CDN-11": {
    says: "The provider wants a cache key or an age of signed responses in every CDN policy.",
    held: ["types", "error"],
    otherwise: "The provider refuses it at plan.",
  },
  "CDN-12": {
    says: "A backend service has at most 3 keys for signed URLs, of 128 bits each, which stand in no code.",
    held: ["error", "warning"],
    otherwise: "Google refuses it at apply, or the key is known to all who read the code.",
    page: "cdn/docs/using-signed-cookies",
  },
  "CDN-13": {
    says: "Cloud CDN works for HTTP and HTTPS of an external load balancer.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-14": {
    says: "A CDN policy has no effect while Cloud CDN is off.",
    held: ["types", "warning"],
    otherwise: "Nothing is cached.",
  },
  "CDN-15": {
    says: "Where everything is cached, private responses are too.",
    held: ["warning"],
    otherwise: "Visitors see what was meant for others.",
  },
  "CDN-16": {
    says: "What the cache answers never meets the Cloud Armor policy of the backend service.",
    held: ["warning"],
    otherwise: "Visitors who should be kept out are served from the cache.",
    page: "armor/docs/security-policy-overview",
  },
  "CDN-17": {
    says: "Simultaneous requests for one response are joined, unless that is switched off.",
    held: ["types"],
    otherwise: "Nothing: Google's default is written out.",
  },
} as const satisfies Rules;
