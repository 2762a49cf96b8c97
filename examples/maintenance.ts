import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CloudRunService,
  DenyStatus,
  EnforceOnKey,
  EnvironmentStack,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-shop-prod" });

// true closes the site, for everybody but the office
const isClosed: boolean = true;
const office = ["203.0.113.0/24"];

const securityPolicy = isClosed
  ? new SecurityPolicy(stack, "Closed", {
      defaultAction: SecurityPolicyDefault.denyExcept(office, DenyStatus.BAD_GATEWAY),
    })
  : new SecurityPolicy(stack, "Limits", {
      rules: [SecurityRule.throttle({ priority: 1000, count: 300, intervalSec: 60, enforceOnKey: EnforceOnKey.IP })],
    });
const shop = CloudRunService.fromCloudRunServiceAttributes(stack, "ShopService", {
  cloudRunServiceName: "shop",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["shop.example.com"],
  defaultService: new BackendService(stack, "Shop", { backends: [shop], securityPolicy }),
  customErrorResponsePolicy: {
    errorService: new BackendBucket(stack, "Pages", { bucketName: "acme-shop-pages" }),
    // 503 tells search engines to come back later
    rules: [{ matchResponseCodes: ["5xx"], path: "/maintenance.html", overrideResponseCode: 503 }],
  },
});
app.synth();
