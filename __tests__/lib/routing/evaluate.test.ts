import { AssumptionId, Decision, UrlMapJson, evaluate } from "../../../lib/routing";
import { describeOptions } from "../../../lib/routing/options";

/** The URL of a request, or the request. */
type Asked = string | { url: string; headers?: { [name: string]: string }; method?: string };

const ask = (map: UrlMapJson, asked: Asked): Decision =>
  evaluate(map, typeof asked === "string" ? { url: asked } : asked);
const serviceOf = (map: UrlMapJson, asked: Asked) =>
  ask(map, asked)
    .services.map(({ service }) => service)
    .join();
const redirectOf = (map: UrlMapJson, asked: Asked) => {
  const { redirect } = ask(map, asked);
  return redirect && `${redirect.code} ${redirect.location}`;
};

/** A map with a host rule per host, each of which has a service of that name. */
const ofHosts = (...hosts: string[]): UrlMapJson => ({
  default_service: "default",
  host_rule: hosts.map((host, index) => ({ hosts: [host], path_matcher: `m${index}` })),
  path_matcher: hosts.map((host, index) => ({ name: `m${index}`, default_service: host })),
});
const matcher = (config: object): UrlMapJson => ({
  default_service: "map-default",
  host_rule: [{ hosts: ["*"], path_matcher: "m" }],
  path_matcher: [{ name: "m", default_service: "default", ...config }],
});
/** A map for every host with a path rule per path, each of which has a service of that name. */
const ofPaths = (...paths: string[]) => matcher({ path_rule: paths.map((path) => ({ paths: [path], service: path })) });
/** A map for every host with one route rule, of which these are the match rules. */
const ofMatches = (...matches: object[]) =>
  matcher({ route_rules: [{ priority: 1, match_rules: matches, service: "yes" }] });
const ofRouteRule = (match: object, rule: object) =>
  matcher({ route_rules: [{ priority: 1, match_rules: [match], ...rule }] });
const header = (header_name: string, match: object) =>
  ofMatches({ prefix_match: "/", header_matches: [{ header_name, ...match }] });
const parameter = (name: string, match: object) =>
  ofMatches({ prefix_match: "/", query_parameter_matches: [{ name, ...match }] });

describe("hosts", () => {
  test.each<[string, string[], string]>([
    ["a.b.bar.com", ["*.bar.com"], "*.bar.com"],
    ["foo.com", ["*.foo.com"], "default"],
    ["x-dev.foo.com", ["*-dev.foo.com"], "*-dev.foo.com"],
    ["-dev.foo.com", ["*-dev.foo.com"], "default"],
    ["foo.bar.com", ["*.bar.com", "foo.bar.com"], "foo.bar.com"],
    ["foo.bar.com", ["foo.bar.com", "*.bar.com"], "foo.bar.com"],
    ["a.b.bar.com", ["*.bar.com", "*.b.bar.com"], "*.b.bar.com"],
    ["a.bar.com", ["*", "*.bar.com"], "*.bar.com"],
    ["anything", ["*", "foo.com"], "*"],
    ["other.com", ["foo.com"], "default"],
    ["FOO.com", ["foo.com"], "foo.com"],
    ["foo.com", ["FOO.com"], "FOO.com"],
    ["a_b.foo.com", ["*.foo.com"], "default"],
    ["example.net:8080", ["example.net:8080", "example.net"], "example.net:8080"],
    ["example.net", ["example.net:8080"], "default"],
    ["example.net:9090", ["example.net"], "default"],
    ["a.example.net:9090", ["*.example.net"], "default"],
    ["example.net:443", ["example.net"], "default"],
    ["example.net:9090", ["*"], "*"],
    ["[2001:db8::1]", ["*"], "*"],
  ])("%s with the host rules %j meets %s", (host, hosts, expected) => {
    expect(serviceOf(ofHosts(...hosts), `https://${host}/`)).toBe(expected);
  });

  test("one matcher serves several host rules, and a host rule has several hosts", () => {
    const map = {
      default_service: "default",
      host_rule: [
        { hosts: ["a.com", "b.com"], path_matcher: "m" },
        { hosts: ["c.com"], path_matcher: "m" },
      ],
      path_matcher: { name: "m", default_service: "m" },
    };
    expect(["a.com", "b.com", "c.com", "d.com"].map((host) => serviceOf(map, `https://${host}`))).toEqual([
      "m",
      "m",
      "m",
      "default",
    ]);
  });
});

describe("path rules", () => {
  test.each<[string, string[], string]>([
    ["/video/", ["/video/*"], "/video/*"],
    ["/video/a", ["/video/*"], "/video/*"],
    ["/video/a/b", ["/video/*"], "/video/*"],
    ["/video", ["/video/*"], "default"],
    ["/videos", ["/video/*"], "default"],
    ["/api", ["/api", "/api/", "/api/*"], "/api"],
    ["/api/", ["/api", "/api/", "/api/*"], "/api/"],
    ["/api/x", ["/api", "/api/", "/api/*"], "/api/*"],
    ["/foo/", ["/foo"], "default"],
    ["/foo/bar", ["/foo"], "default"],
    ["/FOO", ["/foo"], "default"],
    ["/x", ["/*"], "/*"],
    ["/", ["/*"], "/*"],
    ["", ["/"], "/"],
    ["?x=1", ["/"], "/"],
    ["/video/hd/x", ["/*", "/video/*", "/video/hd/*"], "/video/hd/*"],
    ["/video/hd/x", ["/video/hd/*", "/video/*", "/*"], "/video/hd/*"],
    ["/videos/hd-abcd", ["/videos/hd/*"], "default"],
    ["/video/hd?x=/video/*", ["/video/hd"], "/video/hd"],
    ["/video/hd#x", ["/video/hd"], "/video/hd"],
  ])("path %s with the path rules %j meets %s", (path, paths, expected) => {
    expect(serviceOf(ofPaths(...paths), `https://a.com${path}`)).toBe(expected);
  });

  test("a path that no rule matches never falls through to another host rule or to the map's default", () => {
    const map = {
      default_service: "map-default",
      host_rule: [
        { hosts: ["a.com"], path_matcher: "a" },
        { hosts: ["*"], path_matcher: "all" },
      ],
      path_matcher: [
        { name: "a", default_service: "a-default", path_rule: [{ paths: ["/x"], service: "x" }] },
        { name: "all", default_service: "all-default", path_rule: [{ paths: ["/y"], service: "y" }] },
      ],
    };
    expect(serviceOf(map, "https://a.com/y")).toBe("a-default");
  });
});

describe("route rules", () => {
  const rule = (priority: number, prefix: string, service: string) => ({
    priority,
    match_rules: { prefix_match: prefix },
    service,
  });

  test("the priority alone decides: a long prefix at 20 is shadowed by / at 10", () => {
    const map = matcher({ route_rules: [rule(20, "/long/prefix", "long"), rule(10, "/", "short")] });
    expect(serviceOf(map, "https://a.com/long/prefix/x")).toBe("short");
  });

  test.each<[string, object, string, boolean]>([
    ["a plain prefix", { prefix_match: "/videos" }, "/videos-old", true],
    ["a prefix with a slash", { prefix_match: "/videos/" }, "/videos", false],
    ["a star in a prefix", { prefix_match: "/videos/*" }, "/videos/a", false],
    ["a literal star", { prefix_match: "/videos/*" }, "/videos/*b", true],
    ["a prefix in another case", { prefix_match: "/Videos" }, "/videos", false],
    ["a prefix without case", { prefix_match: "/Videos", ignore_case: true }, "/vIDEOS/x", true],
    ["a full path", { full_path_match: "/a/b" }, "/a/b?c", true],
    ["a full path with a slash more", { full_path_match: "/a/b" }, "/a/b/", false],
    ["a full path in another case", { full_path_match: "/a/B" }, "/a/b", false],
    ["a full path without case", { full_path_match: "/a/B", ignore_case: true }, "/A/b", true],
    ["a full path that says not to ignore case", { full_path_match: "/a/B", ignore_case: false }, "/A/b", false],
    ["*", { path_template_match: "/a/*/c" }, "/a/b/c", true],
    ["* and two segments", { path_template_match: "/a/*" }, "/a/b/c", false],
    ["* and nothing", { path_template_match: "/a/*" }, "/a/", false],
    ["{x}", { path_template_match: "/a/{x}/c" }, "/a/b/c", true],
    ["{x=*}", { path_template_match: "/a/{x=*}" }, "/a/b", true],
    ["** and nothing", { path_template_match: "/t/**" }, "/t/", true],
    ["** and no slash", { path_template_match: "/t/**" }, "/t", false],
    ["** and slashes", { path_template_match: "/t/**" }, "/t/a/b/", true],
    ["{x=news/*}", { path_template_match: "/{x=news/*}/z" }, "/news/a/z", true],
    ["{x=news/*} and another word", { path_template_match: "/{x=news/*}/z" }, "/olds/a/z", false],
    ["a literal suffix", { path_template_match: "/**.mpd" }, "/a/b.mpd", true],
    ["another suffix", { path_template_match: "/**.mpd" }, "/a/b.mpx", false],
    ["a suffix of a segment", { path_template_match: "/{id}/{file}.vtt" }, "/1/en.vtt", true],
    ["a final slash that is missing", { path_template_match: "/a/{x}/" }, "/a/b", false],
    ["a final slash that is there", { path_template_match: "/a/{x}/" }, "/a/b/", true],
    ["an encoded slash", { path_template_match: "/a/{x}" }, "/a/b%2Fc", true],
    ["a dot that is a dot", { path_template_match: "/a.b/*" }, "/axb/c", false],
  ])("%s: %j and %s", (_what, match, path, holds) => {
    expect(serviceOf(ofMatches(match), `https://a.com${path}`)).toBe(holds ? "yes" : "default");
  });

  test("match rules are alternatives, of all three kinds, and what stands in one must all hold", () => {
    const map = ofMatches(
      { full_path_match: "/a", header_matches: { header_name: "x-a", exact_match: "1" } },
      { path_template_match: "/b/*", query_parameter_matches: [{ name: "q", present_match: true }] },
      { prefix_match: "/c" },
    );
    const asked: [Asked, string][] = [
      ["https://a.com/a", "default"],
      [{ url: "https://a.com/a", headers: { "x-a": "1" } }, "yes"],
      ["https://a.com/b/1", "default"],
      ["https://a.com/b/1?q", "yes"],
      ["https://a.com/cx", "yes"],
    ];
    expect(asked.map(([request]) => serviceOf(map, request))).toEqual(asked.map(([, service]) => service));
  });
});

describe("headers", () => {
  test.each<[object, string | undefined, boolean]>([
    [{ exact_match: "Always" }, "Always", true],
    [{ exact_match: "Always" }, "always", false],
    [{ exact_match: "Always" }, undefined, false],
    [{ prefix_match: "al" }, "always", true],
    [{ prefix_match: "al" }, "Always", false],
    [{ suffix_match: "ys" }, "always", true],
    [{ suffix_match: "ys" }, "alwaYs", false],
    [{ present_match: true }, "", true],
    [{ present_match: true }, undefined, false],
    [{ present_match: true, invert_match: true }, "x", false],
    [{ present_match: true, invert_match: true }, undefined, true],
    [{ exact_match: "a", invert_match: true }, "b", true],
    [{ exact_match: "a", invert_match: true }, "a", false],
    [{ exact_match: "a", invert_match: true }, undefined, false],
    [{ range_match: { range_start: -5, range_end: 0 } }, "-5", true],
    [{ range_match: { range_start: -5, range_end: 0 } }, "-3", true],
    [{ range_match: { range_start: -5, range_end: 0 } }, "0", false],
    [{ range_match: { range_start: -5, range_end: 0 } }, "0.25", false],
    [{ range_match: { range_start: -5, range_end: 0 } }, "-3x", false],
    [{ range_match: [{ range_start: -5, range_end: 0 }] }, "", false],
    [{ range_match: { range_start: -5, range_end: 0 } }, undefined, false],
    [{ range_match: { range_start: 1, range_end: 9 }, invert_match: true }, "9", true],
  ])("%j and the value %j", (match, value, holds) => {
    const headers: { [name: string]: string } = value === undefined ? {} : { "X-Test": value };
    expect(serviceOf(header("x-tEST", match), { url: "https://a.com/", headers })).toBe(holds ? "yes" : "default");
  });

  test.each<[string, string, Asked, boolean]>([
    [":method", "POST", { url: "https://a.com/", method: "POST" }, true],
    [":method", "POST", "https://a.com/", false],
    [":method", "GET", "https://a.com/", true],
    [":authority", "a.com:81", "https://a.com:81/", true],
    ["Host", "a.com", "https://a.com/", true],
  ])("header %s %s", (name, value, asked, holds) => {
    expect(serviceOf(header(name, { exact_match: value }), asked)).toBe(holds ? "yes" : "default");
  });
});

describe("query parameters", () => {
  test.each<[object, string, boolean]>([
    [{ exact_match: "A" }, "?q=A", true],
    [{ exact_match: "A" }, "?x=1&q=A&y", true],
    [{ exact_match: "A" }, "?q=AB", false],
    [{ exact_match: "A" }, "?q", false],
    [{ exact_match: "A" }, "", false],
    [{ exact_match: "A=B" }, "?q=A=B", true],
    [{ present_match: true }, "?q", true],
    [{ present_match: true }, "?q=", true],
    [{ present_match: true }, "?q=0", true],
    [{ present_match: true }, "?qq=0", false],
  ])("%j and the query %s", (match, query, holds) => {
    expect(serviceOf(parameter("q", match), `https://a.com${query}`)).toBe(holds ? "yes" : "default");
  });
});

/** A rule that rewrites the path by a regular expression. */
const byRegex = (path_pattern: string, path_substitution: string) => ({
  service: "s",
  route_action: { url_rewrite: { regex_rewrite: { path_pattern, path_substitution } } },
});

test("a regular expression that only Terraform knows leaves the URL undecided", () => {
  const map = ofRouteRule({ prefix_match: "/" }, byRegex("${var.pattern}", "/b"));
  expect(ask(map, "https://a.com/a")).toMatchObject({
    services: [{ service: "s" }],
    unknown: ["the regular expression of the rewrite is known only to Terraform"],
  });
});

describe("rewrites", () => {
  const rewriting = (url_rewrite: object) => ({ service: "s", route_action: { url_rewrite } });
  const ofPathRule = (path: string, rewrite: object) =>
    matcher({ path_rule: [{ paths: [path], ...rewriting(rewrite) }] });

  test.each<[string, UrlMapJson, string, string]>([
    ["host", ofPathRule("/a", { host_rewrite: "b.com" }), "https://a.com:81/a?x=1", "https://b.com/a?x=1"],
    ["prefix", ofRouteRule({ prefix_match: "/a/" }, rewriting({ path_prefix_rewrite: "/b/" })), "/a/c?x=1", "/b/c?x=1"],
    [
      "prefix without case",
      ofRouteRule({ prefix_match: "/A/", ignore_case: true }, rewriting({ path_prefix_rewrite: "/b/" })),
      "/a/c",
      "/b/c",
    ],
    ["full path", ofRouteRule({ full_path_match: "/a/c" }, rewriting({ path_prefix_rewrite: "/b" })), "/a/c", "/b"],
    ["exact path rule", ofPathRule("/a/c", { path_prefix_rewrite: "/b" }), "/a/c", "/b"],
    ["wildcard path rule", ofPathRule("/a/*", { path_prefix_rewrite: "/b/" }), "/a/c", "/b/c"],
    [
      "path rule for all",
      ofPathRule("/*", { path_prefix_rewrite: "/love-to-fetch/" }),
      "/two-dogs.jpg",
      "/love-to-fetch/two-dogs.jpg",
    ],
    ["uneven slashes", ofPathRule("/docs/*", { path_prefix_rewrite: "/v2/docs" }), "/docs/a", "/v2/docsa"],
    [
      "template, reordered, joined and repeated",
      ofRouteRule(
        { path_template_match: "/u/{user}/carts/{cart=**}" },
        rewriting({ path_template_rewrite: "/{user}-{cart}/{user}" }),
      ),
      "/u/abc@/carts/1/2%2F3?x=1",
      "/abc@-1/2%2F3/abc@?x=1",
    ],
    [
      "template with two segments in one name",
      ofRouteRule({ path_template_match: "/{x=news/*}/**" }, rewriting({ path_template_rewrite: "/{x}" })),
      "/news/a/b/c",
      "/news/a",
    ],
    [
      "template without a name",
      ofRouteRule({ path_template_match: "/index.htm" }, rewriting({ path_template_rewrite: "/" })),
      "/index.htm",
      "/",
    ],
    [
      "regular expression, wherever it matches, but not the query",
      ofRouteRule(
        { prefix_match: "/" },
        rewriting({ regex_rewrite: { path_pattern: "one", path_substitution: "two" } }),
      ),
      "/xxx/one/yyy/one/zzz?one",
      "/xxx/two/yyy/two/zzz?one",
    ],
    [
      "regular expression with groups",
      ofRouteRule(
        { prefix_match: "/" },
        rewriting({
          host_rewrite: "b.com",
          regex_rewrite: [{ path_pattern: "^/service/([^/]+)(/[a-z]*)$", path_substitution: "\\2/instance/\\1" }],
        }),
      ),
      "https://a.com/service/foo/v",
      "https://b.com/v/instance/foo",
    ],
    [
      "default",
      { default_service: "s", default_route_action: { url_rewrite: { path_prefix_rewrite: "/b/" } } },
      "/a",
      "/b/a",
    ],
  ])("%s", (_what, map, asked, expected) => {
    const whole = (url: string) => (url.startsWith("/") ? `https://a.com${url}` : url);
    expect(ask(map, whole(asked)).backendUrl).toBe(whole(expected));
  });
});

describe("redirects", () => {
  const byDefault = (redirect: object): UrlMapJson => ({ default_url_redirect: redirect });
  const byPath = (path: string, url_redirect: object) => matcher({ path_rule: [{ paths: [path], url_redirect }] });
  const byPrefix = (prefix_match: string, url_redirect: object) => ofRouteRule({ prefix_match }, { url_redirect });
  const toHttps = { https_redirect: true };

  test.each<[string, UrlMapJson, string, string]>([
    ["https", byDefault(toHttps), "http://e.com/test/?a=1&b=2", "301 https://e.com/test/?a=1&b=2"],
    [
      "https FOUND",
      byDefault({ ...toHttps, redirect_response_code: "FOUND" }),
      "http://example.com/img1",
      "302 https://example.com/img1",
    ],
    ["https, host", byDefault({ ...toHttps, host_redirect: "w.com" }), "http://any/path", "301 https://w.com/path"],
    [
      "https, host, path",
      byDefault({ ...toHttps, host_redirect: "w.com", path_redirect: "/newPath" }),
      "http://any/old?x=1",
      "301 https://w.com/newPath?x=1",
    ],
    [
      "https, host, prefix",
      byDefault({ ...toHttps, host_redirect: "w.com", prefix_redirect: "/newPrefix" }),
      "http://any/originalPath",
      "301 https://w.com/newPrefix/originalPath",
    ],
    [
      "host SEE_OTHER",
      byDefault({ host_redirect: "w.com", redirect_response_code: "SEE_OTHER" }),
      "https://e.com/a?b=c",
      "303 https://w.com/a?b=c",
    ],
    [
      "host SEE_OTHER, strip",
      byDefault({ host_redirect: "w.com", redirect_response_code: "SEE_OTHER", strip_query: true }),
      "https://e.com/a?b=c",
      "303 https://w.com/a",
    ],
    [
      "path rule, https, host, path",
      byPath("/redirect/*", { ...toHttps, host_redirect: "n.com", path_redirect: "/new-path/" }),
      "http://e.com/redirect/old-page",
      "301 https://n.com/new-path/",
    ],
    [
      "path rule, prefix",
      byPath("/old/*", { prefix_redirect: "/new/" }),
      "http://e.com/old/a/b?x=1",
      "301 http://e.com/new/a/b?x=1",
    ],
    [
      "prefix FOUND",
      byPrefix("/original-prefix", { prefix_redirect: "/replacement-prefix", redirect_response_code: "FOUND" }),
      "http://e.com/original-prefix/lemon",
      "302 http://e.com/replacement-prefix/lemon",
    ],
    [
      "prefix and host, nothing behind",
      byPrefix("/path-and-host", {
        prefix_redirect: "/replacement-prefix",
        host_redirect: "h.com",
        redirect_response_code: "FOUND",
      }),
      "http://e.com/path-and-host",
      "302 http://h.com/replacement-prefix",
    ],
    [
      "prefix, path",
      byPrefix("/full/", { path_redirect: "/f", redirect_response_code: "FOUND" }),
      "http://e.com/full/path/original",
      "302 http://e.com/f",
    ],
    [
      "unknown host",
      byDefault({
        ...toHttps,
        host_redirect: "b.com",
        path_redirect: "/",
        strip_query: true,
        redirect_response_code: "PERMANENT_REDIRECT",
      }),
      "http://bad/anything?x=1",
      "308 https://b.com/",
    ],
    [
      "TEMPORARY_REDIRECT",
      byDefault({ host_redirect: "w.com", redirect_response_code: "TEMPORARY_REDIRECT" }),
      "https://e.com/",
      "307 https://w.com/",
    ],
    ["https keeps a port", byDefault(toHttps), "http://e.com:8080/", "301 https://e.com:8080/"],
    ["https drops port 80", byDefault(toHttps), "http://e.com:80/", "301 https://e.com/"],
    [
      "a prefix with a slash by default",
      byDefault({ prefix_redirect: "/new/" }),
      "http://e.com/a",
      "301 http://e.com/new/a",
    ],
    ["a path with /../", byDefault(toHttps), "http://e.com/video/../abc?x=1", "302 http://e.com/abc?x=1"],
    ["a path that climbs twice", byDefault(toHttps), "http://e.com/a/b/../../c", "302 http://e.com/c"],
    ["a path that climbs too far", byDefault(toHttps), "http://e.com/../c", "302 http://e.com/c"],
  ])("%s", (_what, map, asked, expected) => {
    expect(redirectOf(map, asked)).toBe(expected);
  });

  test("a redirect of a service that is there too wins, and nothing is rewritten", () => {
    const map = {
      ...byDefault({ host_redirect: "w.com" }),
      default_route_action: { url_rewrite: { host_rewrite: "x" } },
    };
    expect(ask(map, "https://e.com/")).toMatchObject({ action: "redirect", services: [], backendUrl: undefined });
  });
});

describe("weights and other actions", () => {
  const weighted = (...weights: unknown[]) => ({
    weighted_backend_services: weights.map((weight, index) => ({ backend_service: `s${index}`, weight })),
  });

  test.each<[string, UrlMapJson]>([
    ["route rule", ofRouteRule({ prefix_match: "/" }, { route_action: weighted(400, 100, 0) })],
    ["path rule", matcher({ path_rule: { paths: ["/*"], route_action: [weighted(400, 100, 0)] } })],
    ["matcher's default", matcher({ default_service: undefined, default_route_action: weighted(400, 100, 0) })],
    ["map's default", { default_route_action: weighted(400, 100, 0) }],
  ])("a %s splits by weight, and weight 0 gets nothing", (_what, map) => {
    const { action, services } = ask(map, "https://a.com/");
    expect(action).toBe("split");
    expect(services.map(({ service, weight }) => [service, weight])).toEqual([
      ["s0", 400],
      ["s1", 100],
    ]);
  });

  test("a split with one live weight is that service", () => {
    const map = { default_route_action: weighted(0, 3) };
    expect(ask(map, "https://a.com/")).toMatchObject({ action: "forward", services: [{ service: "s1" }] });
  });

  test("timeout, retries and the like: as data, and in words", () => {
    const route_action = {
      timeout: { seconds: "30", nanos: 500_000_000 },
      max_stream_duration: { seconds: "90" },
      retry_policy: {
        num_retries: 2,
        retry_conditions: ["5xx", "connect-failure"],
        per_try_timeout: { seconds: "5" },
      },
      cors_policy: {
        allow_origins: ["https://b.com"],
        allow_origin_regexes: ["c.*"],
        allow_methods: ["GET", "PUT"],
        allow_headers: ["x-a"],
        expose_headers: ["x-b"],
        allow_credentials: true,
        max_age: 60,
        disabled: false,
      },
      fault_injection_policy: {
        abort: { http_status: 503, percentage: 10 },
        delay: { fixed_delay: { seconds: "2" }, percentage: 5 },
      },
    };
    const { options } = ask(ofRouteRule({ prefix_match: "/" }, { service: "s", route_action }), "https://a.com/");
    expect(options).toEqual({
      timeout: 30.5,
      maxStreamDuration: 90,
      retry: { retries: 2, conditions: ["5xx", "connect-failure"], perTryTimeout: 5 },
      cors: {
        origins: ["https://b.com"],
        originRegexes: ["c.*"],
        methods: ["GET", "PUT"],
        headers: ["x-a"],
        exposedHeaders: ["x-b"],
        allowsCredentials: true,
        maxAge: 60,
      },
      abort: { percentage: 10, status: 503 },
      delay: { percentage: 5, seconds: 2 },
      unknown: [],
    });
    expect(describeOptions(options)).toEqual([
      "timeout 30.5 s",
      "streams end after 90 s",
      "2 retries on 5xx, connect-failure, 5 s per try",
      "CORS for https://b.com, origins like c.* (methods GET PUT, headers x-a, exposed headers x-b, credentials, cached for 60 s)",
      "10 % answered with 503",
      "5 % delayed by 2 s",
    ]);
  });

  test.each([
    ["1", undefined, "replace"],
    ["{client_region}", undefined, "append"],
    ["1", false, "append"],
    ["{client_region}", true, "replace"],
  ])("a header with the value %s and replace %s: %s", (header_value, replace, kind) => {
    const header_action = { request_headers_to_add: [{ header_name: "x", header_value, replace }] };
    const map = ofRouteRule({ prefix_match: "/" }, { service: "s", header_action });
    expect(ask(map, "https://a.com/").services[0].requestHeaders.map((change) => change.kind)).toEqual([kind]);
  });

  test("header changes of all levels stand in order: weight, route rule, path matcher, map; first removed, then added", () => {
    const action = (name: string, replace: boolean) => ({
      request_headers_to_add: [{ header_name: name, header_value: "1", replace }],
      request_headers_to_remove: [`no-${name}`],
      response_headers_to_add: [{ header_name: `r-${name}`, header_value: "1", replace }],
    });
    const map: UrlMapJson = {
      ...ofRouteRule(
        { prefix_match: "/" },
        {
          route_action: {
            weighted_backend_services: [{ backend_service: "s", weight: 1, header_action: action("w", true) }],
          },
          header_action: action("r", false),
        },
      ),
      header_action: action("u", true),
    };
    const [matcherOfMap] = map.path_matcher as object[];
    const [share] = ask(
      { ...map, path_matcher: [{ ...matcherOfMap, header_action: action("m", true) }] },
      "https://a.com/",
    ).services;
    expect(share.requestHeaders.map(({ kind, name, level }) => `${kind} ${name} ${level}`)).toEqual([
      "remove no-w weighted backend service",
      "replace w weighted backend service",
      "remove no-r route rule",
      "append r route rule",
      "remove no-m path matcher",
      "replace m path matcher",
      "remove no-u URL map",
      "replace u URL map",
    ]);
    expect(share.responseHeaders.map(({ name }) => name)).toEqual(["r-w", "r-r", "r-m", "r-u"]);
  });
});

describe("assumptions", () => {
  const two = ofHosts("*", "*.b.com", "a.b.com");
  const inverted = header("x", { exact_match: "a", invert_match: true });
  const swap = (path: string, prefix: string) =>
    matcher({
      path_rule: [{ paths: [path], service: "s", route_action: { url_rewrite: { path_prefix_rewrite: prefix } } }],
    });
  const defaultRewrite = { default_service: "s", default_route_action: { url_rewrite: { path_prefix_rewrite: "/b" } } };

  test.each<[AssumptionId[], UrlMapJson, Asked]>([
    [["U-01"], ofHosts("example.net"), "https://example.net:9090/"],
    [["U-01", "U-02"], ofHosts("example.net"), "https://example.net:443/"],
    [[], ofHosts("example.net:81", "a.com"), "https://example.net:81/"],
    [["U-03"], ofHosts("a.com"), "https://A.com/"],
    [["U-04"], two, "https://x.b.com/"],
    [[], two, "https://a.b.com/"],
    [[], two, "https://x.c.com/"],
    [["U-05"], ofPaths("/a"), "https://a.com//a"],
    [["U-05"], ofPaths("/a"), "https://a.com/./a"],
    [["U-05"], ofPaths("/a"), "https://a.com/a/.."],
    [["U-05"], ofPaths("/a"), "https://a.com/%61"],
    [[], ofPaths("/a"), "https://a.com/a%2Fb%20c"],
    [["U-06"], inverted, "https://a.com/"],
    [[], inverted, { url: "https://a.com/", headers: { x: "b" } }],
    [["U-07"], inverted, { url: "https://a.com/", headers: { x: "b", X: "c" } }],
    [["U-08"], parameter("q", { exact_match: "1" }), "https://a.com/?q=1&q=2"],
    [["U-09"], parameter("q", { exact_match: "1" }), "https://a.com/?Q=1"],
    [["U-09"], parameter("q", { exact_match: "1" }), "https://a.com/?q=%31"],
    [["U-10"], swap("/docs/*", "/v2/docs"), "https://a.com/docs/a"],
    [[], swap("/docs/*", "/v2/docs/"), "https://a.com/docs/a"],
    [["U-11"], defaultRewrite, "https://a.com/"],
    [
      ["U-13"],
      ofMatches({ header_matches: [{ header_name: "x", present_match: true }] }),
      { url: "https://a.com/", headers: { x: "" } },
    ],
    [["U-14"], header("x", { present_match: false }), "https://a.com/"],
    [["U-15"], { default_url_redirect: { https_redirect: true } }, "http://a.com:8080/"],
    [["U-18"], ofRouteRule({ prefix_match: "/" }, byRegex("^/a", "/b")), "https://a.com/a"],
    [["U-17"], ofMatches({ path_template_match: "/a/*" }), "https://a.com/a/b=c"],
    [[], ofMatches({ path_template_match: "/a/*" }), "https://a.com/a/b-c"],
  ])("%j for %#", (expected, map, asked) => {
    expect(ask(map, asked).assumed).toEqual(expected);
  });

  test("an assumption about a rule that fails for sure is none", () => {
    const map = ofMatches({
      prefix_match: "/",
      header_matches: [
        { header_name: "x", exact_match: "a", invert_match: true },
        { header_name: "y", present_match: true },
      ],
    });
    expect(ask(map, "https://a.com/")).toMatchObject({ assumed: [], services: [{ service: "default" }] });
  });
});

describe("no answer", () => {
  const template = { path_template_match: "/a/{x}" };
  test.each<[string, UrlMapJson, string, RegExp]>([
    [
      "no URL",
      ofPaths("/a"),
      "/a",
      /^the URL of a request must be a full URL, got "\/a"; write it like https:\/\/app.example.com\/path$/,
    ],
    ["another scheme", ofPaths("/a"), "ftp://a.com/", /^the URL of a request must be a full URL/],
    ["no host", ofPaths("/a"), "https:///a", /^the URL of a request must be a full URL/],
    ["a login", ofPaths("/a"), "https://me@a.com/a", /^the URL of a request must be a full URL/],
    ["a space", ofPaths("/a"), "https://a.com/a b", /^the URL of a request must be ASCII without spaces/],
    ["a letter that is not ASCII", ofPaths("/a"), "https://a.com/ä", /^the URL of a request must be ASCII/],
    [
      "a missing matcher",
      { default_service: "s", host_rule: { hosts: ["*"], path_matcher: "x" } },
      "https://a.com/",
      /names the path matcher x, which does not exist: UM-04$/,
    ],
    ["no default", {}, "https://a.com/", /neither service nor redirect: UM-01$/],
    [
      "no weight",
      { default_route_action: { weighted_backend_services: [{ backend_service: "s", weight: 0 }] } },
      "https://a.com/",
      /above 0: UM-12$/,
    ],
    [
      "a prefix after a template",
      ofRouteRule(template, { url_redirect: { prefix_redirect: "/b" } }),
      "https://a.com/a/b",
      /^U-12: /,
    ],
    [
      "a prefix rewrite after a template",
      ofRouteRule(template, { service: "s", route_action: { url_rewrite: { path_prefix_rewrite: "/b" } } }),
      "https://a.com/a/b",
      /^U-12: /,
    ],
    [
      "a template rewrite without a template",
      ofRouteRule(
        { prefix_match: "/" },
        { service: "s", route_action: { url_rewrite: { path_template_rewrite: "/b" } } },
      ),
      "https://a.com/",
      /UM-13$/,
    ],
    [
      "a rewrite by what is no regular expression",
      ofRouteRule({ prefix_match: "/" }, byRegex("(", "/b")),
      "https://a.com/",
      /UM-13$/,
    ],
    [
      "a rewrite to a path without a slash",
      ofRouteRule({ prefix_match: "/" }, byRegex("^/a", "b")),
      "https://a.com/a",
      /a rewrite to b does; let the path begin with a slash$/,
    ],
    [
      "a template rewrite with a foreign name",
      ofRouteRule(template, { service: "s", route_action: { url_rewrite: { path_template_rewrite: "/{y}" } } }),
      "https://a.com/a/b",
      /uses \{y\}, which is not in the path template$/,
    ],
    [
      "a redirect to a path without a slash",
      { default_url_redirect: { path_redirect: "b" } },
      "https://a.com/",
      /^U-16: /,
    ],
    [
      "a redirect to a path with a query",
      { default_url_redirect: { path_redirect: "/b?c" } },
      "https://a.com/",
      /^U-16: /,
    ],
    ["a header match without a value", header("x", {}), "https://a.com/", /header x sets no condition on the value/],
    ["a query match without a value", parameter("q", {}), "https://a.com/?q", /query parameter q has neither/],
  ])("%s", (_what, map, url, message) => {
    expect(() => evaluate(map, { url })).toThrow(message);
  });
});

describe("what only Terraform knows", () => {
  const V = "${var.x}";
  test.each<[string, UrlMapJson, Asked, string]>([
    ["a host", ofHosts("a.com", V), "https://b.com/", "host rule 2 names ${var.x}"],
    ["a part of a host", ofHosts(`${V}.a.com`), "https://b.a.com/", "host rule 1 names ${var.x}.a.com"],
    ["a host in capitals", ofHosts(`App-${V}.A.com`), "https://app-1.a.com/", "host rule 1 names App-${var.x}.A.com"],
    ["a domain of a wildcard", ofHosts(`*.${V}`), "https://b.a.com/", "host rule 1 names *.${var.x}"],
    ["a part of a wildcard", ofHosts(`*-dev.${V}.com`), "https://b-dev.a.com/", "host rule 1 names *-dev.${var.x}.com"],
    ["a longer wildcard", ofHosts("*.com", `*.${V}.com`), "https://b.a.com/", "host rule 2 names *.${var.x}.com"],
    [
      "all hosts",
      { default_service: "s", host_rule: [{ hosts: V, path_matcher: "m" }] },
      "https://b.com/",
      `host rule 1 names ${V}`,
    ],
    [
      "all host rules",
      { default_service: "s", host_rule: V },
      "https://b.com/",
      "the host rules are known only to Terraform",
    ],
    [
      "dynamic host rules",
      { default_service: "s", dynamic: { host_rule: {} } },
      "https://b.com/",
      "the host rules are known only to Terraform",
    ],
    ["a path", ofPaths("/a/*", `/a/${V}`), "https://b.com/a/b", "path rule 2 names /a/${var.x}"],
    [
      "a path matcher",
      { default_service: "s", host_rule: { hosts: ["*"], path_matcher: V } },
      "https://b.com/",
      `path matcher ${V} is known only to Terraform`,
    ],
    [
      "a dynamic path matcher",
      { default_service: "s", host_rule: { hosts: ["*"], path_matcher: "m" }, dynamic: { path_matcher: {} } },
      "https://b.com/",
      "path matcher m is known only to Terraform",
    ],
    [
      "the name of a path matcher",
      { default_service: "s", host_rule: { hosts: ["*"], path_matcher: "m" }, path_matcher: [{ name: V }] },
      "https://b.com/",
      "path matcher m is known only to Terraform",
    ],
    [
      "a dynamic redirect",
      { dynamic: [{ default_url_redirect: {} }] },
      "https://b.com/",
      "default_url_redirect of the default of the URL map is known only to Terraform",
    ],
    [
      "the action of a host",
      matcher({ default_route_action: V }),
      "https://b.com/",
      "default_route_action of the default of host * is known only to Terraform",
    ],
    [
      "dynamic weights",
      ofRouteRule({ prefix_match: "/" }, { route_action: { dynamic: { weighted_backend_services: {} } } }),
      "https://b.com/",
      "weighted_backend_services of route rule 1 (priority 1: prefix /) of host * is known only to Terraform",
    ],
    [
      "dynamic match rules",
      matcher({ route_rules: [{ priority: 1, service: "yes", dynamic: { match_rules: {} } }] }),
      "https://b.com/",
      "route rule 1: match_rules is known only to Terraform",
    ],
    [
      "dynamic header matches",
      ofMatches({ prefix_match: "/", dynamic: [null, { header_matches: {} }] }),
      "https://b.com/",
      "route rule 1: header_matches is known only to Terraform",
    ],
    [
      "header matches",
      ofMatches({ prefix_match: "/", header_matches: V }),
      "https://b.com/",
      "route rule 1: header_matches is known only to Terraform",
    ],
    [
      "a parameter match",
      ofMatches({ prefix_match: "/", query_parameter_matches: [V] }),
      "https://b.com/",
      "route rule 1: query_parameter_matches is known only to Terraform",
    ],
    [
      "a dynamic range",
      header("x", { dynamic: { range_match: {} } }),
      { url: "https://b.com/", headers: { x: "1" } },
      "route rule 1: header x in a range is known only to Terraform",
    ],
    [
      "dynamic path rules",
      matcher({ dynamic: { path_rule: {} } }),
      "https://b.com/",
      "path_rule of path matcher m is known only to Terraform",
    ],
    [
      "a prefix",
      ofMatches({ prefix_match: `/a/${V}` }),
      "https://b.com/a/b",
      "route rule 1: prefix /a/${var.x} is known only to Terraform",
    ],
    [
      "a header",
      header("x", { exact_match: V }),
      "https://b.com/",
      'route rule 1: header x "${var.x}" is known only to Terraform',
    ],
    [
      "a parameter",
      parameter("q", { exact_match: V }),
      "https://b.com/",
      'route rule 1: query parameter q "${var.x}" is known only to Terraform',
    ],
    [
      "a weight",
      { default_route_action: { weighted_backend_services: [{ backend_service: "s", weight: V }] } },
      "https://b.com/",
      "a weight is known only to Terraform",
    ],
    [
      "a scheme",
      { default_url_redirect: { https_redirect: V } },
      "https://b.com/",
      "https_redirect of the redirect is known only to Terraform",
    ],
  ])("%s leaves it undecided", (_what, map, asked, unknown) => {
    expect(ask(map, asked)).toMatchObject({ action: "undecided", unknown: [unknown] });
  });

  test.each<[string, UrlMapJson, string, string]>([
    ["an exact host", ofHosts("a.com", V), "https://a.com/", "a.com"],
    ["a host that cannot be it", ofHosts(`${V}.a.com`, "*"), "https://b.com/", "*"],
    ["a wildcard that cannot fit", ofHosts(`*.${V}.a.com`, "*"), "https://b.com/", "*"],
    ["an exact path", ofPaths("/a/b", `/a/${V}`), "https://b.com/a/b", "/a/b"],
    ["a path that cannot be it", ofPaths(`/a/${V}`), "https://b.com/b", "default"],
    ["a path that ends otherwise", ofPaths(`/a/${V}/c`), "https://b.com/a/b", "default"],
    ["a prefix that cannot be it", ofMatches({ prefix_match: `/a/${V}` }), "https://b.com/b", "default"],
    [
      "a dynamic header match on another path",
      ofMatches({ prefix_match: "/a", header_matches: V }),
      "https://b.com/b",
      "default",
    ],
    [
      "a match rule beside dynamic ones",
      matcher({
        route_rules: [
          { priority: 1, match_rules: [{ prefix_match: "/" }], service: "yes", dynamic: { match_rules: {} } },
        ],
      }),
      "https://b.com/",
      "yes",
    ],
    [
      "a rule that fails anyway",
      ofMatches({
        prefix_match: "/",
        header_matches: [
          { header_name: "x", exact_match: V },
          { header_name: "y", present_match: true },
        ],
      }),
      "https://b.com/",
      "default",
    ],
  ])("%s is decided all the same", (_what, map, asked, service) => {
    expect(ask(map, asked)).toMatchObject({ action: "forward", unknown: [], services: [{ service }] });
  });

  test("a service and a host to go to may be known to Terraform alone", () => {
    expect(serviceOf({ default_service: "${google_compute_backend_service.X.self_link}" }, "https://a.com/")).toBe(
      "${google_compute_backend_service.X.self_link}",
    );
    expect(redirectOf({ default_url_redirect: { host_redirect: V } }, "https://a.com/b")).toBe(
      "301 https://${var.x}/b",
    );
  });
});

describe("what decided", () => {
  const map = {
    default_service: "map",
    host_rule: [
      { hosts: ["paths.com"], path_matcher: "p" },
      { hosts: ["rules.com"], path_matcher: "r" },
    ],
    path_matcher: [
      { name: "p", default_service: "p", path_rule: [{ paths: ["/a", "/a/*"], service: "a" }] },
      {
        name: "r",
        default_service: "r",
        route_rules: [
          {
            priority: 7,
            match_rules: [{ prefix_match: "/a", query_parameter_matches: [{ name: "q", exact_match: "1" }] }],
            service: "q",
          },
          {
            priority: 3,
            match_rules: [{ prefix_match: "/a", header_matches: [{ header_name: "x", exact_match: "1" }] }],
            service: "x",
          },
        ],
      },
    ],
  };

  test.each<[string, object, string[]]>([
    [
      "https://paths.com/a/b",
      {
        kind: "path rule",
        text: "path rule 1 (/a/*) of host paths.com",
        hostRule: 0,
        host: "paths.com",
        pathMatcher: "p",
        rule: 0,
      },
      ["host paths.com: host rule 1 names paths.com", "path rule 1 (/a/*) is the longest match"],
    ],
    [
      "https://paths.com/b",
      {
        kind: "path matcher default",
        text: "the default of host paths.com",
        hostRule: 0,
        host: "paths.com",
        pathMatcher: "p",
      },
      [
        "host paths.com: host rule 1 names paths.com",
        "no path rule matches: /a, /a/*",
        "the default of host paths.com decides",
      ],
    ],
    [
      "https://rules.com/a?q=1",
      {
        kind: "route rule",
        text: 'route rule 1 (priority 7: prefix /a and query parameter q "1") of host rules.com',
        hostRule: 1,
        host: "rules.com",
        pathMatcher: "r",
        rule: 0,
        priority: 7,
      },
      [
        "host rules.com: host rule 2 names rules.com",
        'route rule 2 (priority 3: prefix /a and header x "1") does not match: header x is missing',
        'route rule 1 (priority 7: prefix /a and query parameter q "1") matches',
      ],
    ],
    [
      "https://other.com/",
      { kind: "URL map default", text: "the default of the URL map" },
      ["host other.com: no host rule matches", "the default of the URL map decides"],
    ],
  ])("%s", (url, decidedBy, trace) => {
    const decision = ask(map, url);
    expect(decision.decidedBy).toEqual(decidedBy);
    expect(decision.trace).toEqual(trace);
  });

  test("a bare path beside /x/* is told in the trace", () => {
    expect(ask(ofPaths("/api/*"), "https://a.com/api").trace[1]).toBe(
      "no path rule matches: /api/*; /api/* does not match /api",
    );
  });

  test("of a thousand route rules some are told", () => {
    const route_rules = Array.from({ length: 1000 }, (_, index) => ({
      priority: index,
      match_rules: [{ prefix_match: `/r${index}/` }],
      service: `s${index}`,
    }));
    const { trace, services } = ask(matcher({ route_rules }), "https://a.com/r999/");
    expect(services[0].service).toBe("s999");
    expect(trace).toHaveLength(23);
    expect(trace[21]).toBe("… and so on (1000 route rules in total)");
  });
});
