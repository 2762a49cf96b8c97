import { App, TerraformResource } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  GlobalAddress,
  ManagedSslCertificate,
  UrlMap,
  Warnings,
} from "cdktf-google-serverless-lb";

const app = new App();
// in production also with stateBucket, and with providerVersion if the old configuration has a newer provider
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// each construct has the name of the existing resource in Google Cloud
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});
const backend = new BackendService(stack, "WebBackend", { name: "web-backend", backends: [web] });
const urlMap = new UrlMap(stack, "UrlMap", { name: "web-map", defaultService: backend });
// all DNS records have this address, so Terraform refuses a plan that replaces it
const address = new GlobalAddress(stack, "Address", { name: "web-ip", preventDestroy: true });
const certificate = new ManagedSslCertificate(stack, "Certificate", { name: "web-cert", domains: ["www.example.com"] });
// NEG-19 warns of a name that blocks the replacement of its resource
Warnings.of(certificate).acknowledge("NEG-19", "taken over; another list of domains gets another name");
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  address,
  certificates: [certificate],
  urlMap,
  names: { targetHttpsProxy: "web-proxy", httpsForwardingRule: "web-rule" },
});

// resources that Terraform imports at the next deploy (Terraform 1.5 or later); remove the lines after it
const existing: [TerraformResource | undefined, string][] = [
  [backend.resource, "web-backend"],
  [urlMap.resource, "web-map"],
  [address.resource, "web-ip"],
  [certificate.resource, "web-cert"],
  [loadBalancer.targetHttpsProxy, "web-proxy"],
  [loadBalancer.resource, "web-rule"],
];
const addressOf = (resource?: TerraformResource) => `${resource?.terraformResourceType}.${resource?.friendlyUniqueId}`;
stack.addOverride(
  "import",
  existing.map(([resource, id]) => ({ to: addressOf(resource), id })),
);
app.synth();
