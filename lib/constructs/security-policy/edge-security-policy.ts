import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { DataGoogleComputeSecurityPolicy } from "@cdktf/provider-google/lib/data-google-compute-security-policy";
import { Construct, IConstruct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { RouteRequest } from "../../routing/request";
import { decide } from "./decide";
import { SecurityPolicyDecision } from "./policy-decision";
import { PolicyRules } from "./policy-rules";
import { SecurityPolicyDefault } from "./security-policy-default";
import { SecurityRule } from "./security-rule";

/** A Cloud Armor edge security policy, created here or existing. */
export interface IEdgeSecurityPolicy extends IConstruct {
  /** The self link of the edge security policy. */
  readonly edgeSecurityPolicySelfLink: string;
}

/** The properties of an `EdgeSecurityPolicy`. */
export interface EdgeSecurityPolicyProps {
  /**
   * The rules of the policy. They can allow or deny requests by IP address, region, headers, method and URL. Automatic
   * priorities are assigned in this order.
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
 * A Cloud Armor edge security policy, which decides which requests reach the cache of Cloud CDN or a backend bucket. It
 * is checked before the cache, so it also denies requests that the cache could answer.
 *
 * An edge security policy supports fewer rules than a `SecurityPolicy`: its rules only allow or deny, by IP addresses or
 * by expressions with `origin.asn`, `origin.ip`, `origin.region_code`, `request.headers`, `request.method`,
 * `request.path`, `request.query` and `request.scheme`. Rate limits, redirects, WAF rules and threat lists need a
 * `SecurityPolicy`. A backend service can have both; a backend bucket takes only an edge security policy.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class EdgeSecurityPolicy extends Construct implements IEdgeSecurityPolicy {
  /**
   * References an existing edge security policy by its name. During `terraform plan`, Terraform looks up the name in the
   * provider's project.
   */
  public static fromEdgeSecurityPolicyName(
    scope: Construct,
    id: string,
    edgeSecurityPolicyName: string,
  ): IEdgeSecurityPolicy {
    class Import extends Construct implements IEdgeSecurityPolicy {
      public readonly edgeSecurityPolicySelfLink = new DataGoogleComputeSecurityPolicy(this, "Resource", {
        name: edgeSecurityPolicyName,
      }).selfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "edgeSecurityPolicyName", name: edgeSecurityPolicyName }]);
    return imported;
  }

  /** The Terraform resource of the edge security policy. */
  public readonly resource: ComputeSecurityPolicy;
  /** The name of the edge security policy in Google Cloud. */
  public readonly edgeSecurityPolicyName: string;

  private readonly rules: PolicyRules;

  public constructor(scope: Construct, id: string, props: EdgeSecurityPolicyProps = {}) {
    props = shaped("EdgeSecurityPolicy", scope, id, props);
    super(scope, id);
    judge(this, ["labels", { labels: props.labels }]);
    this.rules = new PolicyRules(this, "CLOUD_ARMOR_EDGE", props.defaultAction ?? SecurityPolicyDefault.ALLOW);
    const { resource, name } = makeNamed(ComputeSecurityPolicy, this, {
      name: props.name,
      type: "CLOUD_ARMOR_EDGE",
      description: props.description,
      labels: props.labels,
      rule: this.rules.rendered,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.edgeSecurityPolicyName = name;
    props.rules?.forEach((rule) => this.addRule(rule));
  }

  /** The self link of the edge security policy. */
  public get edgeSecurityPolicySelfLink(): string {
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
