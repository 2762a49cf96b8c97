import {
  CertificateUse,
  certificatesOf,
  certificatesOfMap,
  contentOf,
  isForHost,
  domainsOf,
} from "../app/certificates";
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
  /** The domains that it covers, including wildcards such as `*.example.com`; undefined where they are unknown. */
  readonly domains: readonly string[] | undefined;
}

/** What is known of a certificate that is created outside the stack. */
export const ELSEWHERE = { kind: "not in this stack", isIssuedLater: false, needsDns: false, domains: undefined };

/** The certificates that a target HTTPS proxy can present. With a certificate map, Google ignores all others. */
export function certificatesBehind(proxy: Resource): Certificate[] {
  const { owner, config } = proxy;
  const map = config.certificate_map;
  if (text(map) === undefined) {
    return certificatesOf(proxy).map(certificateIn);
  }
  const found = owner.find(map);
  return found === undefined || found.existing
    ? [{ identity: owner.identityOf(map), label: `certificate map ${labelOfValue(owner, map)}`, ...ELSEWHERE }]
    : certificatesOfMap(found).map(certificateIn);
}

/** The certificates that cover a domain. */
export function coveringCertificates(certificates: readonly Certificate[], domain: string): Certificate[] {
  return certificates.filter(({ domains = [] }) => domains.some((pattern) => isForHost(pattern, domain)));
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

function certificateIn(use: CertificateUse): Certificate {
  const { stack, value } = use;
  const { resources, links, mayBeOther } = stack.meaningOf(value);
  const known = { identity: stack.identityOf(value), label: labelOfValue(stack, value), domains: domainsOf(use) };
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
