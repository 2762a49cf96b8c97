import { ComputeSecurityPolicyRule } from "@cdktf/provider-google/lib/compute-security-policy";
import { DenyStatus } from "./deny-status";
import { EnforceOnKey, ExceedAction, RateLimitThreshold, renderRateLimit } from "./rate-limit";
import { SecurityMatch } from "./security-match";
import { SecurityRedirect } from "./security-redirect";

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

/**
 * A request header that a security rule adds.
 *
 * @see https://docs.cloud.google.com/armor/docs/bot-management
 */
export interface SecurityRequestHeader {
  /** The name of the header. A header of this name in the request is overwritten. */
  readonly headerName: string;
  /** The value of the header, a fixed text. */
  readonly headerValue: string;
}

/** Options of the rules that let requests reach the backends. */
export interface SecurityAdmitOptions extends SecurityRuleOptions {
  /**
   * Request headers that the rule adds before a backend gets the request, such as a header by which the backend knows
   * what the rule found. Existing headers of the same names are overwritten.
   *
   * @default - The rule adds no request headers.
   */
  readonly requestHeadersToAdd?: SecurityRequestHeader[];
}

/** Options of the rule `SecurityRule.allow`. */
export interface SecurityAllowOptions extends SecurityAdmitOptions {
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

/** Options of the rule `SecurityRule.throttle`. */
export interface ThrottleOptions extends RateLimitThreshold, SecurityAdmitOptions {
  /**
   * The key by which requests are counted together. Each backend service with the policy counts separately, and so does
   * each of its regions; the count is approximate.
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
    return new SecurityRule(options, options.match, { action: "allow", ...renderHeaderAction(options) });
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
      ...renderHeaderAction(options),
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
      ...renderHeaderAction(options),
    });
  }

  private constructor(
    private readonly options: SecurityRuleOptions,
    /** @internal */
    public readonly _match: SecurityMatch,
    private readonly effect: Pick<
      ComputeSecurityPolicyRule,
      "action" | "headerAction" | "redirectOptions" | "rateLimitOptions"
    >,
  ) {}

  /**
   * Whether the rule has a priority of its own.
   *
   * @internal
   */
  public get _hasPriority(): boolean {
    return this.options.priority !== undefined;
  }

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

function renderHeaderAction({
  requestHeadersToAdd: headers,
}: SecurityAdmitOptions): Pick<ComputeSecurityPolicyRule, "headerAction"> {
  return {
    headerAction: headers && {
      requestHeadersToAdds: headers.map(({ headerName, headerValue }) => ({ headerName, headerValue })),
    },
  };
}
