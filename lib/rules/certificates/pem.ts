import { KeyObject, X509Certificate, createPrivateKey } from "crypto";
import { SSL_CERTIFICATE } from "../../app/types";
import { Arguments } from "../arguments";
import { Text, argument, text } from "../text";
import { isKnown } from "../values";

const MAX_CHAIN_LENGTH = 5;
const BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
const [CERTIFICATE, PRIVATE_KEY] = [argument("certificate"), argument("private_key")];

type SelfManaged = Arguments<typeof SSL_CERTIFICATE>;
const readCertificate = once((pem) => new X509Certificate(pem));
const readPrivateKey = once((pem) => createPrivateKey(pem));

/** A certificate chain and its private key in PEM. The values are never shown: they may be secrets. */
export function certificateAndKey({ certificate, private_key: key }: SelfManaged): Text[] {
  const wrong = [...wrongCertificate(certificate), ...wrongPrivateKey(key)];
  if (wrong.length > 0 || !isPem(certificate) || !isPem(key)) {
    return wrong;
  }
  return belongsTo(readPrivateKey(key), readCertificate(certificate))
    ? []
    : [
        text`${PRIVATE_KEY} must belong to ${CERTIFICATE}, of a chain to the first one, got "another key"; pass the two files that were made together, the site's own certificate before those of its issuers`,
      ];
}

/** A key of a kind that the load balancer does not take. */
export function kindOfKey({ certificate }: SelfManaged): Text[] {
  const read = isPem(certificate) && wrongCertificate(certificate).length === 0 && readCertificate(certificate);
  const kind = read ? refusedKind(read) : undefined;
  return kind === undefined
    ? []
    : [
        text`the certificate's key is ${kind}, where the load balancer takes RSA-2048 and ECDSA P-256; have one issued for such a key`,
      ];
}

/** A private key that all who read the synthesized Terraform know. */
export function keyInTerraform({ private_key: key }: SelfManaged): Text[] {
  return isPem(key)
    ? [text`the private key is known at synth and so stands in the synthesized Terraform; pass a sensitive variable`]
    : [];
}

function wrongCertificate(pem: unknown): Text[] {
  const faults = wrongForm(CERTIFICATE, pem, "CERTIFICATE");
  if (!isPem(pem) || faults.length > 0) {
    return faults;
  }
  const count = pem.split(BEGIN_CERTIFICATE).length - 1;
  return count > MAX_CHAIN_LENGTH
    ? [text`a certificate chain has at most ${MAX_CHAIN_LENGTH} certificates, got ${count}; leave out the root`]
    : unreadable(CERTIFICATE, pem, readCertificate(pem));
}

function wrongPrivateKey(pem: unknown): Text[] {
  const faults = wrongForm(PRIVATE_KEY, pem, "PRIVATE KEY");
  if (!isPem(pem) || faults.length > 0) {
    return faults;
  }
  return pem.includes("ENCRYPTED")
    ? [
        text`${PRIVATE_KEY} may have no passphrase, got "an encrypted key"; take the passphrase off, such as with openssl pkey`,
      ]
    : unreadable(PRIVATE_KEY, pem, readPrivateKey(pem));
}

function wrongForm(what: ReturnType<typeof argument>, pem: unknown, kind: string): Text[] {
  return !isPem(pem) || new RegExp(`^\\s*-----BEGIN ([A-Z]+ )?${kind}-----`).test(pem)
    ? []
    : [
        text`${what} must be in PEM and begin with -----BEGIN ${kind}-----, got "${pem.length} characters of something else"; pass the content of the PEM file, not its path`,
      ];
}

function unreadable(what: ReturnType<typeof argument>, pem: string, read: object | undefined): Text[] {
  return read !== undefined
    ? []
    : [
        text`${what} cannot be read, got "${pem.length} characters that begin like PEM"; pass the whole content of the PEM file, with its line breaks`,
      ];
}

function belongsTo(key: KeyObject | undefined, certificate: X509Certificate | undefined): boolean {
  return key !== undefined && certificate !== undefined && certificate.checkPrivateKey(key);
}

/** The kind of a certificate's key in words, where the load balancer does not take it. */
function refusedKind({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === "rsa") {
    return modulusLength === 2048 ? undefined : `RSA-${modulusLength}`;
  }
  return namedCurve === "prime256v1" ? undefined : `${publicKey.asymmetricKeyType} ${namedCurve ?? ""}`.trim();
}

function isPem(value: unknown): value is string {
  return typeof value === "string" && isKnown(value);
}

/** Reads each text once; what cannot be read is undefined. */
function once<T>(read: (pem: string) => T): (pem: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (pem) => {
    if (!known.has(pem)) {
      known.set(
        pem,
        attempt(() => read(pem)),
      );
    }
    return known.get(pem);
  };
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
