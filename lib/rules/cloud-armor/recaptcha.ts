/** reCAPTCHA site keys of rules that evaluate tokens. */
import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { isExpression, isSet } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Text, argument, text } from "../text";
import { attributesOf } from "./expressions";
import { Rule, expressionsOf, matchesOf, ruleArgument } from "./rule-blocks";

type RecaptchaOptions = ArgumentsAt<typeof SECURITY_POLICY, "rule.match.expr_options.recaptcha_options">;

/** The lists of keys, and what the attributes begin with that evaluate their tokens. */
const KEYS = {
  action_token_site_keys: "token.recaptcha_action.",
  session_token_site_keys: "token.recaptcha_session.",
} as const;

/** An empty key, which Terraform's provider sends only where there was another one. */
export function emptyKey({ redirect_site_key: key }: ArgumentsAt<typeof SECURITY_POLICY, "recaptcha_options_config">) {
  const name = argument("recaptcha_options_config.redirect_site_key");
  return key === ""
    ? [
        text`Terraform's provider does not send an empty ${name} for a new policy, so every plan has a change; remove it, and if the policy had another key, also give the policy another construct id`,
      ]
    : [];
}

/** Keys of a rule that does not evaluate their tokens. */
export function keysOfNothing(rule: Rule): Text[] {
  if (expressionsOf(rule).some(isExpression)) {
    return [];
  }
  const options: readonly RecaptchaOptions[] = matchesOf(rule)
    .flatMap(({ expr_options: each }) => blocks(each))
    .flatMap(({ recaptcha_options: each }) => blocks(each));
  const attributes = attributesOf(rule);
  return Object.entries(KEYS)
    .filter(([name]) => options.some((each) => isSet(each, name as keyof typeof KEYS)))
    .filter(([, beginning]) => !attributes.some((each) => each.startsWith(beginning)))
    .map(([name, beginning]) => {
      const keys = ruleArgument(`match.expr_options.recaptcha_options.${name}`);
      return text`the expression of this rule does not look at ${beginning}…, so ${keys} has no effect; remove it, or evaluate these tokens, like ${beginning}score < 0.5`;
    });
}
