import { TerraformOutput, TerraformVariable } from "cdktf";
import {
  EnvironmentStack,
  SelfManagedSslCertificate,
  SelfManagedSslCertificateProps,
} from "cdktf-google-serverless-lb";
import { resource, synthesize, warningsOf } from "../synthesized";

const TYPE = "google_compute_ssl_certificate";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";
const certificate =
  (props: Partial<SelfManagedSslCertificateProps> = {}) =>
  (stack: EnvironmentStack) =>
    new SelfManagedSslCertificate(stack, "Tls", { certificate: CERTIFICATE, privateKey: KEY, ...props });

test("a self-managed certificate is named after the certificate", () => {
  expect(resource(TYPE, certificate())).toEqual({
    name: "test-tls-8010bfce",
    certificate: CERTIFICATE,
    private_key: KEY,
    lifecycle: { create_before_destroy: true },
  });
});

test("a renewed certificate has another name, and the key is not part of it", () => {
  const name = (props: Partial<SelfManagedSslCertificateProps>) => resource(TYPE, certificate(props)).name as string;
  expect(name({ certificate: CERTIFICATE.replace("MIIB", "MIIC") })).not.toBe(name({}));
  expect(name({ privateKey: KEY.replace("MIIE", "MIIF") })).toBe(name({}));
});

test("a self-managed certificate takes the name of an existing one, with a warning", () => {
  expect(resource(TYPE, certificate({ name: "company-tls" })).name).toBe("company-tls");
  expect(warningsOf(certificate({ name: "company-tls" }))).toEqual([
    expect.stringMatching(/^\[test\/Tls\] NEG-19: name "company-tls" is fixed, /),
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

test("a self-managed certificate has self link, name and resource as attributes, and knows no domains", () => {
  const json = synthesize((stack) => {
    const tls = certificate()(stack);
    new TerraformOutput(stack, "link", { value: tls.sslCertificateSelfLink });
    expect(tls.sslCertificateName).toMatch(/^test-tls-[0-9a-f]{8}$/);
    expect(tls.domains).toEqual([]);
    expect(tls.node.defaultChild).toBe(tls.resource);
  });
  expect(json.output.link.value).toBe(`\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.self_link}`);
});

test.each<[string, Partial<SelfManagedSslCertificateProps>, RegExp]>([
  [
    "a path for the certificate",
    { certificate: "./tls.crt" },
    /CERT-13: certificate must be in PEM and begin with -----BEGIN CERTIFICATE-----, got "9 characters of something else"; pass/,
  ],
  ["a key for the certificate", { certificate: KEY }, /CERT-13: certificate must be in PEM/],
  [
    "a certificate for the key",
    { privateKey: CERTIFICATE },
    /CERT-13: privateKey must be in PEM and begin with -----BEGIN PRIVATE KEY-----, .*; pass the content of the PEM file/,
  ],
  ["no key", { privateKey: "" }, /CERT-13: privateKey .*, got "0 characters of something else"/],
])("a self-managed certificate with %s is refused", (_what, props, message) => {
  expect(() => synthesize(certificate(props))).toThrow(new RegExp(`^\\[test/Tls\\] ${message.source}`));
});

test("a key that is refused is not shown", () => {
  expect(() => synthesize(certificate({ privateKey: "s3cr3t" }))).toThrow(/^(?!.*s3cr3t)/s);
});

test.each(["RSA ", "EC "])("a key of the kind %sPRIVATE KEY is legal", (kind) => {
  const privateKey = KEY.replaceAll("PRIVATE", `${kind}PRIVATE`);
  expect(resource(TYPE, certificate({ privateKey })).private_key).toBe(privateKey);
});
