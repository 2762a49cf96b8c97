import {
  ComputeSecurityPolicy,
  ComputeSecurityPolicyAdvancedOptionsConfig,
} from "@cdktf/provider-google/lib/compute-security-policy";
import { DataGoogleComputeSecurityPolicy } from "@cdktf/provider-google/lib/data-google-compute-security-policy";
import { Construct, IConstruct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { AdaptiveProtection, renderAdaptiveProtection } from "./adaptive-protection";
import { JsonParsing } from "./json-parsing";
import { RouteRequest } from "../../routing/request";
import { decide } from "./decide";
import { SecurityPolicyDecision } from "./policy-decision";
import { PolicyRules } from "./policy-rules";
import { RequestBodyInspectionSize } from "./request-body-inspection-size";
import { SecurityPolicyDefault } from "./security-policy-default";
import { SecurityPolicyLogLevel } from "./security-policy-log-level";
import { SecurityRule } from "./security-rule";

export {
  type AdaptiveProtection,
  type AdaptiveProtectionThreshold,
  RuleVisibility,
  type TrafficGranularity,
  TrafficGranularityType,
} from "./adaptive-protection";
export * from "./deny-status";
export * from "./edge-security-policy";
export * from "./json-parsing";
export { type AppliedRateLimit, SecurityPolicyDecision, SecurityPolicyOutcome } from "./policy-decision";
export { EnforceOnKey, ExceedAction, type RateLimitThreshold } from "./rate-limit";
export * from "./request-body-inspection-size";
export * from "./security-match";
export * from "./security-policy-default";
export * from "./security-policy-log-level";
export * from "./security-redirect";
export * from "./security-rule";
export * from "./waf-rule-ids";

/** A Cloud Armor backend security policy, created here or existing. */
export interface ISecurityPolicy extends IConstruct {
  /** The self link of the security policy. */
  readonly securityPolicySelfLink: string;
}

/** The properties of a `SecurityPolicy`. */
export interface SecurityPolicyProps {
  /**
   * The rules of the policy. Automatic priorities are assigned in this order.
   *
   * @default - The policy has no rules until you call `addRule`.
   */
  readonly rules?: SecurityRule[];
  /**
   * What happens to requests that no rule matches.
   *
   * @default SecurityPolicyDefault.ALLOW
   */
  readonly defaultAction?: SecurityPolicyDefault;
  /**
   * Settings of Adaptive Protection, which reports layer 7 attacks.
   *
   * @default - Adaptive Protection is off.
   */
  readonly adaptiveProtection?: AdaptiveProtection;
  /**
   * Request headers that contain the visitor's IP address, such as `"True-Client-IP"`, if a proxy is in front of the
   * load balancer. If a request has several of these headers, the first one in the list is used. `EnforceOnKey.USER_IP`
   * and `origin.user_ip` use this address. Any client can send such a header, so allow requests from the proxy only.
   *
   * @default - The address of the connection is used.
   */
  readonly userIpRequestHeaders?: string[];
  /**
   * How preconfigured WAF rules read request bodies in JSON: part by part, which gives fewer false positives, instead of
   * as one text.
   *
   * @default - JSON parsing is off: preconfigured WAF rules read a body as one text.
   */
  readonly jsonParsing?: JsonParsing;
  /**
   * How much of a request's body preconfigured WAF rules inspect; they do not see an attack that stands behind it. This prop
   * needs version 7.17 or later of the provider. If you remove it, the old size stays: set
   * `RequestBodyInspectionSize.KB_8` instead.
   *
   * @default - Preconfigured WAF rules inspect the first 8 KB.
   */
  readonly requestBodyInspectionSize?: RequestBodyInspectionSize;
  /**
   * How much detail the logs of the policy contain.
   *
   * @default SecurityPolicyLogLevel.NORMAL
   */
  readonly logLevel?: SecurityPolicyLogLevel;
  /**
   * Your own reCAPTCHA site key, of the type challenge page, for the rules that redirect with
   * `SecurityRedirect.googleRecaptcha`. Google recommends one. Terraform's provider cannot remove the key: if you
   * remove it, also give the policy another construct id.
   *
   * @default - A key that Google manages is used.
   */
  readonly recaptchaRedirectSiteKey?: string;
  /**
   * Labels of the policy, in addition to the labels of the stack. This prop needs version 7.3 or later of the provider, which
   * also adds the stack's labels to the policy.
   *
   * @default - Only the stack's labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * A description of the policy, shown in the Google Cloud console, at most 2048 characters.
   *
   * @default - The policy has no description.
   */
  readonly description?: string;
  /**
   * The name of the policy in Google Cloud, 1 to 63 characters. If you import an existing policy into Terraform, set
   * this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}

/**
 * A Cloud Armor backend security policy, which decides which requests can reach a backend service, and at what rate. It
 * protects only the backend services that it is attached to. With Cloud CDN, it does not check requests that the cache
 * answers.
 *
 * The rules are part of the policy resource, so that the policy is never attached before they exist. To insert a rule
 * in the middle, add it last, with a priority between those of its neighbors: then no automatic priority changes.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityPolicy extends Construct implements ISecurityPolicy {
  /**
   * References an existing policy by its name. During `terraform plan`, Terraform looks up the name in the provider's
   * project.
   */
  public static fromSecurityPolicyName(scope: Construct, id: string, securityPolicyName: string): ISecurityPolicy {
    class Import extends Construct implements ISecurityPolicy {
      public readonly securityPolicySelfLink = new DataGoogleComputeSecurityPolicy(this, "Resource", {
        name: securityPolicyName,
      }).selfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "securityPolicyName", name: securityPolicyName }]);
    return imported;
  }

  /** References an existing policy by its self link, either the full URL or the part that begins with `projects/`. */
  public static fromSecurityPolicySelfLink(
    scope: Construct,
    id: string,
    securityPolicySelfLink: string,
  ): ISecurityPolicy {
    class Import extends Construct implements ISecurityPolicy {
      public readonly securityPolicySelfLink = securityPolicySelfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, [
      "existingGlobalLink",
      { what: "securityPolicySelfLink", selfLink: securityPolicySelfLink, collections: ["securityPolicies"] },
    ]);
    return imported;
  }

  /** The Terraform resource of the security policy. */
  public readonly resource: ComputeSecurityPolicy;
  /** The name of the security policy in Google Cloud. */
  public readonly securityPolicyName: string;

  private readonly rules: PolicyRules;

  public constructor(scope: Construct, id: string, props: SecurityPolicyProps = {}) {
    props = shaped("SecurityPolicy", scope, id, props);
    super(scope, id);
    judge(this, ["labels", { labels: props.labels }]);
    this.rules = new PolicyRules(this, "CLOUD_ARMOR", props.defaultAction ?? SecurityPolicyDefault.ALLOW);
    const { resource, name } = makeNamed(ComputeSecurityPolicy, this, {
      name: props.name,
      type: "CLOUD_ARMOR",
      description: props.description,
      labels: props.labels,
      rule: this.rules.rendered,
      advancedOptionsConfig: renderAdvancedOptions(props),
      adaptiveProtectionConfig: renderAdaptiveProtection(props.adaptiveProtection),
      recaptchaOptionsConfig:
        props.recaptchaRedirectSiteKey === undefined ? undefined : { redirectSiteKey: props.recaptchaRedirectSiteKey },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.securityPolicyName = name;
    props.rules?.forEach((rule) => this.addRule(rule));
  }

  /** The self link of the security policy. */
  public get securityPolicySelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /**
   * Adds a rule. If the rule has a `priority`, that priority is used. Otherwise, its priority is 100 more than that of
   * the rule that was added before it.
   */
  public addRule(rule: SecurityRule): void {
    this.rules.add(rule);
  }

  /**
   * Predicts what the policy does with a request. The prediction uses the current configuration, including changes made
   * with `addOverride` and rules that are separate resources, but not changes that CDKTF aspects make at synth.
   *
   * Only Google knows what preconfigured rule sets, threat lists, address groups, reCAPTCHA and Adaptive Protection
   * find. If a rule with one of these comes before the deciding rule, the outcome is `UNDECIDED`.
   *
   * @throws Error if the URL is not a full URL, `clientIp` is no address, or `regionCode` is not two capital letters.
   */
  public evaluate(request: RouteRequest): SecurityPolicyDecision {
    return SecurityPolicyDecision._of(this, decide(this.resource, request));
  }
}

/** What the oldest bindings have, and newer providers besides. */
type AdvancedOptions = ComputeSecurityPolicyAdvancedOptionsConfig & { readonly requestBodyInspectionSize?: string };

/** Google's own defaults are written out: what is left out, Terraform's provider leaves as it was before. */
function renderAdvancedOptions({
  jsonParsing,
  logLevel,
  requestBodyInspectionSize,
  userIpRequestHeaders,
}: SecurityPolicyProps): AdvancedOptions {
  return {
    jsonParsing: jsonParsing?._mode ?? "DISABLED",
    jsonCustomConfig: jsonParsing?._customConfig,
    logLevel: logLevel ?? SecurityPolicyLogLevel.NORMAL,
    requestBodyInspectionSize,
    userIpRequestHeaders: userIpRequestHeaders ?? [],
  };
}
