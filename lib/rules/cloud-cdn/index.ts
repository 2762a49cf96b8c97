import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, SIGNED_URL_KEY } from "../../app/types";
import { isOn } from "../../app/values";
import { Rules, onApp, onBlock, onCall, onResource } from "../rule";
import { Text } from "../text";
import {
  MAX_BYPASS_HEADERS,
  MAX_CACHE_KEY_NAMES,
  MAX_NEGATIVE_TTL,
  CachePolicy,
  bothLists,
  bypassHeaders,
  bypassList,
  cacheMode,
  crowdedKey,
  foreignTtls,
  idleList,
  joinedNames,
  keyNames,
  lostTtl,
  negativeCodes,
  negativeTtls,
  noNegativeTtl,
  signedAge,
  staleTime,
  ttls,
  ttlsOfOrigin,
} from "./cache-policy";
import { CACHES, cachePastPolicy, closedServices, idlePolicy, keyOrAge, privateRoutes, withoutHttp } from "./caches";
import { MAX_SIGNED_URL_KEYS, addedKey, idleKeys, keyInCode, keyValue, tooManyKeys } from "./signed-url-keys";

const NEGATIVE = "cdn/docs/using-negative-caching";
const KEYS = "cdn/docs/using-cache-keys";

/** Cloud CDN. */
export const CLOUD_CDN = {
  "CDN-01": {
    says: "A cache mode is one of those that Google has.",
    isPrevented: true,
    checks: [onCachePolicy(cacheMode)],
    otherwise: "Google refuses others at apply.",
  },
  "CDN-02": {
    says: "With the origin's own headers there are no TTLs.",
    isPrevented: true,
    checks: [onCachePolicy(ttlsOfOrigin)],
    otherwise: "Google refuses them at apply.",
  },
  "CDN-03": {
    says: "A cache mode takes no TTLs but its own: where everything is cached, there is no maximum TTL.",
    isPrevented: true,
    checks: [onCachePolicy(foreignTtls)],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-04": {
    says: "TTLs are at most a year and a day, none is above the maximum, and Terraform does not send 0.",
    checks: [onCachePolicy(ttls), onBlock("warning", CACHES, "cdn_policy", lostTtl)],
    otherwise: "Google refuses them at apply, or takes its own.",
  },
  "CDN-05": {
    says: "A stale response is served for at most a week.",
    checks: [onCachePolicy(staleTime)],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-06": {
    says: "Only certain error codes are cached, each once.",
    checks: [onCachePolicy(negativeCodes)],
    otherwise: "Google refuses others at apply.",
    page: NEGATIVE,
  },
  "CDN-07": {
    says: `An error is cached for at most ${MAX_NEGATIVE_TTL / 60} minutes, and only with negative caching on.`,
    checks: [
      onCachePolicy(negativeTtls),
      onBlock("warning", CACHES, "cdn_policy.negative_caching_policy", noNegativeTtl),
    ],
    otherwise: "Google refuses it at apply.",
    page: NEGATIVE,
  },
  "CDN-08": {
    says: `At most ${MAX_BYPASS_HEADERS} request headers pass the cache by, each named once.`,
    checks: [onCall("error", "CdnPolicy", bypassList), onCachePolicy(bypassHeaders)],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-09": {
    says: "A cache key lists the query parameters that count, or those that do not, and only if the query string counts.",
    checks: [
      onBlock("error", BACKEND_SERVICE, "cdn_policy.cache_key_policy", bothLists),
      onBlock("warning", BACKEND_SERVICE, "cdn_policy.cache_key_policy", idleList),
      onBlock("warning", BACKEND_SERVICE, "cdn_policy.cache_key_policy", joinedNames),
    ],
    otherwise: "Google refuses it at apply, or ignores the list.",
    page: KEYS,
  },
  "CDN-10": {
    says: `A cache key takes at most ${MAX_CACHE_KEY_NAMES} headers and ${MAX_CACHE_KEY_NAMES} cookies, each named once.`,
    checks: [
      onBlock("error", BACKEND_SERVICE, "cdn_policy.cache_key_policy", keyNames),
      onBlock("warning", BACKEND_SERVICE, "cdn_policy.cache_key_policy", crowdedKey),
    ],
    otherwise: "Google refuses it at apply.",
    page: KEYS,
  },
  "CDN-11": {
    says: "The provider wants a cache key or an age of signed responses in every CDN policy.",
    isPrevented: true,
    checks: [onResource("error", BACKEND_SERVICE, keyOrAge)],
    otherwise: "The provider refuses it at plan.",
  },
  "CDN-12": {
    says: `A backend service has at most ${MAX_SIGNED_URL_KEYS} keys for signed URLs, of 128 bits each, which stand in no code.`,
    checks: [
      onCall("error", "BackendService.addSignedUrlKey", addedKey),
      onBlock("error", BACKEND_SERVICE, "cdn_policy", signedAge),
      onResource("error", SIGNED_URL_KEY, keyValue),
      onApp("error", tooManyKeys),
      onResource("warning", SIGNED_URL_KEY, keyInCode),
      onApp("warning", idleKeys),
    ],
    otherwise: "Google refuses it at apply, or the key is known to all who read the code.",
    page: "cdn/docs/using-signed-cookies",
  },
  "CDN-13": {
    says: "Cloud CDN works for HTTP and HTTPS of an external load balancer.",
    isPrevented: true,
    checks: [onResource("error", BACKEND_SERVICE, withoutHttp)],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-14": {
    says: "A CDN policy has no effect while Cloud CDN is off.",
    isPrevented: true,
    checks: [onResource("warning", CACHES, idlePolicy)],
    otherwise: "Nothing is cached.",
  },
  "CDN-15": {
    says: "Where everything is cached, private responses are too.",
    checks: [onApp("warning", privateRoutes), onApp("warning", closedServices)],
    otherwise: "Visitors see what was meant for others.",
  },
  "CDN-16": {
    says: "What the cache answers never meets the Cloud Armor policy of the backend service.",
    checks: [onApp("warning", cachePastPolicy)],
    otherwise: "Visitors who should be kept out are served from the cache.",
    page: "armor/docs/security-policy-overview",
  },
  "CDN-17": {
    says: "Simultaneous requests for one response are joined, unless that is switched off.",
    isPrevented: true,
    checks: [],
    otherwise: "Nothing: Google's default is written out.",
  },
} as const satisfies Rules;

/** A check of the cache policy where something is cached: else it has no effect, and a rule of its own. */
function onCachePolicy(find: (policy: CachePolicy) => readonly Text[]) {
  return onResource("error", CACHES, ({ enable_cdn, cdn_policy }) =>
    isOn({ enable_cdn }, "enable_cdn") ? blocks(cdn_policy).flatMap((policy) => find(policy)) : [],
  );
}
