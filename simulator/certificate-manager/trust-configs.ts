import { X509Certificate } from "node:crypto";
import { Cloud } from "../cloud";
import { children, JsonObject, text } from "../json";
import { trustConfigPath } from "../network-security/client-certificates";
import { refused } from "./rules";

const MOST_BYTES = 5 * 1024;
const MOST_AUTHORITIES = 200;
const MOST_INTERMEDIATES = 100;
const MOST_OF_ONE_SUBJECT = 3;
const MOST_ALLOWLISTED = 500;
const SPKI = { type: "spki", format: "der" } as const;
const pem = /^\s*-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/;

/** Refuses what Google refuses of a trust config. */
export function checkTrustConfig(_cloud: Cloud, _path: string, config: JsonObject): void {
  const stores = children(config, "trustStores");
  if (stores.length > 1) throw refused("at most one trust store is allowed");
  const anchors = stores.flatMap((store) => children(store, "trustAnchors"));
  const intermediates = stores.flatMap((store) => children(store, "intermediateCas"));
  const allowlisted = children(config, "allowlistedCertificates");
  checkCount("trust anchors and intermediate CAs", anchors.length + intermediates.length, MOST_AUTHORITIES);
  checkCount("intermediate CAs", intermediates.length, MOST_INTERMEDIATES);
  checkCount("allowlisted certificates", allowlisted.length, MOST_ALLOWLISTED);
  [...anchors, ...allowlisted].forEach(readPem);
  const identities = intermediates
    .map(readPem)
    .map((each) => each.subject + each.publicKey.export(SPKI).toString("hex"));
  for (const identity of identities) {
    const alike = identities.filter((other) => other === identity).length;
    checkCount("intermediate CAs with one subject and key", alike, MOST_OF_ONE_SUBJECT);
  }
}

/** The policies that name a trust config, by its path or by the number of its project. */
export function usersOfTrustConfig(cloud: Cloud, path: string): string[] {
  const policies = cloud.store.matching((candidate) => candidate.split("/").at(-2) === "serverTlsPolicies");
  const named = ({ mtlsPolicy }: JsonObject) =>
    text(mtlsPolicy as JsonObject | undefined, "clientValidationTrustConfig");
  return policies.filter(([, policy]) => trustConfigPath(cloud, named(policy)) === path).map(([user]) => user);
}

function checkCount(what: string, count: number, most: number): void {
  if (count > most) throw refused(`at most ${most} ${what} are allowed`);
}

function readPem(entry: JsonObject): X509Certificate {
  const certificate = text(entry, "pemCertificate").trim();
  if (Buffer.byteLength(certificate) > MOST_BYTES) throw refused(`a certificate may have at most ${MOST_BYTES} bytes`);
  try {
    if (pem.test(certificate)) return new X509Certificate(certificate);
  } catch {
    // as if it were no PEM at all
  }
  throw refused("pem_certificate must be one X.509 certificate in PEM");
}
