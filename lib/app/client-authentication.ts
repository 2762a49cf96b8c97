/** Mutual TLS: which target HTTPS proxies ask clients for certificates, and whose certificates they accept. */
import { Resource } from "./stack";
import { blocks } from "./terraform-json";
import { SERVER_TLS_POLICY, TRUST_CONFIG } from "./types";
import { Block, blockOf, isSet, knownText } from "./values";

/** How the clients of a target HTTPS proxy are authenticated. */
export interface ClientAuthentication {
  /** The server TLS policy, where the app creates it. */
  readonly policy: Resource | undefined;
  /** What happens to clients without a valid certificate; nothing where it is not known. */
  readonly mode: string | undefined;
  /** Whose certificates are accepted, where the app creates it. */
  readonly trustConfig: Resource | undefined;
}

/** How the clients of a target HTTPS proxy are authenticated; nothing where they are not asked for a certificate. */
export function clientAuthenticationOf({ owner, config }: Resource): ClientAuthentication | undefined {
  if (!isSet(config, "server_tls_policy")) {
    return undefined;
  }
  const found = owner.find(config.server_tls_policy);
  const policy = found?.type === SERVER_TLS_POLICY && !found.existing ? found : undefined;
  const mtls = blockOf(policy?.config.mtls_policy);
  const trusted = policy?.owner.find(mtls.client_validation_trust_config);
  return {
    policy,
    mode: knownText(mtls, "client_validation_mode"),
    trustConfig: trusted?.type === TRUST_CONFIG && !trusted.existing ? trusted : undefined,
  };
}

/** The lists of certificates of a trust config. */
export type CertificateList = "trust_anchors" | "intermediate_cas" | "allowlisted_certificates";

/** The blocks of a list of a trust config. */
export function certificateBlocks(config: Block, list: CertificateList): readonly Block[] {
  const holders = list === "allowlisted_certificates" ? [config] : blocks(config.trust_stores);
  return holders.flatMap((holder) => blocks(holder[list]));
}
