import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-shop-prod" });

// images, scripts and error pages, which everybody can read
const assets = new BackendBucket(stack, "Assets", {
  bucketName: "acme-shop-assets",
  cdnPolicy: CdnPolicy.cacheAllStatic(),
});
const shop = new BackendService(stack, "Shop", {
  backends: [
    CloudRunService.fromCloudRunServiceAttributes(stack, "ShopService", {
      cloudRunServiceName: "shop",
      region: "us-central1",
    }),
  ],
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["shop.example.com"],
  defaultService: shop,
  routes: Routes.byPath([
    { paths: ["/assets/*"], action: RouteAction.forward(assets) },
    {
      // the clients of the API get JSON in place of the maintenance page, from the same bucket
      paths: ["/api", "/api/*"],
      action: RouteAction.forward(shop, {
        customErrorResponsePolicy: { rules: [{ matchResponseCodes: ["5xx"], path: "/errors/maintenance.json" }] },
      }),
    },
  ]),
  customErrorResponsePolicy: {
    errorService: assets,
    rules: [
      { matchResponseCodes: ["404", "410"], path: "/errors/not-found.html" },
      // while the service is down or under maintenance
      { matchResponseCodes: ["5xx"], path: "/errors/maintenance.html" },
    ],
  },
});
app.synth();
