import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { Fn, Lazy, TerraformElement, TerraformStack, Testing } from "cdktf";
import { EnvironmentStack } from "../../../lib";

/** Two environments, of which the second may refer to an address of the first. */
function twoStacks() {
  const app = Testing.app();
  const [one, other] = ["one", "other"].map((id) => new EnvironmentStack(app, id, { project: "acme" }));
  const address = new ComputeGlobalAddress(one, "Address", { name: "address" });
  return { app, one, other, address };
}

function outputsOf(stack: TerraformStack): string[] {
  return stack.node.children.map(({ node }) => node.id).filter((id) => id.startsWith("cross-stack-output"));
}

test.each<[where: string, refer: (stack: TerraformStack, reference: string) => void]>([
  ["an argument", (stack, name) => new ComputeGlobalAddress(stack, "Address", { name })],
  ["a part of an argument", (stack, name) => new ComputeGlobalAddress(stack, "Address", { name: `x-${name}` })],
  ["a function", (stack, name) => new ComputeGlobalAddress(stack, "Address", { name: Fn.lower(name) })],
  [
    "what is only known at synth",
    (stack, name) => new ComputeGlobalAddress(stack, "Address", { name: Lazy.stringValue({ produce: () => name }) }),
  ],
  ["a list", (stack, name) => new ComputeManagedSslCertificate(stack, "C", { managed: { domains: [name] } })],
  [
    "a list that is a token",
    (stack, name) => new ComputeManagedSslCertificate(stack, "C", { managed: { domains: Fn.split(",", name) } }),
  ],
  [
    "an override",
    (stack, name) => new ComputeGlobalAddress(stack, "Address", { name: "x" }).addOverride("labels.a", name),
  ],
  [
    "a key of a map",
    (stack, name) => new ComputeGlobalAddress(stack, "Address", { name: "x", labels: { [name]: "x" } }),
  ],
])("a reference to another stack in %s becomes an output there", (_, refer) => {
  const { app, one, other, address } = twoStacks();
  refer(other, address.name);
  app.synth();
  expect(outputsOf(one)).toHaveLength(1);
});

test("a resource that refers to its own stack alone is resolved once", () => {
  const { app, one, address } = twoStacks();
  const own = new ComputeGlobalAddress(one, "Own", { name: `x-${address.name}`, addressType: "EXTERNAL" });
  const calls = jest.spyOn(own as TerraformElement, "toTerraform");
  app.synth();
  expect(calls).toHaveBeenCalledTimes(1);
  expect(outputsOf(one)).toEqual([]);
});
