import { createPrivateKey, X509Certificate } from "node:crypto";
import { Cloud } from "../cloud";
import { ApiError, invalidField, required } from "../errors";
import { child, isObject, JsonObject, number, text, texts } from "../json";
import { Change, Collection } from "./collection";

const issuedAt = "_issuedAt";

/** Classic certificates, managed by Google or by the user. */
export const sslCertificates: Collection = {
  name: "sslCertificates",
  noun: "ssl_certificate",
  kind: "compute#sslCertificate",
  immutable: ["name", "managed", "certificate", "type"],
  complete,
  check: ({ resource }) => (text(resource, "type") === "MANAGED" ? checkManaged(resource) : undefined),
  present: (cloud, _path, resource) => {
    const managed = child(resource, "managed");
    if (!managed) return { privateKey: undefined };
    const status = isActive(cloud, resource) ? "ACTIVE" : "PROVISIONING";
    const domains = texts(managed, "domains");
    return { managed: { ...managed, status, domainStatus: Object.fromEntries(domains.map((name) => [name, status])) } };
  },
};

/** Whether browsers are given the certificate. */
export function isActive(cloud: Cloud, certificate: JsonObject): boolean {
  if (!child(certificate, "managed")) return true;
  const issued = number(certificate, issuedAt);
  return issued !== undefined && cloud.clock.now() >= issued;
}

/** Certificate Manager shows no names of its own: there they are read from the certificate. */
function subjectNames(certificate: JsonObject): string[] {
  const pem = text(certificate, "pemCertificate");
  return pem === "" ? texts(certificate, "subjectAlternativeNames") : namesIn(readCertificate(pem));
}

function namesIn(certificate: X509Certificate): string[] {
  const names = (certificate.subjectAltName ?? "").split(", ").filter((name) => name.startsWith("DNS:"));
  return names.map((name) => name.slice("DNS:".length));
}

/** Sets when a managed certificate becomes ACTIVE, once what Google waits for is there. */
export function provision(cloud: Cloud, certificate: JsonObject): void {
  certificate[issuedAt] ??= cloud.clock.now() + cloud.certificateSeconds * 1000;
}

/** Google waits again, since what it waits for is gone. */
export function postpone(certificate: JsonObject): void {
  delete certificate[issuedAt];
}

/** The domains that a certificate is for. */
export function domainsOf(certificate: JsonObject): string[] {
  const managed = child(certificate, "managed");
  return managed ? texts(managed, "domains") : subjectNames(certificate);
}

function complete({ resource }: Change): void {
  const selfManaged = child(resource, "selfManaged");
  resource.type ??= isObject(resource.managed) ? "MANAGED" : "SELF_MANAGED";
  if (resource.type === "MANAGED") return;
  const pem = text(resource, "certificate") || text(selfManaged, "certificate");
  const key = text(resource, "privateKey") || text(selfManaged, "privateKey");
  if (pem === "") throw required("resource.certificate");
  if (key === "") throw required("resource.privateKey");
  const certificate = readCertificate(pem);
  checkKey(certificate, key);
  resource.certificate = pem;
  resource.selfManaged = { certificate: pem };
  delete resource.privateKey;
  resource.expireTime = new Date(certificate.validTo).toISOString();
  resource.subjectAlternativeNames = namesIn(certificate);
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    const message = "The SSL certificate could not be parsed.";
    throw new ApiError(400, "INVALID_ARGUMENT", "sslCertificateCouldNotParseCert", message);
  }
}

function checkKey(certificate: X509Certificate, pem: string): void {
  let matches = false;
  try {
    matches = certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    const message = "The SSL key could not be parsed.";
    throw new ApiError(400, "INVALID_ARGUMENT", "sslCertificateCouldNotParseKey", message);
  }
  if (matches) return;
  const message = "The SSL certificate and key do not match.";
  throw new ApiError(400, "INVALID_ARGUMENT", "sslCertificateDoesNotMatchKey", message);
}

/** A full host name: letters, digits and hyphens between the dots, and a last part that is no number. */
export function isHostName(domain: string): boolean {
  return domain.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?\.?$/i.test(domain);
}

function checkManaged(resource: JsonObject): void {
  const domains = texts(child(resource, "managed"), "domains");
  const field = "resource.managed.domains";
  if (domains.length === 0) throw required(field);
  if (domains.length > 100) throw invalidField(field, "", "At most 100 domains are allowed.");
  const wildcard = domains.find((domain) => domain.includes("*"));
  if (wildcard !== undefined) throw invalidField(field, wildcard, "Wildcard domains are not supported.");
  const wrong = domains.find((domain) => !isHostName(domain));
  if (wrong !== undefined) throw invalidField(field, wrong, "Invalid domain name specified.");
  if (domains[0].length > 64) throw invalidField(field, domains[0], "The first domain must have at most 64 bytes.");
}
