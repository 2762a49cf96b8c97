import { SynthesizedApp } from "../app/synthesized-app";
import { Block } from "../app/values";
import { ALL } from "./catalogue";
import { Finding } from "./finding";
import { AppCheck, CallCheck, Check, ResourceCheck, Severity, blocksAt, sent, within } from "./rule";
import { Text, valuesIn } from "./text";

export { type Finding } from "./finding";

/** A check, and the rule that it is one of. */
type Of<Kind extends Check> = Kind & { readonly rule: string };

/** What is wrong about a value that was given. */
export interface Breach {
  readonly rule: string;
  readonly text: Text;
}

const CHECKS = Object.entries(ALL).flatMap(([rule, found]) =>
  "checks" in found ? found.checks.map((check): Of<Check> => ({ ...check, rule })) : [],
);
/** Of rules that speak before or after others of a value. */
const RANKS = new Map(
  Object.entries(ALL).flatMap(([rule, found]): [string, number][] =>
    "precedence" in found ? [[rule, found.precedence === "first" ? 1 : -1]] : [],
  ),
);
const APP_CHECKS = CHECKS.filter((check): check is Of<AppCheck> => check.kind === "app");
/** By type; rules about the whole resource before those about its parts alone. */
const RESOURCE_CHECKS = new Map(
  [
    ...grouped(
      CHECKS.filter((check): check is Of<ResourceCheck> => check.kind === "resource").flatMap((check) =>
        check.types.map((type) => [type, check] as const),
      ),
    ),
  ].map(([type, checks]) => [type, wholeFirst(checks)] as const),
);
const RESOURCE_CHECKS_BY_SEVERITY = { error: ofSeverity("error"), warning: ofSeverity("warning") };
const CALL_CHECKS = { error: callChecks("error"), warning: callChecks("warning") };

/** Runs all rules over all stacks of an app as Terraform will get them, overrides included. */
export function runRules(app: SynthesizedApp): Finding[] {
  return withoutRepeated([...ofResources(app), ...ofApp(app)]);
}

/** Findings without those about a value of a resource of which another rule, at least as severe, says more. */
function withoutRepeated(findings: readonly Finding[]): Finding[] {
  if (!findings.some(({ rule }) => RANKS.has(rule))) {
    return [...findings];
  }
  const isSaidBy = ({ rule, severity, about, text }: Finding, other: Finding) =>
    rankOf(other.rule) > rankOf(rule) &&
    other.about === about &&
    (other.severity === "error" || other.severity === severity) &&
    valuesIn(text).some((value) => valuesIn(other.text).includes(value));
  return findings.filter((finding) => !findings.some((other) => isSaidBy(finding, other)));
}

function rankOf(rule: string): number {
  return RANKS.get(rule) ?? 0;
}

/** What is wrong in the arguments of a resource, or is suspicious there. */
export function checkResource(severity: Severity, type: string, config: Block): Breach[] {
  const found: Breach[] = [];
  const blocksOf = blocksByPath(config);
  for (const { rule, path, find } of RESOURCE_CHECKS_BY_SEVERITY[severity].get(type) ?? []) {
    for (const block of blocksOf(path)) {
      for (const text of find(block, type)) {
        found.push({ rule, text });
      }
    }
  }
  return found;
}

/** What is wrong in a nested block of a resource, or is suspicious there, at a path such as `backend`. */
export function checkBlock(type: string, path: string, block: Block): Breach[] {
  return (RESOURCE_CHECKS.get(type) ?? [])
    .filter((check) => check.severity === "error" && `${check.path}.`.startsWith(`${path}.`))
    .flatMap(({ rule, path: whole = path, find }) =>
      blocksAt(block, whole.slice(path.length + 1) || undefined)
        .flatMap((inner) => find(inner, type))
        .map((text) => ({ rule, text })),
    );
}

/** What a constructor or method was given wrongly, or suspiciously. */
export function checkCall(severity: Severity, call: string, given: object): Breach[] {
  const found: Breach[] = [];
  for (const { rule, find } of CALL_CHECKS[severity].get(call) ?? []) {
    for (const text of find(given as never)) {
      found.push({ rule, text });
    }
  }
  return found;
}

/** Whether a rule looks at what a constructor or method was given. */
export function isChecked(call: string): boolean {
  return CALL_CHECKS.error.has(call) || CALL_CHECKS.warning.has(call);
}

function ofResources(app: SynthesizedApp): Finding[] {
  const findings: Finding[] = [];
  for (const about of app.resources) {
    const blocksOf = blocksByPath(about.config);
    for (const { rule, severity, path, isOfSent, find } of RESOURCE_CHECKS.get(about.type) ?? []) {
      for (const block of blocksOf(path)) {
        for (const text of find(isOfSent ? sent(block) : block, about.type)) {
          findings.push({ rule, severity, about, text });
        }
      }
    }
  }
  return findings;
}

/** The nested blocks of a resource by path, each looked up once, as are those that they stand in. */
function blocksByPath(config: Block): (path: string | undefined) => readonly Block[] {
  const whole = [config];
  const known = new Map<string, readonly Block[]>();
  const at = (path: string): readonly Block[] => {
    const found = known.get(path);
    if (found !== undefined) {
      return found;
    }
    const end = path.lastIndexOf(".");
    const inner = within(end === -1 ? whole : at(path.slice(0, end)), path.slice(end + 1));
    known.set(path, inner);
    return inner;
  };
  return (path) => (path === undefined ? whole : at(path));
}

function ofApp(app: SynthesizedApp): Finding[] {
  return APP_CHECKS.flatMap(({ rule, severity, find }) => find(app).map((found) => ({ rule, severity, ...found })));
}

function callChecks(severity: Severity): ReadonlyMap<string, readonly Of<CallCheck>[]> {
  return grouped(
    CHECKS.filter((check): check is Of<CallCheck> => check.kind === "call" && check.severity === severity).map(
      (check) => [check.call, check] as const,
    ),
  );
}

function ofSeverity(severity: Severity): ReadonlyMap<string, readonly Of<ResourceCheck>[]> {
  return new Map([...RESOURCE_CHECKS].map(([type, all]) => [type, all.filter((check) => check.severity === severity)]));
}

function wholeFirst(checks: readonly Of<ResourceCheck>[]): readonly Of<ResourceCheck>[] {
  const depths = new Map<string, number>();
  checks.forEach(({ rule, path }) => {
    const depth = path === undefined ? 0 : path.split(".").length;
    depths.set(rule, Math.min(depth, depths.get(rule) ?? depth));
  });
  return [...checks].sort((a, b) => (depths.get(a.rule) ?? 0) - (depths.get(b.rule) ?? 0));
}

function grouped<T>(entries: readonly (readonly [key: string, value: T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  entries.forEach(([key, value]) => groups.set(key, [...(groups.get(key) ?? []), value]));
  return groups;
}
