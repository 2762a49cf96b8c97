import { ComputeSecurityPolicyAdaptiveProtectionConfig } from "@cdktf/provider-google/lib/compute-security-policy";

/**
 * How much detail the logs of Adaptive Protection contain.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum RuleVisibility {
  /** The logs contain the basic details. */
  STANDARD = "STANDARD",
  /** The logs contain all details, which needs Cloud Armor Enterprise. */
  PREMIUM = "PREMIUM",
}

/**
 * The property of requests that divides the traffic into units for Adaptive Protection.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum TrafficGranularityType {
  /** The host of the request defines the unit. */
  HTTP_HEADER_HOST = "HTTP_HEADER_HOST",
  /** The path of the request defines the unit. */
  HTTP_PATH = "HTTP_PATH",
}

/**
 * A unit of traffic for which Adaptive Protection learns a baseline of its own.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface TrafficGranularity {
  /** Whether the host or the path of the request defines the unit. */
  readonly granularityType: TrafficGranularityType;
  /**
   * The host or the path of the unit. This prop cannot be combined with `enableEachUniqueValue`.
   *
   * @default - Each value is a unit if `enableEachUniqueValue` is true; otherwise all values are one unit.
   */
  readonly value?: string;
  /**
   * Whether each host or path is a unit of its own.
   *
   * @default false
   */
  readonly enableEachUniqueValue?: boolean;
}

/**
 * When Adaptive Protection reports an attack, and when it deploys a rule against the attack.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface AdaptiveProtectionThreshold {
  /** The name of the threshold, 1 to 63 characters, unique in the policy. */
  readonly name: string;
  /**
   * The load from which a rule is deployed automatically, as a fraction of the backend service's capacity, at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly autoDeployLoadThreshold?: number;
  /**
   * The confidence in an attack from which a rule is deployed automatically, 0 to 1.
   *
   * @default - Google's default threshold applies.
   */
  readonly autoDeployConfidenceThreshold?: number;
  /**
   * The largest share of usual traffic that an automatically deployed rule can affect, 0 to 1.
   *
   * @default - Google's default threshold applies.
   */
  readonly autoDeployImpactedBaselineThreshold?: number;
  /**
   * How long an automatically deployed rule stays active, in seconds, 1 to 7,776,000.
   *
   * @default - Google's default of 7200 seconds applies.
   */
  readonly autoDeployExpirationSec?: number;
  /**
   * The load from which an attack is reported, as a fraction of the backend service's capacity, at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionLoadThreshold?: number;
  /**
   * The number of requests per second from which an attack is reported, at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionAbsoluteQps?: number;
  /**
   * The multiple of the usual requests per second from which an attack is reported, at least 1.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionRelativeToBaselineQps?: number;
  /**
   * The units of traffic that the threshold applies to.
   *
   * @default - The threshold applies to each backend service as a whole.
   */
  readonly trafficGranularities?: TrafficGranularity[];
}

/**
 * Settings of Cloud Armor Adaptive Protection, which learns the usual traffic and reports layer 7 attacks.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface AdaptiveProtection {
  /**
   * How much detail the logs of Adaptive Protection contain.
   *
   * @default RuleVisibility.STANDARD
   */
  readonly ruleVisibility?: RuleVisibility;
  /**
   * Your own thresholds for attacks. Terraform's provider cannot remove the last threshold: to have none again, also
   * give the policy another construct id.
   *
   * @default - Google's default thresholds apply.
   */
  readonly thresholds?: AdaptiveProtectionThreshold[];
}

/** Renders it for the security policy. That it is off is written out: a block that is taken away, the provider leaves on. */
export function renderAdaptiveProtection(
  protection: AdaptiveProtection | undefined,
): ComputeSecurityPolicyAdaptiveProtectionConfig {
  if (protection === undefined) {
    return { layer7DdosDefenseConfig: { enable: false } };
  }
  return {
    layer7DdosDefenseConfig: {
      enable: true,
      ruleVisibility: protection.ruleVisibility ?? RuleVisibility.STANDARD,
      thresholdConfigs: protection.thresholds?.map(({ trafficGranularities, ...threshold }) => ({
        ...threshold,
        trafficGranularityConfigs: trafficGranularities?.map(({ granularityType, ...unit }) => ({
          type: granularityType,
          ...unit,
        })),
      })),
    },
  };
}
