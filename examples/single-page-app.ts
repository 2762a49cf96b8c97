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
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// the files of the app, which everybody can read
const site = new BackendBucket(stack, "Site", {
  bucketName: "acme-web-site",
  cdnPolicy: CdnPolicy.cacheAllStatic(),
});
const api = new BackendService(stack, "Api", {
  backends: [
    CloudRunService.fromCloudRunServiceAttributes(stack, "ApiService", {
      cloudRunServiceName: "api",
      region: "us-central1",
    }),
  ],
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: site,
  routes: Routes.byPath([
    {
      // a path without a file gets the app, which shows the page for this path
      paths: ["/*"],
      action: RouteAction.forward(site, {
        customErrorResponsePolicy: {
          errorService: site,
          rules: [{ matchResponseCodes: ["404"], path: "/index.html", overrideResponseCode: 200 }],
        },
      }),
    },
    // the errors of the API stay as they are
    { paths: ["/api", "/api/*"], action: RouteAction.forward(api) },
  ]),
});
app.synth();
