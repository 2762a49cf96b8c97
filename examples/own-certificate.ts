import { App, TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunService,
  EnvironmentStack,
  SelfManagedSslCertificate,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });

// TF_VAR_certificate="$(cat chain.pem)" TF_VAR_private_key="$(cat key.pem)" cdktf deploy prod
const certificate = new TerraformVariable(stack, "certificate", { type: "string" });
const privateKey = new TerraformVariable(stack, "private_key", { type: "string", sensitive: true });
const web = CloudRunService.fromCloudRunServiceAttributes(stack, "Web", {
  cloudRunServiceName: "web",
  region: "us-central1",
});

new ApplicationLoadBalancer(stack, "LoadBalancer", {
  certificates: [
    new SelfManagedSslCertificate(stack, "Certificate", {
      certificate: certificate.stringValue,
      privateKey: privateKey.stringValue,
    }),
  ],
  defaultService: new BackendService(stack, "WebBackend", { backends: [web] }),
});
app.synth();
