/** Rules that Adaptive Protection deploys by itself. */
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { isDynamic, isExpression, isOn, isSet, numberOf } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { ADAPTIVE_PROTECTION } from "./adaptive-protection";
import { rulesOf } from "./all-rules";
import { functionsOf } from "./expressions";
import { expressionsOf } from "./rule-blocks";

type Protection = ArgumentsAt<typeof SECURITY_POLICY, typeof ADAPTIVE_PROTECTION>;
type Threshold = ArgumentsAt<typeof SECURITY_POLICY, `${typeof ADAPTIVE_PROTECTION}.threshold_configs`>;

/** The function of the rule in whose place rules are deployed. */
const AUTO_DEPLOY = "evaluateAdaptiveProtectionAutoDeploy";
/** When a rule is deployed, and for how long. */
const SETTINGS = [
  "auto_deploy_confidence_threshold",
  "auto_deploy_expiration_sec",
  "auto_deploy_impacted_baseline_threshold",
  "auto_deploy_load_threshold",
] as const;

/** Settings for rules that are deployed without the rule that does it, and that rule without Adaptive Protection. */
export function autoDeployOfNothing(app: SynthesizedApp): Found[] {
  return app.ofType(SECURITY_POLICY).flatMap((policy) => {
    const { areAll, rules } = rulesOf(app, policy);
    const isDeploying = rules.some((rule) => functionsOf(rule).includes(AUTO_DEPLOY));
    const isPerhaps = rules.some((rule) => expressionsOf(rule).some(isExpression));
    return [
      ...(isDeploying ? withoutProtection(policy) : []),
      ...(areAll && !isDeploying && !isPerhaps ? withoutRule(policy) : []),
    ].map((found) => about(policy, found));
  });
}

function withoutProtection({ config }: Resource): Text[] {
  const protections = protectionsOf(config);
  const isUnknown = [config, ...blocks(config.adaptive_protection_config)].some(
    (block) =>
      isDynamic(block, "adaptive_protection_config") ||
      isDynamic(block, "layer_7_ddos_defense_config") ||
      isExpression(block.adaptive_protection_config),
  );
  return isUnknown || protections.some((each) => isOn(each, "enable") || isExpression(each.enable))
    ? []
    : [
        text`a rule of this policy calls ${AUTO_DEPLOY}(), but Adaptive Protection is off, so the rule matches no request; set ${argument("adaptive_protection_config")}, or remove the rule`,
      ];
}

function withoutRule({ config }: Resource): Text[] {
  const thresholds: readonly Threshold[] = protectionsOf(config)
    .filter((each) => isOn(each, "enable"))
    .flatMap(({ threshold_configs: configs }) => blocks(configs));
  const [set] = SETTINGS.filter((name) => thresholds.some((each) => isSet(each, name) && numberOf(each, name) !== 0));
  return set === undefined
    ? []
    : [
        text`${argument(`${ADAPTIVE_PROTECTION}.threshold_configs.${set}`)} is set, but no rule of this policy calls ${AUTO_DEPLOY}(), so no rule is deployed in an attack; add a rule with SecurityMatch.adaptiveProtectionAutoDeploy`,
      ];
}

function protectionsOf(config: Resource["config"]): readonly Protection[] {
  return blocks(config.adaptive_protection_config).flatMap((each) => blocks(each.layer_7_ddos_defense_config));
}
