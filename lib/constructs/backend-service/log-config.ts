import { ComputeBackendServiceLogConfig } from "@cdktf/provider-google/lib/compute-backend-service";
import { LogMode } from "../../google/log-modes";

/**
 * Which optional fields the request logs contain.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring
 */
export enum LogOptionalMode {
  /** The logs contain all optional fields. */
  INCLUDE_ALL_OPTIONAL = "INCLUDE_ALL_OPTIONAL",
  /** The logs contain no optional fields. */
  EXCLUDE_ALL_OPTIONAL = "EXCLUDE_ALL_OPTIONAL",
}

/**
 * Which requests are logged, and with which fields.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring
 */
export interface BackendLogConfig {
  /**
   * Whether requests are logged.
   *
   * @default true
   */
  readonly enable?: boolean;
  /**
   * The share of the requests that is logged, 0 to 1. With 0, logging is off.
   *
   * @default 1
   */
  readonly sampleRate?: number;
  /**
   * Which optional fields the request logs contain.
   *
   * @default - The logs contain the fields in `optionalFields`, or no optional fields.
   */
  readonly optionalMode?: LogOptionalMode;
  /**
   * The optional fields that the logs contain, such as `"tls.cipher"`. This prop cannot be combined with
   * `optionalMode`.
   *
   * @default - The logs contain no optional fields, unless `optionalMode` is set.
   */
  readonly optionalFields?: string[];
  /**
   * The names of request headers that the logs contain with their values, such as `"X-Request-Id"`. Everyone who can read
   * the logs can read the values. This prop needs version 7.42 or later of the provider.
   *
   * @default - The logs contain no request headers, but those that are fields of every log entry.
   */
  readonly requestHeaders?: string[];
  /**
   * The names of response headers that the logs contain with their values, such as `"X-Cache"`. Everyone who can read the
   * logs can read the values. This prop needs version 7.42 or later of the provider.
   *
   * @default - The logs contain no response headers.
   */
  readonly responseHeaders?: string[];
}

/** What the oldest bindings have of logs, and newer providers besides. */
type LogConfig = ComputeBackendServiceLogConfig & {
  readonly requestHeaders?: LoggedHeader[];
  readonly responseHeaders?: LoggedHeader[];
};

interface LoggedHeader {
  readonly headerName: string;
}

/** Renders it; without options, every request is logged. */
export function renderLogConfig(config: BackendLogConfig = {}): LogConfig {
  // the provider does not send a rate of 0, for which Google would take 1
  const enable = (config.enable ?? true) && config.sampleRate !== 0;
  return {
    enable,
    sampleRate: enable ? (config.sampleRate ?? 1) : undefined,
    optionalMode: enable ? renderOptionalMode(config) : undefined,
    optionalFields: enable && namesFields(config) ? config.optionalFields : undefined,
    requestHeaders: enable ? renderHeaders(config.requestHeaders) : undefined,
    responseHeaders: enable ? renderHeaders(config.responseHeaders) : undefined,
  };
}

function renderHeaders(names: string[] = []): LoggedHeader[] | undefined {
  return names.length === 0 ? undefined : names.map((headerName) => ({ headerName }));
}

/** Google's own default is written out: what is left out, Terraform's provider leaves as it was before. */
function renderOptionalMode(config: BackendLogConfig): LogMode {
  return namesFields(config) ? "CUSTOM" : (config.optionalMode ?? LogOptionalMode.EXCLUDE_ALL_OPTIONAL);
}

/** Whether it names optional fields; an empty list names none. */
function namesFields({ optionalFields = [] }: BackendLogConfig): boolean {
  return optionalFields.length > 0;
}
