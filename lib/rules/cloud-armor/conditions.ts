/** Rules of which the condition is the same for every request, and redirects that lead to their own rule. */
import { blocks } from "../../app/terraform-json";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, SECURITY_POLICY, URL_MAP } from "../../app/types";
import { Block, asText, isExpression, isOn, knownText, knownTexts, numberOf } from "../../app/values";
import { constantOf } from "../../cloud-armor/forms";
import { expressionForms, policies } from "../../cloud-armor/lazily";
import { answerTo } from "../../routing";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { domainsBefore } from "../url-maps/routes";
import { rulesOf } from "./all-rules";
import { attributesOf, functionsOf } from "./expressions";
import { redirectsOf } from "./rate-limits";
import { Rule, expressionsOf, rateLimitsOf } from "./rule-blocks";

/** What a second request need not have that the first one had, though it comes from the same visitor. */
const OF_ONE_REQUEST = /^(evaluate(Preconfigured|ManagedRules|AdaptiveProtection)|token\.)/;

/** An expression that is true for every request, or for none. */
export function constantCondition(rule: Rule): Text[] {
  return expressionsOf(rule)
    .filter((each): each is string => typeof each === "string" && !isExpression(each) && /&&|\|\|/.test(each))
    .flatMap((expression) => {
      const form = expressionForms().formOfExpression(expression);
      const constant = form && constantOf(form);
      return constant === undefined
        ? []
        : [
            text`the expression of rule ${asText(rule.priority)} is ${constant ? "true for every request" : "never true"}, because two of its parts exclude each other: ${given(expression)}; ${constant ? "combine them with &&" : "combine them with ||"}, or remove one of them`,
          ];
    });
}

/** A ban by a key that all visitors share. */
export function banOfEverybody(rule: Rule): Text[] {
  const isShared = rateLimitsOf(rule).some(
    ({ enforce_on_key: key, enforce_on_key_configs: keys }) =>
      blocks(keys).length === 0 && (key === undefined || key === "" || key === "ALL"),
  );
  return rule.action === "rate_based_ban" && isShared
    ? [
        text`rule ${asText(rule.priority)} counts the requests of all visitors together, so that one visitor with too many requests gets everybody banned; choose another key, such as EnforceOnKey.IP`,
      ]
    : [];
}

/** Redirects of a policy to a URL of the same site that meets the same rule again. */
export function redirectsToThemselves(app: SynthesizedApp): Found[] {
  return app.ofType(SECURITY_POLICY).flatMap((policy) => {
    const { rules } = rulesOf(app, policy);
    const inOrder = [...rules].sort((a, b) => (numberOf(a, "priority") ?? 0) - (numberOf(b, "priority") ?? 0));
    return inOrder.flatMap((rule, index) =>
      targetsOf(rule)
        .filter((target) => isServedBehind(app, policy, target) && meetsAgain(rule, inOrder.slice(0, index), target))
        .map((target) =>
          about(
            policy,
            text`rule ${asText(rule.priority)} redirects visitors to ${given(target)}, where the same rule redirects them again; redirect to a URL that the rule does not match, or to another site`,
          ),
        ),
    );
  });
}

function targetsOf(rule: Rule): string[] {
  const isPlain = rule.action === "redirect" && !isOn(rule, "preview") && !isExpression(rule.preview);
  return isPlain ? redirectsOf(rule).flatMap((redirect) => knownText(redirect, "target") ?? []) : [];
}

/** Whether a URL leads to a backend with the policy, on a host that a URL map names. */
function isServedBehind(app: SynthesizedApp, policy: Resource, url: string): boolean {
  const host = /^https?:\/\/([^/?#]+)/.exec(url)?.[1].toLowerCase() ?? "";
  return app.ofType(URL_MAP).some((map) => {
    const hosts = blocks(map.config.host_rule).flatMap(({ hosts: names }) => knownTexts(names));
    const services =
      hosts.includes(host) || domainsBefore(app, map).includes(host)
        ? (answerTo(map.config, { url })?.services ?? [])
        : [];
    return (
      services.length > 0 &&
      services.every(({ service }) =>
        app
          .referred(map, service, BACKEND_SERVICE)
          .some((backend) => app.referred(backend, backend.config.security_policy, SECURITY_POLICY).includes(policy)),
      )
    );
  });
}

/** Whether the target of a rule's redirect matches the rule again, and no earlier one. What the address is stays so. */
function meetsAgain(rule: Rule, earlier: readonly Rule[], url: string): boolean {
  const isOfVisitor = ![...attributesOf(rule), ...functionsOf(rule)].some((name) => OF_ONE_REQUEST.test(name));
  const answer = (each: Rule) => {
    const alone: Block = { rule: [{ ...each, action: "allow", preview: false, priority: 1 }] };
    return policies().evaluatePolicy(alone, { url });
  };
  const mayMatch = (each: Rule) => answer(each).trace.some((line) => / (matches|may match: )/.test(line));
  return isOfVisitor && mayMatch(rule) && !earlier.some((each) => !isOn(each, "preview") && mayMatch(each));
}
