import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, SIGNED_URL_KEYS } from "../../app/types";
import { Block, isOn } from "../../app/values";
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
  emptyKey,
  foreignKeyParts,
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
import { misplacedPolicies, onRoutePolicies, signedRoute } from "./routes";
import { ofActions, ofDefault } from "../url-maps/calls";
import { MAX_SIGNED_URL_KEYS, addedKey, idleKeys, keyInCode, keyValue, tooManyKeys } from "./signed-url-keys";

const NEGATIVE = "cdn/docs/using-negative-caching";
const KEYS = "cdn/docs/using-cache-keys";

/** Cloud CDN. */
export const CLOUD_CDN = {
  "CDN-01": {
    says: "A cache mode is one that Google supports.",
    isPrevented: true,
    checks: onPolicies(cacheMode),
    otherwise: "Google refuses other modes at apply.",
  },
  "CDN-02": {
    says: "The cache mode that uses the origin's headers takes no TTLs.",
    isPrevented: true,
    checks: onPolicies(ttlsOfOrigin),
    otherwise: "Google refuses them at apply.",
  },
  "CDN-03": {
    says: "A cache mode takes only its own TTLs; the one that caches everything takes no maximum TTL.",
    isPrevented: true,
    checks: onPolicies(foreignTtls),
    otherwise: "Google refuses other TTLs at apply.",
  },
  "CDN-04": {
    says: "A TTL is at most a year and a day and not above the maximum TTL, and the provider does not send a TTL of 0.",
    checks: [...onPolicies(ttls), onBlock("warning", CACHES, "cdn_policy", lostTtl)],
    otherwise: "Google refuses it at apply, or uses its own default.",
  },
  "CDN-05": {
    says: "A stale response is served for at most a week.",
    checks: onPolicies(staleTime),
    otherwise: "Google refuses it at apply.",
  },
  "CDN-06": {
    says: "Negative caching is only for certain status codes, each listed once.",
    checks: onPolicies(negativeCodes),
    otherwise: "Google refuses other status codes at apply.",
    page: NEGATIVE,
  },
  "CDN-07": {
    says: `An error is cached for at most ${MAX_NEGATIVE_TTL / 60} minutes, and only if negative caching is on.`,
    checks: [
      ...onPolicies(negativeTtls),
      onBlock("warning", CACHES, "cdn_policy.negative_caching_policy", noNegativeTtl),
    ],
    otherwise: "Google refuses it at apply.",
    page: NEGATIVE,
  },
  "CDN-08": {
    says: `At most ${MAX_BYPASS_HEADERS} request headers bypass the cache, each listed once.`,
    checks: [onCall("error", "CdnPolicy", bypassList), ...onPolicies(bypassHeaders)],
    otherwise: "Google refuses it at apply.",
  },
  "CDN-09": {
    says: "A cache key lists either the query parameters that it includes or those that it excludes, and only if it includes the query string.",
    checks: [
      onBlock("error", BACKEND_SERVICE, "cdn_policy.cache_key_policy", bothLists),
      onRoutePolicies("error", inKeys(bothLists)),
      onBlock("warning", BACKEND_SERVICE, "cdn_policy.cache_key_policy", idleList),
      onBlock("warning", CACHES, "cdn_policy.cache_key_policy", joinedNames),
      onRoutePolicies("warning", inKeys(joinedNames)),
    ],
    otherwise: "Google refuses it at apply, or ignores the list.",
    page: KEYS,
  },
  "CDN-10": {
    says: `A cache key takes at most ${MAX_CACHE_KEY_NAMES} headers and ${MAX_CACHE_KEY_NAMES} cookies, each listed once.`,
    checks: [
      onBlock("error", CACHES, "cdn_policy.cache_key_policy", keyNames),
      onRoutePolicies("error", inKeys(keyNames)),
      onBlock("warning", CACHES, "cdn_policy.cache_key_policy", crowdedKey),
    ],
    otherwise: "Google refuses it at apply.",
    page: KEYS,
  },
  "CDN-11": {
    says: "The provider requires a cache key policy or a maximum age of signed responses in every CDN policy.",
    isPrevented: true,
    checks: [onResource("error", BACKEND_SERVICE, keyOrAge)],
    otherwise: "The provider refuses it at plan.",
  },
  "CDN-12": {
    says: `A backend service or bucket has at most ${MAX_SIGNED_URL_KEYS} keys for signed URLs, of 128 bits each, which are not written in the code.`,
    checks: [
      onCall("error", "addSignedUrlKey", addedKey),
      onBlock("error", CACHES, "cdn_policy", signedAge),
      onResource("error", SIGNED_URL_KEYS, keyValue),
      onApp("error", tooManyKeys),
      onResource("warning", SIGNED_URL_KEYS, keyInCode),
      onApp("warning", idleKeys),
    ],
    otherwise: "Google refuses it at apply, or everybody who reads the code knows the key.",
    page: "cdn/docs/using-signed-cookies",
  },
  "CDN-13": {
    says: "Cloud CDN works only with HTTP and HTTPS of an external load balancer.",
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
    says: "Where everything is cached, private responses are cached too.",
    checks: [onApp("warning", privateRoutes), onApp("warning", closedServices)],
    otherwise: "Visitors see responses that were intended for others.",
  },
  "CDN-16": {
    says: "The Cloud Armor policy of a backend service does not check requests that Cloud CDN answers from its cache.",
    checks: [onApp("warning", cachePastPolicy)],
    otherwise: "Visitors whom the policy denies are served from the cache.",
    page: "armor/docs/security-policy-overview",
  },
  "CDN-17": {
    says: "Simultaneous requests for the same response are combined into one, unless that is turned off.",
    isPrevented: true,
    checks: [],
    otherwise: "Nothing changes: the construct already sets Google's default.",
  },
  "CDN-18": {
    says: "The cache key of a backend bucket has only listed query parameters and request headers.",
    checks: [
      onCall("error", "BackendBucket", foreignKeyParts),
      onBlock("error", BACKEND_BUCKET, "cdn_policy.cache_key_policy", emptyKey),
    ],
    otherwise: "The provider has no argument for other parts of the cache key of a bucket.",
    page: KEYS,
  },
  "CDN-19": {
    says: "A route with a cache policy leads to backends without Identity-Aware Proxy, behind a load balancer with EXTERNAL_MANAGED; its policy has only what Google takes there.",
    checks: [
      onCall("error", "UrlMap", ofDefault(signedRoute)),
      onCall("error", "UrlMap.addHostRule", ofActions(signedRoute)),
      onApp("error", misplacedPolicies),
    ],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;

/** Checks of the cache policy of a backend if something is cached: without that, it has no effect, and CDN-14 says so. And of routes. */
function onPolicies(find: (policy: CachePolicy) => readonly Text[]) {
  return [
    onResource("error", CACHES, ({ enable_cdn, cdn_policy }) =>
      isOn({ enable_cdn }, "enable_cdn") ? blocks(cdn_policy).flatMap((policy) => find(policy)) : [],
    ),
    onRoutePolicies("error", find),
  ];
}

function inKeys(find: (key: Block) => readonly Text[]) {
  return ({ cache_key_policy: keys }: Block) => blocks(keys).flatMap(find);
}
