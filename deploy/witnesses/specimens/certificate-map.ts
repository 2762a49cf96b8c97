import { CertificateMap, DnsAuthorizationType } from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { pem } from "../../neighbours";
import { Specimen, left, oneWild } from "../specimen";

interface Map {
  readonly domains: string[];
  readonly dnsAuthorizationType?: DnsAuthorizationType;
  readonly name?: string;
  /** The domains of a certificate of its own. */
  readonly own?: string[];
}

const domain = fc.constantFrom(
  "app.example.com",
  "*.app.example.com",
  "www.*.example.com",
  "*example.com",
  "example",
  "a b.example.com",
  "-a.example.com",
  "https://app.example.com",
  "app.example.com.",
  `${"a".repeat(63)}.example.com`,
  `${"a".repeat(64)}.example.com`,
  `*.${"a".repeat(64)}.example.com`,
  "192.0.2.1",
  "",
);

/** A certificate map with its certificates, entries and DNS authorizations. */
export const certificateMap: Specimen<Map> = {
  part: "Certificate map",
  values: oneWild<Map>(
    {
      domains: fc.constantFrom(["a.example.com"], ["a.example.com", "*.a.example.com"], ["*.b.example.com"]),
      dnsAuthorizationType: fc.constantFrom(undefined, DnsAuthorizationType.PER_PROJECT_RECORD),
      name: left,
      own: fc.constantFrom(undefined, ["own.example.com"], ["own.example.com", "*.own.example.com"]),
    },
    {
      domains: fc.uniqueArray(domain, { minLength: 1, maxLength: 3 }),
      name: fc.constantFrom("Company", "1map", "a_b", "a".repeat(64)),
      own: fc.uniqueArray(domain, { minLength: 1, maxLength: 2 }),
    },
  ),
  build: (scope, { own, ...props }) => {
    const map = new CertificateMap(scope, "Map", props);
    if (own) {
      map.addCertificate("Own", { certificate: pem("certificate.pem"), privateKey: pem("key.pem"), domains: own });
    }
  },
};
