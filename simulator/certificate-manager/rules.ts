import { createHash } from "node:crypto";
import { Cloud } from "../cloud";
import { isHostName } from "../compute/ssl-certificates";
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
  if (managed) checkManaged(cloud, managed);
}

function checkManaged(cloud: Cloud, managed: JsonObject): void {
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
}

/** Refuses what Google refuses of a map's entry. */
export function checkEntry(cloud: Cloud, path: string, entry: JsonObject): void {
  const hostname = text(entry, "hostname");
  if ((hostname === "") === (text(entry, "matcher") === "")) {
    throw refused("exactly one of hostname and matcher must be set");
  }
  if (hostname !== "" && !isHostName(hostname.replace(/^\*\./, ""))) throw refused(`invalid hostname "${hostname}"`);
  const certificates = texts(entry, "certificates");
  if (certificates.length === 0 || certificates.length > 4) throw refused("from 1 to 4 certificates must be set");
  for (const certificate of certificates) {
    if (!certificate.startsWith(`${path.split("/").slice(0, 2).join("/")}/`)) {
      throw refused(`invalid certificate name "${certificate}"`);
    }
    find(cloud, certificate);
  }
  checkOnlyEntry(cloud, path, entry);
  entry.state = "ACTIVE";
}

/** A map has one entry for a hostname, and one primary entry. */
function checkOnlyEntry(cloud: Cloud, path: string, entry: JsonObject): void {
  const same = cloud.store
    .list(path.slice(0, path.lastIndexOf("/")))
    .find(
      ([other, { hostname, matcher }]) => other !== path && hostname === entry.hostname && matcher === entry.matcher,
    );
  if (!same) return;
  const host = text(entry, "hostname") || text(entry, "matcher");
  const message = `the certificate map already has the entry '${same[0]}' for ${host}`;
  throw new ApiError(409, "ALREADY_EXISTS", "alreadyExists", message);
}

/** Refuses what Google refuses of a DNS authorization, and says what record it wants. */
export function checkDnsAuthorization(_cloud: Cloud, path: string, authorization: JsonObject): void {
  const domain = text(authorization, "domain");
  if (domain === "" || domain.includes("*")) throw refused("domain must be set and must not contain a wildcard");
  if (!isHostName(domain) || domain.endsWith(".")) throw refused(`invalid domain "${domain}"`);
  authorization.type ??= "FIXED_RECORD";
  const digestOf = (given: string) => createHash("sha256").update(given).digest("hex");
  const data = digestOf(path).slice(0, 32);
  const own = authorization.type === "PER_PROJECT_RECORD" ? `_${digestOf(path.split("/")[1]).slice(0, 16)}` : "";
  authorization.dnsResourceRecord = {
    name: `_acme-challenge${own}.${domain}.`,
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
