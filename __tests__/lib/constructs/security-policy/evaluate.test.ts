import { App, TerraformVariable } from "cdktf";
import { ComputeSecurityPolicyRuleA } from "@cdktf/provider-google/lib/compute-security-policy-rule";
import {
  DenyStatus,
  EdgeSecurityPolicy,
  EnforceOnKey,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyOutcome,
  SecurityRedirect,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const VISITOR = { url: "https://app.example.com/login", clientIp: "198.51.100.7" };
const OFFICE = { ...VISITOR, clientIp: "203.0.113.7" };

function make() {
  const stack = new EnvironmentStack(new App(), "prod", { project: "p1" });
  const policy = new SecurityPolicy(stack, "Armor", {
    rules: [
      SecurityRule.throttle({
        match: SecurityMatch.expression("request.path == '/login'"),
        count: 10,
        intervalSec: 60,
        enforceOnKey: EnforceOnKey.IP,
        requestHeadersToAdd: [{ headerName: "x-limited", headerValue: "yes" }],
      }),
      SecurityRule.deny({
        match: SecurityMatch.expression("origin.region_code == 'AQ'"),
        status: DenyStatus.NOT_FOUND,
        description: "penguins",
      }),
      SecurityRule.redirect({
        match: SecurityMatch.expression("request.path == '/old'"),
        redirect: SecurityRedirect.external302("https://www.example.com/"),
      }),
    ],
    defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"]),
  });
  return { stack, policy };
}

test("a policy says what it does with a request", () => {
  const { policy } = make();
  expect(policy.evaluate({ ...VISITOR, url: "https://app.example.com/", regionCode: "AQ" })).toMatchObject({
    outcome: SecurityPolicyOutcome.DENY,
    statusCode: 404,
    decidedBy: "rule 1100 (deny(404), penguins)",
  });
  expect(policy.evaluate(VISITOR)).toMatchObject({
    outcome: SecurityPolicyOutcome.THROTTLE,
    rateLimit: { count: 10, intervalSec: 60, keys: ["IP"], exceedStatusCode: 429 },
    requestHeadersToAdd: { "x-limited": "yes" },
  });
  expect(policy.evaluate({ ...VISITOR, url: "https://app.example.com/old", regionCode: "US" })).toMatchObject({
    outcome: SecurityPolicyOutcome.REDIRECT,
    location: "https://www.example.com/",
  });
  expect(policy.evaluate({ ...OFFICE, url: "https://app.example.com/", regionCode: "US" }).outcome).toBe(
    SecurityPolicyOutcome.ALLOW,
  );
});

test("a ban is told with the limit above which it begins", () => {
  const policy = new SecurityPolicy(new EnvironmentStack(new App(), "prod", { project: "p1" }), "Armor", {
    rules: [
      SecurityRule.rateBasedBan({
        count: 10,
        intervalSec: 60,
        enforceOnKey: EnforceOnKey.IP,
        banDurationSec: 3600,
        banThreshold: { count: 30, intervalSec: 600 },
      }),
    ],
  });
  const decision = policy.evaluate(VISITOR);
  expect(decision.rateLimit).toMatchObject({ banDurationSec: 3600, banThreshold: { count: 30, intervalSec: 600 } });
  expect(decision.toString()).toContain(
    "above that, it is denied with 429, with a ban of 3600 s above 30 times in 600 s",
  );
});

test("without a region code, a rule that looks at it is undecided", () => {
  const decision = make().policy.evaluate({ ...OFFICE, url: "https://app.example.com/" });
  expect(decision.outcome).toBe(SecurityPolicyOutcome.UNDECIDED);
  expect(decision.toString()).toBe(`GET https://app.example.com/ from 203.0.113.7
  depends on what only Google or Terraform knows; if none of it matches, it is allowed
  decided by rule 1100 (deny(404), penguins)
    rule 1000 (throttle) does not match: request.path == '/login' is false
    rule 1100 (deny(404), penguins) may match: origin.region_code is not known without regionCode of the request
    rule 1200 (redirect) does not match: request.path == '/old' is false
    rule 2147483000 (allow, allowed addresses) matches
  note: rule 1100 (deny(404), penguins): origin.region_code is not known without regionCode of the request`);
});

test("overrides and separate rules count", () => {
  const { stack, policy } = make();
  policy.resource.addOverride("rule.0.preview", true);
  expect(policy.evaluate({ ...OFFICE, regionCode: "US" })).toMatchObject({
    outcome: SecurityPolicyOutcome.ALLOW,
    previewRules: ["rule 1000 (throttle)"],
  });
  new ComputeSecurityPolicyRuleA(stack, "Rule", {
    securityPolicy: policy.resource.name,
    priority: 5,
    action: "deny(502)",
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["203.0.113.7/32"] } },
  });
  expect(policy.evaluate(OFFICE)).toMatchObject({ outcome: SecurityPolicyOutcome.DENY, statusCode: 502 });
});

test("a value that only Terraform knows is undecided", () => {
  const { stack, policy } = make();
  const range = new TerraformVariable(stack, "range", { type: "string" }).stringValue;
  policy.addRule(SecurityRule.deny({ priority: 1, match: SecurityMatch.ipRanges([range]) }));
  const { outcome, notes } = policy.evaluate(OFFICE);
  expect(outcome).toBe(SecurityPolicyOutcome.UNDECIDED);
  expect(notes[0]).toBe("rule 1 (deny(403)): its addresses are known only to Terraform");
});

test("an edge policy says so too", () => {
  const stack = new EnvironmentStack(new App(), "prod", { project: "p1" });
  const edge = new EdgeSecurityPolicy(stack, "Edge", {
    rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]) })],
  });
  expect(edge.evaluate(VISITOR)).toMatchObject({ outcome: SecurityPolicyOutcome.DENY, statusCode: 403 });
});

test("a request without a meaning is refused with the path of the policy", () => {
  expect(() => make().policy.evaluate({ ...VISITOR, clientIp: "office" })).toThrow(
    /prod\/Armor.*clientIp must be an IPv4 or IPv6 address, got "office"; write it like 203\.0\.113\.7/s,
  );
});
