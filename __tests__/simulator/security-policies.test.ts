import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const everything = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
const limit = {
  rateLimitThreshold: { count: 100, intervalSec: 60 },
  conformAction: "allow",
  exceedAction: "deny(429)",
  enforceOnKey: "IP",
};
const throttle = (fields: JsonObject = {}) => ({
  priority: 1000,
  action: "throttle",
  match: everything,
  rateLimitOptions: { ...limit, ...fields },
});
const ban = (fields: JsonObject) => ({ ...throttle({ banDurationSec: 60, ...fields }), action: "rate_based_ban" });
const deny = (fields: JsonObject) => ({ priority: 1000, action: "deny(403)", match: everything, ...fields });
const expression = (text: string) => deny({ match: { expr: { expression: text } } });
const excluded = (entry: JsonObject) =>
  deny({
    preconfiguredWafConfig: { exclusions: [{ targetRuleSet: "xss-v33-stable", requestHeadersToExclude: [entry] }] },
  });
test("a policy takes labels and a size of inspected bodies", async () => {
  const client = new Client();
  const options = { advancedOptionsConfig: { requestBodyInspectionSize: "64KB" } };
  expect((await client.post("global/securityPolicies", { name: "armor", ...options })).status).toBe(200);
  expect((await client.get("global/securityPolicies/armor")).body).toMatchObject(options);
  const wrong = { name: "other", advancedOptionsConfig: { requestBodyInspectionSize: "9KB" } };
  expect((await client.post("global/securityPolicies", wrong)).message).toContain("Unsupported size");
});

const ranges = (...srcIpRanges: string[]) => deny({ match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges } } });

test.each<[string, JsonObject, string]>([
  ["deny(429) as an action", deny({ action: "deny(429)" }), "Unsupported action"],
  ["no match", { priority: 1, action: "allow" }, "Required field 'resource.rules[0].match'"],
  ["a negative priority", deny({ priority: -1 }), "Must not be negative"],
  ["eleven ranges", ranges(...Array<string>(11).fill("192.0.2.1")), "From 1 to 10 source IP ranges"],
  ...["here", "192.0.2.300", "192.0.2.0/33", "2001:db8::/129", "192.0.2.0/24/8", "192.0.2.0/"].map(
    (range): [string, JsonObject, string] => [`the range ${range}`, ranges(range), "Invalid IP address range"],
  ),
  ["ranges beside an expression", deny({ match: { ...everything, expr: { expression: "true" } } }), "Exactly one of"],
  ["a default rule for some", { ...ranges("192.0.2.0/24"), priority: 2147483647 }, "The default rule must match all"],
  ["throttle without limits", deny({ action: "throttle" }), "Rate limit options must be specified if"],
  ["limits without throttle", deny({ rateLimitOptions: limit }), "cannot be specified for any other actions"],
  ["an interval of 45 s", throttle({ rateLimitThreshold: { count: 1, intervalSec: 45 } }), "intervalSec': '45'"],
  ["a count above a million", throttle({ rateLimitThreshold: { count: 1_000_001, intervalSec: 60 } }), "1 and 1000000"],
  ["a ban count above 10,000", ban({ rateLimitThreshold: { count: 10_001, intervalSec: 60 } }), "between 1 and 10000"],
  ["a ban of 30 s", ban({ banDurationSec: 30 }), "banDurationSec': '30'"],
  ["a ban by throttle", throttle({ banDurationSec: 60 }), "Only supported for rate_based_ban"],
  ["a conform action but allow", throttle({ conformAction: "deny(403)" }), "Must be allow"],
  ["an exceed action of allow", throttle({ exceedAction: "allow" }), "Unsupported action"],
  ["a header key without a name", throttle({ enforceOnKey: "HTTP_HEADER" }), "Must be set for HTTP_HEADER"],
  ["an IP key with a name", throttle({ enforceOnKeyName: "a" }), "for them alone"],
  [
    "two kinds of keys",
    throttle({ enforceOnKeyConfigs: [{ enforceOnKeyType: "IP" }] }),
    "together with enforceOnKeyConfigs",
  ],
  ["a redirect without options", deny({ action: "redirect" }), "Required field 'resource.rules[0].redirectOptions'"],
  ["a redirect to nowhere", deny({ action: "redirect", redirectOptions: { type: "EXTERNAL_302" } }), "EXTERNAL_302"],
  [
    "a redirect to a host alone",
    deny({ action: "redirect", redirectOptions: { type: "EXTERNAL_302", target: "example.com" } }),
    "Must be a full URL",
  ],
  [
    "redirect options without redirect",
    deny({ redirectOptions: { type: "GOOGLE_RECAPTCHA" } }),
    "Only supported for the action",
  ],
  [
    "six subexpressions",
    expression(Array<string>(6).fill("origin.asn == 1").join(" || ")),
    "Expression count of 6 exceeded maximum of 5",
  ],
  ["an exclusion from nothing", deny({ preconfiguredWafConfig: { exclusions: [{}] } }), "exclusions.targetRuleSet"],
  ["any value of a value", excluded({ op: "EQUALS_ANY", val: "a" }), "unless the operator is EQUALS_ANY"],
  ["an exclusion without a value", excluded({ op: "EQUALS" }), "unless the operator is EQUALS_ANY"],
  ["a header that has no name", deny({ headerAction: { requestHeadersToAdds: [{}] } }), "Invalid header name"],
  [
    "a header of two lines",
    deny({ headerAction: { requestHeadersToAdds: [{ headerName: "x-a", headerValue: "a\nb" }] } }),
    "Invalid header value",
  ],
  ["2049 characters", expression(`request.path == '${"a".repeat(2040)}'`), "at most 2048 characters"],
  ["in", expression("origin.region_code in ['US']"), "undeclared reference to '@in'"],
  ...["all", "exists", "exists_one", "map", "filter"].map((macro): [string, JsonObject, string] => [
    `the macro ${macro}`,
    expression(`request.headers.${macro}(name, name == 'a')`),
    `undeclared reference to '${macro}'`,
  ]),
  ["has of a text", expression("has('a')"), "invalid argument to has() macro"],
  ["has of a condition", expression("has(origin.asn == 1)"), "invalid argument to has() macro"],
  ["has of a call", expression("has(request.path.lower())"), "invalid argument to has() macro"],
  ["a capture group", expression("request.path.matches('^/(a|b)$')"), "Capture groups are not supported"],
  ["a named group", expression(`matches(request.path, "^/(?P<name>a)$")`), "Capture groups are not supported"],
  ["a group in a raw text", expression(String.raw`request.path.matches(r'\\(a)')`), "Capture groups are not supported"],
  ["no regular expression", expression("request.path.matches('a**')"), "Invalid regular expression"],
  ["a pattern that is no literal", expression("request.path.matches(request.query)"), "must be a string literal"],
  ["an open parenthesis", expression("has(request.headers['a']"), "unbalanced"],
])("refuses a rule with %s", async (_, rule, message) => {
  const answer = await new Client().post("global/securityPolicies", { name: "armor", rules: [rule] });
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("refuses a content type with a parameter", async () => {
  const withType = (type: string) =>
    new Client().post("global/securityPolicies", {
      name: "armor",
      advancedOptionsConfig: { jsonParsing: "STANDARD", jsonCustomConfig: { contentTypes: [type] } },
    });
  expect((await withType("application/json; charset=utf-8")).message).toContain("Invalid content type");
  expect((await withType("application/vnd.api+json")).status).toBe(200);
});

test("an empty header action takes the headers away, and so does an update mask without one", async () => {
  const client = new Client();
  const headerAction = { requestHeadersToAdds: [{ headerName: "x-a", headerValue: "a" }] };
  const rules = [{ ...deny({ headerAction }), action: "allow" }];
  await client.post("global/securityPolicies", { name: "armor", rules });
  const rule = async () => (await client.get("global/securityPolicies/armor/getRule?priority=1000")).body;
  await client.post("global/securityPolicies/armor/patchRule?priority=1000", { description: "a" });
  expect(await rule()).toMatchObject({ headerAction });
  await client.post("global/securityPolicies/armor/patchRule?priority=1000", { headerAction: {} });
  expect((await rule()).headerAction).toEqual({});
  await client.post("global/securityPolicies/armor/patchRule?priority=1000", { headerAction });
  await client.post("global/securityPolicies/armor/patchRule?priority=1000&updateMask=header_action", {});
  expect(await rule()).not.toHaveProperty("headerAction");
});

test.each<[string, JsonObject]>([
  ["a redirect", deny({ action: "redirect", redirectOptions: { type: "GOOGLE_RECAPTCHA" } })],
  ["options of a redirect", deny({ redirectOptions: { type: "GOOGLE_RECAPTCHA" } })],
  ["a rate limit", throttle()],
  ["a ban", ban({})],
  ["a header action", deny({ headerAction: { requestHeadersToAdds: [] } })],
  ["a preconfigured WAF", deny({ preconfiguredWafConfig: { exclusions: [] } })],
  ["reCAPTCHA keys", deny({ match: { exprOptions: { recaptchaOptions: { sessionTokenSiteKeys: ["a"] } } } })],
  ...[
    "evaluatePreconfiguredWaf('sqli-v33-stable')",
    "evaluatePreconfiguredExpr('sqli-v33-stable')",
    "evaluateManagedRules('sqli:stable')",
    "evaluateThreatIntelligence('iplist-tor-exit-nodes')",
    "evaluateAdaptiveProtection('a')",
    "request.path == '/a' && evaluateAdaptiveProtectionAutoDeploy()",
    "origin.user_ip == '192.0.2.1'",
    "origin.tls_ja3_fingerprint == 'a'",
    "origin.tls_ja4_fingerprint == 'a'",
    "token.recaptcha_session.score < 0.5",
  ].map((text): [string, JsonObject] => [text, expression(text)]),
])("refuses %s in an edge policy", async (_, rule) => {
  const body = { name: "edge", type: "CLOUD_ARMOR_EDGE", rules: [rule] };
  expect((await new Client().post("global/securityPolicies", body)).message).toContain("Not supported for an edge");
});

test("refuses in an edge policy what a rule becomes", async () => {
  const client = new Client();
  await client.post("global/securityPolicies", { name: "edge", type: "CLOUD_ARMOR_EDGE", rules: [deny({})] });
  const change = { ...expression("origin.user_ip == 'a'"), priority: undefined };
  const answers = [
    await client.post("global/securityPolicies/edge/addRule", throttle()),
    await client.post("global/securityPolicies/edge/patchRule?priority=1000", change),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400]);
});

test.each([
  deny({ headerAction: {}, preconfiguredWafConfig: {}, action: "allow" }),
  deny({ action: "deny(404)" }),
  deny({ action: "deny(502)" }),
  expression("origin.asn == 1 || origin.region_code == 'DE' || inIpRange(origin.ip, '192.0.2.0/24')"),
  expression("request.headers['user-agent'].contains('origin.user_ip') && request.method == 'GET'"),
  expression("request.path == '/' && request.query == '' && request.scheme == 'https'"),
])("takes %j in an edge policy", async (rule) => {
  const body = { name: "edge", type: "CLOUD_ARMOR_EDGE", rules: [rule] };
  expect((await new Client().post("global/securityPolicies", body)).status).toBe(200);
});

test("refuses a priority twice", async () => {
  const client = new Client();
  const rules = [deny({}), deny({})];
  const body = { name: "armor", rules };
  expect((await client.post("global/securityPolicies", body)).message).toContain("same priorities");
  await client.post("global/securityPolicies", { name: "armor", rules: [deny({})] });
  expect((await client.post("global/securityPolicies/armor/addRule", deny({}))).message).toContain("same priorities");
});

test("adds the default rule, which cannot be removed", async () => {
  const client = new Client();
  await client.post("global/securityPolicies", { name: "armor" });
  const { body } = await client.get("global/securityPolicies/armor");
  expect(body.rules).toMatchObject([{ action: "allow", priority: 2147483647, description: "default rule" }]);
  const answer = await client.post("global/securityPolicies/armor/removeRule?priority=2147483647");
  expect(answer.message).toContain("The default rule cannot be removed");
});

test("changes, and does not find, single rules", async () => {
  const client = new Client();
  await client.post("global/securityPolicies", { name: "armor", rules: [deny({})] });
  const verb = (name: string, priority: number) => `global/securityPolicies/armor/${name}?priority=${priority}`;
  expect((await client.post(verb("patchRule", 1000), throttle())).status).toBe(200);
  expect((await client.get(verb("getRule", 1000))).body).toMatchObject({ action: "throttle" });
  expect((await client.post(verb("removeRule", 1000))).status).toBe(200);
  expect((await client.get(verb("getRule", 1000))).message).toContain("The priority is not found");
});

test("patches a rule: what is left out stays, unless the update mask names it", async () => {
  const client = new Client();
  const both = { ...throttle(), preconfiguredWafConfig: { exclusions: [{ targetRuleSet: "xss-v33-stable" }] } };
  await client.post("global/securityPolicies", { name: "armor", rules: [both] });
  const patch = (body: JsonObject, mask = "") =>
    client.post(`global/securityPolicies/armor/patchRule?priority=1000&updateMask=${mask}`, body);
  const rule = async () => (await client.get("global/securityPolicies/armor/getRule?priority=1000")).body;
  expect((await patch(deny({}))).message).toContain("cannot be specified for any other actions");
  const keys = {
    ...throttle(),
    rateLimitOptions: { enforceOnKey: "", enforceOnKeyConfigs: [{ enforceOnKeyType: "IP" }] },
  };
  expect((await patch(keys)).status).toBe(200);
  expect(await rule()).toMatchObject({ ...both, rateLimitOptions: { ...limit, ...keys.rateLimitOptions } });
  expect((await patch(throttle(), "preconfigured_waf_config,rate_limit_options.enforce_on_key_configs")).status).toBe(
    200,
  );
  expect(await rule()).toEqual({ ...throttle(), kind: "compute#securityPolicyRule", preview: false });
  expect((await patch(deny({}), "rate_limit_options.enforce_on_key")).message).toContain("cannot be specified for");
  expect((await patch(deny({}), "rate_limit_options,rate_limit_options.enforce_on_key")).status).toBe(200);
});

test("patches a policy: what is left out stays, unless the update mask names it", async () => {
  const client = new Client();
  const advancedOptionsConfig = { jsonParsing: "DISABLED", logLevel: "NORMAL", userIpRequestHeaders: ["x-ip"] };
  await client.post("global/securityPolicies", { name: "armor", advancedOptionsConfig });
  const patch = (mask: string) =>
    client.patch(`global/securityPolicies/armor?updateMask=${mask}`, {
      advancedOptionsConfig: { logLevel: "VERBOSE" },
    });
  const options = async () => (await client.get("global/securityPolicies/armor")).body.advancedOptionsConfig;
  await patch("");
  expect(await options()).toEqual({ ...advancedOptionsConfig, logLevel: "VERBOSE" });
  await patch("advanced_options_config.user_ip_request_headers");
  expect(await options()).toEqual({ jsonParsing: "DISABLED", logLevel: "VERBOSE" });
});

test("does not change the type of a policy", async () => {
  const client = new Client();
  await client.post("global/securityPolicies", { name: "armor" });
  const answer = await client.patch("global/securityPolicies/armor", { type: "CLOUD_ARMOR_EDGE" });
  expect(answer.message).toContain("Field cannot be changed after creation");
});

test.each<[string, JsonObject, string]>([
  [
    "adaptive protection at the edge",
    { type: "CLOUD_ARMOR_EDGE", adaptiveProtectionConfig: { layer7DdosDefenseConfig: { enable: true } } },
    "Not supported for an edge security policy",
  ],
  [
    "advanced options at the edge",
    { type: "CLOUD_ARMOR_EDGE", advancedOptionsConfig: { jsonCustomConfig: {} } },
    "Not supported for an edge security policy",
  ],
  [
    "a reCAPTCHA key at the edge",
    { type: "CLOUD_ARMOR_EDGE", recaptchaOptionsConfig: { redirectSiteKey: "a" } },
    "Not supported for an edge security policy",
  ],
  ["a network policy", { type: "CLOUD_ARMOR_NETWORK" }, "Not supported for a global security policy"],
])("refuses %s", async (_, fields, message) => {
  const answer = await new Client().post("global/securityPolicies", { name: "armor", ...fields });
  expect(answer.message).toContain(message);
});

test.each([
  String.raw`request.path.matches('^/a\.b(?:c|d)$')`,
  String.raw`request.path.matches('\(a\\)[(]')`,
  `request.path.lower().matches( r"/a" ) && true`,
  "has(request.headers['x-api-key']) && has( origin.user_ip )",
  "request.query.contains('.map(has(')",
])("takes %s", async (text) => {
  const body = { name: "armor", rules: [expression(text)] };
  expect((await new Client().post("global/securityPolicies", body)).status).toBe(200);
});

test("names the preconfigured WAF sets", async () => {
  const { body } = await new Client().get("global/securityPolicies/listPreconfiguredExpressionSets");
  const { wafRules } = body.preconfiguredExpressionSets as { wafRules: { expressionSets: { id: string }[] } };
  const ids = wafRules.expressionSets.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["sqli-v33-stable", "generic-v422-canary", "xss-stable", "cve-canary"]));
  expect(new Set(ids).size).toBe(ids.length);
});
