import { App, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendBucket,
  BackendService,
  CacheKeyQueryString,
  CdnPolicy,
  CloudRunService,
  CompressionMode,
  EnvironmentStack,
  RouteAction,
  Routes,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

// public: everybody can read the objects of this bucket; /assets/logo.svg is the object assets/logo.svg
const assets = new BackendBucket(stack, "Assets", {
  bucketName: "acme-web-assets",
  compressionMode: CompressionMode.AUTOMATIC,
  cdnPolicy: CdnPolicy.cacheAllStatic({
    defaultTtlSec: 86_400,
    // a new version of an object is asked for with another v
    cacheKeyPolicy: { queryString: CacheKeyQueryString.whitelist(["v"]) },
  }),
});

// private: only Cloud CDN can read the objects of this bucket, and serves them to visitors with a signed URL
const downloads = new BackendBucket(stack, "Downloads", {
  bucketName: "acme-web-downloads",
  cdnPolicy: CdnPolicy.cacheAllStatic({ signedUrlCacheMaxAgeSec: 3600 }),
});
const key = new TerraformVariable(stack, "url_key", { type: "string", sensitive: true });
downloads.addSignedUrlKey("key-2026-11", key.stringValue);

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
  routes: Routes.byPath([
    { paths: ["/assets", "/assets/*"], action: RouteAction.forward(assets) },
    { paths: ["/downloads", "/downloads/*"], action: RouteAction.forward(downloads) },
  ]),
});
app.synth();
