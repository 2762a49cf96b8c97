import { blocks } from "../app/terraform-json";
import { Resource } from "../app/stack";
import { Block, blockOf, isTrue, text, texts, toNumber } from "../app/values";
import { code } from "./markdown";
import { listed } from "./values";

/** The settings of a policy that have words of their own. */
export const ARMOR_TOPICS = [
  "Adaptive Protection",
  "JSON parsing",
  "the inspected part of request bodies",
  "the log level",
  "the IP address of the user",
  "the site key of reCAPTCHA challenges",
] as const;
/** One of the settings. */
export type ArmorTopic = (typeof ARMOR_TOPICS)[number];

/** What each setting is where it is not set. */
const BY_DEFAULT: { readonly [Topic in ArmorTopic]: string } = {
  "Adaptive Protection": "off",
  "JSON parsing": code("DISABLED"),
  "the inspected part of request bodies": code("8KB"),
  "the log level": code("NORMAL"),
  "the IP address of the user": "that of the connection",
  "the site key of reCAPTCHA challenges": "Google's own",
};
const WORDS: { readonly [Topic in ArmorTopic]: (policy: Block) => string | undefined } = {
  "Adaptive Protection": adaptiveProtectionWords,
  "JSON parsing": jsonParsingWords,
  "the inspected part of request bodies": (policy) =>
    codeOf(blockOf(policy.advanced_options_config).request_body_inspection_size),
  "the log level": (policy) => codeOf(blockOf(policy.advanced_options_config).log_level),
  "the IP address of the user": userIpWords,
  "the site key of reCAPTCHA challenges": (policy) =>
    codeOf(blockOf(policy.recaptcha_options_config).redirect_site_key),
};
/** The numbers of a threshold, and the words for them. */
const NUMBERS = [
  ["auto_deploy_confidence_threshold", "deploys rules at confidence"],
  ["auto_deploy_load_threshold", "deploys rules at load"],
  ["auto_deploy_impacted_baseline_threshold", "deploys rules that affect at most, of the usual traffic,"],
  ["auto_deploy_expiration_sec", "deploys rules for seconds:"],
  ["detection_load_threshold", "reports at load"],
  ["detection_absolute_qps", "reports at requests per second:"],
  ["detection_relative_to_baseline_qps", "reports at multiples of the usual requests:"],
] as const;

/** What a setting of a policy is, for the reader. */
export function armorSetting({ config }: Resource, topic: ArmorTopic): string {
  return WORDS[topic](config) ?? BY_DEFAULT[topic];
}

/** The settings of a policy that are not as they are by default, for the reader. */
export function armorSettings(policy: Resource): string[] {
  return ARMOR_TOPICS.filter((topic) => armorSetting(policy, topic) !== BY_DEFAULT[topic]).map(
    (topic) => `${topic} is ${armorSetting(policy, topic)}`,
  );
}

function adaptiveProtectionWords({ adaptive_protection_config: config }: Block): string | undefined {
  const { enable, rule_visibility, threshold_configs } = blockOf(blockOf(config).layer_7_ddos_defense_config);
  const unknown = text(config);
  if (unknown !== undefined || (!isTrue(enable) && text(enable) !== "false" && text(enable) !== undefined)) {
    return `on if ${code(unknown ?? text(enable) ?? "")}`;
  }
  const on = `on, with rule visibility ${code(text(rule_visibility) ?? "STANDARD")}`;
  return isTrue(enable) ? [on, ...blocks(threshold_configs).map(thresholdWords)].join("; ") : undefined;
}

function thresholdWords(threshold: Block): string {
  const numbers = NUMBERS.filter(([name]) => toNumber(threshold[name]) !== 0).flatMap(([name, what]) => {
    const value = text(threshold[name]);
    return value === undefined ? [] : [`${what} ${toNumber(value) === undefined ? code(value) : value}`];
  });
  return [`threshold ${codeOf(threshold.name) ?? "unknown"}`, ...numbers].join(", ");
}

function jsonParsingWords({ advanced_options_config: config }: Block): string | undefined {
  const { json_parsing, json_custom_config } = blockOf(config);
  const types = texts(blockOf(json_custom_config).content_types);
  const isStandard = text(json_parsing) === "STANDARD" && types.length > 0;
  return isStandard ? `${code("STANDARD")} for ${listed(types.map(code))}` : codeOf(json_parsing);
}

function userIpWords({ advanced_options_config: config }: Block): string | undefined {
  const headers = texts(blockOf(config).user_ip_request_headers);
  return headers.length === 0 ? undefined : `that in request header ${headers.map(code).join(" or ")}`;
}

function codeOf(value: unknown): string | undefined {
  const written = text(value);
  return written === undefined ? undefined : code(written);
}
