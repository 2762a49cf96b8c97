/** What an expression can know of a request. */
import { Block, Unanswerable, blockOf, isDynamic, isExpression, textsOf } from "../app/values";
import { ParsedRequest, RouteRequest, parseRequest } from "../routing/request";
import { ArmorAssumptionId } from "./assumptions";
import { isIpRange } from "./ip-ranges";
import { ATTRIBUTES, entry } from "./rules-language";
import { bytesOf } from "./text-functions";

/** A value of an expression: texts are byte strings. */
export type Value =
  | { readonly of: "known"; readonly value: string | number | boolean }
  /** The expression has no value, as for a header that the request does not have. */
  | { readonly of: "fails"; readonly why: string }
  /** Only Terraform or Google knows it. */
  | { readonly of: "unknown"; readonly why: string };

/** What is known of a request. */
export interface Facts {
  readonly request: RouteRequest;
  readonly parsed: ParsedRequest;
  readonly policy: Block;
  /** The values of the attributes that are none of the headers, and are not read from them. */
  readonly attributes: { readonly [name: string]: Value };
  /** What the answers so far rest on. */
  readonly assumed: Set<ArmorAssumptionId>;
}

const USER_IP = "origin.user_ip";
/** Headers that the load balancer sets, of which nobody says whether Cloud Armor sees them. */
const SET_BY_GOOGLE = ["via", "x-cloud-trace-context", "x-forwarded-for", "x-forwarded-proto"];

/** A value that is known. */
export function known(value: string | number | boolean): Value {
  return { of: "known", value: typeof value === "string" ? bytesOf(value) : value };
}

/** A value that is unknown. */
export function unknown(why: string): Value {
  return { of: "unknown", why };
}

/**
 * What is known of a request to a backend with a policy.
 *
 * @throws Unanswerable if the address or the region code is none
 */
export function factsOf(policy: Block, request: RouteRequest): Facts {
  const { clientIp, regionCode } = request;
  if (clientIp !== undefined && !isAddress(clientIp)) {
    throw new Unanswerable(
      `clientIp must be an IPv4 or IPv6 address, got ${JSON.stringify(clientIp)}; write it like 203.0.113.7`,
    );
  }
  if (regionCode !== undefined && !/^[A-Z]{2}$/.test(regionCode)) {
    throw new Unanswerable(
      `regionCode must be two capital letters, got ${JSON.stringify(regionCode)}; write it like US`,
    );
  }
  const parsed = parseRequest(request);
  return { request, parsed, policy, attributes: attributesOf(request, parsed), assumed: new Set() };
}

/** The value of an attribute, by its name with dots. */
export function attribute(name: string, facts: Facts): Value {
  const header = name.startsWith("request.headers.") ? name.slice("request.headers.".length) : undefined;
  if (header !== undefined) {
    return headerOf(header, facts);
  }
  if (name === USER_IP) {
    return userIp(facts);
  }
  const why = entry(ATTRIBUTES, name) === undefined ? `there is no attribute ${name}` : `only Google knows ${name}`;
  return entry(facts.attributes, name) ?? unknown(why);
}

/** The value of a header. Names are in lower case; another one is of no header. */
export function headerOf(name: string, { parsed }: Facts): Value {
  const value = name === "host" ? parsed.host : parsed.headers.get(name);
  if (value !== undefined && name === name.toLowerCase()) {
    return known(value);
  }
  return SET_BY_GOOGLE.includes(name)
    ? unknown(`Google does not document whether Cloud Armor sees the header ${name} that the load balancer sets`)
    : { of: "fails", why: `the request has no header ${name}` };
}

/** Whether a text is an IPv4 or IPv6 address. */
export function isAddress(text: string): boolean {
  return !text.includes("/") && isIpRange(text);
}

function attributesOf(request: RouteRequest, parsed: ParsedRequest): Facts["attributes"] {
  const given = (
    attribute: string,
    name: "clientIp" | "regionCode" | "asn" | "tlsJa3Fingerprint" | "tlsJa4Fingerprint",
  ): Value => {
    const value = request[name];
    return value === undefined ? unknown(`${attribute} is not known without ${name} of the request`) : known(value);
  };
  return {
    "origin.ip": given("origin.ip", "clientIp"),
    "origin.region_code": given("origin.region_code", "regionCode"),
    "origin.asn": given("origin.asn", "asn"),
    "origin.tls_ja3_fingerprint": given("origin.tls_ja3_fingerprint", "tlsJa3Fingerprint"),
    "origin.tls_ja4_fingerprint": given("origin.tls_ja4_fingerprint", "tlsJa4Fingerprint"),
    "request.method": known(parsed.method),
    "request.path": known(parsed.path),
    "request.query": known(parsed.query),
    "request.scheme": known(parsed.scheme),
  };
}

/** The address that a proxy in front of the load balancer passes on. */
function userIp({ policy, attributes, parsed: { headers }, assumed }: Facts): Value {
  const options = blockOf(policy.advanced_options_config);
  const names = textsOf(options.user_ip_request_headers);
  if (
    isDynamic(policy, "advanced_options_config") ||
    isDynamic(options, "user_ip_request_headers") ||
    names.some(isExpression)
  ) {
    return unknown("the headers with the user's IP address are known only to Terraform");
  }
  const value = names.map((name) => headers.get(name.toLowerCase())).find((each) => each !== undefined);
  if (names.length > 0) {
    assumed.add("A-06");
  }
  return value === undefined
    ? attributes["origin.ip"]
    : isAddress(value)
      ? known(value)
      : unknown(`Google does not document what origin.user_ip is if a header has ${JSON.stringify(value)}`);
}
