import { evaluatePolicy } from "../../../lib/cloud-armor/evaluate-policy";
import { RouteRequest } from "../../../lib/routing";

const VISITOR: RouteRequest = { clientIp: "203.0.113.7", url: "https://app.example.com/login" };

const byAddress = (...ranges: string[]) => ({ versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ranges } });
const byExpression = (expression: string) => ({ expr: { expression } });
const rule = (priority: unknown, action: string, match: object, more: object = {}) => ({
  priority,
  action,
  match,
  ...more,
});
const otherwise = (action: string) => rule(2_147_483_647, action, byAddress("*"), { description: "default rule" });
const policy = (...rules: object[]) => ({ rule: rules });
const WAF = byExpression("evaluatePreconfiguredWaf('sqli-v33-stable')");

describe("a policy", () => {
  test("decides by the matching rule with the lowest priority, wherever it stands", () => {
    const { outcome, decidedBy, trace, request } = evaluatePolicy(
      policy(
        otherwise("allow"),
        rule(2000, "deny(404)", byAddress("203.0.113.0/24"), { description: "scrapers" }),
        rule(1000, "allow", byExpression("request.path == '/'"), { description: "the page" }),
        rule(3000, "deny(502)", byAddress("*")),
      ),
      { ...VISITOR, regionCode: "US" },
    );
    expect(outcome).toEqual({ action: "deny", status: 404 });
    expect(decidedBy).toEqual({
      priority: 2000,
      action: "deny(404)",
      description: "scrapers",
      text: "rule 2000 (deny(404), scrapers)",
    });
    expect(trace).toEqual([
      "rule 1000 (allow, the page) does not match: request.path == '/' is false",
      "rule 2000 (deny(404), scrapers) matches",
    ]);
    expect(request).toBe("GET https://app.example.com/login from 203.0.113.7 (US)");
  });

  test("falls back to its default rule", () => {
    const { outcome, decidedBy, trace } = evaluatePolicy(
      policy(rule(1000, "deny(403)", byAddress("198.51.100.0/24", "2001:db8::/32")), otherwise("allow")),
      VISITOR,
    );
    expect(outcome).toEqual({ action: "allow" });
    expect(decidedBy?.text).toBe("the default rule (allow)");
    expect(trace[0]).toBe("rule 1000 (deny(403)) does not match: 203.0.113.7 is not in 198.51.100.0/24, 2001:db8::/32");
  });

  test("has rules that are separate resources", () => {
    const separate = [rule(10, "deny(403)", byAddress("*"))];
    expect(evaluatePolicy({}, VISITOR, separate).outcome).toEqual({ action: "deny", status: 403 });
  });

  test("without any rules allows, as is assumed", () => {
    expect(evaluatePolicy({}, VISITOR)).toMatchObject({ outcome: { action: "allow" }, assumed: ["A-05"] });
  });

  test("without a default rule is undecided where no rule matches", () => {
    const { outcome, unknown } = evaluatePolicy(policy(rule(1, "allow", byAddress("198.51.100.0/24"))), VISITOR);
    expect(outcome).toEqual({ action: "undecided", otherwise: undefined });
    expect(unknown).toEqual(["no rule matches, and Google does not document what happens without a default rule"]);
  });

  test("passes over a rule that fails, as is assumed", () => {
    const failing = rule(1, "deny(403)", byExpression("request.headers['x-key'] != 'secret'"));
    expect(evaluatePolicy(policy(failing, otherwise("allow")), VISITOR)).toMatchObject({
      outcome: { action: "allow" },
      assumed: ["A-01"],
      trace: [
        "rule 1 (deny(403)) does not match, because its expression fails: the request has no header x-key",
        "the default rule (allow) matches",
      ],
    });
  });

  test.each([
    ["clientIp", { clientIp: "office" }, "clientIp must be an IPv4 or IPv6 address"],
    ["clientIp", { clientIp: "203.0.113.0/24" }, "clientIp must be an IPv4 or IPv6 address"],
    ["regionCode", { regionCode: "us" }, "regionCode must be two capital letters"],
    ["url", { url: "/login" }, "must be a full URL"],
  ])("refuses a wrong %s: %j", (_, wrong, message) => {
    expect(() => evaluatePolicy({}, { ...VISITOR, ...wrong })).toThrow(message);
  });
});

describe("what is unknown", () => {
  test("makes the decision undecided where it stands before the rule that decides", () => {
    const { outcome, decidedBy, unknown, trace } = evaluatePolicy(
      policy(rule(1000, "deny(403)", WAF), otherwise("allow")),
      VISITOR,
    );
    expect(outcome).toEqual({ action: "undecided", otherwise: { action: "allow" } });
    expect(decidedBy?.text).toBe("rule 1000 (deny(403))");
    expect(unknown).toEqual([
      "rule 1000 (deny(403)): only Google knows whether evaluatePreconfiguredWaf('sqli-v33-stable') is true",
    ]);
    expect(trace[0]).toMatch(/^rule 1000 \(deny\(403\)\) may match: /);
  });

  test("says nothing where it stands behind the rule that decides", () => {
    const { outcome, unknown } = evaluatePolicy(
      policy(rule(1, "allow", byAddress("203.0.113.0/24")), rule(1000, "deny(403)", WAF), otherwise("allow")),
      VISITOR,
    );
    expect([outcome, unknown]).toEqual([{ action: "allow" }, []]);
  });

  test("is what only Terraform knows", () => {
    const allow = otherwise("allow");
    const deny = rule(1, "deny(403)", byAddress("*"));
    const undecided: [{ [argument: string]: unknown }, RegExp][] = [
      [policy({ ...deny, priority: "${var.p}" }, allow), /its priority is known only to Terraform/],
      [policy({ ...deny, preview: "${var.p}" }, allow), /its preview is known only to Terraform/],
      [policy({ ...deny, action: "${var.p}" }, allow), /the action of rule 1/],
      [policy({ ...deny, match: byAddress("${var.p}") }, allow), /its addresses are known only to Terraform/],
      [policy({ ...deny, match: byExpression("origin.ip == '${var.p}'") }, allow), /its expression is known only/],
      [policy({ ...deny, match: { dynamic: { config: {} } } }, allow), /its condition is known only to Terraform/],
      [{ ...policy(allow), dynamic: { rule: {} } }, /the rules of the policy are known only to Terraform/],
      [policy(rule(1, "deny(403)", {}), allow), /it has no condition/],
    ];
    undecided.forEach(([given, why]) => {
      const { outcome, unknown } = evaluatePolicy(given, VISITOR);
      expect([outcome.action, unknown.join()]).toEqual(["undecided", expect.stringMatching(why)]);
    });
  });

  test("does not matter where the known part decides", () => {
    const known = byAddress("${var.office}", "203.0.113.0/24");
    expect(evaluatePolicy(policy(rule(1, "deny(403)", known), otherwise("allow")), VISITOR).outcome.action).toBe(
      "deny",
    );
  });
});

describe("a rule in preview", () => {
  test("never decides, and is listed", () => {
    const { outcome, preview, assumed } = evaluatePolicy(
      policy(
        rule(1, "deny(403)", byAddress("*"), { preview: true, description: "trial" }),
        rule(2, "deny(403)", WAF, { preview: true }),
        rule(3, "deny(403)", byExpression("request.headers['x-a'] == 'a'"), { preview: true }),
        otherwise("allow"),
      ),
      VISITOR,
    );
    expect(outcome).toEqual({ action: "allow" });
    expect(preview.map(({ rule: { text }, matches }) => [text, matches])).toEqual([
      ["rule 1 (deny(403), trial)", "yes"],
      ["rule 2 (deny(403))", "unknown"],
      ["rule 3 (deny(403))", "no"],
    ]);
    expect(assumed).toEqual([]);
  });
});

describe("the outcome", () => {
  const outcomeOf = (action: string, more: object, request: Partial<RouteRequest> = {}) =>
    evaluatePolicy(policy(rule(1, action, byAddress("*"), more)), { ...VISITOR, ...request });
  const limit = { rate_limit_threshold: { count: 10, interval_sec: 60 }, conform_action: "allow" };

  test("is a redirect to a URL, or to a challenge", () => {
    const target = "https://www.example.com/sorry";
    const external = { redirect_options: { type: "EXTERNAL_302", target } };
    expect(outcomeOf("redirect", external).outcome).toEqual({ action: "redirect", target });
    const challenge = { redirect_options: { type: "GOOGLE_RECAPTCHA" } };
    expect(outcomeOf("redirect", challenge).outcome).toEqual({ action: "redirect" });
    expect(outcomeOf("redirect", {}).outcome.action).toBe("undecided");
  });

  test("is a limit", () => {
    const options = { ...limit, exceed_action: "deny(429)", enforce_on_key: "IP" };
    expect(outcomeOf("throttle", { rate_limit_options: options }).outcome).toEqual({
      action: "throttle",
      threshold: { count: 10, intervalSec: 60 },
      keys: [{ type: "IP", name: undefined, value: "203.0.113.7" }],
      exceed: { action: "deny", status: 429 },
      banDurationSec: undefined,
      banThreshold: undefined,
    });
  });

  test("is a ban", () => {
    const options = {
      ...limit,
      exceed_action: "redirect",
      exceed_redirect_options: { type: "EXTERNAL_302", target: "https://www.example.com/" },
      enforce_on_key: "",
      enforce_on_key_configs: [{ enforce_on_key_type: "HTTP_COOKIE", enforce_on_key_name: "id" }],
      ban_duration_sec: 300,
      ban_threshold: { count: 100, interval_sec: 600 },
    };
    const headers = { cookie: "a=b; id=7" };
    expect(outcomeOf("rate_based_ban", { rate_limit_options: options }, { headers }).outcome).toEqual({
      action: "rate_based_ban",
      threshold: { count: 10, intervalSec: 60 },
      keys: [{ type: "HTTP_COOKIE", name: "id", value: "7" }],
      exceed: { action: "redirect", target: "https://www.example.com/" },
      banDurationSec: 300,
      banThreshold: { count: 100, intervalSec: 600 },
    });
  });

  test("is undecided where only Terraform knows the limit", () => {
    const unknown = {
      ...limit,
      rate_limit_threshold: { count: "${var.n}", interval_sec: 60 },
      exceed_action: "deny(429)",
    };
    expect(outcomeOf("throttle", { rate_limit_options: unknown }).outcome.action).toBe("undecided");
  });

  test.each([
    ["ALL", undefined, undefined],
    ["IP", undefined, "203.0.113.7"],
    ["USER_IP", undefined, "203.0.113.7"],
    ["XFF_IP", undefined, "198.51.100.1"],
    ["HTTP_HEADER", "X-Api-Key", "k"],
    ["HTTP_HEADER", "x-other", undefined],
    ["HTTP_HEADER", "host", "app.example.com"],
    ["HTTP_COOKIE", "other", undefined],
    ["HTTP_PATH", undefined, "/login"],
    ["SNI", undefined, "app.example.com"],
    ["REGION_CODE", undefined, "US"],
    ["TLS_JA3_FINGERPRINT", undefined, "j3"],
    ["TLS_JA4_FINGERPRINT", undefined, undefined],
  ])("counts by %s %s: %s", (type, name, value) => {
    const options = { ...limit, exceed_action: "deny(429)", enforce_on_key: type, enforce_on_key_name: name };
    const headers = { "x-api-key": "k", "x-forwarded-for": "198.51.100.1, 203.0.113.7" };
    const { outcome } = outcomeOf(
      "throttle",
      { rate_limit_options: options },
      { headers, regionCode: "US", tlsJa3Fingerprint: "j3" },
    );
    expect(outcome).toMatchObject({ keys: [{ type, name, value }] });
  });

  test("has the headers that the rule adds, where the backend gets the request", () => {
    const more = { header_action: { request_headers_to_adds: [{ header_name: "x-key", header_value: "k" }] } };
    expect(outcomeOf("allow", more).requestHeaders).toEqual([{ name: "x-key", value: "k" }]);
    expect(outcomeOf("deny(403)", more).requestHeaders).toEqual([]);
  });
});

describe("the user's IP address", () => {
  const deny = rule(1, "deny(403)", byExpression("inIpRange(origin.user_ip, '198.51.100.0/24')"));
  const behindProxy = (headers: unknown) => ({
    ...policy(deny, otherwise("allow")),
    advanced_options_config: { user_ip_request_headers: headers },
  });
  const ask = (headers: unknown, given: { [name: string]: string }) =>
    evaluatePolicy(behindProxy(headers), { ...VISITOR, headers: given });

  test("is in the first header that the request has", () => {
    const given = { "true-client-ip": "198.51.100.7", "x-real-ip": "192.0.2.1" };
    expect(ask(["X-Other", "True-Client-IP", "X-Real-IP"], given)).toMatchObject({
      outcome: { action: "deny" },
      assumed: ["A-06"],
    });
  });

  test("is that of the connection without such a header", () => {
    expect(ask(["True-Client-IP"], {}).outcome.action).toBe("allow");
    expect(ask([], { "true-client-ip": "198.51.100.7" }).outcome.action).toBe("allow");
  });

  test("is unknown where the header has no address, or only Terraform knows its name", () => {
    expect(ask(["True-Client-IP"], { "true-client-ip": "someone" }).outcome.action).toBe("undecided");
    expect(ask(["${var.header}"], {}).outcome.action).toBe("undecided");
    expect(ask("${var.headers}", {}).outcome.action).toBe("undecided");
  });
});
