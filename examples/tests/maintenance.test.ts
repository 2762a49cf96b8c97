import "cdktf-google-serverless-lb/jest";
import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  DenyStatus,
  EnvironmentStack,
  SecurityPolicy,
  SecurityPolicyDefault,
  ServerlessNeg,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-shop-prod" });
const errorService = new BackendBucket(stack, "Pages", { bucketName: "acme-shop-pages" });
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["shop.example.com"],
  defaultService: new BackendService(stack, "Shop", {
    backends: [ServerlessNeg.fromServerlessNegName(stack, "Neg", "shop", { region: "us-central1" })],
    securityPolicy: new SecurityPolicy(stack, "Closed", {
      defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"], DenyStatus.BAD_GATEWAY),
    }),
  }),
  customErrorResponsePolicy: {
    errorService,
    rules: [{ matchResponseCodes: ["5xx"], path: "/maintenance.html", overrideResponseCode: 503 }],
  },
});
const url = "https://shop.example.com/cart";

test("the office gets the shop, visitors get the page", () => {
  expect(loadBalancer).toAllow({ url, clientIp: "203.0.113.7" });
  expect(loadBalancer).toDeny({ url, clientIp: "198.51.100.7" }, 502);
  expect(loadBalancer).toRespondToError(url, 502, { errorService, path: "/maintenance.html", responseCode: 503 });
});
