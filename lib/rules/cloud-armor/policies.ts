import { deniesEverybody, isClosedByDefault, isEdge } from "../../app/security-policies";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, SECURITY_POLICY, SECURITY_POLICY_RULE, URL_MAP } from "../../app/types";
import { Block, asText, isDynamic, isExpression, isOn, isSet, numberOf } from "../../app/values";
import { DEFAULT_RULE_PRIORITY, SECURITY_ACTIONS } from "../../google/security-actions";
import { Arguments, ArgumentsAt } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { unusedOf } from "../unused";
import { isHeaderName, knownValues, length, oneOf, unique } from "../values";
import { attributesOf } from "./expressions";
import { keyTypes } from "./rate-limits";
import { Rule, expressionsOf, rateLimitsOf } from "./rule-blocks";

type Policy = Arguments<typeof SECURITY_POLICY>;
type AdvancedOptions = ArgumentsAt<typeof SECURITY_POLICY, "advanced_options_config">;

/** The arguments that take a policy, and the type that each takes. */
const ATTACHMENTS = { security_policy: "CLOUD_ARMOR", edge_security_policy: "CLOUD_ARMOR_EDGE" } as const;
type Attachment = keyof typeof ATTACHMENTS;
/** The resources that can have a policy. */
const BACKENDS = [BACKEND_SERVICE, BACKEND_BUCKET] as const;
/** The longest description of a policy, in characters. */
export const MAX_POLICY_DESCRIPTION = 2048;
const USER_IP_HEADERS = argument("advanced_options_config.user_ip_request_headers");

/** A description that is too long. */
export function description({ description: given }: Policy): Text[] {
  return length(argument("description"), given, 0, MAX_POLICY_DESCRIPTION);
}

/** An action that no default rule has. */
export function defaultAction({ defaultAction: action }: { readonly defaultAction?: unknown }): Text[] {
  const allowed = Object.entries(SECURITY_ACTIONS).filter(([, { mayBeDefault }]) => mayBeDefault);
  return oneOf(
    "defaultAction",
    action,
    allowed.map(([name]) => name),
  );
}

/** Header names that are not valid, or appear twice. */
export function userIpHeaders({ user_ip_request_headers: names }: AdvancedOptions): Text[] {
  return [
    ...knownValues<unknown>(names)
      .filter((name) => !isHeaderName(String(name)))
      .map(
        (name) =>
          text`${USER_IP_HEADERS} must be header names, got ${given(name)}; write the name alone, like True-Client-IP`,
      ),
    ...unique(text`a header in ${USER_IP_HEADERS}`, names, "remove one of them", (name) => String(name).toLowerCase()),
  ];
}

/** A rule that looks at the address that a proxy in front of the load balancer passes on, without a header that contains it. */
export function missingUserIpHeader(policy: Policy): Text[] {
  const options: readonly AdvancedOptions[] = blocks(policy.advanced_options_config);
  const isAddressOfConnection = !options.some((each) => isSet(each, "user_ip_request_headers"));
  const looksAtUserIp = (rule: Rule) =>
    keyTypes(rule).includes("USER_IP") || attributesOf(rule).includes("origin.user_ip");
  return !isEdge({ config: policy }) &&
    isAddressOfConnection &&
    !isDynamic(policy, "advanced_options_config") &&
    rulesIn(policy).some(looksAtUserIp)
    ? [
        text`a rule looks at the user's IP address, but no header is set that contains it, so the rule looks at the address of the connection; set ${USER_IP_HEADERS}`,
      ]
    : [];
}

/** Priorities that appear twice. */
export function repeatedPriorities(policy: Policy): Text[] {
  const priorities = rulesIn(policy).map((rule) => numberOf(rule, "priority"));
  const repeated = priorities.filter((priority, index) => priorities.indexOf(priority) < index);
  return [...new Set(repeated)]
    .filter((priority) => priority !== undefined)
    .map((priority) => text`two rules have the same priority, ${priority}; give one of them another priority`);
}

/** A policy that allows everybody: one for certain addresses, without a default rule that denies all others. */
export function allowsEverybody(policy: Policy): Text[] {
  const rules = rulesIn(policy);
  const own = rules.filter((rule) => numberOf(rule, "priority") !== DEFAULT_RULE_PRIORITY);
  // a rule that lets attacks in is told by itself
  const isForAttacks = (rule: Rule) =>
    expressionsOf(rule).some((each) => /evaluate(Preconfigured|ManagedRules)/.test(String(each)));
  const isPlainAllow = (rule: Rule) =>
    rule.action === "allow" && !isOn(rule, "preview") && !isSet(rule, "header_action") && !isForAttacks(rule);
  const learns = blocks(policy.adaptive_protection_config)
    .flatMap((each) => blocks(each.layer_7_ddos_defense_config))
    .some((each) => isOn(each, "enable"));
  const isByAddress = (rule: Rule) =>
    blocks(rule.match).some((match) => blocks(match.config).some((config) => isSet(config, "src_ip_ranges")));
  return own.some(isByAddress) && rules.every(isPlainAllow) && !learns && !isDynamic(policy, "rule")
    ? [
        text`all rules of this policy allow requests, and so does its default rule, so it denies nobody; to allow only what these rules match, let the default rule deny the rest`,
      ]
    : [];
}

/** A policy without a default rule. */
export function noDefaultRule(policy: Policy): Text[] {
  const priorities = rulesIn(policy).map((rule) => numberOf(rule, "priority"));
  const isWhole = priorities.length > 0 && !priorities.includes(undefined) && !isDynamic(policy, "rule");
  return isWhole && !priorities.includes(DEFAULT_RULE_PRIORITY)
    ? [
        text`the policy has no default rule (priority ${DEFAULT_RULE_PRIORITY}, for all addresses), and Google does not document what happens to requests that no rule matches; add a default rule, or use ${isEdge({ config: policy }) ? "EdgeSecurityPolicy" : "SecurityPolicy"}`,
      ]
    : [];
}

function rulesIn({ rule }: Policy): readonly Rule[] {
  return blocks(rule);
}

/** For how many rules with an expression or a rate limit a policy counts. */
export function countedRules({ config }: Resource): number {
  return rulesIn(config).filter((rule) => rateLimitsOf(rule).length > 0 || expressionsOf(rule).length > 0).length;
}

/**
 * Backends without a policy beside others that have one; a bucket only beside others with an edge policy, or where all
 * services are closed to everybody whom no rule allows.
 */
export function unprotectedBackends(app: SynthesizedApp): Found[] {
  const unprotected = new Map<Resource, Resource[]>();
  app.ofType(URL_MAP).forEach((urlMap) => {
    const used = app.uses(urlMap, ...BACKENDS);
    const examples = used.filter((backend) => isProtected(backend));
    const services = used.filter(({ type }) => type === BACKEND_SERVICE);
    const areClosed = services.every((service) => attachedTo(app, service).some(isClosedByDefault));
    (examples.length > 0 ? app.referred(urlMap, withoutErrorPages(urlMap.config), ...BACKENDS) : [])
      .filter((backend) => !isProtected(backend))
      .map((backend) => [backend, examples.filter((other) => areClosed || isExampleFor(backend, other))] as const)
      .filter(([, others]) => others.length > 0)
      .forEach(([backend, others]) => unprotected.set(backend, [...(unprotected.get(backend) ?? []), ...others]));
  });
  return [...unprotected].map(([backend, others]) =>
    about(
      backend,
      text`${protectedBy(app, others)} of the same URL map, but this one has no policy; attach one that suits its visitors (${argument(attachmentsTo(backend)[0])})`,
    ),
  );
}

/** A URL map without the buckets of error pages, which everybody may see. */
function withoutErrorPages(config: Block): Block {
  return JSON.parse(
    JSON.stringify(config, (key, value: unknown) => (key === "error_service" ? undefined : value)),
  ) as Block;
}

/** Whether a backend has a policy that another one lacks. A policy for files alone says nothing of a service. */
function isExampleFor(backend: Resource, other: Resource): boolean {
  const isComparable = backend.type === BACKEND_BUCKET || other.type === BACKEND_SERVICE;
  return isComparable && isProtected(other, attachmentsTo(backend));
}

/** The arguments of a backend that take a policy. */
function attachmentsTo({ type }: Resource): readonly Attachment[] {
  return type === BACKEND_BUCKET ? ["edge_security_policy"] : ["security_policy", "edge_security_policy"];
}

function isProtected(backend: Resource, by: readonly Attachment[] = attachmentsTo(backend)): boolean {
  return attachmentsTo(backend).some((name) => by.includes(name) && isSet(backend.config, name));
}

/** Which Cloud Armor policies protect some backends, in words. */
function protectedBy(app: SynthesizedApp, backends: readonly Resource[]): Text {
  const policies = [...new Set(backends.flatMap((each) => attachedTo(app, each)))];
  const whose = paths([...new Set(backends)]);
  return policies.length > 1
    ? text`Cloud Armor policies ${paths(policies)} protect ${whose}`
    : text`${policies.length === 0 ? "a Cloud Armor policy" : `Cloud Armor policy ${paths(policies)}`} protects ${whose}`;
}

function attachedTo(app: SynthesizedApp, backend: Resource): Resource[] {
  return attachmentsTo(backend).flatMap((name) => app.referred(backend, backend.config[name], SECURITY_POLICY));
}

/** A policy that is attached to nothing, where there is something to attach it to. */
export function unusedPolicies(app: SynthesizedApp): Found[] {
  const unused = (types: readonly string[], isOfEdge: boolean) =>
    unusedOf(app, [SECURITY_POLICY], types).filter((policy) => isEdge(policy) === isOfEdge);
  return [
    ...unused([BACKEND_SERVICE], false).map((policy) =>
      about(
        policy,
        text`no backend service uses this Cloud Armor policy, so it protects nothing; attach it (${argument("security_policy")}), or remove it`,
      ),
    ),
    ...unused(BACKENDS, true).map((policy) =>
      about(
        policy,
        text`no backend service or bucket uses this Cloud Armor edge policy, so it protects nothing; attach it (${argument("edge_security_policy")}), or remove it`,
      ),
    ),
  ];
}

/** A policy of a type that may not be attached there. */
export function wrongPolicyType(app: SynthesizedApp): Found[] {
  return app.ofType(...BACKENDS).flatMap((backend) =>
    Object.entries(ATTACHMENTS).flatMap(([name, wanted]) =>
      app
        .referred(backend, backend.config[name], SECURITY_POLICY)
        .filter(({ config }) => !isExpression(config.type) && (config.type ?? "CLOUD_ARMOR") !== wanted)
        .map((policy) =>
          about(
            backend,
            text`${argument(name)} must be a policy of type ${wanted}, but ${paths([policy])} is of type ${asText(policy.config.type ?? "CLOUD_ARMOR")}; ${otherPlace(backend, policy)}attach another policy`,
          ),
        ),
    ),
  );
}

/** Where a policy may be attached that is of a wrong type where it is. */
function otherPlace(backend: Resource, { config }: Resource): Text {
  const [place] = attachmentsTo(backend).filter((name) => ATTACHMENTS[name] === (config.type ?? "CLOUD_ARMOR"));
  return place === undefined ? text`` : text`attach this policy as ${argument(place)}, or `;
}

/** A policy that denies every request to a backend with routes. */
export function closedToAll(app: SynthesizedApp): Found[] {
  const routed = [...new Set(app.ofType(URL_MAP).flatMap((urlMap) => app.uses(urlMap, ...BACKENDS)))];
  return app.ofType(SECURITY_POLICY).flatMap((policy) => {
    const closed = routed.filter((backend) => attachedTo(app, backend).includes(policy));
    const isForgotten = deniesEverybody(policy) && !isHidden(policy);
    return closed.length > 0 && isForgotten && app.users(policy, SECURITY_POLICY_RULE).length === 0
      ? [
          about(
            policy,
            text`the rules of this policy deny every request, so no visitor can reach ${paths(closed)}; add a rule that allows some requests, or change the default rule to allow`,
          ),
        ]
      : [];
  });
}

/** Whether an edge policy hides its backends on purpose: all that it does is to answer that they do not exist. */
function isHidden(policy: Resource): boolean {
  const [rule, ...others] = blocks(policy.config.rule);
  return isEdge(policy) && others.length === 0 && !["deny", "deny(403)"].includes(String(rule?.action));
}

/** Rules inside a policy and rules as resources of their own. */
export function rulesInTwoPlaces(app: SynthesizedApp): Found[] {
  return app.ofType(SECURITY_POLICY_RULE).flatMap((rule) =>
    app
      .uses(rule, SECURITY_POLICY)
      .filter(({ config }) => isSet(config, "rule") && !isDynamic(config, "rule"))
      .map((policy) =>
        about(
          rule,
          text`${paths([policy])} contains its own rules and removes all others at the next apply; add this rule to the policy (addRule)`,
        ),
      ),
  );
}
