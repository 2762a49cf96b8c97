import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { App, TerraformOutput } from "cdktf";
import { ApplicationLoadBalancer, BackendService, CloudRunService, EnvironmentStack } from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const web = new CloudRunService(stack, "Web", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});
const backend = new BackendService(stack, "WebBackend", { backends: [web] });
const loadBalancer = new ApplicationLoadBalancer(stack, "LoadBalancer", {
  domains: ["www.example.com"],
  defaultService: backend,
});

// a typed argument that has no prop here
web.resource.customAudiences = ["https://www.example.com"];
// an argument inside a block, by its path in Terraform's JSON
web.resource.addOverride("template.containers.0.ports.name", "h2c");
// settings of Terraform: here, another pipeline sets the numbers of instances
web.resource.addOverride("lifecycle.ignore_changes", ["template[0].scaling"]);
// the resource of a part that the load balancer created
const address = loadBalancer.address.node.defaultChild as ComputeGlobalAddress;
address.labels = { "allow-listed-by": "partners" };
// any resource of the provider, and any output, next to the constructs
new ComputeGlobalAddress(stack, "Spare", { name: "prod-spare" });
new TerraformOutput(stack, "url_map", { value: loadBalancer.urlMap.urlMapSelfLink });
app.synth();
