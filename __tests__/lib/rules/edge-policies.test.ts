/** What an edge policy does not support, and where it is attached: in constructs, in policies and in separate rules. */
import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import {
  BackendBucket,
  BackendService,
  BackendServiceProps,
  CdnPolicy,
  DenyStatus,
  EdgeSecurityPolicy,
  EnforceOnKey,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRedirect,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
  Routes,
  RouteAction,
  WafField,
} from "cdktf-google-serverless-lb";
import { synthesize, warningsOf } from "../../synthesized";
import { POLICY, expectFound, found, ref, stackOf } from "./site";

const RULE = "google_compute_security_policy_rule";
const everything = { versioned_expr: "SRC_IPS_V1", config: { src_ip_ranges: ["*"] } };
const byDefault = { action: "allow", priority: 2147483647, match: everything };
const rule = (changes: object) => ({ action: "deny(403)", priority: 7, match: everything, ...changes });
const expression = (text: string) => ({ match: { expr: { expression: text } } });
const limit = {
  action: "throttle",
  rate_limit_options: {
    conform_action: "allow",
    exceed_action: "deny(429)",
    enforce_on_key: "IP",
    rate_limit_threshold: { count: 10, interval_sec: 60 },
  },
};
const ban = { action: "rate_based_ban", rate_limit_options: { ...limit.rate_limit_options, ban_duration_sec: 300 } };
const recaptcha = { redirect_options: { type: "GOOGLE_RECAPTCHA" } };
const header = { header_action: { request_headers_to_adds: [{ header_name: "X-A", header_value: "a" }] } };
const excluded = {
  preconfigured_waf_config: {
    exclusion: [{ target_rule_set: "sqli-v33-stable", request_uri: [{ operator: "EQUALS_ANY" }] }],
  },
};

const edge = (changes: object, type: unknown = "CLOUD_ARMOR_EDGE") =>
  stackOf({ [POLICY]: { edge: { name: "edge", type, rule: [byDefault], ...changes } } });
const inPolicy = (changes: object, type?: unknown) => edge({ rule: [rule(changes), byDefault] }, type);
const beside = (changes: object, type: unknown = "CLOUD_ARMOR_EDGE") =>
  stackOf({
    [POLICY]: { edge: { name: "edge", type } },
    [RULE]: { edge: { security_policy: ref(POLICY, "edge", "name"), ...rule(changes) } },
  });
const byName = (changes: object, type: unknown = "CLOUD_ARMOR_EDGE") =>
  stackOf({
    [POLICY]: { edge: { name: "edge", type } },
    [RULE]: { edge: { security_policy: "edge", ...rule(changes) } },
  });
const PLACES = [
  ["in a policy", inPolicy],
  ["beside a policy", beside],
  ["beside a policy, by its name", byName],
] as const;

const calls = (name: string) => `rule 7 calls ${name}(), which an edge policy does not support; move this rule to`;
const looks = (name: string) =>
  `rule 7 looks at ${name}, but the rules of an edge policy look only at origin.asn, origin.ip, origin.region_code, request.headers, request.method, request.path, request.query, request.scheme; move this rule to`;
const acts = (name: string) =>
  `rule 7 has action ${name}, but the rules of an edge policy only allow or deny; move this rule to a backend policy (SecurityPolicy), attached as security_policy`;
const CASES: readonly (readonly [what: string, breaks: object, text: string])[] = [
  ["a redirect", { action: "redirect", ...recaptcha }, acts("redirect")],
  ["a rate limit", limit, acts("throttle")],
  ["a ban", ban, acts("rate_based_ban")],
  ["a header", header, "rule 7 has header_action, which an edge policy does not support; move this rule to"],
  ["a target", recaptcha, "rule 7 has redirect_options, which an edge policy does not support;"],
  ["exclusions", excluded, "rule 7 has preconfigured_waf_config, which an edge policy does not support;"],
  [
    "reCAPTCHA keys",
    {
      match: {
        expr: { expression: "request.path == '/'" },
        expr_options: { recaptcha_options: { session_token_site_keys: ["a"] } },
      },
    },
    "rule 7 has expr_options, which an edge policy does not support;",
  ],
  ["a WAF", expression("evaluatePreconfiguredWaf('sqli-v33-stable')"), calls("evaluatePreconfiguredWaf")],
  [
    "a WAF with exclusions",
    { ...expression("evaluatePreconfiguredWaf('sqli-v33-stable')"), ...excluded },
    calls("evaluatePreconfiguredWaf"),
  ],
  [
    "a WAF in a condition",
    expression("request.path == '/' && !evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})"),
    calls("evaluatePreconfiguredWaf"),
  ],
  ["a feed", expression("evaluateThreatIntelligence('iplist-tor-exit-nodes')"), calls("evaluateThreatIntelligence")],
  [
    "Adaptive Protection",
    expression("evaluateAdaptiveProtectionAutoDeploy()"),
    calls("evaluateAdaptiveProtectionAutoDeploy"),
  ],
  ["managed rules", expression("evaluateManagedRules('sqli:stable')"), calls("evaluateManagedRules")],
  ["the user's address", expression("inIpRange(origin.user_ip, '203.0.113.0/24')"), looks("origin.user_ip")],
  ["JA3", expression("has(origin.tls_ja3_fingerprint)"), looks("origin.tls_ja3_fingerprint")],
  ["JA4", expression("origin.tls_ja4_fingerprint == 'a'"), looks("origin.tls_ja4_fingerprint")],
  ["a token", expression("token.recaptcha_session.score < 0.5"), looks("token.recaptcha_session.score")],
  ["no cookie", expression("token.recaptcha_exemption.valid"), looks("token.recaptcha_exemption.valid")],
];

describe.each(PLACES)("a rule %s", (_where, build) => {
  test.each(CASES)("of an edge policy may not have %s", (_what, breaks, text) => {
    expect(found(build(breaks)).filter((each) => each.startsWith("error"))).toEqual([
      expect.stringContaining(`error ARM-03 prod/edge: ${text}`),
    ]);
  });

  test.each(CASES)("of a backend policy, or of one of an unknown type, may have %s", (_what, breaks) => {
    [undefined, "CLOUD_ARMOR", "${var.type}"].forEach((type) =>
      expect(found(build(breaks, type ?? null)).filter((each) => each.includes("ARM-03"))).toEqual([]),
    );
  });

  test.each([
    ["addresses", {}],
    ["addresses, for an allow", { action: "allow" }],
    ["another status", { action: "deny(502)" }],
    ["an unknown action", { action: "${var.action}" }],
    ["a preview", { preview: true }],
    ["an unknown expression", expression("${var.expression}")],
    ["the address", expression("inIpRange(origin.ip, '203.0.113.0/24') || origin.asn == 64512")],
    ["the region", expression("origin.region_code == 'DE' && request.method == 'POST'")],
    ["the URL", expression("request.scheme == 'http' || request.path == '/a' || request.query.contains('a=1')")],
    ["a header", expression("has(request.headers['x-a']) && request.headers['x-a'].lower().matches('^a')")],
    ["an address group", expression("evaluateAddressGroup('office', origin.ip)")],
  ])("of an edge policy may have %s", (_what, keeps) => {
    expect(found(build(keeps)).filter((each) => each.includes("ARM-03"))).toEqual([]);
  });
});

test.each([
  ["advanced_options_config", { advanced_options_config: { log_level: "VERBOSE" } }],
  ["recaptcha_options_config", { recaptcha_options_config: { redirect_site_key: "a" } }],
  [
    "adaptive_protection_config",
    { adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true, rule_visibility: "STANDARD" } } },
  ],
])("an edge policy may not have %s", (name, setting) => {
  expectFound(
    [edge(setting)],
    `error ARM-03 prod/edge: an edge policy does not support ${name}; remove it, or set it on a backend policy (SecurityPolicy), attached as security_policy`,
  );
  expect(found(edge(setting, "CLOUD_ARMOR"))).toEqual([]);
});

test("an edge policy may say that Adaptive Protection is off", () => {
  expect(found(edge({ adaptive_protection_config: { layer_7_ddos_defense_config: { enable: false } } }))).toEqual([]);
});

test("an edge policy without a default rule is told of the construct for it", () => {
  expectFound([edge({ rule: [rule({})] })], /^warning ARM-04 .*; add a default rule, or use EdgeSecurityPolicy$/);
});

// ---- constructs

const match = SecurityMatch.ipRanges(["203.0.113.0/24"]);
const throttle = SecurityRule.throttle({ count: 10, intervalSec: 60, enforceOnKey: EnforceOnKey.IP });
const redirect = SecurityRule.redirect({ match, redirect: SecurityRedirect.external302("https://example.com/") });
const denied = (what: SecurityMatch) => SecurityRule.deny({ match: what });
const exclusions = [{ requestCookies: [WafField.all()] }];

test.each<[string, SecurityRule, string]>([
  ["throttles", throttle, "rule 1000 has action throttle, but the rules of an edge policy only allow or deny; "],
  ["redirects", redirect, "rule 1000 has action redirect, but the rules of an edge policy only allow or deny; "],
  [
    "uses a WAF",
    denied(SecurityMatch.preconfiguredWaf("sqli-v33-stable", { exclusions })),
    "rule 1000 calls evaluatePreconfiguredWaf(), which an edge policy does not support; ",
  ],
  [
    "uses a feed",
    denied(SecurityMatch.threatIntelligence("iplist-tor-exit-nodes")),
    "rule 1000 calls evaluateThreatIntelligence(), which an edge policy does not support; ",
  ],
  [
    "looks at a fingerprint",
    denied(SecurityMatch.expression("origin.tls_ja4_fingerprint == 'a'")),
    "rule 1000 looks at origin.tls_ja4_fingerprint, but the rules of an edge policy look only at origin.asn, ",
  ],
])("a rule that %s is refused where it is given or added, with its place", (_what, foreign, text) => {
  const message = `[test/Edge] ARM-03: ${text}`;
  const wayOut = "move this rule to a backend policy (SecurityPolicy), attached as securityPolicy (https:";
  const given = () => synthesize((stack) => new EdgeSecurityPolicy(stack, "Edge", { rules: [foreign] }));
  const added = () => synthesize((stack) => new EdgeSecurityPolicy(stack, "Edge").addRule(foreign));
  [given, added].forEach((build) => {
    expect(build).toThrow(message);
    expect(build).toThrow(wayOut);
  });
  expect(() => synthesize((stack) => new SecurityPolicy(stack, "Armor", { rules: [foreign] }))).not.toThrow();
});

function backend(stack: EnvironmentStack, id: string, props: Partial<BackendServiceProps> = {}) {
  const target = ServerlessTarget.cloudRun(id.toLowerCase());
  const neg = new ServerlessNeg(stack, `${id}Neg`, { region: "us-central1", target });
  return new BackendService(stack, id, { backends: [neg], ...props });
}

const cdnPolicy = CdnPolicy.useOriginHeaders();
const edgeOf = (stack: EnvironmentStack) => new EdgeSecurityPolicy(stack, "Edge", { rules: [denied(match)] });

test("an edge policy on a backend service without a cache is warned of", () => {
  expect(warningsOf((stack) => backend(stack, "Web", { edgeSecurityPolicy: edgeOf(stack) }))).toEqual([
    expect.stringMatching(
      /^\[test\/Web\] ARM-03: an edge policy is for what a cache answers, but this backend service has no cache; use a backend policy \(SecurityPolicy\), attached as securityPolicy, which supports more rules, or turn on Cloud CDN/,
    ),
  ]);
});

test.each<[string, (stack: EnvironmentStack) => void]>([
  [
    "a backend service with a cache",
    (stack) => backend(stack, "Web", { edgeSecurityPolicy: edgeOf(stack), cdnPolicy }),
  ],
  [
    "a backend bucket without a cache",
    (stack) => new BackendBucket(stack, "Assets", { bucketName: "assets", edgeSecurityPolicy: edgeOf(stack) }),
  ],
  [
    "a backend service where visitors sign in",
    (stack) => {
      const { resource } = backend(stack, "Web", { edgeSecurityPolicy: edgeOf(stack) });
      resource.addOverride("iap", { enabled: true });
    },
  ],
  [
    "a backend service of which only Terraform knows whether it has a cache",
    (stack) =>
      backend(stack, "Web", { edgeSecurityPolicy: edgeOf(stack) }).resource.addOverride("enable_cdn", "${var.cdn}"),
  ],
])("an edge policy on %s is in order", (_what, build) => {
  expect(warningsOf(build).filter((text) => text.includes("ARM-"))).toEqual([]);
});

test("an edge policy that nothing uses is told of its own prop", () => {
  const unused = (stack: EnvironmentStack) => {
    edgeOf(stack);
    new BackendBucket(stack, "Assets", { bucketName: "assets" });
  };
  expect(warningsOf(unused)).toEqual([
    expect.stringMatching(
      /^\[test\/Edge\] ARM-33: no backend service or bucket uses this Cloud Armor edge policy, so it protects nothing; attach it \(edgeSecurityPolicy\), or remove it/,
    ),
  ]);
  expect(warningsOf((stack) => void edgeOf(stack))).toEqual([]);
});

test("a policy attached in the other place is told where to go, with the names of props", () => {
  const attached = (stack: EnvironmentStack) => {
    const link = edgeOf(stack).edgeSecurityPolicySelfLink;
    backend(stack, "Web", { securityPolicy: SecurityPolicy.fromSecurityPolicySelfLink(stack, "Armor", link) });
  };
  expect(() => synthesize(attached)).toThrow(
    "[test/Web] ARM-02: securityPolicy must be a policy of type CLOUD_ARMOR, but test/Edge is of type CLOUD_ARMOR_EDGE; attach this policy as edgeSecurityPolicy, or attach another policy",
  );
});

test("a backend policy on a bucket has no other place", () => {
  const policies = { [POLICY]: { armor: { name: "armor", rule: [byDefault] } } };
  const bucket = { bucket_name: "acme-assets", name: "a", edge_security_policy: ref(POLICY, "armor") };
  expectFound(
    [stackOf({ ...policies, google_compute_backend_bucket: { assets: bucket } })],
    "error ARM-02 prod/assets: edge_security_policy must be a policy of type CLOUD_ARMOR_EDGE, but prod/armor is of type CLOUD_ARMOR; attach another policy",
  );
});

// ---- sites

interface Protected {
  readonly web?: Partial<BackendServiceProps>;
  readonly api?: Partial<BackendServiceProps>;
  readonly assets?: boolean;
}

/** A site with a backend service by default, another one below /api, and a bucket below /assets. */
function site(stack: EnvironmentStack, policies: (edge: EdgeSecurityPolicy, armor: SecurityPolicy) => Protected) {
  const edge = edgeOf(stack);
  const { web, api, assets } = policies(edge, new SecurityPolicy(stack, "Armor", { rules: [throttle] }));
  const bucket = new BackendBucket(stack, "Assets", {
    bucketName: "assets",
    edgeSecurityPolicy: assets === true ? edge : undefined,
  });
  new UrlMap(stack, "Map", {
    defaultService: backend(stack, "Web", { cdnPolicy, ...web }),
    routes: Routes.byPath([
      { paths: ["/api", "/api/*"], action: RouteAction.forward(backend(stack, "Api", { cdnPolicy, ...api })) },
      { paths: ["/assets", "/assets/*"], action: RouteAction.forward(bucket) },
    ]),
  });
}
const protectionOf = (policies: (edge: EdgeSecurityPolicy, armor: SecurityPolicy) => Protected) =>
  warningsOf((stack) => site(stack, policies))
    .filter((text) => text.includes("ARM-33") && !text.includes("protects nothing"))
    .map((text) => text.replace(/ \(https.*/, ""));
const lacks = (backend: string, by: string, wayOut: string) =>
  `[test/${backend}] ARM-33: Cloud Armor policy ${by} of the same URL map, but this one has no policy; attach one that suits its visitors (${wayOut})`;

test("each backend of a site has a policy, or none has one", () => {
  expect(protectionOf(() => ({}))).toEqual([]);
  expect(
    protectionOf((edgeSecurityPolicy, securityPolicy) => ({
      web: { edgeSecurityPolicy },
      api: { securityPolicy },
      assets: true,
    })),
  ).toEqual([]);
  expect(
    protectionOf((edgeSecurityPolicy) => ({ web: { edgeSecurityPolicy }, api: { edgeSecurityPolicy }, assets: true })),
  ).toEqual([]);
});

test("an edge policy on a bucket says nothing of the services beside it", () => {
  expect(protectionOf(() => ({ assets: true }))).toEqual([]);
});

test("a backend service without a policy beside an edge policy is warned of", () => {
  expect(protectionOf((edgeSecurityPolicy) => ({ web: { edgeSecurityPolicy }, assets: true }))).toEqual([
    lacks("Api", "test/Edge protects test/Web", "securityPolicy"),
  ]);
});

test("a bucket without a policy is warned of beside an edge policy, and not beside another one", () => {
  const two = (edgeSecurityPolicy: EdgeSecurityPolicy, securityPolicy: SecurityPolicy) => ({
    web: { edgeSecurityPolicy },
    api: { securityPolicy },
  });
  expect(protectionOf(two)).toEqual([lacks("Assets", "test/Edge protects test/Web", "edgeSecurityPolicy")]);
  expect(protectionOf((_, securityPolicy) => ({ web: { securityPolicy }, api: { securityPolicy } }))).toEqual([]);
});

describe("a bucket beside services that are closed to others than the office", () => {
  const open = (policies: (policy: SecurityPolicy) => Protected, errorPages = false) =>
    warningsOf((stack) => {
      const policy = new SecurityPolicy(stack, "Office", {
        defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"]),
      });
      const { web, api } = policies(policy);
      const bucket = new BackendBucket(stack, "Assets", { bucketName: "assets" });
      const assets = { paths: ["/assets", "/assets/*"], action: RouteAction.forward(bucket) };
      new UrlMap(stack, "Map", {
        defaultService: backend(stack, "Web", { ...web }),
        customErrorResponsePolicy: errorPages
          ? { errorService: bucket, rules: [{ matchResponseCodes: ["5xx"], path: "/sorry.html" }] }
          : undefined,
        routes: Routes.byPath([
          { paths: ["/api", "/api/*"], action: RouteAction.forward(backend(stack, "Api", { ...api })) },
          ...(errorPages ? [] : [assets]),
        ]),
      });
    }).filter((text) => text.includes("test/Assets] ARM-33"));

  test("is warned of", () => {
    expect(open((securityPolicy) => ({ web: { securityPolicy }, api: { securityPolicy } }))).toEqual([
      expect.stringContaining(lacks("Assets", "test/Office protects test/Web, test/Api", "edgeSecurityPolicy")),
    ]);
  });

  test("is not warned of where a service is open, or where it has error pages alone", () => {
    expect(open((securityPolicy) => ({ web: { securityPolicy }, api: {} }))).toEqual([]);
    expect(open((securityPolicy) => ({ web: { securityPolicy }, api: { securityPolicy } }), true)).toEqual([]);
  });
});

describe("an edge policy that denies everybody", () => {
  const closedBy = (status: DenyStatus, ...rules: SecurityRule[]) =>
    warningsOf((stack) => {
      const defaultAction = SecurityPolicyDefault.deny(status);
      const edgeSecurityPolicy = new EdgeSecurityPolicy(stack, "Edge", { defaultAction, rules });
      const bucket = new BackendBucket(stack, "Assets", { bucketName: "assets", edgeSecurityPolicy });
      new UrlMap(stack, "Map", { defaultService: bucket });
    }).filter((text) => text.includes("ARM-05"));
  const denied = SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]) });

  test.each<[string, string[]]>([
    ["for which others seem to be allowed", closedBy(DenyStatus.FORBIDDEN)],
    ["and has another rule that denies", closedBy(DenyStatus.NOT_FOUND, denied)],
  ])("%s is warned of", (_what, warnings) => {
    expect(warnings).toEqual([
      expect.stringMatching(
        /^\[test\/Edge\] ARM-05: the rules of this policy deny every request, so no visitor can reach test\/Assets; /,
      ),
    ]);
  });

  test("by answering that nothing is there does so on purpose", () => {
    expect(closedBy(DenyStatus.NOT_FOUND)).toEqual([]);
  });
});

test("an edge policy of the provider is judged beside our constructs", () => {
  const build = (stack: EnvironmentStack) => {
    const policy = new ComputeSecurityPolicy(stack, "Edge", {
      name: "edge",
      type: "CLOUD_ARMOR_EDGE",
      rule: [
        { action: "throttle", priority: 1, match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } } },
      ],
    });
    policy.addOverride("rule.0.action", "redirect");
  };
  expect(() => synthesize(build)).toThrow(
    "[test/Edge] ARM-03: rule 1 has action redirect, but the rules of an edge policy only allow or deny; move this rule to a backend policy (SecurityPolicy), attached as security_policy",
  );
});
