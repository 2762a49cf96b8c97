import "cdktf-google-serverless-lb/jest";
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  BackendServiceProps,
  CdnPolicy,
  CloudRunService,
  EdgeSecurityPolicy,
  EnforceOnKey,
  EnvironmentStack,
  ISecurityPolicy,
  Iap,
  RouteAction,
  RouteOutcome,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRedirect,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const URL = "https://app.example.com/";
const VISITOR = { url: URL, clientIp: "198.51.100.7" };
const OFFICE = { url: URL, clientIp: "203.0.113.7" };

function make(props: (stack: EnvironmentStack) => Partial<BackendServiceProps>) {
  const stack = new EnvironmentStack(new App(), "prod", { project: "p1", providerVersion: "~> 7.0" });
  const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
    cloudRunServiceName: "web",
    region: "us-central1",
  });
  const backend = new BackendService(stack, "Backend", { backends: [web], ...props(stack) });
  const loadBalancer = new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["app.example.com"],
    defaultService: backend,
  });
  return { stack, backend, loadBalancer };
}

const officeOnly = (stack: EnvironmentStack) =>
  new SecurityPolicy(stack, "Armor", { defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"]) });
const withRule = (rule: SecurityRule) => (stack: EnvironmentStack) => ({
  securityPolicy: new SecurityPolicy(stack, "Armor", { rules: [rule] }),
});

test("without an address, a load balancer answers as if there were no policies", () => {
  const { loadBalancer, backend } = make((stack) => ({ securityPolicy: officeOnly(stack) }));
  const decision = loadBalancer.route({ url: URL });
  expect([decision.outcome, decision.goesTo(backend), decision.notes]).toEqual([RouteOutcome.FORWARD, true, []]);
});

test("with an address, a backend policy refuses or lets in", () => {
  const { loadBalancer, backend } = make((stack) => ({ securityPolicy: officeOnly(stack) }));
  const decision = loadBalancer.route(VISITOR);
  expect(decision).toMatchObject({ outcome: RouteOutcome.DENY, denyStatusCode: 403, shares: [] });
  expect(decision.goesTo(backend)).toBe(false);
  expect(decision.toString()).toBe(`GET https://app.example.com/
  is denied with 403
  decided by the default rule (deny(403)) of backend policy prod/Armor
    host app.example.com: no host rule matches
    the default of the URL map decides
    backend policy prod/Armor: rule 2147483000 (allow, allowed addresses) does not match: 198.51.100.7 is not in 203.0.113.0/24
    backend policy prod/Armor: the default rule (deny(403)) matches`);
  expect(decision.customErrorResponse(403)).toBeUndefined();
  expect(loadBalancer.route(OFFICE).goesTo(backend)).toBe(true);
});

test("the edge policy comes first, then Identity-Aware Proxy, then the backend policy", () => {
  const { loadBalancer } = make((stack) => ({
    securityPolicy: officeOnly(stack),
    edgeSecurityPolicy: new EdgeSecurityPolicy(stack, "Edge", {
      rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]) })],
    }),
    iap: Iap.googleManagedClient({ members: ["group:staff@example.com"] }),
  }));
  expect(loadBalancer.route(VISITOR).decidedBy).toBe("rule 1000 (deny(403)) of edge policy prod/Edge");
  const { trace } = loadBalancer.route({ url: URL, clientIp: "192.0.2.1" });
  expect(trace.slice(2).map((line) => line.slice(0, 20))).toEqual([
    "edge policy prod/Edg",
    "edge policy prod/Edg",
    "Identity-Aware Proxy",
    "backend policy prod/",
    "backend policy prod/",
  ]);
});

test("the sign-in of a Cloud Run service itself comes after the backend policy", () => {
  const { loadBalancer } = make((stack) => ({
    securityPolicy: officeOnly(stack),
    backends: ["us-central1", "europe-west1"].map(
      (region) =>
        new CloudRunService(stack, `App-${region}`, {
          region,
          image: "us-docker.pkg.dev/p1/web/app:1",
          iap: Iap.googleManagedClient({
            members: ["group:staff@example.com"],
            iapServiceAgent: "service-1@gcp-sa-iap.iam.gserviceaccount.com",
          }),
        }),
    ),
  }));
  const lines = ({ trace }: { readonly trace: string[] }) => trace.filter((line) => line.startsWith("Identity-Aware"));
  expect(loadBalancer.route(OFFICE).trace.slice(-2)).toEqual([
    "Identity-Aware Proxy of prod/App-us-central1 lets in only who signs in",
    "Identity-Aware Proxy of prod/App-europe-west1 lets in only who signs in",
  ]);
  expect(lines(loadBalancer.route(VISITOR))).toEqual([]);
});

test("a redirect, a challenge and a limit", () => {
  const to = SecurityRedirect.external302("https://www.example.com/sorry");
  const redirecting = make(withRule(SecurityRule.redirect({ match: SecurityMatch.all(), redirect: to }))).loadBalancer;
  expect(redirecting).toRedirect(VISITOR, "https://www.example.com/sorry", 302);
  const challenged = make(
    withRule(SecurityRule.redirect({ match: SecurityMatch.all(), redirect: SecurityRedirect.googleRecaptcha() })),
  );
  expect(challenged.loadBalancer.route(VISITOR)).toMatchObject({
    outcome: RouteOutcome.DENY,
    denyStatusCode: undefined,
  });
  expect(challenged.loadBalancer.route(VISITOR).toString()).toContain("gets a challenge");
  const limited = make(withRule(SecurityRule.throttle({ count: 10, intervalSec: 60, enforceOnKey: EnforceOnKey.IP })));
  expect(limited.loadBalancer).toRoute(VISITOR, limited.backend);
  expect(limited.loadBalancer.route(VISITOR).notes).toEqual([
    "by backend policy prod/Armor, the request is allowed up to 10 times in 60 s, counted by IP; above that, it is denied with 429",
  ]);
});

test("what is unknown is undecided, also of a policy or backend that this app does not create", () => {
  const waf = make(withRule(SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf("sqli-v33-stable") })));
  expect(waf.loadBalancer.route(VISITOR)).toMatchObject({ outcome: RouteOutcome.UNDECIDED });
  const existing = make((stack): { securityPolicy: ISecurityPolicy } => ({
    securityPolicy: SecurityPolicy.fromSecurityPolicyName(stack, "Armor", "armor"),
  }));
  expect(existing.loadBalancer.route(VISITOR)).toMatchObject({
    outcome: RouteOutcome.UNDECIDED,
    notes: ["the backend policy prod/Armor is not created in this app, so it is not known what it does"],
  });
  const stack = new EnvironmentStack(new App(), "prod", { project: "p1" });
  const loadBalancer = new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["app.example.com"],
    defaultService: BackendService.fromBackendServiceName(stack, "Web", "web"),
  });
  expect(loadBalancer.route(VISITOR)).toMatchObject({
    outcome: RouteOutcome.UNDECIDED,
    notes: ["prod/Web is not created in this app, so it is not known which policies it has"],
  });
});

test("the cache may answer before a backend policy", () => {
  const { loadBalancer } = make((stack) => ({
    securityPolicy: officeOnly(stack),
    cdnPolicy: CdnPolicy.useOriginHeaders(),
  }));
  expect(loadBalancer.route(VISITOR).notes).toEqual([
    "requests that the cache of Cloud CDN answers are not checked by the backend policy",
  ]);
});

test("of a split, all backends must do the same", () => {
  const { stack, backend } = make((scope) => ({ securityPolicy: officeOnly(scope) }));
  const canary = CloudRunService.fromCloudRunServiceAttributes(stack, "CanaryService", {
    cloudRunServiceName: "canary",
    region: "us-central1",
  });
  const open = new BackendService(stack, "Canary", { backends: [canary] });
  const loadBalancer = new ApplicationLoadBalancer(stack, "Split", {
    domains: ["app.example.com"],
    defaultAction: RouteAction.split([
      { service: backend, weight: 90 },
      { service: open, weight: 10 },
    ]),
  });
  expect(loadBalancer.route(OFFICE).outcome).toBe(RouteOutcome.SPLIT);
  expect(loadBalancer.route(VISITOR)).toMatchObject({
    outcome: RouteOutcome.UNDECIDED,
    notes: ["prod/Backend: the request is denied with 403", "prod/Canary: the request is allowed"],
  });
});

describe("toAllow and toDeny", () => {
  const { stack, loadBalancer } = make((scope) => ({ securityPolicy: officeOnly(scope) }));
  const policy = stack.node.findChild("Armor") as SecurityPolicy;
  const message = (failing: () => void): string => {
    try {
      failing();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error("it holds");
  };

  test("hold", () => {
    expect(policy).toAllow(OFFICE);
    expect(policy).toDeny(VISITOR);
    expect(policy).toDeny(VISITOR, 403);
    expect(policy).not.toDeny(VISITOR, 404);
    expect(policy).not.toAllow(VISITOR);
    expect(policy).not.toDeny(OFFICE);
    expect(loadBalancer).toAllow(OFFICE);
    expect(loadBalancer).toDeny(VISITOR, 403);
    expect(loadBalancer).not.toAllow(VISITOR);
    expect(loadBalancer).not.toDeny({ ...VISITOR, url: "http://app.example.com/" });
    const limit = SecurityRule.throttle({ count: 10, intervalSec: 60, enforceOnKey: EnforceOnKey.IP });
    expect(new SecurityPolicy(stack, "Limit", { rules: [limit] })).toAllow("https://app.example.com/");
  });

  test("say what happens instead", () => {
    expect(message(() => expect(policy).toAllow(VISITOR))).toMatch(
      /^expected GET https:\/\/app\.example\.com\/ from 198\.51\.100\.7 to be allowed, but it\n\n.*\n {2}is denied with 403/,
    );
    expect(message(() => expect(policy).toDeny(OFFICE, 404))).toMatch(/to be denied with 404, but it/);
    expect(message(() => expect(policy).not.toDeny(VISITOR))).toMatch(/not to be denied, but it/);
  });

  test("need an answer", () => {
    expect(message(() => expect(policy).toAllow(URL))).toMatch(/^the result depends on what only Google or Terraform/);
    expect(message(() => expect(loadBalancer).toAllow(URL))).toBe(
      "toAllow needs the visitor's address; add clientIp to the request",
    );
    expect(message(() => expect(loadBalancer.urlMap).toDeny(VISITOR))).toMatch(
      /^toDeny needs a SecurityPolicy, an Edge/,
    );
    const waf = make(withRule(SecurityRule.deny({ match: SecurityMatch.preconfiguredWaf("sqli-v33-stable") })));
    expect(message(() => expect(waf.loadBalancer).toAllow(VISITOR))).toMatch(/^the result depends on what only Google/);
  });
});
