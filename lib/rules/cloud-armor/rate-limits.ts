import { blocks } from "../../app/terraform-json";
import { isDynamic, isSet, knownText, numberOf } from "../../app/values";
import { EXCEED_ACTIONS, maxCountOf } from "../../google/security-actions";
import { Text, given, text } from "../text";
import { isHeaderName, isKnown, oneOf, present, range, unique } from "../values";
import { KeyConfig, RateLimit, Redirect, Rule, Threshold, rateLimitsOf, ruleArgument } from "./rule-blocks";

/** The intervals that Google supports, in seconds. */
export const INTERVALS: readonly number[] = [10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600];
/** The durations of a ban that Google supports, in seconds. */
export const BAN_DURATIONS = INTERVALS.slice(2);
/** The most keys of a rate limit. */
export const MAX_KEYS = 3;
/** The keys that need a name. */
const NAMED_KEYS: readonly unknown[] = ["HTTP_HEADER", "HTTP_COOKIE"];
const BAN_THRESHOLD = ruleArgument("rate_limit_options.ban_threshold");
const INTERVAL = ruleArgument("rate_limit_options.rate_limit_threshold.interval_sec");

/** A rate limit without its action, or the other way round. */
export function rateLimitAndAction(rule: Rule): Text[] {
  const action = knownText(rule, "action");
  const isLimit = action !== undefined && maxCountOf(action) !== undefined;
  if (action === undefined || isDynamic(rule, "rate_limit_options") || isLimit === isSet(rule, "rate_limit_options")) {
    return [];
  }
  const name = `rule ${String(rule.priority)}`;
  return [
    isLimit
      ? text`${name} with action ${action} needs rate_limit_options; add them`
      : text`rate_limit_options are only for the actions throttle and rate_based_ban, but the action of ${name} is ${action}; remove rate_limit_options`,
  ];
}

/** What happens to requests below and above a rate limit. */
export function limitActions(rule: Rule): Text[] {
  return rateLimitsOf(rule).flatMap(({ conform_action, exceed_action }) => [
    ...oneOf(ruleArgument("rate_limit_options.conform_action"), conform_action, ["allow"]),
    ...oneOf(ruleArgument("rate_limit_options.exceed_action"), exceed_action, EXCEED_ACTIONS),
  ]);
}

/** Intervals that Google does not support. */
export function intervals(rule: Rule): Text[] {
  return rateLimitsOf(rule).flatMap((options) => [
    ...limitOf(options).flatMap(({ interval_sec }) => interval(INTERVAL, interval_sec)),
    ...banThresholdOf(options).flatMap(({ interval_sec }) =>
      interval(text`${INTERVAL} of ${BAN_THRESHOLD}`, interval_sec),
    ),
  ]);
}

function interval(what: Text | typeof INTERVAL, seconds: unknown): Text[] {
  return [...present(what, seconds, "give a time in seconds, such as 60"), ...oneOf(what, seconds, INTERVALS)];
}

/** Numbers of requests out of range. */
export function counts(rule: Rule): Text[] {
  const action = knownText(rule, "action") ?? "";
  const max = maxCountOf(action);
  const inRange = (what: Text, count: unknown) =>
    max === undefined
      ? []
      : [...present(what, count, "give a number of requests, such as 100"), ...range(what, count, 1, max)];
  return rateLimitsOf(rule).flatMap((options) => [
    ...limitOf(options).flatMap(({ count }) => inRange(text`count of ${action}`, count)),
    ...banThresholdOf(options).flatMap(({ count }) => inRange(text`count of ${BAN_THRESHOLD}`, count)),
  ]);
}

/** A ban of a duration that Google does not support. The provider does not send 0. */
export function banDuration(rule: Rule): Text[] {
  return rateLimitsOf(rule)
    .filter((options) => numberOf(options, "ban_duration_sec") !== 0)
    .flatMap(({ ban_duration_sec: seconds }) => lengthOfBan(seconds));
}

/** A ban without a duration. */
export function noBanDuration({ rule }: { readonly rule: Rule }): Text[] {
  return rateLimitsOf(rule)
    .filter((options) => rule.action === "rate_based_ban" && !numberOf(options, "ban_duration_sec"))
    .flatMap(({ ban_duration_sec: seconds }) => [
      ...present(ruleArgument("rate_limit_options.ban_duration_sec"), seconds, "give one, such as 300"),
      ...lengthOfBan(seconds),
    ]);
}

function lengthOfBan(seconds: unknown): Text[] {
  return oneOf(ruleArgument("rate_limit_options.ban_duration_sec"), seconds, BAN_DURATIONS);
}

/** A ban threshold with a shorter interval than the limit itself. */
export function hastyBan(rule: Rule): Text[] {
  return rateLimitsOf(rule).flatMap((options) => {
    const [limit] = limitOf(options).map((threshold) => numberOf(threshold, "interval_sec"));
    const [ban] = banThresholdOf(options).map((threshold) => numberOf(threshold, "interval_sec"));
    return limit !== undefined && ban !== undefined && ban < limit
      ? [
          text`${INTERVAL} of ${BAN_THRESHOLD} is ${ban}, which is shorter than the ${limit} of the rate limit; choose an interval that is at least as long`,
        ]
      : [];
  });
}

/** The kinds of keys by which the rate limit of a rule counts. */
export function keyTypes(rule: Rule): readonly unknown[] {
  return rateLimitsOf(rule)
    .flatMap(keysOf)
    .map(({ enforce_on_key_type: type }) => type);
}

/** Keys without a name, or with a name that is not valid. */
export function keyNames(rule: Rule): Text[] {
  const keys = rateLimitsOf(rule).flatMap(keysOf);
  return keys.flatMap(({ enforce_on_key_type: type, enforce_on_key_name: name }) => {
    if (!isKnown(name) || (name === "" && !NAMED_KEYS.includes(type))) {
      const isNamed = NAMED_KEYS.includes(type);
      return isNamed
        ? present("the name of a key that is a header or cookie", name, "write the name of the header or cookie")
        : [];
    }
    const what =
      name === ""
        ? "a key that is a header or cookie needs a name"
        : "the name of a key must be a header or cookie name alone";
    return isHeaderName(String(name))
      ? []
      : [text`${what}, got ${given(name)}; write it like EnforceOnKey.httpHeader("x-api-key")`];
  });
}

/** Several keys of one kind, or too many. */
export function severalKeys(rule: Rule): Text[] {
  return rateLimitsOf(rule).flatMap((options) => {
    const keys = isSet(options, "enforce_on_key_configs") ? keysOf(options) : [];
    const types = keys.map(({ enforce_on_key_type: type }) => type).filter((type) => !NAMED_KEYS.includes(type));
    return [
      ...(keys.length > MAX_KEYS
        ? [
            text`a rate limit takes at most ${MAX_KEYS} keys, got ${keys.length}; remove at least ${keys.length - MAX_KEYS}`,
          ]
        : []),
      ...unique("a key that is neither a header nor a cookie", types, "remove one of them"),
    ];
  });
}

/** A combination without a key, or of too many keys. */
export function combinedKeys({ rule }: { readonly rule: Rule }): Text[] {
  return rateLimitsOf(rule)
    .map(({ enforce_on_key_configs: keys }) => keys)
    .filter((keys) => Array.isArray(keys))
    .filter(({ length }) => length < 1 || length > MAX_KEYS)
    .map(
      ({ length }) =>
        text`EnforceOnKey.combined takes 1 to ${MAX_KEYS} keys, got ${length}; ${length === 0 ? "add a key" : `remove at least ${length - MAX_KEYS}`}`,
    );
}

/** The redirects of a rule, of all its requests or of those above its limit. */
export function redirectsOf(rule: Rule): readonly Redirect[] {
  return [rule.redirect_options, ...rateLimitsOf(rule).map((options) => options.exceed_redirect_options)].flatMap(
    (redirect) => blocks(redirect),
  );
}

function limitOf(options: RateLimit): readonly Threshold[] {
  return blocks(options.rate_limit_threshold);
}

function banThresholdOf(options: RateLimit): readonly Threshold[] {
  return blocks(options.ban_threshold);
}

function keysOf(options: RateLimit): readonly KeyConfig[] {
  return isSet(options, "enforce_on_key_configs")
    ? blocks(options.enforce_on_key_configs)
    : [{ enforce_on_key_type: options.enforce_on_key, enforce_on_key_name: options.enforce_on_key_name }];
}
