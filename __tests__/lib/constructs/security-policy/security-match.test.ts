import { TerraformVariable } from "cdktf";
import {
  EnvironmentStack,
  PreconfiguredWafOptions,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  WafField,
  WafRuleIds,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const policy = (match: SecurityMatch) => (stack: EnvironmentStack) =>
  new SecurityPolicy(stack, "Armor", { rules: [SecurityRule.deny({ match })] });
const refusal = (match: SecurityMatch) => expect(() => synthesize(policy(match)));
/** The first rule of a policy as Terraform gets it, without what all rules have. */
const rendered = (match: SecurityMatch | ((stack: EnvironmentStack) => SecurityMatch)) => {
  const build = (stack: EnvironmentStack) => policy(match instanceof SecurityMatch ? match : match(stack))(stack);
  const [first] = (resource("google_compute_security_policy", build) as { rule: object[] }).rule;
  expect(first).toMatchObject({ action: "deny(403)", priority: 1000, preview: false });
  const { match: rendering, preconfigured_waf_config } = first as { [argument: string]: unknown };
  return preconfigured_waf_config === undefined ? rendering : { match: rendering, preconfigured_waf_config };
};
const waf = (options?: PreconfiguredWafOptions) => SecurityMatch.preconfiguredWaf("sqli-v33-stable", options);
const sources = (...srcIpRanges: string[]) => ({
  versioned_expr: "SRC_IPS_V1",
  config: { src_ip_ranges: srcIpRanges },
});

test.each([
  ["everything", SecurityMatch.all(), sources("*")],
  ["IP ranges", SecurityMatch.ipRanges(["203.0.113.7", "2001:db8::/32"]), sources("203.0.113.7", "2001:db8::/32")],
  [
    "an expression",
    SecurityMatch.expression("origin.region_code == 'AQ'"),
    { expr: { expression: "origin.region_code == 'AQ'" } },
  ],
  [
    "a threat intelligence feed",
    SecurityMatch.threatIntelligence("iplist-tor-exit-nodes"),
    { expr: { expression: "evaluateThreatIntelligence('iplist-tor-exit-nodes')" } },
  ],
  ["a rule set", waf(), { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable')" } }],
  [
    "a rule set at a sensitivity",
    waf({ sensitivity: 1 }),
    { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})" } },
  ],
  [
    "some rules of a rule set",
    waf({ ruleIds: WafRuleIds.optIn(["a", "b"]) }),
    {
      expr: {
        expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 0, 'opt_in_rule_ids': ['a', 'b']})",
      },
    },
  ],
  [
    "a rule set but for some rules",
    waf({ ruleIds: WafRuleIds.optOut(["a"]) }),
    { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'opt_out_rule_ids': ['a']})" } },
  ],
])("a match is %s", (_what, match, expected) => {
  expect(rendered(match)).toEqual(expected);
});

test("an expression takes the site keys whose tokens it evaluates", () => {
  const text = "token.recaptcha_action.score < 0.5 && token.recaptcha_session.valid";
  const options = { actionTokenSiteKeys: ["a"], sessionTokenSiteKeys: ["b"] };
  expect(rendered(SecurityMatch.expression(text, options))).toEqual({
    expr: { expression: text },
    expr_options: { recaptcha_options: { action_token_site_keys: ["a"], session_token_site_keys: ["b"] } },
  });
  expect(rendered(SecurityMatch.expression(text, {}))).toEqual({ expr: { expression: text } });
});

test("Google's managed rules and the rules that Adaptive Protection suggests are expressions", () => {
  expect(rendered(SecurityMatch.managedRules("sqli:stable"))).toEqual({
    expr: { expression: "evaluateManagedRules('sqli:stable')" },
  });
  expect(rendered(SecurityMatch.adaptiveProtectionAutoDeploy())).toEqual({
    expr: { expression: "evaluateAdaptiveProtectionAutoDeploy()" },
  });
});

test("a rule set leaves out parts of requests", () => {
  const exclusions = [
    {
      targetRuleIds: ["owasp-crs-v030301-id942350-sqli"],
      requestHeaders: [WafField.exact("x-sql")],
      requestCookies: [WafField.startsWith("q"), WafField.endsWith("z")],
      requestQueryParams: [WafField.contains("sql")],
      requestUris: [WafField.all()],
    },
    { requestUris: [WafField.exact("/sql")] },
  ];
  expect(rendered(waf({ exclusions }))).toEqual({
    match: { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable')" } },
    preconfigured_waf_config: {
      exclusion: [
        {
          target_rule_set: "sqli-v33-stable",
          target_rule_ids: ["owasp-crs-v030301-id942350-sqli"],
          request_header: [{ operator: "EQUALS", value: "x-sql" }],
          request_cookie: [
            { operator: "STARTS_WITH", value: "q" },
            { operator: "ENDS_WITH", value: "z" },
          ],
          request_query_param: [{ operator: "CONTAINS", value: "sql" }],
          request_uri: [{ operator: "EQUALS_ANY" }],
        },
        { target_rule_set: "sqli-v33-stable", request_uri: [{ operator: "EQUALS", value: "/sql" }] },
      ],
    },
  });
});

describe("IP ranges", () => {
  test.each([
    [["0.0.0.0/0"]],
    [["203.0.113.7/32", "203.0.113.7"]],
    [["::/0", "2001:db8::1/128", "2001:db8::1"]],
    [["*"]],
    [Array.from({ length: 10 }, (_, index) => `203.0.113.${index}`)],
  ])("may be %j", (ranges) => {
    expect(rendered(SecurityMatch.ipRanges(ranges))).toEqual(sources(...ranges));
  });

  test("may be tokens, one by one or as a list", () => {
    const oneByOne = (stack: EnvironmentStack) =>
      SecurityMatch.ipRanges(["203.0.113.7", new TerraformVariable(stack, "Var", { type: "string" }).stringValue]);
    const list = (stack: EnvironmentStack) =>
      SecurityMatch.ipRanges(new TerraformVariable(stack, "Var", { type: "list(string)" }).listValue);
    expect(rendered(oneByOne)).toEqual(sources("203.0.113.7", "${var.Var}"));
    expect(rendered(list)).toMatchObject({ config: { src_ip_ranges: "${var.Var}" } });
  });

  test.each([
    ["none", [], "0; add a range, or "],
    ["11", Array.from({ length: 11 }, (_, index) => `203.0.113.${index}`), "11; use a rule for each 10 ranges"],
  ])("may not be %s", (_what, ranges, rest) => {
    refusal(SecurityMatch.ipRanges(ranges)).toThrow(
      new RegExp(`^\\[test/Armor\\] ARM-07: a rule takes 1 to 10 IP ranges, got ${rest}`),
    );
  });

  test.each([
    ["203.0.113.0/33"],
    ["2001:db8::/129"],
    ["203.0.113"],
    ["203.0.113.256"],
    ["203.0.113.0/"],
    ["203.0.113.0/a"],
    ["203.0.113.0/24/8"],
    ["203.0.113.010"],
    ["203.113"],
    ["fe80::1%eth0"],
    ["2001:db8::1::2"],
    ["example.com"],
    [""],
  ])("may not hold %j", (range) => {
    refusal(SecurityMatch.ipRanges(["203.0.113.7", range])).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-07: an IP range must be an IPv4 or IPv6 address or CIDR range, or \\* alone, got "${range}"; write it like`,
      ),
    );
  });

  test.each([
    ["203.0.113.7/24", "203.0.113.0/24"],
    ["2001:db8::1/32", "2001:db8::/32"],
  ])("with bits behind the prefix are warned of: %s", (range, meant) => {
    expect(warningsOf(policy(SecurityMatch.ipRanges([range])))).toEqual([
      expect.stringContaining(
        `ARM-07: ${range} is not the first address of its range; write ${meant} for the whole range, or `,
      ),
    ]);
  });

  test.each([["10.0.0.0/8"], ["192.168.1.7"], ["127.0.0.1/32"], ["100.64.0.0/10"], ["fd00::/8"], ["fe80::1"]])(
    "of networks of their own are warned of: %s",
    (range) => {
      expect(warningsOf(policy(SecurityMatch.ipRanges([range])))).toEqual([
        expect.stringMatching(/ARM-07: IP range .* is not public, so no visitor from the internet/),
      ]);
    },
  );

  test.each([["203.0.113.0/24"], ["198.51.100.7"], ["0.0.0.0/0"], ["::/0"], ["2001:db8::/32"], ["35.191.0.0/16"]])(
    "of the internet are not warned of: %s",
    (range) => {
      expect(warningsOf(policy(SecurityMatch.ipRanges([range])))).toEqual([]);
    },
  );

  test("may not hold * beside others", () => {
    refusal(SecurityMatch.ipRanges(["203.0.113.7", "*"])).toThrow(
      /^\[test\/Armor\] ARM-07: .*, got "\*"; write it like/,
    );
  });
});

describe("an expression", () => {
  test("may have 2048 characters, or be a token", () => {
    const expression = "true".padEnd(2048);
    expect(rendered(SecurityMatch.expression(expression))).toEqual({ expr: { expression } });
    const token = (stack: EnvironmentStack) =>
      SecurityMatch.expression(new TerraformVariable(stack, "Var", { type: "string" }).stringValue);
    expect(rendered(token)).toEqual({ expr: { expression: "${var.Var}" } });
  });

  test.each([
    ["is empty", SecurityMatch.expression(""), 0],
    ["has 2049 characters", SecurityMatch.expression("true".padEnd(2049)), 2049],
    ["is made too long by a rule set", waf({ ruleIds: WafRuleIds.optOut(["x".repeat(1978)]) }), 2049],
  ])("that %s is refused", (_what, match, length) => {
    refusal(match).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-17: an expression must have 1 to 2048 characters, got ".*", which has ${length};`,
      ),
    );
  });
});

describe("a rule set", () => {
  test.each([[-1], [5], [1.5]])("at sensitivity %p is refused", (sensitivity) => {
    refusal(waf({ sensitivity })).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-23: sensitivity must be a whole number from 0 to 4, got ${sensitivity}; choose`,
      ),
    );
  });

  test.each([[0], [4]])("at sensitivity %p passes", (sensitivity) => {
    expect(() => synthesize(policy(waf({ sensitivity })))).not.toThrow();
  });

  test.each([["SQLi"], ["sqli stable"], ["sqli')||('"], [""]])("of the name %j is refused", (ruleSet) => {
    refusal(SecurityMatch.preconfiguredWaf(ruleSet)).toThrow(
      /^\[test\/Armor\] ARM-22: the name of a rule set must be lowercase words joined by hyphens, got ".*"; use the name of a preconfigured WAF rule set, such as/,
    );
  });

  test("may have a name, a sensitivity and rules that are tokens", () => {
    const tokens = (stack: EnvironmentStack) =>
      SecurityMatch.preconfiguredWaf(new TerraformVariable(stack, "Set", { type: "string" }).stringValue, {
        sensitivity: new TerraformVariable(stack, "Level", { type: "number" }).numberValue,
        ruleIds: WafRuleIds.optIn([new TerraformVariable(stack, "Rule", { type: "string" }).stringValue]),
      });
    const call =
      "evaluatePreconfiguredWaf('${var.Set}', {'sensitivity': ${var.Level}, 'opt_in_rule_ids': ['${var.Rule}']})";
    expect(rendered(tokens)).toEqual({ expr: { expression: call } });
    expect(warningsOf((stack) => policy(tokens(stack))(stack))).toEqual([]);
  });

  test.each(["optIn", "optOut"] as const)("has a list of WafRuleIds.%s that is known at synth", (way) => {
    const build = (stack: EnvironmentStack) =>
      policy(waf({ ruleIds: WafRuleIds[way](new TerraformVariable(stack, "Var", {}).listValue) }))(stack);
    expect(() => synthesize(build)).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-23: WafRuleIds.${way} must be a list that is known at synth, got "a token"; write the members as plain text`,
      ),
    );
  });

  test.each(["requestHeaders", "requestCookies", "requestQueryParams", "requestUris"])(
    "leaves out 100 %s at most",
    (kind) => {
      const leavingOut = (count: number) =>
        waf({ exclusions: [{ [kind]: Array.from({ length: count }, (_, index) => WafField.exact(`x-${index}`)) }] });
      expect(() => synthesize(policy(leavingOut(100)))).not.toThrow();
      refusal(leavingOut(101)).toThrow(
        new RegExp(
          `^\\[test/Armor\\] ARM-25: the exclusions for all rules of "sqli-v33-stable" take at most 100 ${kind} together, got 101; cover several`,
        ),
      );
    },
  );

  test.each([
    ["sqli-v422-stable"],
    ["generic-v422-canary"],
    ["nodejs-v33-stable"],
    ["methodenforcement-v33-canary"],
    ["nodejs-v33-canary"],
    ["cve-canary"],
    ["json-sqli-canary"],
  ])("of Google's is not warned of: %s", (ruleSet) => {
    expect(warningsOf(policy(SecurityMatch.preconfiguredWaf(ruleSet)))).toEqual([]);
  });

  test.each([
    ["sqli-v34-stable", "did you mean sqli-v33-stable?"],
    ["nodejs-v422-stable", "did you mean nodejs-v33-stable?"],
    ["sqli-v33", "check its name on Google's page"],
  ])("that is unknown is warned of: %s", (ruleSet, hint) => {
    const [warning, ...others] = warningsOf(policy(SecurityMatch.preconfiguredWaf(ruleSet)));
    expect(others).toEqual([]);
    expect(warning).toContain(
      `ARM-22: preconfigured rule set "${ruleSet}" is not in the list of this package; ${hint} (`,
    );
  });

  test("of the Core Rule Set's version 3.0 is warned of", () => {
    expect(warningsOf(policy(SecurityMatch.preconfiguredWaf("sqli-stable")))).toEqual([
      expect.stringMatching(/ARM-22: .*version 3\.0 .*; use sqli-v33-stable or one of version 4\.22 /),
    ]);
  });

  test("that is unknown is not warned of once that is acknowledged", () => {
    const silent = warningsOf((stack) =>
      Warnings.of(policy(SecurityMatch.preconfiguredWaf("sqli-v99-stable"))(stack)).acknowledge("ARM-22", "it is new"),
    );
    expect(silent).toEqual([]);
  });

  test("takes at most 128 rule ids", () => {
    const ids = (count: number) => Array.from({ length: count }, () => "a");
    expect(() => synthesize(policy(waf({ ruleIds: WafRuleIds.optOut(ids(128)) })))).not.toThrow();
    refusal(waf({ ruleIds: WafRuleIds.optOut(ids(129)) })).toThrow(
      /ARM-23: a rule may name at most 128 WAF rules, got 129; spread them/,
    );
  });

  test("whose rules are picked one by one is warned of unless it begins with none", () => {
    const picked = (sensitivity?: number) =>
      warningsOf(policy(waf({ sensitivity, ruleIds: WafRuleIds.optIn(["owasp-crs-v030301-id942350-sqli"]) })));
    expect(picked()).toEqual([]);
    expect(picked(0)).toEqual([]);
    expect(picked(1)).toEqual([
      expect.stringContaining("ARM-23: opt_in_rule_ids turns on only the listed rules if sensitivity is 0"),
    ]);
    const expression =
      "evaluatePreconfiguredWaf('sqli-v33-stable', {'opt_in_rule_ids': ['owasp-crs-v030301-id942350-sqli']})";
    expect(warningsOf(policy(SecurityMatch.expression(expression)))).toEqual([
      expect.stringContaining("sensitivity is not set, which means 4, so other rules are on too; set sensitivity to 0"),
    ]);
  });

  test("of which a rule is named by its number alone is warned of", () => {
    expect(warningsOf(policy(waf({ ruleIds: WafRuleIds.optOut(["942350"]) })))).toEqual([
      expect.stringContaining(
        'ARM-23: rule id "942350" does not belong to rule set "sqli-v33-stable", so it has no effect; use an id that begins with',
      ),
    ]);
  });

  test.each([
    ["sqli-v422-stable", "owasp-crs-v042200-id942350-sqli"],
    ["sqli-v33-canary", "owasp-crs-v030301-id942350-sqli"],
    ["json-sqli-canary", "owasp-crs-id942550-sqli"],
    ["cve-canary", "owasp-crs-v030001-id044228-cve"],
    ["sqli-v99-new", "owasp-crs-v030001-id044228-cve"],
  ])("takes ids of its own version without a warning: %s", (ruleSet, id) => {
    const known = policy(SecurityMatch.preconfiguredWaf(ruleSet, { ruleIds: WafRuleIds.optOut([id]) }));
    expect(warningsOf(known).filter((warning) => warning.includes("ARM-23"))).toEqual([]);
  });

  test.each<[string, PreconfiguredWafOptions]>([
    ["WafRuleIds.optOut", { ruleIds: WafRuleIds.optOut(["owasp-crs-v042200-id942350-sqli"]) }],
    ["WafRuleIds.optIn", { ruleIds: WafRuleIds.optIn(["owasp-crs-v042200-id942350-sqli"]) }],
    ["an exclusion", { exclusions: [{ targetRuleIds: ["owasp-crs-v042200-id942350-sqli"] }] }],
  ])("with an id of another version in %s is warned of", (_where, options) => {
    expect(warningsOf(policy(waf(options)))).toEqual([
      expect.stringMatching(
        /ARM-23: rule id "owasp-crs-v042200-.*" is of another version than rule set "sqli-v33-stable"/,
      ),
    ]);
  });

  test("with more exclusions of a kind than Google has been seen to take is warned of", () => {
    const leavingOut = (count: number) =>
      warningsOf(policy(waf({ exclusions: [{ requestUris: Array.from({ length: count }, () => WafField.all()) }] })));
    expect(leavingOut(10)).toEqual([]);
    expect(leavingOut(11)).toEqual([
      expect.stringContaining('ARM-25: the exclusions for all rules of "sqli-v33-stable" have 11 requestUris'),
    ]);
  });
});
