import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnforceOnKey,
  EnvironmentStack,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const office = SecurityMatch.ipRanges(["203.0.113.0/24", "2001:db8:7::/48"]);
const login = SecurityMatch.expression("request.path.startsWith('/login') && request.method == 'POST'");
const securityPolicy = new SecurityPolicy(stack, "Armor", {
  // the lowest priority that matches decides; with priorities, you can insert a rule anywhere later
  rules: [
    SecurityRule.allow({ priority: 1000, match: office, description: "the office" }),
    SecurityRule.deny({ priority: 2000, match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { sensitivity: 1 }) }),
    SecurityRule.deny({
      priority: 2100,
      match: SecurityMatch.preconfiguredWaf("xss-v33-stable", { sensitivity: 1 }),
      preview: true, // only logged, until the log shows that it stops nobody else
    }),
    SecurityRule.throttle({ priority: 3000, match: login, count: 10, intervalSec: 60, enforceOnKey: EnforceOnKey.IP }),
    SecurityRule.throttle({ priority: 4000, count: 300, intervalSec: 60, enforceOnKey: EnforceOnKey.IP }),
  ],
});
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web], securityPolicy }),
});
app.synth();
