import {
  ApplicationLoadBalancer,
  ManagedSslCertificate,
  QuicOverride,
  SslPolicy,
  SslProfile,
  TlsVersion,
} from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, around, left, oneWild } from "../specimen";

interface FrontEnd {
  readonly domains: string[];
  readonly together: string[];
  readonly httpsPort?: number;
  readonly httpPort?: number;
  readonly httpRedirect?: boolean;
  readonly httpKeepAliveTimeoutSec?: number;
  readonly quicOverride?: QuicOverride;
  readonly ipv6?: boolean;
}

const domain = fc.constantFrom(
  "app.example.com",
  "www.example.com",
  "*.example.com",
  "example",
  "a b.example.com",
  "-a.example.com",
  "https://app.example.com",
  "app.example.com.",
  `${"a".repeat(52)}.example.com`,
  `${"a".repeat(53)}.example.com`,
  `${"a".repeat(64)}.example.com`,
  "192.0.2.1",
  "",
);

/** A load balancer with its front end. */
export const frontEnd: Specimen<FrontEnd> = {
  part: "Load balancer",
  values: oneWild<FrontEnd>(
    {
      domains: fc.constantFrom(["app.example.com"], ["app.example.com", "www.example.com"]),
      together: fc.constant([]),
      httpsPort: left,
      httpPort: left,
      httpRedirect: fc.constantFrom(undefined, false),
      httpKeepAliveTimeoutSec: left,
      quicOverride: fc.constantFrom(undefined, QuicOverride.ENABLE),
      ipv6: fc.constantFrom(undefined, true),
    },
    {
      domains: fc.oneof(
        fc.uniqueArray(domain, { maxLength: 3 }),
        around(15).map((count) => Array.from({ length: count }, (_, index) => `d${index}.example.com`)),
      ),
      together: fc.oneof(
        fc.array(domain, { minLength: 1, maxLength: 2 }),
        around(100).map((count) => Array.from({ length: count }, (_, index) => `d${index}.example.com`)),
      ),
      httpsPort: around(1, 80, 443, 65_535),
      httpPort: around(1, 80, 443, 65_535),
      httpKeepAliveTimeoutSec: around(5, 1200),
    },
  ),
  build: (scope, { domains, together, ...options }, { web }) => {
    const certificates =
      together.length > 0 ? [new ManagedSslCertificate(scope, "Certificate", { domains: together })] : [];
    new ApplicationLoadBalancer(scope, "Balancer", { domains, certificates, defaultService: web, ...options });
  },
};

interface Tls {
  readonly profile: "COMPATIBLE" | "MODERN" | "RESTRICTED" | "CUSTOM";
  readonly ciphers: string[];
  readonly minTlsVersion: TlsVersion;
}

const cipher = fc.constantFrom(
  "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  "TLS_AES_128_GCM_SHA256",
  "ROT13",
);

/** An SSL policy. */
export const tls: Specimen<Tls> = {
  part: "SSL policy",
  values: oneWild<Tls>(
    {
      profile: fc.constantFrom("COMPATIBLE", "MODERN", "RESTRICTED", "CUSTOM"),
      ciphers: fc.constant(["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]),
      minTlsVersion: fc.constantFrom(...Object.values(TlsVersion)),
    },
    { ciphers: fc.array(cipher, { maxLength: 3 }) },
  ),
  build: (scope, { profile, ciphers, minTlsVersion }) => {
    new SslPolicy(scope, "Policy", {
      profile: profile === "CUSTOM" ? SslProfile.custom(ciphers) : SslProfile[profile],
      minTlsVersion,
    });
  },
};
