import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  UrlMap,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-web-prod" });
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  urlMap: new UrlMap(stack, "UrlMap", {
    defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
    headerAction: { responseHeadersToAdd: [{ headerName: "X-Frame-Options", headerValue: "DENY" }] },
  }),
});

test("no page of the site can be shown in a frame", () => {
  const decision = loadBalancer.route({ url: "https://www.example.com/prices" }).toString();
  expect(decision).toContain("response header set: X-Frame-Options: DENY");
});
