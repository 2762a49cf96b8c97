import { CertificateUse, contentOf, domainsOf, isForHost, presentedBy } from "../app/certificates";
import { Resource, Stack } from "../app/stack";
import { DNS_AUTHORIZATION } from "../app/types";
import { text } from "../app/values";
import { labelOfValue } from "./labels";
import { code } from "./markdown";
import { unique } from "./values";

/** A certificate that a target HTTPS proxy can present to visitors. */
export interface Certificate {
  /** A key that stays the same between two versions of a stack. */
  readonly identity: string;
  /** Its name for the reader. */
  readonly label: string;
  /** Who issues and renews it. */
  readonly kind: string;
  /** Whether Google issues it only after it is created, so that it is not usable at first. */
  readonly isIssuedLater: boolean;
  /** Whether Google issues it only when the DNS records of its domains point to the load balancer. */
  readonly needsDns: boolean;
  /** The host or wildcard of the entry that has it in a certificate map. */
  readonly hostname: string | undefined;
  /** The domains that it covers, including wildcards such as `*.example.com`; undefined where they are unknown. */
  readonly domains: readonly string[] | undefined;
}

/** What is known of a certificate that is created outside the stack. */
export const ELSEWHERE = {
  kind: "not in this stack",
  isIssuedLater: false,
  needsDns: false,
  hostname: undefined,
  domains: undefined,
};

/** The certificates that a target HTTPS proxy can present. */
export function certificatesBehind(proxy: Resource): Certificate[] {
  return presentedBy(proxy).map((use) =>
    use.value === proxy.config.certificate_map ? mapElsewhere(use) : certificateIn(use),
  );
}

/**
 * The certificates that cover a domain. In a certificate map the entry of the host itself comes before one of a wildcard,
 * and this before the primary one, whose certificate is for all other hosts.
 */
export function coveringCertificates(certificates: readonly Certificate[], domain: string): Certificate[] {
  const covering = certificates.filter(({ domains = [] }) => domains.some((pattern) => isForHost(pattern, domain)));
  const ofHost = covering.filter(({ hostname }) => hostname === domain);
  const ofWildcard = covering.filter(({ hostname }) => hostname !== undefined);
  return [ofHost, ofWildcard, covering].find(({ length }) => length > 0) ?? [];
}

/** The DNS records that prove to Certificate Manager that you own a domain. */
export function authorizationRecords(stack: Stack): string[][] {
  return stack.ofType(DNS_AUTHORIZATION).map(({ name, config }) => {
    const domain = text(config.domain);
    const isFixed = text(config.type) !== "PER_PROJECT_RECORD" && domain !== undefined;
    return [
      isFixed ? code(`_acme-challenge.${domain}.`) : "known after apply",
      "CNAME",
      `known after apply: DNS authorization ${code(name)}`,
    ];
  });
}

/** A certificate map that is created outside the app: of its certificates only the domains can be declared. */
function mapElsewhere(use: CertificateUse): Certificate {
  const { stack, value } = use;
  return {
    ...ELSEWHERE,
    identity: stack.identityOf(value),
    label: `certificate map ${labelOfValue(stack, value)}`,
    hostname: undefined,
    domains: domainsOf(use),
  };
}

function certificateIn(use: CertificateUse): Certificate {
  const { stack, value } = use;
  const { resources, links, mayBeOther } = stack.meaningOf(value);
  const known = {
    identity: stack.identityOf(value),
    label: labelOfValue(stack, value),
    hostname: use.hostname,
    domains: domainsOf(use),
  };
  const isElsewhere = resources.length === 0 || resources.some(({ existing }) => existing);
  if (isElsewhere || links.length > 0 || mayBeOther) {
    return { ...ELSEWHERE, ...known };
  }
  const all = resources.map(contentOf);
  return {
    ...known,
    kind: unique(resources.map(kindWords)).join(" or "),
    isIssuedLater: all.some(({ issuer }) => issuer === "Google"),
    needsDns: all.some(({ issuer, isAuthorized }) => issuer === "Google" && !isAuthorized),
  };
}

function kindWords(certificate: Resource): string {
  const { issuer, isInCertificateManager, isAuthorized, validUntil } = contentOf(certificate);
  return [
    issuer === "Google" ? "Google-managed" : "self-managed",
    ...(validUntil === undefined ? [] : [`valid until ${validUntil}`]),
    ...(isInCertificateManager ? ["in Certificate Manager"] : []),
    ...(isAuthorized && isInCertificateManager ? ["validated by DNS authorization"] : []),
  ].join(", ");
}
