/** What a rule does with the requests that it decides about. */
import { blocks } from "../app/terraform-json";
import { Block, blockOf, isDynamic, isExpression, isSet, numberOf, textOf } from "../app/values";
import { AddedHeader, ArmorRule, DecidedOutcome, Deny, Limit, LimitKey, Redirect, Threshold } from "./decision";
import { Facts, attribute } from "./facts";

const DENY = /^deny\((\d{3})\)$/;
/** Google looks at so many bytes of a header or cookie. */
const MAX_KEY_LENGTH = 128;

/** What a rule does; in words where it is not known. */
export function outcomeOf(block: Block, rule: ArmorRule, facts: Facts): DecidedOutcome | string {
  const { action, text } = rule;
  switch (action) {
    case "allow":
      return { action };
    case "throttle":
    case "rate_based_ban":
      return limitOf(block, action, facts) ?? `the rate limit of ${text} is not known`;
    default:
      return refusalOf(action, block, "redirect_options") ?? `the action of ${text} is not known`;
  }
}

/** The headers that a rule adds. */
export function headersOf(block: Block): readonly AddedHeader[] {
  return blocks(block.header_action)
    .flatMap((action) => blocks(action.request_headers_to_adds))
    .map((header) => ({
      name: textOf(header, "header_name") ?? "",
      value: textOf(header, "header_value") ?? "",
    }));
}

function refusalOf(action: string, block: Block, options: string): Deny | Redirect | undefined {
  const status = DENY.exec(action)?.[1];
  if (status !== undefined) {
    return { action: "deny", status: Number(status) };
  }
  const redirect = blockOf(block[options]);
  const type = textOf(redirect, "type");
  const target = textOf(redirect, "target");
  if (action !== "redirect" || isDynamic(block, options)) {
    return undefined;
  }
  return type === "GOOGLE_RECAPTCHA"
    ? { action: "redirect" }
    : type === "EXTERNAL_302" && target !== undefined
      ? { action: "redirect", target }
      : undefined;
}

function limitOf(rule: Block, action: Limit["action"], facts: Facts): Limit | undefined {
  const options = blockOf(rule.rate_limit_options);
  const threshold = thresholdOf(options.rate_limit_threshold);
  const exceed = refusalOf(textOf(options, "exceed_action") ?? "", options, "exceed_redirect_options");
  const isKnown = ["rate_limit_threshold", "ban_threshold", "enforce_on_key_configs"].every(
    (name) => !isDynamic(options, name),
  );
  if (threshold === undefined || exceed === undefined || !isKnown || isExpression(options.enforce_on_key)) {
    return undefined;
  }
  return {
    action,
    threshold,
    keys: keysOf(options, facts),
    exceed,
    banDurationSec: numberOf(options, "ban_duration_sec"),
    banThreshold: thresholdOf(options.ban_threshold),
  };
}

function thresholdOf(value: unknown): Threshold | undefined {
  const [threshold] = blocks(value);
  const [count, intervalSec] = [numberOf(threshold, "count"), numberOf(threshold, "interval_sec")];
  return count === undefined || intervalSec === undefined ? undefined : { count, intervalSec };
}

function keysOf(options: Block, facts: Facts): LimitKey[] {
  const configs = isSet(options, "enforce_on_key_configs")
    ? blocks(options.enforce_on_key_configs)
    : [{ enforce_on_key_type: options.enforce_on_key, enforce_on_key_name: options.enforce_on_key_name }];
  return configs.map((config) => {
    const type = textOf(config, "enforce_on_key_type") ?? "ALL";
    const name = textOf(config, "enforce_on_key_name");
    return { type, name, value: keyOf(type, name ?? "", facts) };
  });
}

/** What a request has where a key looks. */
function keyOf(type: string, name: string, facts: Facts): string | undefined {
  const { request, parsed } = facts;
  switch (type) {
    case "IP":
      return request.clientIp;
    case "USER_IP":
      return userIpOf(facts);
    case "XFF_IP":
      return parsed.headers.get("x-forwarded-for")?.split(",")[0].trim() ?? request.clientIp;
    case "HTTP_HEADER":
      return (name.toLowerCase() === "host" ? parsed.host : parsed.headers.get(name.toLowerCase()))?.slice(
        0,
        MAX_KEY_LENGTH,
      );
    case "HTTP_COOKIE":
      return cookieOf(name, parsed.headers.get("cookie") ?? "")?.slice(0, MAX_KEY_LENGTH);
    case "HTTP_PATH":
      return parsed.path;
    case "SNI":
      return parsed.scheme === "https" ? parsed.host.replace(/:\d+$/, "") : undefined;
    case "REGION_CODE":
      return request.regionCode;
    case "TLS_JA3_FINGERPRINT":
      return request.tlsJa3Fingerprint;
    case "TLS_JA4_FINGERPRINT":
      return request.tlsJa4Fingerprint;
    default:
      return undefined;
  }
}

function userIpOf(facts: Facts): string | undefined {
  const value = attribute("origin.user_ip", facts);
  return value.of === "known" ? String(value.value) : undefined;
}

function cookieOf(name: string, cookies: string): string | undefined {
  const pairs = cookies.split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
