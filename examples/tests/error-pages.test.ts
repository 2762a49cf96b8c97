import "cdktf-google-serverless-lb/jest";
import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-web-prod" });
const api = BackendService.fromBackendServiceName(stack, "Api", "api");
const site = new BackendBucket(stack, "Site", { bucketName: "acme-web-site" });
const index = { matchResponseCodes: ["404"], path: "/index.html", overrideResponseCode: 200 };
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: site,
  routes: Routes.byPath([
    {
      paths: ["/*"],
      action: RouteAction.forward(site, { customErrorResponsePolicy: { errorService: site, rules: [index] } }),
    },
    { paths: ["/api", "/api/*"], action: RouteAction.forward(api) },
  ]),
});

test("a path without a file gets the app", () => {
  expect(loadBalancer).toRespondToError("https://www.example.com/orders/7", 404, {
    errorService: site,
    path: "/index.html",
    responseCode: 200,
  });
});

test("the errors of the API stay as they are", () => {
  expect(loadBalancer).not.toRespondToError("https://www.example.com/api/orders", 404);
});
