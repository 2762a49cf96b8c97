/** Edge policies, which are checked before the cache and support fewer rules than backend policies. */
import { hasIap } from "../../app/access";
import { isEdge } from "../../app/security-policies";
import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, SECURITY_POLICY, SECURITY_POLICY_RULE } from "../../app/types";
import { asText, blockOf, isExpression, isOn, isSet, knownText } from "../../app/values";
import { ATTRIBUTES, BACKEND_FUNCTIONS, EDGE_ATTRIBUTES } from "../../cloud-armor/rules-language";
import { isForBackendsAlone } from "../../google/security-actions";
import { Arguments } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { policiesOf } from "./all-rules";
import { attributesOf, functionsOf } from "./expressions";
import { Rule, matchesOf, ruleArgument } from "./rule-blocks";

type Policy = Arguments<typeof SECURITY_POLICY>;

/** The blocks of a rule that only backend policies have. Rate limits belong to their actions. */
const FOREIGN_BLOCKS = ["header_action", "preconfigured_waf_config", "redirect_options"] as const;
/** The blocks of a policy that only backend policies have. */
const FOREIGN_SETTINGS = ["advanced_options_config", "recaptcha_options_config"] as const;
const BACKEND_POLICY = text`a backend policy (SecurityPolicy), attached as ${argument("security_policy")}`;
const WAY_OUT = text`move this rule to ${BACKEND_POLICY}`;

/** What an edge policy does not support, of its rules and its settings. */
export function foreignInEdge(policy: Policy): Text[] {
  if (!isEdge({ config: policy })) {
    return [];
  }
  const rules: readonly Rule[] = blocks(policy.rule);
  const protection = blockOf(blockOf(policy.adaptive_protection_config).layer_7_ddos_defense_config);
  return [
    ...rules.flatMap(foreignToEdge),
    ...FOREIGN_SETTINGS.filter((name) => isSet(policy, name)).map(foreignSetting),
    ...(isOn(protection, "enable") ? [foreignSetting("adaptive_protection_config")] : []),
  ];
}

/** What an edge policy does not support, of a rule that is added to it. */
export function addedToEdge({ rule, type }: { readonly rule: Rule; readonly type: unknown }): Text[] {
  return isEdge({ config: { type } }) ? foreignToEdge(rule) : [];
}

/** What an edge policy does not support, of rules that are separate resources. */
export function separateEdgeRules(app: SynthesizedApp): Found[] {
  return app
    .ofType(SECURITY_POLICY_RULE)
    .filter((rule) => policiesOf(app, rule).some(isEdge))
    .flatMap((rule) => foreignToEdge(rule.config).map((found) => about(rule, found)));
}

/** An edge policy where there is no cache before which it could be checked, and nobody signs in either. */
export function edgeWithoutCache(service: Arguments<typeof BACKEND_SERVICE>): Text[] {
  const isCached = isOn(service, "enable_cdn") || isExpression(service.enable_cdn);
  return isSet(service, "edge_security_policy") && !isCached && hasIap({ config: service }) === false
    ? [
        text`an edge policy is for what a cache answers, but this backend service has no cache; use ${BACKEND_POLICY}, which supports more rules, or turn on Cloud CDN`,
      ]
    : [];
}

function foreignToEdge(rule: Rule): Text[] {
  const name = `rule ${asText(rule.priority)}`;
  const action = knownText(rule, "action");
  const called = functionsOf(rule).filter((each) => BACKEND_FUNCTIONS.includes(each));
  const foreign = attributesOf(rule).filter((each) => Object.hasOwn(ATTRIBUTES, each));
  return [
    ...(action !== undefined && isForBackendsAlone(action)
      ? [text`${name} has action ${action}, but the rules of an edge policy only allow or deny; ${WAY_OUT}`]
      : foreignBlocks(rule)
          .filter(({ path }) => path !== "rule.preconfigured_waf_config" || called.length === 0)
          .map((block) => text`${name} has ${block}, which an edge policy does not support; ${WAY_OUT}`)),
    ...called.map((each) => text`${name} calls ${each}(), which an edge policy does not support; ${WAY_OUT}`),
    ...foreign
      .filter((each) => !EDGE_ATTRIBUTES.includes(each))
      .map(
        (each) =>
          text`${name} looks at ${each}, but the rules of an edge policy look only at ${EDGE_ATTRIBUTES.join(", ")}; ${WAY_OUT}`,
      ),
  ];
}

function foreignBlocks(rule: Rule) {
  return [
    ...FOREIGN_BLOCKS.filter((name) => isSet(rule, name)).map(ruleArgument),
    ...matchesOf(rule)
      .filter((match) => isSet(match, "expr_options"))
      .map(() => ruleArgument("match.expr_options")),
  ];
}

function foreignSetting(name: (typeof FOREIGN_SETTINGS)[number] | "adaptive_protection_config"): Text {
  return text`an edge policy does not support ${argument(name)}; remove it, or set it on ${BACKEND_POLICY}`;
}
