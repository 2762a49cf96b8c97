import {
  EnvironmentStack,
  PostQuantumKeyExchange,
  SslPolicy,
  SslPolicyProps,
  SslProfile,
  TlsVersion,
} from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const TYPE = "google_compute_ssl_policy";

test("an SSL policy is modern by default", () => {
  expect(resource(TYPE, (stack) => new SslPolicy(stack, "Tls"))).toEqual({
    name: "test-tls",
    profile: "MODERN",
    min_tls_version: "TLS_1_2",
    lifecycle: { create_before_destroy: true },
  });
});

test("an SSL policy takes a profile, a version and the name of an existing one", () => {
  const props = { profile: SslProfile.RESTRICTED, minTlsVersion: TlsVersion.TLS_1_1, name: "company-tls" };
  expect(resource(TYPE, (stack) => new SslPolicy(stack, "Tls", props))).toMatchObject({
    name: "company-tls",
    profile: "RESTRICTED",
    min_tls_version: "TLS_1_1",
  });
});

test.each([
  ["COMPATIBLE", SslProfile.COMPATIBLE],
  ["MODERN", SslProfile.MODERN],
  ["RESTRICTED", SslProfile.RESTRICTED],
])("profile %s is written by its name", (name, profile) => {
  expect(resource(TYPE, (stack) => new SslPolicy(stack, "Tls", { profile }))).toMatchObject({ profile: name });
});

test("a custom profile names its cipher suites", () => {
  const profile = SslProfile.custom(["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]);
  expect(resource(TYPE, (stack) => new SslPolicy(stack, "Tls", { profile }))).toMatchObject({
    profile: "CUSTOM",
    custom_features: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
  });
});

test.each([
  ["no cipher suite", [], /^\[test\/Tls\] TLS-03: a custom profile needs at least one cipher suite; list some, or/],
  ["an unknown one", ["RC4"], /TLS-03: a cipher suite must be one of .*, got "RC4"; choose one of these \(https:/],
])("a custom profile with %s is refused", (_what, cipherSuites, message) => {
  const profile = SslProfile.custom(cipherSuites);
  expect(() => synthesize((stack) => new SslPolicy(stack, "Tls", { profile }))).toThrow(message);
});

test.each<[string, SslPolicyProps, string, object]>([
  [
    "TLS 1.3",
    { profile: SslProfile.RESTRICTED, minTlsVersion: TlsVersion.TLS_1_3 },
    "7.17.0",
    { profile: "RESTRICTED", min_tls_version: "TLS_1_3" },
  ],
  ["FIPS", { profile: SslProfile.FIPS_202205 }, "7.17.0", { profile: "FIPS_202205", min_tls_version: "TLS_1_2" }],
  [
    "a post-quantum key exchange",
    { postQuantumKeyExchange: PostQuantumKeyExchange.ENABLED },
    "7.34.0",
    { name: expect.stringMatching(/^test-tls-\w{8}$/), profile: "MODERN", post_quantum_key_exchange: "ENABLED" },
  ],
])("an SSL policy takes %s from a version of the provider on", (_what, props, since, written) => {
  const build = (stack: EnvironmentStack) => new SslPolicy(stack, "Tls", props);
  expect(resource(TYPE, build, since)).toMatchObject(written);
  expect(() => resource(TYPE, build, "~> 7.16")).toThrow(
    `since version ${since.slice(0, -2)} of the provider, and the stack takes version ~> 7.16; set providerVersion`,
  );
});

test("what Google would do anyway gets into no name", () => {
  const props = { postQuantumKeyExchange: PostQuantumKeyExchange.DEFAULT };
  expect(resource(TYPE, (stack) => new SslPolicy(stack, "Tls", props), "~> 7.34")).toMatchObject({
    name: "test-tls",
    post_quantum_key_exchange: "DEFAULT",
  });
});

test.each([
  [SslProfile.MODERN, TlsVersion.TLS_1_3, "TLS_1_3 needs the profile RESTRICTED, got MODERN"],
  [SslProfile.FIPS_202205, TlsVersion.TLS_1_1, "the profile FIPS_202205 needs TLS_1_2, got TLS_1_1"],
])("a profile and a TLS version that do not go together are refused", (profile, minTlsVersion, message) => {
  const build = (stack: EnvironmentStack) => new SslPolicy(stack, "Tls", { profile, minTlsVersion });
  expect(() => resource(TYPE, build, "~> 7.17")).toThrow(`[test/Tls] TLS-02: ${message}`);
});

test("an existing SSL policy is looked up by name", () => {
  const json = synthesize((stack) => SslPolicy.fromSslPolicyName(stack, "Tls", "company-tls"));
  expect(json.data).toEqual({ google_compute_ssl_policy: { Tls_841AEEF3: { name: "company-tls" } } });
});
