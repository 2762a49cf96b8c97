import { blocks } from "../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE } from "../app/load-balancers";
import { Finding, error } from "./finding";
import { DEFAULT_MAX_TTL, MAX_NEGATIVE_TTL, MAX_TTL, NEGATIVE_CODES } from "./limits";
import { SynthesizedApp, Resource } from "../app/synthesized-app";
import { Block, isDynamic, isExpression, isOn, isSet, numberOf } from "../app/values";

const TTLS = ["client_ttl", "default_ttl", "max_ttl"];
/** What Google takes where nothing is written. */
const DEFAULT_CACHE_MODE = "CACHE_ALL_STATIC";

/** CDN-04, CDN-06, CDN-07, CDN-11: settings of a cache that the provider or Google refuses. */
export function cdnValues(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE, BACKEND_BUCKET)
    .filter(({ config }) => isOn(config, "enable_cdn"))
    .flatMap((backend) =>
      blocks(backend.config.cdn_policy).flatMap((policy) => [
        ...ttls(backend, policy),
        ...negativeCaching(backend, policy),
        ...whatTheProviderWants(backend, policy),
      ]),
    );
}

function ttls(backend: Resource, policy: Block): Finding[] {
  const refused = TTLS.map((name) => ({ name, ttl: numberOf(policy, name) })).find(
    ({ ttl }) => ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= MAX_TTL),
  );
  if (refused !== undefined) {
    const text = `${refused.name} is a whole number from 0 to ${MAX_TTL}, got ${refused.ttl}; choose one in that range`;
    return [error("CDN-04", backend, text)];
  }
  // 0 is not sent on
  const max = isSet(policy, "max_ttl") ? numberOf(policy, "max_ttl") : DEFAULT_MAX_TTL;
  const mode = isSet(policy, "cache_mode") ? policy.cache_mode : DEFAULT_CACHE_MODE;
  const longer = ["default_ttl", "client_ttl"].find((name) => max && (numberOf(policy, name) ?? 0) > max);
  return longer !== undefined && mode === DEFAULT_CACHE_MODE
    ? [
        error(
          "CDN-04",
          backend,
          `${longer} may not be above max_ttl, which is ${max}, got ${String(policy[longer])}; lower ${longer} or raise max_ttl`,
        ),
      ]
    : [];
}

function negativeCaching(backend: Resource, policy: Block): Finding[] {
  return blocks(policy.negative_caching_policy).flatMap((rule) => {
    const [code, ttl] = [numberOf(rule, "code"), numberOf(rule, "ttl")];
    return [
      ...(code !== undefined && !NEGATIVE_CODES.includes(code)
        ? [
            error(
              "CDN-06",
              backend,
              `the code of a negative_caching_policy is one of ${NEGATIVE_CODES.join(", ")}, got ${code}; choose one of these`,
            ),
          ]
        : []),
      ...(ttl !== undefined && !(ttl >= 0 && ttl <= MAX_NEGATIVE_TTL)
        ? [
            error(
              "CDN-07",
              backend,
              `the ttl of a negative_caching_policy is from 0 to ${MAX_NEGATIVE_TTL}, got ${ttl}; choose one in that range`,
            ),
          ]
        : []),
    ];
  });
}

function whatTheProviderWants(backend: Resource, policy: Block): Finding[] {
  return backend.type === BACKEND_BUCKET ||
    isSet(policy, "cache_key_policy") ||
    isDynamic(policy, "cache_key_policy") ||
    isSet(policy, "signed_url_cache_max_age_sec") ||
    isExpression(backend.config.cdn_policy)
    ? []
    : [
        error(
          "CDN-11",
          backend,
          "the provider wants cache_key_policy or signed_url_cache_max_age_sec in every cdn_policy, got neither; add signed_url_cache_max_age_sec = 0, or use CdnPolicy",
        ),
      ];
}
