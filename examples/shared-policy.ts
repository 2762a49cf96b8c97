import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  SslPolicy,
} from "cdktf-google-serverless-lb";

const app = new App();

// the security team's stack, deployed separately
const platform = new EnvironmentStack(app, "platform", { project: "acme-web-prod" });
const securityPolicy = new SecurityPolicy(platform, "Armor", {
  rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]), description: "known abuse" })],
});
const sslPolicy = new SslPolicy(platform, "Tls");

// a site that uses its policies; deploy both together: `cdktf deploy platform shop`
const shop = new EnvironmentStack(app, "shop", { project: "acme-web-prod" });
const web = CloudRunService.fromCloudRunServiceAttributes(shop, "Web", {
  cloudRunServiceName: "shop",
  region: "us-central1",
});
new ApplicationLoadBalancer(shop, "LoadBalancer", {
  domains: ["shop.example.com"],
  sslPolicy,
  defaultService: new BackendService(shop, "WebBackend", { backends: [web], securityPolicy }),
});
app.synth();
