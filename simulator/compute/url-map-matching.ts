import { children, JsonObject, child, number, text } from "../json";
import type { Request } from "./url-map-routing";

/** Whether all of a match rule holds. */
export function matchesRoute(match: JsonObject, request: Request): boolean {
  return (
    matchesPath(match, request.path) &&
    children(match, "headerMatches").every((header) => matchesHeader(header, request)) &&
    children(match, "queryParameterMatches").every((parameter) => matchesParameter(parameter, request.query))
  );
}

/** The part of the path that a rewrite or redirect swaps. */
export function prefixOfMatch(match: JsonObject, path: string): string {
  return typeof match.prefixMatch === "string" ? match.prefixMatch : path;
}

function matchesPath(match: JsonObject, path: string): boolean {
  const fold = (value: string) => (match.ignoreCase === true ? value.toLowerCase() : value);
  if (typeof match.prefixMatch === "string") return fold(path).startsWith(fold(match.prefixMatch));
  if (typeof match.fullPathMatch === "string") return fold(path) === fold(match.fullPathMatch);
  if (typeof match.pathTemplateMatch === "string") return templatePattern(match.pathTemplateMatch).test(path);
  return true;
}

/** `*` and `{x}` take one segment, `**` and `{x=**}` the rest. */
function templatePattern(template: string): RegExp {
  const flat = template.replace(/\{[^}=]+=([^}]+)\}/g, "$1").replace(/\{[^}]+\}/g, "*");
  const source = flat
    .replace(/[.$?()[\]|^+\\]/g, "\\$&")
    .split("**")
    .map((part) => part.replaceAll("*", "[^/]+"))
    .join(".*");
  return new RegExp(`^${source}$`);
}

function matchesHeader(match: JsonObject, request: Request): boolean {
  const value = headerValue(text(match, "headerName").toLowerCase(), request);
  if (match.presentMatch !== undefined) return (value !== undefined) !== (match.invertMatch === true);
  if (value === undefined) return false;
  return matchesValue(match, value) !== (match.invertMatch === true);
}

function headerValue(name: string, request: Request): string | undefined {
  if (name === ":authority" || name === "host") return request.host;
  return name === ":method" ? "GET" : request.headers.get(name);
}

function matchesValue(match: JsonObject, value: string): boolean {
  if (typeof match.exactMatch === "string") return value === match.exactMatch;
  if (typeof match.prefixMatch === "string") return value.startsWith(match.prefixMatch);
  if (typeof match.suffixMatch === "string") return value.endsWith(match.suffixMatch);
  const range = child(match, "rangeMatch");
  if (!range || !/^-?\d+$/.test(value)) return false;
  return Number(value) >= (number(range, "rangeStart") ?? 0) && Number(value) < (number(range, "rangeEnd") ?? 0);
}

function matchesParameter(match: JsonObject, query: string): boolean {
  const pairs = query.split("&").map((pair) => [pair.split("=")[0], pair.split("=").slice(1).join("=")]);
  const found = pairs.find(([name]) => name === text(match, "name"));
  if (!found) return false;
  return match.presentMatch === true || found[1] === text(match, "exactMatch");
}
