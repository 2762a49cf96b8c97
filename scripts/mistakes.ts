/** The mistakes that the pages of `docs/` describe. Each one is run, so that a page quotes the real message of synth. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { StorageBucket } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { AnnotationMetadataEntryType, App, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  CertificateMap,
  CloudRunGpu,
  CloudRunIngress,
  CloudRunInvoker,
  CloudRunService,
  CloudRunVolume,
  CustomErrorResponseRule,
  DnsZone,
  EdgeSecurityPolicy,
  EnforceOnKey,
  EnvironmentStack,
  IBackendService,
  Iap,
  JsonParsing,
  ManagedSslCertificate,
  NegativeCaching,
  PathMatch,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityRule,
  SelfManagedSslCertificate,
  ServerlessNeg,
  ServerlessTarget,
  TrafficTarget,
} from "cdktf-google-serverless-lb";

const image = "us-docker.pkg.dev/cloudrun/container/hello";
const region = "us-central1";

const service = (stack: EnvironmentStack, id: string, where = region) =>
  CloudRunService.fromCloudRunServiceAttributes(stack, id, { cloudRunServiceName: id.toLowerCase(), region: where });
const backend = (stack: EnvironmentStack, id: string) =>
  new BackendService(stack, id, { backends: [service(stack, `${id}Service`)] });
const loadBalancer = (stack: EnvironmentStack, defaultService: IBackendService, domains = ["www.example.com"]) =>
  new ApplicationLoadBalancer(stack, "LoadBalancer", { domains, defaultService });
const behind = (stack: EnvironmentStack, web: CloudRunService) =>
  loadBalancer(stack, new BackendService(stack, "WebBackend", { backends: [web] }));
const proxied = (stack: EnvironmentStack, tool: CloudRunService, projectNumber?: string) =>
  new BackendService(stack, "Tool", {
    backends: [tool],
    iap: Iap.googleManagedClient({ members: ["group:staff@example.com"], projectNumber }),
  });
const zoneOf = (stack: EnvironmentStack, dnsZoneName: string, dnsName: string) =>
  DnsZone.fromDnsZoneAttributes(stack, "Zone", { dnsZoneName, dnsName });
const withRoutes = (stack: EnvironmentStack, routes: (api: IBackendService) => Routes) => {
  const api = backend(stack, "Api");
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["www.example.com"],
    defaultService: backend(stack, "Web"),
    routes: routes(api),
  });
};
const withRule = (stack: EnvironmentStack, rule: () => SecurityRule) =>
  new SecurityPolicy(stack, "Armor", { rules: [rule()] });

const storageBucket = (stack: EnvironmentStack) => {
  const bucket = new StorageBucket(stack, "Files", { name: "acme-web-assets", location: "EU" });
  const cdnPolicy = CdnPolicy.cacheAllStatic();
  const assets = new BackendBucket(stack, "Assets", { bucketName: bucket.name, cdnPolicy });
  new ApplicationLoadBalancer(stack, "LoadBalancer", { domains: ["www.example.com"], defaultService: assets });
  return { bucket, assets };
};
const withErrorPages = (stack: EnvironmentStack, ...rules: CustomErrorResponseRule[]) => {
  const errorService = new BackendBucket(stack, "Assets", { bucketName: "acme-shop-assets" });
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["www.example.com"],
    defaultService: backend(stack, "Web"),
    customErrorResponsePolicy: { errorService, rules },
  });
};

/** The mistakes by their name on the pages. */
const MISTAKES: { readonly [name: string]: (stack: EnvironmentStack) => unknown } = {
  // one service
  "no-certificate": (stack) => loadBalancer(stack, backend(stack, "Web"), []),
  "no-backend": (stack) => loadBalancer(stack, new BackendService(stack, "Web")),
  "zone-for-region": (stack) => new CloudRunService(stack, "Web", { image, region: "us-central1-a" }),
  "open-ingress": (stack) =>
    behind(stack, new CloudRunService(stack, "Web", { image, region, ingress: CloudRunIngress.ALL })),
  "grant-to-compute-account": (stack) => {
    const invoker = CloudRunInvoker.members(["serviceAccount:123456789-compute@developer.gserviceaccount.com"]);
    behind(stack, new CloudRunService(stack, "Web", { image, region, invoker }));
  },
  "long-name": (stack) =>
    new CloudRunService(stack, "Web", { image, region, name: "the-service-that-shows-the-shop-window-of-our-company" }),
  "gpu-with-one-cpu": (stack) =>
    new CloudRunService(stack, "Web", { image, region, gpu: CloudRunGpu.nvidiaL4(), cpu: "1" }),
  "unprobed-sidecar": (stack) =>
    new CloudRunService(stack, "Web", { image, region, dependsOn: ["cache"], sidecars: [{ name: "cache", image }] }),
  "cloud-sql-by-name": (stack) => {
    const volumeMounts = { "/cloudsql": CloudRunVolume.cloudSql("database", ["main"]) };
    return new CloudRunService(stack, "Web", { image, region, volumeMounts });
  },
  "project-number": () => new EnvironmentStack(new App(), "prod", { project: "123456789" }),

  // routes
  "bare-path": (stack) =>
    withRoutes(stack, (api) => Routes.byPath([{ paths: ["/api/*"], action: RouteAction.forward(api) }])),
  "star-in-the-middle": (stack) =>
    withRoutes(stack, (api) => Routes.byPath([{ paths: ["/api*"], action: RouteAction.forward(api) }])),
  "path-twice": (stack) =>
    withRoutes(stack, (api) => Routes.byPath([{ paths: ["/api", "/api"], action: RouteAction.forward(api) }])),
  "star-in-prefix": (stack) =>
    withRoutes(stack, (api) =>
      Routes.inOrder([{ match: { path: PathMatch.prefix("/api/*") }, action: RouteAction.forward(api) }]),
    ),
  "header-with-value": (stack) =>
    withRoutes(stack, (api) => {
      const headerAction = { responseHeadersToAdd: [{ headerName: "X-Frame-Options: DENY", headerValue: "" }] };
      return Routes.byPath([{ paths: ["/api/*"], action: RouteAction.forward(api, { headerAction }) }]);
    }),
  "host-twice": (stack) => {
    const balancer = loadBalancer(stack, backend(stack, "Web"));
    balancer.addHostRule({ hosts: ["api.example.com"], defaultAction: RouteAction.forward(backend(stack, "Api")) });
    balancer.addHostRule({ hosts: ["api.example.com"], defaultAction: RouteAction.forward(backend(stack, "Other")) });
  },
  "host-with-scheme": (stack) =>
    loadBalancer(stack, backend(stack, "Web")).addHostRule({
      hosts: ["https://api.example.com"],
      defaultAction: RouteAction.forward(backend(stack, "Api")),
    }),
  "redirect-to-itself": (stack) =>
    loadBalancer(stack, backend(stack, "Web")).addHostRule({
      hosts: ["old.example.com"],
      defaultAction: RouteAction.redirect({ stripQuery: true }),
    }),
  "percent-above-thousand": (stack) =>
    withRoutes(stack, (api) =>
      Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.split([{ service: api, weight: 1500 }]) }]),
    ),
  "no-weight": (stack) =>
    withRoutes(stack, (api) =>
      Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.split([{ service: api, weight: 0 }]) }]),
    ),
  "shares-of-revisions": (stack) =>
    new CloudRunService(stack, "Shop", {
      image,
      region,
      traffic: [TrafficTarget.revision("shop-00041-kex", 95), TrafficTarget.latest(10)],
    }),

  // regions
  "region-twice": (stack) =>
    new BackendService(stack, "Web", { backends: [service(stack, "Old"), service(stack, "New")] }),
  "no-outlier-detection": (stack) =>
    loadBalancer(
      stack,
      new BackendService(stack, "Web", {
        backends: [service(stack, "Us"), service(stack, "Europe", "europe-west1")],
      }),
    ),
  "unknown-region": (stack) => new BackendService(stack, "Web", { backends: [service(stack, "Eu", "europe-west21")] }),

  // Cloud CDN
  "ttl-above-maximum": (stack) =>
    new BackendService(stack, "Frontend", { cdnPolicy: CdnPolicy.cacheAllStatic({ defaultTtlSec: 172_800 }) }),
  "cached-success": (stack) =>
    new BackendService(stack, "Frontend", {
      cdnPolicy: CdnPolicy.cacheAllStatic({ negativeCaching: NegativeCaching.custom([{ code: 200, ttlSec: 60 }]) }),
    }),
  "cache-past-policy": (stack) =>
    loadBalancer(
      stack,
      new BackendService(stack, "Web", {
        backends: [service(stack, "WebService")],
        cdnPolicy: CdnPolicy.useOriginHeaders(),
        securityPolicy: withRule(stack, () =>
          SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]) }),
        ),
      }),
    ),

  // backend buckets
  "bucket-address": (stack) => new BackendBucket(stack, "Assets", { bucketName: "gs://acme-web-assets" }),
  "unreadable-bucket": (stack) => storageBucket(stack),
  "keys-of-public-bucket": (stack) => {
    const { bucket, assets } = storageBucket(stack);
    const role = "roles/storage.objectViewer";
    new StorageBucketIamMember(stack, "Readers", { bucket: bucket.name, role, member: "allUsers" });
    assets.addSignedUrlKey("first", new TerraformVariable(stack, "key", { sensitive: true }).stringValue);
  },
  "cache-key-of-bucket": (stack) => {
    const cacheKeyPolicy = { queryString: CacheKeyQueryString.all() };
    const cdnPolicy = CdnPolicy.cacheAllStatic({ cacheKeyPolicy });
    return new BackendBucket(stack, "Assets", { bucketName: "acme-web-assets", cdnPolicy });
  },

  // Identity-Aware Proxy
  "second-way-past-iap": (stack) => {
    const tool = new CloudRunService(stack, "ToolService", { image, region });
    const open = new BackendService(stack, "Open", { backends: [tool] });
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["tools.example.com"],
      defaultService: open,
      routes: Routes.byPath([{ paths: ["/admin"], action: RouteAction.forward(proxied(stack, tool)) }]),
    });
  },
  "open-behind-iap": (stack) => {
    const invoker = CloudRunInvoker.withoutIamCheck();
    loadBalancer(stack, proxied(stack, new CloudRunService(stack, "ToolService", { image, region, invoker })));
  },
  "project-id-for-number": (stack) =>
    proxied(stack, new CloudRunService(stack, "ToolService", { image, region }), "acme-tools-prod"),

  // Cloud Armor
  "unprotected-backend": (stack) => {
    const securityPolicy = withRule(stack, () =>
      SecurityRule.throttle({ count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP }),
    );
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["www.example.com"],
      defaultService: new BackendService(stack, "Web", { backends: [service(stack, "WebService")], securityPolicy }),
      routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.forward(backend(stack, "Api")) }]),
    });
  },
  "limit-at-edge": (stack) =>
    new EdgeSecurityPolicy(stack, "Edge").addRule(
      SecurityRule.throttle({ count: 100, intervalSec: 60, enforceOnKey: EnforceOnKey.IP }),
    ),
  "edge-without-cache": (stack) => {
    const edgeSecurityPolicy = new EdgeSecurityPolicy(stack, "Edge", {
      rules: [SecurityRule.deny({ match: SecurityMatch.ipRanges(["198.51.100.0/24"]) })],
    });
    const backends = [service(stack, "WebService")];
    loadBalancer(stack, new BackendService(stack, "Web", { backends, edgeSecurityPolicy }));
  },
  "odd-interval": (stack) =>
    withRule(stack, () => SecurityRule.throttle({ count: 100, intervalSec: 45, enforceOnKey: EnforceOnKey.IP })),
  "short-ban": (stack) =>
    withRule(stack, () =>
      SecurityRule.rateBasedBan({ count: 100, intervalSec: 60, banDurationSec: 30, enforceOnKey: EnforceOnKey.IP }),
    ),
  "many-ranges": (stack) =>
    withRule(stack, () =>
      SecurityRule.deny({
        match: SecurityMatch.ipRanges(Array.from({ length: 11 }, (_, index) => `198.51.${index}.0/24`)),
      }),
    ),
  "office-without-deny": (stack) =>
    withRule(stack, () => SecurityRule.allow({ match: SecurityMatch.ipRanges(["203.0.113.0/24"]) })),
  "limit-before-office": (stack) =>
    new SecurityPolicy(stack, "OfficeOnly", {
      rules: [SecurityRule.throttle({ count: 300, intervalSec: 60, enforceOnKey: EnforceOnKey.IP })],
      defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"]),
    }),
  "private-office": (stack) =>
    new SecurityPolicy(stack, "OfficeOnly", { defaultAction: SecurityPolicyDefault.denyExcept(["10.0.0.0/8"]) }),
  "hasty-ban": (stack) =>
    withRule(stack, () =>
      SecurityRule.rateBasedBan({
        match: SecurityMatch.expression("request.path.startsWith('/login')"),
        count: 10,
        intervalSec: 60,
        banThreshold: { count: 30, intervalSec: 30 },
        banDurationSec: 3600,
        enforceOnKey: EnforceOnKey.IP,
      }),
    ),
  "user-without-header": (stack) =>
    withRule(stack, () => SecurityRule.throttle({ count: 300, intervalSec: 60, enforceOnKey: EnforceOnKey.USER_IP })),
  "attack-without-deploy": (stack) =>
    new SecurityPolicy(stack, "Armor", {
      adaptiveProtection: { thresholds: [{ name: "early", autoDeployLoadThreshold: 0.6 }] },
    }),
  "content-type-with-parameter": (stack) =>
    new SecurityPolicy(stack, "Armor", {
      jsonParsing: JsonParsing.standard({ contentTypes: ["application/json; charset=utf-8"] }),
    }),
  "priority-twice": (stack) => {
    const policy = withRule(stack, () =>
      SecurityRule.deny({ priority: 1000, match: SecurityMatch.ipRanges(["198.51.100.0/24"]) }),
    );
    policy.addRule(SecurityRule.allow({ priority: 1000, match: SecurityMatch.ipRanges(["203.0.113.0/24"]) }));
  },

  // URL masks, functions, App Engine
  "mask-with-scheme": (stack) =>
    new ServerlessNeg(stack, "Services", {
      region,
      target: ServerlessTarget.cloudRunUrlMask("https://<service>.example.com"),
    }),
  "mask-of-another-platform": (stack) =>
    new ServerlessNeg(stack, "Functions", {
      region,
      target: ServerlessTarget.cloudFunctionUrlMask("/<service>"),
    }),
  "mixed-platforms": (stack) =>
    new BackendService(stack, "Web", {
      backends: [
        service(stack, "Us"),
        new ServerlessNeg(stack, "Function", {
          region: "europe-west1",
          target: ServerlessTarget.cloudFunction("resizeImage"),
        }),
      ],
    }),
  "app-engine-in-two-regions": (stack) =>
    new BackendService(stack, "Web", {
      backends: [region, "europe-west1"].map(
        (where) => new ServerlessNeg(stack, `App-${where}`, { region: where, target: ServerlessTarget.appEngine() }),
      ),
    }),
  "path-of-a-function": (stack) =>
    new ServerlessNeg(stack, "Function", {
      region,
      target: ServerlessTarget.cloudFunction("projects/acme-web-prod/locations/us-central1/functions/resize"),
    }),

  // certificates
  "wildcard-domain": (stack) => loadBalancer(stack, backend(stack, "Web"), ["*.example.com"]),
  "certificates-beside-map": (stack) =>
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["www.example.com"],
      certificateMap: new CertificateMap(stack, "Certificates", { domains: ["www.example.com"] }),
      defaultService: backend(stack, "Web"),
    }),
  "zone-of-another-domain": (stack) =>
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["www.example.com"],
      dnsZones: [zoneOf(stack, "example-org", "example.org")],
      defaultService: backend(stack, "Web"),
    }),
  "two-writers": (stack) => {
    const dnsZones = [zoneOf(stack, "example-com", "example.com")];
    for (const id of ["LoadBalancer", "Second"]) {
      const defaultService = backend(stack, `${id}Web`);
      new ApplicationLoadBalancer(stack, id, { domains: ["www.example.com"], dnsZones, defaultService });
    }
  },
  "domain-for-zone": (stack) => zoneOf(stack, "example.com", "example.com"),
  "path-for-pem": (stack) =>
    new SelfManagedSslCertificate(stack, "Certificate", { certificate: "./chain.pem", privateKey: "./key.pem" }),
  "many-certificates": (stack) =>
    loadBalancer(
      stack,
      backend(stack, "Web"),
      Array.from({ length: 16 }, (_, index) => `shop${index}.example.com`),
    ),
  "managed-on-another-port": (stack) =>
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      domains: ["www.example.com"],
      httpsPort: 8443,
      defaultService: backend(stack, "Web"),
    }),

  // names
  "fixed-name": (stack) =>
    new ManagedSslCertificate(stack, "Certificate", { name: "web-cert", domains: ["www.example.com"] }),
  "name-twice": (stack) => {
    backend(stack, "Web");
    new BackendService(stack, "Shop", { name: "prod-web", backends: [service(stack, "ShopService")] });
  },
  "renamed-too-late": (stack) => {
    backend(stack, "Storefront");
    stack.renamed({ formerPath: "Web", path: "Storefront" });
  },
  "renamed-nothing": (stack) => {
    stack.renamed({ formerPath: "Web", path: "Storefrnt" });
    backend(stack, "Storefront");
  },
  // error pages
  "error-page": (stack) =>
    withErrorPages(
      stack,
      { matchResponseCodes: ["404"], path: "/errors/not-found.html" },
      { matchResponseCodes: ["404", "410"], path: "/errors/gone.html" },
    ),
};

/** The names of all mistakes. */
export const MISTAKE_NAMES = Object.keys(MISTAKES);

/** The messages of synth about a mistake: the error that it throws, or the warnings that it prints. */
export function saidTo(name: string): string {
  const mistake = MISTAKES[name];
  if (mistake === undefined) {
    throw new Error(`scripts/mistakes.ts has no mistake ${JSON.stringify(name)}`);
  }
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "mistake-"));
  const app = new App({ outdir });
  const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
  try {
    mistake(stack);
    app.synth();
  } catch (error) {
    return withoutLines(String(error instanceof Error ? error.message : error));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
  const warnings = stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === String(AnnotationMetadataEntryType.WARN))
        .map(({ data }) => `warning: [${node.path}] ${String(data)}`),
    );
  if (warnings.length === 0) {
    throw new Error(`synth prints no message about the mistake ${JSON.stringify(name)}`);
  }
  return warnings.join("\n");
}

/** A message without the lines of this file at which the mistakes are made. */
function withoutLines(message: string): string {
  return message.replace(/\n *made at .*/g, "");
}
