import { CdnPolicy } from "../cache-policy";
import { CustomErrorResponsePolicy } from "./custom-error-response";
import { HeaderAction } from "./header-action";
import { PathRewrite } from "./path-rewrite";

/**
 * Changes to the URL before the request goes to the backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface UrlRewrite {
  /**
   * The host that the backend gets, 1 to 255 characters.
   *
   * @default - The backend gets the host that the visitor requested.
   */
  readonly hostRewrite?: string;
  /**
   * How the path changes before the request goes to the backend.
   *
   * @default - The path stays the same.
   */
  readonly pathRewrite?: PathRewrite;
}

/**
 * A kind of failure after which a request is tried again.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export enum RetryCondition {
  /** The backend answered with a 5xx status, or did not answer at all. */
  SERVER_ERROR_5XX = "5xx",
  /** The backend answered with 502, 503 or 504. */
  GATEWAY_ERROR = "gateway-error",
  /** The connection to the backend failed. */
  CONNECT_FAILURE = "connect-failure",
  /** The backend answered 409 Conflict. */
  RETRIABLE_4XX = "retriable-4xx",
  /** The backend refused the HTTP/2 stream. */
  REFUSED_STREAM = "refused-stream",
  /** The backend answered with the gRPC status `cancelled`. */
  CANCELLED = "cancelled",
  /** The backend answered with the gRPC status `deadline-exceeded`. */
  DEADLINE_EXCEEDED = "deadline-exceeded",
  /** The backend answered with the gRPC status `internal`. */
  INTERNAL = "internal",
  /** The backend answered with the gRPC status `resource-exhausted`. */
  RESOURCE_EXHAUSTED = "resource-exhausted",
  /** The backend answered with the gRPC status `unavailable`. */
  UNAVAILABLE = "unavailable",
}

/**
 * When a request is tried again, and how many times.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface RetryPolicy {
  /** The kinds of failure after which a request is tried again. */
  readonly retryConditions: RetryCondition[];
  /**
   * The number of times a request is tried again, at least 1.
   *
   * @default 1
   */
  readonly numRetries?: number;
  /**
   * How long each try can take, in seconds, above 0.
   *
   * @default - Each try can take as long as the whole request.
   */
  readonly perTryTimeoutSec?: number;
}

/**
 * The cross-origin resource sharing (CORS) policy: which other sites' scripts can read the responses.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface CorsPolicy {
  /**
   * The origins whose scripts can read the responses, such as `"https://www.example.com"`.
   *
   * @default - No origins are allowed.
   */
  readonly allowOrigins?: string[];
  /**
   * The methods to list in the Access-Control-Allow-Methods response header.
   *
   * @default - No methods are listed.
   */
  readonly allowMethods?: string[];
  /**
   * The request headers to list in the Access-Control-Allow-Headers response header.
   *
   * @default - No request headers are listed.
   */
  readonly allowHeaders?: string[];
  /**
   * The response headers to list in the Access-Control-Expose-Headers response header.
   *
   * @default - No response headers are listed.
   */
  readonly exposeHeaders?: string[];
  /**
   * How long a browser can keep the answer to a preflight request, in seconds, 0 to 2,147,483,647.
   *
   * @default - The browser uses its own default time.
   */
  readonly maxAgeSec?: number;
  /**
   * Whether scripts of other sites can send cookies with their requests.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;
}

/**
 * A share of requests that the load balancer answers with an error, for tests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultAbort {
  /** The status code of the error, 200 to 599. */
  readonly httpStatus: number;
  /** The share of the requests in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * A share of requests that the load balancer delays, for tests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultDelay {
  /** The delay of each request in seconds, above 0. */
  readonly fixedDelaySec: number;
  /** The share of the requests in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * Errors and delays that are injected on purpose, to test how clients handle them.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface FaultInjectionPolicy {
  /**
   * The requests that are answered with an error.
   *
   * @default - No requests are answered with an injected error.
   */
  readonly abort?: FaultAbort;
  /**
   * The requests that are delayed.
   *
   * @default - No requests are delayed.
   */
  readonly delay?: FaultDelay;
}

/**
 * Options for requests that go to a backend service: changes to the URL and headers, timeout, retries, CORS, fault
 * injection, caching and custom error responses.
 */
export interface RouteOptions {
  /**
   * Changes to the URL before the request goes to the backend.
   *
   * @default - The URL is not changed.
   */
  readonly urlRewrite?: UrlRewrite;
  /**
   * Changes to the headers of requests and responses.
   *
   * @default - The headers are not changed.
   */
  readonly headerAction?: HeaderAction;
  /**
   * How long the request can take, including all retries, in seconds, above 0. If you remove this prop from a default
   * action that keeps other options, the timeout stays the same: set another time instead.
   *
   * @default - The request can take as long as the backend service allows.
   */
  readonly timeoutSec?: number;
  /**
   * When a request is tried again.
   *
   * @default - Requests are never tried again.
   */
  readonly retryPolicy?: RetryPolicy;
  /**
   * The cross-origin resource sharing (CORS) policy: which other sites' scripts can read the responses.
   *
   * @default - The backend decides about cross-origin requests.
   */
  readonly corsPolicy?: CorsPolicy;
  /**
   * Errors and delays that are injected on purpose, for tests.
   *
   * @default - No errors or delays are injected.
   */
  readonly faultInjectionPolicy?: FaultInjectionPolicy;
  /**
   * What Cloud CDN caches of the responses of this route, and for how long, instead of the policy of the backend. This prop
   * needs version 7.30 or later of the provider. A backend with Identity-Aware Proxy cannot have it, and a cache policy of a
   * route has no `signedUrlCacheMaxAgeSec`.
   *
   * @default - The `cdnPolicy` of the backend applies.
   */
  readonly cachePolicy?: CdnPolicy;
  /**
   * The pages that visitors get in place of errors, for the requests of this route. It cannot be used in a default
   * action: a host rule, a URL map and a load balancer have their own prop for it.
   *
   * @default - The custom error responses of the host rule and the URL map apply.
   */
  readonly customErrorResponsePolicy?: CustomErrorResponsePolicy;
}
