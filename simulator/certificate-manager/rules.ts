import { createHash } from "node:crypto";
import { Cloud } from "../cloud";
import { provision } from "../compute/ssl-certificates";
import { ApiError } from "../errors";
import { child, JsonObject, text, texts } from "../json";

/** Refuses what Google refuses of a certificate. */
export function checkCertificate(cloud: Cloud, _path: string, certificate: JsonObject): void {
  certificate.scope ??= "DEFAULT";
  const managed = child(certificate, "managed");
  const selfManaged = child(certificate, "selfManaged");
  if ((managed === undefined) === (selfManaged === undefined)) {
    throw refused("exactly one of managed and self_managed must be set");
  }
  if (selfManaged) certificate.pemCertificate = text(selfManaged, "pemCertificate");
  if (managed) checkManaged(cloud, certificate, managed);
}

function checkManaged(cloud: Cloud, certificate: JsonObject, managed: JsonObject): void {
  const domains = texts(managed, "domains");
  const authorizations = texts(managed, "dnsAuthorizations");
  if (domains.length === 0) throw refused("managed.domains must not be empty");
  if (authorizations.length > 0 && text(managed, "issuanceConfig") !== "") {
    throw refused("only one of dns_authorizations and issuance_config may be set");
  }
  if (authorizations.length === 0) {
    if (domains.length > 5) throw refused("at most 5 domains are allowed with load balancer authorization");
    const wildcard = domains.find((domain) => domain.startsWith("*."));
    if (wildcard !== undefined) throw refused(`wildcard domain ${wildcard} needs a DNS authorization`);
    return;
  }
  const covered = authorizations.map((path) => text(find(cloud, path), "domain"));
  const bare = domains.find((domain) => !covered.includes(domain.replace(/^\*\./, "")));
  if (bare !== undefined) throw refused(`domain ${bare} is not covered by a DNS authorization`);
  provision(cloud, certificate);
}

/** Refuses what Google refuses of a map's entry. */
export function checkEntry(cloud: Cloud, _path: string, entry: JsonObject): void {
  if ((text(entry, "hostname") === "") === (text(entry, "matcher") === "")) {
    throw refused("exactly one of hostname and matcher must be set");
  }
  const certificates = texts(entry, "certificates");
  if (certificates.length === 0 || certificates.length > 4) throw refused("from 1 to 4 certificates must be set");
  for (const path of certificates) find(cloud, path);
  entry.state = "ACTIVE";
}

/** Refuses what Google refuses of a DNS authorization, and says what record it wants. */
export function checkDnsAuthorization(_cloud: Cloud, path: string, authorization: JsonObject): void {
  const domain = text(authorization, "domain");
  if (domain === "" || domain.includes("*")) throw refused("domain must be set and must not contain a wildcard");
  authorization.type ??= "FIXED_RECORD";
  const data = createHash("sha256").update(path).digest("hex").slice(0, 32);
  authorization.dnsResourceRecord = {
    name: `_acme-challenge.${domain}.`,
    type: "CNAME",
    data: `${data}.0.authorize.certificatemanager.goog.`,
  };
}

/** The resource at a path, or 404. */
export function find(cloud: Cloud, path: string): JsonObject {
  const resource = cloud.store.get(path);
  if (resource) return resource;
  throw new ApiError(404, "NOT_FOUND", "notFound", `Resource '${path}' was not found`);
}

/** A refusal in the form of this API. */
export function refused(message: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "badRequest", message);
}
