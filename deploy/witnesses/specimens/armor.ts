import {
  DenyStatus,
  EdgeSecurityPolicy,
  EnforceOnKey,
  ExceedAction,
  JsonParsing,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRedirect,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { Specimen, around, oneWild } from "../specimen";

interface Rule {
  /** Whether the policy is an edge policy, which supports less. */
  readonly isAtEdge: boolean;
  readonly action: "allow" | "deny" | "throttle" | "ban" | "redirect";
  readonly match: {
    readonly ipRanges?: string[];
    readonly expression?: string;
    readonly waf?: string;
    readonly sensitivity?: number;
  };
  readonly count: number;
  readonly intervalSec: number;
  readonly banDurationSec: number;
  readonly banThreshold?: { readonly count: number; readonly intervalSec: number };
  readonly keys: Key[];
  readonly url: string;
  /** The name of a header that the rule adds, and a content type that is parsed as JSON. */
  readonly header?: string;
  readonly contentType?: string;
  /** The addresses that a default rule allows, which denies all others. */
  readonly exceptions?: string[];
  readonly priorities: readonly [number | undefined, number | undefined];
}
type Key = "IP" | "ALL" | "XFF_IP" | "HTTP_PATH" | "REGION_CODE" | "header" | "cookie" | "nameless";

const KEYS: { readonly [key in Key]: () => EnforceOnKey } = {
  IP: () => EnforceOnKey.IP,
  ALL: () => EnforceOnKey.ALL,
  XFF_IP: () => EnforceOnKey.XFF_IP,
  HTTP_PATH: () => EnforceOnKey.HTTP_PATH,
  REGION_CODE: () => EnforceOnKey.REGION_CODE,
  header: () => EnforceOnKey.httpHeader("x-api-key"),
  cookie: () => EnforceOnKey.httpCookie("session"),
  nameless: () => EnforceOnKey.httpHeader(""),
};

const intervals = fc.constantFrom(10, 30, 45, 60, 90, 120, 180, 600, 3600, 7200);
const ipRange = fc.constantFrom(
  "192.0.2.0/24",
  "2001:db8::/32",
  "198.51.100.7",
  "*",
  "192.0.2.0/33",
  "192.0.2.300",
  "web",
  "",
);

/** The parts of a rule's expression: any of them, joined, is right as long as there are few. */
const TERMS = [
  "request.path.startsWith('/admin')",
  "origin.region_code == 'DE'",
  "inIpRange(origin.ip, '192.0.2.0/24')",
  "request.method == 'POST'",
  "has(request.headers['x-a'])",
  "request.headers['user-agent'].contains('curl')",
  "!(origin.asn == 64512)",
  "request.path.matches('^/api/v[0-9]+/')",
];
/** What is right in backend policies alone. */
const PAST_EDGE = [
  "evaluatePreconfiguredWaf('sqli-v33-stable')",
  "request.scheme == 'https' && evaluateThreatIntelligence('iplist-tor-exit-nodes')",
  "origin.tls_ja4_fingerprint == 'a' || origin.tls_ja3_fingerprint == 'a'",
  "has(origin.user_ip)",
  "token.recaptcha_session.score < 0.5",
];
const WRONG = [
  "request.path.startsWith('/admin'",
  "origin.region_code in ['DE', 'FR']",
  "request.pth == '/'",
  "request.path.beginsWith('/')",
  "request.path.matches('(a)(?=b)')",
  "origin.region_code ==",
  "['a'].exists(x, x == request.path)",
];
const expression = fc.oneof(
  fc
    .tuple(fc.array(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 7 }), fc.constantFrom(" && ", " || "))
    .map(([terms, operator]) => terms.join(operator)),
  fc.constantFrom(...WRONG, ...PAST_EDGE),
  around(2048).map((length) => `request.path == '/${"a".repeat(length - "request.path == '/'".length)}'`),
);

const RIGHT: { readonly [K in keyof Rule]: fc.Arbitrary<Rule[K]> } = {
  isAtEdge: fc.constant(false),
  action: fc.constantFrom("allow", "deny", "throttle", "ban", "redirect"),
  match: fc.constantFrom({ ipRanges: ["192.0.2.0/24"] }, { expression: TERMS[0] }),
  count: fc.constantFrom(1, 100),
  intervalSec: fc.constant(60),
  banDurationSec: fc.constant(120),
  banThreshold: fc.constantFrom(undefined, { count: 1000, intervalSec: 600 }),
  keys: fc.constantFrom<Key[]>(["IP"], ["header"]),
  url: fc.constant("https://example.com/sorry"),
  header: fc.constant(undefined),
  contentType: fc.constant(undefined),
  exceptions: fc.constantFrom(undefined, ["192.0.2.0/24"]),
  priorities: fc.constant([undefined, undefined] as const),
};
const WILD: { readonly [K in keyof Rule]?: fc.Arbitrary<Rule[K]> } = {
  match: fc.oneof(
    fc.array(ipRange, { minLength: 1, maxLength: 3 }).map((ipRanges) => ({ ipRanges })),
    around(10).map((count) => ({ ipRanges: Array.from({ length: count }, (_, index) => `192.0.2.${index}/32`) })),
    expression.map((text) => ({ expression: text })),
    expression.map((text) => ({ expression: text })),
    around(0, 4).map((sensitivity) => ({ waf: "sqli-v33-stable", sensitivity })),
  ),
  count: around(1, 10_000, 1_000_000),
  intervalSec: intervals,
  banDurationSec: intervals,
  banThreshold: fc.record({ count: around(1, 10_000), intervalSec: intervals }),
  keys: fc.array(fc.constantFrom(...(Object.keys(KEYS) as Key[])), { minLength: 1, maxLength: 4 }),
  url: fc.constantFrom("https://example.com/", "", "example.com"),
  header: fc.constantFrom("X-Api-Key", "x_a", "X Api", "X-Api-Key:", ""),
  contentType: fc.constantFrom("application/vnd.api+json", "application/json; charset=utf-8", "json", ""),
  exceptions: fc.oneof(
    fc.array(ipRange, { minLength: 1, maxLength: 3 }),
    around(0, 10, 20).map((count) => Array.from({ length: count }, (_, index) => `192.0.2.${index}/32`)),
  ),
  priorities: fc.tuple(fc.constantFrom(0, 1000, -1, 2147483646, 2147483647), fc.constantFrom(1000, 2000)),
};

/** A Cloud Armor policy with a rule of any kind, and another rule beside it. */
export const armor: Specimen<Rule> = {
  part: "Cloud Armor",
  values: oneWild<Rule>(RIGHT, WILD),
  build: makePolicy,
};

/** The same at the edge, where only some kinds of rules are right. */
export const edge: Specimen<Rule> = {
  part: "Cloud Armor at the edge",
  values: oneWild<Rule>(
    { ...RIGHT, isAtEdge: fc.constant(true), action: fc.constantFrom("allow", "deny") },
    { ...WILD, action: RIGHT.action, header: RIGHT.header, contentType: RIGHT.contentType },
  ),
  build: makePolicy,
};

function makePolicy(scope: Construct, { header, contentType, exceptions, isAtEdge, match, ...rule }: Rule): void {
  const { action, count, intervalSec, banDurationSec, banThreshold, keys, url, priorities } = rule;
  const [priority, other] = priorities;
  const enforceOnKey = keys.length === 1 ? KEYS[keys[0]]() : EnforceOnKey.combined(keys.map((key) => KEYS[key]()));
  const what = { match: matchOf(match), priority };
  const requestHeadersToAdd = header === undefined ? undefined : [{ headerName: header, headerValue: "a" }];
  const admitted = { ...what, requestHeadersToAdd };
  const limit = { ...admitted, count, intervalSec, enforceOnKey, exceedAction: ExceedAction.TOO_MANY_REQUESTS };
  const rules = {
    allow: () => SecurityRule.allow(admitted),
    deny: () => SecurityRule.deny({ ...what, status: DenyStatus.NOT_FOUND }),
    throttle: () => SecurityRule.throttle(limit),
    ban: () => SecurityRule.rateBasedBan({ ...limit, banDurationSec, banThreshold }),
    redirect: () => SecurityRule.redirect({ ...what, redirect: SecurityRedirect.external302(url) }),
  };
  const second = SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]), priority: other });
  const defaultAction = exceptions && SecurityPolicyDefault.denyExcept(exceptions);
  const jsonParsing = contentType === undefined ? undefined : JsonParsing.standard({ contentTypes: [contentType] });
  const props = { rules: [rules[action](), second], defaultAction };
  if (isAtEdge) {
    new EdgeSecurityPolicy(scope, "Policy", props);
  } else {
    new SecurityPolicy(scope, "Policy", { ...props, jsonParsing });
  }
}

function matchOf({ ipRanges, expression: text, waf, sensitivity }: Rule["match"]): SecurityMatch {
  if (ipRanges) return SecurityMatch.ipRanges(ipRanges);
  if (text !== undefined) return SecurityMatch.expression(text);
  return SecurityMatch.preconfiguredWaf(waf ?? "sqli-v33-stable", { sensitivity });
}
