import { SslPolicy, SslProfile, TlsVersion } from "cdktf-google-serverless-lb";
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

test("an existing SSL policy is looked up by name", () => {
  const json = synthesize((stack) => SslPolicy.fromSslPolicyName(stack, "Tls", "company-tls"));
  expect(json.data).toEqual({ google_compute_ssl_policy: { Tls_841AEEF3: { name: "company-tls" } } });
});
