import { DenyStatus } from "./security-rule";

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

  private constructor(
    /** @internal */
    public readonly _action: string,
  ) {}
}
