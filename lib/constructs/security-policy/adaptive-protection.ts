import { ComputeSecurityPolicyAdaptiveProtectionConfig } from "@cdktf/provider-google/lib/compute-security-policy";

/**
 * How much detail the logs of Adaptive Protection contain.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum RuleVisibility {
  /** The logs of Adaptive Protection contain only the basic details of an attack. */
  STANDARD = "STANDARD",
  /** The logs of Adaptive Protection contain all details of an attack, which needs Cloud Armor Enterprise. */
  PREMIUM = "PREMIUM",
}

/**
 * The property of requests by which Adaptive Protection divides the traffic.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum TrafficGranularityType {
  /** The traffic is divided by the host of the requests. */
  HTTP_HEADER_HOST = "HTTP_HEADER_HOST",
  /** The traffic is divided by the path of the requests. */
  HTTP_PATH = "HTTP_PATH",
}

/**
 * A part of the traffic, such as one host or path, that Adaptive Protection analyzes separately.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface TrafficGranularity {
  /** Whether the traffic is divided by the host or by the path of the requests. */
  readonly granularityType: TrafficGranularityType;
  /**
   * The host or the path whose traffic is analyzed separately. This prop cannot be combined with
   * `enableEachUniqueValue`.
   *
   * @default - The traffic of all hosts or paths is analyzed together, unless `enableEachUniqueValue` is true.
   */
  readonly value?: string;
  /**
   * Whether Adaptive Protection analyzes the traffic of each host or path separately.
   *
   * @default false
   */
  readonly enableEachUniqueValue?: boolean;
}

/**
 * When Adaptive Protection reports an attack, and when it deploys a rule against the attack. Rules are deployed only if
 * a rule of the policy has the condition `SecurityMatch.adaptiveProtectionAutoDeploy`.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface AdaptiveProtectionThreshold {
  /** The name of the threshold, 1 to 63 characters, unique in the policy. */
  readonly name: string;
  /**
   * A rule is deployed automatically when the load reaches this fraction of the backend service's capacity, such as
   * 0.8. The value must be at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly autoDeployLoadThreshold?: number;
  /**
   * The minimum confidence, from 0 to 1, that an attack is real. At or above this value, a rule is deployed
   * automatically.
   *
   * @default - Google's default threshold applies.
   */
  readonly autoDeployConfidenceThreshold?: number;
  /**
   * The largest fraction of the usual traffic, from 0 to 1, that a rule may affect. A rule that would affect more is
   * not deployed automatically.
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
   * An attack is reported when the load reaches this fraction of the backend service's capacity, such as 0.8. The value
   * must be at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionLoadThreshold?: number;
  /**
   * An attack is reported when the traffic reaches this number of requests per second. The value must be at least 0.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionAbsoluteQps?: number;
  /**
   * An attack is reported when the requests per second reach this multiple of the usual number, such as 2 for twice as
   * many. The value must be at least 1.
   *
   * @default - Google's default threshold applies.
   */
  readonly detectionRelativeToBaselineQps?: number;
  /**
   * The parts of the traffic, such as certain hosts or paths, that the threshold applies to.
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
   * Your own thresholds for attacks. Terraform's provider cannot remove the last threshold: if you remove it, also give
   * the policy another construct id.
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
