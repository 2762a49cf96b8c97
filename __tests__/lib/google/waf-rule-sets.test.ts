type Rules = typeof import("../../../lib/rules");
type Texts = typeof import("../../../lib/rules/text");
type Versions = typeof import("../../../lib/google/waf-versions");

/** What the rules say of a rule set, with another version of the Core Rule Set in the table. */
function withVersion5(expression: string): string[] {
  const said: string[] = [];
  jest.isolateModules(() => {
    const { WAF_VERSIONS } = jest.requireActual<Versions>("../../../lib/google/waf-versions");
    const five = { version: "5.00", infix: "-v500", ruleIds: "v050000", isKeptUp: true, attacks: ["sqli", "xss"] };
    jest.doMock("../../../lib/google/waf-versions", () => ({ WAF_VERSIONS: [five, ...WAF_VERSIONS] }));
    const { checkResource } = jest.requireActual<Rules>("../../../lib/rules");
    const { worded } = jest.requireActual<Texts>("../../../lib/rules/text");
    const config = { action: "deny(403)", match: { expr: { expression } } };
    const found = (["error", "warning"] as const).flatMap((severity) =>
      checkResource(severity, "google_compute_security_policy_rule", config),
    );
    said.push(...found.map(({ rule, text }) => `${rule}: ${worded(text)}`));
  });
  return said;
}

test("a version more of the Core Rule Set is known by its row in the table alone", () => {
  const picking = (id: string) => `evaluatePreconfiguredWaf('sqli-v500-stable', {'opt_out_rule_ids': ['${id}']})`;
  expect(withVersion5("evaluatePreconfiguredWaf('sqli-v500-stable')")).toEqual([]);
  expect(withVersion5(picking("owasp-crs-v050000-id942350-sqli"))).toEqual([]);
  expect(withVersion5(picking("owasp-crs-v042200-id942350-sqli"))).toEqual([
    expect.stringMatching(
      /^ARM-23: .* rule set "sqli-v500-stable", so it has no effect; use an id that begins with owasp-crs-v050000$/,
    ),
  ]);
  expect(withVersion5("evaluatePreconfiguredWaf('sqli-stable')")).toEqual([
    expect.stringMatching(/^ARM-22: .* is of version 3\.0 of .*; use sqli-v33-stable or one of version 5\.00$/),
  ]);
  expect(withVersion5("evaluatePreconfiguredWaf('SQLI')")).toContainEqual(
    expect.stringMatching(/^ARM-22: .*, such as sqli-v500-stable$/),
  );
});
