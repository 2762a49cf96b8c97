import { BackendService, CloudRunInvoker, CloudRunService, TrafficTarget } from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, around, left, oneWild } from "../specimen";

interface Service {
  readonly region: string;
  readonly containerPort?: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly concurrency?: number;
  readonly timeoutSec?: number;
  readonly instances?: readonly [number, number];
  readonly env?: { readonly [name: string]: string };
  readonly traffic?: number[];
  readonly invoker: "withoutIamCheck" | "allUsers";
}

/** A Cloud Run service. */
export const cloudRun: Specimen<Service> = {
  part: "Cloud Run service",
  values: oneWild<Service>(
    {
      region: fc.constantFrom("us-central1", "europe-west1"),
      containerPort: left,
      cpu: fc.constantFrom(undefined, "2"),
      memory: fc.constantFrom(undefined, "1Gi"),
      concurrency: left,
      timeoutSec: left,
      instances: left,
      env: left,
      traffic: left,
      invoker: fc.constantFrom("withoutIamCheck", "allUsers"),
    },
    {
      containerPort: around(1, 8080, 65_535),
      timeoutSec: around(1, 3600),
      concurrency: around(1, 1000),
      instances: fc.constantFrom([0, 1], [2, 1], [-1, 1]),
      env: fc.constantFrom<{ [name: string]: string }>({ A: "1" }, { PORT: "1" }, { "": "1" }, { "A=B": "1" }),
      traffic: fc.array(fc.constantFrom(0, 50, 100, 101), { minLength: 1, maxLength: 2 }),
      region: fc.constantFrom("us-central1-a", "US"),
    },
  ),
  build: (scope, { region, concurrency, instances, traffic, invoker, env, ...options }) => {
    // revisions are called after their service, and two cases of one cloud may not share a name
    const name = `web-${scope.node.id.toLowerCase()}`;
    const service = new CloudRunService(scope, "Web", {
      name,
      image: "us-docker.pkg.dev/cloudrun/container/hello",
      region,
      ...options,
      env: env && { ...env },
      maxInstanceRequestConcurrency: concurrency,
      minInstanceCount: instances?.[0],
      maxInstanceCount: instances?.[1],
      traffic: traffic?.map((percent, index) => TrafficTarget.revision(`${name}-0000${index + 1}`, percent)),
      invoker: CloudRunInvoker[invoker](),
    });
    new BackendService(scope, "Backend", { backends: [service] });
  },
};
