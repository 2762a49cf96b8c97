import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunInvoker,
  CloudRunService,
  EnforceOnKey,
  EnvironmentStack,
  GlobalAddress,
  ManagedSslCertificate,
  PathMatch,
  RateLimitThreshold,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRedirect,
  SecurityRule,
  SelfManagedSslCertificate,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { synthesize } from "../../synthesized";

/** As of an environment variable that is not there. */
const missing = process.env.A_VARIABLE_THAT_NOBODY_HAS as string;
/** As plain JavaScript has it, where nobody looks at types. */
const absent = <T>() => undefined as T;
const region = "us-central1";
const web = (stack: EnvironmentStack) =>
  BackendService.fromBackendServiceSelfLink(stack, "web", "projects/p1/global/backendServices/web");
const redirect = RouteAction.redirect({ hostRedirect: "b.com" });
const byPath = (path: string) => Routes.byPath([{ paths: [path], action: redirect }]);
const urlMap = (stack: EnvironmentStack, hosts: string[], routes: Routes) =>
  new UrlMap(stack, "X", { defaultService: web(stack), hostRules: [{ hosts, routes }] });
const policy = (stack: EnvironmentStack, rule: SecurityRule) => new SecurityPolicy(stack, "X", { rules: [rule] });
const throttle = (limit: RateLimitThreshold, enforceOnKey = EnforceOnKey.IP) =>
  SecurityRule.throttle({ ...limit, enforceOnKey });
const ban = (banThreshold: RateLimitThreshold) =>
  SecurityRule.rateBasedBan({
    count: 1,
    intervalSec: 60,
    enforceOnKey: EnforceOnKey.IP,
    banDurationSec: 300,
    banThreshold,
  });

test.each<[string, (stack: EnvironmentStack) => unknown, RegExp]>([
  ["hosts", (stack) => urlMap(stack, "a.com" as unknown as string[], byPath("/a")), /UM-02: hosts is a list/],
  [
    "paths",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: "/a" as unknown as string[], action: redirect }])),
    /UM-05: paths of a.com is a list/,
  ],
])("one text in place of %s is refused", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] ${message.source}, got "`));
});

test.each<[string, (stack: EnvironmentStack) => unknown, RegExp]>([
  [
    "a domain",
    (stack) => new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack), domains: [missing] }),
    /CERT-01: a member of domains is missing/,
  ],
  [
    "a domain that is added",
    (stack) => {
      new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack) }).addDomain(missing);
    },
    /CERT-01: a domain is missing/,
  ],
  ["an image", (stack) => new CloudRunService(stack, "X", { image: missing, region }), /RUN-16: image is missing/],
  [
    "the value of an environment variable",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, env: { A: missing } }),
    /RUN-16: the value of A in env is missing/,
  ],
  [
    "the name of a service",
    (stack) => CloudRunService.fromCloudRunServiceAttributes(stack, "X", { cloudRunServiceName: missing, region }),
    /RUN-01: cloudRunServiceName is missing/,
  ],
  [
    "the name of a backend service",
    (stack) => BackendService.fromBackendServiceName(stack, "X", missing),
    /NAM-05: backendServiceName is missing/,
  ],
  [
    "a region",
    (stack) => new CloudRunService(stack, "X", { image: "a", region: missing }),
    /NEG-05: region is missing/,
  ],
  [
    "the region of an existing service",
    (stack) => CloudRunService.fromCloudRunServiceAttributes(stack, "X", { cloudRunServiceName: "a", region: missing }),
    /NEG-05: region is missing/,
  ],
  [
    "the region of a network endpoint group",
    (stack) => new ServerlessNeg(stack, "X", { region: missing, target: ServerlessTarget.cloudRun("a") }),
    /NEG-05: region is missing/,
  ],
  [
    "the self link of a network endpoint group",
    (stack) => ServerlessNeg.fromServerlessNegAttributes(stack, "X", { serverlessNegSelfLink: missing }),
    /NAM-05: serverlessNegSelfLink is missing/,
  ],
  [
    "the self link of a network endpoint group with a region",
    (stack) => ServerlessNeg.fromServerlessNegAttributes(stack, "X", { serverlessNegSelfLink: missing, region }),
    /NAM-05: serverlessNegSelfLink is missing/,
  ],
  ["an address", (stack) => GlobalAddress.fromIpAddress(stack, "X", missing), /FE-01: ipAddress is missing/],
  [
    "a backend",
    (stack) => new BackendService(stack, "X", { backends: [missing as unknown as CloudRunService] }),
    /BS-25: a member of backends is missing/,
  ],
  [
    "a header",
    (stack) => new BackendService(stack, "X", { customRequestHeaders: [missing] }),
    /BS-23: a member of customRequestHeaders is missing/,
  ],
  [
    "the name of a header",
    (stack) =>
      new BackendService(stack, "X", {
        cdnPolicy: CdnPolicy.useOriginHeaders({ bypassCacheOnRequestHeaders: [missing] }),
      }),
    /CDN-08: a member of bypassCacheOnRequestHeaders is missing/,
  ],
  [
    "a key for signed URLs",
    (stack) => {
      new BackendService(stack, "X").addSignedUrlKey("a", missing);
    },
    /CDN-12: the value of a signed URL key is missing/,
  ],
  [
    "an IP range",
    (stack) =>
      new SecurityPolicy(stack, "X", { rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges([missing]) })] }),
    /ARM-07: a member of ipRanges is missing/,
  ],
  [
    "a certificate",
    (stack) => new SelfManagedSslCertificate(stack, "X", { certificate: missing, privateKey: missing }),
    /CERT-13: certificate is missing/,
  ],
  [
    "a host",
    (stack) => urlMap(stack, [missing], Routes.byPath([{ paths: ["/a"], action: redirect }])),
    /UM-02: a member of hosts is missing/,
  ],
  [
    "a path",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: [missing], action: redirect }])),
    /UM-05: a member of paths of a.com is missing/,
  ],
  [
    "the path of a match",
    (stack) =>
      urlMap(stack, ["a.com"], Routes.inOrder([{ match: { path: PathMatch.prefix(missing) }, action: redirect }])),
    /UM-10: the path of a match is missing/,
  ],
  [
    "the value of a header",
    (stack) =>
      new UrlMap(stack, "X", {
        defaultService: web(stack),
        headerAction: { requestHeadersToAdd: [{ headerName: "x-a", headerValue: missing }] },
      }),
    /BS-23: the value of header x-a is missing/,
  ],
  [
    "a certificate in certificates",
    (stack) => new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack), certificates: [absent()] }),
    /CERT-14: a member of certificates is missing/,
  ],
  [
    "a certificate that is added",
    (stack) => {
      new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack) }).addCertificate(absent());
    },
    /CERT-14: a certificate is missing/,
  ],
  [
    "the list of domains of a certificate",
    (stack) => new ManagedSslCertificate(stack, "X", { domains: absent() }),
    /CERT-01: domains is missing/,
  ],
  [
    "the list of hosts",
    (stack) => urlMap(stack, absent(), Routes.byPath([{ paths: ["/a"], action: redirect }])),
    /UM-02: hosts is missing/,
  ],
  [
    "the list of paths",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: absent(), action: redirect }])),
    /UM-05: paths of a.com is missing/,
  ],
  [
    "a weight",
    (stack) =>
      new UrlMap(stack, "X", {
        defaultAction: RouteAction.split([{ service: web(stack), weight: absent() }]),
      }),
    /UM-12: a weight of the default action is missing/,
  ],
  [
    "a secret",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, secretEnv: { A: { secret: missing } } }),
    /RUN-16: the secret of A in secretEnv is missing/,
  ],
  [
    "a secret with its version",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, secretEnv: { A: absent() } }),
    /RUN-16: the secret of A in secretEnv is missing/,
  ],
  [
    "a member",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, invoker: CloudRunInvoker.members([missing]) }),
    /RUN-05: a member of CloudRunInvoker.members is missing/,
  ],
  [
    "the list of members",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, invoker: CloudRunInvoker.members(absent()) }),
    /RUN-05: CloudRunInvoker.members is missing/,
  ],
  [
    "the member of a grant",
    (stack) => {
      new CloudRunService(stack, "X", { image: "a", region }).grantInvoke("Scheduler", missing);
    },
    /RUN-05: a member is missing/,
  ],
  [
    "the name of a key for signed URLs",
    (stack) => {
      new BackendService(stack, "X").addSignedUrlKey(missing, "b".repeat(22));
    },
    /CDN-12: the name of a signed URL key is missing/,
  ],
  [
    "the list of IP ranges",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.ipRanges(absent()) })),
    /ARM-07: ipRanges is missing/,
  ],
  [
    "an expression",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.expression(missing) })),
    /ARM-17: the expression is missing/,
  ],
  [
    "a feed",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.threatIntelligence(missing) })),
    /ARM-20: the feed of SecurityMatch.threatIntelligence is missing/,
  ],
  [
    "a rule set",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf(missing) })),
    /ARM-22: ruleSet is missing/,
  ],
  [
    "the URL of a redirect",
    (stack) =>
      policy(
        stack,
        SecurityRule.redirect({ match: SecurityMatch.all(), redirect: SecurityRedirect.external302(missing) }),
      ),
    /ARM-16: the URL of SecurityRedirect.external302 is missing/,
  ],
  [
    "the header that is a key",
    (stack) => policy(stack, throttle({ count: 1, intervalSec: 60 }, EnforceOnKey.httpHeader(missing))),
    /ARM-13: the name of a header or cookie that is a key is missing/,
  ],
  [
    "the cookie that is one of several keys",
    (stack) =>
      policy(
        stack,
        throttle(
          { count: 1, intervalSec: 60 },
          EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.httpCookie(missing)]),
        ),
      ),
    /ARM-13: the name of a header or cookie that is a key is missing/,
  ],
  [
    "the count of a rate limit",
    (stack) => policy(stack, throttle({ count: absent(), intervalSec: 60 })),
    /ARM-10: count of throttle is missing/,
  ],
  [
    "the time of a rate limit",
    (stack) => policy(stack, throttle({ count: 1, intervalSec: absent() })),
    /ARM-09: intervalSec is missing/,
  ],
  [
    "the count of a ban's threshold",
    (stack) => policy(stack, ban({ count: absent(), intervalSec: 60 })),
    /ARM-10: count of banThreshold is missing/,
  ],
  [
    "the time of a ban's threshold",
    (stack) => policy(stack, ban({ count: 1, intervalSec: absent() })),
    /ARM-09: intervalSec of banThreshold is missing/,
  ],
])("%s that is missing is refused where it is given", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] ${message.source}, got nothing; `));
});
