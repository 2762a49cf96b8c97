import {
  ComputeSecurityPolicyRuleRateLimitOptions,
  ComputeSecurityPolicyRuleRedirectOptions,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { DenyStatus } from "./deny-status";
import { SecurityRedirect } from "./security-redirect";

/**
 * What happens to requests above a rate limit.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export class ExceedAction {
  /** Denies the request with status 429, which clients understand best. Only a rate limit can use this status. */
  public static readonly TOO_MANY_REQUESTS = new ExceedAction("deny(429)");

  /** Denies the request with another status. */
  public static deny(status: DenyStatus): ExceedAction {
    return new ExceedAction(status);
  }

  /** Redirects the visitor to another URL or to a reCAPTCHA challenge. */
  public static redirect(redirect: SecurityRedirect): ExceedAction {
    return new ExceedAction("redirect", redirect._options);
  }

  private constructor(
    /** @internal */
    public readonly _action: string,
    /** @internal */
    public readonly _redirect?: ComputeSecurityPolicyRuleRedirectOptions,
  ) {}
}

/**
 * The key of a rate limit: requests with the same key are counted together.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export class EnforceOnKey {
  /** Counts all requests that the rule matches under one key, so that they share one limit. */
  public static readonly ALL = new EnforceOnKey([{ enforceOnKeyType: "ALL" }]);
  /** Counts the requests of each client IP address separately. */
  public static readonly IP = new EnforceOnKey([{ enforceOnKeyType: "IP" }]);
  /** Counts the requests of each first address in X-Forwarded-For separately. Clients can choose this address. */
  public static readonly XFF_IP = new EnforceOnKey([{ enforceOnKeyType: "XFF_IP" }]);
  /** Counts the requests for each path separately. */
  public static readonly HTTP_PATH = new EnforceOnKey([{ enforceOnKeyType: "HTTP_PATH" }]);
  /** Counts the requests for each server name of the TLS session (SNI) separately. */
  public static readonly SNI = new EnforceOnKey([{ enforceOnKeyType: "SNI" }]);
  /** Counts the requests from each country or region separately. */
  public static readonly REGION_CODE = new EnforceOnKey([{ enforceOnKeyType: "REGION_CODE" }]);
  /** Counts the requests of each JA3 fingerprint of the TLS client separately. */
  public static readonly TLS_JA3_FINGERPRINT = new EnforceOnKey([{ enforceOnKeyType: "TLS_JA3_FINGERPRINT" }]);
  /** Counts the requests of each JA4 fingerprint of the TLS client separately. */
  public static readonly TLS_JA4_FINGERPRINT = new EnforceOnKey([{ enforceOnKeyType: "TLS_JA4_FINGERPRINT" }]);
  /**
   * Counts the requests of each address in the policy's `userIpRequestHeaders` separately, or of each client IP address
   * if these headers are missing.
   */
  public static readonly USER_IP = new EnforceOnKey([{ enforceOnKeyType: "USER_IP" }]);

  /** Counts the requests with each value of a request header separately, up to its first 128 bytes. */
  public static httpHeader(name: string): EnforceOnKey {
    return new EnforceOnKey([{ enforceOnKeyType: "HTTP_HEADER", enforceOnKeyName: name }]);
  }

  /** Counts the requests with each value of a cookie separately, up to its first 128 bytes. */
  public static httpCookie(name: string): EnforceOnKey {
    return new EnforceOnKey([{ enforceOnKeyType: "HTTP_COOKIE", enforceOnKeyName: name }]);
  }

  /** Counts the requests with each combination of up to 3 keys separately. Only headers and cookies can be repeated. */
  public static combined(keys: EnforceOnKey[]): EnforceOnKey {
    return new EnforceOnKey(keys.flatMap((key) => key._keys));
  }

  private constructor(
    /** @internal */
    public readonly _keys: readonly { readonly enforceOnKeyType: string; readonly enforceOnKeyName?: string }[],
  ) {}
}

/**
 * A number of requests in an interval of time.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export interface RateLimitThreshold {
  /** The number of requests: 1 to 1,000,000 to throttle, 1 to 10,000 to ban. */
  readonly count: number;
  /** The interval in seconds: 10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700 or 3600. */
  readonly intervalSec: number;
}

/** What a rate limit is made of. */
interface RateLimit extends RateLimitThreshold {
  readonly enforceOnKey: EnforceOnKey;
  readonly exceedAction?: ExceedAction;
}

/** Renders it for a rule; a ban has more. */
export function renderRateLimit(options: RateLimit): ComputeSecurityPolicyRuleRateLimitOptions {
  const exceed = options.exceedAction ?? ExceedAction.TOO_MANY_REQUESTS;
  const keys = options.enforceOnKey._keys;
  return {
    conformAction: "allow",
    exceedAction: exceed._action,
    exceedRedirectOptions: exceed._redirect,
    rateLimitThreshold: { count: options.count, intervalSec: options.intervalSec },
    enforceOnKey: keys.length === 1 ? keys[0].enforceOnKeyType : "",
    enforceOnKeyName: keys.length === 1 ? keys[0].enforceOnKeyName : undefined,
    enforceOnKeyConfigs: keys.length === 1 ? undefined : [...keys],
  };
}
