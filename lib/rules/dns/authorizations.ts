/** The records that prove to Certificate Manager that one owns a domain. */
import { RecordSet, authorizationBehind, challengeName, withDot } from "../../app/dns";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { DNS_AUTHORIZATION } from "../../app/types";
import { isExpression, knownText } from "../../app/values";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { recordSets } from "./records";

/** In what Google's values end. */
const GOOGLE = ".authorize.certificatemanager.goog.";
/** What a record of a host can be without hiding it from visitors. */
const LEADING = ["A", "AAAA", "CNAME"];

/** Records of authorizations that do not say what Google looks for. */
export function wrongChallenges(app: SynthesizedApp): Found[] {
  const authorizations = app.ofType(DNS_AUTHORIZATION);
  return recordSets(app).flatMap((record) => {
    const [behind] = record.values.flatMap((value) => authorizationBehind(record.resource.owner, value) ?? []);
    const wanted = authorizations.filter((each) => record.name !== undefined && challengeName(each) === record.name);
    const problem = behind === undefined ? wrongValue(record, wanted) : wrongPlace(record, behind, wanted);
    return problem === undefined ? [] : [about(record.resource, problem)];
  });
}

/** The value of an authorization in the record of another name or type. */
function wrongPlace({ name, type }: RecordSet, behind: Resource, wanted: readonly Resource[]): Text | undefined {
  const place = challengeName(behind);
  if (type !== undefined && type !== "CNAME") {
    return text`the record of the DNS authorization ${paths([behind])} must have the type CNAME, got ${type}; write CNAME`;
  }
  const isElsewhere = name !== undefined && place !== undefined && name !== place;
  if (!isElsewhere) {
    return undefined;
  }
  return wanted.length > 0
    ? text`the value of this record is that of the DNS authorization ${paths([behind])}, but its name is that of ${paths(wanted)}, so Google never issues the certificate; write the name and the value of one authorization`
    : text`Google looks for the value of the DNS authorization ${paths([behind])} in ${place}, got the name ${name}; write that name`;
}

/** Another value in the record of an authorization. One that Google may have given is right. */
function wrongValue({ name, type, values }: RecordSet, wanted: readonly Resource[]): Text | undefined {
  const isWrong = values.some((value) => !isExpression(value) && !value.endsWith(GOOGLE));
  return wanted.length > 0 && type === "CNAME" && isWrong
    ? text`the value of ${name ?? ""} is ${given(values.join(", "))}, but Google looks for that of the DNS authorization ${paths(wanted)}; write its dns_resource_record[0].data`
    : undefined;
}

/** Hosts that a record below them hides from a wildcard record. */
export function hiddenHosts(app: SynthesizedApp): Found[] {
  const records = recordSets(app);
  return records.flatMap((record) => {
    const host = hostOf(record);
    const others = records.filter((other) => other.zone.identity === record.zone.identity && other !== record);
    const wildcards = parentsOf(host ?? "").map((parent) =>
      others.filter(({ name, type = "" }) => name === `*.${parent}` && LEADING.includes(type)),
    );
    const [wildcard] = wildcards.filter(({ length }) => length > 0);
    const isThere = others.some(
      (other) => other.name === host || (other.name === undefined && hostOf(other) === undefined),
    );
    return host === undefined || wildcard === undefined || isThere
      ? []
      : [
          about(
            record.resource,
            text`this record makes ${host} a name of its own, so the wildcard record ${paths(wildcard.map(({ resource }) => resource))} no longer answers for it, and visitors do not find ${host}; write an A record of ${host}, too`,
          ),
        ];
  });
}

/** The host that an authorization's record is for. */
function hostOf({ name, values, resource }: RecordSet): string | undefined {
  const [behind] = values.flatMap((value) => authorizationBehind(resource.owner, value) ?? []);
  const domain = behind && knownText(behind.config, "domain");
  return domain === undefined ? /^_acme-challenge[^.]*\.(.+)$/.exec(name ?? "")?.[1] : withDot(domain);
}

/** The domains above a name, the nearest first. */
function parentsOf(name: string): string[] {
  const labels = name.split(".");
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join("."));
}
