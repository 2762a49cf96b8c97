import { TerraformOutput, TerraformVariable } from "cdktf";
import { DeletionPolicy, EnvironmentStack, GlobalAddress, IpVersion } from "cdktf-google-serverless-lb";
import { identityOf } from "../../../../lib/constructs/global-address";
import { resource, synthesize } from "../../../synthesized";

const TYPE = "google_compute_global_address";

test("a global address is an external IPv4 address", () => {
  expect(resource(TYPE, (stack) => new GlobalAddress(stack, "Ip"))).toEqual({
    name: "test-ip",
    address_type: "EXTERNAL",
    ip_version: "IPV4",
    lifecycle: { create_before_destroy: true, ignore_changes: ["description"] },
  });
});

test("an IPv6 address has a name of its own, so that the one can take the other's place", () => {
  const address = resource(TYPE, (stack) => new GlobalAddress(stack, "Ip", { ipVersion: IpVersion.IPV6 }));
  expect(address).toMatchObject({ name: expect.stringMatching(/^test-ip-[0-9a-f]{8}$/), ip_version: "IPV6" });
});

test("an IP version that there is not is refused", () => {
  const ipVersion = "IPV5" as IpVersion;
  expect(() => synthesize((stack) => new GlobalAddress(stack, "Ip", { ipVersion }))).toThrow(
    /^\[test\/Ip\] SHAPE-02: ipVersion must be an IpVersion, got "IPV5"; choose one of IpVersion\.IPV4, IpVersion\.IPV6 \(https:/,
  );
});

test("a global address takes a deletion policy, from a version of the provider on", () => {
  const build = (stack: EnvironmentStack) =>
    new GlobalAddress(stack, "Ip", { deletionPolicy: DeletionPolicy.PREVENT, preventDestroy: true });
  expect(resource(TYPE, build, "7.33.0")).toMatchObject({
    name: "test-ip",
    deletion_policy: "PREVENT",
    lifecycle: { prevent_destroy: true },
  });
  expect(() => resource(TYPE, build, "~> 7.32")).toThrow(
    "[test/Ip] NAM-09: deletionPolicy exists since version 7.33 of the provider",
  );
});

test("a global address takes the name of an existing one", () => {
  expect(resource(TYPE, (stack) => new GlobalAddress(stack, "Ip", { name: "web-ip" })).name).toBe("web-ip");
});

test("an illegal name of a global address is refused", () => {
  expect(() => synthesize((stack) => new GlobalAddress(stack, "Ip", { name: "Web" }))).toThrow(
    /^\[test\/Ip\] NAM-01: name must have 1 to 63 .*, got "Web"; write "web" \(https:/,
  );
});

test("a global address has its IP address, name and resource as attributes", () => {
  const json = synthesize((stack) => {
    const address = new GlobalAddress(stack, "Ip");
    new TerraformOutput(stack, "ip", { value: address.ipAddress });
    expect(address.globalAddressName).toBe("test-ip");
    expect(address.node.defaultChild).toBe(address.resource);
  });
  expect(json.output.ip.value).toBe(`\${${TYPE}.${Object.keys(json.resource[TYPE])[0]}.address}`);
});

test("an existing address is looked up by name", () => {
  const json = synthesize((stack) => {
    const address = GlobalAddress.fromGlobalAddressName(stack, "Ip", "web-ip");
    new TerraformOutput(stack, "ip", { value: address.ipAddress });
  });
  const [[id, data]] = Object.entries(json.data[TYPE] as object);
  expect(data).toEqual({ name: "web-ip" });
  expect(json.output.ip.value).toBe(`\${data.${TYPE}.${id}.address}`);
});

test("an existing address is known by the IP address itself, which may be a token", () => {
  const json = synthesize((stack) => {
    const ip = new TerraformVariable(stack, "ip", { type: "string" }).stringValue;
    const literal = GlobalAddress.fromIpAddress(stack, "A", "203.0.113.7");
    new TerraformOutput(stack, "a", { value: literal.ipAddress });
    new TerraformOutput(stack, "b", { value: GlobalAddress.fromIpAddress(stack, "B", ip).ipAddress });
  });
  expect([json.output.a.value, json.output.b.value]).toEqual(["203.0.113.7", "${var.ip}"]);
});

test("what is no IP address is refused", () => {
  expect(() => synthesize((stack) => GlobalAddress.fromIpAddress(stack, "Ip", "web-ip"))).toThrow(
    /^\[test\/Ip\] FE-01: ipAddress must be an IPv4 or IPv6 address, got "web-ip"; .*GlobalAddress.fromGlobalAddressName/,
  );
  expect(() => synthesize((stack) => GlobalAddress.fromIpAddress(stack, "Ip", "2001:db8::1"))).not.toThrow();
});

test("addresses are told apart by their name, or by the IP address where only that is known", () => {
  synthesize((stack) => {
    expect(identityOf(new GlobalAddress(stack, "A"))).toBe("test-a");
    expect(identityOf(GlobalAddress.fromGlobalAddressName(stack, "B", "web-ip"))).toBe("web-ip");
    expect(identityOf(GlobalAddress.fromIpAddress(stack, "C", "203.0.113.7"))).toBe("203.0.113.7");
  });
});

test("a global address takes labels, which are not part of its name", () => {
  const address = resource(TYPE, (stack) => new GlobalAddress(stack, "Ip", { labels: { team: "web" } }));
  expect(address).toMatchObject({ name: "test-ip", labels: { team: "web" } });
});

test("labels that Google refuses are refused", () => {
  expect(() => synthesize((stack) => new GlobalAddress(stack, "Ip", { labels: { Team: "web" } }))).toThrow(
    /^\[test\/Ip\] LAB-01: a label's key must have 1 to 63 lowercase letters, .*, got "Team"; /,
  );
});

test.each([
  [true, { prevent_destroy: true }],
  [false, { prevent_destroy: false }],
  [undefined, {}],
])("Terraform refuses to destroy a global address with preventDestroy: %s", (preventDestroy, lifecycle) => {
  expect(resource(TYPE, (stack) => new GlobalAddress(stack, "Ip", { preventDestroy })).lifecycle).toEqual({
    create_before_destroy: true,
    ignore_changes: ["description"],
    ...lifecycle,
  });
});
