import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { DataGoogleComputeSslPolicy } from "@cdktf/provider-google/lib/data-google-compute-ssl-policy";
import { Construct, IConstruct } from "constructs";
import { CUSTOM_PROFILE, SSL_PROFILES, TlsVersionName } from "../../google/tls";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { replacedUnder } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";

/** An SSL policy, created here or existing. */
export interface ISslPolicy extends IConstruct {
  /** The self link of the SSL policy. */
  readonly sslPolicySelfLink: string;
}

/**
 * The set of cipher suites that an SSL policy negotiates.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export class SslProfile {
  /** Accepts the widest set of cipher suites, also for outdated clients. */
  public static readonly COMPATIBLE = new SslProfile("COMPATIBLE");
  /** Accepts a wide set of cipher suites that modern clients support. */
  public static readonly MODERN = new SslProfile("MODERN");
  /** Accepts a small set of cipher suites, for stricter compliance requirements. */
  public static readonly RESTRICTED = new SslProfile("RESTRICTED");
  /**
   * Accepts the cipher suites that comply with FIPS 140-2 and 140-3. This profile needs `TlsVersion.TLS_1_2` and version
   * 7.17 or later of the provider.
   */
  public static readonly FIPS_202205 = new SslProfile("FIPS_202205");

  /** Accepts exactly these cipher suites, by their IANA names. */
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
 * The lowest TLS version that clients can use.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export enum TlsVersion {
  /** Clients can use TLS 1.0 or later. */
  TLS_1_0 = "TLS_1_0",
  /** Clients can use TLS 1.1 or later. */
  TLS_1_1 = "TLS_1_1",
  /** Clients can use TLS 1.2 or later. */
  TLS_1_2 = "TLS_1_2",
  /**
   * Clients can use TLS 1.3 only. This version needs `SslProfile.RESTRICTED` and version 7.17 or later of the provider.
   */
  TLS_1_3 = "TLS_1_3",
}

/**
 * Whether clients that support it can agree on keys by X25519MLKEM768, which also protects what is recorded today from the
 * quantum computers of tomorrow.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export enum PostQuantumKeyExchange {
  /** Leaves it to Google, which has announced to allow the key exchange from October 2026 on. */
  DEFAULT = "DEFAULT",
  /** Allows the key exchange. */
  ENABLED = "ENABLED",
  /** Does not allow the key exchange before October 2027. */
  DEFERRED = "DEFERRED",
}

/** The properties of an `SslPolicy`. */
export interface SslPolicyProps {
  /**
   * The set of cipher suites that clients can use.
   *
   * @default SslProfile.MODERN
   */
  readonly profile?: SslProfile;
  /**
   * The lowest TLS version that clients can use.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minTlsVersion?: TlsVersion;
  /**
   * Whether clients can use a key exchange that quantum computers cannot break. This prop needs version 7.34 or later of
   * the provider. If you remove it, a new policy is created before the old one is deleted, so there is no outage. If `name`
   * is set, set `PostQuantumKeyExchange.DEFAULT` instead: the provider does not send that it is gone.
   *
   * @default - Google decides, as with `PostQuantumKeyExchange.DEFAULT`.
   */
  readonly postQuantumKeyExchange?: PostQuantumKeyExchange;
  /**
   * A description of the policy, shown in the Google Cloud console. If you change the description, a new policy is
   * created before the old one is deleted, so there is no outage. If `name` is set, changes to the description are
   * ignored after the first deployment.
   *
   * @default - The policy has no description.
   */
  readonly description?: string;
  /**
   * The name of the policy in Google Cloud, 1 to 63 characters. If you import an existing policy into Terraform, set
   * this to its name.
   *
   * @default - The name is made from the construct's path and, if a description is set, a digest of it.
   */
  readonly name?: string;
}

/**
 * An SSL policy, which defines the TLS versions and cipher suites that the load balancer accepts. Without options, the
 * policy is stricter than Google's own default, which still accepts TLS 1.0.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
 */
export class SslPolicy extends Construct implements ISslPolicy {
  /**
   * References an existing policy by its name. During `terraform plan`, Terraform looks up the name in the provider's
   * project.
   */
  public static fromSslPolicyName(scope: Construct, id: string, sslPolicyName: string): ISslPolicy {
    class Import extends Construct implements ISslPolicy {
      public readonly sslPolicySelfLink = new DataGoogleComputeSslPolicy(this, "Resource", { name: sslPolicyName })
        .selfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "sslPolicyName", name: sslPolicyName }]);
    return imported;
  }

  /** References an existing policy by its self link, either the full URL or the part that begins with `projects/`. */
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

  /** The Terraform resource of the SSL policy. */
  public readonly resource: ComputeSslPolicy;
  /** The name of the SSL policy in Google Cloud. */
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
      postQuantumKeyExchange: props.postQuantumKeyExchange,
      lifecycle: replacedUnder(props.name),
    });
    this.resource = resource;
    this.sslPolicyName = name;
  }

  /** The self link of the SSL policy. */
  public get sslPolicySelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
