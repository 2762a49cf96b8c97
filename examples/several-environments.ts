import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  OutlierDetection,
} from "cdktf-google-serverless-lb";

const environments = [
  { id: "dev", project: "acme-web-dev", domain: "dev.example.com", regions: ["us-central1"] },
  { id: "prod", project: "acme-web-prod", domain: "www.example.com", regions: ["us-central1", "europe-west1"] },
];

const app = new App();
for (const { id, project, domain, regions } of environments) {
  const stack = new EnvironmentStack(app, id, { project, labels: { environment: id } });
  const backends = regions.map(
    (region) =>
      new CloudRunService(stack, `Web-${region}`, { image: "us-docker.pkg.dev/cloudrun/container/hello", region }),
  );
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: [domain],
    defaultService: new BackendService(stack, "Web", { backends, outlierDetection: OutlierDetection.recommended() }),
  });
}
app.synth();
