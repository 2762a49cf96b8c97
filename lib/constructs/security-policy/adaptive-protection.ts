import { ComputeSecurityPolicyAdaptiveProtectionConfig } from "@cdktf/provider-google/lib/compute-security-policy";

/**
 * How much detail the logs of Adaptive Protection show.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum RuleVisibility {
  /** The basics. */
  STANDARD = "STANDARD",
  /** All detail; needs Cloud Armor Enterprise. */
  PREMIUM = "PREMIUM",
}

/**
 * The part of the traffic that Adaptive Protection learns by itself.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export enum TrafficGranularityType {
  /** Per host. */
  HTTP_HEADER_HOST = "HTTP_HEADER_HOST",
  /** Per path. */
  HTTP_PATH = "HTTP_PATH",
}

/**
 * A unit of traffic for which Adaptive Protection has its own baseline.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface TrafficGranularity {
  /** What the unit is. */
  readonly granularityType: TrafficGranularityType;
  /**
   * The host or path. Not together with `enableEachUniqueValue`.
   *
   * @default - each value, or the whole type
   */
  readonly value?: string;
  /**
   * Each value is a unit of its own.
   *
   * @default false
   */
  readonly enableEachUniqueValue?: boolean;
}

/**
 * When Adaptive Protection sees an attack, and when it deploys a rule against it.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface AdaptiveProtectionThreshold {
  /** The name, 1 to 63 characters, unique in the policy. */
  readonly name: string;
  /**
   * The load from which a rule is deployed automatically, as a fraction of capacity, at least 0.
   *
   * @default - Google's
   */
  readonly autoDeployLoadThreshold?: number;
  /**
   * The confidence from which a rule is deployed automatically, 0 to 1.
   *
   * @default - Google's
   */
  readonly autoDeployConfidenceThreshold?: number;
  /**
   * The share of usual traffic that an automatic rule may hit, 0 to 1.
   *
   * @default - Google's
   */
  readonly autoDeployImpactedBaselineThreshold?: number;
  /**
   * How long an automatic rule lives in seconds, 1 to 7,776,000.
   *
   * @default - Google's: 7200
   */
  readonly autoDeployExpirationSec?: number;
  /**
   * The load from which an attack is seen, as a fraction of capacity, at least 0.
   *
   * @default - Google's
   */
  readonly detectionLoadThreshold?: number;
  /**
   * The requests per second from which an attack is seen, at least 0.
   *
   * @default - Google's
   */
  readonly detectionAbsoluteQps?: number;
  /**
   * The multiple of the usual requests per second from which an attack is seen, at least 1.
   *
   * @default - Google's
   */
  readonly detectionRelativeToBaselineQps?: number;
  /**
   * The units of traffic it is about.
   *
   * @default - each backend service as a whole
   */
  readonly trafficGranularities?: TrafficGranularity[];
}

/**
 * Cloud Armor Adaptive Protection: learns the usual traffic and reports attacks on layer 7.
 *
 * @see https://docs.cloud.google.com/armor/docs/adaptive-protection-overview
 */
export interface AdaptiveProtection {
  /**
   * How much detail the logs show.
   *
   * @default RuleVisibility.STANDARD
   */
  readonly ruleVisibility?: RuleVisibility;
  /**
   * Your own thresholds. Terraform's provider does not take the last one away: to be without, give the policy another
   * construct id too.
   *
   * @default - Google's
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
