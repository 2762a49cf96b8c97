import { CertificateManagerTrustConfig } from "@cdktf/provider-google/lib/certificate-manager-trust-config";
import { NetworkSecurityServerTlsPolicy } from "@cdktf/provider-google/lib/network-security-server-tls-policy";
import { Construct, IConstruct } from "constructs";
import { ClientValidationModeName } from "../../google/client-validation";
import { defaultLabelsOf } from "../../resource/default-labels";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";

/**
 * Google answers with the number of the project in place of its id, and Terraform would replace the policy at every apply.
 * Another trust config has another name, and with it the policy.
 */
const ANSWERED_DIFFERENTLY = "mtls_policy[0].client_validation_trust_config";

/** The authentication of clients by certificates, created here or existing. */
export interface IClientAuthentication extends IConstruct {
  /** The id of the server TLS policy, such as `projects/acme-web-prod/locations/global/serverTlsPolicies/partners`. */
  readonly serverTlsPolicyId: string;
}

/**
 * What a load balancer does with clients that have no certificate, or one that it cannot verify.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/mtls
 */
export enum ClientValidationMode {
  /** Their connections are closed: only clients with a certificate that leads to a trust anchor reach your services. */
  REJECT_INVALID = "REJECT_INVALID",
  /**
   * Their requests reach your services, too. Each service must check the certificate itself, in headers that
   * `customRequestHeaders` of its backend service adds.
   */
  ALLOW_INVALID_OR_MISSING_CLIENT_CERT = "ALLOW_INVALID_OR_MISSING_CLIENT_CERT",
}

/** The properties of a `ClientAuthentication`. */
export interface ClientAuthenticationProps {
  /**
   * The root certificates of the certificate authorities (CAs) that you trust, each in PEM format. Clients whose
   * certificates are issued by one of them, or by an intermediate CA below it, are let in. A certificate is public, and a
   * private key is refused. The list can only be empty if `allowlistedCertificates` has certificates.
   */
  readonly trustAnchors: string[];
  /**
   * The certificates of intermediate CAs, each in PEM format, at most 100. You need them only for clients that do not
   * send them together with their own certificate.
   *
   * @default - Clients send the certificates of all intermediate CAs.
   */
  readonly intermediateCas?: string[];
  /**
   * Client certificates that are let in themselves, each in PEM format, at most 500. They can be self-signed, and they
   * are also accepted after they have expired.
   *
   * @default - Only the trust anchors decide which clients are let in.
   */
  readonly allowlistedCertificates?: string[];
  /**
   * What happens to clients that have no certificate, or one that is not valid. If you change this, a new server TLS
   * policy is created before the old one is deleted, so there is no outage.
   *
   * @default ClientValidationMode.REJECT_INVALID
   */
  readonly clientValidationMode?: ClientValidationMode;
  /**
   * A description of the trust config, shown in the Google Cloud console.
   *
   * @default - The trust config has no description.
   */
  readonly description?: string;
  /**
   * The name of the trust config and of the server TLS policy in Google Cloud, 1 to 63 characters. If you import existing
   * ones into Terraform, set this to their name. If you set the name yourself, change it together with
   * `clientValidationMode` and with the labels of the stack, and if you remove the description, all trust anchors or all
   * allowlisted certificates: Google cannot change these in place.
   *
   * @default - The names are made from the construct's path, and digests of what cannot be changed in place.
   */
  readonly name?: string;
}

/**
 * The authentication of clients by certificates (mutual TLS): which certificates a load balancer accepts, and what happens
 * to clients without one. By default, only clients with a valid certificate can connect.
 *
 * It creates a trust config of Certificate Manager and a server TLS policy. Pass it to `clientAuthentication` of an
 * `ApplicationLoadBalancer`. It counts for all hosts of that load balancer.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/mtls
 */
export class ClientAuthentication extends Construct implements IClientAuthentication {
  /**
   * References an existing server TLS policy by its id, such as
   * `projects/acme-web-prod/locations/global/serverTlsPolicies/partners`.
   */
  public static fromServerTlsPolicyId(scope: Construct, id: string, serverTlsPolicyId: string): IClientAuthentication {
    class Import extends Construct implements IClientAuthentication {
      public readonly serverTlsPolicyId = serverTlsPolicyId;
    }
    const imported = new Import(scope, id);
    judge(imported, ["ClientAuthentication.fromServerTlsPolicyId", { serverTlsPolicyId }]);
    return imported;
  }

  /** The Terraform resource of the server TLS policy. */
  public readonly resource: NetworkSecurityServerTlsPolicy;
  /** The Terraform resource of the trust config. */
  public readonly trustConfig: CertificateManagerTrustConfig;
  /** The name of the server TLS policy in Google Cloud. */
  public readonly serverTlsPolicyName: string;

  public constructor(scope: Construct, id: string, props: ClientAuthenticationProps) {
    props = shaped("ClientAuthentication", scope, id, props);
    super(scope, id);
    judge(this, ["ClientAuthentication", props]);
    const mode: ClientValidationModeName = props.clientValidationMode ?? ClientValidationMode.REJECT_INVALID;
    const trustConfig = makeNamed(CertificateManagerTrustConfig, this, trustConfigOf(props), "TrustConfig");
    const { resource, name } = makeNamed(NetworkSecurityServerTlsPolicy, this, {
      name: props.name,
      mtlsPolicy: { clientValidationMode: mode, clientValidationTrustConfig: trustConfig.resource.id },
      identity: {
        mtlsPolicy: {
          clientValidationMode: mode,
          // Google changes no labels of a policy in place
          clientValidationTrustConfig: `${trustConfig.name} ${defaultLabelsOf(this)}`,
        },
      },
      lifecycle: { ...CREATE_BEFORE_DESTROY, ignoreChanges: [ANSWERED_DIFFERENTLY] },
    });
    this.trustConfig = trustConfig.resource;
    this.resource = resource;
    this.serverTlsPolicyName = name;
  }

  /** The id of the server TLS policy. */
  public get serverTlsPolicyId(): string {
    return withoutStackTraces(this, () => this.resource.id);
  }
}

function trustConfigOf(props: ClientAuthenticationProps) {
  const { name, description, trustAnchors, intermediateCas = [], allowlistedCertificates = [] } = props;
  const hasStore = trustAnchors.length > 0 || intermediateCas.length > 0;
  const store = { trustAnchors: certificates(trustAnchors), intermediateCas: certificates(intermediateCas) };
  return {
    name,
    location: "global",
    description,
    trustStores: hasStore ? [store] : undefined,
    allowlistedCertificates: certificates(allowlistedCertificates),
    lifecycle: CREATE_BEFORE_DESTROY,
  };
}

/** The blocks of certificates; nothing where there are none. */
function certificates(pems: readonly string[]) {
  return pems.length === 0 ? undefined : pems.map((pemCertificate) => ({ pemCertificate }));
}
