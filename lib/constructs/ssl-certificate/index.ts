import * as path from "path";
import { DataGoogleComputeSslCertificate } from "@cdktf/provider-google/lib/data-google-compute-ssl-certificate";
import { Fn, Token } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { standardDomain } from "../../app/certificates";
import { judge } from "../../resource/findings";

/** A certificate of the load balancer, created here or existing, managed by Google or by you. */
export interface ISslCertificate extends IConstruct {
  /** The self link of the certificate. */
  readonly sslCertificateSelfLink: string;
  /** The name of the certificate in Google Cloud. */
  readonly sslCertificateName: string;
  /**
   * The domains that the certificate covers. The list is empty if they are not known at synth, as for a reference to an
   * existing certificate for which no domains are listed.
   */
  readonly domains: string[];
}

/** Options of the methods of `SslCertificate`. */
export interface SslCertificateOptions {
  /**
   * The domains that the existing certificate covers, such as `"www.example.com"` or `"*.example.com"`. They are for the
   * outputs, the review and the checks. They must be known at synth, so they cannot be CDKTF tokens (values that only
   * Terraform knows).
   *
   * @default - The domains of the certificate are unknown.
   */
  readonly domains?: string[];
}

/**
 * References to existing certificates. To create a certificate, use `ManagedSslCertificate` or
 * `SelfManagedSslCertificate`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates
 */
export class SslCertificate {
  /**
   * References an existing certificate by its name. During `terraform plan`, Terraform looks up the name in the
   * provider's project.
   */
  public static fromSslCertificateName(
    scope: Construct,
    id: string,
    sslCertificateName: string,
    options: SslCertificateOptions = {},
  ): ISslCertificate {
    class Import extends Construct implements ISslCertificate {
      public readonly sslCertificateName = sslCertificateName;
      public readonly domains = domainsOf(options);
      public readonly sslCertificateSelfLink = new DataGoogleComputeSslCertificate(this, "Resource", {
        name: sslCertificateName,
      }).selfLink;
    }
    const imported = new Import(scope, id);
    judge(
      imported,
      ["existing", { what: "sslCertificateName", name: sslCertificateName }],
      ["SslCertificate.domains", options],
    );
    return imported;
  }

  /**
   * References an existing certificate by its self link, either the full URL or the part that begins with `projects/`.
   */
  public static fromSslCertificateSelfLink(
    scope: Construct,
    id: string,
    sslCertificateSelfLink: string,
    options: SslCertificateOptions = {},
  ): ISslCertificate {
    class Import extends Construct implements ISslCertificate {
      public readonly sslCertificateName = Token.isUnresolved(sslCertificateSelfLink)
        ? Fn.basename(sslCertificateSelfLink)
        : path.basename(sslCertificateSelfLink);
      public readonly sslCertificateSelfLink = sslCertificateSelfLink;
      public readonly domains = domainsOf(options);
    }
    const imported = new Import(scope, id);
    judge(
      imported,
      [
        "existingGlobalLink",
        { what: "sslCertificateSelfLink", selfLink: sslCertificateSelfLink, collections: ["sslCertificates"] },
      ],
      ["SslCertificate.domains", options],
    );
    return imported;
  }

  private constructor() {}
}

function domainsOf({ domains = [] }: SslCertificateOptions): string[] {
  return domains.map(standardDomain);
}
