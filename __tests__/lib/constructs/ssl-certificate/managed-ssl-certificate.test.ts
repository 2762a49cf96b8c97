import { TerraformOutput, TerraformVariable } from "cdktf";
import { EnvironmentStack, ManagedSslCertificate } from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../../synthesized";

const TYPE = "google_compute_managed_ssl_certificate";
const certificate =
  (...domains: string[]) =>
  (stack: EnvironmentStack) =>
    new ManagedSslCertificate(stack, "Tls", { domains });
const domain = (length: number) => `${"a".repeat(60)}.`.repeat(4).slice(0, length - 4) + ".com";
const many = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example.com`);

test("a managed certificate holds its domains and is named after them", () => {
  expect(resource(TYPE, certificate("example.com", "www.example.com"))).toEqual({
    name: "test-tls-cbc39f65",
    managed: { domains: ["example.com", "www.example.com"] },
    lifecycle: { create_before_destroy: true, ignore_changes: ["description"] },
  });
});

test("other domains are another certificate of another name", () => {
  const names = [certificate("a.com"), certificate("b.com"), certificate("a.com", "b.com")].map(
    (build) => resource(TYPE, build).name as string,
  );
  expect(new Set(names).size).toBe(3);
});

test("a managed certificate takes the name of an existing one", () => {
  const build = (stack: EnvironmentStack) =>
    new ManagedSslCertificate(stack, "Tls", { domains: ["a.com"], name: "company-tls" });
  expect(resource(TYPE, build).name).toBe("company-tls");
});

test("a managed certificate has self link, name, domains and resource as attributes", () => {
  const json = synthesize((stack) => {
    const tls = certificate("a.com", "b.com")(stack);
    new TerraformOutput(stack, "link", { value: tls.sslCertificateSelfLink });
    expect(tls.sslCertificateName).toMatch(/^test-tls-[0-9a-f]{8}$/);
    expect(tls.domains).toEqual(["a.com", "b.com"]);
    expect(tls.node.defaultChild).toBe(tls.resource);
  });
  expect(json.output.link.value).toBe(`\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.self_link}`);
});

test.each<[string, string[], RegExp]>([
  ["no domain", [], /CERT-01: a Google-managed certificate must have 1 to 100 domains, got 0; add a domain \(https:/],
  [
    "101 domains",
    many(101),
    /CERT-01: a Google-managed certificate must have 1 to 100 domains, got 101; divide them among 2 certificates/,
  ],
  ["a wildcard", ["*.a.com"], /CERT-02: .* cannot have a wildcard, got "\*.a.com"; put it into a CertificateMap/],
  ["a domain twice", ["a.com", "a.com"], /CERT-01: a domain may appear only once, got "a.com"; remove one of them/],
  ["upper case", ["A.com"], /CERT-01: .*a full host name in lower case .*, got "A.com"; write "a.com"/],
  ["a single label", ["localhost"], /CERT-01: .*, got "localhost"/],
  ["an IP address", ["203.0.113.7"], /CERT-01: .*, got "203.0.113.7"/],
  ["a port", ["a.com:443"], /CERT-01: .*, got "a.com:443"; write "a.com"/],
  ["a path", ["a.com/x"], /CERT-01: .*, got "a.com\/x"/],
  ["an underscore", ["a_b.com"], /CERT-01: .*, got "a_b.com"/],
  [
    "a long first domain",
    [domain(65)],
    /CERT-01: the first domain .* can have at most 64 characters, got "a.*; put a shorter/,
  ],
  ["a long other domain", ["a.com", `${"a".repeat(60)}.`.repeat(4) + `${"b".repeat(6)}.com`], /at most 253 characters/],
])("a managed certificate with %s is refused", (_what, domains, message) => {
  expect(() => synthesize(certificate(...domains))).toThrow(message);
  expect(() => synthesize(certificate(...domains))).toThrow(/^\[test\/Tls\] CERT-/);
});

test.each([
  ["100 domains", many(100)],
  ["a first domain of 64 characters", [domain(64)]],
  ["another domain of 253 characters", ["a.com", `${"a".repeat(60)}.`.repeat(4) + `${"b".repeat(5)}.com`]],
  ["a trailing dot", ["a.com."]],
  ["a label of 63 characters", ["a.com", `${"a".repeat(63)}.com`]],
  ["an international domain in ASCII", ["xn--mnchen-3ya.de"]],
])("a managed certificate with %s is legal", (_what, domains) => {
  expect(resource(TYPE, certificate(...domains)).managed).toEqual({
    domains: domains.map((each) => each.replace(/\.$/, "")),
  });
});

test("domains that are tokens are refused, because they decide the certificate's name", () => {
  const one = (stack: EnvironmentStack) => certificate(new TerraformVariable(stack, "d", {}).stringValue)(stack);
  const all = (stack: EnvironmentStack) =>
    new ManagedSslCertificate(stack, "Tls", { domains: new TerraformVariable(stack, "d", {}).listValue });
  const message =
    /^\[test\/Tls\] CERT-01: a domain must be known at synth, because .*, got "a token"; write the domain as plain text/;
  expect(() => synthesize(one)).toThrow(message);
  expect(() => synthesize(all)).toThrow(message);
});
