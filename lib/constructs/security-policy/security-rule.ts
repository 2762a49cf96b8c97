import {
  ComputeSecurityPolicyRule,
  ComputeSecurityPolicyRuleRateLimitOptions,
  ComputeSecurityPolicyRuleRedirectOptions,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { SecurityMatch } from "./security-match";

/**
 * The status of the response to a denied request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export enum DenyStatus {
  /** The status is 403. */
  FORBIDDEN = "deny(403)",
  /** The status is 404. */
  NOT_FOUND = "deny(404)",
  /** The status is 502. */
  BAD_GATEWAY = "deny(502)",
}

/**
 * Where a security rule sends a visitor instead.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityRedirect {
  /** To a URL, with status 302. */
  public static external302(url: string): SecurityRedirect {
    return new SecurityRedirect({ type: "EXTERNAL_302", target: url });
  }

  /** To a reCAPTCHA challenge. Needs reCAPTCHA Enterprise. */
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
  /** The request is refused with status 429, which clients understand best. Only a rate limit may use this status. */
  public static readonly TOO_MANY_REQUESTS = new ExceedAction("deny(429)");

  /** The request is refused with another status. */
  public static deny(status: DenyStatus): ExceedAction {
    return new ExceedAction(status);
  }

  /** The visitor is redirected. */
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
 * Whose requests a rate limit counts together.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export class EnforceOnKey {
  /** All requests that the rule matches, in one count. */
  public static readonly ALL = new EnforceOnKey([{ enforceOnKeyType: "ALL" }]);
  /** Each client IP address. */
  public static readonly IP = new EnforceOnKey([{ enforceOnKeyType: "IP" }]);
  /** The first address of X-Forwarded-For. Clients can choose it. */
  public static readonly XFF_IP = new EnforceOnKey([{ enforceOnKeyType: "XFF_IP" }]);
  /** Each path. */
  public static readonly HTTP_PATH = new EnforceOnKey([{ enforceOnKeyType: "HTTP_PATH" }]);
  /** Each server name of the TLS session. */
  public static readonly SNI = new EnforceOnKey([{ enforceOnKeyType: "SNI" }]);
  /** Each country or region. */
  public static readonly REGION_CODE = new EnforceOnKey([{ enforceOnKeyType: "REGION_CODE" }]);
  /** Each JA3 fingerprint of the TLS client. */
  public static readonly TLS_JA3_FINGERPRINT = new EnforceOnKey([{ enforceOnKeyType: "TLS_JA3_FINGERPRINT" }]);
  /** Each JA4 fingerprint of the TLS client. */
  public static readonly TLS_JA4_FINGERPRINT = new EnforceOnKey([{ enforceOnKeyType: "TLS_JA4_FINGERPRINT" }]);
  /** Each address in the policy's user IP request headers; the client IP address where there is none. */
  public static readonly USER_IP = new EnforceOnKey([{ enforceOnKeyType: "USER_IP" }]);

  /** Each value of a request header, up to its first 128 bytes. */
  public static httpHeader(name: string): EnforceOnKey {
    return new EnforceOnKey([{ enforceOnKeyType: "HTTP_HEADER", enforceOnKeyName: name }]);
  }

  /** Each value of a cookie, up to its first 128 bytes. */
  public static httpCookie(name: string): EnforceOnKey {
    return new EnforceOnKey([{ enforceOnKeyType: "HTTP_COOKIE", enforceOnKeyName: name }]);
  }

  /** Each combination of up to 3 keys. Only headers and cookies may stand more than once. */
  public static combined(keys: EnforceOnKey[]): EnforceOnKey {
    return new EnforceOnKey(keys.flatMap((key) => key._keys));
  }

  private constructor(
    /** @internal */
    public readonly _keys: readonly { readonly enforceOnKeyType: string; readonly enforceOnKeyName?: string }[],
  ) {}
}

/** What every security rule may have. */
export interface SecurityRuleOptions {
  /**
   * The place in the order of evaluation, 0 to 2147483646, the lowest first.
   *
   * @default - 1000 for the first rule of a policy, 100 more than the rule before for each next one
   */
  readonly priority?: number;
  /**
   * Only log what the rule would do.
   *
   * @default false
   */
  readonly preview?: boolean;
  /**
   * For the reader, at most 64 characters.
   *
   * @default - none
   */
  readonly description?: string;
}

/** Options of `SecurityRule.allow`. */
export interface SecurityAllowOptions extends SecurityRuleOptions {
  /** The requests it is about. */
  readonly match: SecurityMatch;
}

/** Options of `SecurityRule.deny`. */
export interface SecurityDenyOptions extends SecurityRuleOptions {
  /** The requests it is about. */
  readonly match: SecurityMatch;
  /**
   * The response.
   *
   * @default DenyStatus.FORBIDDEN
   */
  readonly status?: DenyStatus;
}

/** Options of `SecurityRule.redirect`. */
export interface SecurityRedirectOptions extends SecurityRuleOptions {
  /** The requests it is about. */
  readonly match: SecurityMatch;
  /** Where they are sent. */
  readonly redirect: SecurityRedirect;
}

/**
 * A number of requests in a time.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export interface RateLimitThreshold {
  /** The number of requests: 1 to 1,000,000 to throttle, 1 to 10,000 to ban. */
  readonly count: number;
  /** The time in seconds: 10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700 or 3600. */
  readonly intervalSec: number;
}

/** Options of `SecurityRule.throttle`. */
export interface ThrottleOptions extends RateLimitThreshold, SecurityRuleOptions {
  /** Whose requests are counted together. The count is per region of the backends, and approximate. */
  readonly enforceOnKey: EnforceOnKey;
  /**
   * The requests it is about.
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

/** Options of `SecurityRule.rateBasedBan`. */
export interface RateBasedBanOptions extends ThrottleOptions {
  /** How long a ban lasts in seconds: 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700 or 3600. */
  readonly banDurationSec: number;
  /**
   * Ban only who exceeds this one too; best with a longer interval.
   *
   * @default - who exceeds the limit is banned
   */
  readonly banThreshold?: RateLimitThreshold;
}

/**
 * A rule of a security policy: an action for the requests that match. Of all rules that match, the one with the lowest
 * priority number decides.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityRule {
  /** Lets requests in, past all later rules. */
  public static allow(options: SecurityAllowOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: "allow" });
  }

  /** Refuses requests. */
  public static deny(options: SecurityDenyOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: options.status ?? DenyStatus.FORBIDDEN });
  }

  /** Sends visitors elsewhere. */
  public static redirect(options: SecurityRedirectOptions): SecurityRule {
    return new SecurityRule(options, options.match, { action: "redirect", redirectOptions: options.redirect._options });
  }

  /** Refuses requests above a rate, per key; lets the others in. */
  public static throttle(options: ThrottleOptions): SecurityRule {
    return new SecurityRule(options, options.match ?? SecurityMatch.all(), {
      action: "throttle",
      rateLimitOptions: renderRateLimit(options),
    });
  }

  /** Refuses requests above a rate, per key, and all from that key for a time; lets the others in. */
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
