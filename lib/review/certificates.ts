import { CertificateUse, contentOf, domainsOf, isForHost, presentedBy } from "../app/certificates";
import { Resource, Stack } from "../app/stack";
import { labelOfValue } from "./labels";
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
  /** What creates it in the app; two where a condition decides. */
  readonly resources: readonly Resource[];
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
  resources: [],
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
    resources,
    kind: unique(resources.map(kindWords)).join(" or "),
    isIssuedLater: all.some(({ issuer }) => issuer === "Google"),
    needsDns: all.some(({ issuer, isAuthorized }) => issuer === "Google" && !isAuthorized),
  };
}

/** Who issues the certificate that a value is, and how. */
export function kindOf(stack: Stack, value: unknown): string {
  return certificateIn({ stack, value, hostname: undefined, declared: undefined }).kind;
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
