import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { Construct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { withKeptDescription } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { ISslCertificate } from ".";

/** Props of `ManagedSslCertificate`. */
export interface ManagedSslCertificateProps {
  /**
   * The domains, 1 to 100, no wildcards; the first at most 64 characters, the others at most 253. They may not be tokens.
   *
   * A certificate cannot be changed. Another list is another certificate, which serves nothing until Google has
   * verified all its domains: prefer one certificate per domain, as `domains` of the load balancer makes them.
   */
  readonly domains: string[];
  /**
   * A description, shown in the Google Cloud console. The first one stays: another one is ignored, since it would replace
   * the certificate. To be without, write an empty text; a description that is taken out of the code replaces it.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing certificate. A certificate can only be replaced,
   * so a fixed name must change with the domains.
   *
   * @default - the construct's path with a digest of the domains
   */
  readonly name?: string;
}

/**
 * A certificate that Google issues and renews. It becomes ACTIVE 15 to 60 minutes after the domains' A and AAAA records
 * point to the load balancer, and port 443 must be open to the world for that.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/google-managed-certs
 */
export class ManagedSslCertificate extends Construct implements ISslCertificate {
  /** The Terraform resource. */
  public readonly resource: ComputeManagedSslCertificate;
  /** The name in Google Cloud. */
  public readonly sslCertificateName: string;
  /** The domains it holds. */
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
      lifecycle: withKeptDescription(props.description),
    });
    this.resource = resource;
    this.sslCertificateName = name;
  }

  /** The self link. */
  public get sslCertificateSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }
}
