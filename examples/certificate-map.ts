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
const tenants = CloudRunService.fromCloudRunServiceAttributes(stack, "Tenants", {
  cloudRunServiceName: "tenants",
  region: "us-central1",
});
const tenantsBackend = new BackendService(stack, "TenantsBackend", { backends: [tenants] });

// the zone exists already
const zone = DnsZone.fromDnsZoneAttributes(stack, "Zone", { dnsZoneName: "example-com", dnsName: "example.com" });

const certificates = new CertificateMap(stack, "Certificates", {
  domains: ["example.com", "*.example.com"],
  dnsZones: [zone],
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  certificateMap: certificates,
  dnsZones: [zone],
  // all other hosts are redirected
  defaultAction: RouteAction.redirect({ hostRedirect: "example.com" }),
  hostRules: [{ hosts: ["example.com", "*.example.com"], defaultAction: RouteAction.forward(tenantsBackend) }],
});
app.synth();
