import { Token } from "cdktf";
import { inAscii } from "../app/ascii-names";
import { MAX_DOMAIN_LENGTH, MAX_FIRST_DOMAIN_LENGTH, isCertificateDomain } from "../rules/limits";
import { Problem, problem } from "./problem";

/** A domain of a Google-managed certificate, which decides ids and so may not be a token: CERT-01, CERT-02. */
export function checkCertificateDomain(domain: string): Problem[] {
  if (isToken(domain)) {
    return [
      problem(
        "CERT-01",
        "a domain decides which certificates there are and so must be known at synth",
        "a token",
        "write the domain out",
      ),
    ];
  }
  if (domain.includes("*")) {
    return [
      problem(
        "CERT-02",
        "a Google-managed certificate of the load balancer holds no wildcard",
        domain,
        "list the domains one by one, or bring your own certificate (SelfManagedSslCertificate)",
      ),
    ];
  }
  if (!isCertificateDomain(domain)) {
    return [
      problem(
        "CERT-01",
        `a certificate's domain must be a full host name in lower case, at most ${MAX_DOMAIN_LENGTH} characters`,
        domain,
        `write it like ${inAscii(domain) ?? "app.example.com, without scheme, port and path"}`,
      ),
    ];
  }
  return [];
}

/** The first domain of a Google-managed certificate, which Google holds shorter than the others: CERT-01. */
export function checkFirstCertificateDomain(domain: string): Problem[] {
  if (Token.isUnresolved(domain) || domain.length <= MAX_FIRST_DOMAIN_LENGTH) {
    return [];
  }
  return [
    problem(
      "CERT-01",
      `the first domain of a Google-managed certificate has at most ${MAX_FIRST_DOMAIN_LENGTH} characters`,
      domain,
      "put it behind a shorter one in a ManagedSslCertificate with several domains",
    ),
  ];
}

/** A domain without the dot that may stand at its end. */
export function withoutDot(domain: string): string {
  return domain.replace(/\.$/, "");
}

/** A token, or the one element that a list which is a token seems to have. */
function isToken(value: string): boolean {
  return Token.isUnresolved(value) || Token.isUnresolved([value]);
}
