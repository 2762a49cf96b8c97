import { SECURITY_POLICY } from "../app/load-balancers";
import { blocks } from "../app/terraform-json";
import { isSet } from "../app/values";
import { closedToAll, rulesInTwoPlaces, unprotectedBackends, wrongPolicyType } from "./cloud-armor/policies";
import { securityRules } from "./cloud-armor/values";
import { Finding } from "./finding";
import { badLabels, badNames, camelCaseArguments, namesakes } from "./names/names";
import { SynthesizedApp } from "../app/synthesized-app";
import { aboveQuota } from "./quotas";
import { sharedStates } from "./names/states";
import { unused } from "./unused";

const quota =
  (rule: string, check: ReturnType<typeof aboveQuota>) =>
  (app: SynthesizedApp): Finding[] =>
    check(app).map((found) => ({ severity: "warning", rule, ...found }));
const QUOTAS = [
  quota(
    "ARM-30",
    aboveQuota(
      SECURITY_POLICY,
      20,
      "Cloud Armor rules with an expression or a rate limit",
      ({ config }) =>
        blocks(config.rule).filter(
          (rule) => isSet(rule, "rate_limit_options") || blocks(rule.match).some((match) => isSet(match, "expr")),
        ).length,
    ),
  ),
];

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unprotectedBackends, closedToAll, wrongPolicyType, rulesInTwoPlaces, securityRules],
  ...[badNames, namesakes, camelCaseArguments, badLabels],
  ...[unused, ...QUOTAS],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
