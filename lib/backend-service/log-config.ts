import { ComputeBackendServiceLogConfig } from "@cdktf/provider-google/lib/compute-backend-service";

/** Which optional fields requests are logged with. */
export enum LogOptionalMode {
  /** All of them. */
  INCLUDE_ALL_OPTIONAL = "INCLUDE_ALL_OPTIONAL",
  /** None of them. */
  EXCLUDE_ALL_OPTIONAL = "EXCLUDE_ALL_OPTIONAL",
}

/**
 * Which requests are logged, and with which fields.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring
 */
export interface LogConfig {
  /**
   * Whether requests are logged.
   *
   * @default true
   */
  readonly enable?: boolean;
  /**
   * The share of requests that is logged, 0 to 1.
   *
   * @default 1
   */
  readonly sampleRate?: number;
  /**
   * Which optional fields the logs have.
   *
   * @default - those in `optionalFields`, or Google's default: none
   */
  readonly optionalMode?: LogOptionalMode;
  /**
   * The optional fields the logs have, such as `"tls.cipher"`. Not together with `optionalMode`.
   *
   * @default - none
   */
  readonly optionalFields?: string[];
}

/** Renders it; without options, every request is logged. */
export function renderLogConfig(config: LogConfig = {}): ComputeBackendServiceLogConfig {
  const enable = config.enable ?? true;
  return {
    enable,
    sampleRate: enable ? (config.sampleRate ?? 1) : undefined,
    optionalMode: config.optionalFields ? "CUSTOM" : config.optionalMode,
    optionalFields: config.optionalFields,
  };
}
