import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  Iap,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-tools-prod" });
const image = "us-docker.pkg.dev/cloudrun/container/hello";
const region = "us-central1";

// behind Identity-Aware Proxy alone: Cloud Run checks IAM, and only Identity-Aware Proxy has a grant
const tool = new BackendService(stack, "Tool", {
  backends: [new CloudRunService(stack, "ToolService", { image, region })],
  iap: Iap.googleManagedClient({ members: ["group:staff@example.com"] }),
});
const payroll = new BackendService(stack, "Payroll", {
  backends: [new CloudRunService(stack, "PayrollService", { image, region })],
  iap: Iap.googleManagedClient({ members: ["group:finance@example.com", "user:auditor@example.com"] }),
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["tools.example.com"],
  defaultService: tool,
  routes: Routes.byPath([{ paths: ["/payroll", "/payroll/*"], action: RouteAction.forward(payroll) }]),
});
app.synth();
