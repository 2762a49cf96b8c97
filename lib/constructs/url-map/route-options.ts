import { HeaderAction } from "./header-action";
import { PathRewrite } from "./path-rewrite";

/**
 * Changes to the URL before the request goes to the backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface UrlRewrite {
  /**
   * The host that the backend sees, 1 to 255 characters.
   *
   * @default - the visitor's
   */
  readonly hostRewrite?: string;
  /**
   * The path that the backend sees.
   *
   * @default - the path stays
   */
  readonly pathRewrite?: PathRewrite;
}

/**
 * What went wrong with a request, for a retry.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export enum RetryCondition {
  /** Any 5xx response, or none at all. */
  SERVER_ERROR_5XX = "5xx",
  /** 502, 503 or 504. */
  GATEWAY_ERROR = "gateway-error",
  /** No connection. */
  CONNECT_FAILURE = "connect-failure",
  /** 409. */
  RETRIABLE_4XX = "retriable-4xx",
  /** The backend refused the stream. */
  REFUSED_STREAM = "refused-stream",
  /** gRPC status cancelled. */
  CANCELLED = "cancelled",
  /** gRPC status deadline exceeded. */
  DEADLINE_EXCEEDED = "deadline-exceeded",
  /** gRPC status internal. */
  INTERNAL = "internal",
  /** gRPC status resource exhausted. */
  RESOURCE_EXHAUSTED = "resource-exhausted",
  /** gRPC status unavailable. */
  UNAVAILABLE = "unavailable",
}

/**
 * When and how often a request is tried again.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RetryPolicy {
  /** What must have gone wrong. */
  readonly retryConditions: RetryCondition[];
  /**
   * How often, at least 1.
   *
   * @default 1
   */
  readonly numRetries?: number;
  /**
   * How long each try may take, in seconds, above 0.
   *
   * @default - as long as the whole request
   */
  readonly perTryTimeoutSec?: number;
}

/**
 * Which other sites' scripts may read the responses (cross-origin resource sharing).
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface CorsPolicy {
  /**
   * The origins, such as `"https://www.example.com"`.
   *
   * @default - none
   */
  readonly allowOrigins?: string[];
  /**
   * The methods, for Access-Control-Allow-Methods.
   *
   * @default - none
   */
  readonly allowMethods?: string[];
  /**
   * The request headers, for Access-Control-Allow-Headers.
   *
   * @default - none
   */
  readonly allowHeaders?: string[];
  /**
   * The response headers, for Access-Control-Expose-Headers.
   *
   * @default - none
   */
  readonly exposeHeaders?: string[];
  /**
   * How long a browser may keep the answer to a preflight request, in seconds, 0 to 2,147,483,647.
   *
   * @default - the browser's own time
   */
  readonly maxAgeSec?: number;
  /**
   * Whether cookies may be sent along.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
}

/**
 * A share of requests that is answered with an error, for tests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultAbort {
  /** The status code, 200 to 599. */
  readonly httpStatus: number;
  /** The share in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * A share of requests that is delayed, for tests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultDelay {
  /** The delay in seconds, above 0. */
  readonly fixedDelaySec: number;
  /** The share in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * Errors made on purpose, to see how clients take them.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultInjectionPolicy {
  /**
   * Requests answered with an error.
   *
   * @default - none
   */
  readonly abort?: FaultAbort;
  /**
   * Requests delayed.
   *
   * @default - none
   */
  readonly delay?: FaultDelay;
}

/** What may be done to a request on its way to a backend service. */
export interface RouteOptions {
  /**
   * Changes to the URL.
   *
   * @default - none
   */
  readonly urlRewrite?: UrlRewrite;
  /**
   * Changes to the headers.
   *
   * @default - none
   */
  readonly headerAction?: HeaderAction;
  /**
   * How long the request may take with all retries, in seconds, above 0. Taken out of a default action that keeps other
   * options, it stays: say another time instead.
   *
   * @default - as long as the backend service lets it
   */
  readonly timeoutSec?: number;
  /**
   * When a request is tried again.
   *
   * @default - never
   */
  readonly retryPolicy?: RetryPolicy;
  /**
   * Which other sites' scripts may read the responses.
   *
   * @default - as the backend says
   */
  readonly corsPolicy?: CorsPolicy;
  /**
   * Errors made on purpose.
   *
   * @default - none
   */
  readonly faultInjectionPolicy?: FaultInjectionPolicy;
}
