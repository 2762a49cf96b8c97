import type { Finding } from "./index";
import { TerraformJson, TerraformResourceJson, blocks, referencesTo, resourcesOfType } from "../terraform-json";

const BACKEND_SERVICE = "google_compute_backend_service";
const SECURITY_POLICY = "google_compute_security_policy";
const URL_MAP = "google_compute_url_map";

/** ARM-33: a policy protects only the backend services it is attached to. */
export function unprotectedBackends(json: TerraformJson): Finding[] {
  const backends = resourcesOfType(json, BACKEND_SERVICE);
  const isProtected = (backend: TerraformResourceJson) => backend.config.security_policy !== undefined;
  return resourcesOfType(json, URL_MAP).flatMap((map) => {
    const routed = referencesTo(BACKEND_SERVICE, map.config);
    const behind = backends.filter(({ id }) => routed.has(id));
    if (!behind.some(isProtected)) {
      return [];
    }
    return behind
      .filter((backend) => !isProtected(backend))
      .map(({ path }) => ({
        severity: "warning",
        rule: "ARM-33",
        path,
        text: "other backend services of the same URL map have a Cloud Armor policy, this one has none; attach it here too",
      }));
  });
}

/** CDN-16: what the cache answers never meets the policy. */
export function cachePastPolicy(json: TerraformJson): Finding[] {
  const denying = new Set(
    resourcesOfType(json, SECURITY_POLICY)
      .filter(denies)
      .map(({ id }) => id),
  );
  return resourcesOfType(json, BACKEND_SERVICE)
    .filter(({ config }) => config.enable_cdn === true && config.edge_security_policy === undefined)
    .filter(({ config }) => [...referencesTo(SECURITY_POLICY, config.security_policy)].some((id) => denying.has(id)))
    .map(({ path }) => ({
      severity: "warning",
      rule: "CDN-16",
      path,
      text: "its Cloud Armor policy denies requests, but what Cloud CDN answers from its cache never meets the policy; attach an edge security policy through resource, or cache only what everybody may see",
    }));
}

/** Whether a policy keeps somebody out for who he is, and not only for how often he comes. */
function denies(policy: TerraformResourceJson): boolean {
  return blocks(policy.config.rule).some(
    ({ action, preview }) => String(action).startsWith("deny") && preview !== true,
  );
}
