/** One thing in two spellings has one name: a name that moves replaces a certificate, or an address, in use. */
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
  ManagedSslCertificate,
} from "cdktf-google-serverless-lb";
import { synthesize } from "../../synthesized";

const balancer = (stack: EnvironmentStack, domains: string[], ipv6 = "2001:db8::1") => {
  const service = new CloudRunService(stack, "Web", { image: "a", region: "us-central1" });
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains,
    ipv6Address: GlobalAddress.fromIpAddress(stack, "Ip6", ipv6),
    defaultService: new BackendService(stack, "Backend", { backends: [service] }),
  });
};

test("a domain with a final dot makes the same resources as one without", () => {
  const plain = synthesize((stack) => balancer(stack, ["app.example.com"]));
  expect(Object.keys(plain.resource.google_compute_managed_ssl_certificate)).toHaveLength(1);
  expect(synthesize((stack) => balancer(stack, ["app.example.com."])).resource).toEqual(plain.resource);
});

test("so does a certificate of several domains", () => {
  const certificate = (...domains: string[]) =>
    synthesize((stack) => new ManagedSslCertificate(stack, "Own", { domains })).resource;
  expect(certificate("a.example.com.", "b.example.com.")).toEqual(certificate("a.example.com", "b.example.com"));
});

test("an IPv6 address in capitals makes the same resources", () => {
  const resources = (ipv6: string) => synthesize((stack) => balancer(stack, ["app.example.com"], ipv6)).resource;
  expect(resources("2001:DB8::1")).toEqual(resources("2001:db8::1"));
});

test.each([
  ["App.Example.com", "app.example.com"],
  ["APP.EXAMPLE.COM.", "app.example.com."],
  ["bücher.example", "xn--bcher-kva.example"],
  ["Bücher.example", "xn--bcher-kva.example"],
])("the domain %s is refused with its one spelling", (domain, meant) => {
  expect(() => synthesize((stack) => balancer(stack, [domain]))).toThrow(new RegExp(`CERT-01: .*; write "${meant}" `));
});
