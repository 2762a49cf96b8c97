import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  EnvironmentStack,
  IBackendService,
  RouteAction,
  RouteOutcome,
  RouteRequest,
  RouteTest,
  Routes,
  SslCertificate,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { synthesize } from "../../../synthesized";

const backend = (stack: EnvironmentStack, id: string) =>
  BackendService.fromBackendServiceSelfLink(stack, id, `projects/p1/global/backendServices/${id.toLowerCase()}`);
const API = "projects/p1/global/backendServices/api";

type Props = Partial<ApplicationLoadBalancerProps>;

function balancer(
  stack: EnvironmentStack,
  props: (web: IBackendService) => Props = () => ({}),
): ApplicationLoadBalancer {
  const web = backend(stack, "Web");
  return new ApplicationLoadBalancer(stack, "Lb", {
    domains: ["app.example.com"],
    defaultService: web,
    routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.forward(backend(stack, "Api")) }]),
    ...props(web),
  });
}

const ask = (
  request: string | RouteRequest,
  props?: (web: IBackendService) => Props,
  change?: (lb: ApplicationLoadBalancer) => void,
) => {
  let answer: ReturnType<ApplicationLoadBalancer["route"]> | undefined;
  synthesize((stack) => {
    const lb = balancer(stack, props);
    change?.(lb);
    answer = lb.route(typeof request === "string" ? { url: request } : request);
  });
  return answer;
};

test("https meets the URL map", () => {
  expect(ask("https://app.example.com/api/x")).toMatchObject({
    outcome: RouteOutcome.FORWARD,
    service: API,
    decidedBy: "path rule 1 (/api/*) of host *",
    notes: [],
  });
});

test("http is redirected to https by the load balancer, before any route", () => {
  expect(ask("http://app.example.com/api/x?y")).toMatchObject({
    outcome: RouteOutcome.REDIRECT,
    location: "https://app.example.com/api/x?y",
    redirectResponseCode: 301,
    decidedBy: "the load balancer, which redirects HTTP to HTTPS",
    trace: ["the load balancer, which redirects HTTP to HTTPS"],
  });
});

test("without the redirect nothing answers http", () => {
  const decision = ask({ url: "http://app.example.com/", method: "HEAD" }, () => ({ httpRedirect: false }));
  expect(decision).toMatchObject({ outcome: RouteOutcome.UNANSWERED, notes: [], shares: [] });
  expect(decision?.service).toBeUndefined();
  expect(decision?.toString()).toBe(
    [
      "HEAD http://app.example.com/",
      "  is not answered",
      "  decided by no forwarding rule of the load balancer listens for http on port 80",
      "    no forwarding rule of the load balancer listens for http on port 80",
    ].join("\n"),
  );
});

test("a site in the clear meets the URL map by http, and nothing answers https", () => {
  const props = () => ({ httpOnly: true, domains: undefined });
  expect(ask("http://app.example.com/api", props)).toMatchObject({ outcome: RouteOutcome.FORWARD, service: API });
  expect(ask("https://app.example.com/api", props)).toMatchObject({ outcome: RouteOutcome.UNANSWERED });
});

test("only the ports of the forwarding rules answer", () => {
  expect(ask("https://app.example.com:8443/")).toMatchObject({
    outcome: RouteOutcome.UNANSWERED,
    decidedBy: "no forwarding rule of the load balancer listens for https on port 8443",
  });
  const added = ask("https://app.example.com:8443/api", undefined, (lb) =>
    lb.addForwardingRule("More", { port: 8443 }),
  );
  expect(added).toMatchObject({ outcome: RouteOutcome.FORWARD, service: API });
  const inTheClear = () => ({ httpOnly: true, domains: undefined });
  const moved = ask("http://app.example.com:81/", inTheClear, (lb) => lb.resource.addOverride("port_range", "81"));
  expect(moved).toMatchObject({ outcome: RouteOutcome.FORWARD });
  expect(ask("http://app.example.com:8080/", () => ({ httpPort: 8080 }))).toMatchObject({
    location: "https://app.example.com:8080/",
  });
});

test("a port that only Terraform knows may be the one", () => {
  let outcome: RouteOutcome | undefined;
  synthesize((stack) => {
    const port = new TerraformVariable(stack, "port", { type: "number" }).numberValue;
    const lb = balancer(stack, () => ({ httpPort: port }));
    outcome = lb.route({ url: "http://app.example.com:81/" }).outcome;
  });
  expect(outcome).toBe(RouteOutcome.REDIRECT);
});

test("a host that no certificate covers gets an answer with a note", () => {
  expect(ask("https://other.example.com/")).toMatchObject({
    outcome: RouteOutcome.FORWARD,
    notes: ["no certificate of the load balancer covers other.example.com, so browsers refuse the connection"],
  });
  expect(ask("http://other.example.com/")?.notes).toEqual([]);
});

test("what a certificate covers is not known of one that is made elsewhere", () => {
  let notes: string[] | undefined;
  synthesize((stack) => {
    const certificate = SslCertificate.fromSslCertificateSelfLink(
      stack,
      "Cert",
      "projects/p1/global/sslCertificates/c",
    );
    notes = balancer(stack, () => ({ certificates: [certificate] })).route({ url: "https://other.example.com/" }).notes;
  });
  expect(notes).toEqual([]);
});

test("overrides of the redirect and of the proxies count", () => {
  const found = ask("http://app.example.com/", undefined, (lb) =>
    lb.targetHttpProxy?.addOverride("url_map", (lb.urlMap as UrlMap).urlMapSelfLink),
  );
  expect(found).toMatchObject({ outcome: RouteOutcome.FORWARD, service: "projects/p1/global/backendServices/web" });
});

test("a URL map of one's own is asked, one that is made elsewhere cannot be", () => {
  const own = (stack: EnvironmentStack) => {
    const urlMap = new UrlMap(stack, "Map", { defaultService: backend(stack, "Web") });
    return new ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], urlMap });
  };
  synthesize((stack) => {
    expect(own(stack).route({ url: "https://app.example.com/" }).outcome).toBe(RouteOutcome.FORWARD);
  });
  synthesize((stack) => {
    const urlMap = UrlMap.fromUrlMapSelfLink(stack, "Map", "projects/p1/global/urlMaps/m");
    const lb = new ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], urlMap });
    expect(() => lb.route({ url: "https://app.example.com/" })).toThrow(
      /^\[test\/Lb\] UM-19: the route of "https:\/\/app.example.com\/" is not known, because .*; call route in the app/,
    );
    expect(lb.route({ url: "http://app.example.com/" }).outcome).toBe(RouteOutcome.REDIRECT);
  });
});

test("a request without a full URL is an error at the load balancer", () => {
  expect(() => ask("app.example.com")).toThrow(
    /^\[test\/Lb\] UM-19: the URL of a request must be a full URL, got "app.example.com"/,
  );
});

test("routeTests go to the URL map that the load balancer makes, and nowhere else", () => {
  const failing = (web: IBackendService) => ({ routeTests: [RouteTest.forward("https://app.example.com/api", web)] });
  expect(() => synthesize((stack) => balancer(stack, failing))).toThrow(
    /\[test\/Lb\/UrlMap\] UM-18: the route test of app/,
  );
  const build = (stack: EnvironmentStack) => {
    const web = backend(stack, "Web");
    const urlMap = new UrlMap(stack, "Map", { defaultService: web });
    new ApplicationLoadBalancer(stack, "Lb", { domains: ["a.example.com"], urlMap, ...failing(web) });
  };
  expect(() => synthesize(build)).toThrow(
    /^\[test\/Lb\] UM-01: routeTests has no effect when urlMap is set; move it to the UrlMap/,
  );
});
