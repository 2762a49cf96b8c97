import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { FORWARDING_RULE, HTTPS_PROXY, MANAGED_CERTIFICATE, SSL_CERTIFICATE } from "../../app/types";
import { Block, blockOf, isSet, textsOf } from "../../app/values";
import { Arguments } from "../arguments";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { unusedOf } from "../unused";

/** Of a target proxy. */
export const MAX_CERTIFICATES = 15;

type Proxy = Arguments<typeof HTTPS_PROXY>;

/** A certificate beside those that a load balancer has. */
interface AddedCertificate {
  readonly certificate: { readonly node: { readonly path: string } } | undefined;
  readonly present: readonly unknown[];
}

/** A certificate that cannot be added. */
export function addedCertificate({ certificate, present: others }: AddedCertificate): Text[] {
  const count = others.length + 1;
  return [
    ...(certificate !== undefined && others.includes(certificate)
      ? [text`the load balancer already has the certificate ${given(certificate.node.path)}; add it only once`]
      : []),
    ...(count > MAX_CERTIFICATES
      ? [
          text`a load balancer can have at most ${MAX_CERTIFICATES} certificates, got ${count}; put several domains into one ManagedSslCertificate and pass it in certificates`,
        ]
      : []),
  ];
}

/** More certificates than a target proxy takes. */
export function tooManyCertificates({ ssl_certificates: certificates }: Proxy): Text[] {
  return Array.isArray(certificates) && certificates.length > MAX_CERTIFICATES
    ? [
        text`a target proxy can have at most ${MAX_CERTIFICATES} certificates, got ${certificates.length}; put several domains into one ManagedSslCertificate`,
      ]
    : [];
}

/** A certificate that is listed twice. One expression is one certificate, whichever it is. */
export function repeatedCertificates({ ssl_certificates: certificates }: Proxy): Text[] {
  const texts = Array.isArray(certificates) ? textsOf(certificates) : [];
  const repeated = texts.filter((each, index) => texts.indexOf(each) < index);
  return [...new Set(repeated)].map(
    (each) => text`a target proxy has the certificate ${given(each)} more than once; list it only once`,
  );
}

/** Certificates that have no effect because of a map. */
export function certificatesBesideMap(proxy: Proxy): Text[] {
  return isSet(proxy, "certificate_map") && isSet(proxy, "ssl_certificates") && !isStep(proxy)
    ? [
        text`ssl_certificates has no effect beside certificate_map; remove ssl_certificates when the map covers all domains`,
      ]
    : [];
}

/** Whether somebody said that a proxy has both only for a step from the certificates to the map. */
function isStep(proxy: Block): boolean {
  return blockOf(proxy["//"]).certificate_map_stage === "ATTACH";
}

/** Certificates of Certificate Manager without a map. */
export function certificatesWithoutMap(app: SynthesizedApp): Found[] {
  return app
    .ofType(HTTPS_PROXY)
    .filter((proxy) => isSet(proxy.config, "certificate_manager_certificates") && isExternal(app, proxy))
    .map((proxy) =>
      about(
        proxy,
        text`a global external load balancer uses certificates of Certificate Manager only through certificate_map, but certificate_manager_certificates is set; create a certificate map with these certificates, and set certificate_map instead`,
      ),
    );
}

/** Whether an external load balancer certainly has a proxy; a cross-region internal one has global proxies too. */
function isExternal(app: SynthesizedApp, proxy: Resource): boolean {
  return app.users(proxy, FORWARDING_RULE).some((rule) => schemeOf(app, rule)?.startsWith("EXTERNAL"));
}

/** A target HTTPS proxy without a certificate. */
export function withoutCertificate(app: SynthesizedApp): Found[] {
  return app
    .ofType(HTTPS_PROXY)
    .filter(({ config }) => !hasCertificate(config))
    .map((proxy) =>
      about(proxy, text`a target HTTPS proxy needs a certificate; set domains, certificates or certificateMap`),
    );
}

/** A load balancer with a target HTTPS proxy that has no certificate, and no certificate map by an override. */
export function nothingToServeHttps({ proxy }: { readonly proxy: Block | undefined }): Text[] {
  return proxy === undefined || hasCertificate(proxy)
    ? []
    : [
        text`a load balancer for HTTPS needs a certificate; set domains, certificates or certificateMap, or set httpOnly`,
      ];
}

function hasCertificate(proxy: Block): boolean {
  return ["ssl_certificates", "certificate_map", "certificate_manager_certificates"].some((each) => isSet(proxy, each));
}

/** Certificates that no proxy offers. */
export function unusedCertificates(app: SynthesizedApp): Found[] {
  return [
    ...unusedOf(app, [MANAGED_CERTIFICATE], [HTTPS_PROXY]).map((certificate) =>
      about(
        certificate,
        text`no target proxy uses this certificate, so Google never issues it; pass it to a load balancer (certificates), or remove it`,
      ),
    ),
    ...unusedOf(app, [SSL_CERTIFICATE], [HTTPS_PROXY]).map((certificate) =>
      about(
        certificate,
        text`no target proxy uses this certificate, so no visitor gets it; pass it to a load balancer (certificates), or remove it`,
      ),
    ),
  ];
}
