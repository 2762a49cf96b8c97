import { X509Certificate } from "node:crypto";
import { Cloud } from "../cloud";
import { pathOfReference } from "../compute/paths";
import { child, children, JsonObject, text, texts } from "../json";
import { projectId } from "../resource-manager/projects";

/** A connection without a client certificate. */
export const NO_CERTIFICATE = "none";
/** A client certificate that no trust config knows. */
export const UNKNOWN_CERTIFICATE = "unknown";

/** Extended key usage for client authentication. */
const CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
const ANY_USAGE = "2.5.29.37.0";
const MOST_INTERMEDIATES = 10;

/** What a load balancer makes of a client's certificate. */
export interface Verdict {
  /** Whether the connection is closed. */
  readonly isRefused: boolean;
  readonly isPresent: boolean;
  readonly isVerified: boolean;
  /** Empty where the certificate is verified, or where nobody asks for one. */
  readonly error: string;
}

/** The certificates against which clients are checked. */
interface Trust {
  readonly anchors: readonly X509Certificate[];
  readonly intermediates: readonly X509Certificate[];
  readonly allowlisted: readonly X509Certificate[];
}

/** Judges the certificate that a client presents, or that it presents none. */
export function judge(cloud: Cloud, policyPath: string | undefined, pem: string | undefined): Verdict {
  const mtls = policyPath === undefined ? undefined : child(cloud.store.get(policyPath), "mtlsPolicy");
  // who is not asked presents nothing
  if (!mtls) return { isRefused: false, isPresent: false, isVerified: false, error: "" };
  const error = pem === undefined ? "client_cert_not_provided" : errorOf(cloud, trustOf(cloud, mtls), pem);
  return {
    isRefused: error !== "" && text(mtls, "clientValidationMode") === "REJECT_INVALID",
    isPresent: pem !== undefined,
    isVerified: error === "",
    error,
  };
}

/**
 * The certificates with which clients are let in, by the name of the CA that issued them or by their own, where they are
 * on the list of those that are always accepted.
 */
export function acceptedCertificates(cloud: Cloud, policyPath: string | undefined): string[] {
  if (!judge(cloud, policyPath, undefined).isRefused) return [NO_CERTIFICATE, UNKNOWN_CERTIFICATE];
  const trust = trustOf(cloud, child(cloud.store.get(policyPath ?? ""), "mtlsPolicy"));
  const authorities = [...trust.anchors, ...trust.intermediates].filter(
    (each) => mayIssue(each) && isTrusted(cloud, trust, each),
  );
  return [...authorities, ...trust.allowlisted].map(nameOf);
}

/** The custom request headers of a backend service as the service gets them. */
export function requestHeaders(backend: JsonObject, verdict: Verdict): { readonly [name: string]: string } {
  const values: { readonly [variable: string]: string } = {
    client_cert_present: String(verdict.isPresent),
    client_cert_chain_verified: String(verdict.isVerified),
    client_cert_error: verdict.error,
  };
  const valueOf = (template: string) =>
    template.replace(/\{(\w+)\}/g, (whole, variable: string) => values[variable] ?? whole);
  const headers = texts(backend, "customRequestHeaders").map((header) => header.split(/:\s*(.*)/s));
  return Object.fromEntries(headers.map(([name, value]) => [name, valueOf(value)]));
}

function trustOf(cloud: Cloud, mtls: JsonObject | undefined): Trust {
  const config = cloud.store.get(trustConfigPath(cloud, text(mtls, "clientValidationTrustConfig")) ?? "");
  const stores = children(config, "trustStores");
  const read = (entries: readonly JsonObject[]) =>
    entries.map((entry) => new X509Certificate(text(entry, "pemCertificate")));
  return {
    anchors: read(stores.flatMap((store) => children(store, "trustAnchors"))),
    intermediates: read(stores.flatMap((store) => children(store, "intermediateCas"))),
    allowlisted: read(children(config, "allowlistedCertificates")),
  };
}

/** The path of a trust config that a policy names, by the id or the number of its project. */
export function trustConfigPath(cloud: Cloud, reference: string): string | undefined {
  const [projects, project, ...rest] = (pathOfReference(reference, "") ?? "").split("/");
  return project === undefined ? undefined : [projects, projectId(cloud, project), ...rest].join("/");
}

function errorOf(cloud: Cloud, trust: Trust, pem: string): string {
  const certificate = new X509Certificate(pem);
  if (trust.allowlisted.some((each) => each.fingerprint256 === certificate.fingerprint256)) return "";
  if (trust.anchors.length === 0) return "client_cert_validation_not_performed";
  const usages = certificate.keyUsage as readonly string[] | undefined;
  if (!usages?.includes(CLIENT_AUTHENTICATION)) return "client_cert_invalid_eku";
  return isTrusted(cloud, trust, certificate) ? "" : "client_cert_validation_failed";
}

/** Whether a chain of issuers leads from a certificate to a trust anchor. */
function isTrusted(cloud: Cloud, trust: Trust, certificate: X509Certificate, depth = 0): boolean {
  if (isExpired(cloud, certificate)) return false;
  if (trust.anchors.some((anchor) => anchor.fingerprint256 === certificate.fingerprint256)) return true;
  if (depth > MOST_INTERMEDIATES) return false;
  return [...trust.anchors, ...trust.intermediates]
    .filter((issuer) => mayIssue(issuer) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))
    .some(
      (issuer) => issuer.fingerprint256 !== certificate.fingerprint256 && isTrusted(cloud, trust, issuer, depth + 1),
    );
}

/** Whether clients with certificates of an issuer are let in: a CA, not for servers alone, with a key that Google takes. */
function mayIssue({ ca, keyUsage, publicKey }: X509Certificate): boolean {
  const usages = (keyUsage as readonly string[] | undefined) ?? [ANY_USAGE];
  const { namedCurve = "", modulusLength = 0 } = publicKey.asymmetricKeyDetails ?? {};
  const isStrong = ["prime256v1", "secp384r1"].includes(namedCurve) || (modulusLength >= 2048 && modulusLength <= 4096);
  return ca && [CLIENT_AUTHENTICATION, ANY_USAGE].some((usage) => usages.includes(usage)) && isStrong;
}

/** Whether it is valid yet is not asked, since the simulated time may be before the day on which it was made. */
function isExpired(cloud: Cloud, certificate: X509Certificate): boolean {
  return Date.parse(certificate.validTo) < cloud.clock.now();
}

/** The common name, or the whole subject; what follows `#` tells certificates of one name apart. */
function nameOf(certificate: X509Certificate): string {
  const [, name = certificate.subject.replaceAll("\n", ", ")] = /^CN=(.*)$/m.exec(certificate.subject) ?? [];
  return `${name}#${certificate.fingerprint256.replaceAll(":", "").slice(0, 8)}`;
}
