import { Vocabulary } from "../google/vocabulary";

/** The longest expression, in characters. */
export const MAX_EXPRESSION_LENGTH = 2048;
/** The longest comparison or call, in characters. */
export const MAX_PART_LENGTH = 1024;
/** The most comparisons and calls of an expression. */
export const MAX_COMPARISONS = 5;

/** The types of Cloud Armor's rules language. A header is a text. */
export type ExpressionType =
  "text" | "integer" | "number" | "condition" | "headers" | "header" | "list" | "map" | "null" | "any";

/** The entry of a name in a table, without the properties that every object has. */
export function entry<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The attributes of a request. */
export const ATTRIBUTES: { readonly [name: string]: ExpressionType } = {
  "origin.ip": "text",
  "origin.user_ip": "text",
  "origin.region_code": "text",
  "origin.asn": "integer",
  "origin.tls_ja3_fingerprint": "text",
  "origin.tls_ja4_fingerprint": "text",
  "request.headers": "headers",
  "request.method": "text",
  "request.path": "text",
  "request.query": "text",
  "request.scheme": "text",
  "token.recaptcha_exemption.valid": "condition",
  "token.recaptcha_action.score": "number",
  "token.recaptcha_action.captcha_status": "text",
  "token.recaptcha_action.action": "text",
  "token.recaptcha_action.valid": "condition",
  "token.recaptcha_session.score": "number",
  "token.recaptcha_session.valid": "condition",
};

/** The attributes that the expressions of edge policies may use. */
export const EDGE_ATTRIBUTES: readonly string[] = [
  "origin.asn",
  "origin.ip",
  "origin.region_code",
  "request.headers",
  "request.method",
  "request.path",
  "request.query",
  "request.scheme",
];

/** How a function is called. */
interface Signature {
  /** The types of the arguments; a type with a question mark may be left out. */
  readonly takes: readonly string[];
  readonly returns: ExpressionType;
}

/** Names of other rules languages, and what to write instead. */
export const ELSEWHERE: { readonly [name: string]: string } = {
  ...Object.fromEntries(
    ["request.uri", "request.url", "request.full_path", "request.path_and_query"].map((name) => [
      name,
      "use request.path for the path and request.query for what follows the ?",
    ]),
  ),
  ...Object.fromEntries(
    ["accept_language", "authorization", "content_type", "cookie", "host", "referer", "user_agent"].map((header) => [
      `request.${header}`,
      `use request.headers['${header.replace("_", "-")}']`,
    ]),
  ),
  "request.body": "use a preconfigured rule set, which reads the body",
  "request.cookies": "use request.headers['cookie']",
  "request.params": "use request.query",
};

/** What people call the attributes, word by word and as a whole. */
export const ATTRIBUTE_VOCABULARY: Vocabulary = {
  words: {
    client: "origin",
    country: "region code",
    geo: "region code",
    http: "request",
    protocol: "scheme",
    remote: "origin",
    source: "origin",
    src: "origin",
    user: "origin",
    verb: "method",
    visitor: "origin",
  },
};

/** The functions of a text, `x.contains(y)`. */
export const METHODS: { readonly [name: string]: Signature } = {
  contains: { takes: ["text"], returns: "condition" },
  startsWith: { takes: ["text"], returns: "condition" },
  endsWith: { takes: ["text"], returns: "condition" },
  matches: { takes: ["text"], returns: "condition" },
  lower: { takes: [], returns: "text" },
  upper: { takes: [], returns: "text" },
  base64Decode: { takes: [], returns: "text" },
  urlDecode: { takes: [], returns: "text" },
  urlDecodeUni: { takes: [], returns: "text" },
  utf8ToUnicode: { takes: [], returns: "text" },
  size: { takes: [], returns: "integer" },
};

const ADDRESS_GROUP: Signature = { takes: ["text", "any?", "list?"], returns: "condition" };

/** The functions without a target, `f(x)`. */
export const FUNCTIONS: { readonly [name: string]: Signature } = {
  has: { takes: ["any"], returns: "condition" },
  int: { takes: ["any"], returns: "integer" },
  size: { takes: ["text"], returns: "integer" },
  matches: { takes: ["text", "text"], returns: "condition" },
  inIpRange: { takes: ["text", "text"], returns: "condition" },
  evaluatePreconfiguredWaf: { takes: ["text", "map?"], returns: "condition" },
  evaluateManagedRules: { takes: ["text", "any?"], returns: "condition" },
  evaluatePreconfiguredExpr: { takes: ["text", "list?"], returns: "condition" },
  evaluateThreatIntelligence: { takes: ["text", "any?", "list?"], returns: "condition" },
  evaluateAddressGroup: ADDRESS_GROUP,
  evaluateOrganizationAddressGroup: ADDRESS_GROUP,
  evaluateAdaptiveProtection: { takes: ["text"], returns: "condition" },
  evaluateAdaptiveProtectionAutoDeploy: { takes: [], returns: "condition" },
};

/** The functions that only the expressions of backend policies may call. */
export const BACKEND_FUNCTIONS: readonly string[] = [
  "evaluatePreconfiguredWaf",
  "evaluateManagedRules",
  "evaluatePreconfiguredExpr",
  "evaluateThreatIntelligence",
  "evaluateAdaptiveProtection",
  "evaluateAdaptiveProtectionAutoDeploy",
];

/** The operators that CEL has and Cloud Armor does not, and what to write instead. */
export const MISSING: { readonly [name: string]: string } = {
  in: "compare with == and combine with ||",
  "?:": "combine conditions with &&, || and !",
  "/": "compute the number beforehand",
  "%": "compute the number beforehand",
  ".?": "write has(request.headers['x']) && before it",
  "[?]": "write has(request.headers['x']) && before it",
};

/** What CEL can do with a list or map and Cloud Armor cannot, and what to write instead. */
export const MISSING_METHODS: { readonly [name: string]: string } = {
  exists: "compare one by one and combine with ||",
  exists_one: "compare one by one and combine with ||",
  all: "compare one by one and combine with &&",
  map: "compare one by one",
  filter: "compare one by one",
};

/** Google's threat intelligence feeds, as of November 2026. */
export const FEEDS = [
  "iplist-tor-exit-nodes",
  "iplist-known-malicious-ips",
  "iplist-search-engines-crawlers",
  "iplist-vpn-providers",
  "iplist-anon-proxies",
  "iplist-crypto-miners",
  "iplist-cloudflare",
  "iplist-fastly",
  "iplist-imperva",
  "iplist-public-clouds",
  "iplist-public-clouds-aws",
  "iplist-public-clouds-azure",
  "iplist-public-clouds-gcp",
  "iplist-public-clouds-google-services",
];

/** The versions of Google's managed rules, as of November 2026. */
export const MANAGED_VERSIONS = ["stable", "canary"];
