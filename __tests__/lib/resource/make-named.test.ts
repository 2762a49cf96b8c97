import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeRegionNetworkEndpointGroup } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { KnownType, argumentsOf } from "../../../lib/app/arguments";
import { ARGUMENTS } from "../../../lib/app/arguments";
import { makeNamed } from "../../../lib/resource/make-named";
import { makeResource } from "../../../lib/resource/make-resource";
import { nameInputs } from "../../../lib/resource/name-inputs";
import { digest } from "../../../lib/resource/replacement";

const NEG = "google_compute_region_network_endpoint_group";
const newStack = () => new TerraformStack(new App(), "test");
const neg = (service: string, reference = service) => ({
  name: undefined,
  region: "us-central1",
  networkEndpointType: "SERVERLESS",
  cloudRun: { service: reference },
  identity: { cloudRun: { service } },
});

test("a resource gets its construct's path and a digest of what replaces it for a name", () => {
  const web = new Construct(newStack(), "Web");
  const { resource, name } = makeNamed(ComputeRegionNetworkEndpointGroup, web, neg("web"));
  expect(name).toBe(`test-web-${digest(["us-central1", "CLOUD_RUN", "web", "", ""])}`);
  expect(resource.nameInput).toBe(name);
  expect(web.node.defaultChild).toBe(resource);
});

test("a reference gets into a name by what it refers to, and into Terraform as it is", () => {
  const stack = newStack();
  const reference = new TerraformVariable(stack, "service", { type: "string" }).stringValue;
  const { resource, name } = makeNamed(ComputeRegionNetworkEndpointGroup, stack, neg("prod-web", reference));
  expect(name).toBe(`test-${digest(["us-central1", "CLOUD_RUN", "prod-web", "", ""])}`);
  expect(resource.cloudRun.serviceInput).toBe(reference);
});

test("a name that the user fixed stays, and one of several resources has its id in its name", () => {
  const stack = newStack();
  const fixed = { ...neg("web"), name: "company-neg" };
  expect(makeNamed(ComputeRegionNetworkEndpointGroup, stack, fixed).name).toBe("company-neg");
  expect(makeNamed(ComputeBackendService, stack, { name: undefined }, "Second").name).toBe("test-second");
});

test("what is as it would be by default is in no name", () => {
  expect(nameInputs("google_compute_global_address", { addressType: "EXTERNAL", ipVersion: "IPV4" })).toBeUndefined();
  expect(nameInputs("google_compute_global_address", { addressType: "EXTERNAL", ipVersion: "IPV6" })).toEqual(["IPV6"]);
});

test("an argument that replaces the resource is in its name without another word", () => {
  const config = { region: "us-central1", cloudRun: { service: "web", invented: { one: 1, on: true } } };
  expect(nameInputs(NEG, { ...config, description: "the site", pscData: [{ producerPort: "1" }] })).toEqual([
    "us-central1",
    "CLOUD_RUN",
    "web",
    "",
    "",
    "cloud_run.invented.one=1",
    "cloud_run.invented.on=true",
    "description=the site",
    "psc_data[0].producer_port=1",
  ]);
});

const camelCase = (path: string) => path.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const replaced = Object.keys(ARGUMENTS).flatMap((type) =>
  argumentsOf(type)
    .filter(([path, { changed, isRaw, inName }]) => {
      const isNot = typeof inName === "object" && "not" in inName;
      return changed === "replaced" && !isRaw && !isNot && !path.includes(".");
    })
    .map(([path, { inName }]) => ({
      type: type as KnownType,
      path,
      block: typeof inName === "object" ? "of" in inName && inName.of[0] : undefined,
    })),
);

test.each(replaced)("$path of $type changes the name of what it replaces", ({ type, path, block }) => {
  const inputs = (value: string) =>
    nameInputs(type, { [camelCase(path)]: typeof block === "string" ? { [camelCase(block)]: value } : value });
  expect(inputs("a")).not.toEqual(inputs("b"));
  expect(inputs("a")).not.toEqual(nameInputs(type, {}));
});

test("an argument without a row in the table does not compile", () => {
  const stack = newStack();
  // @ts-expect-error the table does not say that the constructs write it
  makeResource(ComputeBackendService, stack, { name: "a", serviceLbPolicy: "policy" }, "A");
  // @ts-expect-error nor if it is a name of ours
  makeNamed(ComputeRegionNetworkEndpointGroup, stack, { ...neg("web"), network: "web" }, "B");
  // @ts-expect-error what an IP address is in a name has to be said
  makeNamed(ComputeGlobalForwardingRule, stack, { name: undefined, target: "proxy", ipAddress: "192.0.2.1" }, "C");
});
