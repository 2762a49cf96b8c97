import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { DataGoogleComputeSslPolicy } from "@cdktf/provider-google/lib/data-google-compute-ssl-policy";
import { Construct, IConstruct } from "constructs";
import { CUSTOM_PROFILE, SSL_PROFILES, TlsVersionName } from "../../google/tls";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY, withKeptDescription } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";

/** An SSL policy, made here or existing. */
export interface ISslPolicy extends IConstruct {
  /** The self link. */
  readonly sslPolicySelfLink: string;
}

/**
 * The set of cipher suites that an SSL policy negotiates.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export class SslProfile {
  /** The widest set, for outdated clients too. */
  public static readonly COMPATIBLE = new SslProfile("COMPATIBLE");
  /** A wide set that modern clients support. */
  public static readonly MODERN = new SslProfile("MODERN");
  /** A small set, for stricter compliance. */
  public static readonly RESTRICTED = new SslProfile("RESTRICTED");

  /** Exactly these cipher suites, by their IANA names. */
  public static custom(cipherSuites: string[]): SslProfile {
    return new SslProfile(CUSTOM_PROFILE, cipherSuites);
  }

  private constructor(
    /** @internal */
    public readonly _profile: keyof typeof SSL_PROFILES,
    /** @internal */
    public readonly _customFeatures?: string[],
  ) {}
}

/**
 * The lowest TLS version that clients may use.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export enum TlsVersion {
  /** TLS 1.0. */
  TLS_1_0 = "TLS_1_0",
  /** TLS 1.1. */
  TLS_1_1 = "TLS_1_1",
  /** TLS 1.2. */
  TLS_1_2 = "TLS_1_2",
}

/** Props of `SslPolicy`. */
export interface SslPolicyProps {
  /**
   * The cipher suites.
   *
   * @default SslProfile.MODERN
   */
  readonly profile?: SslProfile;
  /**
   * The lowest TLS version that clients may use.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minTlsVersion?: TlsVersion;
  /**
   * A description, shown in the Google Cloud console. Another one replaces the policy, without a gap; under a `name` of your
   * own the first one stays.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing policy.
   *
   * @default - the construct's path, with a digest of the description if there is one
   */
  readonly name?: string;
}

/**
 * An SSL policy: which TLS versions and cipher suites the load balancer accepts. Without options it is stricter than
 * Google's own default, which still takes TLS 1.0.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export class SslPolicy extends Construct implements ISslPolicy {
  /** An existing policy by name. It is looked up in the provider's project at plan. */
  public static fromSslPolicyName(scope: Construct, id: string, sslPolicyName: string): ISslPolicy {
    class Import extends Construct implements ISslPolicy {
      public readonly sslPolicySelfLink = new DataGoogleComputeSslPolicy(this, "Resource", { name: sslPolicyName })
        .selfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "sslPolicyName", name: sslPolicyName }]);
    return imported;
  }

  /** An existing policy by self link, full or from `projects/` on. */
  public static fromSslPolicySelfLink(scope: Construct, id: string, sslPolicySelfLink: string): ISslPolicy {
    class Import extends Construct implements ISslPolicy {
      public readonly sslPolicySelfLink = sslPolicySelfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, [
      "existingGlobalLink",
      { what: "sslPolicySelfLink", selfLink: sslPolicySelfLink, collections: ["sslPolicies"] },
    ]);
    return imported;
  }

  /** The Terraform resource. */
  public readonly resource: ComputeSslPolicy;
  /** The name in Google Cloud. */
  public readonly sslPolicyName: string;

  public constructor(scope: Construct, id: string, props: SslPolicyProps = {}) {
    props = shaped("SslPolicy", scope, id, props);
    super(scope, id);
    const profile = props.profile ?? SslProfile.MODERN;
    const minTlsVersion: TlsVersionName = props.minTlsVersion ?? TlsVersion.TLS_1_2;
    judge(this, ["SslPolicy", { profile, cipherSuites: profile._customFeatures }]);
    const { resource, name } = makeNamed(ComputeSslPolicy, this, {
      name: props.name,
      description: props.description,
      profile: profile._profile,
      customFeatures: profile._customFeatures,
      minTlsVersion,
      // under a fixed name, old and new cannot exist side by side
      lifecycle: props.name === undefined ? CREATE_BEFORE_DESTROY : withKeptDescription(props.description),
    });
    this.resource = resource;
    this.sslPolicyName = name;
  }

  /** The self link. */
  public get sslPolicySelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
