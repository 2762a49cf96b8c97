import { ComputeSslCertificate } from "@cdktf/provider-google/lib/compute-ssl-certificate";
import { Construct } from "constructs";
import { domainsOfPem, standardDomain } from "../../app/certificates";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { isMarked } from "../../resource/mark";
import { replacedUnder } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from ".";

/** The properties of a `SelfManagedSslCertificate`. */
export interface SelfManagedSslCertificateProps {
  /**
   * The certificate chain in PEM format, with the certificate itself first, at most 5 certificates. The chain is
   * checked at synth, unless it is a CDKTF token (a value that only Terraform knows).
   */
  readonly certificate: string;
  /**
   * The private key in PEM format, RSA-2048 or ECDSA P-256, without a passphrase. The key is stored in Terraform's
   * state, unless `privateKeyVersion` is set. Pass a sensitive variable, or read the key from Secret Manager with a data
   * source, and never write it into the code.
   */
  readonly privateKey: string;
  /**
   * The version of the private key, such as `"1"`. With a version, the key is write-only: Terraform sends it to Google
   * when the certificate is created, and does not store it in its state. Terraform cannot see that such a key has changed,
   * so change the version together with the key. For a new version, a new certificate is created before the old one is
   * deleted, so there is no outage. Needs version 7.20 of the provider, and Terraform 1.11 or later.
   *
   * The key of a data source or of another resource is in the state in any case. Pass an ephemeral variable, or the
   * attribute of an ephemeral resource.
   *
   * @default - The private key is stored in Terraform's state.
   * @see https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
   */
  readonly privateKeyVersion?: string;
  /**
   * The domains that the certificate covers, such as `"www.example.com"` or `"*.example.com"`. They are used only if
   * the certificate is a CDKTF token, because then they cannot be read from it: for the outputs, the review and the
   * checks. They must be known at synth.
   *
   * @default - The domains are read from the certificate. Those of a certificate that is a token are unknown.
   */
  readonly domains?: string[];
  /**
   * A description of the certificate, shown in the Google Cloud console. If you change the description, a new
   * certificate is created before the old one is deleted, so there is no outage. If
   * `name` is set, later changes of the description are ignored.
   *
   * @default - The certificate has no description.
   */
  readonly description?: string;
  /**
   * The name of the certificate in Google Cloud, 1 to 63 characters. If you import an existing certificate into
   * Terraform, set this to its name. If you change the certificate, the description or the version of the private key, a
   * new certificate is created before the old one is deleted, and both cannot have the same name. If you set the name
   * yourself, change it together with them.
   *
   * @default - The name is made from the construct's path and a digest of the certificate, the description and the
   * version of the private key, but not of the key.
   */
  readonly name?: string;
}

/**
 * A certificate that you get from a certificate authority and renew yourself. A new certificate replaces the old one
 * without an outage.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/self-managed-certs
 */
export class SelfManagedSslCertificate extends Construct implements ISslCertificate {
  /**
   * Whether something is such a certificate, of this copy of the package or of another one.
   *
   * @internal
   */
  public static _is(value: unknown): value is SelfManagedSslCertificate {
    return isMarked(value, "SelfManagedSslCertificate");
  }

  /** The Terraform resource of the certificate. */
  public readonly resource: ComputeSslCertificate;
  /** The name of the certificate in Google Cloud. */
  public readonly sslCertificateName: string;
  /** The domains that are read from the certificate, or else those of the prop `domains`. */
  public readonly domains: string[];

  public constructor(scope: Construct, id: string, props: SelfManagedSslCertificateProps) {
    props = shaped("SelfManagedSslCertificate", scope, id, props);
    super(scope, id);
    judge(this, ["SelfManagedSslCertificate", props], ["SslCertificate.domains", props]);
    this.domains = [...(domainsOfPem(props.certificate) ?? (props.domains ?? []).map(standardDomain))];
    const { resource, name } = makeNamed(ComputeSslCertificate, this, {
      name: props.name,
      description: props.description,
      certificate: props.certificate,
      ...privateKeyOf(props),
      lifecycle: replacedUnder(props.name),
    });
    if (props.domains) {
      resource.addOverride("//.domains", this.domains);
    }
    this.resource = resource;
    this.sslCertificateName = name;
  }

  /** The self link of the certificate. */
  public get sslCertificateSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}

/** The key as Terraform keeps it, or as it only sends it. Older bindings do not know that there may be none in the state. */
function privateKeyOf({ privateKey, privateKeyVersion }: SelfManagedSslCertificateProps) {
  return privateKeyVersion === undefined
    ? { privateKey }
    : {
        privateKey: undefined as unknown as string,
        privateKeyWo: privateKey,
        privateKeyWoVersion: privateKeyVersion,
      };
}
