import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunProbe,
  CloudRunService,
  CloudRunVolume,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// the container that gets the requests, which waits for its cache
const api = new CloudRunService(stack, "Api", {
  image: "us-docker.pkg.dev/acme-web-prod/web/api:1.5.0",
  region: "us-central1",
  args: ["--config", "/etc/api/config.yaml"],
  cpuIdle: false,
  timeoutSec: 3600,
  serviceAccount: "api@acme-web-prod.iam.gserviceaccount.com",
  volumeMounts: {
    "/cloudsql": CloudRunVolume.cloudSql("database", ["acme-web-prod:us-central1:main"]),
    "/etc/api": CloudRunVolume.secret("config", { secret: "api-config", items: [{ path: "config.yaml" }] }),
  },
  dependsOn: ["cache"],
  sidecars: [
    {
      name: "cache",
      image: "docker.io/library/valkey:8",
      memory: "1Gi",
      startupProbe: CloudRunProbe.tcpSocket({ port: 6379 }),
    },
  ],
});
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["api.example.com"],
  defaultService: new BackendService(stack, "ApiBackend", { backends: [api] }),
});
app.synth();
