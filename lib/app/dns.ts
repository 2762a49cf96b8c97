/** Record sets of Cloud DNS, and the zones they are in. */
import { Resource, Stack } from "./stack";
import { DNS_AUTHORIZATION, DNS_ZONE } from "./types";
import { Block, blockOf, isExpression, text, texts } from "./values";

/** A zone of Cloud DNS. */
export interface Zone {
  /** What is the same for the same zone of a project. */
  readonly identity: string;
  /** Its domain in lower case, with its final dot; nothing where it is unknown. */
  readonly dnsName: string | undefined;
}

/** A record set: all values of one name and type. */
export interface RecordSet {
  readonly resource: Resource;
  readonly zone: Zone;
  /** In lower case, with its final dot; nothing where only Terraform knows it. */
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly values: readonly string[];
}

/** What a DNS authorization says of the record that it wants, as an expression names it. */
const OF_AUTHORIZATION = /^(.+)\.dns_resource_record(?:\[0\]|\.0)\.(name|type|data)$/;

/** What the arguments of a `google_dns_record_set` say. */
export function recordSetOf(resource: Resource): RecordSet {
  const { owner, config } = resource;
  const name = written(owner, config.name);
  return {
    resource,
    zone: zoneOf(resource),
    name: name?.toLowerCase(),
    type: written(owner, config.type),
    values: texts(config.rrdatas),
  };
}

function zoneOf({ owner, stack, project, config }: Resource): Zone {
  const given = text(config.managed_zone) ?? "";
  const name = given.slice(given.lastIndexOf("/") + 1);
  const place = project.includes(" ") ? "global" : `projects/${project}/global`;
  const made = owner.find(given) ?? owner.find(`${place}/managedZones/${name}`);
  const isKnown = made !== undefined || !isExpression(given);
  const declared = text(blockOf(config["//"]).dns_name);
  const dnsName = declared ?? (made?.type === DNS_ZONE ? written(owner, made.config.dns_name) : undefined);
  return {
    identity: `${made?.project ?? project} ${text(made?.config.name) ?? name}${isKnown ? "" : ` of ${stack}`}`,
    dnsName: dnsName === undefined ? undefined : withDot(dnsName),
  };
}

/** What the name of a domain's record for a DNS authorization begins with. */
const CHALLENGE = "_acme-challenge.";

/** The name below a domain that proves who owns it. */
export function challengeOf(domain: string): string {
  return `${CHALLENGE}${domain}`;
}

/** The domain that such a name proves to be owned. */
export function ownerOfChallenge(name: string): string {
  return name.startsWith(CHALLENGE) ? name.slice(CHALLENGE.length) : name;
}

/** The DNS authorization that says the value of a record. */
export function authorizationBehind(stack: Stack, value: string): Resource | undefined {
  const [, code, attribute] = OF_AUTHORIZATION.exec(/^\$\{(.*)\}$/.exec(value)?.[1] ?? "") ?? [];
  return attribute === "data" ? authorizationAt(stack, code) : undefined;
}

/** The name of the record that a DNS authorization wants; nothing where only Google knows it. */
export function challengeName({ owner, config }: Resource): string | undefined {
  const domain = written(owner, config.domain);
  return domain === undefined || !hasFixedRecord(config) ? undefined : withDot(challengeOf(domain));
}

/** Whether an authorization's record has the same name in all projects. */
export function hasFixedRecord({ type, location }: Block): boolean {
  const byDefault = (text(location) ?? "global") === "global" ? "FIXED_RECORD" : "PER_PROJECT_RECORD";
  return (text(type) ?? byDefault) === "FIXED_RECORD";
}

/** A name in lower case, with a final dot. */
export function withDot(name: string): string {
  return `${name.toLowerCase().replace(/\.$/, "")}.`;
}

/** A text in which what the app knows of zones and authorizations stands instead of its expressions. */
function written(stack: Stack, value: unknown): string | undefined {
  const filled = text(value)?.replace(/\$\{([^{}]*)\}/g, (whole, code: string) => attributeAt(stack, code) ?? whole);
  return filled === undefined || isExpression(filled) ? undefined : filled;
}

function attributeAt(stack: Stack, code: string): string | undefined {
  const [, authorization, attribute] = OF_AUTHORIZATION.exec(code) ?? [];
  if (authorization !== undefined) {
    const found = authorizationAt(stack, authorization);
    return attribute === "type" ? "CNAME" : attribute === "name" ? found && challengeName(found) : undefined;
  }
  const [, argument] = /\.(dns_name|domain)$/.exec(code) ?? [];
  const found = argument === undefined ? undefined : stack.find(`\${${code}}`);
  const known = found && [DNS_ZONE, DNS_AUTHORIZATION].includes(found.type) ? text(found.config[argument]) : undefined;
  return known === undefined || isExpression(known) ? undefined : known;
}

function authorizationAt(stack: Stack, code: string): Resource | undefined {
  const found = stack.find(`\${${code}.id}`);
  return found?.type === DNS_AUTHORIZATION ? found : undefined;
}
