import { Lazy, TerraformOutput, TerraformVariable } from "cdktf";
import {
  BackendService,
  EnvironmentStack,
  HostRule,
  PathMatch,
  RouteAction,
  Routes,
  UrlMap,
  UrlMapProps,
  Warnings,
} from "cdktf-google-serverless-lb";
import { digest } from "../../../../lib/resource/replacement";
import { resource, synthesize, unruledResource, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const link = (id: string) => `projects/p1/global/backendServices/${id}`;
const backend = (stack: EnvironmentStack, id: string) => BackendService.fromBackendServiceSelfLink(stack, id, link(id));

const withRules =
  (...hostRules: HostRule[]) =>
  (stack: EnvironmentStack) =>
    new UrlMap(stack, "Map", { defaultService: backend(stack, "web"), hostRules });
const matcherNames = (...hosts: string[]) =>
  (resource(TYPE, withRules(...hosts.map((host) => ({ hosts: [host] })))).path_matcher as { name: string }[]).map(
    ({ name }) => name,
  );
const redirect = RouteAction.redirect({ hostRedirect: "new.example.com" });

test("a URL map sends everything to its default service", () => {
  const build = (stack: EnvironmentStack) =>
    new UrlMap(stack, "Map", { defaultService: backend(stack, "web"), routeTests: [] });
  expect(resource(TYPE, build)).toEqual({
    name: "test-map",
    default_service: link("web"),
    host_rule: [],
    path_matcher: [],
    lifecycle: { create_before_destroy: true },
  });
});

test("a URL map renders description, header action, the routes of all hosts and those of some", () => {
  const build = (stack: EnvironmentStack) => {
    const api = RouteAction.forward(backend(stack, "api"));
    return new UrlMap(stack, "Map", {
      name: "company-map",
      description: "the site",
      defaultService: backend(stack, "web"),
      headerAction: { requestHeadersToRemove: ["x-debug"] },
      routeTests: [],
      routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: api }]),
      hostRules: [
        {
          hosts: ["beta.example.com", "*.beta.example.com:8443"],
          description: "the beta",
          routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/api/") }, action: api }]),
          defaultAction: redirect,
          headerAction: { responseHeadersToRemove: ["server"] },
        },
      ],
    });
  };
  expect(resource(TYPE, build)).toEqual({
    name: "company-map",
    description: "the site",
    default_service: link("web"),
    header_action: { request_headers_to_remove: ["x-debug"] },
    host_rule: [
      { hosts: ["*"], path_matcher: "all-hosts" },
      {
        hosts: ["beta.example.com", "*.beta.example.com:8443"],
        description: "the beta",
        path_matcher: "beta-example-com",
      },
    ],
    path_matcher: [
      {
        name: "all-hosts",
        default_service: link("web"),
        path_rule: [{ paths: ["/api", "/api/*"], service: link("api") }],
      },
      {
        name: "beta-example-com",
        default_url_redirect: {
          host_redirect: "new.example.com",
          redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
          strip_query: false,
        },
        header_action: { response_headers_to_remove: ["server"] },
        route_rules: [{ priority: 1, match_rules: [{ prefix_match: "/api/" }], service: link("api") }],
      },
    ],
    lifecycle: { create_before_destroy: true },
  });
});

test("a URL map has self link, name and resource as attributes", () => {
  const json = synthesize((stack) => {
    const map = new UrlMap(stack, "Map", { defaultService: backend(stack, "web"), name: "company-map" });
    new TerraformOutput(stack, "link", { value: map.urlMapSelfLink });
    expect(map.urlMapName).toBe("company-map");
    expect(map.node.defaultChild).toBe(map.resource);
  });
  const [logicalId] = Object.keys(json.resource[TYPE]);
  expect(json.output.link.value).toBe(`\${google_compute_url_map.${logicalId}.self_link}`);
});

test("an existing URL map is known by its self link", () => {
  synthesize((stack) => {
    const selfLink = "projects/p1/global/urlMaps/company-map";
    expect(UrlMap.fromUrlMapSelfLink(stack, "Map", selfLink).urlMapSelfLink).toBe(selfLink);
  });
});

test("a host rule without a default action gets the default of the URL map", () => {
  const build = (stack: EnvironmentStack) =>
    new UrlMap(stack, "Map", { defaultAction: redirect, hostRules: [{ hosts: ["a.example.com"] }] });
  const defaultUrlRedirect = {
    host_redirect: "new.example.com",
    redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
    strip_query: false,
  };
  expect(resource(TYPE, build)).toEqual({
    name: "test-map",
    default_url_redirect: defaultUrlRedirect,
    host_rule: [{ hosts: ["a.example.com"], path_matcher: "a-example-com" }],
    path_matcher: [{ name: "a-example-com", default_url_redirect: defaultUrlRedirect }],
    lifecycle: { create_before_destroy: true },
  });
});

test("addHostRule renders what hostRules does", () => {
  const rule = { hosts: ["a.example.com"], defaultAction: redirect };
  const added = resource(TYPE, (stack) => withRules()(stack).addHostRule(rule));
  expect(added.host_rule).toEqual([{ hosts: ["a.example.com"], path_matcher: "a-example-com" }]);
  expect(added).toEqual(resource(TYPE, withRules(rule)));
});

test.each<[string, (stack: EnvironmentStack) => UrlMapProps, RegExp]>([
  ["no default", () => ({}), /^\[test\/Map\] UM-01: .*exactly one of defaultService and defaultAction, got neither/],
  [
    "two defaults",
    (stack) => ({ defaultService: backend(stack, "web"), defaultAction: redirect }),
    /^\[test\/Map\] UM-01: .*, got both; remove one of them \(https:/,
  ],
  [
    "an illegal default action",
    () => ({ defaultAction: RouteAction.redirect({}) }),
    /^\[test\/Map\] UM-14: the default action redirects every request to its own URL with \{\}; set hostRedirect/,
  ],
  [
    "an illegal header action",
    (stack) => ({ defaultService: backend(stack, "web"), headerAction: { requestHeadersToRemove: ["x debug"] } }),
    /^\[test\/Map\] BS-23: .*, got "x debug"; write the name alone/,
  ],
  [
    "an illegal name",
    (stack) => ({ defaultService: backend(stack, "web"), name: "My_Map" }),
    /^\[test\/Map\] NAM-01: name must have 1 to 63 .*, got "My_Map"; write "my-map"/,
  ],
])("a URL map with %s is refused", (_what, props, message) => {
  expect(() => synthesize((stack) => new UrlMap(stack, "Map", props(stack)))).toThrow(message);
});

test.each<[string, string[], RegExp]>([
  ["scheme", ["https://a.example.com"], /UM-02: .*, got "https:\/\/a.example.com"; write it like app.example.com/],
  ["path", ["a.example.com/x"], /UM-02: .*, got "a.example.com\/x"/],
  ["upper case", ["App.example.com"], /UM-02: .*, got "App.example.com"/],
  ["star inside", ["a.*.com"], /UM-02: .*, got "a.\*.com"/],
  ["star before a letter", ["*a.example.com"], /UM-02: .*, got "\*a.example.com"/],
  ["port 0", ["a.example.com:0"], /UM-02: .*, got "a.example.com:0"/],
  ["port 65536", ["a.example.com:65536"], /UM-02: .*, got "a.example.com:65536"/],
  ["IP address", ["192.0.2.1"], /UM-02: .*, got "192.0.2.1"; .*without scheme, path and IP address/],
  ["nothing", [""], /UM-02: .*, got ""/],
  [
    "the same host twice",
    ["a.com", "a.com"],
    /UM-03: a host may appear in only one host rule, got "a.com" twice; put all routes of the/,
  ],
  ["no host", [], /UM-17: there must be 1 to 1000 hosts in a host rule, got 0; add one/],
])("a host rule with %s for hosts is refused, by hostRules and by addHostRule", (_what, hosts, message) => {
  const atMap = new RegExp(`^\\[test/Map\\] ${message.source}`);
  expect(() => synthesize(withRules({ hosts }))).toThrow(atMap);
  expect(() => synthesize((stack) => withRules()(stack).addHostRule({ hosts }))).toThrow(atMap);
});

test.each([
  ["*"],
  ["*.example.com"],
  ["*-dev.example.com"],
  ["a.example.com:1"],
  ["a.example.com:65535"],
  ["intranet"],
])("host %s is legal", (host) => {
  expect(resource(TYPE, withRules({ hosts: [host] })).host_rule).toMatchObject([{ hosts: [host] }]);
});

test("a host that another host rule has is refused", () => {
  const rules = [{ hosts: ["a.example.com"] }, { hosts: ["b.example.com", "a.example.com"] }];
  expect(() => synthesize(withRules(...rules))).toThrow(
    /UM-03: a host may appear in only one host rule, got "a.example.com"/,
  );
});

test("routes of every host and a host rule for * are refused together", () => {
  const build = (stack: EnvironmentStack) =>
    new UrlMap(stack, "Map", {
      defaultService: backend(stack, "web"),
      routes: Routes.byPath([{ paths: ["/old"], action: redirect }]),
      hostRules: [{ hosts: ["*"] }],
    });
  expect(() => synthesize(build)).toThrow(/^\[test\/Map\] UM-03: a host may appear in only one host rule, got "\*"/);
});

test("a host rule takes 1000 hosts and no more", () => {
  const hosts = Array.from({ length: 1001 }, (_, index) => `h${index}.example.com`);
  expect(resource(TYPE, withRules({ hosts: hosts.slice(1) })).host_rule[0].hosts).toHaveLength(1000);
  expect(() => synthesize(withRules({ hosts }))).toThrow(
    /UM-17: there must be 1 to 1000 hosts .*, got 1001; remove at least 1 /,
  );
});

test("a URL map takes 1000 host rules and no more", () => {
  const rules = Array.from({ length: 1001 }, (_, index) => ({ hosts: [`h${index}.example.com`] }));
  expect(unruledResource(TYPE, withRules(...rules.slice(1))).host_rule).toHaveLength(1000);
  expect(() => synthesize(withRules(...rules))).toThrow(
    /^\[test\/Map\] UM-17: there must be 1 to 1000 host rules in a URL map, got 1001/,
  );
});

test("problems in one host rule are reported together", () => {
  const rule: HostRule = {
    hosts: ["A", "B"],
    defaultAction: RouteAction.redirect({}),
    headerAction: { requestHeadersToRemove: ["host"] },
  };
  expect(() => synthesize(withRules(rule))).toThrow(
    /UM-02: .*got "A".*\n.*UM-02: .*got "B".*\n.*UM-14: the default action .*\n.*BS-23: .*cannot change the host/,
  );
});

test("hosts may be tokens, one by one and all at once", () => {
  const build = (stack: EnvironmentStack) => {
    const host = new TerraformVariable(stack, "host", { type: "string" }).stringValue;
    const hosts = new TerraformVariable(stack, "hosts", { type: "list(string)" }).listValue;
    return withRules({ hosts: ["a.example.com", host] }, { hosts: [host] }, { hosts })(stack);
  };
  expect(resource(TYPE, build).host_rule).toEqual([
    { hosts: ["a.example.com", "${var.host}"], path_matcher: "a-example-com" },
    { hosts: ["${var.host}"], path_matcher: 'host-${substr(sha256(join("|", [var.host])), 0, 8)}' },
    { hosts: "${var.hosts}", path_matcher: 'host-${substr(sha256(join("|", [join(",", var.hosts)])), 0, 8)}' },
  ]);
});

test("hosts that come late name the path matcher by their digest", () => {
  const late = ["h.example.com", "i.example.com"];
  const build = withRules(
    { hosts: [Lazy.stringValue({ produce: () => "g.example.com" })] },
    { hosts: Lazy.listValue({ produce: () => late }) },
  );
  expect(resource(TYPE, build).host_rule).toEqual([
    { hosts: ["g.example.com"], path_matcher: `host-${digest(["g.example.com"])}` },
    { hosts: late, path_matcher: `host-${digest(["h.example.com,i.example.com"])}` },
  ]);
});

test("a path matcher is named after the first host, with a digest where the host is more than words and dots", () => {
  expect(
    matcherNames("*", "app.example.com", "*.example.com", "my-app.example.com", "a.example.com:8080", "1.example.com"),
  ).toEqual([
    "all-hosts",
    "app-example-com",
    expect.stringMatching(/^host-example-com-[0-9a-f]{8}$/),
    expect.stringMatching(/^host-my-app-example-com-[0-9a-f]{8}$/),
    expect.stringMatching(/^host-a-example-com-8080-[0-9a-f]{8}$/),
    expect.stringMatching(/^host-1-example-com-[0-9a-f]{8}$/),
  ]);
});

test("hosts that read alike in words get path matchers of different names", () => {
  const names = matcherNames("a-b.c", "a.b.c", "a.b-c", "*.a.b.c", "*-a.b.c", "*", "all.hosts", "all-hosts");
  expect(new Set(names).size).toBe(8);
});

test("the path matcher of a long host has a legal name", () => {
  const names = matcherNames(`${"a".repeat(200)}.example.com`, `${"a".repeat(199)}.example.com`);
  expect(new Set(names).size).toBe(2);
  names.forEach((name) => expect(name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/));
});

test("the path matcher of a host keeps its name when hosts before it go and others are added", () => {
  expect(matcherNames("a.example.com", "b-1.example.com")[1]).toBe(matcherNames("b-1.example.com")[0]);
});

test.each<[string, string[], string[]]>([
  ["/api/* without /api", ["/api/*"], ["/api"]],
  ["/a/b/* without /a/b", ["/a/b/*", "/a"], ["/a/b"]],
])("%s is warned of", (_what, paths, bare) => {
  const rule = { hosts: ["a.com"], routes: Routes.byPath([{ paths, action: redirect }]) };
  expect(warningsOf(withRules(rule))).toEqual(
    bare.map(
      (path) =>
        `[test/Map] UM-07: ${path}/* does not match ${path}; list both paths, or redirect the shorter one ` +
        "(https://docs.cloud.google.com/load-balancing/docs/url-map-concepts); " +
        'if this is intended, acknowledge it: Warnings.of(construct).acknowledge("UM-07", "the reason")',
    ),
  );
});

test.each<[string, string[][]]>([
  ["the bare path stands beside it", [["/api", "/api/*"]]],
  ["the bare path stands in another rule", [["/api/*"], ["/api"]]],
  ["/* catches the bare path", [["/api/*"], ["/*"]]],
])("/api/* is not warned of when %s", (_what, rules) => {
  const routes = Routes.byPath(rules.map((paths) => ({ paths, action: redirect })));
  expect(warningsOf(withRules({ hosts: ["a.com"], routes }))).toEqual([]);
});

test("a star in a prefix is warned of, because it is taken literally", () => {
  const routes = Routes.inOrder([{ match: { path: PathMatch.prefix("/api/*") }, action: redirect }]);
  expect(warningsOf(withRules({ hosts: ["a.com"], routes }))).toEqual([
    expect.stringMatching(/^\[test\/Map\] UM-10: PathMatch.prefix\("\/api\/\*"\) matches a literal \*; remove the \*/),
  ]);
});

test("a star in a template and a prefix without one are not warned of", () => {
  const routes = Routes.inOrder([
    { match: { path: PathMatch.template("/api/*") }, action: redirect },
    { match: { path: PathMatch.prefix("/api/") }, action: redirect },
  ]);
  expect(warningsOf(withRules({ hosts: ["a.com"], routes }))).toEqual([]);
});

test("the warnings of a URL map can be acknowledged", () => {
  const routes = Routes.byPath([{ paths: ["/api/*"], action: redirect }]);
  const build = (stack: EnvironmentStack) =>
    Warnings.of(withRules({ hosts: ["a.com"], routes })(stack)).acknowledge("UM-07", "nobody asks for /api");
  expect(warningsOf(build)).toEqual([]);
});
