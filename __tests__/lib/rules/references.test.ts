import { TerraformVariable } from "cdktf";
import { BackendService, CloudRunService, EnvironmentStack, SecurityPolicy } from "../../../lib";
import { failureOf, synthesizeApp } from "../../synthesized";

type Build = (stack: EnvironmentStack, service: CloudRunService, backend: BackendService) => void;

const built = (build: Build) => (app: ConstructorParameters<typeof EnvironmentStack>[0]) => {
  const stack = new EnvironmentStack(app, "test", { project: "acme-prod" });
  const service = new CloudRunService(stack, "Web", {
    image: "us-docker.pkg.dev/cloudrun/container/hello",
    region: "us-central1",
  });
  build(stack, service, new BackendService(stack, "Backend", { backends: [service] }));
};
const overriding =
  (path: string, value: unknown): Build =>
  (_stack, _service, backend) =>
    backend.resource.addOverride(path, value);
const ADDRESS = "google_compute_security_policy.Armor_07EDA5A8";

test.each<[string, Build, string]>([
  [
    "a variable",
    overriding("description", "${var.image}"),
    'TF-04: description refers to var.image, which this stack does not have, got "${var.image}"; create a TerraformVariable, or insert the value in the program',
  ],
  [
    "a variable with a misspelt name",
    (stack, service, backend) => {
      new TerraformVariable(stack, "image", {});
      overriding("description", "${var.imag}")(stack, service, backend);
    },
    "did you mean image?",
  ],
  ["a local value", overriding("description", "${local.a}"), "description refers to local.a, which"],
  [
    "a resource",
    overriding("security_policy", "${google_compute_security_policy.armor.id}"),
    "security_policy refers to google_compute_security_policy.armor, which this stack does not have",
  ],
  [
    "a data source",
    overriding("security_policy", "${data.google_compute_security_policy.armor.id}"),
    "security_policy refers to data.google_compute_security_policy.armor, which this stack does not have",
  ],
  [
    "an attribute in camel case",
    (stack, service, backend) => {
      new SecurityPolicy(stack, "Armor", {}).resource.overrideLogicalId("armor");
      overriding("security_policy", "${google_compute_security_policy.armor.selfLink}")(stack, service, backend);
    },
    "armor.selfLink, which no google_compute_security_policy has; did you mean self_link?",
  ],
  [
    "one of several resources",
    (stack) => {
      const armor = new SecurityPolicy(stack, "Armor", {});
      armor.resource.addOverride("count", 2);
      new BackendService(stack, "Other", { securityPolicy: armor });
    },
    "as one resource, but its count makes several of it; remove count, and create a construct for each",
  ],
  [
    "the path of a construct in depends_on",
    overriding("depends_on", ["test/Web/Resource"]),
    'depends_on takes the Terraform addresses of resources, got "test/Web/Resource"; call node.addDependency with the construct instead',
  ],
  [
    "an address of nothing in depends_on",
    overriding("depends_on", [ADDRESS]),
    `depends_on refers to ${ADDRESS}, which this stack does not have`,
  ],
])("a reference to %s that is not there is refused", (_what, build, said) => {
  expect(failureOf(built(build))).toContain(said);
});

test.each<[string, Build]>([
  [
    "a variable",
    (stack, _service, backend) => {
      backend.resource.description = new TerraformVariable(stack, "text", {}).stringValue;
    },
  ],
  [
    "a resource by its address",
    (stack, service, backend) => {
      const { fqn } = new SecurityPolicy(stack, "Armor", {}).resource;
      overriding("depends_on", [fqn])(stack, service, backend);
    },
  ],
  ["a module, a loop and Terraform itself", overriding("description", "${path.module} ${terraform.workspace}")],
  ["a name in a loop", overriding("description", '${join(",", [for each in ["a"] : each])}')],
  ["what only looks like one", overriding("description", "$${var.image} var.image google_storage_bucket.a.name")],
])("a reference to %s stays", (_what, build) => {
  expect(() => synthesizeApp(built(build))).not.toThrow();
});

test("resources that wait for each other are refused, with the circle", () => {
  const failure = failureOf(
    built((_stack, service, backend) =>
      service.resource.addOverride("template.containers.0.env", [
        { name: "BACKEND", value: backend.backendServiceSelfLink },
      ]),
    ),
  );
  expect(failure).toContain(
    "TF-02: test/Web waits for test/Backend, which waits for test/Backend/Neg-us-central1, which waits for test/Web, so Terraform can create none of them; remove one of these references or dependencies",
  );
  expect(failure.match(/TF-02/g)).toHaveLength(1);
});

test("a construct that waits for what needs it is refused", () => {
  expect(failureOf(built((_stack, service, backend) => service.node.addDependency(backend)))).toContain("TF-02");
});
