import "cdktf-google-serverless-lb/jest";
import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-web-prod" });
const web = BackendService.fromBackendServiceName(stack, "WebBackend", "web");
const api = BackendService.fromBackendServiceName(stack, "ApiBackend", "api");
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["app.example.com"],
  defaultService: web,
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(api) }]),
});

test("the API has a service of its own", () => {
  expect(loadBalancer).toRoute("https://app.example.com/api/orders?page=2", api);
  expect(loadBalancer).toRoute("https://app.example.com/api", api);
});

test("all other paths stay where they are", () => {
  expect(loadBalancer).toRoute("https://app.example.com/", web);
  expect(loadBalancer).toRoute("https://app.example.com/apiary", web);
});
