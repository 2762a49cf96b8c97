import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { App, Lazy, TerraformStack, Tokenization } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  EnvironmentStack,
  RouteAction,
  RouteOutcome,
  Routes,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
} from "cdktf-google-serverless-lb";
import "../../../../lib/jest";
import { elementOf } from "../../../../lib/resource/tokens";

const SERVICES = 100;
const QUESTIONS = 200;

function site() {
  const stack = new EnvironmentStack(new App(), "prod", { project: "p1" });
  const services = Array.from(
    { length: SERVICES },
    (_, index) =>
      new BackendService(stack, `Service${index}`, {
        backends: [
          new ServerlessNeg(stack, `Neg${index}`, {
            region: "us-central1",
            target: ServerlessTarget.cloudRun(`service-${index}`),
          }),
        ],
      }),
  );
  const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["a.example.com"],
    defaultService: services[0],
    routes: Routes.byPath(
      services.map((service, index) => ({
        paths: [`/s${index}`, `/s${index}/*`],
        action: RouteAction.forward(service),
      })),
    ),
  });
  return { stack, services, loadBalancer };
}

test("for many questions a URL map is rendered once and the stack looked through once, and anew after a change", () => {
  const { stack, services, loadBalancer } = site();
  const ask = (index: number) =>
    expect(loadBalancer).toRoute(`https://a.example.com/s${index % SERVICES}/x`, services[index % SERVICES]);
  const resolve = jest.spyOn(Tokenization, "resolve");
  const findAll = jest.spyOn(stack.node, "findAll");
  const renderings = () =>
    resolve.mock.calls.filter(([value]) => JSON.stringify(value)?.includes("path_matcher")).length;
  Array.from({ length: QUESTIONS }, (_, index) => ask(index));
  expect(renderings()).toBe(1);
  expect(findAll).toHaveBeenCalledTimes(1);
  (loadBalancer.urlMap as UrlMap).resource.addOverride("default_service", "${var.other}");
  ask(1);
  expect(renderings()).toBe(2);
});

test("what a value that is made at synth stands for is asked at each question", () => {
  const { loadBalancer } = site();
  let host = "b.example.com";
  const lazy = Lazy.stringValue({ produce: () => host });
  loadBalancer.addHostRule({ hosts: [lazy], defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }) });
  const outcome = () => loadBalancer.route({ url: "https://c.example.com/" }).outcome;
  expect(outcome()).toBe(RouteOutcome.FORWARD);
  host = "c.example.com";
  expect(outcome()).toBe(RouteOutcome.REDIRECT);
});

test("an element that goes and comes again under its id is the one that is there", () => {
  const stack = new TerraformStack(new App(), "prod");
  const web = () => BackendService.fromBackendServiceSelfLink(stack, "Web", "projects/p1/global/backendServices/web");
  const policies = [1, 2].map(() => {
    const element = new ComputeSecurityPolicy(stack, "Policy", { name: "policy" });
    const found = elementOf(web(), "${google_compute_security_policy.Policy.name}");
    stack.node.tryRemoveChild("Policy");
    stack.node.tryRemoveChild("Web");
    return found === element;
  });
  expect(policies).toEqual([true, true]);
  expect(elementOf(stack, "${google_compute_security_policy.Policy.name}")).toBeUndefined();
});
