/** Trust configs: whose client certificates are accepted. */
import { X509Certificate } from "crypto";
import { CertificateList, certificateBlocks } from "../../app/client-authentication";
import { blocks } from "../../app/terraform-json";
import { TRUST_CONFIG } from "../../app/types";
import { isDynamic, isSet } from "../../app/values";
import { Arguments } from "../arguments";
import { day, isPem, readCertificate, unreadable, wrongForm } from "../certificates/pem";
import { Text, argument, grouped, text } from "../text";

type TrustConfig = Arguments<typeof TRUST_CONFIG>;

/** Each in PEM. */
export const MAX_CERTIFICATE_BYTES = 5 * 1024;
/** Trust anchors and intermediate CAs together. */
export const MAX_CAS = 200;
/** Of one trust config. */
export const MAX_INTERMEDIATES = 100;
/** Of one trust config. */
export const MAX_ALLOWLISTED = 500;
/** The bits of an RSA key. */
export const MIN_RSA_BITS = 2048;
/** The bits of an RSA key. */
export const MAX_RSA_BITS = 4096;
/** Intermediate CAs with the same subject and public key. */
export const MAX_ALIKE = 3;

/** Where the certificates stand in a trust config. */
const LISTS: { readonly [list in CertificateList]: ReturnType<typeof argument> } = {
  trust_anchors: argument("trust_stores.trust_anchors"),
  intermediate_cas: argument("trust_stores.intermediate_cas"),
  allowlisted_certificates: argument("allowlisted_certificates"),
};
const ALL = Object.keys(LISTS) as readonly CertificateList[];
/** The lists of those who issue certificates. */
const OF_CAS = ["trust_anchors", "intermediate_cas"] as const satisfies readonly CertificateList[];
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
const ANY_USAGE = "2.5.29.37.0";

/** A trust config with which no client certificate is valid. */
export function nothingToTrust(config: TrustConfig): Text[] {
  const isTrusting =
    isDynamic(config, "trust_stores") ||
    isSet(config, "allowlisted_certificates") ||
    blocks(config.trust_stores).some((store) => isSet(store, "trust_anchors"));
  return isTrusting
    ? []
    : [
        text`client authentication needs at least one certificate in ${LISTS.trust_anchors} or ${LISTS.allowlisted_certificates}; add the root certificate of the CA that issues the certificates of your clients`,
      ];
}

/** Texts that are no certificate. They are never shown: one may be a private key. */
export function certificateForm(config: TrustConfig): Text[] {
  return ALL.flatMap((list) => pemsIn(config, list).flatMap((pem) => wrongPem(list, pem)));
}

function wrongPem(list: CertificateList, pem: string): Text[] {
  const what = LISTS[list];
  if (pem.includes("PRIVATE KEY-----")) {
    return [
      text`${what} has a private key, which nobody but its owner may have; pass the certificate alone, and replace the key if others could read it`,
    ];
  }
  const faults = wrongForm(what, pem, "CERTIFICATE");
  if (faults.length > 0) {
    return faults;
  }
  const count = pem.split("-----BEGIN CERTIFICATE-----").length - 1;
  if (count > 1) {
    return [text`each element of ${what} must be one certificate, got ${count} in one; pass them one by one`];
  }
  const bytes = Buffer.byteLength(pem.trim());
  return bytes > MAX_CERTIFICATE_BYTES
    ? [
        text`a certificate in ${what} can have at most ${MAX_CERTIFICATE_BYTES} bytes, got ${bytes}; remove what stands around the PEM block`,
      ]
    : unreadable(what, pem, readCertificate(pem));
}

/** Certificates that cannot issue others, where only those that do have an effect. */
export function notOfCa(config: TrustConfig): Text[] {
  return OF_CAS.flatMap((list) =>
    readIn(config, list)
      .filter(({ ca }) => !ca)
      .map(
        (certificate) =>
          text`${LISTS[list]} needs certificates of CAs, but that of ${subjectOf(certificate)} is none (basic constraints CA:TRUE, key usage keyCertSign); pass the certificate of its issuer, or put it in ${LISTS.allowlisted_certificates}`,
      ),
  );
}

/** CAs that issue no certificates of clients. */
export function notForClients(config: TrustConfig): Text[] {
  return OF_CAS.flatMap((list) =>
    readIn(config, list)
      .filter(
        ({ keyUsage: usages = [] }) =>
          usages.length > 0 && ![CLIENT_AUTH, ANY_USAGE].some((each) => usages.includes(each)),
      )
      .map(
        (certificate) =>
          text`the CA ${subjectOf(certificate)} in ${LISTS[list]} issues no client certificates, because its extended key usage has no clientAuth; pass a CA for clients`,
      ),
  );
}

/** Intermediate CAs with keys of kinds that the load balancer does not take. */
export function kindOfIntermediateKey(config: TrustConfig): Text[] {
  return readIn(config, "intermediate_cas").flatMap((certificate) => {
    const kind = refusedKind(certificate);
    return kind === undefined
      ? []
      : [
          text`the key of the CA ${subjectOf(certificate)} in ${LISTS.intermediate_cas} is ${kind}, but the load balancer supports RSA with ${MIN_RSA_BITS} to ${MAX_RSA_BITS} bits, and ECDSA P-256 and P-384; use a CA with such a key`,
        ];
  });
}

/** CAs whose certificates are not valid any more. */
export function expiredCas(config: TrustConfig): Text[] {
  return OF_CAS.flatMap((list) =>
    readIn(config, list)
      .filter(({ validTo }) => Date.parse(validTo) < Date.now())
      .map(
        (certificate) =>
          text`the certificate of the CA ${subjectOf(certificate)} in ${LISTS[list]} expired on ${day(new Date(certificate.validTo))}; pass the one that is valid now, or remove it`,
      ),
  );
}

/** Too many certificates. */
export function tooManyCertificates(config: TrustConfig): Text[] {
  const stores = blocks(config.trust_stores);
  const [anchors, intermediates, allowlisted] = ALL.map((list) => certificateBlocks(config, list).length);
  const limits: readonly (readonly [what: Text, count: number, max: number])[] = [
    [text`${argument("trust_stores")}`, stores.length, 1],
    [text`${LISTS.trust_anchors} and ${LISTS.intermediate_cas} together`, anchors + intermediates, MAX_CAS],
    [text`${LISTS.intermediate_cas}`, intermediates, MAX_INTERMEDIATES],
    [text`${LISTS.allowlisted_certificates}`, allowlisted, MAX_ALLOWLISTED],
  ];
  return [
    ...limits
      .filter(([, count, max]) => count > max)
      .map(
        ([what, count, max]) =>
          text`${what} can have at most ${max}, got ${grouped(count)}; remove at least ${count - max}`,
      ),
    ...alike(readIn(config, "intermediate_cas")),
  ];
}

function alike(certificates: readonly X509Certificate[]): Text[] {
  const counts = new Map<string, X509Certificate[]>();
  certificates.forEach((certificate) => {
    const key = `${certificate.subject} ${certificate.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
    counts.set(key, [...(counts.get(key) ?? []), certificate]);
  });
  return [...counts.values()]
    .filter(({ length }) => length > MAX_ALIKE)
    .map(
      ([first, ...others]) =>
        text`${LISTS.intermediate_cas} can have at most ${MAX_ALIKE} certificates with the same subject and key, got ${others.length + 1} of ${subjectOf(first)}; remove the oldest ones`,
    );
}

/** The kind of a certificate's key in words, where the load balancer does not take it. */
function refusedKind({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength = 0, namedCurve = "" } = publicKey.asymmetricKeyDetails ?? {};
  switch (publicKey.asymmetricKeyType) {
    case "rsa":
      return modulusLength >= MIN_RSA_BITS && modulusLength <= MAX_RSA_BITS ? undefined : `RSA-${modulusLength}`;
    case "ec":
      return ["prime256v1", "secp384r1"].includes(namedCurve) ? undefined : `ec ${namedCurve}`;
    default:
      return publicKey.asymmetricKeyType;
  }
}

function subjectOf({ subject, serialNumber }: X509Certificate): string {
  return subject ? subject.replace(/\n/g, ", ") : `serial number ${serialNumber}`;
}

/** The certificates of a list that can be read. */
function readIn(config: TrustConfig, list: CertificateList): X509Certificate[] {
  return pemsIn(config, list)
    .filter((pem) => wrongPem(list, pem).length === 0)
    .flatMap((pem) => readCertificate(pem) ?? []);
}

function pemsIn(config: TrustConfig, list: CertificateList): string[] {
  return certificateBlocks(config, list).flatMap(({ pem_certificate: pem }) => (isPem(pem) ? [pem] : []));
}
