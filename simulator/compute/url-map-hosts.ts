import { invalidField } from "../errors";
import { children, JsonObject, text, texts } from "../json";

const hostPattern = /^(\*|(\*[-.])?[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/;

/** Refuses what Google refuses of host rules and of how they name path matchers. */
export function checkHostRules(map: JsonObject): void {
  const matchers = children(map, "pathMatchers").map((matcher) => text(matcher, "name"));
  const repeated = matchers.find((name, index) => matchers.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw invalidField("resource.pathMatchers", repeated, "Path matchers must have different names.");
  }
  const hosts = new Set<string>();
  const used = new Set<string>();
  children(map, "hostRules").forEach((rule, index) => {
    const at = `resource.hostRules[${index}]`;
    const name = text(rule, "pathMatcher");
    if (!matchers.includes(name)) throw invalidField(`${at}.pathMatcher`, name, "The path matcher does not exist.");
    used.add(name);
    for (const host of texts(rule, "hosts")) checkHost(host, hosts, `${at}.hosts`);
  });
  const orphan = matchers.find((name) => !used.has(name));
  if (orphan !== undefined) {
    throw invalidField("resource.pathMatchers", orphan, "Each path matcher must be used by a host rule.");
  }
}

function checkHost(host: string, seen: Set<string>, at: string): void {
  const port = Number(/:(\d+)$/.exec(host)?.[1] ?? 0);
  if (!hostPattern.test(host) || port > 65_535) throw invalidField(at, host, "Invalid host.");
  if (/^\d+\.\d+\.\d+\.\d+(:|$)/.test(host)) throw invalidField(at, host, "IP addresses are not allowed as hosts.");
  if (seen.has(host)) throw invalidField(at, host, "Two host rules cannot have the same host.");
  seen.add(host);
}
