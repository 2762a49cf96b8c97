/** The site that the page of the preview is tried with, and that its pictures show. */
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CdnPolicy,
  CloudRunService,
  EnvironmentStack,
  Iap,
  OutlierDetection,
  PathRedirect,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
} from "cdktf-google-serverless-lb";
import { App } from "cdktf";

const image = "us-docker.pkg.dev/cloudrun/container/hello";

/** Synthesizes the site into a folder. */
export function synthShop(outdir: string): void {
  const app = new App({ outdir });
  const stack = new EnvironmentStack(app, "prod", { project: "acme-shop-prod" });
  const service = (name: string, region: string) => new CloudRunService(stack, `${name}-${region}`, { image, region });
  const securityPolicy = new SecurityPolicy(stack, "Armor", {
    rules: [
      SecurityRule.deny({
        priority: 1000,
        match: SecurityMatch.ipRanges(["198.51.100.0/24"]),
        description: "scrapers",
      }),
      SecurityRule.deny({ priority: 2000, match: SecurityMatch.expression("request.path.contains('/.git')") }),
    ],
  });
  const web = new BackendService(stack, "Web", {
    backends: [service("Web", "europe-west1"), service("Web", "us-central1")],
    securityPolicy,
    outlierDetection: OutlierDetection.recommended(),
  });
  const api = new BackendService(stack, "Api", { backends: [service("Api", "europe-west1")], securityPolicy });
  const canary = new BackendService(stack, "Canary", { backends: [service("Canary", "europe-west1")], securityPolicy });
  const office = new BackendService(stack, "Office", {
    backends: [service("Office", "europe-west1")],
    iap: Iap.googleManagedClient({ members: ["group:staff@example.com"] }),
    securityPolicy,
  });
  const assets = new BackendBucket(stack, "Assets", {
    bucketName: "acme-shop-assets",
    cdnPolicy: CdnPolicy.cacheAllStatic(),
  });
  const split = RouteAction.split([
    { service: api, weight: 90 },
    { service: canary, weight: 10 },
  ]);
  new ApplicationLoadBalancer(stack, "LoadBalancer", {
    domains: ["shop.example.com", "office.example.com"],
    defaultService: web,
    routes: Routes.byPath([
      { paths: Routes.pathAndBelow("/api"), action: split },
      { paths: Routes.pathAndBelow("/assets"), action: RouteAction.forward(assets) },
      { paths: ["/sale"], action: RouteAction.redirect({ pathRedirect: PathRedirect.fullPath("/offers") }) },
    ]),
    hostRules: [{ hosts: ["office.example.com"], defaultAction: RouteAction.forward(office) }],
  });
  app.synth();
}
