/** The site of whole_site.py in TypeScript; both write the same Terraform JSON. */
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnforceOnKey,
  EnvironmentStack,
  Iap,
  OutlierDetection,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
} from "cdktf-google-serverless-lb";

const image = "us-docker.pkg.dev/cloudrun/container/hello";
const environments = [
  {
    id: "dev",
    project: "acme-web-dev",
    domain: "dev.example.com",
    regions: ["us-central1"],
    bucketName: "acme-web-dev-assets",
    preview: true,
  },
  {
    id: "prod",
    project: "acme-web-prod",
    domain: "example.com",
    regions: ["us-central1", "europe-west1"],
    bucketName: "acme-web-prod-assets",
    preview: false,
    stateBucket: "acme-tfstate",
  },
];

const app = new App();
for (const { id, project, domain, regions, bucketName, preview, stateBucket } of environments) {
  const stack = new EnvironmentStack(app, id, { project, stateBucket, labels: { environment: id }, enableApis: true });
  const securityPolicy = new SecurityPolicy(stack, "Armor", {
    rules: [
      SecurityRule.deny({ priority: 1000, match: SecurityMatch.ipRanges(["198.51.100.0/24"]) }),
      SecurityRule.deny({
        priority: 2000,
        match: SecurityMatch.preconfiguredWaf("sqli-v33-stable", { sensitivity: 1 }),
        preview,
      }),
      SecurityRule.rateBasedBan({
        priority: 3000,
        match: SecurityMatch.expression("request.path.startsWith('/login') && request.method == 'POST'"),
        enforceOnKey: EnforceOnKey.IP,
        count: 10,
        intervalSec: 60,
        banThreshold: { count: 30, intervalSec: 600 },
        banDurationSec: 3600,
      }),
    ],
  });
  const web = new BackendService(stack, "Web", {
    backends: regions.map((region) => new CloudRunService(stack, `WebService-${region}`, { image, region })),
    securityPolicy,
    outlierDetection: regions.length > 1 ? OutlierDetection.recommended() : undefined,
    customResponseHeaders: ["Strict-Transport-Security: max-age=31536000"],
  });
  const assets = new BackendBucket(stack, "Assets", {
    bucketName,
    cdnPolicy: CdnPolicy.cacheAllStatic({ defaultTtlSec: 86_400 }),
  });
  const tool = new BackendService(stack, "Tool", {
    backends: [new CloudRunService(stack, "ToolService", { image, region: regions[0] })],
    securityPolicy,
    iap: Iap.googleManagedClient({ members: ["group:staff@example.com"] }),
  });
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: [`www.${domain}`, `tool.${domain}`],
    defaultService: web,
    hostRules: [
      {
        hosts: [`www.${domain}`],
        defaultAction: RouteAction.forward(web),
        routes: Routes.byPath([{ paths: ["/assets/*"], action: RouteAction.forward(assets) }]),
      },
      { hosts: [`tool.${domain}`], defaultAction: RouteAction.forward(tool) },
    ],
  });
}
app.synth();
