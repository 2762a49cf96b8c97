/**
 * `node ours.js <services> [unchecked]`: the services of the benchmark behind load balancers, made of our constructs;
 * `unchecked` switches all rules off.
 */
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const SERVICES_PER_BALANCER = 100;
const REGION = "us-central1";
const count = Number(process.argv[2]);

const app = new App({ skipValidation: process.argv[3] === "unchecked" });
const stack = new EnvironmentStack(app, "bench", { project: "acme-bench" });

for (let first = 0; first < count; first += SERVICES_PER_BALANCER) {
  const size = Math.min(SERVICES_PER_BALANCER, count - first);
  const backends = Array.from({ length: size }, (_, index) => makeBackend(first + index));
  const number = first / SERVICES_PER_BALANCER;
  new ApplicationLoadBalancer(stack, `LoadBalancer${number}`, {
    domains: [`www${number}.example.com`],
    defaultService: backends[0],
    routes: Routes.byPath(
      backends.map((backend, index) => ({
        paths: [`/service${first + index}`, `/service${first + index}/*`],
        action: RouteAction.forward(backend),
      })),
    ),
  });
}
app.synth();

function makeBackend(number: number): BackendService {
  const cloudRunServiceName = `service${number}`;
  const service = CloudRunService.fromCloudRunServiceAttributes(stack, `Service${number}`, {
    cloudRunServiceName,
    region: REGION,
  });
  return new BackendService(stack, `Backend${number}`, { backends: [service] });
}
