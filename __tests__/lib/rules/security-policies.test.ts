/** What Google refuses of Cloud Armor, and what is suspicious: in overrides, in policies and in rules of the provider. */
import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { ComputeSecurityPolicyRuleA } from "@cdktf/provider-google/lib/compute-security-policy-rule";
import {
  EnforceOnKey,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  WafField,
} from "cdktf-google-serverless-lb";
import { failureOf, warningsOf } from "../../synthesized";
import { POLICY, found, ref, stackOf } from "./site";

const everything = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const byDefault = { action: "allow", priority: 2147483647, match: everything };
const expression = (text: string) => ({ match: { expr: { expression: text } } });
const from = (...src_ip_ranges: unknown[]) => ({ match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges } } });
const limit = (options: object = {}, action = "throttle") => ({
  action,
  rate_limit_options: {
    conform_action: "allow",
    exceed_action: "deny(429)",
    enforce_on_key: "IP",
    rate_limit_threshold: { count: 10, interval_sec: 60 },
    ...options,
  },
});
const ban = (options: object = {}) => limit({ ban_duration_sec: 300, ...options }, "rate_based_ban");
const redirect = (options: object) => ({ action: "redirect", redirect_options: options });
const keys = (...types: string[]) =>
  limit({
    enforce_on_key: "",
    enforce_on_key_configs: types.map((type) => ({ enforce_on_key_type: type, enforce_on_key_name: "x" })),
  });
const waf = (ruleSet: string, settings = "") => expression(`evaluatePreconfiguredWaf('${ruleSet}'${settings})`);
const exclusion = (count: number, rest: object = {}) => ({
  ...waf("sqli-v33-stable"),
  preconfigured_waf_config: {
    exclusion: [
      {
        target_rule_set: "sqli-v33-stable",
        request_header: Array.from({ length: count }, () => ({ operator: "EQUALS_ANY" })),
        ...rest,
      },
    ],
  },
});
const [SQLI, OTHER_SQLI] = ["owasp-crs-v030301-id942350-sqli", "owasp-crs-v030301-id942360-sqli"];
/** Exclusions, each of so many headers and for these rules of a set. */
const exclusions = (...all: readonly (readonly [count: number, ...ids: string[]])[]) => ({
  ...waf("sqli-v33-stable"),
  preconfigured_waf_config: {
    exclusion: all.map(([count, ...ids]) => ({
      target_rule_set: "sqli-v33-stable",
      target_rule_ids: ids,
      request_header: Array.from({ length: count }, (_, n) => ({ operator: "EQUALS", value: `x-${n}` })),
    })),
  },
});
const path = (count: number) => Array.from({ length: count }, (_, n) => `request.path == '/${n}'`).join(" || ");

const rule = (changes: object) => ({ action: "deny(403)", priority: 7, match: everything, ...changes });
const inPolicy = (changes: object) =>
  stackOf({ [POLICY]: { armor: { name: "armor", rule: [rule(changes), byDefault] } } });
const beside = (changes: object) =>
  stackOf({
    google_compute_security_policy_rule: { armor: { security_policy: "armor", ...rule(changes) } },
  });
const PLACES = [
  ["in a policy", inPolicy],
  ["beside a policy", beside],
] as const;

/** A rule that breaks something, one that just keeps it, and what is said of the first. */
const CASES: readonly (readonly [what: string, breaks: object, keeps: object, text: string])[] = [
  ["a priority", { priority: -1 }, { priority: 1 }, "error ARM-04 prod/armor: the priority of rule -1 must be a whole"],
  ["priority 0", { priority: 0 }, { priority: 1 }, "warning ARM-04 prod/armor: Terraform's provider does not send"],
  [
    "an action",
    { action: "deny(429)" },
    { action: "deny(502)" },
    "error ARM-06 prod/armor: the action of a rule must be one of allow, deny(403), ",
  ],
  [
    "a range",
    from("203.0.113.0/33"),
    from("203.0.113.0/32"),
    "error ARM-07 prod/armor: an IP range must be an IPv4 or",
  ],
  ["no ranges", from(), from("${var.range}"), "error ARM-07 prod/armor: a rule takes 1 to 10 IP ranges, got 0;"],
  ["a list", { match: { config: {} } }, from("*"), "error ARM-07 prod/armor: src_ip_ranges is required;"],
  [
    "a range of no network",
    from("203.0.113.7/24"),
    from("203.0.113.0/24"),
    "warning ARM-07 prod/armor: 203.0.113.7/24 is not the first address of its range; write 203.0.113.0/24 for the whole range, or 203.0.113.7/32 for",
  ],
  ["a range inside", from("10.0.0.0/8"), from("11.0.0.0/8"), "warning ARM-07 prod/armor: IP range 10.0.0.0/8 is not"],
  [
    "a range in an expression",
    expression("inIpRange(origin.ip, '203.0.113.0/33')"),
    expression("inIpRange(origin.ip, '203.0.113.0/32')"),
    "error ARM-07 prod/armor: this text is not an IP range, at column 22 of the expression:\n",
  ],
  [
    "a range inside in an expression",
    expression("inIpRange(origin.ip, '10.0.0.0/8')"),
    expression("inIpRange(origin.ip, '11.0.0.0/8')"),
    "warning ARM-07 prod/armor: IP range 10.0.0.0/8 is not public",
  ],
  ["a limit without action", limit({}, "allow"), limit(), "error ARM-08 prod/armor: rate_limit_options are only for"],
  [
    "an interval",
    limit({ rate_limit_threshold: { count: 1, interval_sec: 20 } }),
    limit({ rate_limit_threshold: { count: 1, interval_sec: 10 } }),
    "error ARM-09 prod/armor: interval_sec must be one of 10, 30, ",
  ],
  [
    "the interval of a ban",
    ban({ ban_threshold: { count: 1, interval_sec: 61 } }),
    ban({ ban_threshold: { count: 1, interval_sec: 60 } }),
    "error ARM-09 prod/armor: interval_sec of ban_threshold must be one of 10, ",
  ],
  [
    "a count",
    limit({ rate_limit_threshold: { count: 1_000_001, interval_sec: 60 } }),
    limit({ rate_limit_threshold: { count: 1_000_000, interval_sec: 60 } }),
    "error ARM-10 prod/armor: count of throttle must be a whole number from 1 to 1000000, got 1000001;",
  ],
  [
    "the count of a ban",
    ban({ ban_threshold: { interval_sec: 60 } }),
    ban({ ban_threshold: { count: 10_000, interval_sec: 60 } }),
    "error ARM-10 prod/armor: count of ban_threshold is required;",
  ],
  [
    "the length of a ban",
    ban({ ban_duration_sec: 3601 }),
    ban({ ban_duration_sec: 3600 }),
    "error ARM-11 prod/armor: ban_duration_sec must be one of 60, ",
  ],
  [
    "a hasty ban",
    ban({ ban_threshold: { count: 1, interval_sec: 30 } }),
    ban({ ban_threshold: { count: 1, interval_sec: 60 } }),
    "warning ARM-11 prod/armor: interval_sec of ban_threshold is 30, which is shorter than the 60 of the rate limit;",
  ],
  [
    "what is within a limit",
    limit({ conform_action: "deny(403)" }),
    limit({ conform_action: "${var.action}" }),
    'error ARM-12 prod/armor: conform_action must be one of allow, got "deny(403)";',
  ],
  [
    "what is above a limit",
    limit({ exceed_action: "deny(500)" }),
    limit({ exceed_action: "redirect", exceed_redirect_options: { type: "GOOGLE_RECAPTCHA" } }),
    "error ARM-12 prod/armor: exceed_action must be one of deny(403), deny(404), deny(429), ",
  ],
  [
    "a key without a name",
    limit({ enforce_on_key: "HTTP_HEADER" }),
    limit({ enforce_on_key: "HTTP_HEADER", enforce_on_key_name: "x" }),
    "error ARM-13 prod/armor: the name of a key that is a header or cookie is required;",
  ],
  [
    "a key with two names",
    limit({ enforce_on_key: "HTTP_COOKIE", enforce_on_key_name: "a b" }),
    limit({ enforce_on_key: "IP", enforce_on_key_name: "" }),
    'error ARM-13 prod/armor: the name of a key must be a header or cookie name alone, got "a b";',
  ],
  [
    "four keys",
    keys("IP", "SNI", "HTTP_PATH", "HTTP_HEADER"),
    keys("IP", "SNI", "HTTP_HEADER"),
    "error ARM-14 prod/armor: a rate limit takes at most 3 keys, got 4; remove at least 1",
  ],
  [
    "one key twice",
    keys("IP", "IP"),
    keys("HTTP_HEADER", "HTTP_HEADER"),
    'error ARM-14 prod/armor: a key that is neither a header nor a cookie may appear only once, got "IP";',
  ],
  [
    "a redirect",
    redirect({ type: "EXTERNAL_302", target: "/sorry" }),
    redirect({ type: "EXTERNAL_302", target: "${var.url}" }),
    'error ARM-16 prod/armor: a security rule must redirect to a full URL, got "/sorry";',
  ],
  [
    "a redirect to nothing",
    redirect({ type: "EXTERNAL_302" }),
    redirect({ type: "GOOGLE_RECAPTCHA", target: "" }),
    "error ARM-16 prod/armor: a security rule must redirect to a full URL;",
  ],
  [
    "a long expression",
    expression("true".padEnd(2049)),
    expression("true".padEnd(2048)),
    "error ARM-17 prod/armor: an expression must have 1 to 2048 characters, got ",
  ],
  [
    "a long comparison",
    expression(`request.path == '/${"a".repeat(1008)}'`),
    expression(`request.path == '/${"a".repeat(1000)}'`),
    "warning ARM-17 prod/armor: this comparison or call has 1027 characters",
  ],
  [
    "six parts",
    expression(path(6)),
    expression(path(5)),
    "error ARM-18 prod/armor: the expression has 6 comparisons and calls, and",
  ],
  [
    "a word of no language",
    expression("origin.asn in [1]"),
    expression("origin.asn == ${var.asn}"),
    "error ARM-19 prod/armor: Cloud Armor's rules language does not support in, at column 12 of the expression:\n",
  ],
  [
    "a header in capitals",
    expression("request.headers['X'] == 'a'"),
    expression("request.headers['x'] == 'a'"),
    "warning ARM-19 prod/armor: no request has header X, because request.headers has lowercase names",
  ],
  [
    "a number that is a text",
    expression("origin.asn == '1'"),
    expression("origin.asn == 1"),
    "error ARM-20 prod/armor: an integer cannot be used with a text, at column 1 of the expression:\n",
  ],
  [
    "an attribute that there is not",
    expression("request.pth == '/'"),
    expression("request.path == '/'"),
    "warning ARM-20 prod/armor: there is no attribute request.pth, at column 1 of the expression request.pth == '/'; did you mean request.path?",
  ],
  [
    "a region in small letters",
    expression("origin.region_code == 'au'"),
    expression("origin.region_code == 'AU'"),
    "error ARM-21 prod/armor: a region code must be two capital letters, at column 23 of the expression:\n",
  ],
  [
    "a region of nobody",
    expression("origin.region_code == 'UK'"),
    expression("origin.region_code == 'GB'"),
    "warning ARM-21 prod/armor: there is no region code UK, at column 23",
  ],
  [
    "a rule set in capitals",
    waf("SQLI"),
    waf("sqli-v33-stable"),
    'error ARM-22 prod/armor: the name of a rule set must be lowercase words joined by hyphens, got "SQLI";',
  ],
  [
    "an old rule set",
    waf("sqli-stable"),
    waf("${var.set}"),
    'warning ARM-22 prod/armor: preconfigured rule set "sqli-stable" is of version 3.0 of the OWASP Core Rule Set, which Google has replaced; use sqli-v33-stable or one of version 4.22',
  ],
  [
    "a sensitivity",
    waf("sqli-v33-stable", ", {'sensitivity': 5}"),
    waf("sqli-v33-stable", ", {'sensitivity': ${var.level}}"),
    "error ARM-23 prod/armor: sensitivity must be a whole number from 0 to 4, got 5;",
  ],
  [
    "a rule of another version",
    waf("sqli-v33-stable", ", {'opt_out_rule_ids': ['owasp-crs-v042200-id942350-sqli']}"),
    waf("sqli-v33-stable", ", {'opt_out_rule_ids': ['owasp-crs-v030301-id942350-sqli', '${var.id}']}"),
    'warning ARM-23 prod/armor: rule id "owasp-crs-v042200-id942350-sqli" is of another version than rule set "sqli-v33-stable"',
  ],
  [
    "a rule of another version in an exclusion",
    exclusion(1, { target_rule_ids: ["942350"] }),
    exclusion(1, { target_rule_ids: ["owasp-crs-v030301-id942350-sqli"] }),
    'warning ARM-23 prod/armor: rule id "942350" does not belong to rule set "sqli-v33-stable"',
  ],
  [
    "an attack that is let in",
    { ...waf("sqli-v33-stable"), action: "allow" },
    { ...expression("!evaluatePreconfiguredWaf('sqli-v33-stable')"), action: "allow" },
    "warning ARM-24 prod/armor: this rule allows requests in which a preconfigured rule set finds an attack",
  ],
  [
    "101 fields",
    exclusion(101),
    exclusion(10),
    'error ARM-25 prod/armor: the exclusions for all rules of "sqli-v33-stable" take at most 100 request_header together, got 101;',
  ],
  [
    "11 fields",
    exclusion(11),
    exclusion(10),
    'warning ARM-25 prod/armor: the exclusions for all rules of "sqli-v33-stable" have 11 request_header together, and Google has sometimes rejected more than 10; cover several with one WafField.startsWith or WafField.contains, or name in target_rule_ids only the rules',
  ],
  [
    "two times 6 fields for a rule",
    exclusions([6, SQLI], [6, SQLI]),
    exclusions([6, SQLI], [4, SQLI]),
    'warning ARM-25 prod/armor: the exclusions for WAF rule "owasp-crs-v030301-id942350-sqli" have 12 request_header together, and Google has sometimes rejected more than 10; cover several with one WafField.startsWith or WafField.contains, or turn the rule off with WafRuleIds.optOut',
  ],
  [
    "6 fields for one rule, and 6 for it and another",
    exclusions([6, SQLI], [6, OTHER_SQLI, SQLI]),
    exclusions([6, SQLI], [6, OTHER_SQLI]),
    'warning ARM-25 prod/armor: the exclusions for WAF rule "owasp-crs-v030301-id942350-sqli" have 12',
  ],
  [
    "51 and 50 fields for a rule",
    exclusions([51, SQLI], [50, SQLI]),
    exclusions([10, SQLI], [10]),
    'error ARM-25 prod/armor: the exclusions for WAF rule "owasp-crs-v030301-id942350-sqli" take at most 100 request_header together, got 101;',
  ],
  [
    "a description",
    { description: "x".repeat(65) },
    { description: "x".repeat(64) },
    "warning ARM-29 prod/armor: the description of a rule may have at most 64 characters, got 65",
  ],
];
const each = PLACES.flatMap(([where, stackWith]) =>
  CASES.map(([what, breaks, keeps, text]) => ({ what, where, stackWith, breaks, keeps, text })),
);

test.each(each)("$what is told of a rule of the provider $where", ({ stackWith, breaks, keeps, text }) => {
  expect(found(stackWith(breaks))).toContainEqual(expect.stringContaining(text));
  expect(besideOpenness(found(stackWith(keeps)))).toEqual([]);
});

/** What is told of a policy, beside that it denies nobody. */
function besideOpenness(findings: string[]): string[] {
  return findings.filter((each) => !each.includes("so it denies nobody"));
}

const policy = (config: object) => stackOf({ [POLICY]: { armor: { name: "armor", rule: [byDefault], ...config } } });
const protection = (...threshold_configs: object[]) => ({
  adaptive_protection_config: [{ layer_7_ddos_defense_config: [{ enable: true, threshold_configs }] }],
});
const headers = (...names: string[]) => ({ advanced_options_config: { user_ip_request_headers: names } });
const byUserIp = { rule: [rule(limit({ enforce_on_key: "USER_IP" })), byDefault] };
const covered = (action: string) => ({
  rule: [
    rule({ ...from("203.0.113.0/24"), action: "allow", priority: 1 }),
    rule({ ...from("203.0.113.7"), action, priority: 2 }),
    byDefault,
  ],
});

test.each<[string, object, object, string]>([
  [
    "the address of a proxy",
    byUserIp,
    { ...byUserIp, ...headers("x-ip") },
    "warning ARM-13 prod/armor: a rule looks at the user's IP address, but no header is set that contains it, so the rule looks at the address of the connection; set user_ip_request_headers",
  ],
  [
    "the address of a proxy in an expression",
    { rule: [rule(expression("origin.user_ip == '192.0.2.1'")), byDefault] },
    { rule: [rule(expression("origin.ip == '192.0.2.1'")), byDefault] },
    "warning ARM-13 prod/armor: ",
  ],
  [
    "a rule behind another one",
    covered("deny(403)"),
    covered("allow"),
    "warning ARM-24 prod/armor: rule 2 is never applied to any of its addresses, because rule 1 (allow) comes first and decides about all of them;",
  ],
  [
    "a name of no header",
    headers("True Client IP"),
    headers("True-Client-IP", "${var.header}"),
    'error ARM-26 prod/armor: user_ip_request_headers must be header names, got "True Client IP";',
  ],
  [
    "a header twice",
    headers("x-ip", "X-IP"),
    headers("x-ip", "x-ip-2"),
    'error ARM-26 prod/armor: a header in user_ip_request_headers may appear only once, got "X-IP";',
  ],
  [
    "a confidence",
    protection({ name: "a", auto_deploy_confidence_threshold: 1.1 }),
    {
      ...protection({ name: "a", auto_deploy_confidence_threshold: 1 }),
      rule: [rule(expression("evaluateAdaptiveProtectionAutoDeploy()")), byDefault],
    },
    "error ARM-27 prod/armor: auto_deploy_confidence_threshold must be a number from 0 to 1, got 1.1;",
  ],
  [
    "a threshold twice",
    protection({ name: "a" }, { name: "a" }),
    protection({ name: "a" }, { name: "b" }, { name: "${var.name}" }),
    'error ARM-27 prod/armor: the name of a threshold may appear only once, got "a";',
  ],
  [
    "a unit of traffic",
    protection({ name: "a", traffic_granularity_configs: [{ value: "/a", enable_each_unique_value: true }] }),
    protection({ name: "a", traffic_granularity_configs: [{ value: "", enable_each_unique_value: true }] }),
    "error ARM-27 prod/armor: a traffic granularity cannot have both enable_each_unique_value and value (",
  ],
  [
    "a description",
    { description: "x".repeat(2049) },
    { description: "x".repeat(2048) },
    "error ARM-29 prod/armor: description must have 0 to 2048 characters, got ",
  ],
])("%s is told of a policy of the provider", (_what, breaks, keeps, text) => {
  expect(found(policy(breaks))).toContainEqual(expect.stringContaining(text));
  expect(besideOpenness(found(policy(keeps)))).toEqual([]);
});

const allow = {
  action: "allow",
  priority: 1000,
  match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["203.0.113.7"] } },
};
const deny = { ...allow, action: "deny(403)" };
const learning = { adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true } } };

test("a policy that allows certain visitors, and then everybody, is told", () => {
  expect(found(policy({ rule: [allow, byDefault] }))).toEqual([
    "warning ARM-05 prod/armor: all rules of this policy allow requests, and so does its default rule, so it denies nobody; to allow only what these rules match, let the default rule deny the rest",
  ]);
});

test.each<[string, object]>([
  ["no rule of its own", { rule: [byDefault] }],
  [
    "a rule that allows by an expression",
    { rule: [{ ...allow, match: { expr: { expression: "request.method == 'GET'" } } }, byDefault] },
  ],
  ["a default rule that denies", { rule: [allow, { ...byDefault, action: "deny(403)" }] }],
  [
    "a rule that denies",
    { rule: [allow, { ...deny, priority: 1100, match: { expr: { expression: "origin.asn == 1" } } }, byDefault] },
  ],
  ["a rule that only logs", { rule: [{ ...allow, preview: true }, byDefault] }],
  [
    "a rule that adds a header",
    {
      rule: [
        { ...allow, header_action: [{ request_headers_to_adds: [{ header_name: "X-A", header_value: "b" }] }] },
        byDefault,
      ],
    },
  ],
  ["Adaptive Protection", { rule: [allow, byDefault], ...learning }],
  [
    "rules that only Terraform knows",
    { rule: [allow, byDefault], dynamic: { rule: { for_each: "${var.rules}", content: {} } } },
  ],
])("a policy with %s has a use", (_what, config) => {
  expect(found(policy(config)).filter((each) => each.includes("ARM-05"))).toEqual([]);
});

test("an override of a rule is judged like the rule, in the words of Terraform", () => {
  const overridden = (argument: string, value: unknown) => (stack: EnvironmentStack) => {
    const enforceOnKey = EnforceOnKey.IP;
    const throttle = SecurityRule.throttle({ count: 1, intervalSec: 60, enforceOnKey });
    const deny = SecurityRule.deny({ match: SecurityMatch.expression("origin.asn == 1") });
    const armor = new SecurityPolicy(stack, "Armor", { rules: [deny, throttle] });
    armor.resource.addOverride(argument, value);
  };
  const failure = (argument: string, value: unknown) =>
    failureOf((app) => overridden(argument, value)(new EnvironmentStack(app, "test", { project: "p1" })));
  expect(failure("rule.1.rate_limit_options.rate_limit_threshold.interval_sec", 45)).toContain(
    "[test/Armor] ARM-09: interval_sec must be one of 10, 30,",
  );
  expect(failure("rule.0.match.expr.expression", "origin.asn = 1")).toContain("[test/Armor] ARM-19: syntax error");
  expect(warningsOf(overridden("rule.0.match.expr.expression", "request.pth == '/'"), "6.50.0")).toEqual([
    expect.stringContaining("[test/Armor] ARM-20: there is no attribute request.pth, at column 1"),
  ]);
});

test("a policy and a rule of the provider in a stack are judged too", () => {
  const built = (expression: string) => (stack: EnvironmentStack) => {
    const match = { expr: { expression } };
    const armor = new ComputeSecurityPolicy(stack, "Armor", { name: "armor" });
    new ComputeSecurityPolicyRuleA(stack, "Rule", {
      securityPolicy: armor.name,
      action: "allow",
      priority: 1,
      match,
    });
  };
  const failure = failureOf((app) => built("origin.asn = 1")(new EnvironmentStack(app, "test", { project: "p1" })));
  expect(failure).toContain("[test/Rule] ARM-19: syntax error");
  expect(warningsOf(built("origin.asn == 1"))).toEqual([]);
});

test("many fields in an exclusion are told in the words of who wrote them", () => {
  const requestHeaders = Array.from({ length: 11 }, () => WafField.all());
  const match = SecurityMatch.preconfiguredWaf("sqli-v33-stable", { exclusions: [{ requestHeaders }] });
  const build = (stack: EnvironmentStack) =>
    new SecurityPolicy(stack, "Armor", { rules: [SecurityRule.deny({ match })] });
  expect(warningsOf(build)).toEqual([expect.stringContaining("have 11 requestHeaders together, and ")]);
});

test("a rule beside a policy of the stack is told of its own", () => {
  const stack = stackOf({
    [POLICY]: { armor: { name: "armor" } },
    google_compute_security_policy_rule: {
      r: { security_policy: ref(POLICY, "armor", "name"), ...rule(expression("origin.asn == '1'")) },
    },
  });
  expect(found(stack)).toEqual([expect.stringContaining("error ARM-20 prod/r: an integer cannot be used with a text")]);
});
