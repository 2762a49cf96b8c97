import { blocks } from "../../app/terraform-json";
import { CERTIFICATE_MANAGER_CERTIFICATE, MANAGED_CERTIFICATE, SSL_CERTIFICATE } from "../../app/types";
import { texts } from "../../app/values";
import { redirectWords } from "../actions";
import { Certificate, coveringCertificates } from "../certificates";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { listed, unique } from "../values";
import { Change, Pair, added, changed, dangerous } from "./change";
import { ACTIVE, MapStep, isNew, mapStepOf } from "./certificate-maps";
import { Versions } from "./context";
import { writesAddress } from "./dns";

const OTHERS_ACTIVE =
  "Remove it only when Google shows the others as ACTIVE: without an active certificate, visitors get a certificate error";
const CERTIFICATES = [CERTIFICATE_MANAGER_CERTIFICATE, MANAGED_CERTIFICATE, SSL_CERTIFICATE];

/** Domains that are added and removed, and whether their visitors always get a certificate. */
export function compareDomains(versions: Versions): Change[] {
  const { pairs, gone, added: fresh } = versions.loadBalancers;
  return [
    ...pairs.flatMap((match) => comparePair(versions, match)),
    ...gone.map((loadBalancer) => goneLoadBalancer(versions, loadBalancer)),
    ...fresh.map(({ title, domains }) =>
      added(`load balancer ${code(title)} is new${domains.length === 0 ? "" : `, for ${names(domains)}`}`),
    ),
  ];
}

function comparePair(versions: Versions, match: Pair<LoadBalancer>): Change[] {
  const step = mapStepOf(versions, match);
  const waiting = step === undefined ? waitingDomains(versions, match) : [];
  return [
    ...lostDomains(versions, match, step),
    ...(step === undefined ? goneBeside(versions, match) : []),
    ...(waiting.length === 0 ? unreadCertificates(match) : [waitingSentence(match, waiting)]),
    ...newDomains(match, waiting),
    ...goneHosts(match),
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

/** Certificates that go while others stay for the same domains: these may be issued, which no version says. */
function goneBeside(versions: Versions, { before, after }: Pair<LoadBalancer>): Change[] {
  const has = ({ identity }: Certificate) => after.certificates.some((other) => other.identity === identity);
  return before.certificates
    .filter((certificate) => !has(certificate))
    .flatMap((certificate) => {
      const left = before.domains.flatMap((domain) => {
        const former = coveringCertificates(before.certificates, domain);
        const present = coveringCertificates(after.certificates, domain);
        const isLeft =
          former.includes(certificate) &&
          present.some((other) => stays(versions, former, other)) &&
          present.every(({ isIssuedLater }) => isIssuedLater);
        return isLeft ? [{ domain, present }] : [];
      });
      const others = unique(left.flatMap(({ present }) => present));
      return left.length === 0
        ? []
        : [
            changed(
              `certificate ${certificate.label} is removed; ${names(left.map(({ domain }) => domain))} only ${left.length === 1 ? "has" : "have"} ${labels(others)} then. ${ACTIVE}`,
            ),
          ];
    });
}

/**
 * Domains that get only certificates that Google issues after the apply, while a certificate goes that perhaps covered
 * them: its domains are unknown.
 */
function waitingDomains(versions: Versions, { before, after }: Pair<LoadBalancer>): string[] {
  return goneUnread({ before, after }).length === 0 || after.certificates.some(({ domains }) => domains === undefined)
    ? []
    : after.domains.filter((domain) => {
        const [former, present] = [before, after].map(({ certificates }) => coveringCertificates(certificates, domain));
        return former.length === 0 && present.length > 0 && present.every((one) => isNew(versions, one));
      });
}

/** Certificates that are no longer used and whose domains are unknown. */
function goneUnread({ before, after }: Pair<LoadBalancer>): Certificate[] {
  return before.certificates.filter(
    ({ domains, identity }) =>
      domains === undefined && !after.certificates.some((certificate) => certificate.identity === identity),
  );
}

function waitingSentence({ before, after }: Pair<LoadBalancer>, domains: readonly string[]): Change {
  const fresh = unique(domains.flatMap((domain) => coveringCertificates(after.certificates, domain)));
  return dangerous(
    `${named(labels(goneUnread({ before, after })))} is removed, and ${names(domains)} only ${domains.length === 1 ? "gets" : "get"} ${labels(fresh)}: visitors get a certificate error until Google has issued what is new. Keep the old certificate beside the new, and remove it when Google shows the new as ACTIVE`,
  );
}

function newDomains({ before, after }: Pair<LoadBalancer>, waiting: readonly string[]): Change[] {
  return after.domains
    .filter((domain) => !waiting.includes(domain))
    .filter((domain) => coveringCertificates(before.certificates, domain).length === 0)
    .flatMap((domain) => {
      const present = coveringCertificates(after.certificates, domain);
      if (present.length > 0) {
        return [added(`${code(domain)} gets a certificate, ${labels(present)}${newRoutes({ before, after }, domain)}`)];
      }
      const isOld = before.domains.includes(domain);
      return isOld || serves(after, domain)
        ? []
        : [dangerous(`${code(domain)} is new and has no certificate: visitors get a certificate error`)];
    });
}

/** The routes of a domain that had none of its own; what all of them do, if that is a redirect. */
function newRoutes({ before, after }: Pair<LoadBalancer>, domain: string): string {
  const [was, is] = [before, after].map(({ urlMaps }) =>
    urlMaps.flatMap(({ config }) =>
      blocks(config.host_rule)
        .filter(({ hosts }) => texts(hosts).includes(domain))
        .flatMap(({ path_matcher }) => blocks(config.path_matcher).filter(({ name }) => name === path_matcher)),
    ),
  );
  const redirects = is.flatMap(({ path_rule, route_rules, default_url_redirect: redirect }) =>
    blocks(path_rule).length + blocks(route_rules).length === 0 ? blocks(redirect) : [],
  );
  if (is.length === 0 || was.length > 0) {
    return "";
  }
  return redirects.length === is.length ? `, and answers with ${redirectWords(redirects[0])}` : ", and its own routes";
}

/** Hosts without a certificate that the routes no longer have. */
function goneHosts({ before, after }: Pair<LoadBalancer>): Change[] {
  return before.domains
    .filter((domain) => !after.domains.includes(domain) && !serves(before, domain))
    .map((domain) => changed(`${code(domain)}, which has no certificate, is no longer in the routes`));
}

/** Certificates whose domains are unknown in this stack. */
function unreadCertificates({ before, after }: Pair<LoadBalancer>): Change[] {
  const present = after.certificates.filter(({ domains }) => domains === undefined);
  const gone = goneUnread({ before, after });
  const fresh = goneUnread({ before: after, after: before });
  if (gone.length > 0 && fresh.length > 0) {
    return [changed(`${named(labels(gone))} is no longer used; ${labels(fresh)} is used instead`)];
  }
  return [
    ...gone.map(({ label }) =>
      dangerous(
        `${named(label)} is removed; the domains that it covers are unknown in this stack${present.length < after.certificates.length ? `. ${OTHERS_ACTIVE}` : ""}`,
      ),
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
