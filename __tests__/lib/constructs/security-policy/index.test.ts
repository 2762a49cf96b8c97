import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  AdaptiveProtectionThreshold,
  DenyStatus,
  EnforceOnKey,
  EnvironmentStack,
  JsonParsing,
  RequestBodyInspectionSize,
  RuleVisibility,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyLogLevel,
  SecurityPolicyProps,
  SecurityRedirect,
  SecurityRule,
  TrafficGranularityType,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_security_policy";
const DEFAULT_RULE = {
  action: "allow",
  priority: 2147483647,
  description: "default rule",
  match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } },
};

const policy = (props: SecurityPolicyProps) => (stack: EnvironmentStack) => new SecurityPolicy(stack, "Armor", props);
const match = SecurityMatch.ipRanges(["203.0.113.0/24"]);
const deny = (priority?: number) => SecurityRule.deny({ match, priority });
const prioritiesOf = (...given: (number | undefined)[]) =>
  (resource(TYPE, policy({ rules: given.map(deny) })) as { rule: { priority: number }[] }).rule.map(
    ({ priority }) => priority,
  );

test("a security policy lets everybody in, by a default rule that is written out", () => {
  expect(resource(TYPE, (stack) => new SecurityPolicy(stack, "Armor"))).toEqual({
    name: "test-armor",
    type: "CLOUD_ARMOR",
    rule: [DEFAULT_RULE],
    advanced_options_config: { json_parsing: "DISABLED", log_level: "NORMAL", user_ip_request_headers: [] },
    adaptive_protection_config: { layer_7_ddos_defense_config: { enable: false } },
    lifecycle: { create_before_destroy: true },
  });
});

test.each([
  [SecurityPolicyDefault.ALLOW, "allow"],
  [SecurityPolicyDefault.deny(DenyStatus.FORBIDDEN), "deny(403)"],
  [SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND), "deny(404)"],
  [SecurityPolicyDefault.deny(DenyStatus.BAD_GATEWAY), "deny(502)"],
])("the default rule may be %j", (defaultAction, action) => {
  expect(resource(TYPE, policy({ defaultAction }))).toMatchObject({ rule: [{ ...DEFAULT_RULE, action }] });
});

test.each([
  [JsonParsing.standard(), { json_parsing: "STANDARD", json_custom_config: { content_types: ["application/json"] } }],
  [
    JsonParsing.standard({ contentTypes: ["application/vnd.api+json"] }),
    { json_parsing: "STANDARD", json_custom_config: { content_types: ["application/vnd.api+json"] } },
  ],
  [JsonParsing.standardWithGraphql(), { json_parsing: "STANDARD_WITH_GRAPHQL" }],
])("a security policy may parse JSON: %j", (jsonParsing, options) => {
  expect(resource(TYPE, policy({ jsonParsing }))).toHaveProperty("advanced_options_config", {
    ...options,
    log_level: "NORMAL",
    user_ip_request_headers: [],
  });
});

test("a security policy takes labels and a size of bodies, from versions of the provider on", () => {
  expect(resource(TYPE, policy({ labels: { team: "web" } }), "7.3.0")).toMatchObject({ labels: { team: "web" } });
  expect(() => resource(TYPE, policy({ labels: { team: "web" } }), "6.50.0")).toThrow(
    "[test/Armor] NAM-09: labels exists since version 7.3 of the provider, and the stack takes version",
  );
  const requestBodyInspectionSize = RequestBodyInspectionSize.KB_64;
  expect(resource(TYPE, policy({ requestBodyInspectionSize }), "7.17.0")).toHaveProperty("advanced_options_config", {
    json_parsing: "DISABLED",
    log_level: "NORMAL",
    request_body_inspection_size: "64KB",
    user_ip_request_headers: [],
  });
  expect(() => resource(TYPE, policy({ requestBodyInspectionSize }), "7.16.9")).toThrow(
    '[test/Armor] NAM-09: requestBodyInspectionSize exists since version 7.17 of the provider, and the stack takes version 7.16.9; set providerVersion of the EnvironmentStack to "~> 7.17"',
  );
});

test("labels that Google refuses are refused", () => {
  expect(() => synthesize(policy({ labels: { Team: "web" } }))).toThrow("[test/Armor] LAB-01: a label's key must");
});

test("a security policy takes a log level and a reCAPTCHA site key", () => {
  const rules = [SecurityRule.redirect({ match, redirect: SecurityRedirect.googleRecaptcha() })];
  const props = { rules, logLevel: SecurityPolicyLogLevel.VERBOSE, recaptchaRedirectSiteKey: "key" };
  expect(resource(TYPE, policy(props))).toMatchObject({
    advanced_options_config: { json_parsing: "DISABLED", log_level: "VERBOSE" },
    recaptcha_options_config: { redirect_site_key: "key" },
  });
});

describe("a default rule with exceptions", () => {
  const allowed = (priority: number, ...src_ip_ranges: string[]) => ({
    action: "allow",
    priority,
    description: "allowed addresses",
    match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges } },
  });
  const except = (ipRanges: string[], props: SecurityPolicyProps = {}) =>
    policy({ defaultAction: SecurityPolicyDefault.denyExcept(ipRanges), ...props });
  const addresses = (count: number) => Array.from({ length: count }, (_, index) => `203.0.113.${index}/32`);
  const DENIED = { ...DEFAULT_RULE, action: "deny(403)" };

  test("denies all other addresses", () => {
    expect(resource(TYPE, except(["203.0.113.0/24", "2001:db8:7::/48"]))).toMatchObject({
      rule: [allowed(2147483000, "203.0.113.0/24", "2001:db8:7::/48"), DENIED],
    });
    expect(warningsOf(except(["203.0.113.0/24"]))).toEqual([]);
  });

  test("has another status", () => {
    const defaultAction = SecurityPolicyDefault.denyExcept(["203.0.113.0/24"], DenyStatus.NOT_FOUND);
    expect(resource(TYPE, policy({ defaultAction }))).toMatchObject({ rule: [{}, { action: "deny(404)" }] });
  });

  test("has a rule for each ten addresses", () => {
    const eleven = addresses(11);
    expect(resource(TYPE, except(eleven))).toMatchObject({
      rule: [allowed(2147483000, ...eleven.slice(0, 10)), allowed(2147483001, eleven[10]), DENIED],
    });
    expect(resource(TYPE, except(addresses(10)))).toMatchObject({
      rule: [allowed(2147483000, ...addresses(10)), DENIED],
    });
  });

  test("stands behind the rules, also those that are added later", () => {
    const build = (stack: EnvironmentStack) => except(["203.0.113.0/24"], { rules: [deny()] })(stack).addRule(deny());
    expect(resource(TYPE, build)).toMatchObject({
      rule: [{ priority: 1000 }, { priority: 1100 }, { priority: 2147483000 }, { priority: 2147483647 }],
    });
  });

  test("names rules by their places among those that are added", () => {
    expect(() => synthesize(except(["203.0.113.0/24"], { rules: [deny(5), deny(5)] }))).toThrow(
      "[test/Armor] ARM-04: rule 1 of the list (deny(403)) and rule 2 of the list (deny(403)) have the same priority, 5;",
    );
  });

  test("has addresses", () => {
    expect(() => synthesize(except([]))).toThrow(
      "[test/Armor] ARM-07: SecurityPolicyDefault.denyExcept needs at least one IP range, got none;",
    );
    expect(() => synthesize(except(["office"]))).toThrow(
      '[test/Armor] ARM-07: an IP range must be an IPv4 or IPv6 address or CIDR range, or * alone, got "office";',
    );
  });

  test("may have a list that only Terraform knows", () => {
    const build = (stack: EnvironmentStack) =>
      except(new TerraformVariable(stack, "Office", { type: "list(string)" }).listValue)(stack);
    expect(resource(TYPE, build)).toMatchObject({
      rule: [{ match: { config: { src_ip_ranges: "${var.Office}" } } }, DENIED],
    });
  });
});

test("a security policy takes a description and the name of an existing one", () => {
  expect(resource(TYPE, policy({ name: "company-armor", description: "keeps them out" }))).toMatchObject({
    name: "company-armor",
    description: "keeps them out",
  });
});

test("a name that Google refuses is refused", () => {
  expect(() => synthesize(policy({ name: "Armor" }))).toThrow(
    /^\[test\/Armor\] NAM-01: name must have 1 to 63 .*, got "Armor"; write "armor"/,
  );
});

test("a description has 2048 characters at most, or is a token", () => {
  const described = (description: string) => () => synthesize(policy({ description }));
  expect(described("x".repeat(2048))).not.toThrow();
  expect(described("x".repeat(2049))).toThrow(
    /^\[test\/Armor\] ARM-29: description must have 0 to 2048 characters, got "x+", which has 2049/,
  );
  const build = (stack: EnvironmentStack) =>
    policy({ description: new TerraformVariable(stack, "Var", { type: "string" }).stringValue })(stack);
  expect(resource(TYPE, build)).toMatchObject({ description: "${var.Var}" });
});

test("a security policy tells its name and self link", () => {
  const json = synthesize((stack) => {
    const { securityPolicyName, securityPolicySelfLink } = policy({})(stack);
    new TerraformOutput(stack, "Told", { value: [securityPolicyName, securityPolicySelfLink] });
  });
  expect(json.output).toMatchObject({ Told: { value: ["test-armor", `\${${TYPE}.Armor_EB24C93E.self_link}`] } });
});

test("an existing security policy is looked up by name", () => {
  const json = synthesize((stack) => {
    const { securityPolicySelfLink } = SecurityPolicy.fromSecurityPolicyName(stack, "Armor", "company-armor");
    new TerraformOutput(stack, "Told", { value: securityPolicySelfLink });
  });
  expect(json.data).toEqual({ [TYPE]: { Armor_EB24C93E: { name: "company-armor" } } });
  expect(json.output).toMatchObject({ Told: { value: `\${data.${TYPE}.Armor_EB24C93E.self_link}` } });
});

test("an existing security policy is taken by self link", () => {
  const selfLink = "projects/p1/global/securityPolicies/armor";
  const json = synthesize((stack) => {
    const { securityPolicySelfLink } = SecurityPolicy.fromSecurityPolicySelfLink(stack, "Armor", selfLink);
    new TerraformOutput(stack, "Told", { value: securityPolicySelfLink });
  });
  expect(json.output).toMatchObject({ Told: { value: selfLink } });
  expect(json.data).toBeUndefined();
});

test("an action of the default rule that there is not is refused", () => {
  const defaultAction = SecurityPolicyDefault.deny("deny(429)" as DenyStatus);
  expect(() => synthesize(policy({ defaultAction }))).toThrow(
    /^\[test\/Armor\] SHAPE-02: status of SecurityPolicyDefault\.deny in defaultAction must be a DenyStatus, got "deny\(429\)"; choose one of DenyStatus.FORBIDDEN/,
  );
});

describe("rules", () => {
  test("stand before the default rule, in the order in which they are given", () => {
    const rules = [SecurityRule.allow({ match }), SecurityRule.deny({ match: SecurityMatch.all() })];
    expect(resource(TYPE, policy({ rules }))).toMatchObject({
      rule: [{ action: "allow", priority: 1000 }, { action: "deny(403)", priority: 1100 }, DEFAULT_RULE],
    });
  });

  test("are added later as they are given", () => {
    const given = resource(TYPE, policy({ rules: [deny(), deny()] })) as object;
    const later = resource(TYPE, (stack) => {
      const added = policy({ rules: [deny()] })(stack);
      added.addRule(deny());
    }) as object;
    expect(later).toEqual(given);
  });

  test.each<[string, (number | undefined)[], number[]]>([
    ["1000, and 100 more for each one", [undefined, undefined, undefined], [1000, 1100, 1200]],
    ["100 more than the one before, a given one too", [undefined, 1050, undefined], [1000, 1050, 1150]],
    ["100 more than a small given one", [0, undefined], [0, 100]],
    ["100 more than a large given one", [2147483546, undefined], [2147483546, 2147483646]],
  ])("have priority %s", (_what, given, priorities) => {
    expect(prioritiesOf(...given)).toEqual([...priorities, 2147483647]);
  });

  test.each([[-1], [2147483647], [1.5]])("with priority %p are refused", (priority) => {
    expect(() => synthesize(policy({ rules: [deny(priority)] }))).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-04: the priority of a rule must be a whole number from 0 to 2147483646, got ${priority}; choose`,
      ),
    );
  });

  test("with an automatic priority past the last one are refused", () => {
    expect(() => prioritiesOf(2147483547, undefined)).toThrow(/^\[test\/Armor\] ARM-04: .*, got 2147483647; choose/);
  });

  test.each<[string, (number | undefined)[], string]>([
    [
      "two given ones",
      [500, 500],
      "rule 1 of the list (deny(403)) and rule 2 of the list (deny(403)) have the same priority, 500",
    ],
    [
      "a given and an automatic one",
      [undefined, 1000],
      "rule 1 of the list (deny(403), which got its priority automatically) and rule 2 of the list (deny(403)) have the same priority, 1000",
    ],
    [
      "an automatic one and one given earlier",
      [1000, 900, undefined],
      "rule 1 of the list (deny(403)) and rule 3 of the list (deny(403), which got its priority automatically) have the same priority, 1000",
    ],
  ])("may not have the same priority: %s", (_what, given, which) => {
    expect(() => prioritiesOf(...given)).toThrow(`[test/Armor] ARM-04: ${which}; give one of them another priority`);
  });

  test("of the same priority are told by what they are for", () => {
    const bots = SecurityRule.deny({ match, priority: 5, description: "no bots" });
    expect(() => synthesize(policy({ rules: [SecurityRule.allow({ match }), bots, deny(5)] }))).toThrow(
      '[test/Armor] ARM-04: rule 2 of the list (deny(403) "no bots") and rule 3 of the list (deny(403)) have the same priority, 5;',
    );
  });

  test("are checked when they are added later, too", () => {
    expect(() => synthesize((stack) => policy({ rules: [deny()] })(stack).addRule(deny(1000)))).toThrow(
      /^\[test\/Armor\] ARM-04: .* have the same priority, 1000; give one of them another/,
    );
  });

  test("may have priorities that are tokens; the next one counts on from the last that is known", () => {
    const build = (stack: EnvironmentStack) => {
      const priority = new TerraformVariable(stack, "Var", { type: "number" }).numberValue;
      policy({ rules: [deny(), deny(priority), deny(priority), deny()] })(stack);
    };
    expect(resource(TYPE, build)).toMatchObject({
      rule: [
        { priority: 1000 },
        { priority: "${var.Var}" },
        { priority: "${var.Var}" },
        { priority: 1300 },
        DEFAULT_RULE,
      ],
    });
  });
});

describe("adaptive protection", () => {
  const protection = (...thresholds: AdaptiveProtectionThreshold[]) => policy({ adaptiveProtection: { thresholds } });
  const thresholdOf = (value: object) => protection({ name: "t", ...value });
  const refusal = (value: object) => expect(() => synthesize(thresholdOf(value)));

  test("is switched on with Google's thresholds", () => {
    expect(resource(TYPE, policy({ adaptiveProtection: {} }))).toMatchObject({
      adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true, rule_visibility: "STANDARD" } },
    });
  });

  test("takes all settings at once", () => {
    const thresholds = [
      {
        name: "t",
        autoDeployLoadThreshold: 0.8,
        autoDeployConfidenceThreshold: 0.5,
        autoDeployImpactedBaselineThreshold: 0.01,
        autoDeployExpirationSec: 3600,
        detectionLoadThreshold: 0.7,
        detectionAbsoluteQps: 100,
        detectionRelativeToBaselineQps: 2,
        trafficGranularities: [
          { granularityType: TrafficGranularityType.HTTP_PATH, value: "/api" },
          { granularityType: TrafficGranularityType.HTTP_HEADER_HOST, enableEachUniqueValue: true },
        ],
      },
    ];
    const adaptiveProtection = { ruleVisibility: RuleVisibility.PREMIUM, thresholds };
    const { adaptive_protection_config } = resource(TYPE, policy({ adaptiveProtection })) as {
      adaptive_protection_config: object;
    };
    expect(adaptive_protection_config).toEqual({
      layer_7_ddos_defense_config: {
        enable: true,
        rule_visibility: "PREMIUM",
        threshold_configs: [
          {
            name: "t",
            auto_deploy_load_threshold: 0.8,
            auto_deploy_confidence_threshold: 0.5,
            auto_deploy_impacted_baseline_threshold: 0.01,
            auto_deploy_expiration_sec: 3600,
            detection_load_threshold: 0.7,
            detection_absolute_qps: 100,
            detection_relative_to_baseline_qps: 2,
            traffic_granularity_configs: [
              { type: "HTTP_PATH", value: "/api" },
              { type: "HTTP_HEADER_HOST", enable_each_unique_value: true },
            ],
          },
        ],
      },
    });
  });

  test.each([
    ["autoDeployConfidenceThreshold", "must be a number from 0 to 1", [0, 1], [-0.1, 1.1]],
    ["autoDeployImpactedBaselineThreshold", "must be a number from 0 to 1", [0, 1], [-0.1, 1.1]],
    ["autoDeployExpirationSec", "must be a whole number from 1 to 7776000", [1, 7_776_000], [0, 7_776_001, 1.5]],
    ["autoDeployLoadThreshold", "must be at least 0", [0, 2], [-0.1]],
    ["detectionLoadThreshold", "must be at least 0", [0, 2], [-0.1]],
    ["detectionAbsoluteQps", "must be at least 0", [0, 1e6], [-1]],
    ["detectionRelativeToBaselineQps", "must be at least 1", [1, 1e6], [0.9]],
  ])("has a range for %s: it %s", (setting, what, good, bad) => {
    good.forEach((value) => expect(() => synthesize(thresholdOf({ [setting]: value }))).not.toThrow());
    bad.forEach((value) =>
      refusal({ [setting]: value }).toThrow(
        new RegExp(`^\\[test/Armor\\] ARM-27: ${setting} ${what}, got ${value}; choose .*\\(https:`),
      ),
    );
    const build = (stack: EnvironmentStack) =>
      thresholdOf({ [setting]: new TerraformVariable(stack, "Var", { type: "number" }).numberValue })(stack);
    expect(JSON.stringify(resource(TYPE, build))).toContain('"${var.Var}"');
  });

  test.each([[""], ["x".repeat(64)], ["My Threshold"]])("refuses %j as the name of a threshold", (name) => {
    refusal({ name }).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-27: the name of a threshold must have 1 to 63 lowercase letters, .*, got "${name}"; choose another name`,
      ),
    );
  });

  test("takes 63 characters and tokens as the names of thresholds", () => {
    const build = (stack: EnvironmentStack) => {
      const name = new TerraformVariable(stack, "Var", { type: "string" }).stringValue;
      protection({ name: "x".repeat(63) }, { name }, { name })(stack);
    };
    expect(() => synthesize(build)).not.toThrow();
  });

  test("refuses two thresholds of one name", () => {
    expect(() => synthesize(protection({ name: "t" }, { name: "t" }))).toThrow(
      /^\[test\/Armor\] ARM-27: the name of a threshold may appear only once, got "t"; give each threshold a different name/,
    );
  });

  test("refuses a unit of traffic that is one value and each value", () => {
    const unit = { granularityType: TrafficGranularityType.HTTP_PATH, value: "/api", enableEachUniqueValue: true };
    refusal({ trafficGranularities: [unit] }).toThrow(
      /^\[test\/Armor\] ARM-27: a traffic granularity cannot have both enableEachUniqueValue and value \("\/api"\); remove enableEachUniqueValue/,
    );
  });
});

describe("the address that a proxy before the load balancer passes on", () => {
  const byUserIp = [
    ["a key", SecurityRule.throttle({ count: 1, intervalSec: 60, enforceOnKey: EnforceOnKey.USER_IP })],
    [
      "a part of a key",
      SecurityRule.throttle({
        count: 1,
        intervalSec: 60,
        enforceOnKey: EnforceOnKey.combined([EnforceOnKey.USER_IP, EnforceOnKey.HTTP_PATH]),
      }),
    ],
    ["in an expression", SecurityRule.deny({ match: SecurityMatch.expression("origin.user_ip == '192.0.2.1'") })],
  ] as const;

  test.each(byUserIp)("is warned of as %s, where no header has it", (_where, rule) => {
    expect(warningsOf(policy({ rules: [rule] }))).toEqual([
      expect.stringMatching(
        /^\[test\/Armor\] ARM-13: a rule looks at the user's IP address, .*; set userIpRequestHeaders/,
      ),
    ]);
  });

  test.each(byUserIp)("is fine as %s, where a header has it", (_where, rule) => {
    const build = policy({ rules: [rule], userIpRequestHeaders: ["True-Client-IP"] });
    expect(warningsOf(build)).toEqual([]);
    expect(resource(TYPE, build)).toMatchObject({
      advanced_options_config: { user_ip_request_headers: ["True-Client-IP"] },
    });
  });

  test("is read from headers with a name of a header, each once", () => {
    const reading = (...names: string[]) => expect(() => synthesize(policy({ userIpRequestHeaders: names })));
    reading("True-Client-IP", "X-Real-IP").not.toThrow();
    reading("True Client IP").toThrow(/ARM-26: userIpRequestHeaders must be header names, got "True Client IP"; write/);
    reading("X-Real-IP", "x-real-ip").toThrow(
      /ARM-26: a header in userIpRequestHeaders may appear only once, got "x-real-ip"/,
    );
  });
});

describe("a rule behind one that decides about every request", () => {
  const everybody = SecurityMatch.all();
  const throttle = (priority: number, preview = false) =>
    SecurityRule.throttle({ count: 1, intervalSec: 60, enforceOnKey: EnforceOnKey.IP, priority, preview });
  const waf = SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf("sqli-v422-stable"), priority: 2000 });

  test.each([
    [
      "lets everybody in",
      SecurityRule.allow({ match: everybody, priority: 1000 }),
      "rule 2000 is never applied to any request, because rule 1000 (allow)",
    ],
    [
      "is always true",
      SecurityRule.allow({ match: SecurityMatch.expression("true"), priority: 1000 }),
      "rule 2000 is never applied to any request, because rule 1000 (allow)",
    ],
    [
      "limits everybody",
      throttle(1000),
      "rule 2000 is never applied to any request, because rule 1000 (throttle) comes first and decides about all of them, also those below its limit;",
    ],
  ])("is warned of, if that one %s", (_what, first, text) => {
    expect(warningsOf(policy({ rules: [waf, first] }))).toEqual([
      expect.stringContaining(`[test/Armor] ARM-24: ${text}`),
    ]);
  });

  test.each([
    ["only if that comes first", [waf, throttle(3000)]],
    ["not if that is a preview", [waf, throttle(1000, true)]],
    ["not if that is about some", [waf, deny(1000)]],
    ["not for the default rule", [throttle(1000)]],
  ])("is warned of %s", (_when, rules) => {
    expect(warningsOf(policy({ rules }))).toEqual([]);
  });
});

describe("a rule behind one that decides otherwise about its addresses", () => {
  const allow = (priority: number, ...ipRanges: string[]) =>
    SecurityRule.allow({ match: SecurityMatch.ipRanges(ipRanges), priority });
  const denyRanges = (priority: number, ...ipRanges: string[]) =>
    SecurityRule.deny({ match: SecurityMatch.ipRanges(ipRanges), priority });
  const denyExpression = (expression: string) =>
    SecurityRule.deny({ match: SecurityMatch.expression(expression), priority: 2000 });
  const waf = SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf("sqli-v422-stable"), priority: 2000 });
  const limit = (priority: number, ipRange: string, count = 1) =>
    SecurityRule.throttle({
      match: SecurityMatch.ipRanges([ipRange]),
      count,
      intervalSec: 60,
      enforceOnKey: EnforceOnKey.IP,
      priority,
    });

  test.each([
    [
      "every address",
      [allow(1, "0.0.0.0/0", "::/0"), waf],
      "rule 2000 is never applied to any request, because rule 1 (allow)",
    ],
    [
      "an address of a range",
      [allow(1, "203.0.113.0/24"), denyRanges(2, "203.0.113.7")],
      "rule 2 is never applied to any of its addresses, because rule 1 (allow) comes first and decides about all of them; give rule 1 a higher priority number",
    ],
    [
      "a range of one of IPv6",
      [allow(1, "2001:db8::/32"), denyRanges(2, "2001:db8:1::/48", "2001:db8::1")],
      "any of its addresses",
    ],
    [
      "several rules",
      [waf, allow(1, "198.51.100.0/24"), denyRanges(2, "198.51.100.7"), denyRanges(3, "198.51.100.8/31")],
      "rules 2, 3 are never applied to any of their addresses",
    ],
    [
      "what is denied",
      [denyRanges(1, "203.0.113.0/24"), allow(2, "203.0.113.7")],
      "because rule 1 (deny(403)) comes first",
    ],
    [
      "another limit",
      [limit(1, "203.0.113.0/24"), limit(2, "203.0.113.7", 2)],
      "to any of its addresses, because rule 1 (throttle) comes first and decides about all of them, also those below its limit;",
    ],
    ["every address of IPv4", [allow(1, "0.0.0.0/0"), waf], "rule 2000 is never applied to any IPv4 address"],
    ["every address of IPv6", [allow(1, "::/0"), waf], "rule 2000 is never applied to any IPv6 address"],
    [
      "some of IPv4",
      [allow(1, "0.0.0.0/0"), denyRanges(2, "203.0.113.7", "2001:db8::1")],
      "rule 2 is never applied to any IPv4 address",
    ],
    [
      "some of IPv4 by an expression",
      [allow(1, "0.0.0.0/0"), denyExpression("inIpRange(origin.ip, '203.0.113.0/24')")],
      "any of its requests",
    ],
  ])("is warned of: %s", (_what, rules, text) => {
    expect(warningsOf(policy({ rules }))).toEqual([expect.stringContaining(text)]);
  });

  test.each([
    ["an address outside of the range", [allow(1, "203.0.113.0/24"), denyRanges(2, "203.0.114.7")]],
    ["a wider range", [allow(1, "203.0.113.0/24"), denyRanges(2, "203.0.112.0/23")]],
    ["one address inside and one outside", [allow(1, "203.0.113.0/24"), denyRanges(2, "203.0.113.7", "198.51.100.1")]],
    ["the same action", [denyRanges(1, "203.0.113.0/24"), denyRanges(2, "203.0.113.7")]],
    ["the same limit", [limit(1, "203.0.113.0/24"), limit(2, "203.0.113.7")]],
    ["a priority before it", [allow(2, "203.0.113.0/24"), denyRanges(1, "203.0.113.7")]],
    ["what is about IPv6 alone", [allow(1, "0.0.0.0/0"), denyRanges(2, "2001:db8::1")]],
    [
      "an expression about IPv6 alone",
      [allow(1, "0.0.0.0/0"), denyExpression("inIpRange(origin.ip, '2001:db8::/32')")],
    ],
    ["a WAF rule behind some addresses", [allow(1, "203.0.113.0/24"), waf]],
    ["all that is left", [allow(1, "0.0.0.0/0"), denyRanges(2, "*")]],
    [
      "a preview",
      [SecurityRule.allow({ match: SecurityMatch.ipRanges(["0.0.0.0/0"]), preview: true, priority: 1 }), waf],
    ],
  ])("is not warned of: %s", (_what, rules) => {
    expect(warningsOf(policy({ rules }))).toEqual([]);
  });

  test("is not looked for in tokens", () => {
    const build = (stack: EnvironmentStack) => {
      const range = new TerraformVariable(stack, "Var", { type: "string" }).stringValue;
      policy({ rules: [allow(1, "203.0.113.0/24", range), denyRanges(2, "203.0.113.7", range), waf] })(stack);
    };
    expect(warningsOf(build)).toEqual([]);
  });
});

test("a ban threshold over a shorter time than the limit is warned of", () => {
  const banning = (intervalSec: number) =>
    policy({
      rules: [
        SecurityRule.rateBasedBan({
          count: 10,
          intervalSec: 60,
          enforceOnKey: EnforceOnKey.IP,
          banDurationSec: 60,
          banThreshold: { count: 20, intervalSec },
        }),
      ],
    });
  expect(warningsOf(banning(60))).toEqual([]);
  expect(warningsOf(banning(30))).toEqual([
    expect.stringContaining(
      "[test/Armor] ARM-11: intervalSec of banThreshold is 30, which is shorter than the 60 of the rate limit;",
    ),
  ]);
});

test("an expression with a mistake is refused where the rule is added, one with a token is not looked at", () => {
  const expression = (text: string) =>
    policy({ rules: [SecurityRule.deny({ match: SecurityMatch.expression(text) })] });
  expect(() => synthesize(expression("origin.asn = 1"))).toThrow(
    /^\[test\/Armor\] ARM-19: syntax error .*, at column 12 of the expression:\n {4}origin\.asn = 1\n {15}\^; write it like .* \(https:/,
  );
  const withToken = (stack: EnvironmentStack) =>
    expression(`origin.asn = ${new TerraformVariable(stack, "Var", { type: "string" }).stringValue}`)(stack);
  expect(warningsOf(withToken)).toEqual([]);
});

test("exceptions to the default rule that are none, or that everybody is", () => {
  const build = (ipRanges: string[]) => (stack: EnvironmentStack) =>
    new SecurityPolicy(stack, "Armor", { defaultAction: SecurityPolicyDefault.denyExcept(ipRanges) });
  expect(() => synthesize(build([]))).toThrow(
    /^\[test\/Armor\] ARM-07: SecurityPolicyDefault.denyExcept needs at least one IP range, got none; /,
  );
  expect(warningsOf(build(["203.0.113.0/24", "0.0.0.0/0"]))).toContainEqual(
    expect.stringContaining('ARM-07: SecurityPolicyDefault.denyExcept lets everybody in, because of "0.0.0.0/0"'),
  );
  expect(warningsOf(build(["203.0.113.0/24"]))).toEqual([]);
});
