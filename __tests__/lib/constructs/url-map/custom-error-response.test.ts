import "cdktf-google-serverless-lb/jest";
import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendBucket,
  BackendService,
  CustomErrorResponse,
  CustomErrorResponsePolicy,
  CustomErrorResponseRule,
  EnvironmentStack,
  IBackendBucket,
  PathMatch,
  RouteAction,
  Routes,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_url_map";
const idOf = (name: string): unknown =>
  expect.stringMatching(new RegExp(`^\\$\\{google_compute_backend_bucket\\.${name}_\\w+\\.id\\}$`));
const web = (stack: EnvironmentStack) =>
  BackendService.fromBackendServiceSelfLink(stack, "Web", "projects/p1/global/backendServices/web");
const bucket = (stack: EnvironmentStack, id = "Assets") => new BackendBucket(stack, id, { bucketName: "acme-assets" });
const down: CustomErrorResponseRule = { matchResponseCodes: ["5xx"], path: "/errors/down.html" };
const lost: CustomErrorResponseRule = { matchResponseCodes: ["404"], path: "/index.html", overrideResponseCode: 200 };

function balancer(
  stack: EnvironmentStack,
  propsOf: (assets: IBackendBucket) => Partial<ApplicationLoadBalancerProps> = () => ({}),
) {
  const assets = bucket(stack);
  return new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["www.example.com"],
    defaultService: web(stack),
    ...propsOf(assets),
  });
}

/** A site with custom error responses on all levels. */
function layered(stack: EnvironmentStack) {
  const [assets, pages] = [bucket(stack), bucket(stack, "Pages")];
  const target = web(stack);
  const urlMap = new UrlMap(stack, "Map", {
    defaultService: target,
    customErrorResponsePolicy: {
      errorService: assets,
      rules: [down, { matchResponseCodes: ["4xx"], path: "/errors/4xx.html" }],
    },
    hostRules: [
      {
        hosts: ["www.example.com"],
        customErrorResponsePolicy: {
          rules: [{ matchResponseCodes: ["403", "503"], path: "/www/denied.html" }],
        },
        routes: Routes.byPath([
          {
            paths: ["/*"],
            action: RouteAction.forward(target, { customErrorResponsePolicy: { errorService: pages, rules: [lost] } }),
          },
          { paths: ["/api", "/api/*"], action: RouteAction.forward(target) },
          { paths: ["/old"], action: RouteAction.redirect({ hostRedirect: "old.example.com" }) },
        ]),
      },
      {
        hosts: ["shop.example.com"],
        routes: Routes.inOrder([
          {
            match: { path: PathMatch.prefix("/cart/") },
            action: RouteAction.forward(target, {
              customErrorResponsePolicy: { rules: [{ matchResponseCodes: ["4xx"], path: "/cart.html" }] },
            }),
          },
        ]),
      },
    ],
  });
  return { urlMap, assets, pages };
}

const inStack = <T>(build: (stack: EnvironmentStack) => T): T => {
  let built: T | undefined;
  synthesize((stack) => {
    built = build(stack);
  });
  return built as T;
};

test("each level is written where Terraform has it, and the bucket gives its id", () => {
  const map = resource(TYPE, (stack) => void layered(stack));
  expect(map.default_custom_error_response_policy).toEqual({
    error_service: idOf("Assets"),
    error_response_rule: [
      { match_response_codes: ["5xx"], path: "/errors/down.html" },
      { match_response_codes: ["4xx"], path: "/errors/4xx.html" },
    ],
  });
  const [www, shop] = map.path_matcher;
  expect(www.default_custom_error_response_policy).toEqual({
    error_response_rule: [{ match_response_codes: ["403", "503"], path: "/www/denied.html" }],
  });
  expect(www.path_rule[0].custom_error_response_policy).toEqual({
    error_service: idOf("Pages"),
    error_response_rule: [{ match_response_codes: ["404"], path: "/index.html", override_response_code: 200 }],
  });
  expect(www.path_rule[1]).not.toHaveProperty("custom_error_response_policy");
  expect(shop.default_custom_error_response_policy).toBeUndefined();
  expect(shop.route_rules[0].custom_error_response_policy).toEqual({
    error_response_rule: [{ match_response_codes: ["4xx"], path: "/cart.html" }],
  });
});

test("a load balancer passes its custom error responses to its URL map, not to that of its HTTP redirect", () => {
  const { [TYPE]: maps } = synthesize(
    (stack) => void balancer(stack, (errorService) => ({ customErrorResponsePolicy: { errorService, rules: [down] } })),
  ).resource;
  const services = Object.values(maps).map((map) => map.default_custom_error_response_policy?.error_service);
  expect(services).toEqual([undefined, idOf("Assets")]);
});

test.each<[string, number, CustomErrorResponse | undefined]>([
  ["https://www.example.com/", 404, { path: "/index.html", responseCode: 200, errorService: "test/Pages" }],
  ["https://www.example.com/", 403, { path: "/www/denied.html", responseCode: 403, errorService: "test/Assets" }],
  ["https://www.example.com/", 503, { path: "/www/denied.html", responseCode: 503, errorService: "test/Assets" }],
  ["https://www.example.com/", 500, { path: "/errors/down.html", responseCode: 500, errorService: "test/Assets" }],
  ["https://www.example.com/api/x", 404, { path: "/errors/4xx.html", responseCode: 404, errorService: "test/Assets" }],
  ["https://www.example.com/old", 404, undefined],
  ["https://shop.example.com/cart/1", 404, { path: "/cart.html", responseCode: 404, errorService: "test/Assets" }],
  [
    "https://shop.example.com/cart/1",
    503,
    { path: "/errors/down.html", responseCode: 503, errorService: "test/Assets" },
  ],
  ["https://shop.example.com/", 404, { path: "/errors/4xx.html", responseCode: 404, errorService: "test/Assets" }],
  ["https://other.example.com/", 599, { path: "/errors/down.html", responseCode: 599, errorService: "test/Assets" }],
])("at %s, %d is answered by the innermost level that has a rule for it", (url, status, expected) => {
  const { urlMap } = inStack(layered);
  expect(urlMap.route({ url }).customErrorResponse(status)).toEqual(expected);
});

test("a code goes before its class, in whatever order they are written", () => {
  const { urlMap } = inStack((stack) => {
    const rules = [
      { matchResponseCodes: ["4xx"], path: "/4xx.html" },
      { matchResponseCodes: ["404", "410"], path: "/gone.html" },
    ];
    return balancer(stack, (errorService) => ({ customErrorResponsePolicy: { errorService, rules } }));
  });
  const decision = (urlMap as UrlMap).route({ url: "https://www.example.com/" });
  expect([410, 411].map((status) => decision.customErrorResponse(status)?.path)).toEqual(["/gone.html", "/4xx.html"]);
});

test("the whole decision says which pages there are, each code once", () => {
  const { urlMap } = inStack(layered);
  const text = urlMap.route({ url: "https://www.example.com/" }).toString();
  expect(text).toContain(
    [
      "  answers 404 with /index.html of test/Pages and status 200",
      "  answers 403, 503 with /www/denied.html of test/Assets",
      "  answers 5xx with /errors/down.html of test/Assets",
      "  answers 4xx with /errors/4xx.html of test/Assets",
      "  decided by",
    ].join("\n"),
  );
});

test("the matcher looks at bucket, path and status", () => {
  const { urlMap, assets, pages } = inStack(layered);
  const url = "https://www.example.com/";
  expect(urlMap).toRespondToError(url, 404);
  expect(urlMap).toRespondToError(url, 404, { errorService: pages, path: "/index.html", responseCode: 200 });
  expect(urlMap).toRespondToError({ url }, 503, { errorService: assets, path: "/www/denied.html" });
  expect(urlMap).not.toRespondToError(url, 404, { errorService: assets, path: "/index.html", responseCode: 200 });
  expect(urlMap).not.toRespondToError(url, 404, { errorService: pages, path: "/index.html" });
  expect(urlMap).not.toRespondToError(url, 404, { errorService: pages, path: "/", responseCode: 200 });
  expect(urlMap).not.toRespondToError("https://www.example.com/old", 404);
  expect(() => {
    expect(urlMap).toRespondToError(url, 500, { errorService: pages, path: "/x.html" });
  }).toThrow(/to get \/x\.html of test\/Pages with 500 for 500, but it\n\n.*\n {2}goes to/);
  expect(() => {
    expect(urlMap).toRespondToError("https://www.example.com/old", 500);
  }).toThrow("to get an error page for 500");
  expect(() => {
    expect(urlMap).toRespondToError(url, 200);
  }).toThrow("UM-16: statusCode must be a whole number from 400 to 599, got 200");
});

test("what only Terraform knows is said", () => {
  const { urlMap } = inStack((stack) => {
    const code = new TerraformVariable(stack, "code", { type: "string" }).stringValue;
    const status = new TerraformVariable(stack, "status", { type: "number" }).numberValue;
    const rules = [
      { matchResponseCodes: [code, "404"], path: "/a.html" },
      { matchResponseCodes: ["410"], path: "/b.html", overrideResponseCode: status },
    ];
    return balancer(stack, (errorService) => ({ customErrorResponsePolicy: { errorService, rules } }));
  });
  const decision = (urlMap as UrlMap).route({ url: "https://www.example.com/" });
  expect(decision.customErrorResponse(404)?.path).toBe("/a.html");
  expect(() => decision.customErrorResponse(410)).toThrow("override_response_code of the URL map is known only to");
  expect(() => decision.customErrorResponse(500)).toThrow(
    "UM-16: the custom error response to 500 is not known at synth: match_response_codes of the URL map is known only",
  );
  expect(decision.toString()).toContain("match_response_codes of the URL map is known only to Terraform");
});

const policy = (rule: Partial<CustomErrorResponseRule>) => (errorService: IBackendBucket) => ({
  customErrorResponsePolicy: { errorService, rules: [{ ...down, ...rule }] },
});
const long = (length: number) => `/${"a".repeat(length - 1)}`;

test.each<[string, (assets: IBackendBucket) => Partial<ApplicationLoadBalancerProps>, RegExp]>([
  ["no code", policy({ matchResponseCodes: [] }), /UM-16: matchResponseCodes of .* the URL map needs a code/],
  ["an empty code", policy({ matchResponseCodes: ["404", ""] }), /UM-16: matchResponseCodes .* got ""/],
  ["a code of a success", policy({ matchResponseCodes: ["399"] }), /UM-16: matchResponseCodes .* got "399"/],
  ["a code above", policy({ matchResponseCodes: ["600"] }), /UM-16: .* got "600"/],
  ["a class in capitals", policy({ matchResponseCodes: ["5XX"] }), /UM-16: .* got "5XX"/],
  ["a code twice", policy({ matchResponseCodes: ["503", "503"] }), /UM-16: .* only once, got "503" twice/],
  ["a path without a slash", policy({ path: "down.html" }), /UM-16: path of .* must begin with a slash/],
  ["a path with a slash at its end", policy({ path: "/errors/" }), /UM-16: path of .* must not end with a slash/],
  ["the path /", policy({ path: "/" }), /UM-16: path of .* must not end with a slash/],
  ["a long path", policy({ path: long(1025) }), /UM-16: path of .* must have at most 1024 characters/],
  ["no path", policy({ path: "" }), /UM-16: path of .* is required/],
  [
    "a status below",
    policy({ overrideResponseCode: 199 }),
    /UM-16: overrideResponseCode of .* from 200 to 599, got 199/,
  ],
  [
    "a status above",
    policy({ overrideResponseCode: 600 }),
    /UM-16: overrideResponseCode of .* from 200 to 599, got 600/,
  ],
  ["no error service", () => ({ customErrorResponsePolicy: { rules: [down] } }), /UM-16: .* need errorService/],
  ["nothing", () => ({ customErrorResponsePolicy: { rules: [] } }), /UM-16: .* need a rule/],
  [
    "a code in two rules",
    (errorService) => ({
      customErrorResponsePolicy: {
        errorService,
        rules: [
          { matchResponseCodes: ["404"], path: "/a" },
          { matchResponseCodes: ["404"], path: "/b" },
        ],
      },
    }),
    /UM-16: .* only once, got "404" twice/,
  ],
  [
    "a policy in the default action",
    (errorService) => ({
      defaultService: undefined,
      defaultAction: RouteAction.forward(errorService, { customErrorResponsePolicy: { errorService, rules: [down] } }),
    }),
    /UM-16: the default action cannot have customErrorResponsePolicy.*of the UrlMap or load balancer/,
  ],
  [
    "a policy in the default action of a host",
    (errorService) => ({
      hostRules: [
        {
          hosts: ["a.com"],
          defaultAction: RouteAction.forward(errorService, {
            customErrorResponsePolicy: { errorService, rules: [down] },
          }),
        },
      ],
    }),
    /UM-16: the default action of host a\.com cannot have customErrorResponsePolicy.*of the host rule/,
  ],
  [
    "no error service for a host",
    () => ({ hostRules: [{ hosts: ["a.com"], customErrorResponsePolicy: { rules: [down] } }] }),
    /UM-16: the custom error responses of host a\.com have no errorService, and neither/,
  ],
  [
    "a URL map of its own beside it",
    (errorService) => ({
      defaultService: undefined,
      urlMap: new UrlMap(errorService, "Own", { defaultService: errorService }),
      customErrorResponsePolicy: { errorService, rules: [down] },
    }),
    /UM-01: customErrorResponsePolicy has no effect when urlMap is set/,
  ],
])("%s is refused", (_what, props, message) => {
  expect(() => inStack((stack) => balancer(stack, props))).toThrow(message);
});

test("what is just right is taken", () => {
  const rules: CustomErrorResponseRule[] = [
    { matchResponseCodes: ["400", "599", "4xx", "5xx"], path: long(1024), overrideResponseCode: 599 },
    { matchResponseCodes: ["404"], path: "/a", overrideResponseCode: 200 },
  ];
  const taken: CustomErrorResponsePolicy = { rules };
  expect(() =>
    inStack((stack) =>
      balancer(stack, (errorService) => ({
        customErrorResponsePolicy: { errorService, rules },
        hostRules: [{ hosts: ["a.com"], customErrorResponsePolicy: taken }],
      })),
    ),
  ).not.toThrow();
});

test("warnings name the prop", () => {
  const warnings = warningsOf((stack) => {
    const assets = bucket(stack);
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["www.example.com", "old.example.com"],
      defaultService: web(stack),
      customErrorResponsePolicy: { errorService: assets, rules: [] },
      hostRules: [
        {
          hosts: ["old.example.com"],
          defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }),
          customErrorResponsePolicy: { errorService: assets, rules: [{ ...down, overrideResponseCode: 204 }] },
        },
      ],
    });
  });
  const found = warnings.flatMap((warning) => /UM-24: (.*?)[,;]/.exec(warning)?.[1] ?? []);
  expect(found.sort()).toEqual([
    "customErrorResponsePolicy of host old.example.com has no effect",
    "customErrorResponsePolicy of the URL map has an error service and no rule",
    "overrideResponseCode of the custom error responses of host old.example.com is 204",
  ]);
});
