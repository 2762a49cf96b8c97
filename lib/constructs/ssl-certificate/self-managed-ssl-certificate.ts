import { ComputeSslCertificate } from "@cdktf/provider-google/lib/compute-ssl-certificate";
import { Construct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { isMarked } from "../../resource/mark";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from ".";

/** Props of `SelfManagedSslCertificate`. */
export interface SelfManagedSslCertificateProps {
  /** The certificate chain in PEM, the certificate itself first, at most 5 certificates. Read at synth if it is known. */
  readonly certificate: string;
  /**
   * The private key in PEM, RSA-2048 or ECDSA P-256, without a passphrase. It ends up in Terraform's state: pass a sensitive variable, or read
   * it from Secret Manager with a data source, and never write it into the code.
   */
  readonly privateKey: string;
  /**
   * A description, shown in the Google Cloud console. Another one replaces the certificate, without a gap.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing certificate. A certificate can only be replaced,
   * so a fixed name must change with it.
   *
   * @default - the construct's path with a digest of the certificate and the description (not of the key)
   */
  readonly name?: string;
}

/**
 * A certificate that you got elsewhere and renew yourself. A new one replaces the old without a gap.
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

  /** The Terraform resource. */
  public readonly resource: ComputeSslCertificate;
  /** The name in Google Cloud. */
  public readonly sslCertificateName: string;
  /** None: the certificate's own content is not read. */
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
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.sslCertificateName = name;
  }

  /** The self link. */
  public get sslCertificateSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
