import { Certificate, coveringCertificates } from "../certificates";
import { LoadBalancer } from "../load-balancers";
import { code } from "../markdown";
import { listed } from "../values";
import { Change, Pair, added, changed, dangerous } from "./change";
import { Versions } from "./context";

/** Domains that come and go, and whether their visitors get a certificate all the while. */
export function compareDomains(versions: Versions): Change[] {
  const { pairs, gone, added: fresh } = versions.loadBalancers;
  return [
    ...pairs.flatMap(({ before, after }) => [
      ...lostDomains(versions, { before, after }),
      ...newDomains({ before, after }),
      ...unreadCertificates({ before, after }),
    ]),
    ...gone.map(({ title, domains }) =>
      dangerous(`load balancer ${code(title)} goes${domains.length === 0 ? "" : `, and with it ${names(domains)}`}`),
    ),
    ...fresh.map(({ title, domains }) =>
      added(`load balancer ${code(title)} is new${domains.length === 0 ? "" : `, for ${names(domains)}`}`),
    ),
  ];
}

/** Whether visitors of a domain are served at all, as far as its certificates tell. */
export function serves({ certificates, frontEnds }: LoadBalancer, domain: string): boolean {
  return (
    frontEnds.every(({ scheme }) => scheme !== "HTTPS") ||
    coveringCertificates(certificates, domain).length > 0 ||
    certificates.some(({ domains }) => domains === undefined)
  );
}

function lostDomains(versions: Versions, { before, after }: Pair<LoadBalancer>): Change[] {
  return before.domains
    .filter((domain) => coveringCertificates(before.certificates, domain).length > 0)
    .flatMap((domain) => {
      const former = coveringCertificates(before.certificates, domain);
      const present = coveringCertificates(after.certificates, domain);
      const unread = after.certificates.filter(({ domains }) => domains === undefined);
      if (present.length === 0) {
        return unread.length === 0
          ? [dangerous(`${code(domain)} loses its certificate: its visitors get a certificate error`)]
          : [
              dangerous(
                `${code(domain)} loses its certificate ${labels(former)}, unless ${labels(unread)} is for it too, which cannot be read here`,
              ),
            ];
      }
      return present.some((certificate) => stays(versions, former, certificate))
        ? []
        : [otherCertificate(domain, former, present)];
    });
}

/** Whether a certificate is there before and after, and the same. */
function stays({ replaced }: Versions, former: readonly Certificate[], { identity }: Certificate): boolean {
  const isRemade = replaced.some(({ after }) => after.name === identity && after.type.includes("certificate"));
  return !isRemade && former.some((certificate) => certificate.identity === identity);
}

function otherCertificate(domain: string, former: readonly Certificate[], present: readonly Certificate[]): Change {
  const what =
    labels(present) === labels(former)
      ? `the certificate of ${code(domain)}, ${labels(present)}, is made again`
      : `${code(domain)} gets another certificate, ${labels(present)} in place of ${labels(former)}`;
  return present.every(({ isIssuedLater }) => isIssuedLater)
    ? dangerous(
        `${what}: until Google has issued it, visitors get a certificate error. Have both first, and remove the old one when the new one is ACTIVE`,
      )
    : changed(what);
}

function newDomains({ before, after }: Pair<LoadBalancer>): Change[] {
  return after.domains
    .filter((domain) => coveringCertificates(before.certificates, domain).length === 0)
    .flatMap((domain) => {
      const present = coveringCertificates(after.certificates, domain);
      if (present.length > 0) {
        return [added(`${code(domain)} gets a certificate, ${labels(present)}`)];
      }
      const isOld = before.domains.includes(domain);
      return isOld || serves(after, domain)
        ? []
        : [dangerous(`${code(domain)} is new and has no certificate: its visitors get a certificate error`)];
    });
}

/** Certificates whose domains nobody can read here. */
function unreadCertificates({ before, after }: Pair<LoadBalancer>): Change[] {
  const unread = ({ certificates }: LoadBalancer) => certificates.filter(({ domains }) => domains === undefined);
  const [former, present] = [unread(before), unread(after)];
  const has = (certificates: readonly Certificate[], identity: string) =>
    certificates.some((certificate) => certificate.identity === identity);
  const gone = former.filter(({ identity }) => !has(after.certificates, identity));
  const fresh = present.filter(({ identity }) => !has(before.certificates, identity));
  if (gone.length > 0 && fresh.length > 0) {
    return [changed(`${named(labels(gone))} gives way to ${labels(fresh)}`)];
  }
  return [
    ...gone.map(({ label }) => dangerous(`${named(label)} goes: the domains it is for cannot be read here`)),
    ...fresh.map(({ label }) => added(`${named(label)} is new: the domains it is for cannot be read here`)),
  ];
}

/** Labels that are a bare name, with what it is the name of. */
function named(label: string): string {
  return label.startsWith("`") ? `certificate ${label}` : label;
}

function labels(certificates: readonly Certificate[]): string {
  return listed(certificates.map(({ label }) => label));
}

function names(domains: readonly string[]): string {
  return listed(domains.map(code));
}
