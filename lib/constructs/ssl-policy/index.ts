import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { DataGoogleComputeSslPolicy } from "@cdktf/provider-google/lib/data-google-compute-ssl-policy";
import { Construct, IConstruct } from "constructs";
import { checkLookup, checkSelfLink } from "../../checks/existing";
import { told } from "../../rules/values";
import { Problem, checkOneOf, knownValues, problem, refuse } from "../../checks/problem";
import { physicalName } from "../../resource/names";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";

/** The cipher suites that a custom profile may name: TLS-03. */
const CIPHER_SUITES = [
  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_RSA_WITH_AES_256_GCM_SHA384",
  "TLS_RSA_WITH_AES_128_CBC_SHA",
  "TLS_RSA_WITH_AES_256_CBC_SHA",
  "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
];

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
    return new SslProfile("CUSTOM", cipherSuites);
  }

  private constructor(
    /** @internal */
    public readonly _profile: string,
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
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing policy.
   *
   * @default - the construct's path
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
    refuse(imported, checkLookup("sslPolicyName", sslPolicyName));
    return imported;
  }

  /** An existing policy by self link, full or from `projects/` on. */
  public static fromSslPolicySelfLink(scope: Construct, id: string, sslPolicySelfLink: string): ISslPolicy {
    class Import extends Construct implements ISslPolicy {
      public readonly sslPolicySelfLink = sslPolicySelfLink;
    }
    const imported = new Import(scope, id);
    refuse(imported, checkSelfLink("sslPolicySelfLink", sslPolicySelfLink, "sslPolicies"));
    return imported;
  }

  /** The Terraform resource. */
  public readonly resource: ComputeSslPolicy;
  /** The name in Google Cloud. */
  public readonly sslPolicyName: string;

  public constructor(scope: Construct, id: string, props: SslPolicyProps = {}) {
    super(scope, id);
    const profile = props.profile ?? SslProfile.MODERN;
    refuse(this, [
      ...checkProfile(profile),
      ...checkCipherSuites(profile._customFeatures),
      ...checkOneOf("TLS-02", "minTlsVersion", props.minTlsVersion, Object.values(TlsVersion)),
    ]);
    this.sslPolicyName = physicalName(this, { type: ComputeSslPolicy.tfResourceType, name: props.name });
    this.resource = new ComputeSslPolicy(this, "Resource", {
      name: this.sslPolicyName,
      profile: profile._profile,
      customFeatures: profile._customFeatures,
      minTlsVersion: props.minTlsVersion ?? TlsVersion.TLS_1_2,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  /** The self link. */
  public get sslPolicySelfLink(): string {
    return this.resource.selfLink;
  }
}

/** The cipher suites of a custom profile: TLS-03. */
/** A profile's name in its place, of which nothing would be left: TLS-01. */
function checkProfile(profile: SslProfile): Problem[] {
  return profile instanceof SslProfile
    ? []
    : [problem("TLS-01", "profile is an SslProfile", told(profile), "pass one, such as SslProfile.RESTRICTED")];
}

function checkCipherSuites(cipherSuites: readonly string[] | undefined): Problem[] {
  if (cipherSuites?.length === 0) {
    return [
      problem(
        "TLS-03",
        "a custom profile names at least one cipher suite",
        cipherSuites,
        "name some, or use SslProfile.MODERN",
      ),
    ];
  }
  return knownValues(cipherSuites).flatMap((suite) => checkOneOf("TLS-03", "a cipher suite", suite, CIPHER_SUITES));
}
