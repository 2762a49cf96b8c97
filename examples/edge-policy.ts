import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EdgeSecurityPolicy,
  EnforceOnKey,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// before the cache: who sees the site at all
const edgeSecurityPolicy = new EdgeSecurityPolicy(stack, "Edge", {
  rules: [
    SecurityRule.deny({ priority: 1000, match: SecurityMatch.ipRanges(["198.51.100.0/24"]), description: "scrapers" }),
    SecurityRule.deny({ priority: 2000, match: SecurityMatch.expression("origin.region_code == 'AQ'") }),
  ],
});
// behind the cache: how often, and without attacks
const securityPolicy = new SecurityPolicy(stack, "Armor", {
  rules: [
    SecurityRule.deny({ priority: 1000, match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { sensitivity: 1 }) }),
    SecurityRule.throttle({ priority: 2000, count: 300, intervalSec: 60, enforceOnKey: EnforceOnKey.IP }),
  ],
});
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: new BackendService(stack, "WebBackend", {
    backends: [web],
    cdnPolicy: CdnPolicy.useOriginHeaders(),
    edgeSecurityPolicy,
    securityPolicy,
  }),
});
app.synth();
