import {
  ComputeSecurityPolicyRule,
  ComputeSecurityPolicyRuleRateLimitOptions,
  ComputeSecurityPolicyRuleRedirectOptions,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { SecurityMatch } from "./security-match";

/**
 * The status code of the response to a denied request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export enum DenyStatus {
  /** The response is 403 Forbidden. */
  FORBIDDEN = "deny(403)",
  /** The response is 404 Not Found. */
  NOT_FOUND = "deny(404)",
  /** The response is 502 Bad Gateway. */
  BAD_GATEWAY = "deny(502)",
}

/**
 * The target to which a security rule redirects a visitor.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityRedirect {
  /** Redirects the visitor to a URL, with status 302. */
  public static external302(url: string): SecurityRedirect {
    return new SecurityRedirect({ type: "EXTERNAL_302", target: url });
  }

  /** Redirects the visitor to a reCAPTCHA challenge. This redirect needs reCAPTCHA Enterprise. */
  public static googleRecaptcha(): SecurityRedirect {
    return new SecurityRedirect({ type: "GOOGLE_RECAPTCHA" });
  }

  private constructor(
    /** @internal */
    public readonly _options: ComputeSecurityPolicyRuleRedirectOptions,
  ) {}
}

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

/** Options that every security rule has. */
export interface SecurityRuleOptions {
  /**
   * The position in the order of evaluation, 0 to 2147483646. The lowest number is evaluated first.
   *
   * @default - The priority is 1000 for the first rule of a policy, and 100 more than the previous rule for each next
   * one.
   */
  readonly priority?: number;
  /**
   * Whether the rule only logs what it would do.
   *
   * @default false
   */
  readonly preview?: boolean;
  /**
   * A description of the rule, shown in the Google Cloud console, at most 64 characters.
   *
   * @default - The rule has no description.
   */
  readonly description?: string;
}

/** Options of the rule `SecurityRule.allow`. */
export interface SecurityAllowOptions extends SecurityRuleOptions {
  /** The condition for the requests that the rule allows. */
  readonly match: SecurityMatch;
}

/** Options of the rule `SecurityRule.deny`. */
export interface SecurityDenyOptions extends SecurityRuleOptions {
  /** The condition for the requests that the rule denies. */
  readonly match: SecurityMatch;
  /**
   * The status code of the response.
   *
   * @default DenyStatus.FORBIDDEN
   */
  readonly status?: DenyStatus;
}

/** Options of the rule `SecurityRule.redirect`. */
export interface SecurityRedirectOptions extends SecurityRuleOptions {
  /** The condition for the requests that the rule redirects. */
  readonly match: SecurityMatch;
  /** The target to which visitors are redirected. */
  readonly redirect: SecurityRedirect;
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

/** Options of the rule `SecurityRule.throttle`. */
export interface ThrottleOptions extends RateLimitThreshold, SecurityRuleOptions {
  /**
   * The key by which requests are counted together. Each region of the backends counts separately, and the count is
   * approximate.
   */
  readonly enforceOnKey: EnforceOnKey;
  /**
   * The condition for the requests that the rule counts.
   *
   * @default SecurityMatch.all()
   */
  readonly match?: SecurityMatch;
  /**
   * What happens to requests above the limit.
   *
   * @default ExceedAction.TOO_MANY_REQUESTS
   */
  readonly exceedAction?: ExceedAction;
}

/** Options of the rule `SecurityRule.rateBasedBan`. */
export interface RateBasedBanOptions extends ThrottleOptions {
  /** How long a ban lasts, in seconds: 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700 or 3600. */
  readonly banDurationSec: number;
  /**
   * A second limit that must also be exceeded before a key is banned, ideally with a longer interval.
   *
   * @default - A key that exceeds the limit is banned immediately.
   */
  readonly banThreshold?: RateLimitThreshold;
}

/**
 * A rule of a security policy: an action for the requests that match. If several rules match a request, the rule with
 * the lowest priority number decides.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityRule {
  /** Allows the matching requests and skips all later rules. */
  public static allow(options: SecurityAllowOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: "allow" });
  }

  /** Denies the matching requests with a status code. */
  public static deny(options: SecurityDenyOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: options.status ?? DenyStatus.FORBIDDEN });
  }

  /** Redirects the visitors whose requests match. */
  public static redirect(options: SecurityRedirectOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: "redirect", redirectOptions: options.redirect._options });
  }

  /** Limits the rate of the matching requests for each key. Requests below the limit are allowed. */
  public static throttle(options: ThrottleOptions): SecurityRule {
    return new SecurityRule(options, options.match ?? SecurityMatch.all(), {
      action: "throttle",
      rateLimitOptions: renderRateLimit(options),
    });
  }

  /**
   * Limits the rate of the matching requests for each key. A key that exceeds the limit is banned for some time.
   * Requests below the limit are allowed.
   */
  public static rateBasedBan(options: RateBasedBanOptions): SecurityRule {
    return new SecurityRule(options, options.match ?? SecurityMatch.all(), {
      action: "rate_based_ban",
      rateLimitOptions: {
        ...renderRateLimit(options),
        banDurationSec: options.banDurationSec,
        banThreshold: options.banThreshold && {
          count: options.banThreshold.count,
          intervalSec: options.banThreshold.intervalSec,
        },
      },
    });
  }

  private constructor(
    private readonly options: SecurityRuleOptions,
    /** @internal */
    public readonly _match: SecurityMatch,
    private readonly effect: Pick<ComputeSecurityPolicyRule, "action" | "redirectOptions" | "rateLimitOptions">,
  ) {}

  /**
   * The rule as Terraform wants it, at its own priority or else at the given one.
   *
   * @internal
   */
  public _render(automaticPriority: number): ComputeSecurityPolicyRule {
    return {
      ...this.effect,
      priority: this.options.priority ?? automaticPriority,
      preview: this.options.preview ?? false,
      description: this.options.description,
      match: this._match._match,
      preconfiguredWafConfig: this._match._exclusions && { exclusion: this._match._exclusions },
    };
  }
}

function renderRateLimit(options: ThrottleOptions): ComputeSecurityPolicyRuleRateLimitOptions {
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
