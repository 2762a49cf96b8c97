/** What the rules of a Cloud Armor policy do, as far as their actions tell it. */
import { DEFAULT_RULE_PRIORITY } from "../google/security-actions";
import { Resource } from "./synthesized-app";
import { blocks } from "./terraform-json";
import { Block, isDynamic, isExpression, isOn, knownTexts, numberOf } from "./values";

/** Whether a policy is an edge policy, which is checked before the cache. */
export function isEdge({ config }: Pick<Resource, "config">): boolean {
  return config.type === "CLOUD_ARMOR_EDGE";
}

/** Whether a policy keeps somebody out for who he is, and not only for how often he comes. */
export function denies({ config }: Resource): boolean {
  return blocks(config.rule).some((rule) => String(rule.action).startsWith("deny") && !isOn(rule, "preview"));
}

/** Whether all rules in force deny, one of them everybody. */
export function deniesEverybody({ config }: Resource): boolean {
  const rules = blocks(config.rule).filter((rule) => !isOn(rule, "preview"));
  const isAboutAll = (rule: Block) =>
    blocks(rule.match)
      .flatMap(({ config }) => blocks(config))
      .some(({ src_ip_ranges: ranges }) => knownTexts(ranges).includes("*"));
  return (
    !isDynamic(config, "rule") &&
    rules.every((rule) => String(rule.action).startsWith("deny")) &&
    rules.some((rule) => isAboutAll(rule) && !isExpression(rule.preview))
  );
}

/** Whether the default rule of a policy denies. */
export function isClosedByDefault({ config }: Resource): boolean {
  return blocks(config.rule).some(
    (rule) => numberOf(rule, "priority") === DEFAULT_RULE_PRIORITY && String(rule.action).startsWith("deny"),
  );
}
