import { HTTPS_PROXY, MANAGED_CERTIFICATE, SSL_CERTIFICATE, SSL_POLICY } from "../../app/types";
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
import { certificateAndKey, expired, keyInTerraform, kindOfKey, notYetValid, ofCertificateManager } from "./pem";
import { certificateOutsideStage, stageWithoutCertificates, stageWithoutMap } from "./map-stages";
import {
  MAX_CERTIFICATES,
  addedCertificate,
  certificatesBesideMap,
  certificatesWithoutMap,
  nothingToServeHttps,
  repeatedCertificates,
  tooManyCertificates,
  unusedCertificates,
  withoutCertificate,
} from "./proxies";
import { cipherSuites, givenCipherSuites, regionalPolicy, tlsVersion, unusedPolicies, withoutPolicy } from "./tls";

/** Certificates and SSL policies. */
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
    says: "A managed certificate of Certificate Manager has at most 5 domains, or 100 with DNS authorization.",
    leftOut: "There is no construct for Certificate Manager.",
  },
  "CERT-08": {
    says: "A wildcard of Certificate Manager needs DNS authorization of every domain.",
    leftOut: "There is no construct for Certificate Manager.",
  },
  "CERT-09": {
    says: "A certificate of Certificate Manager is managed or self-managed.",
    leftOut: "There is no construct for Certificate Manager.",
  },
  "CERT-10": {
    says: "An entry of a certificate map has a host name or is the primary entry, and has at most 4 certificates.",
    leftOut: "There is no construct for Certificate Manager.",
  },
  "CERT-11": {
    says: "A target proxy has a certificate map or certificates, and uses those of Certificate Manager only through a map.",
    checks: [
      onCall("error", "ApplicationLoadBalancer", stageWithoutMap),
      onCall("error", "ApplicationLoadBalancer.addCertificate", certificateOutsideStage),
      onCall("error", "ApplicationLoadBalancer.certificates", stageWithoutCertificates),
      onResource("warning", HTTPS_PROXY, certificatesBesideMap),
      onApp("error", certificatesWithoutMap),
    ],
    otherwise: "Google refuses it at apply, or ignores the certificates beside the map.",
  },
  "CERT-12": {
    says: "A project has quotas in Certificate Manager.",
    leftOut: "There is no construct for Certificate Manager.",
  },
  "CERT-13": {
    says: "A self-managed certificate and its key are in PEM, belong to each other, and are of a kind that Google accepts.",
    checks: [
      onResource("error", SSL_CERTIFICATE, certificateAndKey),
      onResource("warning", SSL_CERTIFICATE, kindOfKey),
      onResource("warning", SSL_CERTIFICATE, keyInTerraform),
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
    page: "certificate-manager/docs/map-entries",
  },
  "TLS-01": {
    says: "The profile of an SSL policy is COMPATIBLE, MODERN, RESTRICTED, CUSTOM or one of later provider versions.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider refuses other profiles at plan.",
  },
  "TLS-02": {
    says: "The minimum TLS version is 1.0, 1.1 or 1.2; later versions need certain profiles.",
    checks: [onResource("error", SSL_POLICY, tlsVersion)],
    otherwise: "Google refuses it at apply.",
  },
  "TLS-03": {
    says: "A custom profile, and no other, lists cipher suites, all of them from Google's list.",
    isPrevented: true,
    checks: [onCall("error", "SslPolicy", givenCipherSuites), onResource("error", SSL_POLICY, cipherSuites)],
    otherwise: "Google refuses it at apply.",
  },
  "TLS-04": {
    says: "An SSL policy is set; without one, visitors may use TLS 1.0.",
    isPrevented: true,
    checks: [onResource("warning", HTTPS_PROXY, withoutPolicy), onApp("warning", unusedPolicies)],
    otherwise: "The load balancer accepts old and weak connections.",
  },
  "TLS-05": {
    says: "A global target proxy has a global SSL policy.",
    isPrevented: true,
    checks: [onApp("error", regionalPolicy)],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;
