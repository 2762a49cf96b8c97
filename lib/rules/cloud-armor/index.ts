import { BACKEND_SERVICE, SECURITY_POLICY } from "../../app/types";
import { MAX_IP_RANGES_OF_RULE } from "../../google/security-actions";
import { MAX_COMPARISONS, MAX_EXPRESSION_LENGTH, MAX_PART_LENGTH } from "../../cloud-armor/rules-language";
import { aboveQuota } from "../quotas";
import { Rules, onApp, onBlock, onCall, onResource } from "../rule";
import { movingRules } from "./automatic-priorities";
import { ADAPTIVE_PROTECTION, thresholds } from "./adaptive-protection";
import { addedPriority, givenRuleIds, givenRuleSet } from "./added-rules";
import { addedToEdge, edgeWithoutCache, foreignInEdge, separateEdgeRules } from "./edge-policies";
import { banOfEverybody, constantCondition, redirectsToThemselves } from "./conditions";
import { expressionLength, strangeIn, strangeRangesInside, wrongIn } from "./expressions";
import { exceptionForAll, noException, strangeIpRanges, wrongIpRanges } from "./ip-ranges";
import {
  MAX_POLICY_DESCRIPTION,
  allowsEverybody,
  closedToAll,
  countedRules,
  defaultAction,
  description,
  noDefaultRule,
  repeatedPriorities,
  rulesInTwoPlaces,
  unprotectedBackends,
  unusedPolicies,
  userIpHeaders,
  wrongPolicyType,
} from "./policies";
import {
  MAX_EXCLUSION_FIELDS,
  MAX_SENSITIVITY,
  foreignRuleIds,
  letsAttacksIn,
  manyFields,
  strangePicks,
  strangeRuleSets,
  tooManyFields,
  wrongRuleSets,
  wrongSettings,
} from "./preconfigured-waf";
import { RATE_LIMITS } from "./rate-limit-rules";
import { onRule } from "./rule-blocks";
import { SETTINGS } from "./settings-rules";
import { MAX_RULE_DESCRIPTION, action, longDescription, lostPriority, priority, redirectUrl } from "./security-rules";
import { unreachableRules } from "./unreachable-rules";

const LANGUAGE = "armor/docs/rules-language-reference";
const WAF = "armor/docs/waf-rules";

const ADD_RULE = "SecurityPolicy.addRule";
const WAF_MATCH = "SecurityMatch.preconfiguredWaf";

/** Cloud Armor. */
export const CLOUD_ARMOR = {
  "ARM-01": {
    says: "A policy is either for backends or for the edge, and cannot be changed from one to the other.",
    isPrevented: true,
    checks: [],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-02": {
    says: "A backend policy is attached as security_policy, an edge policy as edge_security_policy.",
    isPrevented: true,
    checks: [onApp("error", wrongPolicyType)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-03": {
    says: "An edge policy allows and denies by a few attributes of requests, and is for caches and backend buckets.",
    checks: [
      onCall("error", ADD_RULE, addedToEdge),
      onResource("error", SECURITY_POLICY, foreignInEdge),
      onApp("error", separateEdgeRules),
      onResource("warning", BACKEND_SERVICE, edgeWithoutCache),
    ],
    otherwise: "Google refuses other rules at apply.",
  },
  "ARM-04": {
    says: "Each rule of a policy has a different priority, above 0, and the last one is the default rule.",
    isPrevented: true,
    checks: [
      onCall("error", ADD_RULE, addedPriority),
      ...onRule("error", priority),
      onResource("error", SECURITY_POLICY, repeatedPriorities),
      ...onRule("warning", lostPriority),
      onResource("warning", SECURITY_POLICY, noDefaultRule),
    ],
    otherwise: "The provider refuses it at plan or does not send it, or Google refuses it at apply.",
  },
  "ARM-05": {
    says: "A policy says what happens to requests that no rule matches, and neither denies nor allows every request.",
    isPrevented: true,
    checks: [onApp("warning", closedToAll), onResource("warning", SECURITY_POLICY, allowsEverybody)],
    otherwise:
      "Google's pages disagree about what happens to such requests, the site answers everybody with an error, or the policy protects nothing.",
  },
  "ARM-06": {
    says: "The action of a rule is one that Google supports; status 429 is only for requests above a rate limit.",
    isPrevented: true,
    checks: [onCall("error", "SecurityPolicy", defaultAction), ...onRule("error", action)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-07": {
    says: `A rule takes 1 to ${MAX_IP_RANGES_OF_RULE} IP addresses or ranges that visitors from the internet can have, or an expression.`,
    isPrevented: true,
    checks: [
      onCall("error", "SecurityPolicyDefault.denyExcept", noException),
      onCall("warning", "SecurityPolicyDefault.denyExcept", exceptionForAll),
      ...onRule("error", wrongIpRanges),
      ...onRule("error", wrongIn("address")),
      ...onRule("warning", strangeIpRanges),
      ...onRule("warning", strangeRangesInside),
      ...onRule("warning", strangeIn("address")),
    ],
    otherwise: "Google refuses it at apply, or the rule matches no request.",
  },
  "ARM-08": RATE_LIMITS.actionOfLimit,
  "ARM-09": RATE_LIMITS.interval,
  "ARM-10": RATE_LIMITS.count,
  "ARM-11": RATE_LIMITS.ban,
  "ARM-12": RATE_LIMITS.outcome,
  "ARM-13": RATE_LIMITS.namesOfKeys,
  "ARM-14": RATE_LIMITS.keys,
  "ARM-15": RATE_LIMITS.perRegion,
  "ARM-16": {
    says: "A rule redirects to a full URL, which the rule does not redirect again.",
    isPrevented: true,
    checks: [...onRule("error", redirectUrl), onApp("warning", redirectsToThemselves)],
    otherwise: "Google refuses it at apply, or browsers give up after many redirects.",
  },
  "ARM-17": {
    says: `An expression has at most ${MAX_EXPRESSION_LENGTH} characters, and each comparison or call in it at most ${MAX_PART_LENGTH}.`,
    checks: [...onRule("error", expressionLength), ...onRule("warning", strangeIn("length"))],
    otherwise: "Google refuses it at apply.",
    page: LANGUAGE,
  },
  "ARM-18": {
    says: `An expression has at most ${MAX_COMPARISONS} comparisons and calls.`,
    checks: [...onRule("error", wrongIn("count"))],
    otherwise: "Google refuses it at apply.",
    page: LANGUAGE,
  },
  "ARM-19": {
    says: "An expression uses the part of CEL that Cloud Armor supports, and regular expressions of RE2.",
    checks: [...onRule("error", wrongIn("language")), ...onRule("warning", strangeIn("language"))],
    otherwise: "Google refuses it at apply, or the rule matches no request.",
    page: LANGUAGE,
  },
  "ARM-20": {
    says: "An expression uses attributes and functions that exist, with values of the right type.",
    checks: [...onRule("error", wrongIn("meaning")), ...onRule("warning", strangeIn("meaning"))],
    otherwise: "Google refuses it at apply, or the rule matches no request.",
    page: LANGUAGE,
  },
  "ARM-21": {
    says: "A region code is two capital letters, and belongs to an existing country or region.",
    checks: [...onRule("error", wrongIn("region")), ...onRule("warning", strangeIn("region"))],
    otherwise: "The rule matches no request.",
    page: LANGUAGE,
  },
  "ARM-22": {
    says: "A preconfigured rule set is one that Google has, of a version that Google still maintains.",
    checks: [
      onCall("error", WAF_MATCH, givenRuleSet),
      ...onRule("error", wrongRuleSets),
      ...onRule("warning", strangeRuleSets),
      ...onRule("warning", strangeIn("ruleSet")),
    ],
    otherwise: "Google refuses it at apply.",
    page: WAF,
  },
  "ARM-23": {
    says: `Sensitivity is from 0 to ${MAX_SENSITIVITY}, and rules are opted in or out by ids of the version of the rule set.`,
    checks: [
      onCall("error", WAF_MATCH, givenRuleIds),
      ...onRule("error", wrongSettings),
      ...onRule("error", wrongIn("setting")),
      ...onRule("warning", strangePicks),
      ...onRule("warning", foreignRuleIds),
      ...onRule("warning", strangeIn("setting")),
    ],
    otherwise: "Google refuses it at apply, or the rule set checks other things than intended.",
    page: WAF,
  },
  "ARM-24": {
    says: "A rule leaves some requests to later rules with another action, and no rule allows what looks like an attack.",
    checks: [...onRule("warning", letsAttacksIn), onResource("warning", SECURITY_POLICY, unreachableRules)],
    otherwise: "The later rules are never applied, or attacks reach the backends.",
  },
  "ARM-25": {
    says: `At most ${MAX_EXCLUSION_FIELDS} fields of each kind are excluded for one WAF rule, in all exclusions together.`,
    checks: [...onRule("error", tooManyFields), ...onRule("warning", manyFields)],
    otherwise: "Google refuses more at apply.",
    page: WAF,
  },
  "ARM-26": {
    says: "The headers that contain the user's IP address are valid header names, each listed once.",
    isPrevented: true,
    checks: [onBlock("error", SECURITY_POLICY, "advanced_options_config", userIpHeaders)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-27": {
    says: "The thresholds of Adaptive Protection have different names, and numbers in their ranges.",
    isPrevented: true,
    checks: [onBlock("error", SECURITY_POLICY, ADAPTIVE_PROTECTION, thresholds)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-28": {
    says: "A rule in preview is only logged.",
    leftOut: "That is the purpose of preview.",
  },
  "ARM-29": {
    says: `The description of a rule has at most ${MAX_RULE_DESCRIPTION} characters, that of a policy at most ${MAX_POLICY_DESCRIPTION}.`,
    checks: [onResource("error", SECURITY_POLICY, description), ...onRule("warning", longDescription)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-30": {
    says: "A project has a quota of rules with expressions or rate limits; a project in a free trial has none.",
    checks: [
      onApp(
        "warning",
        aboveQuota(SECURITY_POLICY, 20, "Cloud Armor rules with an expression or a rate limit", countedRules),
      ),
    ],
    otherwise: "The apply stops in the middle.",
    page: "armor/quotas",
  },
  "ARM-31": {
    says: "The rules of a policy are written in the policy, and not as separate resources too.",
    isPrevented: true,
    checks: [onApp("warning", rulesInTwoPlaces)],
    otherwise: "Each apply removes the rules that the other resource created.",
  },
  "ARM-32": {
    says: "Policies have labels in later versions of the provider.",
    leftOut: "The provider version that this package uses, 6.50, does not have them.",
  },
  "ARM-33": {
    says: "A policy protects only the backend services and buckets it is attached to.",
    checks: [onApp("warning", unprotectedBackends), onApp("warning", unusedPolicies)],
    otherwise: "The other backends of the site are not protected.",
  },
  "ARM-34": SETTINGS.contentTypes,
  "ARM-35": SETTINGS.requestHeaders,
  "ARM-36": SETTINGS.siteKeys,
  "ARM-37": SETTINGS.autoDeploy,
  "ARM-38": {
    says: "The expression of a rule is true for some requests, and neither for all nor for none.",
    checks: [...onRule("warning", constantCondition)],
    otherwise: "The rule applies to everybody, or to nobody.",
    page: LANGUAGE,
  },
  "ARM-39": {
    says: "A ban counts the requests of each visitor by themselves.",
    checks: [...onRule("warning", banOfEverybody)],
    otherwise: "One visitor who sends too many requests gets everybody banned.",
    page: "armor/docs/rate-limiting-overview",
  },
  "ARM-40": {
    says: "The rules of a policy in use keep their priorities when another rule is inserted.",
    checks: [onCall("warning", "SecurityPolicy.priorities", movingRules)],
    otherwise: "While the rules are rewritten, a rule can be missing for a moment.",
  },
} as const satisfies Rules;
