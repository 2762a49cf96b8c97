/** What raw URL maps may break in their custom error responses, each beside what just keeps the rule. */
import { BACKEND, Changes, HTTPS_PROXY, RULE, URL_MAP, backendOf, found, listener, ref, site } from "./site";

const BUCKET = "google_compute_backend_bucket";
const service = ref(BACKEND, "web");
const assets = ref(BUCKET, "assets", "id");
const rule = { match_response_codes: ["5xx"], path: "/down.html" };
const policy = { error_service: assets, error_response_rule: [rule] };
const withBucket = { [BUCKET]: { assets: { name: "assets", bucket_name: "acme-assets", enable_cdn: false } } };
/** The map with a policy of its own. */
const map = (changes: object, others: object = {}): Changes => ({
  ...withBucket,
  [URL_MAP]: { main: { default_custom_error_response_policy: { ...policy, ...changes }, ...others } },
});
const ruled = (changes: object) => map({ error_response_rule: [{ ...rule, ...changes }] });
const matcher = (config: object, host = "app.example.com") => ({
  host_rule: [{ hosts: [host], path_matcher: "app" }],
  path_matcher: [{ name: "app", default_service: service, ...config }],
});
/** A map of which only a path matcher has custom error responses, and its default bucket is used. */
const inMatcher = (config: object, others: object = {}): Changes => ({
  ...withBucket,
  [URL_MAP]: { main: { ...matcher(config), ...others } },
});
const inPath = (rules: object, config: object = {}) =>
  inMatcher({ path_rule: [{ paths: ["/a"], service, ...rules }], ...config });
const inRoute = (rules: object) =>
  inMatcher({ route_rules: [{ priority: 1, match_rules: [{ prefix_match: "/a" }], service, ...rules }] });
const toHost = { host_redirect: "www.example.com", strip_query: false };
const spa = {
  ...policy,
  error_response_rule: [{ ...rule, match_response_codes: ["404"], override_response_code: 200 }],
};
/** A site whose every host gets the page of a single-page app, and that serves a path from the backend service. */
const api = (path: string, own: object = {}, errors: object = spa) =>
  map(errors, matcher({ path_rule: [{ paths: [path], service, ...own }] }));

test.each<[string, Changes, Changes]>([
  [
    "error UM-16 prod/main: match_response_codes of the custom error responses of the URL map needs a code",
    ruled({ match_response_codes: [] }),
    ruled({}),
  ],
  [
    "error UM-16 prod/main: match_response_codes of the custom error responses of the URL map must be a code from 400",
    ruled({ match_response_codes: ["200"] }),
    ruled({ match_response_codes: [400] }),
  ],
  [
    "error UM-16 prod/main: match_response_codes of the custom error responses of the URL map must be a code from 400",
    ruled({ match_response_codes: ["500-503"] }),
    ruled({ match_response_codes: ["4xx", "499"] }),
  ],
  [
    "error UM-16 prod/main: match_response_codes of the custom error responses of the URL map may have each code only once",
    map({ error_response_rule: [rule, { ...rule, path: "/other.html" }] }),
    map({ error_response_rule: [rule, { match_response_codes: ["503"], path: "/other.html" }] }),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of the URL map is required",
    ruled({ path: undefined }),
    ruled({ path: "${var.page}" }),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of the URL map must begin",
    ruled({ path: "gs://acme/down.html" }),
    ruled({ path: "/d" }),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of the URL map must not end",
    ruled({ path: "/errors/" }),
    ruled({ path: "/errors" }),
  ],
  [
    "error UM-16 prod/main: override_response_code of the custom error responses of the URL map",
    ruled({ override_response_code: 199 }),
    ruled({ override_response_code: 200 }),
  ],
  [
    "error UM-16 prod/main: the custom error responses of the URL map need error_service",
    map({ error_service: undefined }),
    map({ error_service: "${var.bucket}" }),
  ],
  [
    "error UM-16 prod/main: the custom error responses of the URL map need a rule",
    map({ error_service: "", error_response_rule: [] }),
    map({}),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of host app.example.com must begin",
    inMatcher({ default_custom_error_response_policy: { ...policy, error_response_rule: [{ ...rule, path: "d" }] } }),
    inMatcher({ default_custom_error_response_policy: policy }),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of /a of host app.example.com must begin",
    inPath({ custom_error_response_policy: { ...policy, error_response_rule: [{ ...rule, path: "d" }] } }),
    inPath({ custom_error_response_policy: policy }),
  ],
  [
    "error UM-16 prod/main: path of the custom error responses of /a of host app.example.com must begin",
    inRoute({ custom_error_response_policy: { ...policy, error_response_rule: [{ ...rule, path: "d" }] } }),
    inRoute({ custom_error_response_policy: policy }),
  ],
  [
    "error UM-16 prod/main: the custom error responses of /a of host app.example.com have no error_service",
    inPath({ custom_error_response_policy: { error_response_rule: [rule] } }),
    inPath(
      { custom_error_response_policy: { error_response_rule: [rule] } },
      { default_custom_error_response_policy: { error_service: assets } },
    ),
  ],
  [
    "error UM-16 prod/main: error_service of the custom error responses of the URL map must be a backend bucket, got prod/web, which is a google_compute_backend_service",
    map({ error_service: service }),
    map({ error_service: ref(BUCKET, "assets", "self_link") }),
  ],
  [
    'error UM-16 prod/main: error_service of the custom error responses of the URL map must be a backend bucket, got "global/backendServices/x"',
    map({ error_service: "projects/p2/global/backendServices/x" }),
    map({ error_service: "projects/p2/global/backendBuckets/x" }),
  ],
  [
    'error UM-16 prod/main: error_service of the custom error responses of the URL map must be a backend bucket, got "acme-assets"',
    map({ error_service: "acme-assets" }),
    map({ error_service: "compute/v1/projects/p2/global/backendBuckets/x" }),
  ],
  [
    "error UM-16 prod/main: error_service of the custom error responses of the URL map must be a backend bucket, got prod/files, which is a google_storage_bucket",
    {
      ...map({ error_service: ref("google_storage_bucket", "files", "name") }),
      google_storage_bucket: { files: { name: "files" } },
    },
    map({}),
  ],
  [
    'error UM-11 prod/main: only load balancers with the scheme EXTERNAL_MANAGED have custom error responses, and prod/web has "EXTERNAL"',
    { ...map({}), [BACKEND]: { web: { ...backendOf("web"), load_balancing_scheme: "EXTERNAL" } } },
    map({}),
  ],
  [
    'error UM-11 prod/main: only load balancers with the scheme EXTERNAL_MANAGED have custom error responses, and prod/https has "EXTERNAL"',
    { ...map({}), [RULE]: { https: { ...listener("https", HTTPS_PROXY, "443"), load_balancing_scheme: "EXTERNAL" } } },
    map({}),
  ],
  [
    "warning UM-24 prod/main: custom_error_response_policy of /a of host app.example.com has no effect, because a redirect is no error",
    inPath({ service: undefined, url_redirect: toHost, custom_error_response_policy: policy }),
    inPath({ custom_error_response_policy: policy }),
  ],
  [
    "warning UM-24 prod/main: default_custom_error_response_policy of host app.example.com has no effect, because a redirect",
    inMatcher({
      default_service: undefined,
      default_url_redirect: toHost,
      default_custom_error_response_policy: policy,
    }),
    inPath(
      {},
      { default_service: undefined, default_url_redirect: toHost, default_custom_error_response_policy: policy },
    ),
  ],
  [
    "warning UM-24 prod/main: default_custom_error_response_policy of the URL map has an error service and no rule",
    map({ error_response_rule: [] }),
    map(
      { error_response_rule: [] },
      matcher({ default_custom_error_response_policy: { error_response_rule: [rule] } }),
    ),
  ],
  [
    "warning UM-24 prod/main: override_response_code of the custom error responses of the URL map is 204",
    ruled({ override_response_code: 204 }),
    ruled({ override_response_code: 206 }),
  ],
  [
    "warning UM-24 prod/main: path of the custom error responses of the URL map is the path of a file",
    ruled({ path: "/down.html?lang=en" }),
    ruled({ path: "/down.html" }),
  ],
  [
    "warning UM-24 prod/main: path of the custom error responses of the URL map begins with the name of the bucket",
    ruled({ path: "/acme-assets/down.html" }),
    ruled({ path: "/acme-assets.html" }),
  ],
  [
    "warning UM-24 prod/main: requests for /api/* that end with 404 get /down.html with status 200, because of the custom error responses of the URL map",
    api("/api/*"),
    api("/app/*"),
  ],
  [
    "warning UM-24 prod/main: requests for /v1/* that end with 404",
    api("/v1/*"),
    api("/v1/*", { custom_error_response_policy: spa }),
  ],
  ["warning UM-24 prod/main: requests for /graphql that end with 404", api("/graphql"), api("/graphql", {}, policy)],
  ["warning UM-24 prod/main: requests for /api/* that end with 404", api("/api/*"), api("/api/*", { service: assets })],
  [
    "warning UM-24 prod/main: requests for host api.example.com that end with 404",
    map(spa, matcher({}, "api.example.com")),
    map(spa, matcher({}, "app.example.com")),
  ],
])("%s", (message, broken, kept) => {
  const about = (changes: Changes) =>
    found(site(changes)).filter((finding) => /UM-(11|16|24)/.test(finding) && finding.includes(message.slice(0, 22)));
  expect(about(broken)).toEqual([expect.stringContaining(message)]);
  expect(about(kept)).toEqual([]);
});

test("what only Terraform knows is left to it", () => {
  const unknown = {
    error_service: "${var.bucket}",
    error_response_rule: [
      {
        match_response_codes: ["${var.code}", "${var.code}"],
        path: "${var.page}",
        override_response_code: "${var.status}",
      },
    ],
  };
  expect(found(site(map(unknown))).filter((finding) => /UM-(16|24)/.test(finding))).toEqual([]);
  const made = { dynamic: { error_response_rule: { for_each: "${var.rules}", content: {} } } };
  const changes = { ...withBucket, [URL_MAP]: { main: { default_custom_error_response_policy: made } } };
  expect(found(site(changes)).filter((finding) => /UM-(16|24)/.test(finding))).toEqual([]);
});
