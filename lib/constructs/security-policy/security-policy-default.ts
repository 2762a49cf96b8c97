import { DenyStatus } from "./deny-status";

/**
 * What a security policy does with requests that no rule matches.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityPolicyDefault {
  /** Allows the requests that no rule matches. */
  public static readonly ALLOW = new SecurityPolicyDefault("allow");

  /** Denies the requests that no rule matches. */
  public static deny(status: DenyStatus): SecurityPolicyDefault {
    return new SecurityPolicyDefault(status);
  }

  /**
   * Denies the requests that no rule matches, except those from these addresses: IPv4 or IPv6 addresses or CIDR ranges,
   * as many as you need. The rules of the policy come first, so they also apply to requests from these addresses.
   */
  public static denyExcept(ipRanges: string[], status: DenyStatus = DenyStatus.FORBIDDEN): SecurityPolicyDefault {
    return new SecurityPolicyDefault(status, ipRanges);
  }

  private constructor(
    /** @internal */
    public readonly _action: string,
    /** @internal */
    public readonly _allowedIpRanges?: readonly string[],
  ) {}
}
