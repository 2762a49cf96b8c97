import { App, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  CertificateMap,
  DnsZone,
  DnsZoneAttributes,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import { failureOf, synthesize, synthesizeApp, warningsOf } from "../../../synthesized";

type Json = { readonly [argument: string]: unknown };

const zoneOf = (stack: EnvironmentStack, attributes: Partial<DnsZoneAttributes> = {}, id = "Zone") =>
  DnsZone.fromDnsZoneAttributes(stack, id, { dnsZoneName: "acme-example", dnsName: "acme.example", ...attributes });
const loadBalancer = (stack: EnvironmentStack, props: Partial<ApplicationLoadBalancerProps>, id = "LoadBalancer") =>
  new ApplicationLoadBalancer(stack, id, {
    defaultService: BackendService.fromBackendServiceName(stack, `${id}Web`, "web"),
    ...props,
  });
const recordsOf = (build: (stack: EnvironmentStack) => void): { [id: string]: Json } =>
  (synthesize(build).resource ?? {}).google_dns_record_set ?? {};
const namesOf = (build: (stack: EnvironmentStack) => void) =>
  Object.values(recordsOf(build)).map(({ type, name, managed_zone: zone }) => [zone, type, name].join(" "));
const refusal = (attributes: Partial<DnsZoneAttributes>) =>
  expect(() => synthesize((stack) => zoneOf(stack, attributes)));

test("a load balancer writes the A and AAAA records of its domains", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, { domains: ["acme.example"], ipv6: true, dnsZones: [zoneOf(stack)] });
  expect(Object.values(recordsOf(build))).toEqual([
    expect.objectContaining({
      managed_zone: "acme-example",
      name: "acme.example.",
      type: "A",
      ttl: 300,
      rrdatas: [expect.stringMatching(/^\$\{google_compute_global_address\.LoadBalancer_Address_.*\.address\}$/)],
    }),
    expect.objectContaining({
      type: "AAAA",
      rrdatas: [expect.stringMatching(/^\$\{google_compute_global_address\.LoadBalancer_Ipv6Address_.*\.address\}$/)],
    }),
  ]);
  expect(synthesize(build).output.dns_records.value).toEqual([]);
  expect(warningsOf(build)).toEqual([]);
});

test("a record waits for the forwarding rules, so that it leads to no address where nothing listens", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, { domains: ["acme.example"], httpRedirect: false, dnsZones: [zoneOf(stack)] });
  expect(Object.values(recordsOf(build)).map((record) => record.depends_on)).toEqual([
    [expect.stringMatching(/^google_compute_global_forwarding_rule\.LoadBalancer_HttpsForwardingRule_/)],
  ]);
});

test("a record is in the zone with the longest domain that fits, and else in the output", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, {
      domains: ["acme.example", "www.eu.acme.example", "notacme.example"],
      dnsZones: [
        zoneOf(stack),
        zoneOf(stack, { dnsZoneName: "eu", dnsName: "EU.acme.example.", project: "dns", ttlSec: 60 }, "Eu"),
      ],
    });
  expect(Object.values(recordsOf(build))).toEqual([
    expect.objectContaining({ managed_zone: "eu", name: "www.eu.acme.example.", project: "dns", ttl: 60 }),
    expect.objectContaining({ managed_zone: "acme-example", name: "acme.example." }),
  ]);
  expect(synthesize(build).output.dns_records.value).toEqual([
    expect.objectContaining({ name: "notacme.example.", type: "A" }),
  ]);
});

test("the address of a record depends on zone, type and name alone", () => {
  const idsOf = (id: string) =>
    Object.keys(
      recordsOf((stack) => {
        const zone = zoneOf(stack);
        const certificateMap = new CertificateMap(stack, `${id}Map`, { domains: ["acme.example"], dnsZones: [zone] });
        loadBalancer(stack, { certificateMap, dnsZones: [zone] }, id);
      }),
    );
  expect(idsOf("Site")).toEqual(idsOf("Other"));
  expect(idsOf("Site")).toHaveLength(2);
});

test("the record that proves who owns a host waits for the records of the host", () => {
  const build = (stack: EnvironmentStack) => {
    const zone = zoneOf(stack);
    const domains = ["*.acme.example", "www.acme.example"];
    const certificateMap = new CertificateMap(stack, "Map", { domains, dnsZones: [zone] });
    loadBalancer(stack, { certificateMap, dnsZones: [zone] });
  };
  const challenge = Object.values(recordsOf(build)).find(({ name }) => name === "_acme-challenge.www.acme.example.");
  expect(challenge).toMatchObject({
    type: "CNAME",
    depends_on: [expect.stringMatching(/^google_dns_record_set\.Zone_A-wwwacmeexample_/)],
  });
});

test.each([
  ["a host below a wildcard", ["app.acme.example"], ["*.acme.example"], ["*.acme.example."]],
  [
    "a host that a name below it hides",
    ["app.acme.example"],
    ["*.acme.example", "x.app.acme.example"],
    ["*.acme.example.", "x.app.acme.example.", "app.acme.example."],
  ],
  ["a host that is not below it", ["a.b.acme.example"], ["*.acme.example"], ["*.acme.example.", "a.b.acme.example."]],
])("the record of a wildcard is for %s", (_what, hosts, domains, expected) => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, {
      certificateMap: new CertificateMap(stack, "Map", { domains, dnsZones: [] }),
      hostRules: [
        {
          hosts,
          routes: Routes.byPath([
            { paths: ["/*"], action: RouteAction.forward(BackendService.fromBackendServiceName(stack, "App", "app")) },
          ]),
        },
      ],
      dnsZones: [zoneOf(stack)],
    });
  expect(namesOf(build).sort()).toEqual(expected.map((name) => `acme-example A ${name}`).sort());
});

test("two writers of one record are refused with both paths", () => {
  const build = (stack: EnvironmentStack) => {
    const dnsZones = [zoneOf(stack)];
    loadBalancer(stack, { domains: ["acme.example"], dnsZones }, "One");
    loadBalancer(stack, { domains: ["acme.example"], dnsZones }, "Two");
  };
  expect(() => synthesize(build)).toThrow(
    '[test/Two] DNS-01: the A record of acme.example in the zone "test/Zone" would be written by "test/Two" and by "test/One"',
  );
});

test("zones of the load balancer that its map does not have are told", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, {
      certificateMap: new CertificateMap(stack, "Map", { domains: ["acme.example", "other.example"] }),
      dnsZones: [zoneOf(stack)],
    });
  expect(warningsOf(build)).toEqual([
    expect.stringContaining("[test/LoadBalancer] DNS-13: dnsZones has zones for acme.example, but the certificate map"),
  ]);
});

test("a zone of another stack is refused", () => {
  const build = (app: App) => {
    const zone = zoneOf(new EnvironmentStack(app, "dns", { project: "p1" }));
    loadBalancer(new EnvironmentStack(app, "test", { project: "p1" }), { domains: ["acme.example"], dnsZones: [zone] });
  };
  expect(failureOf(build)).toContain(
    '[test/LoadBalancer] DNS-12: the zone "dns/Zone" is in another stack, so the records of "test/LoadBalancer" would be resources of that stack',
  );
});

test("zones that are for none of the domains are told", () => {
  const build = (stack: EnvironmentStack) =>
    loadBalancer(stack, { domains: ["other.example"], dnsZones: [zoneOf(stack)] });
  expect(warningsOf(build)).toEqual([
    expect.stringContaining(
      "DNS-03: dnsZones has no effect, because none of the domains other.example is in the domain of a zone (acme.example)",
    ),
  ]);
});

test("with enableApis, records and maps wait for their APIs", () => {
  const { stacks } = synthesizeApp((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1", enableApis: true });
    const dnsZones = [zoneOf(stack)];
    const certificateMap = new CertificateMap(stack, "Map", { domains: ["acme.example"], dnsZones });
    loadBalancer(stack, { certificateMap, dnsZones });
  });
  const resources = stacks.test.resource;
  expect(Object.keys(resources.google_project_service)).toEqual([
    "Api-certificatemanager",
    "Api-compute",
    "Api-dns",
    "Api-run",
  ]);
  for (const record of Object.values(resources.google_dns_record_set)) {
    expect(record.depends_on).toContain("google_project_service.Api-dns");
  }
  for (const map of Object.values(resources.google_certificate_manager_certificate_map)) {
    expect(map.depends_on).toContain("google_project_service.Api-certificatemanager");
  }
});

test.each([
  [
    "a domain in place of the zone's name",
    { dnsZoneName: "acme.example" },
    "DNS-02: dnsZoneName must be the name of the zone",
  ],
  [
    "a zone's name of 64 characters",
    { dnsZoneName: "a".repeat(64) },
    "DNS-02: dnsZoneName must be the name of the zone",
  ],
  ["a wildcard as domain", { dnsName: "*.acme.example" }, "DNS-02: dnsName must be the domain of the zone"],
  ["a URL as domain", { dnsName: "https://acme.example" }, "DNS-02: dnsName must be the domain of the zone"],
  ["a negative time", { ttlSec: -1 }, "DNS-02: ttlSec must be a whole number from 0 to 2147483647, got -1"],
  ["too long a time", { ttlSec: 2_147_483_648 }, "DNS-02: ttlSec must be a whole number from 0 to 2147483647"],
])("a zone refuses %s", (_what, attributes, message) => {
  refusal(attributes).toThrow(`[test/Zone] ${message}`);
});

test("a zone keeps its limits", () => {
  refusal({ dnsZoneName: "a".repeat(63), dnsName: "Acme.Example.", ttlSec: 0 }).not.toThrow();
  refusal({ ttlSec: 2_147_483_647 }).not.toThrow();
});

test("the name of a zone may be a token, its domain may not", () => {
  const variable = (stack: EnvironmentStack) => new TerraformVariable(stack, "Var", {}).stringValue;
  expect(() => synthesize((stack) => zoneOf(stack, { dnsZoneName: variable(stack) }))).not.toThrow();
  expect(() => synthesize((stack) => zoneOf(stack, { dnsName: variable(stack) }))).toThrow(
    "[test/Zone] DNS-02: dnsName must be known at synth",
  );
});
