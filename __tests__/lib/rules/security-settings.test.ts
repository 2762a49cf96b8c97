/** Settings of Cloud Armor policies, and what their rules do besides: by resources of the provider and by constructs. */
import {
  EnvironmentStack,
  JsonParsing,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyProps,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { failureOf, warningsOf } from "../../synthesized";
import { POLICY, found, ref, stackOf } from "./site";

const RULE = "google_compute_security_policy_rule";
const everything = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const byDefault = { action: "deny(403)", priority: 2147483647, match: everything };
const some = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["203.0.113.7"] } };
const expr = (expression: string, more: object = {}) => ({ match: { expr: { expression }, ...more } });
const rule = (changes: object) => ({ action: "allow", priority: 7, match: some, ...changes });
const policy = (config: object) => stackOf({ [POLICY]: { armor: { name: "armor", rule: [byDefault], ...config } } });
const withRule = (changes: object, config: object = {}) => policy({ rule: [rule(changes), byDefault], ...config });

const options = (config: object) => policy({ advanced_options_config: config });
const types = (...content_types: unknown[]) => ({ json_custom_config: [{ content_types }] });
const standard = (...all: unknown[]) => options({ json_parsing: "STANDARD", ...types(...all) });
const headers = (...all: object[]) => ({ header_action: [{ request_headers_to_adds: all }] });
const header = (header_name: unknown, header_value: unknown = "a") => ({ header_name, header_value });
const limited = {
  action: "throttle",
  rate_limit_options: {
    conform_action: "allow",
    exceed_action: "deny(429)",
    enforce_on_key: "IP",
    rate_limit_threshold: { count: 10, interval_sec: 60 },
  },
};
const keys = (recaptcha_options: object) => ({ expr_options: [{ recaptcha_options: [recaptcha_options] }] });
const ACTION = { action_token_site_keys: ["a"] };
const SESSION = { session_token_site_keys: ["b"] };
const protection = (config: object) => ({ adaptive_protection_config: [{ layer_7_ddos_defense_config: [config] }] });
const threshold = (settings: object) =>
  protection({ enable: true, threshold_configs: [{ name: "early", ...settings }] });
const deploying = { action: "deny(403)", ...expr("evaluateAdaptiveProtectionAutoDeploy()") };

test.each<[string, object, object, string]>([
  [
    "a size of bodies that Google does not have",
    options({ request_body_inspection_size: "128KB" }),
    options({ request_body_inspection_size: "64KB" }),
    'error NAM-06 prod/armor: request_body_inspection_size of google_compute_security_policy must be one of 8KB, 16KB, 32KB, 48KB, 64KB, got "128KB"; choose one of these',
  ],
  [
    "a content type with a parameter",
    standard("application/json; charset=utf-8"),
    standard("application/vnd.api+json", "${var.type}"),
    'error ARM-34 prod/armor: content_types must be a type and a subtype without parameters, got "application/json; charset=utf-8";',
  ],
  ["a content type without a subtype", standard("json"), standard("text/json"), 'parameters, got "json";'],
  [
    "no content type",
    standard(),
    options({ json_parsing: "STANDARD", json_custom_config: [{ content_types: "${var.types}" }] }),
    "error ARM-34 prod/armor: content_types needs a content type;",
  ],
  [
    "content types with GraphQL",
    options({ json_parsing: "STANDARD_WITH_GRAPHQL", ...types("text/json") }),
    options({ json_parsing: "${var.parsing}", ...types("text/json") }),
    "warning ARM-34 prod/armor: content_types has an effect only if json_parsing is STANDARD, but it is STANDARD_WITH_GRAPHQL;",
  ],
  [
    "content types without parsing",
    options(types("text/json")),
    options({ json_parsing: "DISABLED" }),
    "warning ARM-34 prod/armor: content_types has an effect only if json_parsing is STANDARD, but it is not set;",
  ],
  [
    "a name that no header has",
    withRule(headers(header("X Api"))),
    withRule(headers(header("X-Api"), header("${var.header}"))),
    'error ARM-35 prod/armor: a header name may have only letters, digits and !#$%&\'*+.^_`|~-, got "X Api";',
  ],
  [
    "a header without a name",
    withRule(headers({ header_value: "a" })),
    withRule(headers({ header_name: "X-A" })),
    "error ARM-35 prod/armor: header_name is required;",
  ],
  [
    "a header of two lines",
    withRule(headers(header("X-A", "a\nb"))),
    withRule(headers(header("X-A", "a b"))),
    "error ARM-35 prod/armor: the value of header X-A must be on one line",
  ],
  [
    "a header twice",
    withRule(headers(header("X-A"), header("x-a"))),
    withRule(headers(header("X-A"), header("x-b"))),
    'warning ARM-35 prod/armor: a header in request_headers_to_adds may appear only once, got "x-a";',
  ],
  [
    "a header of Google's",
    withRule(headers(header("X-Google-Id"))),
    withRule({ ...limited, ...headers(header("X-Id")) }),
    "warning ARM-35 prod/armor: header X-Google-Id is reserved",
  ],
  [
    "a header for a request that is denied",
    withRule({ action: "deny(403)", ...headers(header("X-A")) }),
    withRule({ action: "${var.action}", ...headers(header("X-A")) }),
    "warning ARM-35 prod/armor: rule 7 adds request headers, but its action is deny(403), so no backend gets these requests;",
  ],
  [
    "keys for addresses",
    withRule({ match: { ...some, ...keys(ACTION) } }),
    withRule(expr("token.recaptcha_action.score > 0.5", keys(ACTION))),
    "warning ARM-36 prod/armor: the expression of this rule does not look at token.recaptcha_action.…, so action_token_site_keys has no effect;",
  ],
  [
    "keys for tokens of the other kind",
    withRule(expr("token.recaptcha_action.score > 0.5", keys(SESSION))),
    withRule(expr("${var.condition}", keys(SESSION))),
    "warning ARM-36 prod/armor: the expression of this rule does not look at token.recaptcha_session.…, so session_token_site_keys",
  ],
  [
    "an empty key for challenges",
    policy({ recaptcha_options_config: [{ redirect_site_key: "" }] }),
    policy({ recaptcha_options_config: [{ redirect_site_key: "key" }] }),
    "warning ARM-36 prod/armor: Terraform's provider does not send an empty redirect_site_key for a new policy, so every",
  ],
  [
    "rules for an attack that nothing deploys",
    policy(threshold({ auto_deploy_load_threshold: 0.5 })),
    withRule(deploying, threshold({ auto_deploy_load_threshold: 0.5 })),
    "warning ARM-37 prod/armor: auto_deploy_load_threshold is set, but no rule of this policy calls evaluateAdaptiveProtectionAutoDeploy(),",
  ],
  [
    "rules for an attack without Adaptive Protection",
    withRule(deploying),
    withRule(deploying, protection({ enable: "${var.on}" })),
    "warning ARM-37 prod/armor: a rule of this policy calls evaluateAdaptiveProtectionAutoDeploy(), but Adaptive Protection is off,",
  ],
  [
    "rules for an attack with Adaptive Protection off",
    withRule(deploying, protection({ enable: false })),
    withRule(deploying, protection({ enable: true })),
    "warning ARM-37 prod/armor: a rule of this policy calls evaluateAdaptiveProtectionAutoDeploy(), but",
  ],
  [
    "managed rules without a version",
    withRule({ action: "deny(403)", ...expr("evaluateManagedRules('sqli')") }),
    withRule({ action: "deny(403)", ...expr("evaluateManagedRules('sqli:stable')") }),
    "warning ARM-20 prod/armor: managed rules have a category and a version, not \"sqli\", at column 22 of the expression evaluateManagedRules('sqli'); write 'sqli:stable' or 'sqli:canary'",
  ],
  [
    "an attack that managed rules find, and that is let in",
    withRule(expr("evaluateManagedRules('sqli:stable')")),
    withRule(expr("!evaluateManagedRules('sqli:canary')")),
    "warning ARM-24 prod/armor: this rule allows requests in which Google's managed rules find an attack, and these requests skip all later rules; use SecurityRule.deny",
  ],
])("%s is told of a policy of the provider", (_what, breaks, keeps, text) => {
  expect(found(breaks)).toEqual([expect.stringContaining(text)]);
  expect(found(keeps)).toEqual([]);
});

test.each<[string, object]>([
  ["detects alone", policy(threshold({ detection_load_threshold: 0.5 }))],
  ["is off", policy(protection({ enable: false, threshold_configs: [{ name: "a", auto_deploy_load_threshold: 1 }] }))],
  [
    "has rules that are made elsewhere",
    stackOf({ [POLICY]: { armor: { name: "armor", ...threshold({ auto_deploy_load_threshold: 1 }) } } }),
  ],
  ["may have the rule", withRule(expr("${var.condition}"), threshold({ auto_deploy_expiration_sec: 60 }))],
])("Adaptive Protection that %s needs no rule that deploys", (_what, stack) => {
  expect(found(stack)).toEqual([]);
});

test("a rule that is a separate resource deploys, too", () => {
  const separate = (changes: object, config: object) =>
    stackOf({
      [POLICY]: { armor: { name: "armor", ...config } },
      [RULE]: { r: { security_policy: ref(POLICY, "armor", "name"), ...rule(changes) } },
    });
  expect(found(separate(deploying, threshold({ auto_deploy_load_threshold: 0.5 })))).toEqual([]);
  expect(found(separate(deploying, {}))).toEqual([expect.stringContaining("warning ARM-37 prod/armor: a rule of")]);
});

describe("a policy of ours", () => {
  const build = (props: SecurityPolicyProps) => (stack: EnvironmentStack) => new SecurityPolicy(stack, "Armor", props);
  const failure = (props: SecurityPolicyProps) =>
    failureOf((app) => build(props)(new EnvironmentStack(app, "test", { project: "p1" })));
  const match = SecurityMatch.ipRanges(["203.0.113.7"]);

  test("is refused in the words of its props", () => {
    expect(failure({ jsonParsing: JsonParsing.standard({ contentTypes: ["json"] }) })).toContain(
      '[test/Armor] ARM-34: contentTypes must be a type and a subtype without parameters, got "json"; write it like',
    );
    const requestHeadersToAdd = [{ headerName: "X Api", headerValue: "a" }];
    expect(failure({ rules: [SecurityRule.allow({ match, requestHeadersToAdd })] })).toContain(
      '[test/Armor] ARM-35: a header name may have only letters, digits and !#$%&\'*+.^_`|~-, got "X Api"; write',
    );
  });

  test("is warned of in the words of its props", () => {
    const thresholds = [{ name: "early", autoDeployExpirationSec: 600 }];
    expect(warningsOf(build({ adaptiveProtection: { thresholds } }))).toEqual([
      expect.stringContaining(
        "[test/Armor] ARM-37: autoDeployExpirationSec is set, but no rule of this policy calls evaluateAdaptiveProtectionAutoDeploy(), so no rule is deployed in an attack; add a rule with SecurityMatch.adaptiveProtectionAutoDeploy",
      ),
    ]);
    const rules = [SecurityRule.deny({ match: SecurityMatch.adaptiveProtectionAutoDeploy() })];
    expect(warningsOf(build({ rules }))).toEqual([expect.stringContaining("set adaptiveProtection, or remove")]);
    expect(warningsOf(build({ rules, adaptiveProtection: { thresholds } }))).toEqual([]);
  });
});
