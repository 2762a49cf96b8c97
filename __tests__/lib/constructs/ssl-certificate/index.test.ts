import { TerraformOutput, TerraformVariable } from "cdktf";
import { EnvironmentStack, SslCertificate, SslCertificateOptions } from "cdktf-google-serverless-lb";
import { synthesize } from "../../../synthesized";

const TYPE = "google_compute_ssl_certificate";

test("an existing certificate is looked up by name", () => {
  const json = synthesize((stack) => {
    const tls = SslCertificate.fromSslCertificateName(stack, "Tls", "company-tls");
    new TerraformOutput(stack, "link", { value: tls.sslCertificateSelfLink });
    expect([tls.sslCertificateName, tls.domains]).toEqual(["company-tls", []]);
  });
  const [[id, data]] = Object.entries(json.data[TYPE] as object);
  expect(data).toEqual({ name: "company-tls" });
  expect(json.output.link.value).toBe(`\${data.${TYPE}.${id}.self_link}`);
});

test("an existing certificate is known by its self link, which ends in its name", () => {
  synthesize((stack) => {
    const selfLink = "projects/p1/global/sslCertificates/company-tls";
    const tls = SslCertificate.fromSslCertificateSelfLink(stack, "Tls", selfLink);
    expect([tls.sslCertificateSelfLink, tls.sslCertificateName, tls.domains]).toEqual([selfLink, "company-tls", []]);
  });
});

test("the self link of an existing certificate may be a token, of which Terraform takes the name", () => {
  const json = synthesize((stack) => {
    const selfLink = new TerraformVariable(stack, "tls", { type: "string" }).stringValue;
    const tls = SslCertificate.fromSslCertificateSelfLink(stack, "Tls", selfLink);
    new TerraformOutput(stack, "link", { value: tls.sslCertificateSelfLink });
    new TerraformOutput(stack, "name", { value: tls.sslCertificateName });
  });
  expect([json.output.link.value, json.output.name.value]).toEqual(["${var.tls}", "${basename(var.tls)}"]);
});

const SELF_LINK = "projects/p1/global/sslCertificates/company-tls";
const byName = (stack: EnvironmentStack, options?: SslCertificateOptions) =>
  SslCertificate.fromSslCertificateName(stack, "Tls", "company-tls", options);
const bySelfLink = (stack: EnvironmentStack, options?: SslCertificateOptions) =>
  SslCertificate.fromSslCertificateSelfLink(stack, "Tls", SELF_LINK, options);

test.each([
  ["name", byName],
  ["self link", bySelfLink],
])("an existing certificate, given by its %s, has the domains that are declared for it", (_what, existing) => {
  synthesize((stack) => {
    expect(existing(stack, { domains: ["A.example.com.", "*.example.com"] }).domains).toEqual([
      "a.example.com",
      "*.example.com",
    ]);
  });
});

test.each([
  ["name", byName],
  ["self link", bySelfLink],
])("the domains of a certificate that is given by its %s must be domains", (_what, existing) => {
  expect(() => synthesize((stack) => existing(stack, { domains: ["https://a.example.com/"] }))).toThrow(
    /^\[test\/Tls\] CERT-18: a certificate's domain must be a full host name .*, got "https:\/\/a.example.com\/"; write "a.example.com" \(/,
  );
});
