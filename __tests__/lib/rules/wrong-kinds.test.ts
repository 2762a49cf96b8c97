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
    /NAM-05: securityPolicy is a SecurityPolicy, got "shield"; .* SecurityPolicy\.fromSecurityPolicyName/,
  ],
  [
    "an SSL policy",
    (stack) => balancer(stack, { sslPolicy: anything("tls") }),
    /NAM-05: sslPolicy is an SslPolicy, got "tls"; .* SslPolicy\.fromSslPolicyName/,
  ],
  [
    "an address",
    (stack) => balancer(stack, { address: anything("203.0.113.9") }),
    /NAM-05: address is a GlobalAddress, got "203\.0\.113\.9"; .* GlobalAddress\.fromIpAddress/,
  ],
  [
    "an IPv6 address",
    (stack) => balancer(stack, { ipv6Address: anything("2001:db8::1") }),
    /NAM-05: ipv6Address is a GlobalAddress, got "2001:db8::1"/,
  ],
  [
    "the address of another forwarding rule",
    (stack) => {
      balancer(stack, {}).addForwardingRule("Next", { address: anything("203.0.113.9"), port: 8443 });
    },
    /NAM-05: address is a GlobalAddress/,
  ],
  [
    "a certificate",
    (stack) => balancer(stack, { certificates: [anything("cert")] }),
    /NAM-05: a certificate is a ManagedSslCertificate or a SelfManagedSslCertificate, got "cert"/,
  ],
  [
    "a URL map",
    (stack) => balancer(stack, { defaultService: undefined, urlMap: anything("projects/p1/global/urlMaps/m") }),
    /NAM-05: urlMap is a UrlMap, got "projects\/p1\/global\/urlMaps\/m"; .* UrlMap\.fromUrlMapSelfLink/,
  ],
  [
    "a policy of another kind",
    (stack) => new BackendService(stack, "X", { securityPolicy: anything({ rules: [] }) }),
    /NAM-05: securityPolicy is a SecurityPolicy, got "an object"/,
  ],
  [
    "a profile",
    (stack) => new SslPolicy(stack, "X", { profile: anything("RESTRICTED") }),
    /TLS-01: profile is an SslProfile, got "RESTRICTED"; pass one, such as SslProfile\.RESTRICTED/,
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
    /defaultService needs a BackendService, got "test\/Site"; put it into one: new BackendService\(…, \{ backends: \[it\] \}\)/,
  ],
  [
    "in a route",
    (stack) => routed(stack, RouteAction.forward(anything(service(stack)))),
    /the action for \/a of \* needs a BackendService, got "test\/Site"; put it into one/,
  ],
  [
    "in a split",
    (stack) => routed(stack, RouteAction.split([{ service: anything(service(stack)), weight: 1 }])),
    /the action for \/a of \* needs a BackendService, got "test\/Site"; put it into one/,
  ],
  [
    "by its name",
    (stack) => routed(stack, RouteAction.forward(anything("web"))),
    /the action for \/a of \* needs a BackendService, got "web"; what exists already is one by BackendService\.fromBackendServiceName/,
  ],
  [
    "that is missing",
    (stack) => routed(stack, RouteAction.forward(anything(undefined))),
    /the action for \/a of \* needs a BackendService, got nothing/,
  ],
])("UM-01: a service without a backend service is refused %s", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] UM-01: ${message.source}`));
});

test("constructs, and classes of one's own with their members, are taken", () => {
  const own = (stack: EnvironmentStack) => {
    const address = GlobalAddress.fromIpAddress(stack, "Address", "203.0.113.9");
    const sslPolicy = new SslPolicy(stack, "Tls", { profile: SslProfile.RESTRICTED });
    return balancer(stack, { address, sslPolicy });
  };
  expect(() => synthesize((stack) => void own(stack))).not.toThrow();
});
