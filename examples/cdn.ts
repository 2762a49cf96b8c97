import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  CloudRunService,
  EnvironmentStack,
  NegativeCaching,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const service = (name: string) =>
  CloudRunService.fromCloudRunServiceAttributes(stack, `${name}-service`, {
    cloudRunServiceName: name,
    region: "us-central1",
  });

// pages: cached if the service's Cache-Control headers allow it, for as long as they say
const pages = new BackendService(stack, "Pages", {
  backends: [service("pages")],
  cdnPolicy: CdnPolicy.useOriginHeaders({
    cacheKeyPolicy: { queryString: CacheKeyQueryString.whitelist(["page", "sort"]) },
  }),
  customResponseHeaders: ["x-cache: {cdn_cache_status}"],
});
// images and scripts: cached for a day, even without headers; a 404 response is cached for ten seconds
const assets = new BackendService(stack, "Assets", {
  backends: [service("assets")],
  cdnPolicy: CdnPolicy.cacheAllStatic({
    defaultTtlSec: 86_400,
    clientTtlSec: 3600,
    maxTtlSec: 604_800,
    negativeCaching: NegativeCaching.custom([{ code: 404, ttlSec: 10 }]),
  }),
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: pages,
  routes: Routes.byPath([{ paths: Routes.pathAndBelow("/assets"), action: RouteAction.forward(assets) }]),
});
app.synth();
