import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  UrlMap,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// only for a site in use: it keeps the URL map that its load balancer has created
stack.renamed({ formerPath: "LoadBalancer/UrlMap", path: "UrlMap" });

const web = new CloudRunService(stack, "Web", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
const urlMap = new UrlMap(stack, "UrlMap", {
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
  headerAction: {
    responseHeadersToAdd: [
      { headerName: "Strict-Transport-Security", headerValue: "max-age=86400" },
      { headerName: "X-Content-Type-Options", headerValue: "nosniff" },
      { headerName: "X-Frame-Options", headerValue: "DENY" },
    ],
  },
});
new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: ["app.example.com"], urlMap });
app.synth();
