import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { SiteShape, buildSite } from "../../site";
import { sites } from "../../walk";
import { Specimen } from "../specimen";

interface Override {
  /** The type of the resources, of which the first is overridden. */
  readonly type: string;
  readonly path: string;
  readonly value: unknown;
}

interface BrokenSite {
  readonly site: SiteShape;
  readonly override?: Override;
}

const BACKEND = "google_compute_backend_service";
const MAP = "google_compute_url_map";
const PROXY = "google_compute_target_https_proxy";
const RULE = "google_compute_global_forwarding_rule";
const NEG = "google_compute_region_network_endpoint_group";

/** What an escape hatch can do to a site, right or wrong. */
const OVERRIDES: readonly Override[] = [
  { type: BACKEND, path: "timeout_sec", value: 60 },
  { type: BACKEND, path: "port_name", value: "https" },
  { type: BACKEND, path: "session_affinity", value: "CLIENT_IP" },
  { type: BACKEND, path: "locality_lb_policy", value: "RANDOM" },
  { type: BACKEND, path: "protocol", value: "TCP" },
  { type: BACKEND, path: "load_balancing_scheme", value: "EXTERNAL" },
  { type: BACKEND, path: "health_checks", value: ["projects/acme/global/healthChecks/web"] },
  { type: BACKEND, path: "compression_mode", value: "AUTOMATIC" },
  { type: BACKEND, path: "description", value: "overridden" },
  { type: BACKEND, path: "iap", value: { enabled: true } },
  { type: BACKEND, path: "name", value: "Not-A-Name" },
  { type: MAP, path: "default_url_redirect", value: { https_redirect: true, strip_query: false } },
  { type: MAP, path: "description", value: "overridden" },
  { type: MAP, path: "host_rule", value: [{ hosts: ["x.example.com"], path_matcher: "nowhere" }] },
  { type: PROXY, path: "quic_override", value: "DISABLE" },
  { type: PROXY, path: "ssl_certificates", value: [] },
  { type: RULE, path: "port_range", value: "80-90" },
  { type: RULE, path: "load_balancing_scheme", value: "EXTERNAL" },
  { type: RULE, path: "network_tier", value: "STANDARD" },
  { type: NEG, path: "network_endpoint_type", value: "INTERNET_IP_PORT" },
];

/** A site of any shape, which an escape hatch may break in one place. */
export const site: Specimen<BrokenSite> = {
  part: "Site with an override",
  values: fc.record({
    site: sites,
    override: fc.option(fc.constantFrom(...OVERRIDES), { freq: 4, nil: undefined }),
  }),
  build: (scope, { site: shape, override }) => {
    buildSite(scope, shape);
    if (override) resourceOf(scope, override.type).addOverride(override.path, override.value);
  },
};

function resourceOf(scope: Construct, type: string): TerraformResource {
  const found = scope.node
    .findAll()
    .find(
      (node): node is TerraformResource =>
        TerraformResource.isTerraformResource(node) && node.terraformResourceType === type,
    );
  if (!found) throw new Error(`the site has no ${type}`);
  return found;
}
