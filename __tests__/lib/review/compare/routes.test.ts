import { Json, backend, changedSite, small } from "../small";
import { changesOf, texts, undoingOf } from "./changes";

const matcher = (resource: Json) => resource.google_compute_url_map.Map.path_matcher[0];
const API = "`https://a.example.com/api`, `https://a.example.com/api/*`";
const DOCS = "`https://a.example.com/docs/*`";

test("routes that go elsewhere", () => {
  expect(changesOf((_, resource) => (matcher(resource).path_rule[0].service = backend("Web")))).toEqual([
    `changed: ${API}: the target changes: now \`prod-web\`; previously \`prod-api\``,
  ]);
});

test("routes that come and go", () => {
  const change = (_: Json, resource: Json) =>
    matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") });
  expect(changesOf(change)).toEqual([`added: ${DOCS}: new route: now \`prod-api\`; previously \`prod-web\``]);
  expect(undoingOf(change)).toEqual([
    `changed: ${DOCS}: the target changes: now \`prod-web\`; previously \`prod-api\``,
  ]);
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
    `dangerous: ${DOCS}: new route: now \`prod-api\`, no longer protected by a Cloud Armor policy; previously \`prod-web\``,
  ]);
});

test("a route says which response headers its new backend does not add, and which it does", () => {
  const headers = (site: Json, web: string[] | undefined, api: string[] | undefined) => {
    site.resource.google_compute_backend_service.Web.custom_response_headers = web;
    site.resource.google_compute_backend_service.Api.custom_response_headers = api;
    return site;
  };
  const moved = () =>
    changedSite((_, resource) => matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") }));
  const change = (web: string[] | undefined, api: string[] | undefined) =>
    texts(headers(small(), web, api), headers(moved(), web, api));
  expect(change(["X-A: 1", "X-B: 1", "X-C: 1"], ["X-C: 1", "X-D: 1"])).toEqual([
    `changed: ${DOCS}: new route: now \`prod-api\`, without response headers \`X-A: 1\` and \`X-B: 1\`, with response header \`X-D: 1\`; previously \`prod-web\``,
  ]);
  expect(change(["X-C: 1"], ["X-C: 1"])).toEqual([
    `added: ${DOCS}: new route: now \`prod-api\`; previously \`prod-web\``,
  ]);
  const outside = moved();
  matcher(outside.resource).path_rule[1].service = "projects/p1/global/backendServices/other";
  expect(texts(headers(small(), ["X-A: 1"], undefined), headers(outside, ["X-A: 1"], undefined)).join()).not.toContain(
    "response header",
  );
});

test("a route says whether Cloud CDN caches what its new backend answers", () => {
  const change = (web: boolean, api: boolean) => {
    const cached = (site: Json) => {
      site.resource.google_compute_backend_service.Web.enable_cdn = web;
      site.resource.google_compute_backend_service.Api.enable_cdn = api;
      return site;
    };
    const moved = changedSite((_, resource) =>
      matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") }),
    );
    return texts(cached(small()), cached(moved));
  };
  const now = `${DOCS}: new route: now \`prod-api\``;
  expect(change(false, true)).toEqual([`changed: ${now}, now cached by Cloud CDN; previously \`prod-web\``]);
  expect(change(true, false)).toEqual([`changed: ${now}, no longer cached by Cloud CDN; previously \`prod-web\``]);
  expect(change(true, true)).toEqual([`added: ${now}; previously \`prod-web\``]);
});

test("a redirect in place of a backend, with its code and location", () => {
  const change = (_: Json, resource: Json) =>
    (matcher(resource).path_rule = [
      { paths: ["/api"], service: backend("Api") },
      { paths: ["/api/*"], url_redirect: { path_redirect: "/v2", redirect_response_code: "FOUND" } },
    ]);
  expect(changesOf(change)).toEqual([
    "changed: `https://a.example.com/api/*`: the target changes: now redirect 302 to `https://a.example.com/v2`; previously `prod-api`",
  ]);
});

test("a rewrite is another handling at the same backend", () => {
  const change = (_: Json, resource: Json) =>
    (matcher(resource).path_rule[0].route_action = { url_rewrite: { host_rewrite: "api.internal" } });
  expect(changesOf(change)).toEqual([
    `changed: ${API}: requests are handled differently: now \`prod-api\`, host rewritten to \`api.internal\`; previously \`prod-api\``,
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
    `changed: ${API}: the target changes: now 90 % \`prod-api\`, 10 % \`prod-web\`; previously \`prod-api\``,
  ]);
  expect(texts(split(90, 10), split(50, 50))).toEqual([
    `changed: ${API}: the traffic split changes: now 50 % \`prod-api\`, 50 % \`prod-web\`; previously 90 % \`prod-api\`, 10 % \`prod-web\``,
  ]);
  expect(texts(split(90, 10), split(9, 1))).toEqual([]);
});

test("a path matcher that does not exist is told once", () => {
  const change = (_: Json, resource: Json) => (resource.google_compute_url_map.Map.host_rule[0].path_matcher = "gone");
  expect(changesOf(change)).toEqual([
    `dangerous: \`https://a.example.com/*\` (previously \`prod-web\`), ${API} (previously \`prod-api\`): the target changes: now an unknown target (host rule 1 names the path matcher gone, which does not exist: UM-04)`,
  ]);
});

test("a route that leads nowhere is dangerous", () => {
  expect(changesOf((_, resource) => delete matcher(resource).path_rule[0].service)).toEqual([
    `dangerous: ${API}: the target changes: now an unknown target (the rule that matches has neither service nor redirect: UM-01); previously \`prod-api\``,
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
    "added: `https://a.example.com/*` with `x-canary: 1`: new route: now `prod-api`; previously `prod-web`",
  ]);
  // a rule for everything, such as that of a canary, is new to no visitor
  expect(texts(inOrder(), inOrder(api(1, { prefix_match: "/" })))).toEqual([
    "changed: `https://a.example.com/*`: the target changes: now `prod-api`; previously `prod-web`",
  ]);
  const parameter = { query_parameter_matches: [{ name: "beta", present_match: true }], full_path_match: "/x" };
  expect(texts(inOrder(), inOrder(api(1, parameter)))).toEqual([
    "added: `https://a.example.com/x?beta=*`: new route: now `prod-api`; previously `prod-web`",
  ]);
  const template = { path_template_match: "/users/{id}/posts/**" };
  expect(texts(inOrder(), inOrder(api(1, template)))).toEqual([
    "added: `https://a.example.com/users/{id}/posts/**`: new route: now `prod-api`; previously `prod-web`",
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
    "dangerous: `prod-web` has another Terraform address (`google_compute_backend_service.Front`) and the same name: Google refuses to create a resource that already exists. Declare the rename of the construct, or move the resource in Terraform's state",
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
    "changed: `http://a.example.com/api`: the target changes: now `prod-web`; previously `prod-api`",
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
    "changed: `https://a.example.com/api`, `https://a.example.com/api/*` (also for host `b.example.com`): the target changes: now `prod-web`; previously `prod-api`",
  ]);
});

describe("what few requests show", () => {
  const inOrder = (...rules: Json[]) =>
    changedSite((_, resource) => {
      delete matcher(resource).path_rule;
      matcher(resource).route_rules = rules;
    });
  const rule = (match: Json, more: Json = {}, priority = 1) => ({
    priority,
    match_rules: [match],
    service: backend("Api"),
    ...more,
  });
  const ofMatches = (before: Json, after: Json) => texts(inOrder(rule(before)), inOrder(rule(after)));
  const ofActions = (before: Json, after: Json) => {
    const site = (more: Json) => inOrder(rule({ path_template_match: "/x/{a}/{b}" }, more));
    return texts(site(before), site(after));
  };
  const header = (condition: Json) => ({
    prefix_match: "/",
    header_matches: [{ header_name: "x", ...condition }],
  });

  test.each<[string, Json, Json, string[]]>([
    [
      "another case",
      { prefix_match: "/Api/" },
      { prefix_match: "/Api/", ignore_case: true },
      ["added: `https://a.example.com/api/*`: new route: now `prod-api`; previously `prod-web`"],
    ],
    [
      "two segments",
      { path_template_match: "/x/{id}" },
      { path_template_match: "/x/{id=**}" },
      ["added: `https://a.example.com/x/{id}/*`: new route: now `prod-api`; previously `prod-web`"],
    ],
    [
      "the last value of a range",
      header({ range_match: { range_start: 1, range_end: 100 } }),
      header({ range_match: { range_start: 1, range_end: 50 } }),
      ["changed: `https://a.example.com/*` with `x: 99`: the target changes: now `prod-web`; previously `prod-api`"],
    ],
    [
      "the value that is left out",
      header({ exact_match: "internal", invert_match: true }),
      header({ exact_match: "partner", invert_match: true }),
      [
        "changed: `https://a.example.com/*` with `x: partner`: the target changes: now `prod-web`; previously `prod-api`",
        "added: `https://a.example.com/*` with `x: internal`: new route: now `prod-api`; previously `prod-web`",
      ],
    ],
  ])("%s", (_, before, after, changes) => {
    expect(ofMatches(before, after)).toEqual(changes);
  });

  test("conditions on a path that another route asks for", () => {
    const admin = (priority: number) => rule({ prefix_match: "/admin/" }, { service: backend("Web") }, priority);
    const canary = rule(header({ exact_match: "1" }), {}, 5);
    expect(texts(inOrder(admin(1), canary), inOrder(admin(9), canary))).toEqual([
      "changed: `https://a.example.com/admin/*` with `x: 1`: the target changes: now `prod-api`; previously `prod-web`",
    ]);
  });

  test.each<[string, Json, Json, string]>([
    [
      "each part of a path for itself",
      { route_action: { url_rewrite: { path_template_rewrite: "/{a}/{b}" } } },
      { route_action: { url_rewrite: { path_template_rewrite: "/{b}/{a}" } } },
      "`prod-api`, as `https://a.example.com/{b}/{a}`; previously `prod-api`, as `https://a.example.com/{a}/{b}`",
    ],
    [
      "a regular expression",
      { route_action: { url_rewrite: { regex_rewrite: { path_pattern: "^/x", path_substitution: "/y" } } } },
      { route_action: { url_rewrite: { regex_rewrite: [{ path_pattern: "^/x", path_substitution: "/z" }] } } },
      "`prod-api`, as `https://a.example.com/z/{a}/{b}`; previously `prod-api`, as `https://a.example.com/y/{a}/{b}`",
    ],
    [
      "the query of a redirect",
      { service: undefined, url_redirect: { path_redirect: "/y" } },
      { service: undefined, url_redirect: { path_redirect: "/y", strip_query: true } },
      "redirect 301 to `https://a.example.com/y`, without the query; previously redirect 301 to `https://a.example.com/y`",
    ],
    [
      "what is cached",
      { route_action: { cache_policy: { cache_mode: "FORCE_CACHE_ALL", default_ttl: { seconds: "60" } } } },
      { route_action: { cache_policy: [{ cache_mode: "FORCE_CACHE_ALL", default_ttl: [{ seconds: "90" }] }] } },
      "`prod-api`, cache policy (cache_mode FORCE_CACHE_ALL, default_ttl 90); previously `prod-api`, cache policy (cache_mode FORCE_CACHE_ALL, default_ttl 60)",
    ],
    [
      "all of CORS",
      { route_action: { cors_policy: { allow_origins: ["https://b.com"], allow_methods: ["GET"] } } },
      {
        route_action: {
          cors_policy: {
            allow_origins: ["https://b.com"],
            allow_origin_regexes: ["c.*"],
            allow_methods: ["GET", "PUT"],
            allow_headers: ["x-a"],
            expose_headers: ["x-b"],
            allow_credentials: true,
            max_age: 60,
          },
        },
      },
      "`prod-api`, CORS for https://b.com, origins like c.* (methods GET PUT, headers x-a, exposed headers x-b, credentials, cached for 60 s); previously `prod-api`, CORS for https://b.com (methods GET)",
    ],
    [
      "the timeout of each try",
      { route_action: { retry_policy: { num_retries: 2, per_try_timeout: { seconds: "5" } } } },
      { route_action: { retry_policy: { num_retries: 2, per_try_timeout: { seconds: "9" } } } },
      "`prod-api`, 2 retries, 9 s per try; previously `prod-api`, 2 retries, 5 s per try",
    ],
    [
      "the end of streams",
      {},
      { route_action: { max_stream_duration: { seconds: "9" } } },
      "`prod-api`, streams end after 9 s; previously `prod-api`",
    ],
  ])("%s", (_, before, after, words) => {
    expect(ofActions(before, after)).toEqual([
      `changed: \`https://a.example.com/x/{a}/{b}\`: requests are handled differently: now ${words}`,
    ]);
  });

  test("a difference that shows does not hide one beside it", () => {
    const site = (match: Json, service: string) =>
      inOrder(
        rule({ prefix_match: "/Api/", ...match }),
        rule({ prefix_match: "/x/" }, { service: backend(service) }, 2),
      );
    expect(texts(site({}, "Api"), site({ ignore_case: true }, "Web"))).toEqual([
      "changed: `https://a.example.com/x/*`: the target changes: now `prod-web`; previously `prod-api`",
      "added: `https://a.example.com/api/*`: new route: now `prod-api`; previously `prod-web`",
    ]);
  });
});

describe("what no request shows is told rule by rule", () => {
  const map = (resource: Json) => resource.google_compute_url_map.Map;
  const between = (before: (resource: Json) => void, after: (resource: Json) => void) =>
    texts(
      changedSite((_, resource) => before(resource)),
      changedSite((_, resource) => after(resource)),
    );

  test("a path that only Terraform knows", () => {
    const path = (service: string) => (resource: Json) =>
      matcher(resource).path_rule.push({ paths: ["${var.path}"], service: backend(service) });
    expect(between(path("Api"), path("Web"))).toEqual([
      "changed: `a.example.com`, path `${var.path}`: `service` is now `prod-web`; previously `prod-api`",
    ]);
  });

  test("a host that only Terraform knows", () => {
    const host = (service: string) => (resource: Json) => {
      map(resource).host_rule.push({ hosts: ["${var.host}"], path_matcher: "other" });
      map(resource).path_matcher.push({ name: "other", default_service: backend(service) });
    };
    expect(between(host("Api"), host("Web"))).toEqual([
      "changed: `${var.host}`, everything else: `default_service` is now `prod-web`; previously `prod-api`",
    ]);
    expect(between(() => undefined, host("Web"))).toEqual(["changed: `${var.host}`: a host rule for it is added"]);
    expect(between(host("Web"), () => undefined)).toEqual(["changed: `${var.host}`: a host rule for it is removed"]);
  });

  test("blocks that Terraform makes at plan", () => {
    const rules = (service: string) => (resource: Json) => {
      delete matcher(resource).path_rule;
      matcher(resource).dynamic = {
        route_rules: { for_each: "${var.x}", content: { priority: 1, service: backend(service) } },
      };
    };
    expect(between(rules("Api"), rules("Web"))).toEqual([
      "changed: `a.example.com`, blocks that Terraform generates at plan time: `dynamic.route_rules.content.service` is now `prod-web`; previously `prod-api`",
    ]);
    const hosts = (each: string) => (resource: Json) =>
      (map(resource).dynamic = { host_rule: { for_each: each, content: { path_matcher: "all-hosts" } } });
    expect(between(hosts("${var.x}"), hosts("${var.y}"))).toEqual([
      "changed: `prod-map`, blocks that Terraform generates at plan time: `dynamic.host_rule.for_each` is now `${var.y}`; previously `${var.x}`",
    ]);
  });

  test("a weight that only Terraform knows is no share", () => {
    const split = (second: string) => (resource: Json) => {
      delete matcher(resource).path_rule;
      delete matcher(resource).default_service;
      matcher(resource).default_route_action = {
        weighted_backend_services: [
          { backend_service: backend("Api"), weight: "${var.weight}" },
          { backend_service: backend("Web"), weight: second },
        ],
      };
    };
    expect(between(split("10"), split("20"))).toEqual([
      "changed: `https://a.example.com/*`: the traffic split changes: now weight `${var.weight}` `prod-api`, weight 20 `prod-web`, may differ: a weight is known only to Terraform; previously weight `${var.weight}` `prod-api`, weight 10 `prod-web`, may differ: a weight is known only to Terraform",
    ]);
  });
});

describe("a map is asked by the scheme of the entrances that have it", () => {
  const partial = (redirect: Json) =>
    changedSite((_, resource) => {
      resource.google_compute_url_map.Redirect = {
        name: "prod-redirect",
        host_rule: [{ hosts: ["*"], path_matcher: "m" }],
        path_matcher: [
          {
            name: "m",
            default_url_redirect: redirect,
            path_rule: [{ paths: ["/.well-known/*"], service: backend("Web") }],
          },
        ],
        default_service: backend("Web"),
      };
    });

  test("a redirect by HTTP that stays in the clear now", () => {
    expect(texts(partial({ https_redirect: true }), partial({ host_redirect: "a.example.com" }))).toEqual([
      "changed: `http://a.example.com/*` (also for all other hosts): the target changes: now redirect 301 to `http://a.example.com/*`; previously redirect 301 to `https://a.example.com/*`",
    ]);
  });

  test("an entrance gets the URL map of another", () => {
    const second = (url_map: string) =>
      changedSite((_, resource) => {
        resource.google_compute_url_map.Other = { name: "prod-other", default_service: backend("Api") };
        resource.google_compute_target_https_proxy.Https.url_map = `\${google_compute_url_map.${url_map}.id}`;
      });
    expect(texts(second("Map"), second("Other"))).toEqual([
      "changed: `https://a.example.com/*`: the target changes: now `prod-api`; previously `prod-web`",
    ]);
  });
});

describe("what no rule names is a pattern, never an invented host, path or value", () => {
  const openTo = (change: (matcher: Json, map: Json) => void) =>
    changedSite((_, resource) => {
      delete resource.google_compute_global_forwarding_rule.Https;
      resource.google_compute_target_http_proxy.Http.url_map = "${google_compute_url_map.Map.self_link}";
      const { Map: map } = resource.google_compute_url_map;
      map.path_matcher[0].path_rule = [];
      change(map.path_matcher[0], map);
    });
  const site = openTo(() => undefined);

  test.each<[string, (matcher: Json, map: Json) => void, string[]]>([
    [
      "a host that no host rule names",
      (owner) => (owner.default_service = backend("Api")),
      ["changed: `http://*/*`: the target changes: now `prod-api`; previously `prod-web`"],
    ],
    [
      "only the hosts that no host rule names",
      (_, map) => {
        map.host_rule = [{ hosts: ["a.example.com"], path_matcher: "all-hosts" }];
        map.default_service = backend("Api");
      },
      ["changed: `http://*/*`: the target changes: now `prod-api`; previously `prod-web`"],
    ],
    [
      "the hosts of a wildcard",
      (_, map) => {
        map.host_rule.push({ hosts: ["*.any.example"], path_matcher: "any" });
        map.path_matcher.push({ name: "any", default_service: backend("Api") });
      },
      ["changed: `http://*.any.example/*`: the target changes: now `prod-api`; previously `prod-web`"],
    ],
    [
      "a host, a path and a query in a redirect",
      (owner) =>
        (owner.route_rules = [
          {
            priority: 1,
            match_rules: [{ prefix_match: "/any/", query_parameter_matches: [{ name: "any2", present_match: true }] }],
            url_redirect: { host_redirect: "any.example", prefix_redirect: "/any2/" },
          },
        ]),
      [
        "added: `http://*/any/*?any2=*`: new route: now redirect 301 to `http://any.example/any2/*?any2=*`; previously `prod-web`",
      ],
    ],
    [
      "the values of a header",
      (owner) =>
        (owner.route_rules = [
          {
            priority: 1,
            match_rules: [{ prefix_match: "/", header_matches: [{ header_name: "x", prefix_match: "any" }] }],
            service: backend("Api"),
          },
        ]),
      ["added: `http://*/*` with `x: any*`: new route: now `prod-api`; previously `prod-web`"],
    ],
    [
      "a template with an unnamed and a named part",
      (owner) =>
        (owner.route_rules = [
          {
            priority: 1,
            match_rules: [{ path_template_match: "/*/{any=v*}/{rest=**}" }],
            service: backend("Api"),
          },
        ]),
      ["added: `http://*/*/v*/{rest}`: new route: now `prod-api`; previously `prod-web`"],
    ],
  ])("%s", (_, change, expected) => {
    expect(texts(site, openTo(change))).toEqual(expected);
  });
});

describe("one fact is one line", () => {
  const inOrder = (...rules: Json[]) =>
    changedSite((_, resource) => {
      delete matcher(resource).path_rule;
      matcher(resource).route_rules = rules;
    });
  const split = {
    weighted_backend_services: [
      { backend_service: backend("Web"), weight: 95 },
      { backend_service: backend("Api"), weight: 5 },
    ],
  };
  const chosen = { prefix_match: "/", header_matches: [{ header_name: "x-canary", exact_match: "always" }] };
  const canary = inOrder(
    { priority: 1, match_rules: [chosen], service: backend("Api") },
    { priority: 2, match_rules: [{ prefix_match: "/" }], route_action: split },
  );

  test("a canary that is dropped", () => {
    expect(texts(canary, inOrder())).toEqual([
      "changed: `https://a.example.com/*` (previously 95 % `prod-web`, 5 % `prod-api`), `https://a.example.com/*` with `x-canary: always` (previously `prod-api`): the target changes: now `prod-web`",
    ]);
  });

  test("a host that is removed, with all of its routes", () => {
    const site = (...hosts: Json[]) =>
      changedSite((_, resource) => {
        resource.google_compute_managed_ssl_certificate.A.managed.domains = ["a.example.com", "b.example.com"];
        resource.google_compute_url_map.Map.host_rule.push(...hosts);
        resource.google_compute_url_map.Map.path_matcher.push({
          name: "b",
          default_service: backend("Api"),
          path_rule: [{ paths: ["/old"], url_redirect: { path_redirect: "/new" } }],
        });
      });
    expect(texts(site({ hosts: ["b.example.com"], path_matcher: "b" }), site())).toEqual([
      "changed: `https://b.example.com/*` (previously `prod-api`), `https://b.example.com/old` (previously redirect 301 to `https://b.example.com/new`): the target changes: now `prod-web`",
    ]);
  });

  test("a rewrite or redirect of several paths is told by what it does", () => {
    const rule = (more: Json) =>
      changedSite((_, resource) => (matcher(resource).path_rule = [{ paths: ["/api", "/api/*"], ...more }]));
    const moved = { url_redirect: { host_redirect: "b.example.com" } };
    expect(texts(rule({ service: backend("Api") }), rule(moved))).toEqual([
      `changed: ${API}: the target changes: now redirect 301 to host \`b.example.com\`; previously \`prod-api\``,
    ]);
  });

  test("a rule that moves is told once, whatever else it narrowly misses", () => {
    const site = (service: string) =>
      changedSite((_, resource) => {
        matcher(resource).path_rule.push({ paths: ["/docs/*"], service: backend("Api") });
        matcher(resource).default_service = backend(service);
      });
    expect(texts(site("Web"), site("Api"))).toEqual([
      "changed: `https://a.example.com/*`: the target changes: now `prod-api`; previously `prod-web`",
    ]);
  });
});
