import { App, Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const site = () => {
  const stack = new EnvironmentStack(new App(), "test", { project: "p1" });
  const web = new CloudRunService(stack, "Web", {
    image: "us-docker.pkg.dev/cloudrun/container/hello",
    region: "us-central1",
  });
  const defaultService = new BackendService(stack, "WebBackend", { backends: [web] });
  new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: ["app.example.com"], defaultService });
  return stack;
};

test("the site is served by HTTPS", () => {
  expect(Testing.synth(site(), true)).toHaveResource(ComputeTargetHttpsProxy);
});

test("a mistake is an error that names the construct and the rule", () => {
  const cdnPolicy = CdnPolicy.cacheAllStatic({ defaultTtlSec: 172_800 });
  expect(() => new BackendService(site(), "Cached", { cdnPolicy })).toThrow("[test/Cached] CDN-04: ");
});
