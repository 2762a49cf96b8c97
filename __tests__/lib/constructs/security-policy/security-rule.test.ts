import { TerraformVariable } from "cdktf";
import {
  DenyStatus,
  EnforceOnKey,
  EnvironmentStack,
  ExceedAction,
  RateBasedBanOptions,
  SecurityAdmitOptions,
  SecurityMatch,
  SecurityPolicy,
  SecurityRedirect,
  SecurityRule,
  ThrottleOptions,
  Warnings,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../../../synthesized";

const policy = (rule: SecurityRule) => (stack: EnvironmentStack) =>
  new SecurityPolicy(stack, "Armor", { rules: [rule] });
const refusal = (rule: SecurityRule) => expect(() => synthesize(policy(rule)));
/** The first rule of a policy as Terraform gets it. */
const rendered = (rule: SecurityRule | ((stack: EnvironmentStack) => SecurityRule)) =>
  (
    resource("google_compute_security_policy", (stack) =>
      policy(rule instanceof SecurityRule ? rule : rule(stack))(stack),
    ) as { rule: object[] }
  ).rule[0] as { [argument: string]: unknown };
const numberToken = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "number" }).numberValue;
const stringToken = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", { type: "string" }).stringValue;

const match = SecurityMatch.ipRanges(["203.0.113.0/24"]);
const MATCH = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["203.0.113.0/24"] } };
const EVERYTHING = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const LIMIT = { count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP };
const throttle = (options: Partial<ThrottleOptions> = {}) => SecurityRule.throttle({ ...LIMIT, ...options });
const ban = (options: Partial<RateBasedBanOptions> = {}) =>
  SecurityRule.rateBasedBan({ ...LIMIT, banDurationSec: 600, ...options });

test("a rule lets requests in", () => {
  expect(rendered(SecurityRule.allow({ match }))).toEqual({
    action: "allow",
    priority: 1000,
    preview: false,
    match: MATCH,
  });
});

test.each([
  ["allows", (options: SecurityAdmitOptions) => SecurityRule.allow({ match, ...options })],
  ["throttles", (options: SecurityAdmitOptions) => throttle(options)],
  ["bans", (options: SecurityAdmitOptions) => ban(options)],
])("a rule that %s may add request headers", (_what, ruleWith) => {
  const requestHeadersToAdd = [{ headerName: "X-Api-Key", headerValue: "secret" }];
  expect(rendered(ruleWith({ requestHeadersToAdd }))).toHaveProperty("header_action", {
    request_headers_to_adds: [{ header_name: "X-Api-Key", header_value: "secret" }],
  });
  expect(rendered(ruleWith({}))).not.toHaveProperty("header_action");
});

test("priority 0, which the provider does not send, is warned of", () => {
  expect(warningsOf(policy(SecurityRule.deny({ match, priority: 0 })))).toEqual([
    expect.stringMatching(/ARM-04: Terraform's provider does not send priority 0, and it is not documented .*; use 1/),
  ]);
  expect(warningsOf(policy(SecurityRule.deny({ match, priority: 1 })))).toEqual([]);
});

test("a rule that lets attacks in is warned of", () => {
  const attacks = SecurityMatch.preconfiguredWaf("sqli-v33-stable");
  expect(warningsOf(policy(SecurityRule.allow({ match: attacks })))).toEqual([
    expect.stringMatching(
      /ARM-24: this rule allows requests in which a preconfigured rule set finds .*; use SecurityRule.deny/,
    ),
  ]);
  expect(warningsOf(policy(SecurityRule.deny({ match: attacks })))).toEqual([]);
});

test("a rule has a priority, a description and a preview", () => {
  const options = { match, priority: 7, preview: true, description: "our office" };
  expect(rendered(SecurityRule.allow(options))).toMatchObject({
    priority: 7,
    preview: true,
    description: "our office",
  });
});

test.each([
  [undefined, "deny(403)"],
  [DenyStatus.FORBIDDEN, "deny(403)"],
  [DenyStatus.NOT_FOUND, "deny(404)"],
  [DenyStatus.BAD_GATEWAY, "deny(502)"],
])("a rule denies requests with status %s", (status, action) => {
  expect(rendered(SecurityRule.deny({ match, status }))).toEqual({
    action,
    priority: 1000,
    preview: false,
    match: MATCH,
  });
});

test.each([
  [
    "a URL",
    SecurityRedirect.external302("https://www.example.com/sorry"),
    { type: "EXTERNAL_302", target: "https://www.example.com/sorry" },
  ],
  ["a challenge", SecurityRedirect.googleRecaptcha(), { type: "GOOGLE_RECAPTCHA" }],
])("a rule redirects visitors to %s", (_what, redirect, options) => {
  expect(rendered(SecurityRule.redirect({ match, redirect }))).toEqual({
    action: "redirect",
    priority: 1000,
    preview: false,
    match: MATCH,
    redirect_options: options,
  });
});

test("a rule throttles everybody by default", () => {
  expect(rendered(throttle())).toEqual({
    action: "throttle",
    priority: 1000,
    preview: false,
    match: EVERYTHING,
    rate_limit_options: {
      conform_action: "allow",
      exceed_action: "deny(429)",
      enforce_on_key: "IP",
      rate_limit_threshold: { count: 100, interval_sec: 60 },
    },
  });
});

test("a rule bans for a time", () => {
  expect(rendered(ban({ match, banThreshold: { count: 1000, intervalSec: 600 } }))).toEqual({
    action: "rate_based_ban",
    priority: 1000,
    preview: false,
    match: MATCH,
    rate_limit_options: {
      conform_action: "allow",
      exceed_action: "deny(429)",
      enforce_on_key: "IP",
      rate_limit_threshold: { count: 100, interval_sec: 60 },
      ban_duration_sec: 600,
      ban_threshold: { count: 1000, interval_sec: 600 },
    },
  });
});

test.each([
  [ExceedAction.deny(DenyStatus.FORBIDDEN), { exceed_action: "deny(403)" }],
  [ExceedAction.deny(DenyStatus.NOT_FOUND), { exceed_action: "deny(404)" }],
  [ExceedAction.TOO_MANY_REQUESTS, { exceed_action: "deny(429)" }],
  [ExceedAction.deny(DenyStatus.BAD_GATEWAY), { exceed_action: "deny(502)" }],
  [
    ExceedAction.redirect(SecurityRedirect.external302("https://www.example.com")),
    {
      exceed_action: "redirect",
      exceed_redirect_options: { type: "EXTERNAL_302", target: "https://www.example.com" },
    },
  ],
  [
    ExceedAction.redirect(SecurityRedirect.googleRecaptcha()),
    { exceed_action: "redirect", exceed_redirect_options: { type: "GOOGLE_RECAPTCHA" } },
  ],
])("above the limit, %j follows", (exceedAction, options) => {
  expect(rendered(throttle({ exceedAction }))).toMatchObject({ rate_limit_options: options });
});

describe("the key of a rate limit", () => {
  const keyOf = (enforceOnKey: EnforceOnKey) => {
    const { rate_limit_options } = rendered(throttle({ enforceOnKey }));
    const { enforce_on_key, enforce_on_key_name, enforce_on_key_configs } = rate_limit_options as {
      [argument: string]: unknown;
    };
    return [enforce_on_key, enforce_on_key_name, enforce_on_key_configs];
  };

  test.each([
    [EnforceOnKey.ALL, "ALL"],
    [EnforceOnKey.IP, "IP"],
    [EnforceOnKey.XFF_IP, "XFF_IP"],
    [EnforceOnKey.HTTP_PATH, "HTTP_PATH"],
    [EnforceOnKey.SNI, "SNI"],
    [EnforceOnKey.REGION_CODE, "REGION_CODE"],
    [EnforceOnKey.TLS_JA3_FINGERPRINT, "TLS_JA3_FINGERPRINT"],
    [EnforceOnKey.TLS_JA4_FINGERPRINT, "TLS_JA4_FINGERPRINT"],
    [EnforceOnKey.USER_IP, "USER_IP"],
    [EnforceOnKey.combined([EnforceOnKey.SNI]), "SNI"],
  ])("stands alone: %j", (enforceOnKey, type) => {
    expect(keyOf(enforceOnKey)).toEqual([type, undefined, undefined]);
  });

  test.each([
    [EnforceOnKey.httpHeader("x-api-key"), "HTTP_HEADER", "x-api-key"],
    [EnforceOnKey.httpCookie("session"), "HTTP_COOKIE", "session"],
  ])("stands with its name: %j", (enforceOnKey, type, name) => {
    expect(keyOf(enforceOnKey)).toEqual([type, name, undefined]);
  });

  test("is combined of three, headers and cookies more than once", () => {
    const [a, b] = ["a", "b"].map((name) => EnforceOnKey.httpHeader(name));
    expect(keyOf(EnforceOnKey.combined([EnforceOnKey.IP, a, b]))).toEqual([
      "",
      undefined,
      [
        { enforce_on_key_type: "IP" },
        { enforce_on_key_type: "HTTP_HEADER", enforce_on_key_name: "a" },
        { enforce_on_key_type: "HTTP_HEADER", enforce_on_key_name: "b" },
      ],
    ]);
  });

  test("is refused when it is more than the name of a header", () => {
    refusal(throttle({ enforceOnKey: EnforceOnKey.httpHeader("x-api-key: a") })).toThrow(
      /^\[test\/Armor\] ARM-13: the name of a key must be a header or cookie name alone, got "x-api-key: a"; write it like/,
    );
  });

  test("may have names that are tokens", () => {
    const rule = rendered((stack) => throttle({ enforceOnKey: EnforceOnKey.httpCookie(stringToken(stack)) }));
    expect(rule).toMatchObject({ rate_limit_options: { enforce_on_key_name: "${var.Var}" } });
  });

  test.each([
    ["none", [], "0; add a key"],
    [
      "four",
      [EnforceOnKey.IP, EnforceOnKey.SNI, EnforceOnKey.HTTP_PATH, EnforceOnKey.REGION_CODE],
      "4; remove at least 1",
    ],
  ])("is refused when it is combined of %s", (_what, keys, rest) => {
    refusal(throttle({ enforceOnKey: EnforceOnKey.combined(keys) })).toThrow(
      new RegExp(`^\\[test/Armor\\] ARM-14: EnforceOnKey\\.combined takes 1 to 3 keys, got ${rest}`),
    );
  });

  test("is refused when one that is neither header nor cookie stands twice", () => {
    refusal(throttle({ enforceOnKey: EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.IP]) })).toThrow(
      /^\[test\/Armor\] ARM-14: a key that is neither a header nor a cookie may appear only once, got "IP"; remove one/,
    );
  });

  test.each([
    ["a header", EnforceOnKey.httpHeader("")],
    ["a cookie", EnforceOnKey.httpCookie("")],
    ["one of several", EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.httpCookie("")])],
  ])("is refused without a name: %s", (_what, enforceOnKey) => {
    refusal(throttle({ enforceOnKey })).toThrow(
      /^\[test\/Armor\] ARM-13: a key that is a header or cookie needs a name, got ""; write it like EnforceOnKey/,
    );
  });
});

describe("a rate limit", () => {
  const INTERVALS = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
  const DURATIONS = INTERVALS.filter((seconds) => seconds >= 60);

  test.each(INTERVALS)("counts for %p seconds", (intervalSec) => {
    expect(() => synthesize(policy(throttle({ intervalSec })))).not.toThrow();
    expect(() => synthesize(policy(ban({ banThreshold: { count: 1, intervalSec } })))).not.toThrow();
  });

  test.each([[0], [20], [61], [7200]])("does not count for %p seconds", (intervalSec) => {
    refusal(throttle({ intervalSec })).toThrow(
      new RegExp(`^\\[test/Armor\\] ARM-09: intervalSec must be one of 10, 30, .*, got ${intervalSec}; choose one of`),
    );
    refusal(ban({ banThreshold: { count: 1, intervalSec } })).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-09: intervalSec of banThreshold must be one of 10, .*, got ${intervalSec}; choose`,
      ),
    );
  });

  test.each(DURATIONS)("bans for %p seconds", (banDurationSec) => {
    expect(() => synthesize(policy(ban({ banDurationSec })))).not.toThrow();
  });

  test.each([[10], [30], [61], [7200]])("does not ban for %p seconds", (banDurationSec) => {
    refusal(ban({ banDurationSec })).toThrow(
      new RegExp(
        `^\\[test/Armor\\] ARM-11: banDurationSec must be one of 60, 120, .*, got ${banDurationSec}; choose one`,
      ),
    );
  });

  test.each([
    ["throttle", 1_000_000, (count: number) => throttle({ count })],
    ["rate_based_ban", 10_000, (count: number) => ban({ count })],
    ["banThreshold", 10_000, (count: number) => ban({ banThreshold: { count, intervalSec: 60 } })],
  ])("of %s counts from 1 to %p", (what, max, rule) => {
    expect(() => synthesize(policy(rule(1)))).not.toThrow();
    expect(() => synthesize(policy(rule(max)))).not.toThrow();
    for (const count of [0, max + 1, 1.5]) {
      refusal(rule(count)).toThrow(
        new RegExp(
          `^\\[test/Armor\\] ARM-10: count of ${what} must be .* from 1 to ${max}, got ${count}; choose one in`,
        ),
      );
    }
  });

  test("may have numbers that are tokens", () => {
    const rule = rendered((stack) => {
      const number = numberToken(stack);
      const banThreshold = { count: number, intervalSec: number };
      return ban({ count: number, intervalSec: number, banDurationSec: number, banThreshold });
    });
    expect(rule).toMatchObject({
      rate_limit_options: {
        rate_limit_threshold: { count: "${var.Var}", interval_sec: "${var.Var}" },
        ban_duration_sec: "${var.Var}",
        ban_threshold: { count: "${var.Var}", interval_sec: "${var.Var}" },
      },
    });
  });
});

describe("a redirect", () => {
  const redirect = (url: string) => SecurityRule.redirect({ match, redirect: SecurityRedirect.external302(url) });

  test.each([["/sorry"], ["www.example.com"], ["ftp://example.com"], ["https://"], [""]])("to %j is refused", (url) => {
    const refused = new RegExp(
      `^\\[test/Armor\\] ARM-16: a security rule must redirect to a full URL, got "${url}"; write it like https://www`,
    );
    refusal(redirect(url)).toThrow(refused);
    const exceedAction = ExceedAction.redirect(SecurityRedirect.external302(url));
    refusal(throttle({ exceedAction })).toThrow(refused);
  });

  test("may go to a token", () => {
    expect(rendered((stack) => redirect(stringToken(stack)))).toMatchObject({
      redirect_options: { target: "${var.Var}" },
    });
  });
});

describe("a rule's description", () => {
  const described = (description: string) => policy(SecurityRule.deny({ match, description }));

  test("of 65 characters is warned of, until that is acknowledged", () => {
    expect(warningsOf(described("x".repeat(65)))).toEqual([
      expect.stringMatching(
        /^\[test\/Armor\] ARM-29: the description of a rule may have at most 64 characters, got 65; shorten it \(https:/,
      ),
    ]);
    const silent = warningsOf((stack) =>
      Warnings.of(described("x".repeat(65))(stack)).acknowledge("ARM-29", "it is not cut"),
    );
    expect(silent).toEqual([]);
  });

  test("of 64 characters, or one that is a token, is not warned of", () => {
    expect(warningsOf(described("x".repeat(64)))).toEqual([]);
    expect(warningsOf((stack) => described(`${"x".repeat(60)}${stringToken(stack)}`)(stack))).toEqual([]);
  });
});
