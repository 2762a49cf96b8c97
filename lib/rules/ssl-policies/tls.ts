import { SynthesizedApp } from "../../app/synthesized-app";
import { HTTPS_PROXY, SSL_POLICY } from "../../app/types";
import { isSet, knownText, knownTexts } from "../../app/values";
import {
  CIPHER_SUITES,
  CUSTOM_PROFILE,
  DEFAULT_PROFILE,
  DEFAULT_TLS_VERSION,
  SSL_PROFILES,
  SslProfileRow,
  TLS_VERSIONS,
  TlsVersionRow,
} from "../../google/tls";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { knownValues, oneOf } from "../values";
import { unusedOf } from "../unused";

type Policy = Arguments<typeof SSL_POLICY>;

const PROFILES: { readonly [profile: string]: SslProfileRow | undefined } = SSL_PROFILES;
const VERSIONS: { readonly [version: string]: TlsVersionRow | undefined } = TLS_VERSIONS;
/** The versions that go with every profile but those that have a version of their own. */
const COMMON_VERSIONS = Object.keys(VERSIONS).filter((version) => VERSIONS[version]?.onlyProfile === undefined);

/** Cipher suites of a custom profile, none or unknown ones. */
export function givenCipherSuites({ cipherSuites }: { readonly cipherSuites?: unknown }): Text[] {
  return Array.isArray(cipherSuites) && cipherSuites.length === 0
    ? [text`a custom profile needs at least one cipher suite; list some, or use SslProfile.MODERN`]
    : knownValues(cipherSuites).flatMap((suite) => oneOf("a cipher suite", suite, CIPHER_SUITES));
}

/** TLS versions that there are not, or that do not go with the profile. */
export function tlsVersion(policy: Policy): Text[] {
  const profile = profileOf(policy);
  const version = policy.min_tls_version === undefined ? DEFAULT_TLS_VERSION : knownText(policy, "min_tls_version");
  if (version === undefined) {
    return [];
  }
  if (VERSIONS[version] === undefined) {
    return oneOf(argument("min_tls_version"), version, COMMON_VERSIONS);
  }
  if (profile === undefined) {
    return [];
  }
  const { onlyProfile = profile } = VERSIONS[version];
  if (profile !== onlyProfile) {
    return [text`${version} needs the profile ${onlyProfile}, got ${profile}; use that profile, or TLS_1_2`];
  }
  const { onlyVersion = version } = PROFILES[profile] ?? {};
  return version === onlyVersion
    ? []
    : [text`the profile ${profile} needs ${onlyVersion}, got ${version}; use that version`];
}

/** Cipher suites that do not go with the profile, or that Google does not have. */
export function cipherSuites(policy: Policy): Text[] {
  const profile = profileOf(policy);
  const named = isSet(policy, "custom_features");
  if (profile === CUSTOM_PROFILE && !named) {
    return [text`a custom profile needs at least one cipher suite; list some in custom_features`];
  }
  if (profile !== undefined && profile !== CUSTOM_PROFILE && named) {
    return [
      text`custom_features needs the profile ${CUSTOM_PROFILE}, got ${profile}; remove custom_features, or use that profile`,
    ];
  }
  const known: readonly string[] = CIPHER_SUITES;
  return knownTexts(policy.custom_features)
    .filter((suite) => !known.includes(suite))
    .map(
      (suite) =>
        text`a custom profile can only have the cipher suites of Google's list, got ${suite}; use one of these`,
    );
}

/** The profile, where Google's default counts as written. */
function profileOf(policy: Policy): string | undefined {
  return policy.profile === undefined ? DEFAULT_PROFILE : knownText(policy, "profile");
}

/** Google's own default, which still allows TLS 1.0. */
export function withoutPolicy(proxy: Arguments<typeof HTTPS_PROXY>): Text[] {
  return isSet(proxy, "ssl_policy")
    ? []
    : [text`without an SSL policy, visitors may use TLS 1.0 and weak ciphers; set an SslPolicy`];
}

/** SSL policies that nothing uses. */
export function unusedPolicies(app: SynthesizedApp): Found[] {
  return unusedOf(app, [SSL_POLICY], [HTTPS_PROXY]).map((policy) =>
    about(
      policy,
      text`no target HTTPS proxy uses this SSL policy, so it has no effect; pass it to a load balancer (sslPolicy), or remove it`,
    ),
  );
}

/** An SSL policy of a region at a global proxy. */
export function regionalPolicy(app: SynthesizedApp): Found[] {
  return app
    .ofType(HTTPS_PROXY)
    .flatMap((proxy) =>
      app
        .uses(proxy, "google_compute_region_ssl_policy")
        .map((policy) =>
          about(
            proxy,
            text`a global target proxy needs a global SSL policy, but ${paths([policy])} is regional; use an SslPolicy, which is global`,
          ),
        ),
    );
}
