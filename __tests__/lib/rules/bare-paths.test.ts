/** UM-07: folders without their own path, and prefixes that match more than a folder. */
import { BACKEND, Changes, URL_MAP, backendOf, found, ref, site } from "./site";

const api = { service: ref(BACKEND, "api") };
const map = (matcher: object): Changes => ({
  [BACKEND]: { api: backendOf("web") },
  [URL_MAP]: {
    main: {
      name: "main",
      default_service: ref(BACKEND, "web"),
      host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
      path_matcher: [{ name: "app", default_service: ref(BACKEND, "web"), ...matcher }],
    },
  },
});
const byPath = (paths: string[], action: object = api, ...others: object[]) =>
  map({ path_rule: [{ paths, ...action }, ...others] });
const inOrder = (...matches: object[]) =>
  map({ route_rules: matches.map((match, index) => ({ priority: index + 1, match_rules: [match], ...api })) });
const ofFolders = (changes: Changes) => found(site(changes)).filter((finding) => finding.includes(" UM-07 "));

test.each<[string, Changes, string]>([
  ["a folder of an API", byPath(["/api/*"]), "/api/* does not match /api; "],
  ["a prefix", inOrder({ prefix_match: "/api/v1/" }), 'prefix_match("/api/v1/") does not match /api/v1; add a route'],
  [
    "a prefix beside another",
    inOrder({ prefix_match: "/shop/" }, { prefix_match: "/search" }),
    'prefix_match("/shop/") does not match /shop; ',
  ],
  ["a wide prefix", inOrder({ prefix_match: "/admin" }), 'prefix_match("/admin") matches all paths that begin with it'],
  ["a wide prefix further down", inOrder({ prefix_match: "/a/login" }), "such as /a/login-old"],
])("%s is warned of", (_what, changes, text) => {
  expect(ofFolders(changes)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Changes]>([
  ["both paths", byPath(["/api", "/api/*"])],
  ["files", byPath(["/static/*", "/assets/*", "/_next/*", "/.well-known/*", "/v1/images/*"])],
  ["the default's own service", byPath(["/api/*"], { service: ref(BACKEND, "web") })],
  [
    "the target of a redirect",
    byPath(["/app/*"], api, { paths: ["/"], url_redirect: { path_redirect: "/app/start", strip_query: false } }),
  ],
  ["prefixes of files", inOrder({ prefix_match: "/static/" })],
  ["everything", inOrder({ prefix_match: "/" })],
  ["a prefix and its path", inOrder({ prefix_match: "/api/" }, { full_path_match: "/api" })],
  ["a prefix below another one", inOrder({ prefix_match: "/api/" }, { prefix_match: "/" })],
  ["Google's example", inOrder({ prefix_match: "/video" })],
])("%s may stand in a URL map", (_what, changes) => {
  expect(ofFolders(changes)).toEqual([]);
});
