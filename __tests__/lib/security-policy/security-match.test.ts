import { TerraformVariable } from "cdktf";
import {
  EnvironmentStack,
  PreconfiguredWafOptions,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  WafField,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../synthesized";

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
  ["everything", SecurityMatch.everything(), sources("*")],
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
    waf({ sensitivity: 0, optInRuleIds: ["a", "b"] }),
    {
      expr: {
        expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 0, 'opt_in_rule_ids': ['a', 'b']})",
      },
    },
  ],
  [
    "a rule set but for some rules",
    waf({ optOutRuleIds: ["a"] }),
    { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'opt_out_rule_ids': ['a']})" } },
  ],
])("a match is %s", (_what, match, expected) => {
  expect(rendered(match)).toEqual(expected);
});

test("a rule set leaves out parts of requests", () => {
  const exclusions = [
    {
      targetRuleIds: ["owasp-crs-v030301-id942350-sqli"],
      requestHeaders: [WafField.exact("x-sql")],
      requestCookies: [WafField.startsWith("q"), WafField.endsWith("z")],
      requestQueryParams: [WafField.contains("sql")],
      requestUris: [WafField.any()],
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
    ["none", []],
    ["11", Array.from({ length: 11 }, (_, index) => `203.0.113.${index}`)],
  ])("may not be %s", (_what, ranges) => {
    refusal(SecurityMatch.ipRanges(ranges)).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-07: a rule takes 1 to 10 IP ranges, got ${ranges.length}; give each 10 ranges a rule of their own`,
      ),
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
    ["example.com"],
    [""],
  ])("may not hold %j", (range) => {
    refusal(SecurityMatch.ipRanges(["203.0.113.7", range])).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-07: an IP range is an IPv4 or IPv6 address or CIDR range, or \\* alone, got "${range}"; write it like`,
      ),
    );
  });

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
    ["is made too long by a rule set", waf({ optOutRuleIds: ["x".repeat(1978)] }), 2049],
  ])("that %s is refused", (_what, match, length) => {
    refusal(match).toThrow(
      new RegExp(`^\\[test/Armor\\] ARM-17: an expression must have 1 to 2048 characters, got ".*"; it has ${length} `),
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
      /^\[test\/Armor\] ARM-22: a rule set is named in lower-case words, got ".*"; use a name from Google's page, such as/,
    );
  });

  test("may have a name, a sensitivity and rules that are tokens", () => {
    const tokens = (stack: EnvironmentStack) =>
      SecurityMatch.preconfiguredWaf(new TerraformVariable(stack, "Set", { type: "string" }).stringValue, {
        sensitivity: new TerraformVariable(stack, "Level", { type: "number" }).numberValue,
        optInRuleIds: [new TerraformVariable(stack, "Rule", { type: "string" }).stringValue],
      });
    const call =
      "evaluatePreconfiguredWaf('${var.Set}', {'sensitivity': ${var.Level}, 'opt_in_rule_ids': ['${var.Rule}']})";
    expect(rendered(tokens)).toEqual({ expr: { expression: call } });
    expect(warningsOf((stack) => policy(tokens(stack))(stack))).toEqual([]);
  });

  test.each(["optInRuleIds", "optOutRuleIds"])("has a list of %s that is known at synth", (what) => {
    const build = (stack: EnvironmentStack) =>
      policy(waf({ [what]: new TerraformVariable(stack, "Var", {}).listValue }))(stack);
    expect(() => synthesize(build)).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-23: ${what} is a list that must be known at synth, got "a token"; write its members`,
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
          `^\\[test/Armor\\] ARM-25: an exclusion takes at most 100 ${kind}, got 101; spread them over several`,
        ),
      );
    },
  );

  test.each([
    ["sqli-v422-stable"],
    ["generic-v422-canary"],
    ["nodejs-v33-stable"],
    ["methodenforcement-v33-canary"],
    ["sqli-stable"],
    ["nodejs-canary"],
    ["cve-canary"],
    ["json-sqli-canary"],
  ])("of Google's is not warned of: %s", (ruleSet) => {
    expect(warningsOf(policy(SecurityMatch.preconfiguredWaf(ruleSet)))).toEqual([]);
  });

  test.each([["sqli-v34-stable"], ["nodejs-v422-stable"], ["generic-v33-stable"], ["sqli-v33"], ["cve-stable"]])(
    "that is unknown is warned of: %s",
    (ruleSet) => {
      expect(warningsOf(policy(SecurityMatch.preconfiguredWaf(ruleSet)))).toEqual([
        expect.stringMatching(
          new RegExp(`^\\[test/Armor\\] ARM-22: preconfigured rule set "${ruleSet}" is not known here; check its name`),
        ),
      ]);
    },
  );

  test("that is unknown is not warned of once that is acknowledged", () => {
    const silent = warningsOf((stack) =>
      Warnings.of(policy(SecurityMatch.preconfiguredWaf("sqli-v99-stable"))(stack)).acknowledge("ARM-22", "it is new"),
    );
    expect(silent).toEqual([]);
  });

  test("with rules both in and out is warned of, until that is acknowledged", () => {
    const both = policy(waf({ optInRuleIds: ["a"], optOutRuleIds: ["b"] }));
    expect(warningsOf(both)).toEqual([
      expect.stringMatching(
        /^\[test\/Armor\] ARM-23: optInRuleIds and optOutRuleIds stand in one rule; Google takes one/,
      ),
    ]);
    expect(warningsOf((stack) => Warnings.of(both(stack)).acknowledge("ARM-23", "Google takes both"))).toEqual([]);
  });
});
