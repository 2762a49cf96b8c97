import { HTTPS_PROXY, SSL_POLICY } from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isSet, knownText, knownTexts } from "../../app/values";

/** The cipher suites that a custom profile may name. */
const CIPHER_SUITES =
  /^TLS_(ECDHE_(ECDSA|RSA)_WITH_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_CBC_SHA|AES_256_CBC_SHA)|RSA_WITH_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|AES_128_CBC_SHA|AES_256_CBC_SHA|3DES_EDE_CBC_SHA))$/;

/** TLS-04: Google's own default, which still takes TLS 1.0. */
export function noSslPolicy(app: SynthesizedApp): Finding[] {
  return app
    .ofType(HTTPS_PROXY)
    .filter(({ config }) => !isSet(config, "ssl_policy"))
    .map((proxy) =>
      warning(
        "TLS-04",
        proxy,
        "without an SSL policy visitors may come with TLS 1.0 and weak ciphers; give it an SslPolicy",
      ),
    );
}

/** TLS-05: an SSL policy of a region at a global proxy. */
export function regionalSslPolicy(app: SynthesizedApp): Finding[] {
  return app
    .ofType(HTTPS_PROXY)
    .flatMap((proxy) =>
      app
        .uses(proxy, "google_compute_region_ssl_policy")
        .map((policy) =>
          error(
            "TLS-05",
            proxy,
            `a global target proxy takes a global SSL policy, got ${paths([policy])}; use SslPolicy`,
          ),
        ),
    );
}

/** TLS-02, TLS-03: TLS versions and cipher suites that do not go with the profile. */
export function sslPolicies(app: SynthesizedApp): Finding[] {
  return app.ofType(SSL_POLICY).flatMap((policy) => [...versions(policy), ...cipherSuites(policy)]);
}

function versions(policy: Resource): Finding[] {
  const profile = knownProfile(policy);
  const version = policy.config.min_tls_version === undefined ? "TLS_1_0" : knownText(policy.config, "min_tls_version");
  if (profile === undefined || version === undefined) {
    return [];
  }
  if (version === "TLS_1_3" && profile !== "RESTRICTED") {
    return [error("TLS-02", policy, `TLS_1_3 needs the profile RESTRICTED, got ${profile}; use that one, or TLS_1_2`)];
  }
  return profile === "FIPS_202205" && version !== "TLS_1_2"
    ? [error("TLS-02", policy, `the profile FIPS_202205 needs TLS_1_2, got ${version}; use that version`)]
    : [];
}

function cipherSuites(policy: Resource): Finding[] {
  const profile = knownProfile(policy);
  const named = isSet(policy.config, "custom_features");
  if (profile === "CUSTOM" && !named) {
    return [
      error(
        "TLS-03",
        policy,
        "a custom profile names at least one cipher suite, got none; name some in custom_features",
      ),
    ];
  }
  if (profile !== undefined && profile !== "CUSTOM" && named) {
    return [
      error("TLS-03", policy, `custom_features need the profile CUSTOM, got ${profile}; remove them, or use that one`),
    ];
  }
  return knownTexts(policy.config.custom_features)
    .filter((suite) => !CIPHER_SUITES.test(suite))
    .map((suite) =>
      error(
        "TLS-03",
        policy,
        `a custom profile takes the cipher suites of Google's list, got ${suite}; use one of these`,
      ),
    );
}

/** The profile, where Google's default counts as written. */
function knownProfile({ config }: Resource): string | undefined {
  return config.profile === undefined ? "COMPATIBLE" : knownText(config, "profile");
}
