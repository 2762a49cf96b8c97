import { X509Certificate, createPrivateKey } from "crypto";
import { Problem, Warning, checkGiven, isKnown, problem, warning } from "./problem";

const MAX_CHAIN_LENGTH = 5;

/** A certificate chain and its private key in PEM: CERT-13. The values are never shown: they may be secrets. */
export function checkCertificateAndKey(certificate: string, privateKey: string): Problem[] {
  const wayOut = "pass a sensitive variable, or the content of the PEM file";
  const problems = [
    ...checkGiven("CERT-13", "certificate", certificate, wayOut),
    ...checkGiven("CERT-13", "privateKey", privateKey, wayOut),
    ...checkCertificate(certificate),
    ...checkPrivateKey(privateKey),
  ];
  if (problems.length > 0 || !isKnown(certificate) || !isKnown(privateKey)) {
    return problems;
  }
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))
    ? []
    : [
        problem(
          "CERT-13",
          "privateKey must belong to certificate, of a chain to the first one",
          "another key",
          "pass the two files that were made together, the site's own certificate before those of its issuers",
        ),
      ];
}

/** What is suspicious about a certificate and its private key: CERT-13. */
export function certificateAndKeyWarnings(certificate: string, privateKey: string): Warning[] {
  const isReadable = isKnown(certificate) && checkCertificate(certificate).length === 0;
  const kind = isReadable ? keyType(new X509Certificate(certificate)) : undefined;
  return [
    ...(kind === undefined
      ? []
      : [
          warning(
            "CERT-13",
            `the certificate's key is ${kind}, where the load balancer takes RSA-2048 and ECDSA P-256; have one issued for such a key`,
          ),
        ]),
    ...(isKnown(privateKey)
      ? [
          warning(
            "CERT-13",
            "the private key is known at synth and so stands in the synthesized Terraform; pass a sensitive variable",
          ),
        ]
      : []),
  ];
}

function checkCertificate(pem: string): Problem[] {
  const shape = checkPem("certificate", pem, "CERTIFICATE");
  if (!isKnown(pem) || shape.length > 0) {
    return shape;
  }
  const count = pem.split("-----BEGIN CERTIFICATE-----").length - 1;
  if (count > MAX_CHAIN_LENGTH) {
    return [
      problem(
        "CERT-13",
        `a certificate chain has at most ${MAX_CHAIN_LENGTH} certificates`,
        count,
        "leave out the root",
      ),
    ];
  }
  return checkReadable("certificate", pem, () => new X509Certificate(pem));
}

function checkPrivateKey(pem: string): Problem[] {
  const shape = checkPem("privateKey", pem, "PRIVATE KEY");
  if (!isKnown(pem) || shape.length > 0) {
    return shape;
  }
  if (/ENCRYPTED/.test(pem)) {
    return [
      problem(
        "CERT-13",
        "privateKey may have no passphrase",
        "an encrypted key",
        "take the passphrase off, such as with openssl pkey",
      ),
    ];
  }
  return checkReadable("privateKey", pem, () => createPrivateKey(pem));
}

function checkPem(what: string, pem: string, kind: string): Problem[] {
  if (!isKnown(pem) || new RegExp(`^\\s*-----BEGIN ([A-Z]+ )?${kind}-----`).test(pem)) {
    return [];
  }
  return [
    problem(
      "CERT-13",
      `${what} must be in PEM and begin with -----BEGIN ${kind}-----`,
      `${pem.length} characters of something else`,
      "pass the content of the PEM file, not its path",
    ),
  ];
}

function checkReadable(what: string, pem: string, read: () => unknown): Problem[] {
  try {
    read();
    return [];
  } catch {
    return [
      problem(
        "CERT-13",
        `${what} cannot be read`,
        `${pem.length} characters that begin like PEM`,
        "pass the whole content of the PEM file, with its line breaks",
      ),
    ];
  }
}

/** The kind of a certificate's key in words, where the load balancer does not take it. */
function keyType({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === "rsa") {
    return modulusLength === 2048 ? undefined : `RSA-${modulusLength}`;
  }
  return namedCurve === "prime256v1" ? undefined : `${publicKey.asymmetricKeyType} ${namedCurve ?? ""}`.trim();
}
