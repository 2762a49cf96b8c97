import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  OutlierDetection,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const services = ["us-central1", "europe-west1", "asia-northeast1"].map(
  (region) =>
    new CloudRunService(stack, `Web-${region}`, {
      image: "us-docker.pkg.dev/cloudrun/container/hello",
      region,
      env: { REGION: region },
      minInstanceCount: 1,
    }),
);

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  ipv6: true,
  defaultService: new BackendService(stack, "WebBackend", {
    // one backend service, one backend per region: the nearest region serves each visitor
    backends: services,
    // without it, visitors keep being sent to a region that answers with errors
    outlierDetection: OutlierDetection.recommended(),
    customRequestHeaders: ["x-client-country: {client_region}"],
  }),
});
app.synth();
