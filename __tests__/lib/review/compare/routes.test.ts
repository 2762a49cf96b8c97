import { Json, backend, changedSite, small } from "../small";
import { changesOf, texts, undoingOf } from "./changes";

const matcher = (resource: Json) => resource.google_compute_url_map.Map.path_matcher[0];
const API = "`https://a.example.com/api`, `https://a.example.com/api/any`, `https://a.example.com/api/`";
const DOCS = "`https://a.example.com/docs/any`, `https://a.example.com/docs/`";

test("routes that go elsewhere", () => {
  expect(changesOf((_, resource) => (matcher(resource).path_rule[0].service = backend("Web")))).toEqual([
    `changed: ${API}: goes elsewhere: \`prod-web\`; before \`prod-api\``,
  ]);
});

test("routes that come and go", () => {
  const change = (_: Json, resource: Json) =>
    matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") });
  expect(changesOf(change)).toEqual([`added: ${DOCS}: new route: \`prod-api\`; before \`prod-web\``]);
  expect(undoingOf(change)).toEqual([`changed: ${DOCS}: the route is gone: \`prod-web\`; before \`prod-api\``]);
});

test("a route that changes nothing is nothing to say", () => {
  const change = (_: Json, resource: Json) =>
    matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Web") });
  expect(changesOf(change)).toEqual([]);
});

test("the same routes written in another way are nothing to say", () => {
  const change = (_: Json, resource: Json) => {
    const [rule] = matcher(resource).path_rule;
    matcher(resource).path_rule = [...rule.paths].reverse().map((path: string) => ({ ...rule, paths: [path] }));
  };
  expect(changesOf(change)).toEqual([]);
});

test("a route past the policy of the backend that it went to is dangerous", () => {
  const open = (site: Json) => {
    delete site.resource.google_compute_backend_service.Api.security_policy;
    return site;
  };
  const moved = open(
    changedSite((_, resource) => matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") })),
  );
  expect(texts(open(small()), moved)).toEqual([
    `dangerous: ${DOCS}: new route: \`prod-api\`, past a Cloud Armor policy; before \`prod-web\``,
  ]);
});

test("a redirect in place of a backend, with its code and location", () => {
  const change = (_: Json, resource: Json) =>
    (matcher(resource).path_rule = [
      { paths: ["/api"], service: backend("Api") },
      { paths: ["/api/*"], url_redirect: { path_redirect: "/v2", redirect_response_code: "FOUND" } },
    ]);
  expect(changesOf(change)).toEqual([
    "changed: `https://a.example.com/api/any`, `https://a.example.com/api/`: goes elsewhere: 302 to `https://a.example.com/v2`; before `prod-api`",
  ]);
});

test("a rewrite is another handling at the same backend", () => {
  const change = (_: Json, resource: Json) =>
    (matcher(resource).path_rule[0].route_action = { url_rewrite: { host_rewrite: "api.internal" } });
  expect(changesOf(change)).toEqual([
    "changed: `https://a.example.com/api`: requests are handled otherwise: `prod-api`, as `https://api.internal/api`; before `prod-api`",
    "changed: `https://a.example.com/api/any`: requests are handled otherwise: `prod-api`, as `https://api.internal/api/any`; before `prod-api`",
    "changed: `https://a.example.com/api/`: requests are handled otherwise: `prod-api`, as `https://api.internal/api/`; before `prod-api`",
  ]);
});

test("a split that begins, moves, and keeps its shares under other weights", () => {
  const split = (first: number, second: number) =>
    changedSite((_, resource) => {
      const [rule] = matcher(resource).path_rule;
      delete rule.service;
      rule.route_action = {
        weighted_backend_services: [
          { backend_service: backend("Api"), weight: first },
          { backend_service: backend("Web"), weight: second },
        ],
      };
    });
  expect(texts(small(), split(90, 10))).toEqual([
    `changed: ${API}: goes elsewhere: 90 % \`prod-api\`, 10 % \`prod-web\`; before \`prod-api\``,
  ]);
  expect(texts(split(90, 10), split(50, 50))).toEqual([
    `changed: ${API}: the split moves: 50 % \`prod-api\`, 50 % \`prod-web\`; before 90 % \`prod-api\`, 10 % \`prod-web\``,
  ]);
  expect(texts(split(90, 10), split(9, 1))).toEqual([]);
});

test("a route that leads nowhere is dangerous", () => {
  expect(changesOf((_, resource) => delete matcher(resource).path_rule[0].service)).toEqual([
    `dangerous: ${API}: goes elsewhere: nowhere that can be told (the rule that matches has neither service nor redirect: UM-01); before \`prod-api\``,
  ]);
});

test("a route by header, query parameter and template is asked with what it wants", () => {
  const inOrder = (...rules: Json[]) =>
    changedSite((_, resource) => {
      delete matcher(resource).path_rule;
      matcher(resource).route_rules = rules;
    });
  const api = (priority: number, match: Json) => ({ priority, match_rules: [match], service: backend("Api") });
  const header = { header_matches: [{ header_name: "x-canary", exact_match: "1" }], prefix_match: "/" };
  expect(texts(inOrder(), inOrder(api(1, header)))).toEqual([
    "added: `https://a.example.com/any` with `x-canary: 1`, `https://a.example.com/` with `x-canary: 1`: new route: `prod-api`; before `prod-web`",
  ]);
  const parameter = { query_parameter_matches: [{ name: "beta", present_match: true }], full_path_match: "/x" };
  expect(texts(inOrder(), inOrder(api(1, parameter)))).toEqual([
    "added: `https://a.example.com/x?beta=any`: new route: `prod-api`; before `prod-web`",
  ]);
  const template = { path_template_match: "/users/{id}/posts/**" };
  expect(texts(inOrder(), inOrder(api(1, template)))).toEqual([
    "added: `https://a.example.com/users/any/posts/any-2`: new route: `prod-api`; before `prod-web`",
  ]);
});

test("a backend service under another name or address is the same while it sends to the same services", () => {
  expect(changesOf((_, resource) => (resource.google_compute_backend_service.Web.name = "prod-other"))).toEqual([]);
  const moved = (name: string) => (_: Json, resource: Json) => {
    const { Web, ...others } = resource.google_compute_backend_service;
    resource.google_compute_backend_service = { ...others, Front: { ...Web, name } };
    resource.google_compute_url_map = JSON.parse(
      JSON.stringify(resource.google_compute_url_map).replaceAll("backend_service.Web.", "backend_service.Front."),
    );
  };
  expect(changesOf(moved("prod-front"))).toEqual([]);
  expect(changesOf(moved("prod-web"))).toEqual([
    "dangerous: `prod-web` has another Terraform address (`google_compute_backend_service.Front`) and the same name: Google refuses to make what is there already. Say that the construct was renamed, or move it in Terraform's state",
  ]);
});

test("a site that is served by HTTP alone is asked by HTTP", () => {
  const inTheClear = (service: string) =>
    changedSite((_, resource) => {
      delete resource.google_compute_global_forwarding_rule.Https;
      resource.google_compute_target_http_proxy.Http.url_map = "${google_compute_url_map.Map.self_link}";
      resource.google_compute_url_map.Map.host_rule = [{ hosts: ["a.example.com"], path_matcher: "all-hosts" }];
      matcher(resource).path_rule = [{ paths: ["/api"], service: backend(service) }];
    });
  expect(texts(inTheClear("Api"), inTheClear("Web"))).toEqual([
    "changed: `http://a.example.com/api`: goes elsewhere: `prod-web`; before `prod-api`",
  ]);
});

test("hosts with the same routes are named together, and hosts that nobody could reach are not", () => {
  const hosts = (service: string) =>
    changedSite((_, resource) => {
      resource.google_compute_managed_ssl_certificate.A.managed.domains = ["a.example.com", "b.example.com"];
      resource.google_compute_url_map.Map.host_rule = [
        { hosts: ["a.example.com", "b.example.com", "unreachable.example.com"], path_matcher: "all-hosts" },
      ];
      matcher(resource).path_rule[0].service = backend(service);
    });
  expect(texts(hosts("Api"), hosts("Web"))).toEqual([
    "changed: `https://a.example.com/api` (and host `b.example.com`), `https://a.example.com/api/any` (and host `b.example.com`), `https://a.example.com/api/` (and host `b.example.com`): goes elsewhere: `prod-web`; before `prod-api`",
  ]);
});
