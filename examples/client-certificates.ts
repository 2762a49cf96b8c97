import * as fs from "fs";
import * as path from "path";
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  ClientAuthentication,
  CloudRunService,
  EnvironmentStack,
} from "cdktf-google-serverless-lb";

const app = new App();
const stack = new EnvironmentStack(app, "prod", { project: "acme-web-prod" });
const api = new CloudRunService(stack, "Api", {
  image: "us-docker.pkg.dev/cloudrun/container/hello",
  region: "us-central1",
});

// the certificate of the CA is public; its private key stays with those who issue client certificates
const partnersCa = fs.readFileSync(path.join(__dirname, "partners-ca.pem"), "utf8");

new ApplicationLoadBalancer(stack, "PartnerApi", {
  domains: ["partners.example.com"],
  clientAuthentication: new ClientAuthentication(stack, "Partners", { trustAnchors: [partnersCa] }),
  defaultService: new BackendService(stack, "ApiBackend", {
    backends: [api],
    customRequestHeaders: ["X-Client-Cert-Subject: {client_cert_subject_dn}"],
  }),
});
app.synth();
