import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunProbe,
  CloudRunService,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
// readiness probes exist since provider 7.19, a service without a run.app URL since 7.6
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod", providerVersion: "~> 7.45" });

const services = ["us-central1", "europe-west1"].map(
  (region) =>
    new CloudRunService(stack, `Web-${region}`, {
      image: "us-docker.pkg.dev/cloudrun/container/hello",
      region,
      // the health of a region is that of its instances, so each region needs one
      minInstanceCount: 1,
      readinessProbe: CloudRunProbe.httpGet({ path: "/ready", periodSec: 5, failureThreshold: 3 }),
      defaultUriDisabled: true,
    }),
);

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  // a region whose instances are not ready gets no requests until they are ready again
  defaultService: new BackendService(stack, "WebBackend", { backends: services }),
});
app.synth();
