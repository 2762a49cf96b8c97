import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { Construct } from "constructs";
import { withoutDot } from "../../app/host-names";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { isMarked } from "../../resource/mark";
import { KEPT_DESCRIPTION } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from ".";

/** The properties of a `ManagedSslCertificate`. */
export interface ManagedSslCertificateProps {
  /**
   * The domains, 1 to 100, without wildcards. The first domain can have at most 64 characters, the others at most 253.
   * A domain must be known at synth, so it cannot be a CDKTF token (a value that only Terraform knows).
   *
   * A certificate cannot be changed. If you change the list, a new certificate is created, and it does not work until
   * Google has verified all its domains. Prefer one certificate per domain: the load balancer creates such certificates
   * for its prop `domains`.
   */
  readonly domains: string[];
  /**
   * A description of the certificate, shown in the Google Cloud console. Changes to the description are ignored after
   * the first deployment, because they would replace the certificate. Do not remove this prop, because that replaces
   * the certificate: set an empty string instead.
   *
   * @default - The certificate has no description.
   */
  readonly description?: string;
  /**
   * The name of the certificate in Google Cloud, 1 to 63 characters. If you import an existing certificate into
   * Terraform, set this to its name. If you change the domains, a new certificate is created before the old one is
   * deleted, and both cannot have the same name. If you set the name yourself, change it together with the domains.
   *
   * @default - The name is made from the construct's path and a digest of the domains.
   */
  readonly name?: string;
}

/**
 * A certificate that Google issues and renews. It becomes ACTIVE 15 to 60 minutes after the domains' A and AAAA records
 * point to the load balancer. Google validates it on port 443, so this port must be open to the internet.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/google-managed-certs
 */
export class ManagedSslCertificate extends Construct implements ISslCertificate {
  /**
   * Whether something is such a certificate, of this copy of the package or of another one.
   *
   * @internal
   */
  public static _is(value: unknown): value is ManagedSslCertificate {
    return isMarked(value, "ManagedSslCertificate");
  }

  /** The Terraform resource of the certificate. */
  public readonly resource: ComputeManagedSslCertificate;
  /** The name of the certificate in Google Cloud. */
  public readonly sslCertificateName: string;
  /** The domains that the certificate covers, without the dot that a domain may end with. */
  public readonly domains: string[];

  public constructor(scope: Construct, id: string, props: ManagedSslCertificateProps) {
    props = shaped("ManagedSslCertificate", scope, id, props);
    super(scope, id);
    judge(this, ["ManagedSslCertificate", props]);
    // with and without the final dot, a domain is the same: it makes the same name
    this.domains = props.domains.map(withoutDot);
    const { resource, name } = makeNamed(ComputeManagedSslCertificate, this, {
      name: props.name,
      description: props.description,
      managed: { domains: this.domains },
      lifecycle: KEPT_DESCRIPTION,
    });
    this.resource = resource;
    this.sslCertificateName = name;
  }

  /** The self link of the certificate. */
  public get sslCertificateSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
