import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CertificateMap,
  CertificateMapStage,
  CloudRunService,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});
const domains = ["www.example.com", "shop.example.com"];

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains,
  certificateMap: new CertificateMap(stack, "Certificates", { domains }),
  // first PREPARE, then ATTACH, then FINISH without domains: one apply each
  certificateMapStage: CertificateMapStage.PREPARE,
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
});
app.synth();
