import { isKnown } from "../checks/problem";
import { SecurityRule } from "./security-rule";

const MAX_DESCRIPTION_LENGTH = 64;
/** ARM-22, as of November 2026. The list ages, so an unknown name is a warning and not an error. */
const COMMON_SETS = [
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
const RULE_SET = new RegExp(
  `^((${COMMON_SETS.join("|")}|generic)-v422|(${COMMON_SETS.join("|")}|nodejs)-v33|(${COMMON_SETS.join("|")}|nodejs))-(stable|canary)$`,
);
const EXTRA_SETS = ["cve-canary", "json-sqli-canary"];

/** What is suspicious about a rule, by the id of Google's rule: ARM-22, ARM-23, ARM-29. */
export function securityRuleWarnings(rule: SecurityRule): { readonly id: string; readonly text: string }[] {
  const { description } = rule._render(0);
  const waf = rule._match._waf;
  const warnings: { id: string; text: string }[] = [];
  if (isKnown(description) && description.length > MAX_DESCRIPTION_LENGTH) {
    warnings.push({
      id: "ARM-29",
      text: `a rule's description has at most ${MAX_DESCRIPTION_LENGTH} characters, got ${description.length}`,
    });
  }
  if (isKnown(waf?.ruleSet) && !RULE_SET.test(waf.ruleSet) && !EXTRA_SETS.includes(waf.ruleSet)) {
    warnings.push({
      id: "ARM-22",
      text: `preconfigured rule set ${JSON.stringify(waf.ruleSet)} is not known here; check its name on Google's page`,
    });
  }
  if (waf?.optInRuleIds && waf.optOutRuleIds) {
    warnings.push({ id: "ARM-23", text: "optInRuleIds and optOutRuleIds stand in one rule; Google takes one of them" });
  }
  return warnings;
}
