import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunGpu,
  CloudRunService,
  CloudRunVolume,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// an NVIDIA L4 with 4 CPUs and 16 GiB of memory
const model = new CloudRunService(stack, "Model", {
  image: "us-docker.pkg.dev/acme-web-prod/web/model:3",
  region: "us-central1",
  gpu: CloudRunGpu.nvidiaL4({ zonalRedundancy: false }),
  maxInstanceCount: 3,
  maxInstanceRequestConcurrency: 4,
  startupCpuBoost: true,
  volumeMounts: { "/models": CloudRunVolume.cloudStorage("models", "acme-models", { readOnly: true }) },
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["model.example.com"],
  defaultService: new BackendService(stack, "ModelBackend", { backends: [model] }),
});
app.synth();
