import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CertificateMap,
  DnsZone,
  EnvironmentStack,
  SecurityPolicy,
  SecurityPolicyDefault,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "previews", { project: "acme-web-dev" });

// pr-12.preview.example.com goes to the revision of the service web that has the tag pr-12
const revisions = new ServerlessNeg(stack, "Revisions", {
  region: "us-central1",
  target: ServerlessTarget.cloudRunUrlMask("<tag>.preview.example.com", { service: "web" }),
});
// what is not released is for the office alone
const securityPolicy = new SecurityPolicy(stack, "OfficeOnly", {
  defaultAction: SecurityPolicyDefault.denyExcept(["203.0.113.0/24"]),
});

// the zone exists already; a wildcard serves every pull request with one certificate and one record
const zone = DnsZone.fromDnsZoneAttributes(stack, "Zone", { dnsZoneName: "example-com", dnsName: "example.com" });
new ApplicationLoadBalancer(stack, "LoadBalancer", {
  certificateMap: new CertificateMap(stack, "Certificates", { domains: ["*.preview.example.com"], dnsZones: [zone] }),
  dnsZones: [zone],
  defaultService: new BackendService(stack, "Previews", { backends: [revisions], securityPolicy }),
});
app.synth();
