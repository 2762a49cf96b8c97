import {
  Problem,
  Warning,
  checkListIsNoToken,
  checkRange,
  isKnown,
  knownValues,
  problem,
  warning,
} from "../checks/problem";
import { didYouMean } from "../rules/nearest";

/** The rule sets as of November 2026. The list ages, so an unknown name is a warning and not an error. */
const CATEGORIES = [
  "sqli",
  "xss",
  "lfi",
  "rfi",
  "rce",
  "methodenforcement",
  "scannerdetection",
  "protocolattack",
  "php",
  "sessionfixation",
  "java",
];
const NAMES = [
  ...[...CATEGORIES, "generic"].map((category) => `${category}-v422`),
  ...[...CATEGORIES, "nodejs"].map((category) => `${category}-v33`),
  ...[...CATEGORIES, "nodejs"],
].flatMap((name) => [`${name}-stable`, `${name}-canary`]);
const RULE_SETS = new Set([...NAMES, "cve-canary", "json-sqli-canary"]);
const MAX_RULE_IDS = 128;

/** What a rule says of a preconfigured rule set, whether by an option or in an expression. */
export interface WafRuleSetUse {
  readonly ruleSet?: string;
  readonly sensitivity?: number;
  readonly optInRuleIds?: readonly string[];
  readonly optOutRuleIds?: readonly string[];
}

/** The use of a preconfigured rule set: ARM-22, ARM-23. */
export function checkWafRuleSet({ ruleSet, sensitivity, optInRuleIds, optOutRuleIds }: WafRuleSetUse): Problem[] {
  const shape =
    isKnown(ruleSet) && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(ruleSet)
      ? [
          problem(
            "ARM-22",
            "a rule set is named in lower-case words",
            ruleSet,
            "use a name from Google's page, such as sqli-v422-stable",
          ),
        ]
      : [];
  const both =
    optInRuleIds && optOutRuleIds
      ? [
          problem(
            "ARM-23",
            "a rule has either optInRuleIds or optOutRuleIds",
            "both",
            "leave one of the two out, or make two rules",
          ),
        ]
      : [];
  const tooMany = [optInRuleIds, optOutRuleIds]
    .filter((ids) => isKnown(ids) && ids.length > MAX_RULE_IDS)
    .map((ids) =>
      problem("ARM-23", `a rule names at most ${MAX_RULE_IDS} WAF rules`, ids?.length, "spread them over two rules"),
    );
  return [
    ...shape,
    ...checkRange("ARM-23", "sensitivity", sensitivity, 0, 4),
    ...checkListIsNoToken("ARM-23", "optInRuleIds", optInRuleIds),
    ...checkListIsNoToken("ARM-23", "optOutRuleIds", optOutRuleIds),
    ...both,
    ...tooMany,
  ];
}

/** What is suspicious about the use of a preconfigured rule set: ARM-22, ARM-23. */
export function wafRuleSetWarnings(use: WafRuleSetUse, targetRuleIds: readonly string[] = []): Warning[] {
  const { ruleSet, sensitivity, optInRuleIds, optOutRuleIds } = use;
  const ids = [...knownValues(optInRuleIds), ...knownValues(optOutRuleIds), ...targetRuleIds];
  const warnings: Warning[] = [];
  if (optInRuleIds !== undefined && sensitivity !== 0 && (sensitivity === undefined || isKnown(sensitivity))) {
    warnings.push(
      warning(
        "ARM-23",
        `optInRuleIds begins with no rules and so belongs beside sensitivity 0, got ${sensitivity ?? "none, which is 4"}; set sensitivity to 0`,
      ),
    );
  }
  if (!isKnown(ruleSet)) {
    return warnings;
  }
  if (!RULE_SETS.has(ruleSet)) {
    const hint = didYouMean(ruleSet, RULE_SETS, "check its name on Google's page");
    warnings.push(warning("ARM-22", `preconfigured rule set ${JSON.stringify(ruleSet)} is not known here; ${hint}`));
  } else if (coreRuleSetVersion(ruleSet) === "v030001") {
    warnings.push(
      warning(
        "ARM-22",
        `preconfigured rule set ${JSON.stringify(ruleSet)} is of version 3.0 of the OWASP Core Rule Set, which Google has replaced; use ${ruleSet.replace("-", "-v33-")} or one of version 4.22`,
      ),
    );
  }
  const version = coreRuleSetVersion(ruleSet);
  const foreign = ids.find((id) => version !== undefined && !id.includes(version));
  if (foreign !== undefined) {
    const what = /-crs-v\d{6}-/.test(foreign) ? "is of another version than" : "is none of";
    warnings.push(
      warning(
        "ARM-23",
        `rule id ${JSON.stringify(foreign)} ${what} rule set ${JSON.stringify(ruleSet)}, whose ids begin with owasp-crs-${version}; it has no effect`,
      ),
    );
  }
  return warnings;
}

/** The version as rule ids have it; undefined for sets whose ids have none, or that are not known. */
function coreRuleSetVersion(ruleSet: string): string | undefined {
  if (!NAMES.includes(ruleSet)) {
    return undefined;
  }
  const [, infix] = /-(v\d+)-/.exec(ruleSet) ?? [];
  return infix === "v422" ? "v042200" : infix === "v33" ? "v030301" : "v030001";
}
