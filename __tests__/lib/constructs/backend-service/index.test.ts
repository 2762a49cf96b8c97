import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  BackendService,
  BackendServiceProps,
  CdnPolicy,
  CloudRunInvoker,
  CloudRunService,
  EnvironmentStack,
  IBackend,
  LogOptionalMode,
  OutlierDetection,
  OutlierDetectionOptions,
  SecurityPolicy,
  ServerlessKind,
  ServerlessNeg,
  ServerlessTarget,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_backend_service";
const KEY = "AAECAwQFBgcICQoLDA0ODw";

const cloudRun = (stack: EnvironmentStack, region = "us-central1") =>
  new CloudRunService(stack, `Api-${region}`, { image: "hello", region });
const neg = (stack: EnvironmentStack, target: ServerlessTarget, region = "us-central1") =>
  new ServerlessNeg(stack, `Neg-${target.kind}-${region}`, { region, target });
const appEngine = (stack: EnvironmentStack, region?: string) => neg(stack, ServerlessTarget.appEngine(), region);
const imported = (stack: EnvironmentStack, region: string) =>
  ServerlessNeg.fromServerlessNegName(stack, `Neg-${region}`, "api", { region });
const web = (props: BackendServiceProps) => (stack: EnvironmentStack) =>
  new BackendService(stack, "Web", { backends: [appEngine(stack)], ...props });
const token = (stack: EnvironmentStack, type: "string" | "number" | "list(string)") =>
  new TerraformVariable(stack, "Var", { type });

const ejecting = (count: number, maxEjectionPercent: number) => (stack: EnvironmentStack) =>
  new BackendService(stack, "Web", {
    backends: ["us-central1", "us-east1", "us-west1"].slice(0, count).map((region) => cloudRun(stack, region)),
    outlierDetection: OutlierDetection.custom({ maxEjectionPercent }),
  });

test("a backend service sends to a Cloud Run service through a network endpoint group below it", () => {
  const json = synthesize((stack) => new BackendService(stack, "Web", { backends: [cloudRun(stack)] }));
  expect(json.resource[TYPE]).toEqual({
    Web_3C8945DB: {
      name: "test-web",
      load_balancing_scheme: "EXTERNAL_MANAGED",
      protocol: "HTTPS",
      backend: [{ group: "${google_compute_region_network_endpoint_group.Web_Neg-us-central1_E77E56DE.self_link}" }],
      enable_cdn: false,
      iap: { enabled: false },
      log_config: { enable: true, sample_rate: 1, optional_mode: "EXCLUDE_ALL_OPTIONAL" },
      lifecycle: { create_before_destroy: true },
    },
  });
  expect(json.resource.google_compute_region_network_endpoint_group).toMatchObject({
    "Web_Neg-us-central1_E77E56DE": { cloud_run: { service: expect.stringMatching(/^\$\{google_cloud_run_v2_/) } },
  });
});

test("a backend service takes a policy, headers, a description and the name of an existing one", () => {
  const props = (stack: EnvironmentStack) => ({
    name: "company-web",
    description: "the site",
    securityPolicy: SecurityPolicy.fromSecurityPolicySelfLink(stack, "Policy", "projects/p1/global/securityPolicies/x"),
    customRequestHeaders: ["x-region: {client_region}"],
    customResponseHeaders: ["x-frame-options: DENY", "x-empty:"],
  });
  expect(resource(TYPE, (stack) => web(props(stack))(stack))).toMatchObject({
    name: "company-web",
    description: "the site",
    security_policy: "projects/p1/global/securityPolicies/x",
    custom_request_headers: ["x-region: {client_region}"],
    custom_response_headers: ["x-frame-options: DENY", "x-empty:"],
  });
});

test("a name that Google refuses is refused", () => {
  expect(() => synthesize(web({ name: "Web" }))).toThrow(/^\[test\/Web\] NAM-01: name must .*, got "Web"; write "web"/);
});

test("a backend service tells its name and self link", () => {
  const json = synthesize((stack) => {
    const { backendServiceName, backendServiceSelfLink } = web({})(stack);
    new TerraformOutput(stack, "Told", { value: [backendServiceName, backendServiceSelfLink] });
  });
  expect(json.output).toMatchObject({ Told: { value: ["test-web", `\${${TYPE}.Web_3C8945DB.self_link}`] } });
});

test("an existing backend service is looked up by name", () => {
  const json = synthesize((stack) => {
    const { backendServiceSelfLink } = BackendService.fromBackendServiceName(stack, "Web", "company-web");
    new TerraformOutput(stack, "Told", { value: backendServiceSelfLink });
  });
  expect(json.data).toEqual({ [TYPE]: { Web_3C8945DB: { name: "company-web" } } });
  expect(json.output).toMatchObject({ Told: { value: `\${data.${TYPE}.Web_3C8945DB.self_link}` } });
});

test("an existing backend service is taken by self link", () => {
  const selfLink = "projects/p1/global/backendServices/web";
  const json = synthesize((stack) => {
    const { backendServiceSelfLink } = BackendService.fromBackendServiceSelfLink(stack, "Web", selfLink);
    new TerraformOutput(stack, "Told", { value: backendServiceSelfLink });
  });
  expect(json.output).toMatchObject({ Told: { value: selfLink } });
  expect(json.data).toBeUndefined();
});

describe("backends", () => {
  test("are added later as they are given", () => {
    const given = synthesize((stack) => new BackendService(stack, "Web", { backends: [cloudRun(stack)] }));
    const later = synthesize((stack) => new BackendService(stack, "Web").addBackend(cloudRun(stack)));
    expect(later.resource).toEqual(given.resource);
  });

  test("of several regions stand side by side", () => {
    const backends = (stack: EnvironmentStack) => [cloudRun(stack), cloudRun(stack, "europe-west1")];
    expect(resource(TYPE, (stack) => new BackendService(stack, "Web", { backends: backends(stack) }))).toMatchObject({
      backend: [
        { group: expect.stringContaining("Web_Neg-us-central1_") },
        { group: expect.stringContaining("Web_Neg-europe-west1_") },
      ],
    });
  });

  test("are waited for with the grants that let visitors in", () => {
    const json = resource(TYPE, (stack) => {
      const api = (region: string) =>
        new CloudRunService(stack, `Api-${region}`, { image: "hello", region, invoker: CloudRunInvoker.allUsers() });
      new BackendService(stack, "Web", { backends: [api("us-central1")] }).addBackend(api("us-east1"));
    });
    expect(json).toMatchObject({
      depends_on: [
        expect.stringMatching(/^google_cloud_run_v2_service_iam_member\.Api-us-central1_Invoker-allUsers_[0-9A-F]{8}$/),
        expect.stringMatching(/^google_cloud_run_v2_service_iam_member\.Api-us-east1_Invoker-allUsers_[0-9A-F]{8}$/),
      ],
    });
  });

  test("may serve two backend services, each through a network endpoint group of its own", () => {
    const json = synthesize((stack) => {
      const api = cloudRun(stack);
      new BackendService(stack, "Web", { backends: [api] });
      new BackendService(stack, "Jobs", { backends: [api] });
    });
    expect(Object.keys(json.resource.google_compute_region_network_endpoint_group)).toHaveLength(2);
  });

  test.each<[string, (stack: EnvironmentStack) => IBackend[]]>([
    [
      "two Cloud Run services",
      (stack) => [
        cloudRun(stack),
        CloudRunService.fromCloudRunServiceAttributes(stack, "B", { cloudRunServiceName: "b", region: "us-central1" }),
      ],
    ],
    ["two network endpoint groups", (stack) => [cloudRun(stack), imported(stack, "us-central1")]],
  ])("of one region are refused: %s", (_what, backends) => {
    expect(() => synthesize((stack) => new BackendService(stack, "Web", { backends: backends(stack) }))).toThrow(
      /^\[test\/Web\] NEG-08: a backend service can have one .* per region, but test\/Api-us-central1 is already in "us-central1"; use one backend per region/,
    );
  });

  test("of one region are refused when they are added later", () => {
    const build = (stack: EnvironmentStack) => web({})(stack).addBackend(imported(stack, "us-central1"));
    expect(() => synthesize(build)).toThrow(/^\[test\/Web\] NEG-08: .* is already in "us-central1"; use one/);
  });

  test("of one region are refused also where the other is no construct", () => {
    const config = { group: "projects/p1/regions/us-central1/networkEndpointGroups/a", region: "us-central1" };
    const build = (stack: EnvironmentStack) => {
      const service = new BackendService(stack, "Web", { backends: [{ bind: () => config }] });
      service.addBackend(imported(stack, "us-central1"));
    };
    expect(() => synthesize(build)).toThrow(/^\[test\/Web\] NEG-08: .*, but another backend is already in/);
  });

  test.each([
    ["Cloud Functions", ServerlessTarget.cloudFunction("f"), "CLOUD_FUNCTION"],
    ["App Engine", ServerlessTarget.appEngine(), "APP_ENGINE"],
  ])("of Cloud Run and %s are refused together", (_what, target, kind) => {
    const build = (stack: EnvironmentStack) =>
      new BackendService(stack, "Web", { backends: [cloudRun(stack), neg(stack, target, "us-east1")] });
    expect(() => synthesize(build)).toThrow(
      new RegExp(
        `^\\[test/Web\\] NEG-09: a backend service can have backends of one kind only, but this one has CLOUD_RUN and would also have "${kind}"; create a backend service for each kind`,
      ),
    );
  });

  test("of another kind and the same region are two problems", () => {
    const build = (stack: EnvironmentStack) => web({})(stack).addBackend(neg(stack, ServerlessTarget.cloudRun("api")));
    expect(() => synthesize(build)).toThrow(/^\[test\/Web\] NEG-08: .*\n\[test\/Web\] NEG-09: /);
  });

  test.each<[string, (stack: EnvironmentStack) => IBackend[]]>([
    ["twice", (stack) => [appEngine(stack), appEngine(stack, "us-east1")]],
    ["after one of unknown kind", (stack) => [imported(stack, "us-central1"), appEngine(stack, "us-east1")]],
    ["before one of unknown kind", (stack) => [appEngine(stack), imported(stack, "us-east1")]],
  ])("of App Engine are refused in several regions: %s", (_what, backends) => {
    expect(() => synthesize((stack) => new BackendService(stack, "Web", { backends: backends(stack) }))).toThrow(
      /^\[test\/Web\] NEG-11: an App Engine backend service can have only one region, but \S+ is in "us-central1" and this one would be in "us-east1"; keep one of the two/,
    );
  });

  test("of unknown kind are taken beside all that can have several regions", () => {
    const build = (stack: EnvironmentStack) =>
      new BackendService(stack, "Web", { backends: [cloudRun(stack), imported(stack, "us-east1")] });
    expect(() => synthesize(build)).not.toThrow();
  });

  test("of a known kind, made by others, are checked as our own", () => {
    const backend = (stack: EnvironmentStack) =>
      ServerlessNeg.fromServerlessNegName(stack, "Theirs", "f", {
        region: "us-east1",
        kind: ServerlessKind.CLOUD_FUNCTION,
      });
    const build = (stack: EnvironmentStack) =>
      new BackendService(stack, "Web", { backends: [cloudRun(stack), backend(stack)] });
    expect(() => synthesize(build)).toThrow(/^\[test\/Web\] NEG-09: .* would also have "CLOUD_FUNCTION"; create/);
  });

  test("must be there at synth", () => {
    expect(() => synthesize((stack) => new BackendService(stack, "Web"))).toThrow(
      /\[test\/Web\] BS-25: a backend service without backends answers every request with 503; set backends, or call addBackend \(https:/,
    );
  });

  test("of two regions without outlier detection are warned of, until that is acknowledged", () => {
    const two = (stack: EnvironmentStack, props: BackendServiceProps = {}) =>
      new BackendService(stack, "Web", { backends: [cloudRun(stack), cloudRun(stack, "us-east1")], ...props });
    expect(warningsOf((stack) => two(stack))).toEqual([
      expect.stringMatching(
        /^\[test\/Web\] RUN-09: this backend service has 2 regions and no outlier detection, .*; set outlierDetection \(https:/,
      ),
    ]);
    expect(warningsOf((stack) => Warnings.of(two(stack)).acknowledge("RUN-09", "DNS sees to it"))).toEqual([]);
    expect(warningsOf((stack) => two(stack, { outlierDetection: OutlierDetection.recommended() }))).toEqual([]);
  });

  test.each([
    [2, 50],
    [2, 100],
    [3, 34],
  ])("of %i regions may be ejected by %i %%", (count, maxEjectionPercent) => {
    expect(warningsOf(ejecting(count, maxEjectionPercent))).toEqual([]);
  });

  test.each([
    [2, 49, 50],
    [3, 33, 34],
  ])("of %i regions of which %i %% are none are warned of", (count, maxEjectionPercent, needed) => {
    expect(warningsOf(ejecting(count, maxEjectionPercent))).toEqual([
      expect.stringContaining(
        `[test/Web] BS-14: maxEjectionPercent ${maxEjectionPercent} is less than one of ${count} regions, so no region can be ejected; use at least ${needed}`,
      ),
    ]);
  });

  test("whose errors are counted for nothing are warned of", () => {
    const counting = (enforcingConsecutiveErrors?: number) =>
      warningsOf(
        web({ outlierDetection: OutlierDetection.custom({ consecutiveErrors: 5, enforcingConsecutiveErrors }) }),
      ).filter((warning) => warning.includes("BS-14"));
    expect(counting()).toEqual([]);
    expect(counting(1)).toEqual([]);
    expect(counting(0)).toEqual([expect.stringContaining("BS-14: consecutiveErrors has no effect because enforcing")]);
  });

  test("of one region need no outlier detection", () => {
    expect(warningsOf(web({}))).toEqual([]);
  });
});

describe("custom headers", () => {
  const refusal = (...customRequestHeaders: string[]) => expect(() => synthesize(web({ customRequestHeaders })));

  test.each([
    ["16 of them", Array.from({ length: 16 }, (_, index) => `x-${index}: y`)],
    ["8192 bytes of them", [`x-a: ${"y".repeat(8189)}`]],
    ["one without a value", ["x-a:"]],
    ["one with colons in its value", ["x-a: b:c:d"]],
    ["one with several variables", ["x-a: {client_city},{CLIENT_REGION}"]],
    ["one with every sign a name may have", ["!#$%&'*+.^_`|~-aZ9: y"]],
  ])("may be %s", (_what, customRequestHeaders) => {
    expect(resource(TYPE, web({ customRequestHeaders }))).toMatchObject({
      custom_request_headers: customRequestHeaders,
    });
  });

  test("may be tokens, one by one or as a list", () => {
    const build = (stack: EnvironmentStack) => {
      const header = token(stack, "string").stringValue;
      const headers = new TerraformVariable(stack, "List", { type: "list(string)" }).listValue;
      web({ customRequestHeaders: [header, header], customResponseHeaders: headers })(stack);
    };
    expect(resource(TYPE, build)).toMatchObject({
      custom_request_headers: ["${var.Var}", "${var.Var}"],
      custom_response_headers: "${var.List}",
    });
  });

  test("of 17 are refused", () => {
    refusal(...Array.from({ length: 17 }, (_, index) => `x-${index}: y`)).toThrow(
      /^\[test\/Web\] BS-22: customRequestHeaders can have at most 16 headers, got 17; remove at least 1/,
    );
  });

  test("of 8193 bytes are refused", () => {
    refusal(`x-a: ${"y".repeat(8190)}`).toThrow(
      /^\[test\/Web\] BS-22: the headers in customRequestHeaders can have at most 8192 bytes in total, got 8193; shorten them/,
    );
  });

  test.each([
    ["without a colon", "x-a"],
    ["without a name", ": y"],
    ["with a space before the colon", "x-a : y"],
    ["with a line break", "x-a: y\r\nx-b: z"],
  ])("%s are refused", (_what, header) => {
    refusal(header).toThrow(
      /^\[test\/Web\] BS-23: a header in customRequestHeaders must be written as "Name: value", got ".*"; write it like/,
    );
  });

  test.each([["Host: example.com"], ["authority: example.com"]])("cannot set the host: %s", (header) => {
    refusal(header).toThrow(
      new RegExp(
        `^\\[test/Web\\] BS-23: customRequestHeaders cannot set the host, got "${header}"; set hostRewrite of urlRewrite in a route`,
      ),
    );
  });

  test.each([["x-a: {client_region"], ["x-a: client_region}"], ["x-a: {client region}"], ["x-a: {}"]])(
    "with a broken variable are refused: %s",
    (header) => {
      refusal(header).toThrow(
        new RegExp(`^\\[test/Web\\] BS-24: a header variable must be in one pair of braces, got "${header}"; write it`),
      );
    },
  );

  test("of one name in different case are refused", () => {
    refusal("X-A: 1", "x-a: 2").toThrow(
      /^\[test\/Web\] BS-23: a header in customRequestHeaders may appear only once, got "x-a: 2"; remove one of them/,
    );
  });

  test("of responses are checked, too", () => {
    expect(() => synthesize(web({ customResponseHeaders: ["x-a"] }))).toThrow(
      /^\[test\/Web\] BS-23: a header in customResponseHeaders must be written as "Name: value", got "x-a"; write it/,
    );
  });
});

test.each(["enforcingConsecutiveGatewayFailure", "maxEjectionPercent", "intervalSec", "baseEjectionTimeSec"])(
  "a %s of 0, which the provider does not send, is warned of",
  (setting) => {
    const detecting = (value: number) => (stack: EnvironmentStack) => {
      const detected = web({ outlierDetection: OutlierDetection.custom({ [setting]: value }) })(stack);
      Warnings.of(detected).acknowledge("BS-12", "a second region is to come");
    };
    expect(warningsOf(detecting(1))).toEqual([]);
    expect(warningsOf(detecting(0))).toEqual([
      expect.stringContaining(`[test/Web] BS-14: Terraform's provider does not send ${setting} 0, so Google's default`),
    ]);
  },
);

test("the recommended outlier detection may wait for a second region, one of your own may not", () => {
  expect(warningsOf(web({ outlierDetection: OutlierDetection.recommended() }))).toEqual([]);
  expect(warningsOf(web({ outlierDetection: OutlierDetection.custom({}) }))).toEqual([
    expect.stringContaining("[test/Web] BS-12: outlier detection sends visitors to another region"),
  ]);
});

describe("logging", () => {
  const logged = (logConfig: BackendServiceProps["logConfig"]) =>
    (resource(TYPE, web({ logConfig })) as { log_config: object }).log_config;

  test.each([
    ["nothing", { enable: false }, { enable: false }],
    [
      "a share of the requests",
      { sampleRate: 0.5 },
      { enable: true, sample_rate: 0.5, optional_mode: "EXCLUDE_ALL_OPTIONAL" },
    ],
    ["no request, at rate 0", { sampleRate: 0 }, { enable: false }],
    [
      "all optional fields",
      { optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL },
      { enable: true, sample_rate: 1, optional_mode: "INCLUDE_ALL_OPTIONAL" },
    ],
    [
      "no optional field",
      { optionalMode: LogOptionalMode.EXCLUDE_ALL_OPTIONAL },
      { enable: true, sample_rate: 1, optional_mode: "EXCLUDE_ALL_OPTIONAL" },
    ],
    [
      "some optional fields",
      { optionalFields: ["tls.cipher"] },
      { enable: true, sample_rate: 1, optional_mode: "CUSTOM", optional_fields: ["tls.cipher"] },
    ],
    [
      "no optional field, of an empty list",
      { optionalFields: [] },
      { enable: true, sample_rate: 1, optional_mode: "EXCLUDE_ALL_OPTIONAL" },
    ],
    [
      "all optional fields, beside an empty list",
      { optionalFields: [], optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL },
      { enable: true, sample_rate: 1, optional_mode: "INCLUDE_ALL_OPTIONAL" },
    ],
  ])("may write %s", (_what, logConfig, expected) => {
    expect(logged(logConfig)).toEqual(expected);
  });

  test("may write headers, from a version of the provider on", () => {
    const logConfig = { requestHeaders: ["X-Request-Id"], responseHeaders: ["X-Cache", "Age"] };
    expect(resource(TYPE, web({ logConfig }), "7.42.0")).toHaveProperty("log_config", {
      enable: true,
      sample_rate: 1,
      optional_mode: "EXCLUDE_ALL_OPTIONAL",
      request_headers: [{ header_name: "X-Request-Id" }],
      response_headers: [{ header_name: "X-Cache" }, { header_name: "Age" }],
    });
    expect(() => resource(TYPE, web({ logConfig }), "~> 7.41")).toThrow(
      "[test/Web] NAM-09: requestHeaders exists since version 7.42 of the provider",
    );
    expect(logged({ requestHeaders: [], responseHeaders: [] })).not.toHaveProperty("request_headers");
  });

  test.each([
    [["X-Id", "x-id"], 'a name in requestHeaders may appear only once, got "x-id"'],
    [["X-Id: 1"], "a name in requestHeaders may have only letters, digits and"],
  ])("refuses headers that are none, or twice the same", (requestHeaders, message) => {
    expect(() => resource(TYPE, web({ logConfig: { requestHeaders } }), "7.42.0")).toThrow(
      `[test/Web] BS-20: ${message}`,
    );
  });

  test.each(["Authorization", "cookie", "X-Serverless-Authorization"])("warns of %s in the logs", (name) => {
    const logConfig = { requestHeaders: ["X-Request-Id", name], responseHeaders: ["Content-Type"] };
    expect(warningsOf(web({ logConfig }), "7.42.0")).toEqual([
      expect.stringContaining(
        `[test/Web] BS-20: requestHeaders has ${JSON.stringify(name)}, so everyone who can read the logs can act as the visitor; remove it`,
      ),
    ]);
  });

  test("may have fields that are a token", () => {
    const build = (stack: EnvironmentStack) =>
      web({ logConfig: { optionalFields: token(stack, "list(string)").listValue } })(stack);
    const expected = { optional_mode: "CUSTOM", optional_fields: "${var.Var}" };
    expect(resource(TYPE, build)).toMatchObject({ log_config: expected });
  });

  test("may have a rate that is a token", () => {
    const build = (stack: EnvironmentStack) =>
      web({ logConfig: { sampleRate: token(stack, "number").numberValue } })(stack);
    expect(resource(TYPE, build)).toMatchObject({ log_config: { sample_rate: "${var.Var}" } });
  });

  test.each([[-0.1], [1.1], [50]])("at rate %p is refused", (sampleRate) => {
    expect(() => synthesize(web({ logConfig: { sampleRate } }))).toThrow(
      new RegExp(
        `^\\[test/Web\\] BS-20: sampleRate must be a number from 0 to 1, got ${sampleRate}; choose one in that`,
      ),
    );
  });

  test("with named fields and a mode is refused", () => {
    const logConfig = { optionalFields: ["tls.cipher"], optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL };
    expect(() => synthesize(web({ logConfig }))).toThrow(
      /^\[test\/Web\] BS-20: optionalMode "INCLUDE_ALL_OPTIONAL" does not use optionalFields; remove optionalMode or optionalFields/,
    );
  });

  test("that is off leaves the rate out and warns of it, until that is acknowledged", () => {
    const logConfig = { enable: false, sampleRate: 0.5 };
    expect(logged(logConfig)).toEqual({ enable: false });
    expect(warningsOf(web({ logConfig }))).toEqual([
      expect.stringMatching(/^\[test\/Web\] BS-20: sampleRate has no effect while logging is off; remove it, or/),
    ]);
    const silent = warningsOf((stack) => Warnings.of(web({ logConfig })(stack)).acknowledge("BS-20", "off for a day"));
    expect(silent).toEqual([]);
  });
});

describe("outlier detection", () => {
  const detection = (outlierDetection: OutlierDetection) =>
    (resource(TYPE, web({ outlierDetection })) as { outlier_detection: object }).outlier_detection;
  const SETTINGS = {
    consecutive_errors: 5,
    enforcing_consecutive_errors: 0,
    consecutive_gateway_failure: 3,
    enforcing_consecutive_gateway_failure: 100,
    interval: { seconds: 1 },
    base_ejection_time: { seconds: 30 },
    max_ejection_percent: 50,
  };

  test("as recommended ejects for 3 minutes after 5 errors", () => {
    expect(detection(OutlierDetection.recommended())).toEqual({
      ...SETTINGS,
      enforcing_consecutive_errors: 100,
      base_ejection_time: { seconds: 180 },
    });
  });

  test("without options has the settings of Google's API", () => {
    expect(detection(OutlierDetection.custom({}))).toEqual(SETTINGS);
  });

  test("takes all settings at once", () => {
    const options = {
      consecutiveErrors: 1,
      enforcingConsecutiveErrors: 50,
      consecutiveGatewayFailure: 2,
      enforcingConsecutiveGatewayFailure: 0,
      intervalSec: 10,
      baseEjectionTimeSec: 60,
      maxEjectionPercent: 100,
    };
    expect(detection(OutlierDetection.custom(options))).toEqual({
      consecutive_errors: 1,
      enforcing_consecutive_errors: 50,
      consecutive_gateway_failure: 2,
      enforcing_consecutive_gateway_failure: 0,
      interval: { seconds: 10 },
      base_ejection_time: { seconds: 60 },
      max_ejection_percent: 100,
    });
  });

  test.each<[keyof OutlierDetectionOptions, number, number]>([
    ["consecutiveErrors", 1, 1000],
    ["enforcingConsecutiveErrors", 0, 100],
    ["consecutiveGatewayFailure", 1, 1000],
    ["enforcingConsecutiveGatewayFailure", 0, 100],
    ["intervalSec", 0, 315_576_000_000],
    ["baseEjectionTimeSec", 0, 315_576_000_000],
    ["maxEjectionPercent", 0, 100],
  ])("takes %s from %p to %p, or a token", (setting, min, max) => {
    const attempt = (value: number) => () =>
      synthesize(web({ outlierDetection: OutlierDetection.custom({ [setting]: value }) }));
    const range = `BS-14: ${setting} must be a whole number from ${min} to ${max}`;
    expect(attempt(min)).not.toThrow();
    expect(attempt(max)).not.toThrow();
    expect(attempt(min - 1)).toThrow(new RegExp(`^\\[test/Web\\] ${range}, got ${min - 1}; choose one in that range`));
    expect(attempt(max + 1)).toThrow(new RegExp(`^\\[test/Web\\] ${range}, got ${max + 1}; choose one in that range`));
    const build = (stack: EnvironmentStack) => {
      const outlierDetection = OutlierDetection.custom({ [setting]: token(stack, "number").numberValue });
      web({ outlierDetection })(stack);
    };
    expect(JSON.stringify(resource(TYPE, build))).toContain('"${var.Var}"');
  });
});

describe("signed URL keys", () => {
  const withKeys =
    (...keys: [name: string, keyValue: string][]) =>
    (stack: EnvironmentStack) => {
      const backendService = web({ cdnPolicy: CdnPolicy.useOriginHeaders() })(stack);
      keys.forEach(([name, keyValue]) => backendService.addSignedUrlKey(name, keyValue));
      return backendService;
    };
  const refusal = (...keys: [string, string][]) => expect(() => synthesize(withKeys(...keys)));

  test("belong to their backend service", () => {
    const build = (stack: EnvironmentStack) =>
      web({})(stack).addSignedUrlKey("key-1", token(stack, "string").stringValue);
    expect(synthesize(build).resource.google_compute_backend_service_signed_url_key).toEqual({
      "Web_SignedUrlKey-key-1_961D5DF0": {
        name: "key-1",
        key_value: "${var.Var}",
        backend_service: `\${${TYPE}.Web_3C8945DB.name}`,
      },
    });
  });

  test("may be three, with padding or without", () => {
    const json = synthesize(withKeys(["a", KEY], ["b", `${KEY}==`], ["c", "-_".repeat(11)]));
    expect(Object.keys(json.resource.google_compute_backend_service_signed_url_key)).toHaveLength(3);
  });

  test("may not be four", () => {
    refusal(["a", KEY], ["b", KEY], ["c", KEY], ["d", KEY]).toThrow(
      /^\[test\/Web\] CDN-12: a backend service takes at most 3 signed URL keys, got 4; remove an old key first/,
    );
  });

  test("have names of their own", () => {
    refusal(["a", KEY], ["a", KEY]).toThrow(
      /^\[test\/Web\] CDN-12: the signed URL key "a" exists already; choose another name/,
    );
  });

  test("have names that are known at synth, as a name decides an id", () => {
    const build = (stack: EnvironmentStack) => withKeys([token(stack, "string").stringValue, KEY])(stack);
    expect(() => synthesize(build)).toThrow(
      /^\[test\/Web\] CDN-12: the name of a signed URL key becomes part of a construct id, so it must be known at synth, got "a token"; write/,
    );
  });

  test("have names as Google takes them", () => {
    refusal(["Key", KEY]).toThrow(
      /^\[test\/Web\] NAM-01: the name of a signed URL key must .*, got "Key"; write "key"/,
    );
  });

  test.each([
    ["with a letter too few", KEY.slice(1)],
    ["with a letter too many", `${KEY}A`],
    ["in plain base64", `+/${KEY.slice(2)}`],
  ])("%s are refused and not shown", (_what, keyValue) => {
    refusal(["a", keyValue]).toThrow(
      new RegExp(
        `^\\[test/Web\\] CDN-12: a signed URL key must be 16 random bytes, encoded as base64url, got a different string of ${keyValue.length} characters; generate 16 random bytes and encode them`,
      ),
    );
    refusal(["a", keyValue]).not.toThrow(keyValue);
  });

  test("that are written out are warned of, until that is acknowledged", () => {
    expect(warningsOf(withKeys(["a", KEY]))).toEqual([
      expect.stringMatching(/^\[test\/Web\] CDN-12: the value of signed URL key a is written in the code; pass a sens/),
    ]);
    const silent = warningsOf((stack) =>
      Warnings.of(withKeys(["a", KEY])(stack)).acknowledge("CDN-12", "it protects nothing"),
    );
    expect(silent).toEqual([]);
  });

  test("that are tokens are not warned of", () => {
    expect(warningsOf((stack) => withKeys(["a", token(stack, "string").stringValue])(stack))).toEqual([]);
  });
});

describe("a custom header", () => {
  const requests = (...customRequestHeaders: string[]) => warningsOf(web({ customRequestHeaders }));
  const responses = (header: string, cdnPolicy?: CdnPolicy) =>
    warningsOf(web({ customResponseHeaders: [header], cdnPolicy }));

  test.each([
    ["Keep-Alive: 5"],
    ["te: x"],
    ["proxy-authorization: x"],
    ["X-Goog-User: x"],
    ["x-amz-date: x"],
    ["CDN-Loop: x"],
  ])("that is reserved is warned of: %s", (header) => {
    expect(requests(header)).toEqual([
      expect.stringMatching(/^\[test\/Web\] BS-23: header .* is reserved for a single connection or for Google/),
    ]);
  });

  test.each([["x-client: {client_region},{CLIENT_CITY}"], ["x-api-key: a"], ["upgrade-insecure-requests: 1"]])(
    "that is nobody's is not warned of: %s",
    (header) => {
      expect(requests(header)).toEqual([]);
    },
  );

  test("with an unknown variable is warned of, with the nearest one", () => {
    expect(requests("x-region: {client_regio}")).toEqual([
      expect.stringContaining(
        "BS-24: header x-region has the unknown variable {client_regio}; did you mean client_region?",
      ),
    ]);
    expect(responses("x-a: {nonsense_of_mine}")).toEqual([
      expect.stringContaining("see Google's page for the variables that exist"),
    ]);
  });

  test("says what the cache did only in responses, and only of Cloud CDN", () => {
    expect(responses("x-cache: {cdn_cache_status}", CdnPolicy.useOriginHeaders())).toEqual([]);
    expect(responses("x-cache: {cdn_cache_status}")).toEqual([
      expect.stringContaining(
        "BS-24: header x-cache has the variable {cdn_cache_status}, which has a value only with Cloud CDN; remove the variable from the value",
      ),
    ]);
    expect(requests("x-cache: {cdn_cache_id}")).toEqual([
      expect.stringContaining(
        "BS-24: header x-cache has the variable {cdn_cache_id}, which has a value only in responses",
      ),
    ]);
  });

  test("that is a token is not looked at", () => {
    expect(warningsOf((stack) => web({ customRequestHeaders: [token(stack, "string").stringValue] })(stack))).toEqual(
      [],
    );
  });
});

test.each([
  ["sampleRate", { sampleRate: 1 }],
  ["optionalMode", { optionalMode: LogOptionalMode.INCLUDE_ALL_OPTIONAL }],
  ["optionalFields", { optionalFields: ["tls.cipher"] }],
  ["requestHeaders", { requestHeaders: ["X-Request-Id"] }],
  ["responseHeaders", { responseHeaders: ["X-Cache"] }],
])("%s of logs that are off is warned of", (setting, logConfig) => {
  expect(warningsOf(web({ logConfig: { ...logConfig, enable: false } }))).toEqual([
    expect.stringContaining(`[test/Web] BS-20: ${setting} has no effect while logging is off`),
  ]);
  expect(warningsOf(web({ logConfig }), "7.42.0")).toEqual([]);
});
