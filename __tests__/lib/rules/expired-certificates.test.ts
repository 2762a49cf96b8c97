import { EnvironmentStack, SelfManagedSslCertificate } from "cdktf-google-serverless-lb";
import { P256_CERTIFICATE, P256_KEY, RSA_CERTIFICATE } from "../../certificates";
import { failureOf } from "../../synthesized";
import { found, stackOf } from "./site";

/** The certificates of the tests are valid from 25 November 2026 to 1 November 2126. */
const VALID = "2026-12-01T00:00:00Z";
const EXPIRED = "2126-11-02T00:00:00Z";
const TOO_EARLY = "2026-11-24T00:00:00Z";

const at = (now: string, certificate: string) => {
  jest.useFakeTimers({ now: new Date(now), doNotFake: ["nextTick", "setImmediate"] });
  return found(
    stackOf({
      google_compute_ssl_certificate: { own: { name: "own", certificate, private_key: "${var.key}" } },
      google_certificate_manager_certificate: {
        other: { name: "other", self_managed: { pem_certificate: certificate, pem_private_key: "${var.key}" } },
      },
    }),
  ).filter((finding) => finding.includes(" CERT-17 "));
};

afterEach(() => jest.useRealTimers());

test("an expired certificate is an error", () => {
  const text =
    "certificate expired on 2126-11-01, so browsers refuse the connection; pass a certificate that is valid now";
  expect(at(EXPIRED, P256_CERTIFICATE)).toEqual([
    expect.stringContaining(`error CERT-17 prod/own: ${text}`),
    expect.stringContaining(`error CERT-17 prod/other: ${text}`),
  ]);
});

test("a certificate that is not valid yet is warned of", () => {
  expect(at(TOO_EARLY, P256_CERTIFICATE)).toEqual([
    expect.stringContaining(
      "warning CERT-17 prod/own: certificate is valid only from 2026-11-25 on, and browsers refuse",
    ),
    expect.stringContaining("warning CERT-17 prod/other: certificate is valid only from 2026-11-25 on"),
  ]);
});

test("the certificates of the issuers are read too", () => {
  expect(at(EXPIRED, `${P256_CERTIFICATE}${RSA_CERTIFICATE}`)[0]).toContain("certificate expired on 2126-11-01, so");
  expect(at(VALID, `${P256_CERTIFICATE}${RSA_CERTIFICATE}`)).toEqual([]);
});

test.each([
  ["a valid certificate", P256_CERTIFICATE],
  ["one that only Terraform knows", "${var.certificate}"],
])("%s passes", (_what, certificate) => {
  expect(at(VALID, certificate)).toEqual([]);
});

test("an expired certificate of a construct is refused where it is made", () => {
  jest.useFakeTimers({ now: new Date(EXPIRED), doNotFake: ["nextTick", "setImmediate"] });
  const failure = failureOf((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1" });
    new SelfManagedSslCertificate(stack, "Own", { certificate: P256_CERTIFICATE, privateKey: P256_KEY });
  });
  expect(failure).toContain(
    "[test/Own] CERT-17: certificate expired on 2126-11-01, so browsers refuse the connection; ",
  );
});
