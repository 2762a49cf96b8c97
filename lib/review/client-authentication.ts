import { X509Certificate } from "crypto";
import { CertificateList, certificateBlocks, clientAuthenticationOf } from "../app/client-authentication";
import { Resource } from "../app/stack";
import { blockOf, isExpression, text } from "../app/values";
import { labelOfValue } from "./labels";
import { code } from "./markdown";
import { listed } from "./values";

/** A certificate that decides which clients get in. */
export interface Trusted {
  /** A key that stays the same between two versions of a stack. */
  readonly identity: string;
  /** Its name for the reader. */
  readonly label: string;
}

/** What a target HTTPS proxy asks of its clients. */
export interface ClientCheck {
  /** The server TLS policy in words. */
  readonly policy: string;
  /** Whether clients need a valid certificate; undefined where only Terraform or Google knows it. */
  readonly isRequired: boolean | undefined;
  /** The certificates by which others are valid, or that are valid themselves. */
  readonly trusted: { readonly [list in CertificateList]: readonly Trusted[] };
}

/** What a proxy asks of its clients; nothing where it asks for no certificate. */
export function clientCheckOf(proxy: Resource | undefined): ClientCheck | undefined {
  const found = proxy && clientAuthenticationOf(proxy);
  if (proxy === undefined || found === undefined) {
    return undefined;
  }
  const mode = text(blockOf(found.policy?.config.mtls_policy).client_validation_mode);
  const trustedIn = (list: CertificateList) =>
    certificateBlocks(found.trustConfig?.config ?? {}, list).map(({ pem_certificate: pem }) =>
      trustedOf(text(pem) ?? ""),
    );
  return {
    policy: labelOfValue(proxy.owner, proxy.config.server_tls_policy),
    isRequired: mode === undefined || isExpression(mode) ? undefined : mode === "REJECT_INVALID",
    trusted: {
      trust_anchors: trustedIn("trust_anchors"),
      intermediate_cas: trustedIn("intermediate_cas"),
      allowlisted_certificates: trustedIn("allowlisted_certificates"),
    },
  };
}

/** What is asked of clients, in words. */
export function clientCheckWords({ policy, isRequired, trusted }: ClientCheck): string {
  if (isRequired === undefined) {
    return `decided by policy ${policy}`;
  }
  const { trust_anchors: anchors, allowlisted_certificates: allowlisted } = trusted;
  const valid = [
    ...(anchors.length > 0 ? [`issued by ${listed(anchors.map(({ label }) => label))}`] : []),
    ...(allowlisted.length > 0 ? [`itself in the list ${listed(allowlisted.map(({ label }) => label))}`] : []),
  ];
  const which = valid.length === 0 ? "" : `, ${valid.join(", or ")}`;
  return isRequired ? `required${which}` : `asked for, but **not required**${which}: the services must check it`;
}

function trustedOf(pem: string): Trusted {
  if (isExpression(pem)) {
    return { identity: pem, label: code(pem) };
  }
  try {
    const { subject, fingerprint256 } = new X509Certificate(pem);
    const name = /^CN=(.*)$/m.exec(subject)?.[1] ?? (subject ? subject.replace(/\n/g, ", ") : "a certificate");
    return { identity: fingerprint256, label: `${code(name)} (SHA-256 ${fingerprint256.slice(0, 11)}…)` };
  } catch {
    return { identity: pem, label: "a certificate that cannot be read" };
  }
}
