import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
  IRouteTarget,
  ICloudRunService,
  RouteAction,
  Routes,
  SslPolicy,
  SslProfile,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { synthesize } from "../../synthesized";

/** As plain JavaScript has it, where nobody looks at types. */
const anything = <T>(value: unknown) => value as T;
const web = (stack: EnvironmentStack) =>
  BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web");
const service = (stack: EnvironmentStack): ICloudRunService =>
  CloudRunService.fromCloudRunServiceAttributes(stack, "Site", { cloudRunServiceName: "site", region: "us-central1" });
const balancer = (stack: EnvironmentStack, props: Partial<ApplicationLoadBalancerProps>) =>
  new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack), domains: ["a.com"], ...props });
const routed = (stack: EnvironmentStack, action: RouteAction) =>
  new UrlMap(stack, "X", { defaultService: web(stack), routes: Routes.byPath([{ paths: ["/a"], action }]) });

test.each<[string, (stack: EnvironmentStack) => unknown, RegExp]>([
  [
    "an Armor policy",
    (stack) => new BackendService(stack, "X", { securityPolicy: anything("shield"), backends: [service(stack)] }),
    /SHAPE-02: securityPolicy must be a SecurityPolicy, got "shield"; for one that already exists, use SecurityPolicy\.fromSecurityPolicyName or SecurityPolicy\.fromSecurityPolicySelfLink/,
  ],
  [
    "an SSL policy",
    (stack) => balancer(stack, { sslPolicy: anything("tls") }),
    /SHAPE-02: sslPolicy must be an SslPolicy, got "tls"; for one that already exists, use SslPolicy\.fromSslPolicyName or SslPolicy\.fromSslPolicySelfLink/,
  ],
  [
    "an address",
    (stack) => balancer(stack, { address: anything("203.0.113.9") }),
    /SHAPE-02: address must be a GlobalAddress, got "203\.0\.113\.9"; for one that already exists, use GlobalAddress\.fromGlobalAddressName or GlobalAddress\.fromIpAddress/,
  ],
  [
    "an IPv6 address",
    (stack) => balancer(stack, { ipv6Address: anything("2001:db8::1") }),
    /SHAPE-02: ipv6Address must be a GlobalAddress, got "2001:db8::1"; for one that already exists, use GlobalAddress\.fromGlobalAddressName or GlobalAddress\.fromIpAddress/,
  ],
  [
    "the address of another forwarding rule",
    (stack) => {
      balancer(stack, {}).addForwardingRule("Next", { address: anything("203.0.113.9"), port: 8443 });
    },
    /SHAPE-02: address must be a GlobalAddress, got "203\.0\.113\.9"; for one that already exists, use GlobalAddress\.fromGlobalAddressName or GlobalAddress\.fromIpAddress/,
  ],
  [
    "a certificate",
    (stack) => balancer(stack, { certificates: [anything("cert")] }),
    /SHAPE-02: certificates\[0\] must be a ManagedSslCertificate or a SelfManagedSslCertificate, got "cert"; for one that already exists, use SslCertificate\.fromSslCertificateName or SslCertificate\.fromSslCertificateSelfLink/,
  ],
  [
    "a URL map",
    (stack) => balancer(stack, { defaultService: undefined, urlMap: anything("projects/p1/global/urlMaps/m") }),
    /SHAPE-02: urlMap must be a UrlMap, got "projects\/p1\/global\/urlMaps\/m"; for one that already exists, use UrlMap\.fromUrlMapSelfLink/,
  ],
  [
    "a policy of another kind",
    (stack) => new BackendService(stack, "X", { securityPolicy: anything({ rules: [] }) }),
    /SHAPE-02: securityPolicy must be a SecurityPolicy, got \{"rules":\[\]\}; for one that already exists, use SecurityPolicy\.fromSecurityPolicyName or SecurityPolicy\.fromSecurityPolicySelfLink/,
  ],
  [
    "a profile",
    (stack) => new SslPolicy(stack, "X", { profile: anything("RESTRICTED") }),
    /SHAPE-02: profile must be an SslProfile, got "RESTRICTED"; did you mean SslProfile\.RESTRICTED\?/,
  ],
])("a name in place of %s is refused", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] ${message.source}`));
});

test.each<[string, (stack: EnvironmentStack) => unknown, RegExp]>([
  [
    "as the default",
    (stack) => new UrlMap(stack, "X", { defaultService: anything<IRouteTarget>(service(stack)) }),
    /defaultService must be a BackendBucket or a BackendService, got "test\/Site"; wrap it: new BackendService\(…, \{ backends: \[it\] \}\)/,
  ],
  [
    "in a route",
    (stack) => routed(stack, RouteAction.forward(anything(service(stack)))),
    /service of RouteAction\.forward in rules\[0\]\.action of Routes\.byPath in routes must be a BackendBucket or a BackendService, got "test\/Site"; wrap it/,
  ],
  [
    "in a split",
    (stack) => routed(stack, RouteAction.split([{ service: anything(service(stack)), weight: 1 }])),
    /services\[0\]\.service of RouteAction\.split in .* must be a BackendBucket or a BackendService, got "test\/Site"; wrap it/,
  ],
  [
    "by its name",
    (stack) => routed(stack, RouteAction.forward(anything("web"))),
    /service of RouteAction\.forward in .* must be a BackendBucket or a BackendService, got "web"; for one that already exists, use BackendBucket\.fromBackendBucketName, BackendService\.fromBackendServiceName/,
  ],
  [
    "that is missing",
    (stack) => routed(stack, RouteAction.forward(anything(undefined))),
    /service of RouteAction\.forward in .* is required/,
  ],
])("a service without a backend service is refused %s", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] SHAPE-0[12]: ${message.source}`));
});

test("constructs, and classes of one's own with their members, are taken", () => {
  const own = (stack: EnvironmentStack) => {
    const address = GlobalAddress.fromIpAddress(stack, "Address", "203.0.113.9");
    const sslPolicy = new SslPolicy(stack, "Tls", { profile: SslProfile.RESTRICTED });
    return balancer(stack, { address, sslPolicy });
  };
  expect(() => synthesize((stack) => void own(stack))).not.toThrow();
});
