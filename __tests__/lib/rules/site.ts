/** A site as Terraform JSON, to break in one place. */
import { runRules } from "../../../lib/rules";
import { worded } from "../../../lib/rules/text";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { TerraformJson } from "../../../lib/app/terraform-json";

/** Resources to add, arguments to change, and `undefined` for what is to go. */
export interface Changes {
  readonly [type: string]: { readonly [id: string]: object | undefined };
}

export const BACKEND = "google_compute_backend_service";
export const FUNCTION = "google_cloudfunctions_function";
export const HTTPS_PROXY = "google_compute_target_https_proxy";
export const HTTP_PROXY = "google_compute_target_http_proxy";
export const MANAGED = "google_compute_managed_ssl_certificate";
export const NEG = "google_compute_region_network_endpoint_group";
export const POLICY = "google_compute_security_policy";
export const RULE = "google_compute_global_forwarding_rule";
export const RUN = "google_cloud_run_v2_service";
export const MEMBER = "google_cloud_run_v2_service_iam_member";
export const SSL_POLICY = "google_compute_ssl_policy";
export const URL_MAP = "google_compute_url_map";

/** A reference to a resource. */
export const ref = (type: string, id: string, attribute = "self_link") => `\${${type}.${id}.${attribute}}`;

/** A NEG that points to a Cloud Run service of the stack. */
export const negOf = (service: string, region = "us-central1") => ({
  name: `${service}-${region}`,
  region,
  network_endpoint_type: "SERVERLESS",
  cloud_run: { service: ref(RUN, service, "name") },
});

/** A Cloud Run service that only the load balancer reaches. */
export const serviceNamed = (name: string, location = "us-central1") => ({
  name,
  location,
  ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  invoker_iam_disabled: true,
});

/** A backend service with a NEG. */
export const backendOf = (...negs: string[]) => ({
  name: `backend-${negs.join("-")}`,
  load_balancing_scheme: "EXTERNAL_MANAGED",
  protocol: "HTTPS",
  enable_cdn: false,
  backend: negs.map((neg) => ({ group: ref(NEG, neg) })),
});

const SITE: Changes = {
  [RUN]: { web: serviceNamed("web") },
  [NEG]: { web: negOf("web") },
  [BACKEND]: { web: backendOf("web") },
  [URL_MAP]: {
    main: { name: "main", default_service: ref(BACKEND, "web") },
    redirect: { name: "redirect", default_url_redirect: { https_redirect: true, strip_query: false } },
  },
  google_compute_global_address: { ip: { name: "ip", ip_version: "IPV4" } },
  [MANAGED]: { app: { name: "app", managed: { domains: ["app.example.com"] } } },
  [SSL_POLICY]: { tls: { name: "tls", profile: "MODERN", min_tls_version: "TLS_1_2" } },
  [HTTPS_PROXY]: {
    https: {
      name: "https",
      url_map: ref(URL_MAP, "main"),
      ssl_certificates: [ref(MANAGED, "app")],
      ssl_policy: ref(SSL_POLICY, "tls"),
    },
  },
  [HTTP_PROXY]: { http: { name: "http", url_map: ref(URL_MAP, "redirect") } },
  [RULE]: {
    https: listener("https", HTTPS_PROXY, "443"),
    http: listener("http", HTTP_PROXY, "80"),
  },
};

/** A forwarding rule of the site's address. */
export function listener(id: string, proxy: string, port: string) {
  return {
    name: id,
    load_balancing_scheme: "EXTERNAL_MANAGED",
    ip_address: ref("google_compute_global_address", "ip", "address"),
    port_range: port,
    target: ref(proxy, id),
  };
}

/** The site with changes, as a stack. */
export function site(changes: Changes = {}, stack = "prod", project: unknown = "p1"): TerraformJson {
  return stackOf(merged(SITE, changes), stack, project);
}

/** Resources alone, as a stack. */
export function stackOf(resources: Changes, stack = "prod", project: unknown = "p1"): TerraformJson {
  const resource = mapped(resources, (byId) =>
    mapped(byId, (config, id) => ({ "//": { metadata: { path: `${stack}/${id}/Resource` } }, ...config })),
  );
  return { "//": { metadata: { stackName: stack } }, provider: { google: [{ project }] }, resource };
}

/** What only newer providers have than that of the bindings, and our rules read nevertheless. */
const OF_NEWER_PROVIDERS = /NAM-06 .* has no argument oauth2_client_secret_wo/;

/** What the rules find in stacks: severity, rule, path, and text. */
export function found(...stacks: TerraformJson[]): string[] {
  return runRules(new SynthesizedApp(stacks))
    .map(
      ({ severity, rule, about: { path, stack = "" }, text }) =>
        `${severity} ${rule} ${(path || stack).replace("/Resource", "")}: ${worded(text)}`,
    )
    .filter((finding) => !OF_NEWER_PROVIDERS.test(finding));
}

/** Expects one finding that reads like this, or several in any order. */
export function expectFound(stacks: readonly TerraformJson[], ...texts: (string | RegExp)[]): void {
  const isLike = (finding: string, text: string | RegExp) =>
    typeof text === "string" ? finding.includes(text) : text.test(finding);
  const findings = found(...stacks);
  const place = (finding: string) => texts.findIndex((text) => isLike(finding, text));
  expect([...findings].sort((a, b) => place(a) - place(b))).toEqual(
    texts.map((text): unknown =>
      typeof text === "string" ? expect.stringContaining(text) : expect.stringMatching(text),
    ),
  );
}

function merged(site: Changes, changes: Changes): Changes {
  const types = [...new Set([...Object.keys(site), ...Object.keys(changes)])];
  return Object.fromEntries(
    types.map((type) => {
      const ids = [...new Set([...Object.keys(site[type] ?? {}), ...Object.keys(changes[type] ?? {})])];
      const present = ids.filter((id) => !(id in (changes[type] ?? {})) || changes[type][id] !== undefined);
      const configOf = (id: string) => ({ ...site[type]?.[id], ...changes[type]?.[id] });
      return [type, Object.fromEntries(present.map((id) => [id, configOf(id)]))];
    }),
  );
}

function mapped<T, R>(object: { readonly [key: string]: T }, map: (value: T, key: string) => R): { [key: string]: R } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
