import { SECURITY_POLICY } from "../../app/types";
import { SECURITY_ACTIONS } from "../../google/security-actions";
import { MAX_COMPARISONS, MAX_EXPRESSION_LENGTH, MAX_PART_LENGTH } from "../../cloud-armor/rules-language";
import { aboveQuota } from "../quotas";
import { Rules, onApp, onBlock, onCall, onResource } from "../rule";
import { grouped } from "../text";
import { ADAPTIVE_PROTECTION, thresholds } from "./adaptive-protection";
import { addedPriority, givenRuleIds, givenRuleSet } from "./added-rules";
import { expressionLength, strangeIn, strangeRangesInside, wrongIn } from "./expressions";
import { MAX_IP_RANGES, strangeIpRanges, wrongIpRanges } from "./ip-ranges";
import {
  MAX_POLICY_DESCRIPTION,
  closedToAll,
  countedRules,
  defaultAction,
  description,
  missingUserIpHeader,
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
import {
  BAN_DURATIONS,
  INTERVALS,
  MAX_KEYS,
  banDuration,
  combinedKeys,
  counts,
  hastyBan,
  intervals,
  keyNames,
  limitActions,
  noBanDuration,
  rateLimitAndAction,
  severalKeys,
} from "./rate-limits";
import { onRule } from "./rule-blocks";
import { MAX_RULE_DESCRIPTION, action, longDescription, lostPriority, priority, redirectUrl } from "./security-rules";
import { unreachableRules } from "./unreachable-rules";

const RATE = "armor/docs/rate-limiting-overview";
const LANGUAGE = "armor/docs/rules-language-reference";
const WAF = "armor/docs/waf-rules";

const ADD_RULE = "SecurityPolicy.addRule";
const WAF_MATCH = "SecurityMatch.preconfiguredWaf";

/** Cloud Armor. */
export const CLOUD_ARMOR = {
  "ARM-01": {
    says: "A policy is for backends or for the edge, and cannot be changed from one to the other.",
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
    says: "An edge policy takes fewer actions and attributes.",
    leftOut: "There is no construct for edge policies; use resource.",
  },
  "ARM-04": {
    says: "A rule has a priority of its own, above 0, and every policy a default rule at the end.",
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
    says: "What happens to requests that no rule matches is written out, and somebody is let in.",
    isPrevented: true,
    checks: [onApp("warning", closedToAll)],
    otherwise: "Google's pages disagree whether they pass, or the site answers everybody with an error.",
  },
  "ARM-06": {
    says: "A rule's action is one of a few; status 429 is only for requests above a rate limit.",
    isPrevented: true,
    checks: [onCall("error", "SecurityPolicy", defaultAction), ...onRule("error", action)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-07": {
    says: `A rule takes 1 to ${MAX_IP_RANGES} addresses or ranges, as visitors of the internet have them, or an expression.`,
    isPrevented: true,
    checks: [
      ...onRule("error", wrongIpRanges),
      ...onRule("error", wrongIn("address")),
      ...onRule("warning", strangeIpRanges),
      ...onRule("warning", strangeRangesInside),
      ...onRule("warning", strangeIn("address")),
    ],
    otherwise: "Google refuses it at apply, or the rule fits nobody.",
  },
  "ARM-08": {
    says: "A rate limit belongs to throttle and rate_based_ban, and to nothing else.",
    isPrevented: true,
    checks: [...onRule("error", rateLimitAndAction)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  "ARM-09": {
    says: `The interval of a rate limit is one of thirteen, from ${Math.min(...INTERVALS)} to ${Math.max(...INTERVALS)} seconds.`,
    checks: [...onRule("error", intervals)],
    otherwise: "Google refuses others at apply.",
    page: RATE,
  },
  "ARM-10": {
    says: `A rate limit is at most ${grouped(SECURITY_ACTIONS.throttle.maxCount)} requests, for a ban ${grouped(SECURITY_ACTIONS.rate_based_ban.maxCount)}.`,
    checks: [...onRule("error", counts)],
    otherwise: "Google refuses more at apply.",
    page: RATE,
  },
  "ARM-11": {
    says: `A ban lasts one of eleven times, from ${Math.min(...BAN_DURATIONS)} to ${Math.max(...BAN_DURATIONS)} seconds, and is judged over no shorter a time than the limit.`,
    checks: [onCall("error", ADD_RULE, noBanDuration), ...onRule("error", banDuration), ...onRule("warning", hastyBan)],
    otherwise: "Google refuses others at apply.",
    page: RATE,
  },
  "ARM-12": {
    says: "What is within a rate limit passes; what is above gets a status or a redirect.",
    isPrevented: true,
    checks: [...onRule("error", limitActions)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  "ARM-13": {
    says: "A key of a rate limit that is a header or cookie has a name; a user's address needs the headers that hold it.",
    isPrevented: true,
    checks: [...onRule("error", keyNames), onResource("warning", SECURITY_POLICY, missingUserIpHeader)],
    otherwise: "Google refuses it at apply, or counts the load balancer's own neighbours.",
    page: RATE,
  },
  "ARM-14": {
    says: `A rate limit has at most ${MAX_KEYS} keys, of each kind but headers and cookies one.`,
    isPrevented: true,
    checks: [onCall("error", ADD_RULE, combinedKeys), ...onRule("error", severalKeys)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  "ARM-15": {
    says: "A rate limit is counted in each region by itself.",
    leftOut: "It is so in every site of several regions, and nothing can be done about it.",
  },
  "ARM-16": {
    says: "A redirect of a rule leads to a full URL.",
    isPrevented: true,
    checks: [...onRule("error", redirectUrl)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-17": {
    says: `An expression has at most ${MAX_EXPRESSION_LENGTH} characters, and ${MAX_PART_LENGTH} in one comparison or call.`,
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
    says: "An expression is in the part of CEL that Cloud Armor speaks, with regular expressions of RE2.",
    checks: [...onRule("error", wrongIn("language")), ...onRule("warning", strangeIn("language"))],
    otherwise: "Google refuses it at apply, or the rule fits nobody.",
    page: LANGUAGE,
  },
  "ARM-20": {
    says: "An expression uses the attributes and functions there are, with values that fit them.",
    checks: [...onRule("error", wrongIn("meaning")), ...onRule("warning", strangeIn("meaning"))],
    otherwise: "Google refuses it at apply, or the rule fits nobody.",
    page: LANGUAGE,
  },
  "ARM-21": {
    says: "A region code is two capital letters, of a country there is.",
    checks: [...onRule("error", wrongIn("region")), ...onRule("warning", strangeIn("region"))],
    otherwise: "The rule fits nobody.",
    page: LANGUAGE,
  },
  "ARM-22": {
    says: "A preconfigured rule set is one that Google has, and of a version it still keeps up.",
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
    says: `Sensitivity is from 0 to ${MAX_SENSITIVITY}, and rules are opted in or out by ids of the set's own version.`,
    checks: [
      onCall("error", WAF_MATCH, givenRuleIds),
      ...onRule("error", wrongSettings),
      ...onRule("warning", strangePicks),
      ...onRule("warning", foreignRuleIds),
      ...onRule("warning", strangeIn("setting")),
    ],
    otherwise: "Google refuses it at apply, or the rule set looks at other things than meant.",
    page: WAF,
  },
  "ARM-24": {
    says: "A rule leaves something for those after it that decide otherwise, and none lets in what looks like an attack.",
    checks: [...onRule("warning", letsAttacksIn), onResource("warning", SECURITY_POLICY, unreachableRules)],
    otherwise: "The rules after it never act, or attacks pass them.",
  },
  "ARM-25": {
    says: `A WAF rule leaves out at most ${MAX_EXCLUSION_FIELDS} fields of a kind.`,
    checks: [...onRule("error", tooManyFields), ...onRule("warning", manyFields)],
    otherwise: "Google refuses more at apply.",
    page: WAF,
  },
  "ARM-26": {
    says: "The headers that hold a user's address are names of headers, each once.",
    isPrevented: true,
    checks: [onBlock("error", SECURITY_POLICY, "advanced_options_config", userIpHeaders)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-27": {
    says: "The thresholds of Adaptive Protection have names of their own and numbers in their ranges.",
    isPrevented: true,
    checks: [onBlock("error", SECURITY_POLICY, ADAPTIVE_PROTECTION, thresholds)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-28": {
    says: "A rule in preview is only logged.",
    leftOut: "It is what preview is for.",
  },
  "ARM-29": {
    says: `A rule's description has at most ${MAX_RULE_DESCRIPTION} characters, a policy's ${MAX_POLICY_DESCRIPTION}.`,
    checks: [onResource("error", SECURITY_POLICY, description), ...onRule("warning", longDescription)],
    otherwise: "Google refuses it at apply.",
  },
  "ARM-30": {
    says: "A project has a quota of rules with expressions or rate limits; a free trial has none.",
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
    says: "The rules of a policy stand in the policy, and not beside it too.",
    isPrevented: true,
    checks: [onApp("warning", rulesInTwoPlaces)],
    otherwise: "Each apply removes what the other one made.",
  },
  "ARM-32": {
    says: "Policies have labels in later provider versions.",
    leftOut: "The provider that this package is made for, 6.50, does not have them.",
  },
  "ARM-33": {
    says: "A policy protects only the backend services it is attached to.",
    checks: [onApp("warning", unprotectedBackends), onApp("warning", unusedPolicies)],
    otherwise: "The other backend services of the site stand open.",
  },
} as const satisfies Rules;
