import { KeyObject, X509Certificate, createPrivateKey } from "crypto";
import { mentionsIn } from "../../app/expressions";
import { SynthesizedApp } from "../../app/synthesized-app";
import { CERTIFICATE_MANAGER_CERTIFICATE, SSL_CERTIFICATE } from "../../app/types";
import { blockOf, text as textOf } from "../../app/values";
import { Arguments } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { isKnown } from "../values";

const MAX_CHAIN_LENGTH = 5;
const BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
const [CERTIFICATE, PRIVATE_KEY] = [argument("certificate"), argument("private_key")];
const [WRITE_ONLY_KEY, VERSION] = [argument("private_key_wo"), argument("private_key_wo_version")];

type SelfManaged = Arguments<typeof SSL_CERTIFICATE> & {
  readonly private_key_wo?: unknown;
  readonly private_key_wo_version?: unknown;
};
/** Reads a certificate in PEM; the first one of a chain. */
export const readCertificate = once((pem) => new X509Certificate(pem));
const readPrivateKey = once((pem) => createPrivateKey(pem));

/** A certificate chain and its private key in PEM. The values are never shown: they may be secrets. */
export function certificateAndKey({ certificate, private_key, private_key_wo }: SelfManaged): Text[] {
  const key = private_key ?? private_key_wo;
  if (isPem(certificate) && isPem(key) && isA("PRIVATE KEY", certificate) && isA("CERTIFICATE", key)) {
    return [text`${CERTIFICATE} and ${PRIVATE_KEY} are swapped; exchange the two values`];
  }
  const wrong = [...wrongCertificate(certificate), ...wrongPrivateKey(key)];
  if (wrong.length > 0 || !isPem(certificate) || !isPem(key)) {
    return wrong;
  }
  return belongsTo(readPrivateKey(key), readCertificate(certificate))
    ? []
    : [
        text`${PRIVATE_KEY} does not belong to ${CERTIFICATE}, or in a chain to its first certificate; pass the private key of that certificate, and put the site's own certificate before those of its issuers`,
      ];
}

/** The same of what a call was given. */
export function givenCertificateAndKey(given: {
  readonly certificate?: unknown;
  readonly privateKey?: unknown;
}): Text[] {
  return certificateAndKey({ certificate: given.certificate, private_key: given.privateKey });
}

/** A key of a kind that the load balancer does not take. */
export function kindOfKey({ certificate }: SelfManaged): Text[] {
  const read = isPem(certificate) && wrongCertificate(certificate).length === 0 && readCertificate(certificate);
  const kind = read ? refusedKind(read) : undefined;
  return kind === undefined
    ? []
    : [
        text`the certificate's key is ${kind}, but the load balancer supports RSA-2048 and ECDSA P-256; use a certificate for such a key`,
      ];
}

/** A certificate of the chain that browsers no longer accept. */
export function expired({ certificate }: SelfManaged): Text[] {
  return datesOf(certificate)
    .filter(({ until }) => until.getTime() < Date.now())
    .slice(0, 1)
    .map(
      ({ subject, until }) =>
        text`${CERTIFICATE} expired on ${day(until)}${subject}, so browsers refuse the connection; pass a certificate that is valid now`,
    );
}

/** A certificate of the chain that browsers do not accept yet. */
export function notYetValid({ certificate }: SelfManaged): Text[] {
  return datesOf(certificate)
    .filter(({ from }) => from.getTime() > Date.now())
    .slice(0, 1)
    .map(
      ({ subject, from }) =>
        text`${CERTIFICATE} is valid only from ${day(from)} on${subject}, and browsers refuse the connection until then; pass a certificate that is valid now`,
    );
}

/** The same of a certificate of Certificate Manager. */
export function ofCertificateManager(find: (certificate: SelfManaged) => Text[]) {
  return (app: SynthesizedApp): Found[] =>
    app.ofType(CERTIFICATE_MANAGER_CERTIFICATE).flatMap((resource) => {
      const own = blockOf(resource.config.self_managed);
      const certificate = own.pem_certificate ?? own.certificate_pem;
      const key = own.pem_private_key ?? own.private_key_pem ?? own.pem_private_key_wo;
      return find({ certificate, private_key: key }).map((found) => about(resource, found));
    });
}

/** When each certificate of a chain is valid, and whose it is where it is not the site's own. */
function datesOf(pem: unknown): { readonly from: Date; readonly until: Date; readonly subject: string }[] {
  if (!isPem(pem) || wrongCertificate(pem).length > 0) {
    return [];
  }
  return pem
    .split(BEGIN_CERTIFICATE)
    .slice(1)
    .flatMap((each, index) => {
      const read = readCertificate(`${BEGIN_CERTIFICATE}${each}`);
      const subject = index === 0 ? "" : ` (that of its issuer ${read?.subject.replace(/\n/g, ", ") ?? ""})`;
      return read === undefined ? [] : [{ from: new Date(read.validFrom), until: new Date(read.validTo), subject }];
    });
}

/** A date as year, month and day. */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A private key that the synthesized Terraform shows. */
export function keyInTerraform({ private_key: key, private_key_wo: writeOnly }: SelfManaged): Text[] {
  return isPem(key ?? writeOnly)
    ? [
        text`the private key is known at synth, so the synthesized Terraform contains it; pass a sensitive variable instead`,
      ]
    : [];
}

/** A write-only key without a version, or with an empty one, or beside a key that is kept. */
export function versionOfKey(certificate: SelfManaged): Text[] {
  const { private_key: kept, private_key_wo: writeOnly, private_key_wo_version: version } = certificate;
  if (version === "") {
    return [text`${VERSION} must not be empty, got ""; write it like "1"`];
  }
  if (kept !== undefined && writeOnly !== undefined) {
    return [text`a certificate cannot have both ${PRIVATE_KEY} and ${WRITE_ONLY_KEY}; remove ${PRIVATE_KEY}`];
  }
  return (writeOnly === undefined) === (version === undefined)
    ? []
    : [text`a write-only private key has ${WRITE_ONLY_KEY} and ${VERSION}; set both, or ${PRIVATE_KEY} alone`];
}

/** A write-only key that is in the state nevertheless, as that of the data source that it is read with. */
export function keyInState({ private_key_wo: key }: SelfManaged): Text[] {
  const source = mentionsIn(textOf(key) ?? "").find(({ isData, type }) => isData || type.includes("_"));
  return source === undefined
    ? []
    : [
        text`the private key is write-only, but ${source.isData ? "data." : ""}${source.type}.${source.id} is in Terraform's state with the key; pass an ephemeral variable, or the attribute of an ephemeral resource`,
      ];
}

function wrongCertificate(pem: unknown): Text[] {
  const faults = wrongForm(CERTIFICATE, pem, "CERTIFICATE");
  if (!isPem(pem) || faults.length > 0) {
    return faults;
  }
  const count = pem.split(BEGIN_CERTIFICATE).length - 1;
  return count > MAX_CHAIN_LENGTH
    ? [
        text`a certificate chain can have at most ${MAX_CHAIN_LENGTH} certificates, got ${count}; remove the root certificate`,
      ]
    : unreadable(CERTIFICATE, pem, readCertificate(pem));
}

function wrongPrivateKey(pem: unknown): Text[] {
  const faults = wrongForm(PRIVATE_KEY, pem, "PRIVATE KEY");
  if (!isPem(pem) || faults.length > 0) {
    return faults;
  }
  return pem.includes("ENCRYPTED")
    ? [
        text`${PRIVATE_KEY} must not have a passphrase, but it is encrypted; remove the passphrase, for example with openssl pkey`,
      ]
    : unreadable(PRIVATE_KEY, pem, readPrivateKey(pem));
}

/** A text that is not in PEM, or of something else. It is not shown: it may be a secret. */
export function wrongForm(what: ReturnType<typeof argument>, pem: unknown, kind: string): Text[] {
  if (!isPem(pem) || isA(kind, pem)) {
    return [];
  }
  const [, other] = /^\s*-----BEGIN ([A-Z ]+)-----/.exec(pem) ?? [];
  const got = other === undefined ? text`a string of ${pem.length} characters that does not` : `a ${other}`;
  const wayOut = other === undefined ? "the content of the PEM file, not its path" : `the PEM of the ${kind}`;
  return [text`${what} must be in PEM and begin with -----BEGIN ${kind}-----, got ${got}; pass ${wayOut}`];
}

function isA(kind: string, pem: string): boolean {
  return new RegExp(`^\\s*-----BEGIN ([A-Z]+ )?${kind}-----`).test(pem);
}

/** A text that begins like PEM and cannot be read. */
export function unreadable(what: ReturnType<typeof argument>, pem: string, read: object | undefined): Text[] {
  return read !== undefined
    ? []
    : [
        text`${what} begins like PEM, but its ${pem.length} characters cannot be read; pass the whole content of the PEM file, with its line breaks`,
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

/** Whether a value is a text that is known, which should be in PEM. */
export function isPem(value: unknown): value is string {
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
