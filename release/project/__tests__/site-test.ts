import { App, Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";
import "cdktf-google-serverless-lb/jest";

const stack = new EnvironmentStack(new App(), "test", { project: "p1" });
const backend = (id: string) => {
  const image = "us-docker.pkg.dev/cloudrun/container/hello";
  return new BackendService(stack, id, {
    backends: [new CloudRunService(stack, `${id}Service`, { image, region: "us-central1" })],
  });
};
const [web, api] = [backend("Web"), backend("Api")];
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: web,
  routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.forward(api) }]),
});

test("the site is served by HTTPS", () => {
  expect(Testing.synth(stack, true)).toHaveResource(ComputeTargetHttpsProxy);
});

test("requests go where they should", () => {
  expect(loadBalancer).toRoute("https://app.example.com/api/users", api);
  expect(loadBalancer).toRoute("https://app.example.com/", web);
  expect(loadBalancer).toRedirect("http://app.example.com/", "https://app.example.com/");
  expect(loadBalancer).not.toRoute("https://app.example.com/", api);
});

test("a mistake is an error that names the construct and the rule", () => {
  const cdnPolicy = CdnPolicy.cacheAllStatic({ defaultTtlSec: 172_800 });
  expect(() => new BackendService(stack, "Cached", { cdnPolicy })).toThrow("[test/Cached] CDN-04: ");
});
