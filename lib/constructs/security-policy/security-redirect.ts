import { ComputeSecurityPolicyRuleRedirectOptions } from "@cdktf/provider-google/lib/compute-security-policy";

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
