import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunInvoker,
  CloudRunService,
  EnforceOnKey,
  IBackend,
  ManagedSslCertificate,
  OutlierDetection,
  PathMatch,
  RenamedOptions,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
  SslProfile,
  Warnings,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";

/** The Google Cloud project of every site here. */
export const PROJECT = "acme";
/** The id of the stack of every site here. */
export const STACK = "prod";

/** The rules that a site's Armor policy may hold. */
export type ArmorRule = "abuse" | "limit" | "crawlers" | "between" | "first" | "scanners";

/** A site as plain data: what can be changed of it, each with a default, so that a change is two of these. */
export interface SiteShape {
  readonly domains?: readonly string[];
  /** Domains that have one certificate together, besides those of `domains`. */
  readonly together?: readonly string[];
  readonly regions?: readonly string[];
  /** The construct id of the frontend's services. */
  readonly service?: string;
  /** The name in Google Cloud that the frontend's services are given. */
  readonly serviceName?: string;
  /** The service outside of the stack that is the frontend instead. */
  readonly existing?: string;
  /** The URL mask that is the frontend instead. */
  readonly mask?: string;
  /** The construct id of the frontend's backend service. */
  readonly backend?: string;
  /** The construct id of the API's backend service; `""` for a site without an API. */
  readonly api?: string;
  readonly inOrder?: boolean;
  /** The percentage of the API's requests that the canary gets. */
  readonly canary?: number;
  /** The host that has a host rule of its own. */
  readonly host?: string;
  /** The construct id of the Armor policy; `""` for a site without one. */
  readonly armor?: string;
  readonly rules?: readonly ArmorRule[];
  readonly priorities?: boolean;
  readonly limit?: number;
  readonly cdn?: "static" | "ttl" | "origin" | "force";
  /** The construct id of the SSL policy. */
  readonly ssl?: string;
  readonly restricted?: boolean;
  readonly ipv6?: boolean;
  readonly httpRedirect?: boolean;
  readonly keepAlive?: number;
  readonly outlier?: boolean;
  readonly allUsers?: boolean;
  /** Whether `allUsers` are granted what the invoker does not ask for yet. */
  readonly granted?: boolean;
  readonly deletionProtection?: boolean;
  /** The image of the API's services. */
  readonly apiImage?: string;
  /** The labels of the stack. */
  readonly labels?: { [key: string]: string };
  /** The construct id of the load balancer. */
  readonly loadBalancer?: string;
  readonly renamed?: readonly RenamedOptions[];
}

/** Makes the site in a stack. */
export function buildSite(stack: Construct, shape: SiteShape): void {
  const common = {
    securityPolicy: armorOf(stack, shape),
    outlierDetection: shape.outlier ? OutlierDetection.recommended() : undefined,
  };
  const web = new BackendService(stack, shape.backend ?? "WebBackend", {
    backends: frontendOf(stack, shape),
    cdnPolicy: cdnPolicyOf(shape),
    ...common,
  });
  const apiId = shape.api ?? "Api";
  const api =
    apiId === ""
      ? undefined
      : new BackendService(stack, `${apiId}Backend`, {
          backends: servicesOf(stack, apiId, shape, { image: shape.apiImage }),
          ...common,
        });
  const canary =
    shape.canary === undefined
      ? undefined
      : new BackendService(stack, "CanaryBackend", { backends: servicesOf(stack, "Canary", shape), ...common });
  new ApplicationLoadBalancer(stack, shape.loadBalancer ?? "LoadBalancer", {
    domains: [...(shape.domains ?? ["app.example.com"])],
    certificates: shape.together
      ? [new ManagedSslCertificate(stack, "Together", { domains: [...shape.together] })]
      : [],
    defaultService: web,
    routes: api && routesOf(api, canary, shape),
    hostRules: shape.host ? [{ hosts: [shape.host], defaultAction: RouteAction.forward(api ?? web) }] : undefined,
    sslPolicy: sslPolicyOf(stack, shape),
    ipv6: shape.ipv6,
    httpRedirect: shape.httpRedirect,
    httpKeepAliveTimeoutSec: shape.keepAlive,
  });
  ["BS-12", "CDN-16", "RUN-09"].forEach((id) =>
    Warnings.of(stack).acknowledge(id, "a site for a test, without visitors"),
  );
}

function regionsOf(shape: SiteShape): readonly string[] {
  return shape.regions ?? ["us-central1"];
}

function servicesOf(
  stack: Construct,
  id: string,
  shape: SiteShape,
  own: { readonly name?: string; readonly image?: string } = {},
): IBackend[] {
  return regionsOf(shape).map((region) => {
    const service = new CloudRunService(stack, `${id}-${region}`, {
      image: own.image ?? "us-docker.pkg.dev/cloudrun/container/hello",
      region,
      invoker: shape.allUsers ? CloudRunInvoker.allUsers() : undefined,
      deletionProtection: shape.deletionProtection,
      name: own.name,
    });
    if (shape.granted) service.grantInvoke("Invoker-allUsers", "allUsers");
    return service;
  });
}

function frontendOf(stack: Construct, shape: SiteShape): IBackend[] {
  const { existing, mask } = shape;
  if (existing !== undefined) {
    return regionsOf(shape).map((region) =>
      CloudRunService.fromCloudRunServiceAttributes(stack, `Existing-${region}`, {
        cloudRunServiceName: existing,
        region,
      }),
    );
  }
  if (mask !== undefined) {
    const target = ServerlessTarget.cloudRunUrlMask(mask);
    return regionsOf(shape).map((region) => new ServerlessNeg(stack, `Mask-${region}`, { region, target }));
  }
  return servicesOf(stack, shape.service ?? "Web", shape, { name: shape.serviceName });
}

function routesOf(api: BackendService, canary: BackendService | undefined, shape: SiteShape): Routes {
  const share = shape.canary ?? 0;
  const action = canary
    ? RouteAction.split([
        { service: api, weight: 100 - share },
        { service: canary, weight: share },
      ])
    : RouteAction.forward(api);
  return shape.inOrder
    ? Routes.inOrder([
        { match: { path: PathMatch.prefix("/api/") }, action },
        { match: { path: PathMatch.fullPath("/api") }, action },
      ])
    : Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action }]);
}

function armorOf(stack: Construct, shape: SiteShape): SecurityPolicy | undefined {
  const id = shape.armor ?? "Armor";
  const priority = (value: number) => (shape.priorities ? value : undefined);
  const rules: { [rule in ArmorRule]: () => SecurityRule } = {
    abuse: () => SecurityRule.deny({ match: SecurityMatch.ipRanges(["192.0.2.0/24"]), priority: priority(2000) }),
    crawlers: () => SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]), priority: priority(1000) }),
    // between the automatic priorities of the first two
    between: () => SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]), priority: 1050 }),
    // before all automatic priorities
    first: () => SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]), priority: 900 }),
    scanners: () => SecurityRule.deny({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]), priority: priority(500) }),
    limit: () =>
      SecurityRule.throttle({
        count: shape.limit ?? 100,
        intervalSec: 60,
        enforceOnKey: EnforceOnKey.IP,
        priority: priority(3000),
      }),
  };
  return id === ""
    ? undefined
    : new SecurityPolicy(stack, id, { rules: (shape.rules ?? ["abuse", "limit"]).map((rule) => rules[rule]()) });
}

function cdnPolicyOf({ cdn }: SiteShape): CdnPolicy | undefined {
  switch (cdn) {
    case "static":
      return CdnPolicy.cacheAllStatic();
    case "ttl":
      return CdnPolicy.cacheAllStatic({ defaultTtlSec: 600, clientTtlSec: 600, maxTtlSec: 7200 });
    case "origin":
      return CdnPolicy.useOriginHeaders();
    case "force":
      return CdnPolicy.forceCacheAll();
    default:
      return undefined;
  }
}

function sslPolicyOf(stack: Construct, shape: SiteShape): SslPolicy | undefined {
  const profile = shape.restricted ? SslProfile.RESTRICTED : SslProfile.MODERN;
  return shape.ssl === undefined ? undefined : new SslPolicy(stack, shape.ssl, { profile });
}
