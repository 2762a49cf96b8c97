/** Certificate maps with their entries and certificates, in the whole app. */
import { contentOf, entriesOf, isForHost, mapOf, standardDomain, stageOf } from "../../app/certificates";
import { hasFixedRecord } from "../../app/dns";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import {
  CERTIFICATE_MANAGER_CERTIFICATE,
  CERTIFICATE_MAP_ENTRY,
  DNS_AUTHORIZATION,
  HTTPS_PROXY,
} from "../../app/types";
import { Block, isExpression, isSet, knownText, texts } from "../../app/values";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { mayBeAbsent } from "../absent";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";

type Proxy = Arguments<typeof HTTPS_PROXY>;

const GOOGLE = "//certificatemanager.googleapis.com/";
const MAP_LINK = new RegExp(`^${GOOGLE}projects/[^/]+/locations/global/certificateMaps/[^/]+$`);
const MAP_ID = /^(projects\/|\$\{google_certificate_manager_certificate_map\.[\w-]+\.id\}$)/;
/** A reference to a map that is not what Google wants, wherever it stands. */
const BARE_MAP = new RegExp(
  `^(${GOOGLE})?\\$\\{google_certificate_manager_certificate_map\\.[\\w-]+\\.name\\}$|${MAP_ID.source}`,
);

/** Certificates that have no effect because of a map, unless their proxy's comment says that they go in the next step. */
export function certificatesBesideMap(proxy: Proxy): Text[] {
  return isSet(proxy, "certificate_map") && isSet(proxy, "ssl_certificates") && stageOf(proxy) !== "ATTACH"
    ? [
        text`ssl_certificates has no effect beside certificate_map; remove ssl_certificates when the map covers all domains`,
      ]
    : [];
}

/** A map that is not named as Google wants it. */
export function mapLink(proxy: Proxy): Text[] {
  const { certificate_map: link } = proxy;
  if (typeof link !== "string" || link === "") {
    return [];
  }
  const isWrong = isExpression(link) ? BARE_MAP.test(link) : !MAP_LINK.test(link);
  const wayOut = MAP_ID.test(link)
    ? text`put ${GOOGLE} before it`
    : text`write it like ${GOOGLE}projects/my-project/locations/global/certificateMaps/my-map`;
  return isWrong
    ? [text`certificate_map must be the full name of a global certificate map, got ${given(link)}; ${wayOut}`]
    : [];
}

/** Domains of a managed certificate for which none of its DNS authorizations is. */
export function unauthorizedDomains(app: SynthesizedApp): Found[] {
  return app.ofType(CERTIFICATE_MANAGER_CERTIFICATE).flatMap((certificate) =>
    blocks(certificate.config.managed)
      .filter((managed) => isSet(managed, "dns_authorizations"))
      .flatMap((managed) => {
        const authorized = authorizedBy(certificate, managed);
        return texts(managed.domains)
          .filter((domain) => authorized !== undefined && !isExpression(domain))
          .map(standardDomain)
          .filter((domain) => !authorized?.includes(domain.replace(/^\*\./, "")))
          .map((domain) =>
            about(
              certificate,
              text`no DNS authorization of this certificate is for ${domain}, only for ${[...new Set(authorized)].join(", ")}; add an authorization of ${domain.replace(/^\*\./, "")} to dns_authorizations`,
            ),
          );
      }),
  );
}

/** The domains of the authorizations of a certificate; nothing where one is not known here. */
function authorizedBy(certificate: Resource, managed: Block): string[] | undefined {
  const domains = texts(managed.dns_authorizations).map((value) => {
    const found = certificate.owner.find(value);
    return found?.type === DNS_AUTHORIZATION ? knownText(found.config, "domain") : undefined;
  });
  return Array.isArray(managed.dns_authorizations) && domains.every((domain) => domain !== undefined)
    ? domains.map(standardDomain)
    : undefined;
}

/** Certificates in a map of a global load balancer that are for other products, or of a region. */
export function foreignCertificates(app: SynthesizedApp): Found[] {
  return app.ofType(CERTIFICATE_MAP_ENTRY).flatMap((entry) =>
    certificatesIn(entry).flatMap((certificate) => {
      const { config } = certificate;
      const [scope, location] = [knownText(config, "scope") ?? "DEFAULT", knownText(config, "location") ?? "global"];
      const what = [
        ...(scope === "DEFAULT" ? [] : [text`has scope ${scope}, which must be DEFAULT`]),
        ...(location === "global" ? [] : [text`is in ${location}, which must be global`]),
      ];
      return what.map((found) =>
        about(
          entry,
          text`a certificate map of a global load balancer cannot have ${paths([certificate])}, because it ${found}; use a global certificate with scope DEFAULT`,
        ),
      );
    }),
  );
}

/** Entries of one map for one host, or two primary ones. */
export function repeatedEntries(app: SynthesizedApp): Found[] {
  const byPlace = new Map<string, Resource>();
  return app
    .ofType(CERTIFICATE_MAP_ENTRY)
    .filter((entry) => !mayBeAbsent(entry))
    .flatMap((entry) => {
      const { owner, project, stack, config } = entry;
      const hostname = knownText(config, "hostname");
      const host = hostname === undefined ? knownText(config, "matcher") : standardDomain(hostname);
      const map = owner.identityOf(config.map);
      const ofMap = isExpression(map) ? `${stack} ${map}` : `${project} ${map}`;
      const key = `${ofMap} ${host}`;
      const first = byPlace.get(key);
      if (host === undefined || first === undefined) {
        byPlace.set(key, entry);
        return [];
      }
      const what = hostname === undefined ? "a primary entry" : text`an entry for ${hostname}`;
      return [
        about(
          entry,
          text`the certificate map already has ${what}, ${paths([first])}; put the certificates of both into one entry`,
        ),
      ];
    });
}

/** Entries none of whose certificates is for their host. */
export function uncoveredEntries(app: SynthesizedApp): Found[] {
  return app.ofType(CERTIFICATE_MAP_ENTRY).flatMap((entry) => {
    const hostname = knownText(entry.config, "hostname");
    const certificates = certificatesIn(entry);
    const domains = certificates.map((certificate) => contentOf(certificate).domains);
    const isRead =
      certificates.length > 0 &&
      certificates.length === texts(entry.config.certificates).length &&
      domains.every((each) => each !== undefined);
    const covered = domains.flatMap((each) => each ?? []);
    return hostname === undefined || !isRead || covered.some((domain) => isForHost(domain, standardDomain(hostname)))
      ? []
      : [
          about(
            entry,
            text`no certificate of the entry for ${hostname} covers it, only ${covered.join(", ") || "no domain"}, so browsers show a certificate error; use a certificate for ${hostname}`,
          ),
        ];
  });
}

/** Maps at a target proxy that have no entry. */
export function emptyMaps(app: SynthesizedApp): Found[] {
  const maps = new Set(app.ofType(HTTPS_PROXY).flatMap((proxy) => mapOf(proxy) ?? []));
  return [...maps]
    .filter((map) => entriesOf(map).length === 0 && !app.isExported(map))
    .filter((map) => app.users(map, CERTIFICATE_MAP_ENTRY).length === 0)
    .map((map) =>
      about(
        map,
        text`the certificate map has no entry, so browsers show a certificate error for every host; add domains, or an entry for each host`,
      ),
    );
}

/** Authorizations that want different values of one DNS record. */
export function repeatedAuthorizations(app: SynthesizedApp): Found[] {
  const byDomain = new Map<string, Resource>();
  return app
    .ofType(DNS_AUTHORIZATION)
    .filter((authorization) => !mayBeAbsent(authorization) && hasFixedRecord(authorization.config))
    .flatMap((authorization) => {
      const domain = knownText(authorization.config, "domain");
      const first = domain === undefined ? undefined : byDomain.get(standardDomain(domain));
      if (domain === undefined || first === undefined) {
        byDomain.set(standardDomain(domain ?? ""), authorization);
        return [];
      }
      const wayOut =
        first.project === authorization.project
          ? "use one authorization for all certificates"
          : "in several projects, use the type PER_PROJECT_RECORD";
      return [
        about(
          authorization,
          text`${paths([first])} is a DNS authorization of ${domain}, too, and both want their own value in the record _acme-challenge.${domain}, so only one of them becomes valid; ${wayOut}`,
        ),
      ];
    });
}

/** The certificates of an entry that the app creates. */
function certificatesIn(entry: Resource): Resource[] {
  return texts(entry.config.certificates)
    .flatMap((value) => entry.owner.find(value) ?? [])
    .filter(({ type, existing }) => type === CERTIFICATE_MANAGER_CERTIFICATE && !existing);
}
