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
  [
    "hosts",
    (stack) => urlMap(stack, "a.com" as unknown as string[], byPath("/a")),
    /SHAPE-02: hostRules\[0\]\.hosts must be a list/,
  ],
  [
    "paths",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: "/a" as unknown as string[], action: redirect }])),
    /SHAPE-02: rules\[0\]\.paths of Routes\.byPath in hostRules\[0\]\.routes must be a list/,
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
    /SHAPE-03: domains\[0\] must be a string/,
  ],
  [
    "a domain that is added",
    (stack) => {
      new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack) }).addDomain(missing);
    },
    /SHAPE-01: domain is required/,
  ],
  ["an image", (stack) => new CloudRunService(stack, "X", { image: missing, region }), /SHAPE-01: image is required/],
  [
    "the value of an environment variable",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, env: { A: missing } }),
    /SHAPE-01: env\.A is required/,
  ],
  [
    "the name of a service",
    (stack) => CloudRunService.fromCloudRunServiceAttributes(stack, "X", { cloudRunServiceName: missing, region }),
    /SHAPE-01: cloudRunServiceName is required/,
  ],
  [
    "the name of a backend service",
    (stack) => BackendService.fromBackendServiceName(stack, "X", missing),
    /SHAPE-01: backendServiceName is required/,
  ],
  [
    "a region",
    (stack) => new CloudRunService(stack, "X", { image: "a", region: missing }),
    /SHAPE-01: region is required/,
  ],
  [
    "the region of an existing service",
    (stack) => CloudRunService.fromCloudRunServiceAttributes(stack, "X", { cloudRunServiceName: "a", region: missing }),
    /SHAPE-01: region is required/,
  ],
  [
    "the region of a network endpoint group",
    (stack) => new ServerlessNeg(stack, "X", { region: missing, target: ServerlessTarget.cloudRun("a") }),
    /SHAPE-01: region is required/,
  ],
  [
    "the self link of a network endpoint group",
    (stack) => ServerlessNeg.fromServerlessNegAttributes(stack, "X", { serverlessNegSelfLink: missing }),
    /SHAPE-01: serverlessNegSelfLink is required/,
  ],
  [
    "the self link of a network endpoint group with a region",
    (stack) => ServerlessNeg.fromServerlessNegAttributes(stack, "X", { serverlessNegSelfLink: missing, region }),
    /SHAPE-01: serverlessNegSelfLink is required/,
  ],
  ["an address", (stack) => GlobalAddress.fromIpAddress(stack, "X", missing), /SHAPE-01: ipAddress is required/],
  [
    "a backend",
    (stack) => new BackendService(stack, "X", { backends: [missing as unknown as CloudRunService] }),
    /SHAPE-03: backends\[0\] must be a CloudRunService or a ServerlessNeg/,
  ],
  [
    "a header",
    (stack) => new BackendService(stack, "X", { customRequestHeaders: [missing] }),
    /SHAPE-03: customRequestHeaders\[0\] must be a string/,
  ],
  [
    "the name of a header",
    (stack) =>
      new BackendService(stack, "X", {
        cdnPolicy: CdnPolicy.useOriginHeaders({ bypassCacheOnRequestHeaders: [missing] }),
      }),
    /SHAPE-03: bypassCacheOnRequestHeaders\[0\] of CdnPolicy\.useOriginHeaders in cdnPolicy must be a string/,
  ],
  [
    "a key for signed URLs",
    (stack) => {
      new BackendService(stack, "X").addSignedUrlKey("a", missing);
    },
    /SHAPE-01: keyValue is required/,
  ],
  [
    "an IP range",
    (stack) =>
      new SecurityPolicy(stack, "X", { rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges([missing]) })] }),
    /SHAPE-03: ipRanges\[0\] of SecurityMatch\.ipRanges in match of SecurityRule\.deny in rules\[0\] must be a string/,
  ],
  [
    "a certificate",
    (stack) => new SelfManagedSslCertificate(stack, "X", { certificate: missing, privateKey: missing }),
    /SHAPE-01: certificate is required/,
  ],
  [
    "a host",
    (stack) => urlMap(stack, [missing], Routes.byPath([{ paths: ["/a"], action: redirect }])),
    /SHAPE-03: hostRules\[0\]\.hosts\[0\] must be a string/,
  ],
  [
    "a path",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: [missing], action: redirect }])),
    /SHAPE-03: rules\[0\]\.paths\[0\] of Routes\.byPath in hostRules\[0\]\.routes must be a string/,
  ],
  [
    "the path of a match",
    (stack) =>
      urlMap(stack, ["a.com"], Routes.inOrder([{ match: { path: PathMatch.prefix(missing) }, action: redirect }])),
    /SHAPE-01: prefix of PathMatch\.prefix in rules\[0\]\.match\.path of Routes\.inOrder in hostRules\[0\]\.routes is required/,
  ],
  [
    "the value of a header",
    (stack) =>
      new UrlMap(stack, "X", {
        defaultService: web(stack),
        headerAction: { requestHeadersToAdd: [{ headerName: "x-a", headerValue: missing }] },
      }),
    /SHAPE-01: headerAction\.requestHeadersToAdd\[0\]\.headerValue is required/,
  ],
  [
    "a certificate in certificates",
    (stack) => new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack), certificates: [absent()] }),
    /SHAPE-03: certificates\[0\] must be a ManagedSslCertificate or a SelfManagedSslCertificate/,
  ],
  [
    "a certificate that is added",
    (stack) => {
      new ApplicationLoadBalancer(stack, "X", { defaultService: web(stack) }).addCertificate(absent());
    },
    /SHAPE-01: certificate is required/,
  ],
  [
    "the list of domains of a certificate",
    (stack) => new ManagedSslCertificate(stack, "X", { domains: absent() }),
    /SHAPE-01: domains is required/,
  ],
  [
    "the list of hosts",
    (stack) => urlMap(stack, absent(), Routes.byPath([{ paths: ["/a"], action: redirect }])),
    /SHAPE-01: hostRules\[0\]\.hosts is required/,
  ],
  [
    "the list of paths",
    (stack) => urlMap(stack, ["a.com"], Routes.byPath([{ paths: absent(), action: redirect }])),
    /SHAPE-01: rules\[0\]\.paths of Routes\.byPath in hostRules\[0\]\.routes is required/,
  ],
  [
    "a weight",
    (stack) =>
      new UrlMap(stack, "X", {
        defaultAction: RouteAction.split([{ service: web(stack), weight: absent() }]),
      }),
    /SHAPE-01: services\[0\]\.weight of RouteAction\.split in defaultAction is required/,
  ],
  [
    "a secret",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, secretEnv: { A: { secret: missing } } }),
    /SHAPE-01: secretEnv\.A\.secret is required/,
  ],
  [
    "a secret with its version",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, secretEnv: { A: absent() } }),
    /SHAPE-01: secretEnv\.A is required/,
  ],
  [
    "a member",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, invoker: CloudRunInvoker.members([missing]) }),
    /SHAPE-03: members\[0\] of CloudRunInvoker\.members in invoker must be a string/,
  ],
  [
    "the list of members",
    (stack) => new CloudRunService(stack, "X", { image: "a", region, invoker: CloudRunInvoker.members(absent()) }),
    /SHAPE-01: members of CloudRunInvoker\.members in invoker is required/,
  ],
  [
    "the member of a grant",
    (stack) => {
      new CloudRunService(stack, "X", { image: "a", region }).grantInvoke("Scheduler", missing);
    },
    /SHAPE-01: member is required/,
  ],
  [
    "the name of a key for signed URLs",
    (stack) => {
      new BackendService(stack, "X").addSignedUrlKey(missing, "b".repeat(22));
    },
    /SHAPE-01: name is required/,
  ],
  [
    "the list of IP ranges",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.ipRanges(absent()) })),
    /SHAPE-01: ipRanges of SecurityMatch\.ipRanges in match of SecurityRule\.deny in rules\[0\] is required/,
  ],
  [
    "an expression",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.expression(missing) })),
    /SHAPE-01: expression of SecurityMatch\.expression in match of SecurityRule\.deny in rules\[0\] is required/,
  ],
  [
    "a feed",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.threatIntelligence(missing) })),
    /SHAPE-01: feed of SecurityMatch\.threatIntelligence in match of SecurityRule\.deny in rules\[0\] is required/,
  ],
  [
    "a rule set",
    (stack) => policy(stack, SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf(missing) })),
    /SHAPE-01: ruleSet of SecurityMatch\.preconfiguredWaf in match of SecurityRule\.deny in rules\[0\] is required/,
  ],
  [
    "the URL of a redirect",
    (stack) =>
      policy(
        stack,
        SecurityRule.redirect({ match: SecurityMatch.all(), redirect: SecurityRedirect.external302(missing) }),
      ),
    /SHAPE-01: url of SecurityRedirect\.external302 in redirect of SecurityRule\.redirect in rules\[0\] is required/,
  ],
  [
    "the header that is a key",
    (stack) => policy(stack, throttle({ count: 1, intervalSec: 60 }, EnforceOnKey.httpHeader(missing))),
    /SHAPE-01: name of EnforceOnKey\.httpHeader in enforceOnKey of SecurityRule\.throttle in rules\[0\] is required/,
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
    /SHAPE-01: name of EnforceOnKey\.httpCookie in keys\[1\] of EnforceOnKey\.combined in enforceOnKey of SecurityRule\.throttle in rules\[0\] is required/,
  ],
  [
    "the count of a rate limit",
    (stack) => policy(stack, throttle({ count: absent(), intervalSec: 60 })),
    /SHAPE-01: count of SecurityRule\.throttle in rules\[0\] is required/,
  ],
  [
    "the time of a rate limit",
    (stack) => policy(stack, throttle({ count: 1, intervalSec: absent() })),
    /SHAPE-01: intervalSec of SecurityRule\.throttle in rules\[0\] is required/,
  ],
  [
    "the count of a ban's threshold",
    (stack) => policy(stack, ban({ count: absent(), intervalSec: 60 })),
    /SHAPE-01: banThreshold\.count of SecurityRule\.rateBasedBan in rules\[0\] is required/,
  ],
  [
    "the time of a ban's threshold",
    (stack) => policy(stack, ban({ count: 1, intervalSec: absent() })),
    /SHAPE-01: banThreshold\.intervalSec of SecurityRule\.rateBasedBan in rules\[0\] is required/,
  ],
])("%s that is missing is refused where it is given", (_what, build, message) => {
  expect(() =>
    synthesize((stack) => {
      build(stack);
    }),
  ).toThrow(new RegExp(`^\\[test/X\\] ${message.source}(, not undefined, null or false)?; `));
});
