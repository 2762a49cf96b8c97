import { DataGoogleSecretManagerSecretVersion } from "@cdktf/provider-google/lib/data-google-secret-manager-secret-version";
import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  EnvironmentStack,
  SelfManagedSslCertificate,
  SelfManagedSslCertificateProps,
} from "cdktf-google-serverless-lb";
import {
  ENCRYPTED_KEY,
  P256_CERTIFICATE,
  P256_KEY,
  P384_CERTIFICATE,
  P384_KEY,
  RSA_CERTIFICATE,
  RSA_KEY,
} from "../../../certificates";
import { resource, synthesize, synthesizeApp, warningsOf } from "../../../synthesized";

const TYPE = "google_compute_ssl_certificate";
const CERTIFICATE = P256_CERTIFICATE;
const KEY = P256_KEY;
const keyToken = (stack: EnvironmentStack) =>
  new TerraformVariable(stack, "key", { type: "string", sensitive: true }).stringValue;
const certificate =
  (props: Partial<SelfManagedSslCertificateProps> = {}) =>
  (stack: EnvironmentStack) =>
    new SelfManagedSslCertificate(stack, "Tls", { certificate: CERTIFICATE, privateKey: KEY, ...props });

test("a self-managed certificate is named after the certificate", () => {
  expect(resource(TYPE, certificate())).toEqual({
    name: expect.stringMatching(/^test-tls-[0-9a-f]{8}$/),
    certificate: CERTIFICATE,
    private_key: KEY,
    lifecycle: { create_before_destroy: true },
  });
});

test("a renewed certificate has another name, and the key is not part of it", () => {
  const name = (props: Partial<SelfManagedSslCertificateProps>) => resource(TYPE, certificate(props)).name as string;
  expect(name({ certificate: RSA_CERTIFICATE, privateKey: RSA_KEY })).not.toBe(name({}));
  expect(name({ privateKey: `${KEY}\n` })).toBe(name({}));
});

test("a self-managed certificate takes the name of an existing one, with a warning", () => {
  expect(resource(TYPE, certificate({ name: "company-tls" })).name).toBe("company-tls");
  expect(warningsOf((stack) => certificate({ name: "company-tls", privateKey: keyToken(stack) })(stack))).toEqual([
    expect.stringMatching(/^\[test\/Tls\] NEG-19: name "company-tls" is fixed, .*\/compute\/docs\/naming-resources\)/),
  ]);
});

test("certificate and key may be tokens, and Terraform makes the name of the certificate alone", () => {
  const build = (stack: EnvironmentStack) =>
    certificate({
      certificate: new TerraformVariable(stack, "certificate", { type: "string" }).stringValue,
      privateKey: new TerraformVariable(stack, "key", { type: "string", sensitive: true }).stringValue,
    })(stack);
  expect(resource(TYPE, build)).toEqual({
    name: 'test-tls-${substr(sha256(join("|", [var.certificate])), 0, 8)}',
    certificate: "${var.certificate}",
    private_key: "${var.key}",
    lifecycle: { create_before_destroy: true },
  });
});

test("a self-managed certificate has self link, name and resource as attributes, and the domains that can be read", () => {
  const json = synthesize((stack) => {
    const tls = certificate()(stack);
    new TerraformOutput(stack, "link", { value: tls.sslCertificateSelfLink });
    expect(tls.sslCertificateName).toMatch(/^test-tls-[0-9a-f]{8}$/);
    expect(tls.domains).toEqual([]);
    expect(tls.node.defaultChild).toBe(tls.resource);
  });
  expect(json.output.link.value).toBe(`\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.self_link}`);
});

describe("a write-only private key", () => {
  const writeOnly = (props: Partial<SelfManagedSslCertificateProps> = {}) =>
    certificate({ privateKeyVersion: "1", ...props });

  test("is written beside its version, which is part of the name", () => {
    const written = resource(TYPE, writeOnly(), "7.20.0");
    expect(written).toEqual({
      name: expect.stringMatching(/^test-tls-[0-9a-f]{8}$/),
      certificate: CERTIFICATE,
      private_key_wo: KEY,
      private_key_wo_version: "1",
      lifecycle: { create_before_destroy: true },
    });
    const names = [writeOnly({ privateKeyVersion: "2" }), writeOnly({ privateKey: `${KEY}\n` }), certificate()].map(
      (build) => resource(TYPE, build, "7.20.0").name as string,
    );
    expect(names.map((name) => name === written.name)).toEqual([false, true, false]);
  });

  test("needs a version of the provider", () => {
    expect(() => resource(TYPE, writeOnly(), "~> 7.19")).toThrow(
      '[test/Tls] NAM-09: privateKeyVersion exists since version 7.20 of the provider, and the stack takes version ~> 7.19; set providerVersion of the EnvironmentStack to "~> 7.20"',
    );
  });

  test.each<[string, Partial<SelfManagedSslCertificateProps>, string]>([
    ["a certificate for the key", { privateKey: CERTIFICATE }, "privateKey must be in PEM and begin with"],
    ["the two swapped", { certificate: KEY, privateKey: CERTIFICATE }, "certificate and privateKey are swapped"],
    ["the key of another one", { privateKey: RSA_KEY }, "privateKey does not belong to certificate"],
    ["an empty version", { privateKeyVersion: "" }, 'privateKeyVersion must not be empty, got ""; write it like "1"'],
  ])("is refused with %s", (_what, props, message) => {
    expect(() => resource(TYPE, writeOnly(props), "7.20.0")).toThrow(`[test/Tls] CERT-13: ${message}`);
  });

  const warnings = (privateKey: (stack: EnvironmentStack) => string) =>
    synthesizeApp((app) => {
      const stack = new EnvironmentStack(app, "test", { project: "p1", providerVersion: "7.20.0" });
      writeOnly({ privateKey: privateKey(stack) })(stack);
    }).warnings;

  test("is warned of if it is in the synthesized Terraform, or in the state by another way", () => {
    expect(warnings(() => KEY)).toEqual([
      expect.stringContaining("[test/Tls] CERT-13: the private key is known at synth, so the synthesized Terraform"),
    ]);
    const fromSecret = (stack: EnvironmentStack) =>
      new DataGoogleSecretManagerSecretVersion(stack, "Key", { secret: "tls-key" }).secretData;
    expect(warnings(fromSecret)).toEqual([
      expect.stringMatching(
        /^\[test\/Tls\] CERT-13: the private key is write-only, but data\.google_secret_manager_secret_version\.Key is in Terraform's state with the key; pass an ephemeral variable, or the attribute of an ephemeral resource/,
      ),
    ]);
  });

  test("may be a variable, or the attribute of an ephemeral resource", () => {
    expect(warnings(keyToken)).toEqual([]);
    const ephemeral = (stack: EnvironmentStack) => {
      stack.addOverride("ephemeral.google_secret_manager_secret_version.key", { secret: "tls-key" });
      return "${ephemeral.google_secret_manager_secret_version.key.secret_data}";
    };
    expect(warnings(ephemeral)).toEqual([]);
  });
});

test.each<[string, Partial<SelfManagedSslCertificateProps>, RegExp]>([
  [
    "a path for the certificate",
    { certificate: "./tls.crt" },
    /CERT-13: certificate must be in PEM and begin with -----BEGIN CERTIFICATE-----, got a string of 9 characters that does not; pass/,
  ],
  ["a key for the certificate", { certificate: KEY }, /CERT-13: certificate must be in PEM/],
  [
    "a certificate for the key",
    { privateKey: CERTIFICATE },
    /CERT-13: privateKey must be in PEM and begin with -----BEGIN PRIVATE KEY-----, got a CERTIFICATE; pass the PEM of the PRIVATE KEY/,
  ],
  ["no key", { privateKey: "" }, /CERT-13: privateKey .*, got a string of 0 characters that does not/],
])("a self-managed certificate with %s is refused", (_what, props, message) => {
  expect(() => synthesize(certificate(props))).toThrow(new RegExp(`^\\[test/Tls\\] ${message.source}`));
});

test("a key that is refused is not shown", () => {
  expect(() => synthesize(certificate({ privateKey: "s3cr3t" }))).toThrow(/^(?!.*s3cr3t)/s);
});

test.each([
  ["EC", P256_CERTIFICATE, P256_KEY],
  ["RSA", RSA_CERTIFICATE, RSA_KEY],
])("a private key of the kind %s is legal", (_kind, chain, privateKey) => {
  expect(resource(TYPE, certificate({ certificate: chain, privateKey })).private_key).toBe(privateKey);
});

test("a chain has at most five certificates, the site's own first", () => {
  const chain = (count: number) =>
    [P256_CERTIFICATE, ...Array.from({ length: count - 1 }, () => RSA_CERTIFICATE)].join("");
  expect(() => synthesize(certificate({ certificate: chain(5) }))).not.toThrow();
  expect(() => synthesize(certificate({ certificate: chain(6) }))).toThrow(
    /CERT-13: a certificate chain can have at most 5 certificates, got 6; remove the root/,
  );
  expect(() => synthesize(certificate({ certificate: RSA_CERTIFICATE + P256_CERTIFICATE }))).toThrow(
    /CERT-13: privateKey does not belong to certificate, or in a chain to its first certificate; pass the private key/,
  );
});

test.each([
  ["certificate", { certificate: CERTIFICATE.replace("MII", "XXX") }],
  ["privateKey", { privateKey: KEY.replace("MHc", "XXX") }],
])("a %s that is cut or changed is refused", (what, props) => {
  expect(() => synthesize(certificate(props))).toThrow(
    new RegExp(
      `^\\[test/Tls\\] CERT-13: ${what} begins like PEM, but its \\d+ characters cannot be read; pass the whole`,
    ),
  );
});

test("a private key under a passphrase is refused", () => {
  expect(() => synthesize(certificate({ privateKey: ENCRYPTED_KEY }))).toThrow(
    /CERT-13: privateKey must not have a passphrase, but it is encrypted; remove the passphrase/,
  );
});

test("a private key that is known at synth is warned of", () => {
  expect(warningsOf(certificate())).toEqual([
    expect.stringContaining(
      "[test/Tls] CERT-13: the private key is known at synth, so the synthesized Terraform contains it",
    ),
  ]);
  expect(warningsOf((stack) => certificate({ privateKey: keyToken(stack) })(stack))).toEqual([]);
});

test("a key of a kind that the load balancer does not take is warned of", () => {
  const known = (chain: string) =>
    warningsOf((stack) => certificate({ certificate: chain, privateKey: keyToken(stack) })(stack));
  expect(known(RSA_CERTIFICATE)).toEqual([]);
  expect(known(P384_CERTIFICATE)).toEqual([
    expect.stringContaining(
      "CERT-13: the certificate's key is ec secp384r1, but the load balancer supports RSA-2048 and",
    ),
  ]);
  expect(() => synthesize(certificate({ certificate: P384_CERTIFICATE, privateKey: P384_KEY }))).not.toThrow();
});

const declared = (...domains: string[]) =>
  synthesize((stack) =>
    certificate({ certificate: new TerraformVariable(stack, "certificate", {}).stringValue, domains })(stack),
  );

test.each(["a.example.com", "A.example.com.", "*.example.com", "xn--bcher-kva.example"])(
  "a certificate that is not known at synth may be for %s",
  (domain) => {
    expect(() => declared(domain)).not.toThrow();
  },
);

test.each<[string, string[], string]>([
  ["none", [], "domains must have at least one domain; list those that the certificate covers, or remove domains"],
  ["one twice", ["a.com", "A.com."], 'a domain may appear only once, got "A.com."; remove one of them'],
  ["a port", ["a.com:443"], 'at most 253 characters, got "a.com:443"; write "a.com"'],
  ["a path", ["a.com/shop"], 'at most 253 characters, got "a.com/shop"; write "a.com"'],
  ["a wildcard with a port", ["*.a.com:443"], 'got "*.a.com:443"; write "*.a.com"'],
  ["one word", ["localhost"], 'got "localhost"; write it like app.example.com, without scheme, port and path'],
  ["an IP address", ["203.0.113.7"], 'domains can have host names only, got the IP address "203.0.113.7"; remove it'],
  ["all hosts", ["*"], '* may only be the first part of a domain, got "*"; write it like *.example.com'],
  [
    "a star inside",
    ["a.*.com"],
    '* may only be the first part of a domain, got "a.*.com"; write it like *.example.com',
  ],
  ["half a label", ["*a.com"], '* may only be the first part of a domain, got "*a.com"; write it like *.example.com'],
  ["a template", ["${var.a}"], 'domains must be known at synth, got "${var.a}"; write the domains as plain text'],
])("the domains that are declared for a certificate have a fault: %s", (_what, domains, message) => {
  expect(() => declared(...domains)).toThrow(message);
  expect(() => declared(...domains)).toThrow("[test/Tls] CERT-18: ");
});

test("domains that only Terraform knows cannot be declared", () => {
  const build = (stack: EnvironmentStack) =>
    certificate({ domains: new TerraformVariable(stack, "domains", { type: "list(string)" }).listValue })(stack);
  expect(() => synthesize(build)).toThrow(
    '[test/Tls] CERT-18: domains must be known at synth, got "a token"; write the domains as plain text',
  );
});

test("domains that a certificate which is known does not cover are warned of", () => {
  const known = (...domains: string[]) =>
    warningsOf((stack) => certificate({ certificate: RSA_CERTIFICATE, privateKey: keyToken(stack), domains })(stack));
  expect(known("www.example.com")).toEqual([]);
  expect(known("WWW.example.com.", "shop.example.com")).toEqual([
    expect.stringContaining(
      "[test/Tls] CERT-18: the certificate does not cover shop.example.com, only www.example.com; remove it from domains, or use a certificate that covers it",
    ),
  ]);
});
