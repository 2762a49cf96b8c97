import {
  CERTIFICATE_MANAGER_CERTIFICATE,
  CERTIFICATE_MAP,
  CERTIFICATE_MAP_ENTRY,
  DNS_AUTHORIZATION,
  HTTPS_PROXY,
  MANAGED_CERTIFICATE,
  SSL_CERTIFICATE,
} from "../../app/types";
import { Resource } from "../../app/stack";
import { blocks } from "../../app/terraform-json";
import { aboveQuota } from "../quotas";
import { Rules, onApp, onBlock, onCall, onResource } from "../rule";
import { hostsThatNobodyReaches, hostsWithoutCertificate } from "./certificates";
import { challengeByBothVersions, challengePort, portOfDomain } from "./challenge";
import {
  MAX_DOMAINS,
  MAX_DOMAIN_LENGTH,
  MAX_FIRST_DOMAIN_LENGTH,
  addedDomain,
  addedMapCertificate,
  addedMapDomain,
  addedWildcard,
  certificateDomains,
  declaredDomains,
  managedDomains,
  managedWildcards,
  siteDomains,
  uncoveredDomains,
} from "./domains";
import {
  MAX_AUTHORIZED_LENGTH,
  MAX_CERTIFICATES_OF_ENTRY,
  MAX_DOMAINS_BY_LOAD_BALANCER,
  authorizedDomain,
  entryCertificates,
  entryFor,
  entryMap,
  kindOfCertificate,
  managerDomains,
  namedAuthorizations,
  unauthorizedWildcards,
  validatedTwice,
} from "./manager";
import {
  certificatesBesideMap,
  emptyMaps,
  foreignCertificates,
  mapLink,
  repeatedAuthorizations,
  repeatedEntries,
  unauthorizedDomains,
  uncoveredEntries,
} from "./maps";
import {
  certificateAndKey,
  expired,
  givenCertificateAndKey,
  keyInState,
  keyInTerraform,
  kindOfKey,
  notYetValid,
  ofCertificateManager,
  versionOfKey,
} from "./pem";
import { certificateOutsideStage, stageWithoutCertificates, stageWithoutMap } from "./map-stages";
import {
  MAX_CERTIFICATES,
  addedCertificate,
  certificatesWithoutMap,
  nothingToServeHttps,
  repeatedCertificates,
  tooManyCertificates,
  unusedCertificates,
  withoutCertificate,
} from "./proxies";

const MANAGER = "certificate-manager/docs";
const QUOTA = 1000;

/** Certificates. */
export const CERTIFICATES = {
  "CERT-01": {
    says: `A managed certificate has 1 to ${MAX_DOMAINS} domains, each listed once; the first has at most ${MAX_FIRST_DOMAIN_LENGTH} characters, the others at most ${MAX_DOMAIN_LENGTH}.`,
    checks: [
      onCall("error", "ManagedSslCertificate", certificateDomains),
      onCall("error", "ApplicationLoadBalancer", siteDomains),
      onCall("error", "ApplicationLoadBalancer.addDomain", addedDomain),
      onBlock("error", MANAGED_CERTIFICATE, "managed", managedDomains),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "CERT-02": {
    says: "A managed certificate of the load balancer has no wildcard.",
    checks: [
      onCall("error", "ApplicationLoadBalancer.addDomain", addedWildcard),
      onBlock("error", MANAGED_CERTIFICATE, "managed", managedWildcards),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "CERT-03": {
    says: `A target proxy has at most ${MAX_CERTIFICATES} certificates, each listed once.`,
    checks: [
      onCall("error", "ApplicationLoadBalancer.addCertificate", addedCertificate),
      onResource("error", HTTPS_PROXY, tooManyCertificates),
      onResource("error", HTTPS_PROXY, repeatedCertificates),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "CERT-04": {
    says: "A certificate cannot be changed, and cannot be deleted while it is in use.",
    isPrevented: true,
    checks: [],
    otherwise: 'The apply fails with "resource in use".',
  },
  "CERT-05": {
    says: "Google issues a managed certificate only after a target proxy uses it and its domains point to the load balancer.",
    checks: [onApp("warning", unusedCertificates)],
    otherwise: "The certificate stays in provisioning forever.",
  },
  "CERT-06": {
    says: "Google validates a managed certificate on port 443 of every address of its domains.",
    checks: [
      onCall("error", "ApplicationLoadBalancer.addDomain", portOfDomain),
      onApp("error", challengePort),
      onApp("error", challengeByBothVersions),
    ],
    otherwise: "The certificate is never issued.",
  },
  "CERT-07": {
    says: `A managed certificate of Certificate Manager has at most ${MAX_DOMAINS_BY_LOAD_BALANCER} domains, or ${MAX_DOMAINS} with DNS authorization, and then none longer than ${MAX_AUTHORIZED_LENGTH} characters.`,
    checks: [onBlock("error", CERTIFICATE_MANAGER_CERTIFICATE, "managed", managerDomains)],
    otherwise: "Google refuses it at apply.",
    page: `${MANAGER}/quotas`,
  },
  "CERT-08": {
    says: "A wildcard of Certificate Manager needs a DNS authorization, and a certificate with DNS authorizations has one for each of its domains; one of a domain is for its wildcard, too.",
    checks: [
      onBlock("error", CERTIFICATE_MANAGER_CERTIFICATE, "managed", unauthorizedWildcards),
      onBlock("error", CERTIFICATE_MANAGER_CERTIFICATE, "managed", namedAuthorizations),
      onResource("error", DNS_AUTHORIZATION, authorizedDomain),
      onApp("error", unauthorizedDomains),
    ],
    otherwise: "Google refuses it at apply.",
    page: `${MANAGER}/dns-authorizations`,
  },
  "CERT-09": {
    says: "A certificate of Certificate Manager is managed or self-managed, is validated in one way, and for a global load balancer has the scope DEFAULT and no region.",
    checks: [
      onResource("error", CERTIFICATE_MANAGER_CERTIFICATE, kindOfCertificate),
      onBlock("error", CERTIFICATE_MANAGER_CERTIFICATE, "managed", validatedTwice),
      onApp("error", foreignCertificates),
    ],
    otherwise: "Terraform's provider or Google refuses it.",
    page: `${MANAGER}/certificates`,
  },
  "CERT-10": {
    says: `An entry of a certificate map has a host name or is the primary entry, is the only one for it, and has 1 to ${MAX_CERTIFICATES_OF_ENTRY} certificates.`,
    checks: [
      onResource("error", CERTIFICATE_MAP_ENTRY, entryFor),
      onResource("error", CERTIFICATE_MAP_ENTRY, entryCertificates),
      onResource("error", CERTIFICATE_MAP_ENTRY, entryMap),
      onApp("error", repeatedEntries),
    ],
    otherwise: "Terraform's provider or Google refuses it.",
    page: `${MANAGER}/map-entries`,
  },
  "CERT-11": {
    says: "A target proxy has a certificate map or certificates, uses those of Certificate Manager only through a map, and names the map in full.",
    checks: [
      onCall("error", "ApplicationLoadBalancer", stageWithoutMap),
      onCall("error", "ApplicationLoadBalancer.addCertificate", certificateOutsideStage),
      onCall("error", "ApplicationLoadBalancer.certificates", stageWithoutCertificates),
      onResource("warning", HTTPS_PROXY, certificatesBesideMap),
      onResource("error", HTTPS_PROXY, mapLink),
      onApp("error", certificatesWithoutMap),
    ],
    otherwise: "Google refuses it at apply, or ignores the certificates beside the map.",
    page: `${MANAGER}/maps`,
  },
  "CERT-12": {
    says: "A project has quotas in Certificate Manager.",
    checks: [
      onApp("warning", aboveQuota(CERTIFICATE_MANAGER_CERTIFICATE, QUOTA, "managed certificates", countManaged)),
      onApp("warning", aboveQuota(CERTIFICATE_MANAGER_CERTIFICATE, QUOTA, "self-managed certificates", countOwn)),
      onApp("warning", aboveQuota(CERTIFICATE_MAP, QUOTA / 10, "certificate maps")),
      onApp("warning", aboveQuota(CERTIFICATE_MAP_ENTRY, QUOTA * 5, "entries of certificate maps")),
      onApp("warning", aboveQuota(DNS_AUTHORIZATION, QUOTA, "DNS authorizations")),
    ],
    otherwise: "The apply stops in the middle.",
    page: `${MANAGER}/quotas`,
  },
  "CERT-13": {
    says: "A self-managed certificate and its key are in PEM, belong to each other, and are of a kind that Google accepts.",
    checks: [
      onCall("error", "CertificateMap.addCertificate", givenCertificateAndKey),
      // the resource of CDK Terrain does not show a write-only key before synth
      onCall("error", "SelfManagedSslCertificate", givenCertificateAndKey),
      onResource("error", SSL_CERTIFICATE, certificateAndKey),
      onResource("error", SSL_CERTIFICATE, versionOfKey),
      onApp("error", ofCertificateManager(certificateAndKey)),
      onApp("warning", ofCertificateManager(kindOfKey)),
      onApp("warning", ofCertificateManager(keyInTerraform)),
      onResource("warning", SSL_CERTIFICATE, kindOfKey),
      onResource("warning", SSL_CERTIFICATE, keyInTerraform),
      onResource("warning", SSL_CERTIFICATE, keyInState),
    ],
    otherwise: "Google refuses it at apply.",
    page: "load-balancing/docs/ssl-certificates/self-managed-certs",
  },
  "CERT-14": {
    says: "A target HTTPS proxy has a certificate.",
    checks: [
      onCall("error", "ApplicationLoadBalancer.certificates", nothingToServeHttps),
      onApp("error", withoutCertificate),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "CERT-15": {
    says: "Every host with routes has a certificate.",
    checks: [onApp("warning", hostsWithoutCertificate)],
    otherwise: "Browsers show a certificate error.",
  },
  "CERT-16": {
    says: "Every host with routes matches a domain of a certificate and a port of the load balancer.",
    checks: [onApp("warning", hostsThatNobodyReaches)],
    otherwise: "No request ever gets its routes.",
  },
  "CERT-17": {
    says: "A certificate whose content is known at synth is valid on the day of the synth.",
    checks: [
      onResource("error", SSL_CERTIFICATE, expired),
      onResource("warning", SSL_CERTIFICATE, notYetValid),
      onApp("error", ofCertificateManager(expired)),
      onApp("warning", ofCertificateManager(notYetValid)),
    ],
    otherwise: "Browsers show a certificate error.",
    page: "load-balancing/docs/ssl-certificates/self-managed-certs",
  },
  "CERT-18": {
    says: "The domains that are listed for an existing certificate or for one that is not known at synth are host names that it covers.",
    checks: [
      onCall("error", "SslCertificate.domains", declaredDomains),
      onCall("warning", "SslCertificate.domains", uncoveredDomains),
    ],
    otherwise: "Outputs, review and checks have wrong domains.",
    page: "load-balancing/docs/ssl-certificates/self-managed-certs",
  },
  "CERT-19": {
    says: "A certificate map has each domain once, as a host name or a wildcard such as *.example.com.",
    checks: [
      onCall("error", "CertificateMap", siteDomains),
      onCall("error", "CertificateMap.addDomain", addedMapDomain),
      onCall("error", "CertificateMap.addCertificate", addedMapCertificate),
    ],
    otherwise: "Google refuses it at apply.",
    page: `${MANAGER}/map-entries`,
  },
  "CERT-20": {
    says: "A certificate map of a target proxy has entries, and the certificates of each are for its host.",
    checks: [onApp("warning", uncoveredEntries), onApp("warning", emptyMaps)],
    otherwise: "Browsers show a certificate error.",
    page: `${MANAGER}/certificate-selection-logic`,
  },
  "CERT-21": {
    says: "A domain has one DNS authorization with a fixed record; in several projects each has one with a record per project.",
    checks: [onApp("warning", repeatedAuthorizations)],
    otherwise: "Google does not issue the certificates of all of them.",
    page: `${MANAGER}/dns-authorizations`,
  },
} as const satisfies Rules;

function countManaged({ config }: Resource): number {
  return blocks(config.managed).length > 0 ? 1 : 0;
}

function countOwn(certificate: Resource): number {
  return 1 - countManaged(certificate);
}
