/** A service that is protected on one way, and not on another one. */
import { BACKEND, Changes, NEG, POLICY, RUN, URL_MAP, backendOf, found, ref, serviceNamed, site } from "./site";

const ARMOR = {
  name: "armor",
  rule: [
    {
      action: "allow",
      priority: 2147483647,
      match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } },
    },
  ],
};
const policy = { security_policy: ref(POLICY, "armor") };
const iap = { iap: { enabled: true } };
const admin = ref(BACKEND, "admin");
const web = ref(BACKEND, "web");

/** A site with a second backend service to the same service, and what is said of ways past what protects it. */
function said(guard: object, routes: object, changes: Changes = {}): string[] {
  const json = site({
    ...changes,
    [POLICY]: { armor: ARMOR },
    [BACKEND]: { admin: { ...backendOf("web"), name: "admin", ...guard }, ...changes[BACKEND] },
    [URL_MAP]: { main: { host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }], ...routes } },
  });
  return found(json).filter((finding) => finding.includes("UM-23"));
}
const byPath = (paths: string[], service = admin, rest: object = { default_service: web }) => ({
  default_service: web,
  path_matcher: [{ name: "app", path_rule: [{ paths, service }], ...rest }],
});
/** Only requests for the host app.example.com reach the service. */
const elsewhere = {
  default_service: undefined,
  default_url_redirect: { host_redirect: "app.example.com", strip_query: false },
};
const inOrder = (match: object, rest: object = {}) => ({
  ...elsewhere,
  path_matcher: [
    {
      name: "app",
      default_service: web,
      route_rules: [{ priority: 1, match_rules: [match], service: admin, ...rest }],
    },
  ],
});

test.each<[string, object, string]>([
  ["/admin without /admin/*", { ...byPath(["/admin"]), ...elsewhere }, "https://app.example.com/admin/x"],
  ["/admin/* without /admin", { ...byPath(["/admin/*"]), ...elsewhere }, "https://app.example.com/admin"],
  ["a full path", inOrder({ full_path_match: "/admin" }), "https://app.example.com/admin/x"],
  ["a prefix with a slash", inOrder({ prefix_match: "/admin/" }), "https://app.example.com/admin"],
  ["hosts of no host rule", byPath(["/admin", "/admin/*"]), "https://other-host.invalid/admin"],
  [
    "a split",
    {
      ...elsewhere,
      path_matcher: [
        {
          name: "app",
          default_url_redirect: { host_redirect: "www.example.com", strip_query: false },
          path_rule: [
            {
              paths: ["/admin", "/admin/*"],
              route_action: {
                weighted_backend_services: [
                  { backend_service: admin, weight: 50 },
                  { backend_service: web, weight: 50 },
                ],
              },
            },
          ],
        },
      ],
    },
    "https://app.example.com/admin",
  ],
])("a policy that is bypassed is told: %s", (_what, routes, url) => {
  expect(said(policy, routes)).toEqual([
    `warning UM-23 prod/web: ${url} reaches here what prod/admin serves, but without the Cloud Armor policy there; route this URL to prod/admin too, or attach a policy here too (securityPolicy)`,
  ]);
});

test("Identity-Aware Proxy that is bypassed is told, by path and by host", () => {
  const text = (url: string) =>
    `error UM-23 prod/web: ${url} reaches here what prod/admin serves, but without Identity-Aware Proxy there; route this URL to prod/admin too, or turn it on here too, or on the Cloud Run service itself`;
  expect(said(iap, { ...byPath(["/admin"]), ...elsewhere })).toEqual([text("https://app.example.com/admin/x")]);
  const byHost = { default_service: web, path_matcher: [{ name: "app", default_service: admin }] };
  expect(said(iap, byHost)).toEqual([text("https://other-host.invalid/")]);
  expect(said(policy, byHost)).toEqual([]);
});

test("a path of another host that leads past Identity-Aware Proxy is told, one of the same host is open on purpose", () => {
  const hosts = (own: object, other: object) => ({
    ...elsewhere,
    host_rule: [
      { hosts: ["app.example.com"], path_matcher: "app" },
      { hosts: ["www.example.com"], path_matcher: "www" },
    ],
    path_matcher: [
      { name: "app", default_service: admin, ...own },
      { name: "www", ...elsewhere, ...other },
    ],
  });
  const open = { path_rule: [{ paths: ["/tool", "/tool/*"], service: web }] };
  expect(said(iap, hosts({}, open))).toEqual([
    "warning UM-23 prod/web: the action for /tool, /tool/* of host www.example.com leads here without a sign-in, but prod/admin serves the same behind Identity-Aware Proxy for all paths of host app.example.com; route it to prod/admin too, or turn on Identity-Aware Proxy here (iap)",
  ]);
  expect(said(iap, hosts(open, {}))).toEqual([]);
  expect(said(policy, hosts({}, open)).filter((text) => text.includes("sign-in"))).toEqual([]);
});

test.each<[string, string[], object, Changes]>([
  ["both paths", ["/admin", "/admin/*"], elsewhere, {}],
  ["a file", ["/robots.txt"], elsewhere, {}],
  ["a policy on both", ["/admin"], elsewhere, { [BACKEND]: { web: policy } }],
  [
    "another service",
    ["/admin"],
    elsewhere,
    {
      [RUN]: { other: serviceNamed("other") },
      [NEG]: {
        other: {
          name: "other",
          region: "us-central1",
          network_endpoint_type: "SERVERLESS",
          cloud_run: { service: ref(RUN, "other", "name") },
        },
      },
      [BACKEND]: { web: { ...backendOf("other"), name: "web" } },
    },
  ],
])("a policy is not bypassed with %s", (_what, paths, routes, changes) => {
  expect(said(policy, { ...byPath(paths), ...routes }, changes)).toEqual([]);
});

test("an edge policy on one way is told of, unless a policy of any kind is on the other one", () => {
  const edge = { enable_cdn: true, edge_security_policy: "projects/p1/global/securityPolicies/edge" };
  const routes = { ...byPath(["/admin"]), ...elsewhere };
  const web = (guard: object) => ({ [BACKEND]: { web: guard } });
  expect(said(edge, routes)).toEqual([
    expect.stringMatching(
      /^warning UM-23 prod\/web: https:\/\/app\.example\.com\/admin\/x reaches here what prod\/admin serves, but without the Cloud Armor edge policy there; .*, or attach a policy here too \(edgeSecurityPolicy\)/,
    ),
  ]);
  expect(said(edge, routes, web(edge))).toEqual([]);
  expect(said(edge, routes, web(policy))).toEqual([]);
  expect(said({ ...edge, ...policy }, routes)).toEqual([
    expect.stringContaining("without the Cloud Armor policy there"),
  ]);
});
