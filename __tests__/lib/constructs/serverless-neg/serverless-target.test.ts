import { TerraformVariable } from "cdktf";
import { EnvironmentStack, ServerlessNeg, ServerlessTarget } from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_region_network_endpoint_group";
const region = "us-central1";
const token = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "string" }).stringValue;

const neg = (target: ServerlessTarget) => (stack: EnvironmentStack) =>
  new ServerlessNeg(stack, "Neg", { region, target });
const refusal = (target: ServerlessTarget) => expect(() => synthesize(neg(target)));

test.each([
  ["a Cloud Run service", ServerlessTarget.cloudRun("api"), { cloud_run: { service: "api" } }],
  [
    "a revision of a Cloud Run service",
    ServerlessTarget.cloudRun("api", { tag: "blue" }),
    { cloud_run: { service: "api", tag: "blue" } },
  ],
  [
    "the Cloud Run service in the request",
    ServerlessTarget.cloudRunUrlMask("<tag>.<service>.example.com"),
    { cloud_run: { url_mask: "<tag>.<service>.example.com" } },
  ],
  [
    "the revision in the request",
    ServerlessTarget.cloudRunUrlMask("<tag>.example.com", { service: "api" }),
    { cloud_run: { service: "api", url_mask: "<tag>.example.com" } },
  ],
  [
    "one revision of the Cloud Run service in the request",
    ServerlessTarget.cloudRunUrlMask("/<service>", { tag: "blue" }),
    { cloud_run: { tag: "blue", url_mask: "/<service>" } },
  ],
  ["a Cloud Function", ServerlessTarget.cloudFunction("helloWorld"), { cloud_function: { function: "helloWorld" } }],
  [
    "the Cloud Function in the request",
    ServerlessTarget.cloudFunctionUrlMask("/<function>"),
    { cloud_function: { url_mask: "/<function>" } },
  ],
  ["the App Engine app, in an empty block", ServerlessTarget.appEngine(), { app_engine: {} }],
  [
    "a version of an App Engine service",
    ServerlessTarget.appEngine({ service: "api", version: "v1" }),
    { app_engine: { service: "api", version: "v1" } },
  ],
  [
    "the App Engine service in the request",
    ServerlessTarget.appEngineUrlMask("<version>.<service>.example.com"),
    { app_engine: { url_mask: "<version>.<service>.example.com" } },
  ],
])("a target is %s", (_what, target, block) => {
  const { name, region: where, network_endpoint_type, lifecycle, ...blocks } = resource(TYPE, neg(target));
  expect([typeof name, where, network_endpoint_type, lifecycle]).toEqual([
    "string",
    "us-central1",
    "SERVERLESS",
    { create_before_destroy: true },
  ]);
  expect(blocks).toEqual(block);
});

test.each([
  [ServerlessTarget.cloudRun("a".repeat(49))],
  [ServerlessTarget.cloudRun("api", { tag: "a".repeat(63) })],
  [ServerlessTarget.cloudFunction(`A_-${"a".repeat(60)}`)],
  [ServerlessTarget.appEngine({ service: "default" })],
  [ServerlessTarget.appEngine({ service: `1${"a".repeat(62)}`, version: "1".repeat(100) })],
  [ServerlessTarget.cloudRunUrlMask("<service>-home.example.com")],
  [ServerlessTarget.cloudRunUrlMask("example.com/<service>")],
  [ServerlessTarget.cloudRunUrlMask("example.com:8443/home/<service>/<tag>")],
])("a target at the edge of what Google takes passes: %j", (target) => {
  expect(() => synthesize(neg(target))).not.toThrow();
});

test.each([
  ["service's name", (value: string) => ServerlessTarget.cloudRun(value)],
  ["service's tag", (value: string) => ServerlessTarget.cloudRun("api", { tag: value })],
  ["URL mask", (value: string) => ServerlessTarget.cloudRunUrlMask(value)],
  ["function's name", (value: string) => ServerlessTarget.cloudFunction(value)],
  ["function's URL mask", (value: string) => ServerlessTarget.cloudFunctionUrlMask(value)],
  ["App Engine service", (value: string) => ServerlessTarget.appEngine({ service: value })],
  ["App Engine version", (value: string) => ServerlessTarget.appEngine({ service: "api", version: value })],
  ["App Engine URL mask", (value: string) => ServerlessTarget.appEngineUrlMask(value)],
])("a %s may be a token", (_what, target) => {
  const json = resource(TYPE, (stack) => neg(target(token(stack)))(stack));
  expect(JSON.stringify(json)).toContain('"${var.Var}"');
});

test.each([
  ["with a capital", "Api"],
  ["of 50 characters", "a".repeat(50)],
  ["that is empty", ""],
])("a Cloud Run service's name %s is refused", (_what, service) => {
  refusal(ServerlessTarget.cloudRun(service)).toThrow(
    new RegExp(
      `^\\[test/Neg\\] RUN-01: the Cloud Run service's name must have 1 to 49 .*, got "${service}"; (choose another name|write "api")`,
    ),
  );
});

test.each([
  ["that begins with a digit", "1blue"],
  ["of 64 characters", "a".repeat(64)],
  ["that is empty", ""],
])("a traffic tag %s is refused", (_what, tag) => {
  refusal(ServerlessTarget.cloudRun("api", { tag })).toThrow(
    new RegExp(
      `^\\[test/Neg\\] NEG-02: a traffic tag must have .*, got "${tag}"; use the tag that the Cloud Run service has`,
    ),
  );
});

test.each([
  ["with its project", "projects/p1/locations/us-central1/functions/hello"],
  ["that ends with _", "hello_"],
  ["that begins with a digit", "1hello"],
  ["of 64 characters", "a".repeat(64)],
  ["that is empty", ""],
])("a Cloud Function's name %s is refused", (_what, name) => {
  refusal(ServerlessTarget.cloudFunction(name)).toThrow(
    new RegExp(
      `^\\[test/Neg\\] NEG-03: a Cloud Function's name must .*, got "${name}"; ${name.includes("/") ? 'write "hello"' : "use the function's short name"}`,
    ),
  );
});

test.each([
  ["service's name", "a".repeat(64), { service: "a".repeat(64) }],
  ["service's name", "", { service: "" }],
  ["version", "1".repeat(101), { version: "1".repeat(101) }],
  ["version", "", { version: "" }],
])("an App Engine %s of %j is refused", (what, given, options) => {
  refusal(ServerlessTarget.appEngine(options)).toThrow(
    new RegExp(
      `^\\[test/Neg\\] NEG-04: the App Engine ${what} must have 1 to ${what === "version" ? 100 : 63} characters, got "${given}", which has ${given.length};`,
    ),
  );
});

test.each([
  ["with a scheme", "https://<service>.example.com"],
  ["with a query", "/<service>?a=b"],
  ["with a fragment", "/<service>#a"],
  ["with a space", "/<service> "],
  ["that is empty", ""],
])("a URL mask %s is refused", (_what, mask) => {
  refusal(ServerlessTarget.cloudRunUrlMask(mask)).toThrow(
    /^\[test\/Neg\] NEG-14: a URL mask must be a host, a path, or both, without a scheme, query or spaces, got ".*"; write it like <service>\.example\.com/,
  );
});

test("an App Engine version of more than 63 characters, which the provider may not take, is warned of", () => {
  const version = (length: number) => neg(ServerlessTarget.appEngine({ version: "1".repeat(length) }));
  expect(warningsOf(version(63))).toEqual([]);
  expect(warningsOf(version(64))).toEqual([
    expect.stringContaining("[test/Neg] NEG-04: the provider documents at most 63 characters"),
  ]);
});

test.each([
  ["that is not closed", "/<service"],
  ["that is not opened", "/service>"],
  ["inside another", "/<<service>>"],
])("a URL mask with a bracket %s is refused", (_what, mask) => {
  refusal(ServerlessTarget.cloudRunUrlMask(mask)).toThrow(
    new RegExp(`^\\[test/Neg\\] NEG-13: the angle brackets of a URL mask must be in pairs, got "${mask}"; write`),
  );
});

test.each([
  ["Cloud Run", ServerlessTarget.cloudRunUrlMask("/<service>/<version>"), "<service> and <tag>", "<version>"],
  ["Cloud Functions", ServerlessTarget.cloudFunctionUrlMask("/<service>"), "<function>", "<service>"],
  ["App Engine", ServerlessTarget.appEngineUrlMask("/<service>/<tag>"), "<service> and <version>", "<tag>"],
])("a URL mask of %s with another platform's placeholder is refused", (_what, target, allowed, given) => {
  refusal(target).toThrow(
    new RegExp(`^\\[test/Neg\\] NEG-13: a URL mask of this platform can only have ${allowed}, got "${given}"; use one`),
  );
});

test.each([
  ["Cloud Run", ServerlessTarget.cloudRunUrlMask("/<tag>"), "<service>"],
  ["Cloud Run", ServerlessTarget.cloudRunUrlMask("/api"), "<service>"],
  ["Cloud Run", ServerlessTarget.cloudRunUrlMask("/api", { service: "api" }), "<service> or <tag>"],
  ["Cloud Functions", ServerlessTarget.cloudFunctionUrlMask("/api"), "<function>"],
  ["App Engine", ServerlessTarget.appEngineUrlMask("/api"), "<service> or <version>"],
])("a URL mask of %s that picks no service is refused: %j", (_what, target, missing) => {
  refusal(target).toThrow(
    new RegExp(`^\\[test/Neg\\] NEG-13: the URL mask "/.*" does not have ${missing}, so .*; add ${missing} to it`),
  );
});
