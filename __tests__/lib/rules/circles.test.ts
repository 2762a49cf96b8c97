import { BackendService, CloudRunService, EnvironmentStack } from "../../../lib";
import { failureOf } from "../../synthesized";

type Build = (stack: EnvironmentStack, service: CloudRunService, backend: BackendService) => void;

const built = (build: Build) => (app: ConstructorParameters<typeof EnvironmentStack>[0]) => {
  const stack = new EnvironmentStack(app, "test", { project: "acme-prod" });
  const service = new CloudRunService(stack, "Web", {
    image: "us-docker.pkg.dev/cloudrun/container/hello",
    region: "us-central1",
  });
  build(stack, service, new BackendService(stack, "Backend", { backends: [service] }));
};
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
