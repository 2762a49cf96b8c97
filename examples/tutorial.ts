import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnforceOnKey,
  EnvironmentStack,
  OutlierDetection,
  RouteAction,
  Routes,
  SecurityPolicy,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "tutorial", { project: "p1" });

const inBothRegions = (name: string) =>
  ["us-central1", "europe-west1"].map((region) =>
    CloudRunService.fromCloudRunServiceAttributes(stack, `${name}-${region}`, { cloudRunServiceName: name, region }),
  );
const securityPolicy = new SecurityPolicy(stack, "Armor", {
  rules: [SecurityRule.throttle({ count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP })],
});
const outlierDetection = OutlierDetection.recommended();
const frontend = new BackendService(stack, "Frontend", {
  backends: inBothRegions("frontend-service"),
  cdnPolicy: CdnPolicy.useOriginHeaders(),
  securityPolicy,
  outlierDetection,
});
const api = new BackendService(stack, "Api", {
  backends: inBothRegions("api-service"),
  securityPolicy,
  outlierDetection,
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: frontend,
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(api) }]),
});
app.synth();
