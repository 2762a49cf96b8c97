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

const securityPolicy = new SecurityPolicy(stack, "Limits", {
  rules: [
    // 10 attempts a minute; who also makes 30 in 10 minutes cannot log in for an hour
    SecurityRule.rateBasedBan({
      priority: 1000,
      match: SecurityMatch.expression("request.path.startsWith('/login') && request.method == 'POST'"),
      enforceOnKey: EnforceOnKey.IP,
      count: 10,
      intervalSec: 60,
      banThreshold: { count: 30, intervalSec: 600 },
      banDurationSec: 3600,
    }),
    // all other requests: 300 a minute, without a ban
    SecurityRule.throttle({ priority: 2000, enforceOnKey: EnforceOnKey.IP, count: 300, intervalSec: 60 }),
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
