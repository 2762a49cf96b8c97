import {
  ApplicationLoadBalancer,
  EnvironmentStack,
  GlobalAddress,
  ManagedSslCertificate,
  RouteAction,
  SelfManagedSslCertificate,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
} from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../synthesized";
import { P256_CERTIFICATE, P256_KEY } from "../../certificates";

type Build = (stack: EnvironmentStack, description?: string) => unknown;

const address: Build = (stack, description) => new GlobalAddress(stack, "Ip", { description });
const managed: Build = (stack, description) =>
  new ManagedSslCertificate(stack, "Cert", { domains: ["app.example.com"], description });
const neg: Build = (stack, description) =>
  new ServerlessNeg(stack, "Neg", { region: "us-central1", target: ServerlessTarget.cloudRun("web"), description });
const own: Build = (stack, description) =>
  new SelfManagedSslCertificate(stack, "Own", { certificate: P256_CERTIFICATE, privateKey: P256_KEY, description });
const policy: Build = (stack, description) => new SslPolicy(stack, "Tls", { description });
const named: Build = (stack, description) => new SslPolicy(stack, "Tls", { name: "company-tls", description });

test.each([
  ["an address", "google_compute_global_address", address, "test-ip"],
  ["a managed certificate", "google_compute_managed_ssl_certificate", managed, "test-cert-28059829"],
  ["an SSL policy of a fixed name", "google_compute_ssl_policy", named, "company-tls"],
])("%s is not replaced for another description", (_what, type, build, name) => {
  const described = (description: string) => resource(type, (stack) => build(stack, description)) as object;
  const lifecycle = { create_before_destroy: true, ignore_changes: ["description"] };
  expect(described("for the shop")).toMatchObject({ name, description: "for the shop", lifecycle });
  expect(described("")).toMatchObject({ name, description: "", lifecycle });
  // one that exists already, or that was taken out of the code, replaces nothing either
  expect(resource(type, build)).toMatchObject({ name, lifecycle });
  expect(resource(type, build)).not.toHaveProperty("description");
});

test.each([
  [
    "a network endpoint group",
    "google_compute_region_network_endpoint_group",
    neg,
    "test-neg-b7d44fe6",
    "test-neg-e2f29135",
  ],
  ["a certificate of your own", "google_compute_ssl_certificate", own, "test-own-27504c25", "test-own-a67064bb"],
  ["an SSL policy", "google_compute_ssl_policy", policy, "test-tls", "test-tls-c47d911c"],
])("%s is replaced for another description, under another name", (_what, type, build, name, describedName) => {
  expect(resource(type, build)).toMatchObject({ name });
  expect(resource(type, (stack) => build(stack, "for the shop"))).toMatchObject({
    name: describedName,
    description: "for the shop",
    lifecycle: { create_before_destroy: true },
  });
});

test("the description of a load balancer is that of its URL map", () => {
  const { google_compute_url_map: maps } = synthesize((stack) => {
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["app.example.com"],
      defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }),
      description: "the shop",
    });
  }).resource;
  expect(Object.values(maps).map(({ description }: { description?: string }) => description)).toEqual([
    undefined,
    "the shop",
  ]);
});

test("what is taken over under its name may have a description that the code does not have", () => {
  const kept = (build: Build, type: string) => (resource(type, build) as { lifecycle: object }).lifecycle;
  const target = ServerlessTarget.cloudRun("web");
  const takenOver: Build = (stack) =>
    new ServerlessNeg(stack, "Neg", { region: "us-central1", target, name: "web-neg" });
  expect(kept(takenOver, "google_compute_region_network_endpoint_group")).toMatchObject({
    ignore_changes: ["description"],
  });
  const site: Build = (stack) =>
    new ApplicationLoadBalancer(stack, "Site", {
      domains: ["app.example.com"],
      httpRedirect: false,
      defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com", stripQuery: true }),
      names: { targetHttpsProxy: "web-proxy", httpsForwardingRule: "web-rule", sslPolicy: "web-tls" },
    });
  for (const type of ["target_https_proxy", "global_forwarding_rule", "ssl_policy"]) {
    expect(kept(site, `google_compute_${type}`)).toMatchObject({ ignore_changes: ["description"] });
  }
});
