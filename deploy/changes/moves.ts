import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  EnvironmentStack,
  GlobalAddress,
  ISslCertificate,
  ManagedSslCertificate,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  SelfManagedSslCertificate,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { sinceOf } from "../../lib/app/arguments";
import { pem } from "../neighbours";
import { FrontEnd, backend, balancer, behind, existing, service, site, withFrontEnd, withTwo } from "./builders";
import { AnySite, BACKEND_SERVICES, EVERYTHING, HTTPS_PROXY, URL_MAP, change, inPlace, staged } from "./change";

const neg = (target: ServerlessTarget) =>
  behind((stack) => new ServerlessNeg(stack, "Neg", { region: "us-central1", target }));
const inTwoRegions = site(
  (stack) =>
    void balancer(
      stack,
      new BackendService(stack, "Web", {
        backends: ["us-central1", "europe-west1"].map((region) => existing(stack, "web1", region)),
      }),
    ),
);

const OWN = "own.example.com";
const KEY = pem("key.pem");
const own = (file: string) => (stack: EnvironmentStack) =>
  new SelfManagedSslCertificate(stack, "Own", { certificate: pem(file), privateKey: KEY });
/** The key in an ephemeral variable, as the page on certificates has it. */
const writeOnly = (privateKeyVersion: string) => (stack: EnvironmentStack) => {
  const key = new TerraformVariable(stack, "private_key", { type: "string", sensitive: true, default: KEY });
  key.addOverride("ephemeral", true);
  const certificate = pem("certificate.pem");
  return new SelfManagedSslCertificate(stack, "Own", { certificate, privateKey: key.stringValue, privateKeyVersion });
};
const managed = (id: string, domains: string[]) => (stack: EnvironmentStack) =>
  new ManagedSslCertificate(stack, id, { domains });
const certified = (...certificates: ((stack: EnvironmentStack) => ISslCertificate)[]) =>
  withFrontEnd((stack) => ({ domains: [], certificates: certificates.map((make) => make(stack)) }));

const twoServices = (web: string, api: string, names: { readonly web?: string; readonly api?: string } = {}) =>
  withTwo((stack) => ({
    byDefault: backend(stack, "Web", service(stack, web, { name: names.web, containerPort: 8081 })),
    api: backend(stack, "Api", service(stack, api, { name: names.api, containerPort: 8082 })),
  }));
const namedBackends = (web?: string, api?: string) =>
  withTwo((stack) => ({
    byDefault: backend(stack, "Web", existing(stack, "web1"), { name: web }),
    api: backend(stack, "Api", existing(stack, "web2"), { name: api }),
  }));

const NAMED_RULE: FrontEnd = { names: { httpsForwardingRule: "https" } };

/** A load balancer at one address. */
const atOld = withFrontEnd((stack) => ({ address: new GlobalAddress(stack, "Old") }));
/** The same at a second address too. */
const atBoth = site((stack) => {
  const [old, address] = ["Old", "New"].map((id) => new GlobalAddress(stack, id));
  const loadBalancer = balancer(stack, backend(stack, "Web", existing(stack, "web1")), { address: old });
  loadBalancer.addForwardingRule("Next", { address });
  loadBalancer.addForwardingRule("NextHttp", { address, port: 80 });
});
/** The same at the second address alone: its forwarding rules stay. */
const atNew = withFrontEnd((stack) => {
  stack.renamed({ formerPath: "LoadBalancer/Next", path: "LoadBalancer/HttpsForwardingRule" });
  stack.renamed({ formerPath: "LoadBalancer/NextHttp", path: "LoadBalancer/HttpForwardingRule" });
  return { address: new GlobalAddress(stack, "New") };
});

/** Two load balancers that share backends and an SSL policy, and maybe their URL map. */
function twoBalancers(shared: boolean): AnySite {
  return site((stack) => {
    const sslPolicy = new SslPolicy(stack, "Tls");
    const web = backend(stack, "Web", existing(stack, "web1"));
    const api = backend(stack, "Api", existing(stack, "web2"));
    const routes = Routes.byPath([{ paths: ["/api"], action: RouteAction.forward(api) }]);
    const first = new UrlMap(stack, "Map", { defaultService: web, routes });
    const second = shared ? first : new UrlMap(stack, "OtherMap", { defaultService: web, routes });
    new ApplicationLoadBalancer(stack, "One", { domains: ["app.example.com"], urlMap: first, sslPolicy });
    new ApplicationLoadBalancer(stack, "Two", { domains: ["www.example.com"], urlMap: second, sslPolicy });
  });
}
const oneOrTwo = (isSecond: boolean) =>
  site((stack) => {
    const sslPolicy = new SslPolicy(stack, "Tls");
    const web = backend(stack, "Web", existing(stack, "web1"));
    balancer(stack, web, { sslPolicy });
    if (isSecond) {
      new ApplicationLoadBalancer(stack, "Second", { domains: ["www.example.com"], defaultService: web, sslPolicy });
    }
  });

const APP = "app.example.com";
/** A site by HTTP alone. */
const httpAlone = site((stack) => void plainly(stack));
/** The same, with a load balancer for HTTPS at the same address. */
const httpsBeside = site((stack) => {
  const { urlMap, address } = plainly(stack);
  new ApplicationLoadBalancer(stack, "Secure", { urlMap, address, domains: [APP], httpRedirect: false });
});
/** One load balancer for both, which takes over what the other made. */
const httpsAlone = withFrontEnd((stack) => {
  for (const id of ["HttpsForwardingRule", "HttpsProxy", "SslPolicy", `Certificate-${APP}`]) {
    stack.renamed({ formerPath: `Secure/${id}`, path: `LoadBalancer/${id}` });
  }
  return {};
});
function plainly(stack: EnvironmentStack): ApplicationLoadBalancer {
  const web = backend(stack, "Web", existing(stack, "web1"));
  return balancer(stack, web, { httpOnly: true, domains: undefined });
}

/** A site whose default backend has Identity-Aware Proxy by an override. */
const withIap = (iap: object | undefined) =>
  site((stack) => {
    const web = backend(stack, "Web", existing(stack, "web1"));
    if (iap) web.resource.addOverride("iap", iap);
    balancer(stack, web);
  });
/** What `docs/escape-hatches.md` writes past the props, or the same site without it. */
const hatched = (isHatched: boolean) =>
  site((stack) => {
    const web = service(stack, "Site");
    const behind = backend(stack, "Web", web);
    const { address } = balancer(stack, behind);
    if (isHatched) {
      web.resource.customAudiences = ["https://www.example.com"];
      web.resource.addOverride("lifecycle.ignore_changes", ["template[0].scaling"]);
      (address.node.defaultChild as ComputeGlobalAddress).labels = { "allow-listed-by": "partners" };
    }
  });
const IAP_ON = { enabled: true, oauth2_client_id: "client", oauth2_client_secret: "secret" };

/** A backend service, its policy and its service, in a scope of their own or not. */
const inScope = (scopeOf: (stack: EnvironmentStack) => Construct) =>
  site((stack) => {
    const scope = scopeOf(stack);
    const match = SecurityMatch.ipRanges(["192.0.2.0/24"]);
    const securityPolicy = new SecurityPolicy(scope, "Armor", { rules: [SecurityRule.deny({ match })] });
    balancer(stack, backend(scope, "Web", service(scope, "Site"), { securityPolicy }));
  });

const withKey = (name: string, keyValue: string) =>
  site((stack) => {
    const cdnPolicy = CdnPolicy.useOriginHeaders();
    const web = backend(stack, "Web", existing(stack, "web1"), { cdnPolicy });
    web.addSignedUrlKey(name, keyValue);
    balancer(stack, web);
  });

function below(isBelow: boolean, isRenamed: boolean): AnySite {
  return site((stack) => {
    const scope = isBelow ? new Construct(stack, "Shop") : stack;
    if (isRenamed)
      ["Web", "Site", "LoadBalancer"].forEach((id) => stack.renamed({ formerPath: id, path: `Shop/${id}` }));
    balancer(scope, backend(scope, "Web", service(scope, "Site")));
  });
}

/** What takes the place of something else, moves, or is shared. */
export const moveChanges = [
  inPlace(
    "a NEG gets a traffic tag",
    BACKEND_SERVICES,
    neg(ServerlessTarget.cloudRun("web1")),
    neg(ServerlessTarget.cloudRun("web1", { tag: "next" })),
  ),
  inPlace(
    "App Engine becomes Cloud Run",
    BACKEND_SERVICES,
    neg(ServerlessTarget.appEngine({ service: "shop", version: "v1" })),
    neg(ServerlessTarget.cloudRun("web1")),
  ),
  inPlace(
    "another version of App Engine",
    BACKEND_SERVICES,
    neg(ServerlessTarget.appEngine({ service: "shop", version: "v1" })),
    neg(ServerlessTarget.appEngine({ service: "shop", version: "v2" })),
  ),
  inPlace(
    "a function of the first generation becomes one of the second",
    BACKEND_SERVICES,
    neg(ServerlessTarget.cloudFunction("Shop")),
    neg(ServerlessTarget.cloudRun("web1")),
  ),
  inPlace(
    "two regions of Cloud Run become App Engine",
    BACKEND_SERVICES,
    inTwoRegions,
    neg(ServerlessTarget.appEngine()),
  ),
  inPlace(
    "a separate NEG replaces the one of the service",
    BACKEND_SERVICES,
    behind((stack) => service(stack, "Site")),
    behind((stack) => {
      const { cloudRunServiceName } = service(stack, "Site");
      const target = ServerlessTarget.cloudRun(cloudRunServiceName);
      return new ServerlessNeg(stack, "Neg", { region: "us-central1", target });
    }),
  ),
  inPlace(
    "a certificate of your own is renewed",
    HTTPS_PROXY,
    certified(own("certificate.pem")),
    certified(own("renewed.pem")),
  ),
  {
    ...staged(
      "a private key becomes write-only, and gets another version",
      certified(own("certificate.pem")),
      { site: certified(writeOnly("1")), notInState: KEY },
      { site: certified(writeOnly("2")), notInState: KEY },
    ),
    inPlace: HTTPS_PROXY,
    since: sinceOf("google_compute_ssl_certificate", "private_key_wo"),
  },
  inPlace(
    "your own certificate replaces a managed one",
    HTTPS_PROXY,
    certified(managed("Managed", [OWN])),
    certified(own("certificate.pem")),
  ),
  staged(
    "a managed certificate replaces your own: first both, then the new one alone",
    certified(own("certificate.pem")),
    { site: certified(own("certificate.pem"), managed("Managed", [OWN])), wait: true },
    { site: certified(managed("Managed", [OWN])) },
  ),
  staged(
    "a certificate for several domains gets one more: first both certificates, then the new one alone",
    certified(managed("Two", [OWN, "app.example.com"])),
    {
      site: certified(
        managed("Two", [OWN, "app.example.com"]),
        managed("Three", [OWN, "app.example.com", "www.example.com"]),
      ),
      wait: true,
    },
    { site: certified(managed("Three", [OWN, "app.example.com", "www.example.com"])) },
  ),
  inPlace(
    "the default backend and a routed one change places",
    URL_MAP,
    namedBackends(),
    withTwo((stack) => {
      const api = backend(stack, "Web", existing(stack, "web1"));
      return { byDefault: backend(stack, "Api", existing(stack, "web2")), api };
    }),
  ),
  change(
    "the default backend is removed, and another one gets its id",
    namedBackends(),
    behind((stack) => existing(stack, "web2")),
  ),
  change("two Cloud Run services change ids", twoServices("Site", "Shop"), twoServices("Shop", "Site")),
  change("a backend service gets a name of its own", namedBackends(), namedBackends("front")),
  change("a backend service gets another name of its own", namedBackends("front"), namedBackends("web")),
  change("a backend service loses its name", namedBackends("front"), namedBackends()),
  change(
    "the proxies and the URL map get names of their own",
    withFrontEnd(() => ({})),
    withFrontEnd(() => ({
      names: { urlMap: "map", targetHttpsProxy: "https", targetHttpProxy: "http", sslPolicy: "tls" },
    })),
  ),
  staged(
    "a forwarding rule loses its name: refused; with the name again",
    withFrontEnd(() => NAMED_RULE),
    { site: withFrontEnd(() => ({})), refused: /IPAddress/ },
    { site: withFrontEnd(() => NAMED_RULE) },
  ),
  staged(
    "another address: first both, then DNS, then the new one alone, with renamed",
    atOld,
    { site: atBoth, dns: "prod-new" },
    { site: atNew },
  ),
  change("a second load balancer is added, with the same backends", oneOrTwo(false), oneOrTwo(true)),
  change("a second load balancer is removed", oneOrTwo(true), oneOrTwo(false), [
    "https://www.example.com/",
    "http://www.example.com/",
  ]),
  change("two load balancers get a URL map each", twoBalancers(true), twoBalancers(false)),
  change("two load balancers change to one shared URL map", twoBalancers(false), twoBalancers(true)),
  change("all constructs are moved into another construct, with renamed", below(false, false), below(true, true)),
  inPlace(
    "all constructs but the load balancer are moved into another construct, without renamed",
    URL_MAP,
    inScope((stack) => stack),
    inScope((stack) => new Construct(stack, "Shop")),
  ),
  inPlace(
    "your own URL map replaces the one of the load balancer",
    HTTPS_PROXY,
    withFrontEnd(() => ({})),
    site((stack) => {
      const urlMap = new UrlMap(stack, "Map", { defaultService: backend(stack, "Web", existing(stack, "web1")) });
      new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: [APP], urlMap });
    }),
  ),
  change(
    "a key for signed URLs replaces another one",
    withKey("first", "MDEyMzQ1Njc4OWFiY2RlZg=="),
    withKey("second", "ZmVkY2JhOTg3NjU0MzIxMA=="),
  ),
  staged(
    "HTTP only becomes HTTPS: first both, then the redirect, with renamed",
    httpAlone,
    { site: httpsBeside, wait: true },
    { site: httpsAlone },
  ),
  inPlace("Identity-Aware Proxy by an escape hatch is removed", BACKEND_SERVICES, withIap(IAP_ON), withIap(undefined)),
  inPlace(
    "an escape hatch is removed",
    EVERYTHING,
    site((stack) => {
      const web = backend(stack, "Web", existing(stack, "web1"));
      web.resource.addOverride("connection_draining_timeout_sec", 30);
      balancer(stack, web);
    }),
    withFrontEnd(() => ({})),
  ),
  inPlace("the escape hatches of the documentation are removed", EVERYTHING, hatched(true), hatched(false)),
];
