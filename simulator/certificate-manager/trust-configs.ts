import { X509Certificate } from "node:crypto";
import { Cloud } from "../cloud";
import { children, JsonObject, text } from "../json";
import { trustConfigPath } from "../network-security/client-certificates";
import { refused } from "./rules";

const MOST_BYTES = 5000;
const pem = /^\s*-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/;

/** Refuses what Google refuses of a trust config. */
export function checkTrustConfig(_cloud: Cloud, _path: string, config: JsonObject): void {
  const stores = children(config, "trustStores");
  if (stores.length > 1) throw refused("at most one trust store is allowed");
  for (const store of stores) {
    if (children(store, "trustAnchors").length === 0) throw refused("a trust store needs at least one trust anchor");
  }
  const fields = ["trustAnchors", "intermediateCas"];
  const inStores = stores.flatMap((store) => fields.flatMap((field) => children(store, field)));
  for (const entry of [...inStores, ...children(config, "allowlistedCertificates")])
    checkPem(text(entry, "pemCertificate"));
}

/** The policies that name a trust config, by its path or by the number of its project. */
export function usersOfTrustConfig(cloud: Cloud, path: string): string[] {
  const policies = cloud.store.matching((candidate) => candidate.split("/").at(-2) === "serverTlsPolicies");
  const named = ({ mtlsPolicy }: JsonObject) =>
    text(mtlsPolicy as JsonObject | undefined, "clientValidationTrustConfig");
  return policies.filter(([, policy]) => trustConfigPath(cloud, named(policy)) === path).map(([user]) => user);
}

function checkPem(certificate: string): void {
  if (Buffer.byteLength(certificate) > MOST_BYTES) throw refused(`a certificate may have at most ${MOST_BYTES} bytes`);
  try {
    if (pem.test(certificate) && new X509Certificate(certificate)) return;
  } catch {
    // as if it were no PEM at all
  }
  throw refused("pem_certificate must be one X.509 certificate in PEM");
}
