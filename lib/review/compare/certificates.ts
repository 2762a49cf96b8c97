import { blocks } from "../../app/terraform-json";
import { CERTIFICATE_MANAGER_CERTIFICATE, MANAGED_CERTIFICATE, SSL_CERTIFICATE } from "../../app/types";
import { texts } from "../../app/values";
import { Certificate, coveringCertificates } from "../certificates";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { listed, unique } from "../values";
import { Change, Pair, added, changed, dangerous } from "./change";
import { MapStep, isNew, mapStepOf } from "./certificate-maps";
import { Versions } from "./context";
import { writesAddress } from "./dns";

const CERTIFICATES = [CERTIFICATE_MANAGER_CERTIFICATE, MANAGED_CERTIFICATE, SSL_CERTIFICATE];

/** Domains that are added and removed, and whether their visitors always get a certificate. */
export function compareDomains(versions: Versions): Change[] {
  const { pairs, gone, added: fresh } = versions.loadBalancers;
  return [
    ...pairs.flatMap(({ before, after }) => [
      ...lostDomains(versions, { before, after }, mapStepOf(versions, { before, after })),
      ...newDomains({ before, after }),
      ...goneHosts({ before, after }),
      ...unreadCertificates({ before, after }),
    ]),
    ...gone.map((loadBalancer) => goneLoadBalancer(versions, loadBalancer)),
    ...fresh.map(({ title, domains }) =>
      added(`load balancer ${code(title)} is new${domains.length === 0 ? "" : `, for ${names(domains)}`}`),
    ),
  ];
}

/** A load balancer that is removed, and what that means for the visitors of its domains. */
function goneLoadBalancer({ before, loadBalancers }: Versions, { title, domains, frontEnds }: LoadBalancer): Change {
  const others = [...loadBalancers.pairs.map(({ after }) => after), ...loadBalancers.added];
  const isElsewhere = (domain: string) => others.some((other) => other.domains.includes(domain));
  const [lost, moved] = [domains.filter((domain) => !isElsewhere(domain)), domains.filter(isElsewhere)];
  const effects = [
    ...(lost.length === 0 ? [] : [`visitors of ${names(lost)} no longer get an answer`]),
    ...(moved.length === 0 ? [] : [`visitors of ${names(moved)} need the address of another load balancer`]),
  ];
  const isWritten = frontEnds.some(({ address }) => writesAddress(before, address.identity));
  const advice = isWritten ? "" : ". Change or remove the DNS records of its addresses first";
  return dangerous(
    `load balancer ${code(title)} is removed${effects.length === 0 ? "" : `: ${listed(effects)}`}${advice}`,
  );
}

/** Whether visitors of a domain are served, as far as the certificates show. */
export function serves({ certificates, frontEnds }: LoadBalancer, domain: string): boolean {
  return (
    frontEnds.every(({ scheme }) => scheme !== "HTTPS") ||
    coveringCertificates(certificates, domain).length > 0 ||
    certificates.some(({ domains }) => domains === undefined)
  );
}

/** Domains whose visitors get another certificate, or none. A step to a certificate map or back is told once for all. */
function lostDomains(versions: Versions, { before, after }: Pair<LoadBalancer>, step?: MapStep): Change[] {
  const lost = unique([...before.domains, ...after.domains])
    .filter((domain) => coveringCertificates(before.certificates, domain).length > 0)
    .flatMap((domain) => {
      const former = coveringCertificates(before.certificates, domain);
      const present = coveringCertificates(after.certificates, domain);
      const unread = after.certificates.filter(({ domains }) => domains === undefined);
      if (present.length === 0 && unread.length > 0 && labels(unread) === labels(former)) {
        return [dangerous(`whether ${named(labels(former))} still covers ${code(domain)} is unknown in this stack`)];
      }
      if (present.length === 0) {
        return unread.length === 0
          ? [dangerous(`${code(domain)} no longer has a certificate: visitors get a certificate error`)]
          : [
              dangerous(
                `${code(domain)} no longer has certificate ${labels(former)}: visitors get a certificate error, unless ${labels(unread)} covers the domain, which is unknown in this stack`,
              ),
            ];
      }
      return step !== undefined || present.some((certificate) => stays(versions, former, certificate))
        ? []
        : [otherCertificate(versions, domain, former, present)];
    });
  return [...(step?.changes ?? []), ...lost];
}

/** Whether a certificate is present and unchanged before and after. */
function stays({ replaced }: Versions, former: readonly Certificate[], { identity }: Certificate): boolean {
  const isRemade = replaced.some(({ after }) => after.name === identity && CERTIFICATES.includes(after.type));
  return !isRemade && former.some((certificate) => certificate.identity === identity);
}

function otherCertificate(
  versions: Versions,
  domain: string,
  former: readonly Certificate[],
  present: readonly Certificate[],
): Change {
  const what =
    labels(present) === labels(former)
      ? `the certificate of ${code(domain)}, ${labels(present)}, is replaced`
      : `${code(domain)} gets another certificate, ${labels(present)} instead of ${labels(former)}`;
  return present.every((certificate) => isNew(versions, certificate))
    ? dangerous(
        `${what}: visitors get a certificate error until Google has issued it. Use both certificates first, and remove the old one when the new one is ACTIVE`,
      )
    : changed(what);
}

function newDomains({ before, after }: Pair<LoadBalancer>): Change[] {
  return after.domains
    .filter((domain) => coveringCertificates(before.certificates, domain).length === 0)
    .flatMap((domain) => {
      const present = coveringCertificates(after.certificates, domain);
      if (present.length > 0) {
        const routes = isNamed(after, domain) && !isNamed(before, domain) ? ", and its own routes" : "";
        return [added(`${code(domain)} gets a certificate, ${labels(present)}${routes}`)];
      }
      const isOld = before.domains.includes(domain);
      return isOld || serves(after, domain)
        ? []
        : [dangerous(`${code(domain)} is new and has no certificate: visitors get a certificate error`)];
    });
}

/** Whether a host rule names a domain. */
function isNamed({ urlMaps }: LoadBalancer, domain: string): boolean {
  return urlMaps.flatMap(({ config }) => blocks(config.host_rule)).some(({ hosts }) => texts(hosts).includes(domain));
}

/** Hosts without a certificate that the routes no longer have. */
function goneHosts({ before, after }: Pair<LoadBalancer>): Change[] {
  return before.domains
    .filter((domain) => !after.domains.includes(domain) && !serves(before, domain))
    .map((domain) => changed(`${code(domain)}, which has no certificate, is no longer in the routes`));
}

/** Certificates whose domains are unknown in this stack. */
function unreadCertificates({ before, after }: Pair<LoadBalancer>): Change[] {
  const unread = ({ certificates }: LoadBalancer) => certificates.filter(({ domains }) => domains === undefined);
  const [former, present] = [unread(before), unread(after)];
  const has = (certificates: readonly Certificate[], identity: string) =>
    certificates.some((certificate) => certificate.identity === identity);
  const gone = former.filter(({ identity }) => !has(after.certificates, identity));
  const fresh = present.filter(({ identity }) => !has(before.certificates, identity));
  if (gone.length > 0 && fresh.length > 0) {
    return [changed(`${named(labels(gone))} is no longer used; ${labels(fresh)} is used instead`)];
  }
  return [
    ...gone.map(({ label }) =>
      dangerous(`${named(label)} is removed; the domains that it covers are unknown in this stack`),
    ),
    ...fresh.map(({ label }) => added(`${named(label)} is new; the domains that it covers are unknown in this stack`)),
  ];
}

/** A label that begins with a noun. */
function named(label: string): string {
  return label.startsWith("`") ? `certificate ${label}` : label;
}

function labels(certificates: readonly Certificate[]): string {
  return listed(certificates.map(({ label }) => label));
}

function names(domains: readonly string[]): string {
  return listed(domains.map(code));
}
