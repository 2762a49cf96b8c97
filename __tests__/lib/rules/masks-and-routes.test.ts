/** URL masks behind the hosts and paths of a URL map. */
import { BACKEND, Changes, NEG, RUN, URL_MAP, found, ref, site } from "./site";

const web = ref(BACKEND, "web");
/** The site whose only service is picked by a mask, on hosts with the site's certificate, behind a path matcher. */
const behind = (url_mask: string, hosts: unknown, matcher: object): Changes => ({
  [RUN]: { web: undefined },
  [NEG]: { web: { cloud_run: { url_mask } } },
  google_compute_managed_ssl_certificate: {
    app: { managed: { domains: ["app.example.com", "shop.example.com", "example.org"] } },
  },
  [BACKEND]: {
    other: {
      name: "other",
      load_balancing_scheme: "EXTERNAL_MANAGED",
      protocol: "HTTPS",
      backend: [{ group: "projects/p1/regions/us-central1/networkEndpointGroups/other" }],
    },
  },
  [URL_MAP]: {
    main: {
      default_service: ref(BACKEND, "other"),
      host_rule: [{ hosts, path_matcher: "a" }],
      path_matcher: [{ name: "a", default_service: ref(BACKEND, "other"), ...matcher }],
    },
  },
});
const APP = ["app.example.com"];
const paths = (url_mask: string, ...list: string[]) =>
  behind(url_mask, APP, { path_rule: [{ paths: list, service: web }] });
const rules = (url_mask: string, ...match_rules: object[]) =>
  behind(url_mask, APP, { route_rules: [{ priority: 1, match_rules, service: web }] });
const hosts = (url_mask: string, ...list: unknown[]) => behind(url_mask, list, { default_service: web });

const ofMasks = (changes: Changes) => found(site(changes)).filter((finding) => finding.includes("NEG-22"));

test.each<[string, Changes]>([
  ["all paths", paths("/<service>", "/*")],
  ["one path", paths("/<service>", "/cart")],
  ["paths below a literal part", paths("/services/<service>", "/services/*")],
  ["paths above a literal part", paths("/services/v1/<service>", "/services/*")],
  ["paths below the service", paths("/<service>", "/cart/items/*")],
  ["a path of which one fits", paths("/<service>", "/", "/*")],
  ["a part that begins like the literal one", paths("/s-<service>", "/s-cart", "/x")],
  ["a path of a host mask", paths("<service>.example.com", "/any/*")],
  ["a path under the mask's host", paths("example.com/<service>", "/cart")],
  ["a prefix", rules("/services/<service>", { prefix_match: "/serv" })],
  ["a prefix in other letters", rules("/services/<service>", { prefix_match: "/Services/", ignore_case: true })],
  ["any path", rules("/services/<service>", { header_matches: [{ header_name: "x-a", present_match: true }] })],
  ["a template", rules("/services/<service>", { path_template_match: "/services/{name}" })],
  ["a template that begins with a variable", rules("/services/<service>", { path_template_match: "/{name}/a" })],
  ["what only Terraform knows", paths("/services/<service>", "${var.path}")],
  ["a prefix that only Terraform knows", rules("/services/<service>", { prefix_match: "${var.path}" })],
  [
    "rewritten paths",
    behind("/services/<service>", APP, {
      path_rule: [
        {
          paths: ["/api/*"],
          route_action: {
            url_rewrite: { path_prefix_rewrite: "/services/" },
            weighted_backend_services: [{ backend_service: web, weight: 1 }],
          },
        },
      ],
    }),
  ],
  ["a host", hosts("<service>.example.com", "shop.example.com")],
  ["hosts under a wildcard", hosts("<service>.example.com", "*.example.com")],
  ["all hosts", hosts("<service>.example.com", "*")],
  ["hosts of which one fits", hosts("<service>.example.com", "example.org", "shop.example.com")],
  ["a host of which the mask leaves out the begin", hosts("example.com/<service>", "app.example.com")],
  ["hosts that only Terraform knows", hosts("<service>.example.com", "${var.host}")],
])("NEG-22: a URL mask fits %s", (_what, changes) => {
  expect(ofMasks(changes)).toEqual([]);
});

const missed = (routes: string, mask: string) =>
  `warning NEG-22 prod/web: the URL map sends requests for ${routes} here, but no such request fits the URL mask "${mask}", so no service answers them; change the mask, or route these requests to another backend service`;

test.each<[string, Changes, string]>([
  [
    "paths of another folder",
    paths("/services/<service>", "/api/*", "/login"),
    missed("app.example.com/api/*, app.example.com/login", "/services/<service>"),
  ],
  ["the home page alone", paths("/<service>", "/"), missed("app.example.com/", "/<service>")],
  ["a path that ends too early", paths("/v1/<service>", "/v1"), missed("app.example.com/v1", "/v1/<service>")],
  [
    "a literal part after the service",
    paths("/<service>/api", "/cart/ui/*"),
    missed("app.example.com/cart/ui/*", "/<service>/api"),
  ],
  [
    "a prefix",
    rules("/services/<service>", { prefix_match: "/api" }),
    missed("app.example.com/api", "/services/<service>"),
  ],
  [
    "a template",
    rules("/services/<service>", { path_template_match: "/api/{name}" }),
    missed("app.example.com/api/{name}", "/services/<service>"),
  ],
])("NEG-22: a URL mask does not fit %s", (_what, changes, text) => {
  expect(ofMasks(changes)).toEqual([text]);
});

test.each<[string, Changes, string]>([
  ["another host", hosts("<service>.example.com", "example.org"), "example.org"],
  [
    "the host without a part for the service",
    hosts("<service>.shop.example.com", "shop.example.com"),
    "shop.example.com",
  ],
  ["hosts under another wildcard", hosts("<service>.example.com", "*.example.org"), "*.example.org"],
])("NEG-22: a URL mask for hosts does not fit %s", (_what, changes, host) => {
  const mask = String((changes[NEG].web as { cloud_run: { url_mask: string } }).cloud_run.url_mask);
  expect(ofMasks(changes)).toEqual([missed(host, mask)]);
});

test("NEG-22: a default that only repeats that of the URL map is not asked about", () => {
  const changes = hosts("<service>.example.com", "example.org");
  const main = { ...changes[URL_MAP].main, default_service: web };
  expect(ofMasks({ ...changes, [BACKEND]: {}, [URL_MAP]: { main } })).toEqual([]);
});
