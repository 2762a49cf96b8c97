import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const backend = (id: string, image: string) =>
  new BackendService(stack, id, {
    backends: [new CloudRunService(stack, `${id}Service`, { image, region: "us-central1" })],
  });
const shop = backend("Shop", "us-docker.pkg.dev/acme-web-prod/web/shop:1.4.0");
const search = backend("Search", "us-docker.pkg.dev/acme-web-prod/web/search:2.0.1");
const suggest = backend("Suggest", "us-docker.pkg.dev/acme-web-prod/web/suggest:0.9.3");

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: shop,
  routes: Routes.byPath([
    { paths: Routes.pathAndBelow("/search"), action: RouteAction.forward(search) },
    // longer than /search/*, so it wins, wherever it is in the list
    { paths: ["/search/suggest"], action: RouteAction.forward(suggest) },
  ]),
});
app.synth();
