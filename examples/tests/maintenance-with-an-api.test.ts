import "cdktf-google-serverless-lb/jest";
import { Testing } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CloudRunService,
  DenyStatus,
  EnvironmentStack,
  RouteAction,
  SecurityPolicy,
  SecurityPolicyDefault,
} from "cdktf-google-serverless-lb";

const stack = new EnvironmentStack(Testing.app(), "prod", { project: "acme-shop-prod" });
const errorService = new BackendBucket(stack, "Pages", { bucketName: "acme-shop-pages" });
const securityPolicy = new SecurityPolicy(stack, "Closed", {
  defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"], DenyStatus.BAD_GATEWAY),
});
const backend = (id: string, cloudRunServiceName: string) => {
  const attributes = { cloudRunServiceName, region: "us-central1" };
  const service = CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, attributes);
  return new BackendService(stack, id, { backends: [service], securityPolicy });
};
const [shop, api] = [backend("Shop", "shop"), backend("Api", "api")];
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["shop.example.com", "api.example.com"],
  defaultService: shop,
  // a policy of the load balancer itself would also be for the API
  hostRules: [
    {
      hosts: ["shop.example.com"],
      customErrorResponsePolicy: {
        errorService,
        rules: [{ matchResponseCodes: ["5xx"], path: "/maintenance.html", overrideResponseCode: 503 }],
      },
    },
    {
      hosts: ["api.example.com"],
      defaultAction: RouteAction.forward(api),
      customErrorResponsePolicy: {
        errorService,
        rules: [{ matchResponseCodes: ["502"], path: "/maintenance.json", overrideResponseCode: 503 }],
      },
    },
  ],
});
const url = "https://api.example.com/orders";

test("while the site is closed, clients of the API get JSON and 503", () => {
  expect(loadBalancer).toDeny({ url, clientIp: "198.51.100.7" }, 502);
  expect(loadBalancer).toRespondToError(url, 502, { errorService, path: "/maintenance.json", responseCode: 503 });
});

test("an error of the API itself stays as it is", () => {
  expect(loadBalancer).not.toRespondToError(url, 500);
});

test("visitors of the shop get the page", () => {
  const page = { errorService, path: "/maintenance.html", responseCode: 503 };
  expect(loadBalancer).toRespondToError("https://shop.example.com/cart", 502, page);
});
