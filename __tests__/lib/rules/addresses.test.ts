import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ApplicationLoadBalancer, BackendService, GlobalAddress, EnvironmentStack } from "cdktf-google-serverless-lb";
import { failureOf, synthesize } from "../../synthesized";
import { Changes, RULE, expectFound, found, ref, site } from "./site";

const GLOBAL = "google_compute_global_address";
const REGIONAL = "google_compute_address";

/** The site with its rule for HTTPS at another address. */
const at = (ip_address: string, resources: Changes = {}, config: object = {}) =>
  site({ ...resources, [RULE]: { https: { ip_address, ...config } } });
const refused = (what: string) =>
  `error FE-01 prod/https: the address of an external load balancer must be global and external, got ${what}; use a GlobalAddress`;
const made = (config: object): Changes => ({ [GLOBAL]: { own: { name: "own", ...config } } });

test.each(["10.0.0.5", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "100.64.0.1", "fd00::1"])(
  "FE-01: the address %s, to which no visitor comes, is refused",
  (address) => {
    expectFound([at(address)], refused(address));
  },
);

test.each(["203.0.113.7", "11.0.0.1", "172.32.0.1", "2001:db8::1", "${var.ip}"])(
  "FE-01: the address %s is in order",
  (address) => {
    expect(found(at(address))).toEqual([]);
  },
);

test("FE-01: an address of a region, or an internal one, is refused", () => {
  const regional = { [REGIONAL]: { own: { name: "own", region: "us-central1" } } };
  expectFound([at(ref(REGIONAL, "own", "address"), regional)], refused("prod/own, a regional address"));
  const internal = made({ address_type: "INTERNAL" });
  expectFound([at(ref(GLOBAL, "own", "address"), internal)], refused("prod/own, an INTERNAL address"));
});

test.each<[string, string, object, object]>([
  ["an external one", ref(GLOBAL, "own", "address"), { address_type: "EXTERNAL" }, {}],
  ["one whose type only Terraform knows", ref(GLOBAL, "own", "address"), { address_type: "${var.type}" }, {}],
  [
    "an internal one for an internal load balancer",
    ref(GLOBAL, "own", "address"),
    { address_type: "INTERNAL" },
    { load_balancing_scheme: "INTERNAL_SELF_MANAGED" },
  ],
  ["any for what is no load balancer", "10.0.0.5", {}, { load_balancing_scheme: "" }],
])("FE-01: %s is in order", (_what, address, config, rule) => {
  const said = found(at(address, made(config), rule)).filter((finding) => finding.includes("FE-01"));
  expect(said).toEqual([]);
});

test("FE-01: an IP version that there is not is refused", () => {
  const version = (ip_version: string) => at(ref(GLOBAL, "own", "address"), made({ ip_version }));
  expect(found(version("IPV6"))).toEqual([]);
  expect(found(version("${var.version}"))).toEqual([]);
  expectFound([version("IPV5")], 'error FE-01 prod/own: ip_version must be one of IPV4, IPV6, got "IPV5"; choose one');
});

describe("FE-06: addresses of load balancers", () => {
  const build = (prop: "address" | "ipv6Address", ipVersion?: string) => (stack: EnvironmentStack) => {
    const { address } = new ComputeGlobalAddress(stack, "Raw", { name: "raw", ipVersion });
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["app.example.com"],
      defaultService: BackendService.fromBackendServiceName(stack, "Web", "web"),
      [prop]: GlobalAddress.fromIpAddress(stack, "Ip", address),
    });
  };

  test.each([
    ["address", "IPV6", "address must be an IPv4 address, got IPV6; pass it as ipv6Address"],
    ["ipv6Address", "IPV4", "ipv6Address must be an IPv6 address, got IPV4; pass it as address"],
    ["ipv6Address", undefined, "ipv6Address must be an IPv6 address, got IPV4; pass it as address"],
  ] as const)("%s may not be a %s one of the provider", (prop, version, text) => {
    expect(failureOf((app) => build(prop, version)(new EnvironmentStack(app, "test", { project: "p1" })))).toContain(
      `[test/Raw] FE-06: ${text}`,
    );
  });

  test.each([
    ["address", undefined],
    ["address", "IPV4"],
    ["address", "${var.version}"],
    ["ipv6Address", "IPV6"],
  ] as const)("%s may be a %s one of the provider", (prop, version) => {
    expect(() => synthesize(build(prop, version))).not.toThrow();
  });
});
