import { blocks } from "../terraform-json";
import { AssumptionId } from "./assumptions";
import { Block, UrlMapJson, isExpression, mayFit, textsOf } from "./values";

/** The host rule that a host meets. */
export interface HostChoice {
  /** The host rule, unless none fits. */
  readonly rule?: Block;
  /** Its place in the map, from 0. */
  readonly index?: number;
  /** The host in it that fits. */
  readonly pattern?: string;
  readonly assumed: readonly AssumptionId[];
  /** What only Terraform knows and what could fit better. */
  readonly unknown: readonly string[];
  /** Why it is this one. */
  readonly why: string;
}

interface Candidate {
  readonly rule: Block;
  readonly index: number;
  readonly pattern: string;
}

/** Chooses the one host rule of a request: an exact host, else the longest wildcard that fits, else `*`. */
export function chooseHostRule(map: UrlMapJson, host: string): HostChoice {
  const rules = blocks(map.host_rule);
  const [bare, port] = splitPort(host);
  const unknown: string[] = [];
  let best: Candidate | undefined;
  let wildcards = 0;
  let fitsWithoutPort = false;
  for (const [index, rule] of rules.entries()) {
    for (const written of textsOf(rule.hosts)) {
      if (isExpression(written)) {
        if (mayFit(written, host)) unknown.push(`host rule ${index + 1} names ${written}`);
        continue;
      }
      const pattern = written.toLowerCase();
      if (pattern === host) {
        const why = `host rule ${index + 1} names ${written}`;
        return { rule, index, pattern: written, assumed: assumptions(port, false, false), unknown: [], why };
      }
      fitsWithoutPort ||= port !== "" && (pattern === bare || (pattern !== "*" && fits(pattern, bare)));
      if (fits(pattern, host)) {
        wildcards += 1;
        best = best === undefined || pattern.length > best.pattern.length ? { rule, index, pattern: written } : best;
      }
    }
  }
  const assumed = assumptions(port, fitsWithoutPort, wildcards > 1);
  const why = best
    ? `no host rule names it; ${best.pattern} of host rule ${best.index + 1} fits${wildcards > 1 ? " and is the longest" : ""}`
    : `no host rule fits${fitsWithoutPort ? " a host with a port" : ""}`;
  return { ...best, assumed, unknown: [...unknown, ...unknownRules(map.host_rule, map)], why };
}

/** Host rules of which not even the number is known. */
function unknownRules(rules: unknown, map: UrlMapJson): string[] {
  const isDynamic = blocks(map.dynamic).some((dynamic) => dynamic.host_rule !== undefined);
  return isExpression(rules) || isDynamic ? ["the host rules are made by Terraform"] : [];
}

function splitPort(host: string): [bare: string, port: string] {
  const [, bare = host, port = ""] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  return [bare, port];
}

/** Whether a wildcard fits a host: at least one character of a host name stands for its star. */
function fits(pattern: string, host: string): boolean {
  if (pattern === "*") {
    return true;
  }
  const rest = pattern.slice(1);
  return pattern.startsWith("*") && host.endsWith(rest) && /^[a-z0-9.-]+$/.test(host.slice(0, -rest.length));
}

function assumptions(port: string, fitsWithoutPort: boolean, severalWildcards: boolean): AssumptionId[] {
  return [
    ...(fitsWithoutPort ? (["U-01"] as const) : []),
    ...(port === ":80" || port === ":443" ? (["U-02"] as const) : []),
    ...(severalWildcards ? (["U-04"] as const) : []),
  ];
}
