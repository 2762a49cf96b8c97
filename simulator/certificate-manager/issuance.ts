import { Cloud } from "../cloud";
import { isActive, postpone, provision } from "../compute/ssl-certificates";
import { lookUp } from "../dns/look-up";
import { child, JsonObject, text, texts } from "../json";

/** The DNS authorizations by which a certificate is issued; none where its load balancer is what Google looks at. */
export function authorizationsOf(certificate: JsonObject): string[] {
  return texts(child(certificate, "managed"), "dnsAuthorizations");
}

/** Issues the certificates whose DNS authorizations all have their record. They need no load balancer. */
export function issueByDns(cloud: Cloud): void {
  for (const [, certificate] of cloud.store.matching((path) => path.split("/").at(-2) === "certificates")) {
    const authorizations = authorizationsOf(certificate);
    if (authorizations.length === 0 || isActive(cloud, certificate)) continue;
    if (authorizations.every((path) => hasRecord(cloud, path))) provision(cloud, certificate);
    else postpone(certificate);
  }
}

/** Outside of the simulated zones, the operator makes the record that is asked for. */
function hasRecord(cloud: Cloud, authorization: string): boolean {
  const record = child(cloud.store.get(authorization), "dnsResourceRecord");
  const answer = lookUp(cloud, text(record, "name"), text(record, "type"));
  return answer?.values.includes(text(record, "data")) ?? true;
}
