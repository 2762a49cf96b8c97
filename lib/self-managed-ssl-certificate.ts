import { ComputeSslCertificate } from "@cdktf/provider-google/lib/compute-ssl-certificate";
import { Construct } from "constructs";
import { Problem, isKnown, problem, refuse } from "./checks/problem";
import { physicalName } from "./names";
import { CREATE_BEFORE_DESTROY } from "./replacement";
import { ISslCertificate } from "./ssl-certificate";

/** Props of `SelfManagedSslCertificate`. */
export interface SelfManagedSslCertificateProps {
  /** The certificate chain in PEM, the certificate itself first, at most 5 certificates. */
  readonly certificate: string;
  /**
   * The private key in PEM, RSA-2048 or ECDSA P-256. It ends up in Terraform's state: pass a sensitive variable, or read
   * it from Secret Manager with a data source, and never write it into the code.
   */
  readonly privateKey: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing certificate. A certificate can only be replaced,
   * so a fixed name must change with it.
   *
   * @default - the construct's path with a digest of the certificate (not of the key)
   */
  readonly name?: string;
}

/**
 * A certificate that you got elsewhere and renew yourself. A new one replaces the old without a gap.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/self-managed-certs
 */
export class SelfManagedSslCertificate extends Construct implements ISslCertificate {
  /** The Terraform resource. */
  public readonly resource: ComputeSslCertificate;
  /** The name in Google Cloud. */
  public readonly sslCertificateName: string;
  /** None: the certificate's own content is not read. */
  public readonly domains: string[] = [];

  public constructor(scope: Construct, id: string, props: SelfManagedSslCertificateProps) {
    super(scope, id);
    refuse(this, [
      ...checkPem("certificate", props.certificate, "CERTIFICATE"),
      ...checkPem("privateKey", props.privateKey, "PRIVATE KEY"),
    ]);
    this.sslCertificateName = physicalName(this, {
      type: ComputeSslCertificate.tfResourceType,
      name: props.name,
      replacedWith: [props.certificate],
    });
    this.resource = new ComputeSslCertificate(this, "Resource", {
      name: this.sslCertificateName,
      certificate: props.certificate,
      privateKey: props.privateKey,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  /** The self link. */
  public get sslCertificateSelfLink(): string {
    return this.resource.selfLink;
  }
}

/** A PEM block of a kind: CERT-13. The value itself is never shown: it may be a secret. */
function checkPem(what: string, pem: string, kind: string): Problem[] {
  if (!isKnown(pem) || new RegExp(`^\\s*-----BEGIN ([A-Z]+ )?${kind}-----`).test(pem)) {
    return [];
  }
  return [
    problem(
      "CERT-13",
      `${what} must be in PEM and begin with -----BEGIN ${kind}-----`,
      `${pem.length} characters of something else`,
      "pass the content of the PEM file, not its path",
    ),
  ];
}
