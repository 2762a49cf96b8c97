import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  CertificateMap,
  CertificateMapProps,
  CertificateMapStage,
  DnsAuthorizationType,
  EnvironmentStack,
  SslCertificate,
} from "cdktf-google-serverless-lb";
import { pem } from "../../../../deploy/neighbours";
import { synthesize, warningsOf } from "../../../synthesized";

const CERTIFICATE = "google_certificate_manager_certificate";
const MAP = "google_certificate_manager_certificate_map";
const ENTRY = "google_certificate_manager_certificate_map_entry";
const AUTHORIZATION = "google_certificate_manager_dns_authorization";
const PROXY = "google_compute_target_https_proxy";

type Json = { readonly [argument: string]: unknown };

const map = (stack: EnvironmentStack, props: CertificateMapProps = {}) =>
  new CertificateMap(stack, "Certificates", props);
const all = (build: (stack: EnvironmentStack) => void, type: string): Json[] =>
  Object.values(synthesize(build).resource[type] ?? {});
/** The host of each entry, with the domains of its certificates. */
function entriesOf(build: (stack: EnvironmentStack) => void): { [host: string]: string[] } {
  const { resource } = synthesize(build) as unknown as { resource: { [type: string]: { [id: string]: Json } } };
  const domainOf = (reference: string) => {
    const { managed, self_managed: own } = resource[CERTIFICATE][reference.split(".")[1]];
    return own === undefined ? (managed as { domains: string[] }).domains[0] : "own";
  };
  return Object.fromEntries(
    Object.values(resource[ENTRY]).map(({ hostname, matcher, certificates }) => [
      (hostname ?? matcher) as string,
      (certificates as string[]).map(domainOf),
    ]),
  );
}
const loadBalancer = (stack: EnvironmentStack, props: Partial<ApplicationLoadBalancerProps>) =>
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    defaultService: BackendService.fromBackendServiceName(stack, "Web", "web"),
    ...props,
  });
const refusal = (props: (stack: EnvironmentStack) => Partial<ApplicationLoadBalancerProps>) =>
  expect(() => synthesize((stack) => loadBalancer(stack, props(stack))));

test("each domain has a certificate and an entry of its own, and shares the authorization with its wildcard", () => {
  const build = (stack: EnvironmentStack) =>
    map(stack, { domains: ["acme.example", "*.acme.example", "other.example"] });
  expect(all(build, CERTIFICATE).map(({ name, managed }) => [name, managed])).toEqual([
    [
      "test-certificates-certificate-acme-example-47c1d794",
      { domains: ["*.acme.example"], dns_authorizations: [expect.stringContaining("Authorization-acmeexample")] },
    ],
    [
      "test-certificates-certificate-acme-example-c7fea299",
      { domains: ["acme.example"], dns_authorizations: [expect.stringContaining("Authorization-acmeexample")] },
    ],
    [
      "test-certificates-certificate-other-example-93201b0b",
      { domains: ["other.example"], dns_authorizations: [expect.stringContaining("Authorization-otherexample")] },
    ],
  ]);
  expect(all(build, AUTHORIZATION).map(({ domain, type }) => [domain, type])).toEqual([
    ["acme.example", "FIXED_RECORD"],
    ["other.example", "FIXED_RECORD"],
  ]);
  expect(entriesOf(build)).toEqual({
    PRIMARY: ["acme.example"],
    "acme.example": ["acme.example"],
    "*.acme.example": ["*.acme.example"],
    "other.example": ["other.example"],
  });
});

test("the name of an entry depends on its host alone", () => {
  const namesOf = (id: string, domains: string[]) =>
    all((stack) => new CertificateMap(stack, id, { domains, name: id.toLowerCase() }), ENTRY).map(({ name }) => name);
  expect(namesOf("First", ["acme.example", "*.acme.example", "1.acme.example"])).toEqual([
    "entry-1-acme-example-82088ed7",
    "entry-acme-example-54667cc7",
    "entry-acme-example-a71e92df",
    "primary",
  ]);
  expect(namesOf("Second", ["acme.example"])).toEqual(["entry-acme-example-54667cc7", "primary"]);
  const [long] = namesOf("Third", [`${"a".repeat(63)}.${"b".repeat(63)}.example`]);
  expect(long).toHaveLength(63);
});

test("another domain changes no certificate, entry or authorization that is there", () => {
  const before = synthesize((stack) => map(stack, { domains: ["a.example", "www.b.example"] }));
  const after = synthesize((stack) =>
    map(stack, { domains: ["a.example", "www.b.example", "*.b.example", "b.example", "c.example"] }),
  );
  expect(after.resource).toMatchObject(before.resource);
});

test("a host below a wildcard that is there already is served with the wildcard's certificate, too", () => {
  const domains = ["*.acme.example", "www.acme.example", "a.b.acme.example"];
  expect(entriesOf((stack) => map(stack, { domains }))).toMatchObject({
    "www.acme.example": ["www.acme.example", "*.acme.example"],
    "a.b.acme.example": ["a.b.acme.example"],
  });
  expect(entriesOf((stack) => map(stack, { domains: [...domains].reverse() }))).toMatchObject({
    "www.acme.example": ["www.acme.example"],
  });
});

test("a certificate of the user's own has an entry for each of its domains", () => {
  const build = (stack: EnvironmentStack) => {
    const certificates = map(stack, { domains: ["acme.example"] });
    const variable = new TerraformVariable(stack, "Pem", { sensitive: true });
    certificates.addCertificate("Own", {
      certificate: variable.stringValue,
      privateKey: new TerraformVariable(stack, "Key", { sensitive: true }).stringValue,
      domains: ["Shop.example.", "*.shop.example"],
    });
  };
  expect(entriesOf(build)).toEqual({
    PRIMARY: ["acme.example"],
    "acme.example": ["acme.example"],
    "shop.example": ["own"],
    "*.shop.example": ["own"],
  });
  const [, own] = all(build, CERTIFICATE);
  expect(own).toMatchObject({ self_managed: { pem_certificate: "${var.Pem}", pem_private_key: "${var.Key}" } });
  expect(own.name).toBe('test-certificates-own-${substr(sha256(join("|", [var.Pem])), 0, 8)}');
});

test("a certificate that can be read needs no domains", () => {
  const build = (stack: EnvironmentStack) =>
    map(stack).addCertificate("Own", { certificate: pem("certificate.pem"), privateKey: pem("key.pem") });
  const { PRIMARY, ...hosts } = entriesOf(build);
  expect(PRIMARY).toEqual(["own"]);
  expect(Object.keys(hosts).length).toBeGreaterThan(0);
});

test("a map takes a description, labels, a name, and may not be destroyed", () => {
  const build = (stack: EnvironmentStack) =>
    map(stack, {
      domains: ["acme.example"],
      description: "all certificates",
      labels: { team: "web" },
      name: "company-map",
      preventDestroy: true,
      dnsAuthorizationType: DnsAuthorizationType.PER_PROJECT_RECORD,
    });
  expect(all(build, MAP)).toEqual([
    expect.objectContaining({
      name: "company-map",
      description: "all certificates",
      labels: { team: "web" },
      lifecycle: { create_before_destroy: true, prevent_destroy: true },
    }),
  ]);
  for (const type of [CERTIFICATE, ENTRY, AUTHORIZATION]) {
    expect(all(build, type)[0]).toMatchObject({ labels: { team: "web" } });
  }
  expect(all(build, AUTHORIZATION)[0]).toMatchObject({ type: "PER_PROJECT_RECORD" });
});

test("the records of the authorizations are outputs, also without a load balancer", () => {
  const { output } = synthesize((stack) => map(stack, { domains: ["acme.example", "*.acme.example"] }));
  expect(output.dns_records.value).toEqual([
    {
      name: "_acme-challenge.acme.example.",
      type: "CNAME",
      value: expect.stringMatching(
        /^\$\{google_certificate_manager_dns_authorization\..*\.dns_resource_record\[0\]\.data\}$/,
      ),
    },
  ]);
  const perProject = synthesize((stack) =>
    map(stack, { domains: ["acme.example"], dnsAuthorizationType: DnsAuthorizationType.PER_PROJECT_RECORD }),
  );
  expect(perProject.output.dns_records.value).toEqual([
    expect.objectContaining({ name: expect.stringMatching(/dns_resource_record\[0\]\.name\}$/) as string }),
  ]);
});

test("the proxy has the map alone and waits for all its entries", () => {
  const build = (stack: EnvironmentStack) => {
    const certificates = map(stack, { domains: ["acme.example"] });
    loadBalancer(stack, { certificateMap: certificates });
    certificates.addDomain("late.example");
  };
  const [proxy] = all(build, PROXY);
  expect(proxy.certificate_map).toMatch(
    /^\/\/certificatemanager\.googleapis\.com\/\$\{google_certificate_manager_certificate_map\.Certificates_.*\.id\}$/,
  );
  expect(proxy).not.toHaveProperty("ssl_certificates");
  expect(proxy.depends_on).toEqual([
    expect.stringContaining("Primary"),
    expect.stringContaining("Entry-acmeexample"),
    expect.stringContaining("Entry-lateexample"),
  ]);
  expect(warningsOf(build)).toEqual([]);
  const { output } = synthesize(build);
  expect(output.certificates.value).toEqual([
    { name: "test-certificates-certificate-acme-example-c7fea299", domains: ["acme.example"] },
    { name: expect.stringContaining("late-example") as string, domains: ["late.example"] },
  ]);
});

test.each([
  [CertificateMapStage.PREPARE, false, true],
  [CertificateMapStage.ATTACH, true, true],
])(
  "in the stage %s the proxy has the map: %s, and certificates: %s",
  (certificateMapStage, hasMap, hasCertificates) => {
    const build = (stack: EnvironmentStack) =>
      loadBalancer(stack, {
        certificateMap: map(stack, { domains: ["acme.example"] }),
        certificateMapStage,
        domains: ["acme.example"],
      });
    const [proxy] = all(build, PROXY);
    expect(["certificate_map" in proxy, "ssl_certificates" in proxy]).toEqual([hasMap, hasCertificates]);
    expect(warningsOf(build)).toEqual([]);
  },
);

test("an existing map tells its domains to the outputs and to route", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, {
      certificateMap: CertificateMap.fromCertificateMapAttributes(stack, "Map", {
        certificateMapName: "shared",
        domains: ["acme.example", "*.acme.example"],
      }),
    });
  const { output, resource } = synthesize(build);
  expect(output.certificates.value).toEqual([{ name: "shared", domains: ["acme.example", "*.acme.example"] }]);
  expect(Object.values(resource?.[PROXY] ?? {})).toEqual([
    expect.objectContaining({
      certificate_map:
        "//certificatemanager.googleapis.com/${data.google_certificate_manager_certificate_map.Map_207736EC.id}",
    }),
  ]);
  synthesize((stack) => {
    const site = build(stack);
    expect(site.route({ url: "https://www.acme.example/" }).notes).toEqual([]);
    expect(site.route({ url: "https://other.example/" }).notes).toEqual([
      "no certificate of the load balancer covers other.example, so browsers refuse the connection",
    ]);
  });
});

test.each<[string, (stack: EnvironmentStack) => Partial<ApplicationLoadBalancerProps>]>([
  ["domains", () => ({ domains: ["acme.example"] })],
  ["certificates", (stack) => ({ certificates: [SslCertificate.fromSslCertificateName(stack, "Old", "old")] })],
])("a load balancer with a map takes no %s, unless it is on the way", (_what, props) => {
  refusal((stack) => ({ certificateMap: map(stack, { domains: ["acme.example"] }), ...props(stack) })).toThrow(
    "[test/LoadBalancer] CERT-11: a load balancer with a certificate map does not use certificates of its own",
  );
});

test("a stage needs a map and certificates", () => {
  refusal(() => ({ domains: ["a.example"], certificateMapStage: CertificateMapStage.PREPARE })).toThrow(
    "[test/LoadBalancer] CERT-11: certificateMapStage has no effect without certificateMap",
  );
  refusal((stack) => ({
    certificateMap: map(stack, { domains: ["acme.example"] }),
    certificateMapStage: CertificateMapStage.ATTACH,
  })).toThrow(
    "[test/LoadBalancer] CERT-11: with the certificateMapStage ATTACH, the load balancer still has its own certificates, but it has none",
  );
});

test.each([
  ["a domain that it has", ["a.example", "A.example."], 'already has a certificate for "A.example."'],
  ["an IP address", ["192.0.2.1"], 'got the IP address "192.0.2.1"'],
  ["a wildcard in the middle", ["a.*.example"], "* may only be the first part of a domain"],
  ["no host name", ["https://a.example/"], "a certificate's domain must be a full host name"],
])("a map refuses %s", (_what, domains, message) => {
  expect(() => synthesize((stack) => map(stack, { domains }))).toThrow(/^\[test\/Certificates\] CERT-19: /);
  expect(() => synthesize((stack) => map(stack, { domains }))).toThrow(message);
});

test.each([
  ["a path for a certificate", "./chain.pem", pem("key.pem"), "certificate must be in PEM"],
  ["a path for a key", pem("certificate.pem"), "./key.pem", "privateKey must be in PEM"],
  ["both exchanged", pem("key.pem"), pem("certificate.pem"), "certificate and privateKey are swapped"],
])("a map refuses %s", (_what, certificate, privateKey, message) => {
  const build = (stack: EnvironmentStack) =>
    map(stack).addCertificate("Own", { certificate, privateKey, domains: ["shop.example"] });
  expect(() => synthesize(build)).toThrow(`[test/Certificates] CERT-13: ${message}`);
});

test("a map that was refused leaves a stack that can be synthesized", () => {
  const build = (stack: EnvironmentStack) => {
    expect(() => map(stack, { labels: { Team: "Web" } })).toThrow("LAB-01");
    loadBalancer(stack, { domains: ["a.example"] });
  };
  expect(synthesize(build).output.dns_records.value).toEqual([expect.objectContaining({ name: "a.example." })]);
});

test("a map refuses a domain and a certificate that are not known at synth", () => {
  const variable = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", {}).stringValue;
  expect(() => synthesize((stack) => map(stack, { domains: [variable(stack)] }))).toThrow(
    "[test/Certificates] CERT-19: a domain must be known at synth",
  );
  expect(() =>
    synthesize((stack) => map(stack).addCertificate("Own", { certificate: variable(stack), privateKey: "key" })),
  ).toThrow("[test/Certificates] CERT-19: the domains of the certificate cannot be read at synth");
});
