/** Rules of Cloud Armor, which are written in their policy or are separate resources, and the blocks in them. */
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY, SECURITY_POLICY_RULE } from "../../app/types";
import { ArgumentsAt } from "../arguments";
import { ResourceCheck, Severity, onBlock, onResource } from "../rule";
import { Text, argument } from "../text";

type At<Path extends string> = ArgumentsAt<typeof SECURITY_POLICY, `rule.${Path}`>;

/** The arguments of a rule. */
export type Rule = ArgumentsAt<typeof SECURITY_POLICY, "rule">;
/** The arguments of a rate limit. */
export type RateLimit = At<"rate_limit_options">;
/** The arguments of a number of requests in a time. */
export type Threshold = At<"rate_limit_options.rate_limit_threshold">;
/** The arguments of one of several keys. */
export type KeyConfig = At<"rate_limit_options.enforce_on_key_configs">;
/** The arguments of a redirect. */
export type Redirect = At<"redirect_options">;
/** The arguments of an exclusion. */
export type Exclusion = At<"preconfigured_waf_config.exclusion">;

/** A check of each rule, in a policy or as a separate resource. */
export function onRule(severity: Severity, find: (rule: Rule) => readonly Text[]): readonly ResourceCheck[] {
  return [onBlock(severity, SECURITY_POLICY, "rule", find), onResource(severity, SECURITY_POLICY_RULE, find)];
}

/** An argument of a rule, by its path in the rule. */
export const ruleArgument = (path: string) => argument(`rule.${path}`);

/** The rate limits of a rule: one or none. */
export function rateLimitsOf(rule: Rule): readonly RateLimit[] {
  return blocks(rule.rate_limit_options);
}

/** The parts of requests that WAF rules do not look at. */
export function exclusionsOf(rule: Rule): readonly Exclusion[] {
  const configs: readonly At<"preconfigured_waf_config">[] = blocks(rule.preconfigured_waf_config);
  return configs.flatMap(({ exclusion }) => blocks(exclusion));
}

/** The conditions of a rule: one or none. */
export function matchesOf(rule: Rule): readonly At<"match">[] {
  return blocks(rule.match);
}

/** The expressions of a rule: one or none. */
export function expressionsOf(rule: Rule): readonly unknown[] {
  const expressions: readonly At<"match.expr">[] = matchesOf(rule).flatMap(({ expr }) => blocks(expr));
  return expressions.map(({ expression }) => expression);
}

/** The lists of addresses of a rule: one or none. */
export function ipRangeListsOf(rule: Rule): readonly unknown[] {
  const configs: readonly At<"match.config">[] = matchesOf(rule).flatMap(({ config }) => blocks(config));
  return configs.map(({ src_ip_ranges: ranges }) => ranges);
}
