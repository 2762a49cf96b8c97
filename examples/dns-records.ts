import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  DnsZone,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["example.com", "www.example.com"],
  ipv6: true,
  // the zone exists already
  dnsZones: [
    DnsZone.fromDnsZoneAttributes(stack, "Zone", { dnsZoneName: "example-com", dnsName: "example.com", ttlSec: 60 }),
  ],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
});
app.synth();
