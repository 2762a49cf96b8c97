import { flag, isSet, knownTexts } from "../app/values";
import { Headers, cookieOf, headerOf, listOf } from "./headers";
import { CachePolicy } from "./policy";

/** A part of a cache key, such as the host, and what a request has for it. */
export interface CacheKeyPart {
  readonly part: string;
  readonly value: string;
}

/** The query parameters of a signature. */
const SIGNATURE = ["Expires", "KeyName", "Signature", "URLPrefix"];

/** The headers that belong to a cache key, in lower case. */
export function keyHeaders({ key }: CachePolicy): string[] {
  return knownTexts(key.include_http_headers).map((name) => name.toLowerCase());
}

/** The names of the query parameters of a URL, as they are sent. */
export function parametersOf(url: string): string[] {
  return queryOf(url).map(nameOf);
}

/**
 * The cache key of a request, and what the response varies by.
 *
 * @param url the whole URL, as the visitor sent it.
 */
export function cacheKeyOf(
  policy: CachePolicy,
  { url, headers, isSigned }: { readonly url: string; readonly headers: Headers; readonly isSigned: boolean },
  responseHeaders: Headers,
): CacheKeyPart[] {
  const { key, isBucket } = policy;
  const [, protocol = "", host = "", path = ""] = /^(\w+):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const isWhole = Object.keys(key).length === 0;
  // what is left out of a block counts as false
  const has = (argument: string) => !isBucket && (flag(key[argument], isWhole) ?? true);
  const query = queryOf(url).filter((pair) => !isSigned || !SIGNATURE.includes(nameOf(pair)));
  const listed = listedQuery(policy, query);
  const ofHeader = (name: string) => ({ part: `header ${name}`, value: headerOf(headers, name) ?? "" });
  const names = new Set([...keyHeaders(policy), ...listOf(responseHeaders, "vary")]);
  return [
    ...(has("include_protocol") ? [{ part: "protocol", value: protocol.toLowerCase() }] : []),
    ...(has("include_host") ? [{ part: "host", value: host.toLowerCase() }] : []),
    { part: "path", value: path === "" ? "/" : path },
    ...(has("include_query_string") || isSet(key, "query_string_whitelist")
      ? [{ part: "query string", value: listed.join("&") }]
      : []),
    ...[...names].map(ofHeader),
    ...knownTexts(key.include_named_cookies).map((name) => ({
      part: `cookie ${name}`,
      value: cookieOf(headers, name) ?? "",
    })),
  ];
}

function listedQuery({ key }: CachePolicy, query: readonly string[]): readonly string[] {
  const included = knownTexts(key.query_string_whitelist);
  const excluded = knownTexts(key.query_string_blacklist);
  return query.filter(
    (pair) => (included.length === 0 || included.includes(nameOf(pair))) && !excluded.includes(nameOf(pair)),
  );
}

function queryOf(url: string): string[] {
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(url) ?? [];
  return query.split("&").filter((pair) => pair !== "");
}

function nameOf(pair: string): string {
  return pair.split("=", 1)[0];
}
