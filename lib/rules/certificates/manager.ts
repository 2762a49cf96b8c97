/** Certificates, map entries and DNS authorizations of Certificate Manager, each by itself. */
import { CERTIFICATE_MANAGER_CERTIFICATE, CERTIFICATE_MAP_ENTRY, DNS_AUTHORIZATION } from "../../app/types";
import { isExpression, isSet, knownText, textsOf } from "../../app/values";
import { Arguments, ArgumentsAt } from "../arguments";
import { Fact, Text, argument, given, text } from "../text";
import { isKnown, oneOf, unique } from "../values";
import { MAX_DOMAINS, MAX_DOMAIN_LENGTH, isDomain } from "./domains";

/** Of a certificate that Google issues by way of the load balancer. */
export const MAX_DOMAINS_BY_LOAD_BALANCER = 5;
/** In characters, of a domain with a DNS authorization. */
export const MAX_AUTHORIZED_LENGTH = 237;
/** Of an entry. */
export const MAX_CERTIFICATES_OF_ENTRY = 4;
const PRIMARY = "PRIMARY";
const SCOPES = ["DEFAULT", "EDGE_CACHE", "ALL_REGIONS", "CLIENT_AUTH"];

type Certificate = Arguments<typeof CERTIFICATE_MANAGER_CERTIFICATE>;
type Managed = ArgumentsAt<typeof CERTIFICATE_MANAGER_CERTIFICATE, "managed">;
type Entry = Arguments<typeof CERTIFICATE_MAP_ENTRY>;
type Authorization = Arguments<typeof DNS_AUTHORIZATION>;

/** Domains of a managed certificate: too many, repeated, or such that Google refuses them. */
export function managerDomains(managed: Managed): Text[] {
  const { domains } = managed;
  const isAuthorized = isSet(managed, "dns_authorizations");
  const isValidated = isAuthorized || isSet(managed, "issuance_config");
  const max = isValidated ? MAX_DOMAINS : MAX_DOMAINS_BY_LOAD_BALANCER;
  const count = Array.isArray(domains) ? domains.length : undefined;
  const wayOut = isValidated
    ? "divide them among several certificates"
    : "use a DNS authorization for each of them, or several certificates";
  return [
    ...(count === 0 ? [text`a managed certificate needs a domain; list its domains`] : []),
    ...(count !== undefined && count > max
      ? [
          text`a managed certificate of Certificate Manager can have at most ${max} domains${isValidated ? "" : " without DNS authorization"}, got ${count}; ${wayOut}`,
        ]
      : []),
    ...textsOf(domains).flatMap((domain) =>
      wrongName("the domain of a certificate", domain, isAuthorized ? MAX_AUTHORIZED_LENGTH : MAX_DOMAIN_LENGTH),
    ),
    ...unique("a domain", domains, "remove one of them"),
  ];
}

/** Wildcards in a certificate that Google validates at the load balancer. */
export function unauthorizedWildcards(managed: Managed): Text[] {
  return isSet(managed, "dns_authorizations") || isSet(managed, "issuance_config")
    ? []
    : textsOf(managed.domains)
        .filter((domain) => isKnown(domain) && domain.startsWith("*."))
        .map(
          (domain) =>
            text`a managed certificate for a wildcard needs a DNS authorization, got ${given(domain)}; add a DNS authorization of ${domain.slice(2)} to dns_authorizations`,
        );
}

/** Two ways to validate a certificate. */
export function validatedTwice(managed: Managed): Text[] {
  return isSet(managed, "dns_authorizations") && isSet(managed, "issuance_config")
    ? [text`dns_authorizations and issuance_config exclude each other; remove one of them`]
    : [];
}

/** A certificate that is both managed and self-managed, or neither. */
export function kindOfCertificate(certificate: Certificate): Text[] {
  const [isManaged, isSelfManaged] = [isSet(certificate, "managed"), isSet(certificate, "self_managed")];
  return [
    ...(isManaged && isSelfManaged
      ? [text`a certificate is either managed or self_managed, and both are set; remove one of them`]
      : []),
    ...(!isManaged && !isSelfManaged
      ? [text`a certificate needs managed, for which Google issues it, or self_managed, with your own; set one of them`]
      : []),
    ...oneOf(argument("scope"), certificate.scope, SCOPES),
  ];
}

/** A DNS authorization for what no authorization can be for. */
export function authorizedDomain({ domain }: Authorization): Text[] {
  if (typeof domain !== "string" || !isKnown(domain)) {
    return [];
  }
  return domain.startsWith("*.")
    ? [
        text`the domain of a DNS authorization has no wildcard, got ${given(domain)}; write ${given(domain.slice(2))}, whose authorization is for the wildcard, too`,
      ]
    : wrongName("the domain of a DNS authorization", domain, MAX_AUTHORIZED_LENGTH);
}

/** An entry for a host and for all others at once, for neither, or for a host that cannot be. */
export function entryFor(entry: Entry): Text[] {
  const [hasHost, hasMatcher] = [isSet(entry, "hostname"), isSet(entry, "matcher")];
  const { hostname } = entry;
  return [
    ...(hasHost && hasMatcher
      ? [text`hostname and matcher exclude each other; remove matcher, or hostname for the primary entry`]
      : []),
    ...(!hasHost && !hasMatcher
      ? [text`an entry needs a host name, or the matcher ${PRIMARY} for the primary entry; set hostname or matcher`]
      : []),
    ...oneOf(argument("matcher"), entry.matcher, [PRIMARY]),
    ...(typeof hostname === "string" ? wrongName(argument("hostname"), hostname, MAX_DOMAIN_LENGTH) : []),
  ];
}

/** An entry with too many certificates, none, one twice, or one that is named wrongly. */
export function entryCertificates({ certificates }: Entry): Text[] {
  const count = Array.isArray(certificates) ? certificates.length : undefined;
  return [
    ...(count !== undefined && (count < 1 || count > MAX_CERTIFICATES_OF_ENTRY)
      ? [
          text`an entry must have 1 to ${MAX_CERTIFICATES_OF_ENTRY} certificates, got ${count}; ${count === 0 ? "add a certificate" : "remove those that are no longer needed"}`,
        ]
      : []),
    ...unqualified("a certificate of an entry", certificates, "certificates"),
    ...unique("a certificate of an entry", certificates, "remove one of them"),
  ];
}

/** An entry that names its map by more than its name. */
export function entryMap(entry: Entry): Text[] {
  const { map } = entry;
  const isId = typeof map === "string" && (/\.id\}$/.test(map) || (knownText(entry, "map")?.includes("/") ?? false));
  return isId
    ? [text`map must be the name of the certificate map, got ${given(map)}; write the name alone, not the id`]
    : [];
}

/** Authorizations that are named wrongly. */
export function namedAuthorizations({ dns_authorizations: authorizations }: Managed): Text[] {
  return unqualified("a DNS authorization of a certificate", authorizations, "dnsAuthorizations");
}

function unqualified(what: Fact, names: unknown, collection: string): Text[] {
  return textsOf(names)
    .filter((name) => isKnown(name) && name !== "" && !name.includes("/"))
    .map(
      (name) =>
        text`${what} must be named in full, got ${given(name)}; write it like projects/my-project/locations/global/${collection}/${name}`,
    );
}

/** A name that is no domain; a wildcard is one. */
function wrongName(what: Fact, name: string, max: number): Text[] {
  const bare = name.toLowerCase().replace(/^\*\./, "");
  if (isExpression(name) || name === "" || (isDomain(bare) && !bare.endsWith(".") && name.length <= max)) {
    return [];
  }
  const wayOut = bare.endsWith(".")
    ? text`write it without the final dot`
    : name.length > max
      ? text`shorten it to at most ${max} characters`
      : text`write it like app.example.com or *.example.com, without scheme, port and path`;
  return [text`${what} must be a full host name, got ${given(name)}; ${wayOut}`];
}
