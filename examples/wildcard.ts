import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CertificateMap,
  CloudRunService,
  DnsZone,
  EnvironmentStack,
  RouteAction,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

const backend = (id: string, cloudRunServiceName: string) =>
  new BackendService(stack, id, {
    backends: [
      CloudRunService.fromCloudRunServiceAttributes(stack, `${id}Service`, {
        cloudRunServiceName,
        region: "us-central1",
      }),
    ],
  });
const shops = backend("Shops", "shops");
const admin = backend("Admin", "admin");

// the zone exists already; it gets the records *.shops.example.com and shops.example.com
const zone = DnsZone.fromDnsZoneAttributes(stack, "Zone", { dnsZoneName: "example-com", dnsName: "example.com" });
const certificateMap = new CertificateMap(stack, "Certificates", {
  domains: ["shops.example.com", "*.shops.example.com"],
  dnsZones: [zone],
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  certificateMap,
  dnsZones: [zone],
  defaultAction: RouteAction.redirect({ hostRedirect: "shops.example.com" }),
  hostRules: [
    // every shop has a host, and the service reads its name from the header Host
    { hosts: ["shops.example.com", "*.shops.example.com"], defaultAction: RouteAction.forward(shops) },
    // an exact host comes before a wildcard
    { hosts: ["admin.shops.example.com"], defaultAction: RouteAction.forward(admin) },
  ],
});
app.synth();
