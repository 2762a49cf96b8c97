import {
  BACKEND,
  Changes,
  HTTP_PROXY,
  MANAGED,
  NEG,
  RUN,
  URL_MAP,
  backendOf,
  expectFound,
  found,
  negOf,
  ref,
  serviceNamed,
  site,
} from "./site";

const service = ref(BACKEND, "web");
const toHttps = { https_redirect: true, strip_query: false };
const main = (config: object): Changes => ({ [URL_MAP]: { main: config } });
/** The map with one host rule and path matcher. */
const matcher = (config: object, host: object = {}): Changes =>
  main({
    host_rule: [{ hosts: ["app.example.com"], path_matcher: "app", ...host }],
    path_matcher: [{ name: "app", default_service: service, ...config }],
  });

test.each<[string, Changes, string]>([
  ["its default", main({ default_service: undefined, default_url_redirect: toHttps }), "the URL map"],
  ["a host's default", matcher({ default_service: undefined, default_url_redirect: toHttps }), 'path matcher "app"'],
  [
    "a path rule",
    matcher({ path_rule: [{ paths: ["/a", "/b"], url_redirect: toHttps }] }),
    '/a, /b of path matcher "app"',
  ],
  [
    "a route rule",
    matcher({ route_rules: [{ priority: 7, match_rules: [{ prefix_match: "/" }], url_redirect: toHttps }] }),
    'route rule 7 of path matcher "app"',
  ],
])("UM-14: a redirect to HTTPS as %s of a map behind HTTPS is refused", (_what, changes, where) => {
  const json = site({ ...changes, [RUN]: { web: {} } });
  const only = found(json).filter((finding) => finding.includes("UM-14"));
  expect(only).toEqual([
    expect.stringContaining(
      `error UM-14 prod/main: https_redirect is allowed only in URL maps of target HTTP proxies, and target HTTPS proxy prod/https uses this one; remove https_redirect from ${where}, `,
    ),
  ]);
});

test("UM-14: a map that both proxies share may not redirect to HTTPS, another redirect may stand anywhere", () => {
  const shared = {
    [HTTP_PROXY]: { http: { url_map: ref(URL_MAP, "main") } },
    [URL_MAP]: { redirect: undefined, main: { default_service: undefined, default_url_redirect: toHttps } },
  };
  expect(found(site(shared))).toContainEqual(expect.stringContaining("error UM-14 prod/main: "));
  const elsewhere = {
    paths: ["/old"],
    url_redirect: { host_redirect: "www.example.com", https_redirect: false, strip_query: false },
  };
  expect(found(site(matcher({ path_rule: [elsewhere] })))).toEqual([]);
});

const weighted = { weighted_backend_services: [{ backend_service: service, weight: 1 }] };
test.each<[string, Changes, string]>([
  [
    "none",
    main({ default_service: undefined, default_route_action: { weighted_backend_services: [] }, description: service }),
    "the URL map needs exactly one of default_service, default_url_redirect and weighted_backend_services, got none; set one",
  ],
  [
    "two",
    main({ default_route_action: weighted }),
    "the URL map needs exactly one of .*, got default_service and weighted_backend_services; ",
  ],
  [
    "two of a host",
    matcher({ default_url_redirect: { host_redirect: "a.example.com", strip_query: false } }),
    'path matcher "app" needs exactly one of .*, got default_service and default_url_redirect; ',
  ],
  [
    "none of a path",
    matcher({ path_rule: [{ paths: ["/a"] }] }),
    '/a of path matcher "app" needs exactly one of service, url_redirect and .*, got none; ',
  ],
  [
    "two of a route",
    matcher({ route_rules: [{ priority: 1, match_rules: [{ prefix_match: "/" }], service, route_action: weighted }] }),
    'route rule 1 of path matcher "app" needs exactly one of .*, got service and weighted_backend_services; ',
  ],
])("UM-01: %s for a decision is refused", (_what, changes, text) => {
  expectFound([site(changes)], new RegExp(`^error UM-01 prod/main: ${text}`));
});

test.each<[string, Changes]>([
  ["weighted services", main({ default_service: undefined, default_route_action: weighted })],
  ["a service with a rewrite", main({ default_route_action: { url_rewrite: { host_rewrite: "a.example.com" } } })],
  ["a block that Terraform makes", matcher({ path_rule: [{ paths: ["/a"], dynamic: { url_redirect: {} } }] })],
  ["a path that goes to a weighted service", matcher({ path_rule: [{ paths: ["/a"], route_action: [weighted] }] })],
])("UM-01: %s is in order", (_what, changes) => {
  expect(found(site(changes))).toEqual([]);
});

test("UM-03: a host stands once in a URL map, whatever its case", () => {
  const twice = (host: string) =>
    main({
      host_rule: [
        { hosts: ["app.example.com"], path_matcher: "app" },
        { hosts: [host], path_matcher: "app" },
      ],
      path_matcher: [{ name: "app", default_service: service }],
    });
  expectFound(
    [site(twice("App.example.com"))],
    'error UM-03 prod/main: a host may appear in only one host rule, got "App.example.com" twice; ',
  );
  expect(found(site(twice("*")))).toEqual([]);
  expect(found(site(twice("${var.host}")))).toEqual([]);
});

test.each<[string, Changes, string[]]>([
  [
    "that is not there",
    matcher({}, { path_matcher: "other" }),
    ['names a path matcher that the URL map does not have: "other"', 'no host rule names path matcher "app"'],
  ],
  ["that only Terraform knows", matcher({}, { path_matcher: "${var.name}" }), []],
  ["whose name only Terraform knows", matcher({ name: "${var.name}" }, { path_matcher: "app" }), []],
  [
    "that Terraform makes",
    main({ host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }], dynamic: { path_matcher: {} } }),
    [],
  ],
  [
    "that has the name of another",
    main({
      host_rule: [{ hosts: ["*"], path_matcher: "a" }],
      path_matcher: ["a", "a"].map((name) => ({ name, default_service: service })),
    }),
    ['two path matchers have the name "a"; rename one of them, or merge their host'],
  ],
])("UM-04: a host rule with a path matcher %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts.map((text) => new RegExp(`^error UM-04 prod/main: .*${text}`)));
});

test("UM-08: path rules and route rules do not stand in one path matcher", () => {
  const path_rule = [{ paths: ["/a"], service }];
  const route_rules = [{ priority: 1, match_rules: [{ prefix_match: "/" }], service }];
  expectFound(
    [site(matcher({ path_rule, route_rules }))],
    'error UM-08 prod/main: path matcher "app" has both path_rule and route_rules, ',
  );
  expect(found(site(matcher({ path_rule, route_rules: [] })))).toEqual([]);
});

// ---- UM-17

const list = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const short = (count: number) => list(count, (index) => ({ paths: [`/${index}`], service: "${var.s}" }));
const match = (count: number, kind: object) => [{ priority: 1, match_rules: list(count, () => kind), service }];

test.each<[string, number, (count: number) => Changes]>([
  ["rules in a path matcher", 1000, (count) => matcher({ path_rule: short(count) })],
  [
    "conditions in a path matcher",
    1000,
    (count) => matcher({ route_rules: match(count / 2, { prefix_match: "/", header_matches: [{}] }) }),
  ],
  [
    "path templates in a path matcher",
    100,
    (count) => matcher({ route_rules: match(count, { path_template_match: "/*" }) }),
  ],
  ["tests", 100, (count) => main({ test: list(count, () => ({ host: "a", path: "/" })) })],
])("UM-17: of %s there may be %i", (what, max, changes) => {
  const only = (count: number) => found(site(changes(count))).filter((finding) => finding.startsWith("error"));
  expect(only(max)).toEqual([]);
  expect(only(max + 2)).toEqual([
    expect.stringContaining(`error UM-17 prod/main: a URL map may have at most ${max} ${what}, got `),
  ]);
});

test("UM-17: hosts, host rules and path matchers are counted", () => {
  const many = (rules: number, hosts: number) =>
    main({
      host_rule: list(rules, (rule) => ({
        hosts: list(hosts, (host) => `h${rule}-${host}`),
        path_matcher: `m${rule}`,
      })),
      path_matcher: list(rules, (rule) => ({ name: `m${rule}`, default_service: "${var.s}" })),
    });
  const limits = (changes: Changes) => found(site(changes)).filter((finding) => /at most \d+ [^K]/.test(finding));
  expect(limits(many(1000, 1))).toEqual([]);
  expect(limits(many(1001, 1))).toEqual([
    expect.stringContaining("1000 host rules, got 1001"),
    expect.stringContaining("1000 path matchers, got 1001"),
  ]);
  expect(limits(many(1, 1000))).toEqual([]);
  expect(limits(many(1, 1001))).toEqual([expect.stringContaining("1000 hosts in a host rule, got 1001")]);
});

test("UM-17: a URL map is measured as Google gets it", () => {
  const link = "https://www.googleapis.com/compute/v1/projects/p1/global/backendServices/backend-web";
  const sent = (paths: string[]) =>
    JSON.stringify({
      name: "main",
      defaultService: link,
      hostRules: [{ hosts: ["app.example.com"], pathMatcher: "app" }],
      pathMatchers: [{ name: "app", defaultService: link, pathRules: [{ paths, service: link }] }],
    });
  /** Paths that make the map that large. */
  const exactly = (bytes: number) => {
    const paths = list(Math.floor(bytes / 920), (index) => `/${index}${"a".repeat(900)}`);
    return [...paths, `/${"a".repeat(bytes - sent([...paths, "/"]).length)}`];
  };
  const measured = (bytes: number) => {
    const paths = exactly(bytes);
    expect(sent(paths)).toHaveLength(bytes);
    return found(site(matcher({ path_rule: [{ paths, service }] })));
  };
  expect(measured(56 * 1024)).toEqual([]);
  expect(measured(56 * 1024 + 1)).toEqual([
    expect.stringContaining("warning UM-17 prod/main: this URL map has about 57 KB of the 64 KB that it may have; "),
  ]);
  expect(measured(64 * 1024)).toEqual([expect.stringContaining("warning UM-17")]);
  expect(measured(64 * 1024 + 1)).toEqual([
    expect.stringContaining("error UM-17 prod/main: a URL map may have at most 64 KB, got about 65 KB; "),
  ]);
});

test("UM-17: more URL maps than the quota of many projects are warned of", () => {
  const maps = (count: number) => ({
    [URL_MAP]: Object.fromEntries(
      list(count, (index) => [`m${index}`, { name: `m${index}`, default_service: service }]),
    ),
    google_compute_target_http_proxy: Object.fromEntries(
      list(count, (index) => [`p${index}`, { name: `p${index}`, url_map: ref(URL_MAP, `m${index}`) }]),
    ),
  });
  const other = { ...site({ [MANAGED]: { app: { managed: { domains: ["b.example.com"] } } } }, "other", "p2") };
  expect(found(site(maps(8)), other)).toEqual([]);
  expectFound(
    [site(maps(9)), other],
    "warning UM-17 prod: the project of this resource would have 11 URL maps (each load balancer makes a second one, to redirect HTTP), and the quota of many projects is 10; check the quota of your project, and request an increase before the apply, or serve several hosts with one load balancer (hostRules)",
  );
});

test("distinct backend services are counted", () => {
  const many = (count: number): Changes => {
    const ids = list(count, (index) => `b${index}`);
    return {
      [RUN]: { web: serviceNamed("web") },
      [NEG]: { web: negOf("web") },
      [BACKEND]: Object.fromEntries(ids.map((id) => [id, { ...backendOf("web"), name: id }])),
      ...matcher({
        route_rules: [
          {
            priority: 1,
            match_rules: [{ prefix_match: "/" }],
            route_action: { weighted_backend_services: ids.map((id) => ({ backend_service: ref(BACKEND, id) })) },
          },
        ],
      }),
    };
  };
  const limits = (count: number) => found(site(many(count))).filter((finding) => finding.includes("at most 2500"));
  expect(limits(2499)).toEqual([]);
  expect(limits(2500)).toEqual([expect.stringContaining("at most 2500 backend services, got 2501")]);
});

/** The map with a path for a second backend service, and with tests. */
const tested = (...tests: object[]): Changes => ({
  [BACKEND]: { api: { ...backendOf("api"), name: "api" } },
  [NEG]: { api: negOf("api") },
  [RUN]: { api: serviceNamed("api") },
  [URL_MAP]: {
    main: {
      ...matcher({ path_rule: [{ paths: ["/api"], service: ref(BACKEND, "api") }] })[URL_MAP].main,
      test: tests.map((test) => ({ host: "app.example.com", path: "/api", ...test })),
    },
  },
});

test("UM-18: a test of a raw URL map that does not hold is refused", () => {
  expectFound(
    [site(tested({ service: ref(BACKEND, "web") }, { path: "/x", service: ref(BACKEND, "api") }))],
    "error UM-18 prod/main: the route test of app.example.com/api fails: expected service prod/web, got service prod/api; change the test or the routes",
    "error UM-18 prod/main: the route test of app.example.com/x fails: expected service prod/api, got service prod/web; ",
  );
});

test.each<[string, object]>([
  ["by id", { service: ref(BACKEND, "api", "id") }],
  ["by a self link that is written out", { service: "projects/p1/global/backendServices/api" }],
  ["that only Terraform knows", { service: "${var.backend}" }],
  ["on a host that only Terraform knows", { host: "${var.host}", service: ref(BACKEND, "web") }],
  ["by a host of which it is not documented", { host: "app.example.com:443", service: ref(BACKEND, "api") }],
  ["without a full URL", { host: undefined, path: "/x y", service: ref(BACKEND, "api") }],
  ["by the URL that comes out", { service: ref(BACKEND, "api"), expected_output_url: "https://other.example.com/" }],
])("UM-18: a test of a backend service %s is left to Google", (_what, config) => {
  expect(found(site(tested(config)))).toEqual([]);
});
