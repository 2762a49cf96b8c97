import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { BackendService, EnvironmentStack, IBackend, ServerlessKind } from "cdktf-google-serverless-lb";
import { resource, synthesize } from "../../synthesized";

test("a backend of your own makes what it needs below the backend service and is waited for", () => {
  const backend: IBackend = {
    bind: (scope) => ({
      group: "projects/p1/regions/us-central1/networkEndpointGroups/neg",
      region: "us-central1",
      dependsOn: [new ComputeGlobalAddress(scope, "Needed", { name: "needed" })],
    }),
  };
  const build = (stack: EnvironmentStack) => new BackendService(stack, "Web", { backends: [backend] });
  const [needed] = Object.keys(synthesize(build).resource.google_compute_global_address);
  expect(needed).toMatch(/^Web_Needed_/);
  expect(resource("google_compute_backend_service", build)).toMatchObject({
    backend: [{ group: "projects/p1/regions/us-central1/networkEndpointGroups/neg" }],
    depends_on: [`google_compute_global_address.${needed}`],
  });
});

test("a backend of a kind that is not known stands beside one of a known kind", () => {
  const backend = (region: string, kind?: ServerlessKind): IBackend => ({
    bind: () => ({ group: `projects/p1/regions/${region}/networkEndpointGroups/neg`, region, kind }),
  });
  const build = (stack: EnvironmentStack) =>
    new BackendService(stack, "Web", {
      backends: [backend("us-central1", ServerlessKind.CLOUD_RUN), backend("europe-west1")],
    });
  expect(resource("google_compute_backend_service", build).backend).toHaveLength(2);
});
