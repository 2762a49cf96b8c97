import * as path from "path";
import { DataGoogleComputeSslCertificate } from "@cdktf/provider-google/lib/data-google-compute-ssl-certificate";
import { Fn, Token } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { judge } from "../../resource/findings";

/** A certificate of the load balancer, made here or existing, managed by Google or by you. */
export interface ISslCertificate extends IConstruct {
  /** The self link. */
  readonly sslCertificateSelfLink: string;
  /** The name in Google Cloud. */
  readonly sslCertificateName: string;
  /** The domains it holds; none where they are not known: of a certificate that is not made here, or not by Google. */
  readonly domains: string[];
}

/**
 * Existing certificates. New ones are `ManagedSslCertificate` and `SelfManagedSslCertificate`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/ssl-certificates
 */
export class SslCertificate {
  /** An existing certificate by name. It is looked up in the provider's project at plan. */
  public static fromSslCertificateName(scope: Construct, id: string, sslCertificateName: string): ISslCertificate {
    class Import extends Construct implements ISslCertificate {
      public readonly sslCertificateName = sslCertificateName;
      public readonly domains = [];
      public readonly sslCertificateSelfLink = new DataGoogleComputeSslCertificate(this, "Resource", {
        name: sslCertificateName,
      }).selfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "sslCertificateName", name: sslCertificateName }]);
    return imported;
  }

  /** An existing certificate by self link, full or from `projects/` on. */
  public static fromSslCertificateSelfLink(
    scope: Construct,
    id: string,
    sslCertificateSelfLink: string,
  ): ISslCertificate {
    class Import extends Construct implements ISslCertificate {
      public readonly sslCertificateName = Token.isUnresolved(sslCertificateSelfLink)
        ? Fn.basename(sslCertificateSelfLink)
        : path.basename(sslCertificateSelfLink);
      public readonly sslCertificateSelfLink = sslCertificateSelfLink;
      public readonly domains = [];
    }
    const imported = new Import(scope, id);
    judge(imported, [
      "existingGlobalLink",
      { what: "sslCertificateSelfLink", selfLink: sslCertificateSelfLink, collections: ["sslCertificates"] },
    ]);
    return imported;
  }

  private constructor() {}
}
