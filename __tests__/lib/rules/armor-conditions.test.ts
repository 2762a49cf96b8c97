/** Rules of Cloud Armor that are about everybody or nobody, redirects to themselves, and services with an open way. */
import { BACKEND, POLICY, URL_MAP, backendOf, found, ref, site, stackOf } from "./site";

const ALL = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const byExpression = (expression: string) => ({ expr: { expression } });
const otherwise = (action: string) => ({ action, priority: 2147483647, match: ALL });
const armor = (...rules: object[]) => ({ armor: { name: "armor", rule: rules } });
const said = (id: string, json: Parameters<typeof found>[0]) => found(json).filter((finding) => finding.includes(id));

describe("a condition that is the same for every request", () => {
  const constant = (expression: string) =>
    said(
      "ARM-38",
      stackOf({
        [POLICY]: armor({ action: "deny(403)", priority: 1, match: byExpression(expression) }, otherwise("allow")),
      }),
    );

  test.each([
    "origin.region_code != 'US' || origin.region_code != 'CA'",
    "'US' != origin.region_code || !(origin.region_code == 'CA')",
    "origin.asn != 1 || origin.asn != 2 || request.path == '/a'",
    "!request.path.startsWith('/a') || !request.path.startsWith('/b')",
    "!inIpRange(origin.ip, '203.0.113.0/24') || !inIpRange(origin.ip, '198.51.100.0/24')",
    "request.method == 'GET' || !(request.method == 'GET')",
    "!has(request.headers['x']) || has(request.headers['x'])",
    "!(origin.region_code == 'US' && origin.region_code == 'CA')",
  ])("%s is true for every request", (expression) => {
    expect(constant(expression)).toEqual([expect.stringMatching(/rule 1 is true for every request.*with &&/)]);
  });

  test.each([
    "origin.region_code == 'US' && origin.region_code == 'CA'",
    "request.path == '/a' && request.path.startsWith('/b')",
    "request.path.endsWith('.php') && request.path.endsWith('.asp')",
    "request.headers['x'] == 'a' && request.headers['x'] == 'b'",
    "inIpRange(origin.ip, '203.0.113.0/24') && inIpRange(origin.ip, '2001:db8::/32')",
    "request.path == '/a' && !(request.path == '/a')",
  ])("%s is never true", (expression) => {
    expect(constant(expression)).toEqual([expect.stringMatching(/rule 1 is never true.*with \|\|/)]);
  });

  test.each([
    "origin.region_code != 'US' && origin.region_code != 'CA'",
    "origin.region_code == 'US' || origin.region_code == 'CA'",
    "origin.region_code != 'US' || request.path != '/a'",
    "request.path == '/a/b' && request.path.startsWith('/a')",
    "request.path.contains('a') && request.path.contains('b')",
    "!request.path.startsWith('/a') || !request.path.startsWith('/a/b')",
    "inIpRange(origin.ip, '203.0.113.0/24') && !inIpRange(origin.ip, '203.0.113.7/32')",
    // a request without the header matches neither
    "request.headers['x'] != 'a' || request.headers['x'] != 'b'",
    "request.headers['x'] != 'a' && request.headers['y'] != 'a'",
    "true",
  ])("%s is neither", (expression) => {
    expect(constant(expression)).toEqual([]);
  });
});

describe("an earlier rule for more than a later one", () => {
  const behind = (first: string, second: string) =>
    said(
      "ARM-24",
      stackOf({
        [POLICY]: armor(
          { action: "allow", priority: 1, match: byExpression(first) },
          { action: "deny(403)", priority: 2, match: byExpression(second) },
          otherwise("allow"),
        ),
      }),
    ).length;

  test.each([
    ["request.path.startsWith('/a')", "request.path.startsWith('/a/b')"],
    ["request.path.startsWith('/a')", "request.path == '/a/b'"],
    ["request.path.contains('a')", "request.path.startsWith('/a/')"],
    ["request.path.endsWith('.php')", "request.path == '/x.php'"],
    ["request.path != '/a'", "request.path == '/b'"],
    ["!request.path.startsWith('/a/b')", "!request.path.startsWith('/a')"],
  ])("%s before %s", (first, second) => {
    expect(behind(first, second)).toBe(1);
    expect(behind(second, first)).toBe(0);
  });
});

describe("a ban by a key", () => {
  const ban = (options: object, action = "rate_based_ban") =>
    said(
      "ARM-39",
      stackOf({
        [POLICY]: armor(
          {
            action,
            priority: 1,
            match: ALL,
            rate_limit_options: {
              rate_limit_threshold: { count: 100, interval_sec: 60 },
              conform_action: "allow",
              exceed_action: "deny(429)",
              ...(action === "throttle" ? {} : { ban_duration_sec: 300 }),
              ...options,
            },
          },
          otherwise("allow"),
        ),
      }),
    );

  test("that all visitors share bans everybody", () => {
    expect(ban({ enforce_on_key: "ALL" })).toEqual([expect.stringContaining("gets everybody banned")]);
    expect(ban({})).toHaveLength(1);
  });

  test("that tells visitors apart is right, and a throttle may share", () => {
    expect(ban({ enforce_on_key: "IP" })).toEqual([]);
    expect(ban({ enforce_on_key: "", enforce_on_key_configs: [{ enforce_on_key_type: "IP" }] })).toEqual([]);
    expect(ban({ enforce_on_key: "ALL" }, "throttle")).toEqual([]);
  });
});

describe("a redirect of a policy", () => {
  const redirecting = (match: object, target: string, ...earlier: object[]) =>
    said(
      "ARM-16",
      site({
        [POLICY]: armor(
          ...earlier,
          { action: "redirect", priority: 10, match, redirect_options: { type: "EXTERNAL_302", target } },
          otherwise("allow"),
        ),
        [BACKEND]: { web: { ...backendOf("web"), security_policy: ref(POLICY, "armor") } },
        [URL_MAP]: {
          main: {
            default_service: ref(BACKEND, "web"),
            host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
            path_matcher: [{ name: "app", default_service: ref(BACKEND, "web") }],
          },
        },
      }),
    );

  test.each<[string, object, string]>([
    ["of everybody to the same site", ALL, "https://app.example.com/sorry"],
    ["of a region", byExpression("origin.region_code == 'AQ'"), "https://app.example.com/sorry"],
    ["of a path to a path below", byExpression("request.path.startsWith('/a')"), "https://app.example.com/a/b"],
  ])("%s meets itself", (_, match, target) => {
    expect(redirecting(match, target)).toEqual([expect.stringContaining("where the same rule redirects them again")]);
  });

  test.each<[string, object, string, ...object[]]>([
    ["to another site", ALL, "https://www.example.com/sorry"],
    ["to another path", byExpression("request.path.startsWith('/a')"), "https://app.example.com/b"],
    ["of attacks", byExpression("evaluatePreconfiguredWaf('sqli-v33-stable')"), "https://app.example.com/sorry"],
    ["of bots", byExpression("token.recaptcha_session.score < 0.5"), "https://app.example.com/sorry"],
    [
      "to a path that an earlier rule allows",
      ALL,
      "https://app.example.com/sorry",
      { action: "allow", priority: 1, match: byExpression("request.path == '/sorry'") },
    ],
  ])("%s does not", (_, match, target, ...earlier) => {
    expect(redirecting(match, target, ...earlier)).toEqual([]);
  });
});

describe("a service behind a policy that denies everybody else", () => {
  const withOther = (...rules: object[]) =>
    said(
      "UM-23",
      site({
        [POLICY]: {
          ...armor(
            { action: "allow", priority: 1, match: { ...ALL, config: { src_ip_ranges: ["203.0.113.0/24"] } } },
            otherwise("deny(403)"),
          ),
          other: { name: "other", rule: rules },
        },
        [BACKEND]: {
          admin: { ...backendOf("web"), name: "admin", security_policy: ref(POLICY, "armor") },
          web: { ...backendOf("web"), security_policy: ref(POLICY, "other") },
        },
        [URL_MAP]: {
          main: {
            default_service: ref(BACKEND, "web"),
            host_rule: [{ hosts: ["app.example.com"], path_matcher: "app" }],
            path_matcher: [
              {
                name: "app",
                default_service: ref(BACKEND, "web"),
                path_rule: [{ paths: ["/admin"], service: ref(BACKEND, "admin") }],
              },
            ],
          },
        },
      }),
    );

  test("has no other way with a policy that denies nobody", () => {
    expect(withOther(otherwise("allow"))).toEqual([
      expect.stringMatching(/https:\/\/\S+\/admin reaches here.*policy that denies everybody else/),
    ]);
  });

  test("may have one with a policy that denies somebody", () => {
    expect(
      withOther({ action: "deny(403)", priority: 1, match: byExpression("request.path == '/x'") }, otherwise("allow")),
    ).toEqual([]);
  });
});
