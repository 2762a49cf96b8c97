/** Rules of Cloud Armor that an earlier one leaves nothing, by their expressions. */
import { POLICY, found, stackOf } from "./site";

const byExpression = (expression: string, rest: object = {}) => ({ match: { expr: { expression } }, ...rest });
const byRanges = (...src_ip_ranges: string[]) => ({
  match: { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges } },
});
const excluding = (name: string) => ({
  preconfigured_waf_config: {
    exclusion: [{ target_rule_set: "sqli-v33-stable", request_header: [{ operator: "EQUALS", value: name }] }],
  },
});
const policyOf = (first: object, second: object) =>
  stackOf({
    [POLICY]: {
      armor: {
        name: "armor",
        rule: [
          { action: "allow", priority: 10, ...first },
          { action: "deny(403)", priority: 20, ...second },
          { action: "allow", priority: 2147483647, ...byRanges("*") },
        ],
      },
    },
  });
const findings = (first: object, second: object) =>
  found(policyOf(first, second)).filter((finding) => finding.includes("ARM-24"));
const BEHIND =
  "warning ARM-24 prod/armor: rule 20 is never applied to any of its requests, because rule 10 (allow) comes first and decides about all of them; give rule 10 a higher priority number, or rule 20 a lower one";

test.each([
  ["the same", "request.path == '/a'", "request.path == '/a'"],
  ["other spaces", "request.path=='/a'&&request.method=='GET'", "request.path == '/a'\n  && request.method == 'GET'"],
  ["other quotes", `request.path == "/a"`, "request.path == '/a'"],
  ["other parentheses", "((request.path == '/a'))", "request.path == '/a'"],
  ["another order of &&", "request.path == '/a' && origin.asn == 1", "origin.asn == 1 && request.path == '/a'"],
  [
    "another order of ||, and other groups",
    "request.path == '/a' || (origin.asn == 1 || origin.asn == 2)",
    "(origin.asn == 2 || request.path == '/a') || origin.asn == 1",
  ],
  ["another order of ==", "'/a' == request.path", "request.path == '/a'"],
  ["another order of <", "1024 < size(request.path)", "request.path.size() > 1024"],
  ["two times not", "!(!(request.path == '/a'))", "request.path == '/a'"],
  ["not and !=", "!(request.path == '/a')", "request.path != '/a'"],
  ["not of both", "!(origin.asn == 1 || origin.asn == 2)", "origin.asn != 2 && origin.asn != 1"],
  ["a comparison with true", "has(request.headers['x']) == true", "has(request.headers['x'])"],
  ["a field and an index", "request.headers.host == 'a'", "request.headers['host'] == 'a'"],
  ["one condition more", "origin.region_code == 'AU'", "request.path == '/a' && origin.region_code == 'AU'"],
  ["one case less", "origin.region_code == 'AU' || origin.region_code == 'NZ'", "origin.region_code == 'NZ'"],
  [
    "a narrower range",
    "inIpRange(origin.ip, '203.0.113.0/24')",
    "inIpRange(origin.ip, '203.0.113.7/32') && request.path == '/a'",
  ],
  [
    "the settings of a rule set",
    "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 4})",
    `evaluatePreconfiguredWaf("sqli-v33-stable") && origin.asn == 1`,
  ],
])("a later rule of another action is seen for %s", (_what, first, second) => {
  expect(findings(byExpression(first), byExpression(second)).filter((each) => each.includes("rule 20"))).toEqual([
    BEHIND,
  ]);
});

test("a rule by addresses and one by an expression are compared", () => {
  const inside = byExpression("inIpRange(origin.ip, '203.0.113.0/28') && request.path == '/a'");
  expect(findings(byRanges("203.0.113.0/24"), inside)).toEqual([BEHIND]);
  const range = byExpression("inIpRange(origin.ip, '203.0.113.0/24')");
  expect(findings(range, byRanges("203.0.113.7"))).toEqual([
    expect.stringContaining("rule 20 is never applied to any of its addresses, because rule 10 (allow)"),
  ]);
});

test.each<[string, object, object]>([
  ["another text", byExpression("request.path == '/a'"), byExpression("request.path == '/A'")],
  ["spaces in a text", byExpression("request.query == 'a b'"), byExpression("request.query == 'ab'")],
  ["and in place of or", byExpression("origin.asn == 1 && request.path == '/a'"), byExpression("origin.asn == 1")],
  ["one case more", byExpression("origin.asn == 1"), byExpression("origin.asn == 1 || origin.asn == 2")],
  ["the opposite", byExpression("request.path == '/a'"), byExpression("request.path != '/a'")],
  [
    "another attribute",
    byExpression("inIpRange(origin.ip, '203.0.113.0/24')"),
    byExpression("inIpRange(origin.user_ip, '203.0.113.0/24')"),
  ],
  ["not in a range", byExpression("!inIpRange(origin.ip, '203.0.113.0/24')"), byRanges("203.0.113.7")],
  ["another order of <", byExpression("size(request.path) > 9"), byExpression("size(request.path) < 9")],
  ["a preview", byExpression("request.path == '/a'", { preview: true }), byExpression("request.path == '/a'")],
  ["what only Terraform knows", byExpression("request.path == '${var.a}'"), byExpression("request.path == '${var.a}'")],
  [
    "an earlier rule set with exclusions",
    byExpression("evaluatePreconfiguredWaf('sqli-v33-stable')", { action: "deny(404)", ...excluding("x") }),
    byExpression("evaluatePreconfiguredWaf('sqli-v33-stable')"),
  ],
  [
    "a rule set of another sensitivity",
    byExpression("evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})", { action: "deny(404)" }),
    byExpression("evaluatePreconfiguredWaf('sqli-v33-stable')"),
  ],
])("a later rule of another action is left alone for %s", (_what, first, second) => {
  expect(findings(first, second)).toEqual([]);
});

test.each<[string, object, object]>([
  ["an expression", byExpression("origin.asn == 1 || origin.asn == 2"), byExpression("origin.asn==2||origin.asn==1")],
  ["addresses", byRanges("203.0.113.7", "198.51.100.0/24"), byRanges("198.51.100.0/24", "203.0.113.7/32")],
])("a rule that repeats an earlier one is warned of: %s", (_what, first, second) => {
  expect(findings({ ...first, action: "deny(403)" }, second)).toEqual([
    "warning ARM-24 prod/armor: rule 20 has the condition and the action of rule 10, which comes first, so it does nothing; remove one of the two, or change its condition",
  ]);
});

test("a narrower rule of the same action is left alone", () => {
  expect(findings({ ...byRanges("203.0.113.0/24"), action: "deny(403)" }, byRanges("203.0.113.7"))).toEqual([]);
});
