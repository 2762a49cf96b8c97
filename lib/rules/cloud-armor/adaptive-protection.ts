import { blocks } from "../../app/terraform-json";
import { SECURITY_POLICY } from "../../app/types";
import { isOn, numberOf } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { COMPUTE_NAME } from "../limits";
import { Text, argument, given, text } from "../text";
import { isKnown, present, range, unique } from "../values";

/** The path of the settings of Adaptive Protection. */
export const ADAPTIVE_PROTECTION = "adaptive_protection_config.layer_7_ddos_defense_config";

/** The longest expiration, in seconds. */
const MAX_EXPIRATION = 7_776_000;

type Protection = ArgumentsAt<typeof SECURITY_POLICY, typeof ADAPTIVE_PROTECTION>;
type Threshold = ArgumentsAt<typeof SECURITY_POLICY, `${typeof ADAPTIVE_PROTECTION}.threshold_configs`>;
type Granularity = ArgumentsAt<
  typeof SECURITY_POLICY,
  `${typeof ADAPTIVE_PROTECTION}.threshold_configs.traffic_granularity_configs`
>;

/** Thresholds that Google refuses, and names that appear twice. */
export function thresholds({ threshold_configs: configs }: Protection): Text[] {
  const all: readonly Threshold[] = blocks(configs);
  const names = all.map(({ name }) => name);
  return [
    ...all.flatMap(threshold),
    ...unique("the name of a threshold", names, "give each threshold a different name"),
  ];
}

function threshold(given: Threshold): Text[] {
  const granularities: readonly Granularity[] = blocks(given.traffic_granularity_configs);
  return [
    ...thresholdName(given.name),
    ...fraction(given, "auto_deploy_confidence_threshold"),
    ...fraction(given, "auto_deploy_impacted_baseline_threshold"),
    ...range(nameOf("auto_deploy_expiration_sec"), given.auto_deploy_expiration_sec, 1, MAX_EXPIRATION),
    ...atLeast(given, "auto_deploy_load_threshold", 0),
    ...atLeast(given, "detection_load_threshold", 0),
    ...atLeast(given, "detection_absolute_qps", 0),
    ...atLeast(given, "detection_relative_to_baseline_qps", 1),
    ...granularities.flatMap(granularity),
  ];
}

function thresholdName(name: unknown): Text[] {
  return isKnown(name) && !COMPUTE_NAME.test(String(name))
    ? [
        text`the name of a threshold must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; choose another name`,
      ]
    : present("the name of a threshold", name, "choose one");
}

function fraction(threshold: Threshold, name: keyof Threshold): Text[] {
  const value = numberOf(threshold, name);
  return value === undefined || (value >= 0 && value <= 1)
    ? []
    : [text`${nameOf(name)} must be a number from 0 to 1, got ${given(value)}; choose one in that range`];
}

function atLeast(threshold: Threshold, name: keyof Threshold, min: number): Text[] {
  const value = numberOf(threshold, name);
  return value === undefined || value >= min
    ? []
    : [text`${nameOf(name)} must be at least ${min}, got ${given(value)}; choose a larger number`];
}

function granularity(unit: Granularity): Text[] {
  const each = argument(
    `${ADAPTIVE_PROTECTION}.threshold_configs.traffic_granularity_configs.enable_each_unique_value`,
  );
  return isKnown(unit.value) && unit.value !== "" && isOn(unit, "enable_each_unique_value")
    ? [text`a traffic granularity cannot have both ${each} and value (${given(unit.value)}); remove ${each} or value`]
    : [];
}

function nameOf(name: keyof Threshold) {
  return argument(`${ADAPTIVE_PROTECTION}.threshold_configs.${name}`);
}
