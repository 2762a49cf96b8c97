import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { Construct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { KEPT_DESCRIPTION } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from ".";

/** The properties of a `ManagedSslCertificate`. */
export interface ManagedSslCertificateProps {
  /**
   * The domains, 1 to 100, without wildcards. The first domain can have at most 64 characters, the others at most 253.
   * Domains cannot be tokens.
   *
   * A certificate cannot be changed. If you change the list, a new certificate is created, and it does not work until
   * Google has verified all its domains. Prefer one certificate per domain, as `domains` of the load balancer creates
   * them.
   */
  readonly domains: string[];
  /**
   * A description of the certificate, shown in the Google Cloud console. Later changes are ignored, because they would
   * replace the certificate. Removing this prop also replaces the certificate: set an empty string instead.
   *
   * @default - The certificate has no description.
   */
  readonly description?: string;
  /**
   * The name of the certificate in Google Cloud, 1 to 63 characters. Set it to adopt an existing certificate. A
   * certificate can only be replaced, so you must change the name when you change the domains.
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
  /** The Terraform resource of the certificate. */
  public readonly resource: ComputeManagedSslCertificate;
  /** The name of the certificate in Google Cloud. */
  public readonly sslCertificateName: string;
  /** The domains that the certificate covers. */
  public readonly domains: string[];

  public constructor(scope: Construct, id: string, props: ManagedSslCertificateProps) {
    props = shaped("ManagedSslCertificate", scope, id, props);
    super(scope, id);
    judge(this, ["ManagedSslCertificate", props]);
    this.domains = [...props.domains];
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
