import { ComputeSslCertificate } from "@cdktf/provider-google/lib/compute-ssl-certificate";
import { Construct } from "constructs";
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
   * The certificate chain in PEM format, with the certificate itself first, at most 5 certificates. It is checked at
   * synth unless it is a token.
   */
  readonly certificate: string;
  /**
   * The private key in PEM format, RSA-2048 or ECDSA P-256, without a passphrase. It is stored in Terraform's state:
   * pass a sensitive variable or read it from Secret Manager with a data source, and never write it into the code.
   */
  readonly privateKey: string;
  /**
   * A description of the certificate, shown in the Google Cloud console. A change replaces the certificate, without an
   * outage. If you set `name` too, later changes of the description are ignored.
   *
   * @default - The certificate has no description.
   */
  readonly description?: string;
  /**
   * The name of the certificate in Google Cloud, 1 to 63 characters. Set it to adopt an existing certificate. A
   * certificate can only be replaced, so you must change the name whenever you change the certificate.
   *
   * @default - The name is made from the construct's path and a digest of the certificate and the description, but not
   * of the key.
   */
  readonly name?: string;
}

/**
 * A certificate that you get from a certificate authority and renew yourself. A new one replaces the old one without an
 * outage.
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
  /** An empty list, because the domains are not read from the certificate. */
  public readonly domains: string[] = [];

  public constructor(scope: Construct, id: string, props: SelfManagedSslCertificateProps) {
    props = shaped("SelfManagedSslCertificate", scope, id, props);
    super(scope, id);
    judge(this, ["SelfManagedSslCertificate", props]);
    const { resource, name } = makeNamed(ComputeSslCertificate, this, {
      name: props.name,
      description: props.description,
      certificate: props.certificate,
      privateKey: props.privateKey,
      lifecycle: replacedUnder(props.name),
    });
    this.resource = resource;
    this.sslCertificateName = name;
  }

  /** The self link of the certificate. */
  public get sslCertificateSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
