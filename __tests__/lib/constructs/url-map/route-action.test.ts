import { TerraformVariable } from "cdktf";
import {
  BackendBucket,
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  EnvironmentStack,
  NegativeCaching,
  PathMatch,
  PathRedirect,
  PathRewrite,
  RedirectResponseCode,
  RetryCondition,
  RouteAction,
  RouteOptions,
  Routes,
  UrlMap,
  UrlRedirect,
} from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const link = (id: string) => `projects/p1/global/backendServices/${id}`;
const backend = (stack: EnvironmentStack, id: string) => BackendService.fromBackendServiceSelfLink(stack, id, link(id));
type Action = (stack: EnvironmentStack) => RouteAction;

/** The four places in which an action may stand. */
const PLACES = ["map default", "matcher default", "path rule", "route rule"] as const;
type Place = (typeof PLACES)[number];

function mapWith(stack: EnvironmentStack, place: Place, action: RouteAction): UrlMap {
  if (place === "map default") {
    return new UrlMap(stack, "Map", { defaultAction: action, routeTests: [] });
  }
  const map = new UrlMap(stack, "Map", { defaultService: backend(stack, "default") });
  const rule = {
    "matcher default": { defaultAction: action },
    "path rule": { routes: Routes.byPath([{ paths: ["/a"], action }]) },
    "route rule": { routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/a") }, action }]) },
  }[place];
  map.addHostRule({ hosts: ["a.com"], ...rule });
  return map;
}

/** What a URL map holds of an action, without what is there anyway; defaults without the word. */
function rendered(place: Place, action: Action, providerVersion?: string): unknown {
  const map = resource(TYPE, (stack) => mapWith(stack, place, action(stack)), providerVersion);
  const holder = {
    "map default": () => map as object,
    "matcher default": () => map.path_matcher[0] as object,
    "path rule": () => map.path_matcher[0].path_rule[0] as object,
    "route rule": () => map.path_matcher[0].route_rules[0] as object,
  }[place]();
  return Object.fromEntries(
    Object.entries(holder)
      .filter(([key]) => !/^(name|lifecycle|host_rule|path_matcher|paths|priority|match_rules)$/.test(key))
      .map(([key, value]) => [key.replace(/^default_/, ""), value as unknown]),
  );
}

const forward =
  (options?: RouteOptions): Action =>
  (stack) =>
    RouteAction.forward(backend(stack, "web"), options);
const refusal = (action: Action, place: Place = "path rule") => {
  const what = { "map default": "the default action", "matcher default": "the default action of host a.com" }[
    place as string
  ];
  return {
    synth: () => synthesize((stack) => mapWith(stack, place, action(stack))),
    what: what ?? "the action for /a of host a.com",
  };
};

test.each(PLACES)("forward is rendered as %s", (place) => {
  expect(rendered(place, forward())).toEqual({ service: link("web") });
});

test.each(PLACES)("split is rendered as %s", (place) => {
  const split: Action = (stack) =>
    RouteAction.split([
      { service: backend(stack, "web"), weight: 95 },
      { service: backend(stack, "canary"), weight: 5, headerAction: { requestHeadersToRemove: ["x-old"] } },
    ]);
  expect(rendered(place, split)).toEqual({
    route_action: {
      weighted_backend_services: [
        { backend_service: link("web"), weight: 95 },
        {
          backend_service: link("canary"),
          weight: 5,
          header_action: { request_headers_to_remove: ["x-old"] },
        },
      ],
    },
  });
});

test.each(PLACES)("redirect is rendered as %s", (place) => {
  const redirect: Action = () =>
    RouteAction.redirect({
      hostRedirect: "new.example.com",
      pathRedirect: PathRedirect.prefix("/new/"),
      redirectResponseCode: RedirectResponseCode.PERMANENT_REDIRECT,
      stripQuery: true,
    });
  expect(rendered(place, redirect)).toEqual({
    url_redirect: {
      host_redirect: "new.example.com",
      prefix_redirect: "/new/",
      redirect_response_code: "PERMANENT_REDIRECT",
      strip_query: true,
    },
  });
});

test("a redirect is permanent and keeps the query by default", () => {
  expect(rendered("path rule", () => RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/new") }))).toEqual({
    url_redirect: {
      path_redirect: "/new",
      redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
      strip_query: false,
    },
  });
});

const ALL_OPTIONS: RouteOptions = {
  urlRewrite: { hostRewrite: "internal.example.com", pathRewrite: PathRewrite.prefix("/v2/") },
  timeoutSec: 30,
  retryPolicy: {
    retryConditions: [RetryCondition.SERVER_ERROR_5XX, RetryCondition.CONNECT_FAILURE],
    numRetries: 3,
    perTryTimeoutSec: 0.5,
  },
  corsPolicy: {
    allowOrigins: ["https://www.example.com"],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["x-token"],
    exposeHeaders: ["x-total"],
    maxAgeSec: 600,
    allowCredentials: true,
  },
  faultInjectionPolicy: {
    abort: { httpStatus: 503, percentage: 0.5 },
    delay: { fixedDelaySec: 2, percentage: 10 },
  },
};
const ALL_RENDERED = {
  url_rewrite: { host_rewrite: "internal.example.com", path_prefix_rewrite: "/v2/" },
  timeout: { seconds: "30" },
  retry_policy: {
    retry_conditions: ["5xx", "connect-failure"],
    num_retries: 3,
    per_try_timeout: { seconds: "0", nanos: 500000000 },
  },
  cors_policy: {
    allow_origins: ["https://www.example.com"],
    allow_methods: ["GET", "POST"],
    allow_headers: ["x-token"],
    expose_headers: ["x-total"],
    max_age: 600,
    allow_credentials: true,
    disabled: false,
  },
  fault_injection_policy: {
    abort: { http_status: 503, percentage: 0.5 },
    delay: { fixed_delay: { seconds: "2" }, percentage: 10 },
  },
};

test.each(PLACES)("all options are rendered as %s", (place) => {
  expect(rendered(place, forward(ALL_OPTIONS))).toEqual({ service: link("web"), route_action: ALL_RENDERED });
});

test.each(PLACES)("options stand beside the weights of a split as %s", (place) => {
  const split: Action = (stack) =>
    RouteAction.split([{ service: backend(stack, "web"), weight: 1 }], { timeoutSec: 1.25 });
  expect(rendered(place, split)).toEqual({
    route_action: {
      weighted_backend_services: [{ backend_service: link("web"), weight: 1 }],
      timeout: { seconds: "1", nanos: 250000000 },
    },
  });
});

test("a retry policy tries once more, and a CORS policy allows no cookies, by default", () => {
  const options = { retryPolicy: { retryConditions: [RetryCondition.GATEWAY_ERROR] }, corsPolicy: { maxAgeSec: 60 } };
  expect(rendered("path rule", forward(options))).toEqual({
    service: link("web"),
    route_action: {
      retry_policy: { retry_conditions: ["gateway-error"], num_retries: 1 },
      cors_policy: { max_age: 60, allow_credentials: false, disabled: false },
    },
  });
});

test("what is there and says nothing is not written", () => {
  const nothing = { corsPolicy: {}, faultInjectionPolicy: {}, headerAction: {}, urlRewrite: {} };
  expect(rendered("route rule", forward(nothing))).toEqual({ service: link("web") });
});

const HEADER_ACTION = {
  requestHeadersToAdd: [{ headerName: "x-region", headerValue: "{client_region}" }],
  responseHeadersToRemove: ["server"],
};
const HEADER_ACTION_RENDERED = {
  request_headers_to_add: [{ header_name: "x-region", header_value: "{client_region}", replace: true }],
  response_headers_to_remove: ["server"],
};

test("the header action of a forward stands in the route rule itself", () => {
  expect(rendered("route rule", forward({ headerAction: HEADER_ACTION }))).toEqual({
    service: link("web"),
    header_action: HEADER_ACTION_RENDERED,
  });
});

test.each(PLACES.filter((place) => place !== "route rule"))(
  "the header action of a forward stands at the one weighted backend service of a %s",
  (place) => {
    expect(rendered(place, forward({ headerAction: HEADER_ACTION }))).toEqual({
      route_action: {
        weighted_backend_services: [{ backend_service: link("web"), weight: 1, header_action: HEADER_ACTION_RENDERED }],
      },
    });
  },
);

test("the header action of a split in a path rule follows that of each share", () => {
  const split: Action = (stack) =>
    RouteAction.split(
      [
        { service: backend(stack, "web"), weight: 1 },
        { service: backend(stack, "canary"), weight: 1, headerAction: { responseHeadersToRemove: ["x-own"] } },
      ],
      { headerAction: HEADER_ACTION },
    );
  expect(rendered("path rule", split)).toEqual({
    route_action: {
      weighted_backend_services: [
        { backend_service: link("web"), weight: 1, header_action: HEADER_ACTION_RENDERED },
        {
          backend_service: link("canary"),
          weight: 1,
          header_action: {
            request_headers_to_add: HEADER_ACTION_RENDERED.request_headers_to_add,
            response_headers_to_remove: ["x-own", "server"],
          },
        },
      ],
    },
  });
});

test("a route rule may make a path from the names of its template", () => {
  const build = (stack: EnvironmentStack) => {
    const action = RouteAction.forward(backend(stack, "web"), {
      urlRewrite: { pathRewrite: PathRewrite.template("/v2/{rest}/{id}") },
    });
    new UrlMap(stack, "Map", {
      defaultService: backend(stack, "default"),
      routes: Routes.inOrder([{ match: { path: PathMatch.template("/users/{id=*}/{rest=**}") }, action }]),
    });
  };
  expect(resource(TYPE, build).path_matcher[0].route_rules[0].route_action).toEqual({
    url_rewrite: { path_template_rewrite: "/v2/{rest}/{id}" },
  });
});

test.each(PLACES)("an illegal action is refused as %s", (place) => {
  const { synth, what } = refusal(forward({ timeoutSec: 0 }), place);
  expect(synth).toThrow(
    `[test/Map] UM-15: timeoutSec of ${what} must be above 0 and at most 315576000000 seconds, got 0; write a number of seconds, such as 30 or 0.5 (https:`,
  );
});

const split =
  (...weights: number[]): Action =>
  (stack) =>
    RouteAction.split(weights.map((weight, index) => ({ service: backend(stack, `b${index}`), weight })));

test.each<[string, Action, RegExp]>([
  [
    "no service",
    split(),
    /UM-12: the action for \/a of host a.com needs at least one service with a weight above 0; give/,
  ],
  ["no weight above 0", split(0, 0), /UM-12: .*needs at least one service with a weight above 0, got \[0,0\]; give/],
  [
    "a weight below 0",
    split(1, -1),
    /UM-12: a weight of the action for \/a of host a.com must be a whole number .*, got -1; choose/,
  ],
  ["a weight of 1001", split(1001), /UM-12: .*must be a whole number from 0 to 1000, got 1001; choose one in/],
  ["half a weight", split(0.5), /UM-12: .*must be a whole number from 0 to 1000, got 0.5/],
])("a split with %s is refused", (_what, action, message) => {
  expect(refusal(action).synth).toThrow(new RegExp(`^\\[test/Map\\] ${message.source}`));
});

test("a split with weights from 0 to 1000 is legal", () => {
  expect(rendered("path rule", split(0, 1, 1000))).toMatchObject({
    route_action: { weighted_backend_services: [{ weight: 0 }, { weight: 1 }, { weight: 1000 }] },
  });
});

const long = (length: number) => `/${"a".repeat(length - 1)}`;

test.each<[string, UrlRedirect, RegExp]>([
  [
    "nowhere",
    {},
    /the action for \/a of host a.com redirects every request to its own URL with \{\}; set hostRedirect, PathRedirect.fullPath or/,
  ],
  [
    "an empty host",
    { hostRedirect: "" },
    /hostRedirect of the action for \/a of host a.com must have 1 to 255 characters, got ""/,
  ],
  [
    "a wildcard",
    { hostRedirect: "*.a.com" },
    /hostRedirect .* must be a host alone, got "\*.a.com"; .* without scheme, path and \*/,
  ],
  ["a long host", { hostRedirect: "a".repeat(256) }, /hostRedirect .* 1 to 255 characters, got .*, which has 256/],
  [
    "a URL",
    { hostRedirect: "https://a.com" },
    /hostRedirect .* must be a host alone, got "https:\/\/a.com"; write one host, without scheme/,
  ],
  [
    "a bare word",
    { pathRedirect: PathRedirect.fullPath("new") },
    /PathRedirect.fullPath .* must begin with a slash .*, got "new"; write it like \/new\//,
  ],
  [
    "a query",
    { pathRedirect: PathRedirect.fullPath("/new?a=b") },
    /PathRedirect.fullPath .* have no \? or #, got "\/new\?a=b"/,
  ],
  [
    "an empty path",
    { pathRedirect: PathRedirect.fullPath("") },
    /PathRedirect.fullPath .* must have 1 to 1024 characters, got "", which has 0/,
  ],
  [
    "a long path",
    { pathRedirect: PathRedirect.fullPath(long(1025)) },
    /PathRedirect.fullPath .* must have 1 to 1024 characters, .*, which has 1025/,
  ],
  [
    "a bare prefix",
    { pathRedirect: PathRedirect.prefix("new/") },
    /PathRedirect.prefix .* must begin with a slash .*, got "new\/"/,
  ],
  [
    "a long prefix",
    { pathRedirect: PathRedirect.prefix(long(1025)) },
    /PathRedirect.prefix .* must have 1 to 1024 characters, .*, which has 1025/,
  ],
])("a redirect to %s is refused", (_what, redirect, message) => {
  const atMap = new RegExp(`^\\[test/Map\\] UM-14: ${message.source}`);
  expect(refusal(() => RouteAction.redirect(redirect)).synth).toThrow(atMap);
});

test.each<[UrlRedirect]>([
  [{ hostRedirect: "a".repeat(255) }],
  [{ hostRedirect: "a.com:8443", pathRedirect: PathRedirect.fullPath("/") }],
  [{ pathRedirect: PathRedirect.fullPath(long(1024)) }],
  [{ hostRedirect: "a", pathRedirect: PathRedirect.prefix(long(1024)) }],
])("a redirect within the limits is legal", (redirect) => {
  const legal = rendered("path rule", () => RouteAction.redirect(redirect)) as { url_redirect: object };
  expect(Object.keys(legal.url_redirect)).toHaveLength(2 + Object.keys(redirect).length);
});

test.each<[string, RouteOptions, RegExp]>([
  ["empty host", { urlRewrite: { hostRewrite: "" } }, /UM-13: hostRewrite of .* 1 to 255 characters, got ""/],
  ["URL", { urlRewrite: { hostRewrite: "https://a.com" } }, /UM-13: hostRewrite .* must be a host alone, got "https:/],
  ["long host", { urlRewrite: { hostRewrite: "a".repeat(256) } }, /UM-13: hostRewrite .*1 to 255.*, which has 256/],
  [
    "empty prefix",
    { urlRewrite: { pathRewrite: PathRewrite.prefix("") } },
    /UM-13: PathRewrite.prefix .*1 to 1024.*, got ""/,
  ],
  [
    "long prefix",
    { urlRewrite: { pathRewrite: PathRewrite.prefix(long(1025)) } },
    /UM-13: PathRewrite.prefix .*, which has 1025/,
  ],
  [
    "template without a match",
    { urlRewrite: { pathRewrite: PathRewrite.template("/{id}") } },
    /UM-13: PathRewrite.template of .* takes its variables from a path template .*, got "\/\{id\}"; match with PathMatch.template in Routes/,
  ],
  [
    "negative timeout",
    { timeoutSec: -1 },
    /UM-15: timeoutSec of the action for \/a of host a.com must be above 0 and at most 315576000000 seconds, got -1/,
  ],
  [
    "retry without a condition",
    { retryPolicy: { retryConditions: [] } },
    /UM-15: the retry policy of the action for \/a of host a.com needs a retry condition; add one/,
  ],
  [
    "unknown retry condition",
    { retryPolicy: { retryConditions: ["4xx" as RetryCondition] } },
    /SHAPE-02: retryPolicy\.retryConditions\[0\] of RouteAction\.forward in .* must be a RetryCondition, got "4xx"/,
  ],
  [
    "number of no retries",
    { retryPolicy: { retryConditions: [RetryCondition.INTERNAL], numRetries: 0 } },
    /UM-15: numRetries of .* must be a whole number from 1 to 2147483647, got 0/,
  ],
  [
    "time of nothing for a try",
    { retryPolicy: { retryConditions: [RetryCondition.INTERNAL], perTryTimeoutSec: 0 } },
    /UM-15: perTryTimeoutSec of .* must be above 0 and at most 315576000000 seconds, got 0; write a number of seconds/,
  ],
  ["negative CORS age", { corsPolicy: { maxAgeSec: -1 } }, /UM-15: maxAgeSec of .* from 0 to 2147483647, got -1/],
  [
    "abort below 200",
    { faultInjectionPolicy: { abort: { httpStatus: 199, percentage: 1 } } },
    /UM-15: httpStatus of the abort of .* from 200 to 599, got 199/,
  ],
  [
    "abort of more than all",
    { faultInjectionPolicy: { abort: { httpStatus: 500, percentage: 100.1 } } },
    /UM-15: percentage of the abort of .* from 0 to 100, got 100.1/,
  ],
  [
    "delay of less than none",
    { faultInjectionPolicy: { delay: { fixedDelaySec: 1, percentage: -1 } } },
    /UM-15: percentage of the delay of .* from 0 to 100, got -1/,
  ],
  [
    "delay of no time",
    { faultInjectionPolicy: { delay: { fixedDelaySec: 0, percentage: 1 } } },
    /UM-15: fixedDelaySec of .* must be above 0 and at most 315576000000 seconds, got 0/,
  ],
  ["illegal header", { headerAction: { requestHeadersToRemove: ["a b"] } }, /BS-23: a header name may .*, got "a b"/],
])("a forward with a %s is refused", (_what, options, message) => {
  expect(refusal(forward(options)).synth).toThrow(new RegExp(`^\\[test/Map\\] ${message.source}`));
});

test("a rewrite to a name that the template does not have is refused", () => {
  const build = (stack: EnvironmentStack) => {
    const action = RouteAction.forward(backend(stack, "web"), {
      urlRewrite: { pathRewrite: PathRewrite.template("/{user}") },
    });
    const routes = Routes.inOrder([{ match: { path: PathMatch.template("/users/{id}/{rest=**}") }, action }]);
    new UrlMap(stack, "Map", { defaultService: backend(stack, "default"), routes });
  };
  expect(() => synthesize(build)).toThrow(
    /^\[test\/Map\] UM-13: path template \/users\/\{id\}\/\{rest=\*\*\} has no variable "user"; use id, rest /,
  );
});

test("options at their limits are legal", () => {
  const options: RouteOptions = {
    urlRewrite: { hostRewrite: "a".repeat(255), pathRewrite: PathRewrite.prefix(long(1024)) },
    timeoutSec: 0.000000001,
    retryPolicy: { retryConditions: Object.values(RetryCondition), numRetries: 1, perTryTimeoutSec: 315576000000 },
    corsPolicy: { maxAgeSec: 0 },
    faultInjectionPolicy: {
      abort: { httpStatus: 200, percentage: 0 },
      delay: { fixedDelaySec: 0.1, percentage: 100 },
    },
  };
  expect(rendered("route rule", forward(options))).toMatchObject({
    route_action: {
      timeout: { seconds: "0", nanos: 1 },
      retry_policy: { num_retries: 1, per_try_timeout: { seconds: "315576000000" } },
      cors_policy: { max_age: 0 },
      fault_injection_policy: {
        abort: { http_status: 200, percentage: 0 },
        delay: { fixed_delay: { seconds: "0", nanos: 100000000 }, percentage: 100 },
      },
    },
  });
});

test("the conditions of a retry may be one token", () => {
  const action: Action = (stack) => {
    const conditions = new TerraformVariable(stack, "list", { type: "list(string)" }).listValue as RetryCondition[];
    return RouteAction.forward(backend(stack, "web"), { retryPolicy: { retryConditions: conditions } });
  };
  expect(rendered("path rule", action)).toMatchObject({
    route_action: { retry_policy: { retry_conditions: "${var.list}" } },
  });
});

test("every value of an action may be a token", () => {
  const action: Action = (stack) => {
    const text = new TerraformVariable(stack, "text", { type: "string" }).stringValue;
    const number = new TerraformVariable(stack, "number", { type: "number" }).numberValue;
    return RouteAction.split([{ service: backend(stack, "web"), weight: number }], {
      urlRewrite: { hostRewrite: text, pathRewrite: PathRewrite.prefix(text) },
      timeoutSec: number,
      retryPolicy: { retryConditions: [RetryCondition.INTERNAL], numRetries: number, perTryTimeoutSec: number },
      corsPolicy: { maxAgeSec: number },
      faultInjectionPolicy: {
        abort: { httpStatus: number, percentage: number },
        delay: { fixedDelaySec: number, percentage: number },
      },
    });
  };
  expect(rendered("path rule", action)).toEqual({
    route_action: {
      weighted_backend_services: [{ backend_service: link("web"), weight: "${var.number}" }],
      url_rewrite: { host_rewrite: "${var.text}", path_prefix_rewrite: "${var.text}" },
      timeout: { seconds: "${var.number}" },
      retry_policy: {
        retry_conditions: ["internal"],
        num_retries: "${var.number}",
        per_try_timeout: { seconds: "${var.number}" },
      },
      cors_policy: { max_age: "${var.number}", allow_credentials: false, disabled: false },
      fault_injection_policy: {
        abort: { http_status: "${var.number}", percentage: "${var.number}" },
        delay: { fixed_delay: { seconds: "${var.number}" }, percentage: "${var.number}" },
      },
    },
  });
});

test("the parts of a redirect may be tokens", () => {
  const action: Action = (stack) => {
    const text = new TerraformVariable(stack, "text", { type: "string" }).stringValue;
    return RouteAction.redirect({ hostRedirect: text, pathRedirect: PathRedirect.prefix(text) });
  };
  expect(rendered("path rule", action)).toMatchObject({
    url_redirect: { host_redirect: "${var.text}", prefix_redirect: "${var.text}" },
  });
});

describe("a cache policy of a route", () => {
  const cached = (cachePolicy: CdnPolicy) => forward({ cachePolicy });
  const cacheIn = (place: Place, policy: CdnPolicy) =>
    (rendered(place, cached(policy), "7.30.0") as { route_action: { cache_policy: object } }).route_action.cache_policy;

  test.each(PLACES)("is written in a %s, with Google's defaults", (place) => {
    expect(cacheIn(place, CdnPolicy.cacheAllStatic())).toEqual({
      cache_mode: "CACHE_ALL_STATIC",
      client_ttl: { seconds: "3600" },
      default_ttl: { seconds: "3600" },
      max_ttl: { seconds: "86400" },
      negative_caching: false,
      request_coalescing: true,
      serve_while_stale: { seconds: "86400" },
    });
  });

  test.each(PLACES)("in a %s needs a version of the provider", (place) => {
    expect(() => rendered(place, cached(CdnPolicy.cacheAllStatic()), "~> 7.29")).toThrow(
      "[test/Map] NAM-09: cachePolicy exists since version 7.30 of the provider",
    );
  });

  test("has times, errors, headers and a cache key", () => {
    const policy = CdnPolicy.forceCacheAll({
      bypassCacheOnRequestHeaders: ["X-Preview"],
      cacheKeyPolicy: { includeHost: false, queryString: CacheKeyQueryString.blacklist(["utm"]) },
      clientTtlSec: 0,
      defaultTtlSec: 60,
      negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 60 }]),
      requestCoalescing: false,
      serveWhileStaleSec: 0,
    });
    expect(cacheIn("path rule", policy)).toEqual({
      cache_bypass_request_header_names: ["X-Preview"],
      cache_key_policy: {
        excluded_query_parameters: ["utm"],
        include_host: false,
        include_protocol: true,
        include_query_string: true,
      },
      cache_mode: "FORCE_CACHE_ALL",
      client_ttl: { seconds: "0" },
      default_ttl: { seconds: "60" },
      negative_caching: true,
      negative_caching_policy: [{ code: 404, ttl: { seconds: "60" } }],
      request_coalescing: false,
      serve_while_stale: { seconds: "0" },
    });
  });

  test("of a backend bucket has only what the key of a bucket can have", () => {
    const cachePolicy = CdnPolicy.useOriginHeaders({
      cacheKeyPolicy: { queryString: CacheKeyQueryString.whitelist(["page"]), includeHttpHeaders: ["X-Device"] },
    });
    const action: Action = (stack) =>
      RouteAction.forward(new BackendBucket(stack, "Assets", { bucketName: "acme-assets" }), { cachePolicy });
    const { route_action } = rendered("route rule", action, "7.30.0") as { route_action: { cache_policy: Json } };
    expect(route_action.cache_policy.cache_key_policy).toEqual({
      included_header_names: ["X-Device"],
      included_query_parameters: ["page"],
    });
  });

  test.each(PLACES)("in a %s is refused with what Google refuses of a cache policy", (place) => {
    const policy = CdnPolicy.cacheAllStatic({ maxTtlSec: 60 });
    expect(() => rendered(place, cached(policy), "7.30.0")).toThrow(
      /\[test\/Map\] CDN-04: cachePolicy of the (default )?action( for \/a)?( of host a.com)?: defaultTtlSec may not be above maxTtlSec, which is 60, got 3600; lower/,
    );
  });

  test.each(PLACES)("in a %s has no age of responses to signed URLs", (place) => {
    const policy = CdnPolicy.useOriginHeaders({ signedUrlCacheMaxAgeSec: 60 });
    expect(() => rendered(place, cached(policy), "7.30.0")).toThrow(
      /CDN-19: the cache policy of the .* cannot have signedUrlCacheMaxAgeSec, got 60; set it in the cdnPolicy of the backend/,
    );
  });
});

interface Json {
  readonly [name: string]: unknown;
}
