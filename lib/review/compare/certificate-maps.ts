/** The steps from certificates to a certificate map and back, and what happens to the entries of maps. */
import { entriesOf, mapOf, stageOf } from "../../app/certificates";
import { Resource } from "../../app/stack";
import { CERTIFICATE_MAP, CERTIFICATE_MAP_ENTRY, HTTPS_PROXY } from "../../app/types";
import { blockOf, isSet, isTrue, text, texts } from "../../app/values";
import { Certificate, coveringCertificates } from "../certificates";
import { labelOfValue } from "../labels";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { listed } from "../values";
import { Change, Pair, changed, dangerous } from "./change";
import { Versions, addressMap, isReplaced } from "./context";
import { sameAddress } from "./replaced";

/** A load balancer that gets a certificate map instead of its certificates, or the other way round. */
export interface MapStep {
  readonly changes: readonly Change[];
}

/** Where the certificates of a target HTTPS proxy come from. */
interface Source {
  readonly hasMap: boolean;
  readonly hasOwn: boolean;
}

const UNTIL = "visitors get a certificate error until Google has issued the new ones";
/** What to check of certificates that Google issues and that serve alone from now on. */
export const ACTIVE =
  "Check before the apply that Google shows them as ACTIVE: without an active certificate, visitors get a certificate error";

/** What a load balancer does in the step that its target proxy takes; nothing where it takes none. */
export function mapStepOf(versions: Versions, match: Pair<LoadBalancer>): MapStep | undefined {
  const proxies = match.after.frontEnds.flatMap(({ proxy }) => proxy ?? []);
  const proxy = sameAddress(versions.before, versions.after).find(
    ({ after }) => after.type === HTTPS_PROXY && proxies.includes(after) && !isReplaced(versions, after),
  );
  if (proxy === undefined) {
    return undefined;
  }
  const [was, is] = [sourceOf(proxy.before), sourceOf(proxy.after)];
  if (was.hasMap === is.hasMap || !(was.hasMap ? is.hasOwn : was.hasOwn)) {
    return undefined;
  }
  const served = match.before.domains.filter((domain) =>
    [match.before, match.after].every(({ certificates }) => coveringCertificates(certificates, domain).length > 0),
  );
  return { changes: is.hasMap ? toMap(versions, match, proxy, served) : fromMap(versions, match, proxy, served) };
}

function sourceOf({ config }: Resource): Source {
  return { hasMap: isSet(config, "certificate_map"), hasOwn: isSet(config, "ssl_certificates") };
}

function toMap(
  versions: Versions,
  { after }: Pair<LoadBalancer>,
  proxy: Pair<Resource>,
  served: readonly string[],
): Change[] {
  const map = mapWords(proxy.after);
  const isPrepared = stageOf(proxy.before.config) === "PREPARE" || existed(versions, mapOf(proxy.after));
  if (!sourceOf(proxy.after).hasOwn) {
    const first = isPrepared ? "" : "the map created but not attached (PREPARE), then ";
    return [
      dangerous(
        `target proxy ${code(proxy.after.name)} gets ${map} and loses its certificates in one apply, which Google refuses (412). Keep the certificates, and go on in separate applies: ${first}both on the proxy (ATTACH), then the map alone (FINISH)`,
      ),
    ];
  }
  const fresh = issuedLater(versions, after, served);
  const hosts = listed(served.map(code));
  return fresh.length > 0
    ? [
        dangerous(
          `${map} is attached in the apply that creates its certificates, and the certificates beside it serve nobody: ${UNTIL}, for ${listed(fresh.map(code))}. Create the map first without attaching it (PREPARE), and attach it when Google shows its certificates as ACTIVE`,
        ),
      ]
    : served.length === 0
      ? []
      : [changed(`${hosts}: the certificates now come from ${map}. ${ACTIVE}`)];
}

function fromMap(
  versions: Versions,
  { after }: Pair<LoadBalancer>,
  proxy: Pair<Resource>,
  served: readonly string[],
): Change[] {
  const map = mapWords(proxy.before);
  const labels = listed(after.certificates.map(({ label }) => label));
  if (!sourceOf(proxy.before).hasOwn && after.certificates.some(({ isIssuedLater }) => isIssuedLater)) {
    return [
      dangerous(
        `${map} is removed and replaced with ${labels} in one apply: ${UNTIL}. Add the certificates beside the map first (ATTACH), and remove the map in a second apply when they are ACTIVE`,
      ),
    ];
  }
  if (losesEntriesFirst(versions, proxy)) {
    return [
      dangerous(
        `${map} is removed, and Terraform deletes its entries before the target proxy lets go of it: visitors get a certificate error meanwhile. Remove it from the proxy first, and delete the map in a second apply`,
      ),
    ];
  }
  return served.length === 0
    ? []
    : [
        changed(
          `${listed(served.map(code))}: the certificates are ${labels} again, instead of those of ${map}. ${ACTIVE}`,
        ),
      ];
}

/** Whether entries go before the proxy lets go of them: it does not wait for them, or they are not created first. */
function losesEntriesFirst({ before, after }: Versions, proxy: Pair<Resource>): boolean {
  const map = mapOf(proxy.before);
  const present = new Set(after.resources.map(({ type, id }) => `${type}.${id}`));
  const moves = addressMap(before, after);
  const address = ({ type, id }: Resource) => moves.get(`${type}.${id}`) ?? `${type}.${id}`;
  const waitsFor = texts(proxy.before.config.depends_on);
  // a plan does not say in which order it destroys
  return before.name !== undefined && map !== undefined
    ? entriesOf(map)
        .filter((entry) => !present.has(address(entry)))
        .some(
          ({ type, id, config }) =>
            !waitsFor.includes(`${type}.${id}`) || !isTrue(blockOf(config.lifecycle).create_before_destroy),
        )
    : false;
}

/** Of some domains those all of whose certificates Google has to issue first. */
function issuedLater(versions: Versions, { certificates }: LoadBalancer, domains: readonly string[]): string[] {
  return domains.filter((domain) =>
    coveringCertificates(certificates, domain).every((certificate) => isNew(versions, certificate)),
  );
}

/** Whether Google has to issue a certificate that this change creates. */
export function isNew({ before, replaced }: Versions, { resources, isIssuedLater }: Certificate): boolean {
  const isThere = (resource: Resource) =>
    before.ofType(resource.type).some(({ name }) => name === resource.name) &&
    !replaced.some((replacement) => replacement.after === resource);
  // one of Compute Engine is issued only where a proxy has it
  const mayBeIssued = resources.every(({ type }) => type.startsWith("google_certificate_manager_"));
  return isIssuedLater && !(mayBeIssued && resources.length > 0 && resources.every(isThere));
}

function existed({ before }: Versions, map: Resource | undefined): boolean {
  return map !== undefined && before.ofType(CERTIFICATE_MAP).some(({ name }) => name === map.name);
}

function mapWords({ owner, config }: Resource): string {
  return `certificate map ${labelOfValue(owner, config.certificate_map)}`;
}

/** Maps and entries that are replaced in a way that Google refuses, or that leaves visitors without a certificate. */
export function replacedMaps(versions: Versions): Change[] {
  const inUse = versions.before.ofType(HTTPS_PROXY).flatMap((proxy) => mapOf(proxy) ?? []);
  return [
    ...versions.replaced
      .filter(({ before }) => inUse.includes(before) && versions.before.name !== undefined)
      .filter(
        ({ before, after }) =>
          before.name === after.name || !isTrue(blockOf(after.config.lifecycle).create_before_destroy),
      )
      .map(({ after }) =>
        dangerous(
          `certificate map ${code(after.name)} is replaced while a target proxy uses it, and Terraform destroys the old one first, which Google refuses. Give the map ${code("create_before_destroy")} and another name`,
        ),
      ),
    ...repeatedHosts(versions),
  ];
}

/** Entries for the host of an entry that goes: a map has one entry for a host. */
function repeatedHosts(versions: Versions): Change[] {
  const host = ({ owner, config }: Resource) =>
    `${owner.identityOf(config.map)} ${text(config.hostname) ?? text(config.matcher)}`;
  const former = new Map(versions.before.ofType(CERTIFICATE_MAP_ENTRY).map((entry) => [host(entry), entry]));
  const kept = new Set(
    sameAddress(versions.before, versions.after)
      .filter(({ after }) => !isReplaced(versions, after))
      .map(({ after }) => after),
  );
  return versions.after
    .ofType(CERTIFICATE_MAP_ENTRY)
    .filter((entry) => !kept.has(entry) && former.has(host(entry)))
    .map(({ name, config }) =>
      dangerous(
        `the entry of the certificate map for ${config.hostname === undefined ? "all other hosts" : code(text(config.hostname) ?? "")} is replaced by ${code(name)}, but a map has one entry for a host: Google refuses the new one while the old one is there, and without the old one visitors get a certificate error. Keep the name and the address of the entry`,
      ),
    );
}
