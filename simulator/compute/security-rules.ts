import { isIP } from "node:net";
import { invalidField, required } from "../errors";
import { child, JsonObject, number, text, texts } from "../json";
import { checkExpression, looksPastEdge } from "./security-expressions";
import { checkExclusions, checkHeaderAction, notAtEdge } from "./security-options";

/** The priority of the rule that every policy has. */
export const defaultPriority = 2_147_483_647;

const actions = ["allow", "deny(403)", "deny(404)", "deny(502)", "redirect", "throttle", "rate_based_ban"];
const exceedActions = ["deny(403)", "deny(404)", "deny(429)", "deny(502)", "redirect"];
const intervals = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
const banDurations = intervals.filter((seconds) => seconds >= 60);

/** Fills in what Google fills in. */
export function completeRule(rule: JsonObject): void {
  rule.kind = "compute#securityPolicyRule";
  rule.preview ??= false;
  const limit = child(rule, "rateLimitOptions");
  if (limit && limit.enforceOnKeyConfigs === undefined) limit.enforceOnKey ??= "ALL";
}

/** Refuses what Google refuses of a rule. */
export function checkRule(rule: JsonObject, policyType: string, at: string): void {
  const priority = number(rule, "priority") ?? 0;
  if (priority < 0) throw invalidField(`${at}.priority`, String(priority), "Must not be negative.");
  const action = text(rule, "action");
  if (!actions.includes(action)) throw invalidField(`${at}.action`, action, "Unsupported action.");
  if (policyType === "CLOUD_ARMOR_EDGE") checkEdgeRule(rule, at);
  checkMatch(rule, at);
  checkExclusions(rule, at);
  checkHeaderAction(rule, at);
  checkRateLimit(rule, at);
  checkRedirect(child(rule, "redirectOptions"), action === "redirect", `${at}.redirectOptions`);
}

function checkEdgeRule(rule: JsonObject, at: string): void {
  const action = text(rule, "action");
  if (!["allow", "deny(403)", "deny(404)", "deny(502)"].includes(action)) {
    throw invalidField(`${at}.action`, action, notAtEdge);
  }
  for (const field of ["headerAction", "preconfiguredWafConfig", "redirectOptions"]) {
    // the provider sends an empty block for none
    if (Object.keys(child(rule, field) ?? {}).length > 0) throw invalidField(`${at}.${field}`, "", notAtEdge);
  }
  const match = child(rule, "match");
  if (child(match, "exprOptions")) throw invalidField(`${at}.match.exprOptions`, "", notAtEdge);
  const expression = text(child(match, "expr"), "expression");
  if (looksPastEdge(expression)) throw invalidField(`${at}.match.expr.expression`, expression, notAtEdge);
}

function checkMatch(rule: JsonObject, at: string): void {
  const match = child(rule, "match");
  if (!match) throw required(`${at}.match`);
  const ranges = texts(child(match, "config"), "srcIpRanges");
  const expression = text(child(match, "expr"), "expression");
  const byAddress = text(match, "versionedExpr") === "SRC_IPS_V1";
  if (number(rule, "priority") === defaultPriority && ranges[0] !== "*") {
    throw invalidField(`${at}.match`, "", "The default rule must match all source addresses.");
  }
  if (byAddress === (expression !== "")) {
    throw invalidField(`${at}.match`, "", "Exactly one of versionedExpr and expr must be set.");
  }
  if (byAddress && (ranges.length === 0 || ranges.length > 10)) {
    throw invalidField(`${at}.match.config.srcIpRanges`, "", "From 1 to 10 source IP ranges must be specified.");
  }
  const wrong = ranges.find((range) => range !== "*" && !isRange(range));
  if (wrong !== undefined) {
    throw invalidField(`${at}.match.config.srcIpRanges`, wrong, "Invalid IP address range specified.");
  }
  if (!byAddress) checkExpression(expression, `${at}.match.expr.expression`);
}

/** An address, or a range of them. */
function isRange(range: string): boolean {
  const [address, length, more] = range.split("/");
  const bits = isIP(address) === 6 ? 128 : 32;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
  return isIP(address) !== 0 && isLength && more === undefined;
}

function checkRateLimit(rule: JsonObject, at: string): void {
  const action = text(rule, "action");
  const limit = child(rule, "rateLimitOptions");
  const field = `${at}.rateLimitOptions`;
  const limits = action === "throttle" || action === "rate_based_ban";
  if (limits !== (limit !== undefined)) {
    const why =
      "Rate limit options must be specified if the action is 'fairshare', 'rate_based_ban' or 'throttle'. " +
      "It cannot be specified for any other actions.";
    throw invalidField(field, "", why);
  }
  if (!limit) return;
  checkThreshold(
    child(limit, "rateLimitThreshold"),
    action === "throttle" ? 1_000_000 : 10_000,
    `${field}.rateLimitThreshold`,
  );
  if (text(limit, "conformAction") !== "allow") {
    throw invalidField(`${field}.conformAction`, text(limit, "conformAction"), "Must be allow.");
  }
  const exceed = text(limit, "exceedAction");
  if (!exceedActions.includes(exceed)) throw invalidField(`${field}.exceedAction`, exceed, "Unsupported action.");
  checkRedirect(child(limit, "exceedRedirectOptions"), exceed === "redirect", `${field}.exceedRedirectOptions`);
  checkBan(limit, action, field);
  checkKey(limit, field);
}

function checkThreshold(threshold: JsonObject | undefined, most: number, at: string): void {
  if (!threshold) throw required(at);
  const count = number(threshold, "count") ?? 0;
  const interval = number(threshold, "intervalSec") ?? 0;
  if (count < 1 || count > most) throw invalidField(`${at}.count`, String(count), `Must be between 1 and ${most}.`);
  if (!intervals.includes(interval)) {
    throw invalidField(`${at}.intervalSec`, String(interval), `Must be one of ${intervals.join(", ")}.`);
  }
}

function checkBan(limit: JsonObject, action: string, field: string): void {
  const duration = number(limit, "banDurationSec") ?? 0;
  const threshold = child(limit, "banThreshold");
  if (action === "throttle") {
    if (duration !== 0)
      throw invalidField(`${field}.banDurationSec`, String(duration), "Only supported for rate_based_ban.");
    if (threshold) throw invalidField(`${field}.banThreshold`, "", "Only supported for rate_based_ban.");
    return;
  }
  if (!banDurations.includes(duration)) {
    throw invalidField(`${field}.banDurationSec`, String(duration), `Must be one of ${banDurations.join(", ")}.`);
  }
  if (threshold) checkThreshold(threshold, 10_000, `${field}.banThreshold`);
}

function checkKey(limit: JsonObject, field: string): void {
  const key = text(limit, "enforceOnKey");
  const named = key === "HTTP_HEADER" || key === "HTTP_COOKIE";
  if (named !== (text(limit, "enforceOnKeyName") !== "")) {
    const why = "Must be set for HTTP_HEADER and HTTP_COOKIE, and for them alone.";
    throw invalidField(`${field}.enforceOnKeyName`, text(limit, "enforceOnKeyName"), why);
  }
  const configs = limit.enforceOnKeyConfigs;
  if (!Array.isArray(configs) || configs.length === 0) return;
  if (key !== "") throw invalidField(`${field}.enforceOnKey`, key, "Cannot be set together with enforceOnKeyConfigs.");
  if (configs.length > 3) throw invalidField(`${field}.enforceOnKeyConfigs`, "", "At most 3 keys are allowed.");
}

function checkRedirect(options: JsonObject | undefined, needed: boolean, at: string): void {
  if (!needed && options) throw invalidField(at, "", "Only supported for the action redirect.");
  if (!needed) return;
  if (!options) throw required(at);
  const external = text(options, "type") === "EXTERNAL_302";
  if (external !== (text(options, "target") !== "")) {
    throw invalidField(`${at}.target`, text(options, "target"), "Must be set for EXTERNAL_302, and for it alone.");
  }
  if (external && !/^https?:\/\/[^/]/.test(text(options, "target"))) {
    throw invalidField(`${at}.target`, text(options, "target"), "Must be a full URL.");
  }
}
