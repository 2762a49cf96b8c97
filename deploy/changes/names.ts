import {
  ApplicationLoadBalancer,
  CdnPolicy,
  CloudRunInvoker,
  GlobalAddress,
  ServerlessNeg,
  ServerlessTarget,
} from "cdktf-google-serverless-lb";
import { SiteShape } from "../site";
import { backend, balancer, behind, existing, service, site } from "./builders";
import { Change, careless, change } from "./change";

const EVERYTHING: SiteShape = {
  domains: ["app.example.com", "www.example.com"],
  regions: ["us-central1", "europe-west1"],
  service: "Site",
  backend: "SiteBackend",
  api: "Rest",
  armor: "Shield",
  rules: ["abuse", "crawlers", "limit"],
  cdn: "force",
  ssl: "Tls",
  ipv6: true,
  outlier: true,
  inOrder: true,
  keepAlive: 600,
};
const LOST = [
  "https://www.example.com/",
  ...["app", "www"].flatMap((name) => ["https", "http"].map((scheme) => `${scheme}://${name}.example.com/ (IPv6)`)),
];

/** A service that lets everybody in, behind a network endpoint group that knows its name alone. */
const granted = (id: string, isRenamed = false) =>
  behind((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Site", path: id });
    const { cloudRunServiceName } = service(stack, id, { invoker: CloudRunInvoker.allUsers() });
    return new ServerlessNeg(stack, "Neg", {
      region: "us-central1",
      target: ServerlessTarget.cloudRun(cloudRunServiceName),
    });
  });

/** A load balancer at an address that it did not make. */
const atAddress = (id: string, isRenamed = false) =>
  site((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "LoadBalancer", path: id });
    new ApplicationLoadBalancer(stack, id, {
      domains: ["app.example.com"],
      address: new GlobalAddress(stack, "Address"),
      defaultService: backend(stack, "Web", existing(stack, "web1")),
    });
  });

/** A load balancer at an address of its own that Terraform may not destroy. */
const atKeptAddress = (id: string, isRenamed = false) =>
  site((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Address", path: id });
    const address = new GlobalAddress(stack, id, { preventDestroy: true });
    balancer(stack, backend(stack, "Web", existing(stack, "web1")), { address });
  });

const withKey = (id: string, isRenamed = false) =>
  site((stack) => {
    if (isRenamed) stack.renamed({ formerPath: "Web", path: id });
    const web = backend(stack, id, existing(stack, "web1"), { cdnPolicy: CdnPolicy.useOriginHeaders() });
    web.addSignedUrlKey("first", "MDEyMzQ1Njc4OWFiY2RlZg==");
    balancer(stack, web);
  });

/** Constructs with another id, and everything at once. */
export const nameChanges: readonly Change[] = [
  change(
    "a backend service is renamed, with renamed",
    {},
    { backend: "SiteBackend", renamed: [{ formerPath: "WebBackend", path: "SiteBackend" }] },
  ),
  change(
    "a Cloud Run service is renamed, with renamed",
    {},
    { service: "Site", renamed: [{ formerPath: "Web-us-central1", path: "Site-us-central1" }] },
  ),
  change(
    "a load balancer is renamed, with renamed",
    {},
    { loadBalancer: "Balancer", renamed: [{ formerPath: "LoadBalancer", path: "Balancer" }] },
  ),
  change(
    "an Armor policy is renamed, with renamed",
    {},
    { armor: "Shield", renamed: [{ formerPath: "Armor", path: "Shield" }] },
  ),
  careless(
    "a service with grants behind a NEG of your own gets another id, in one step",
    "outage",
    granted("Site"),
    granted("Shop"),
  ),
  change(
    "a service with grants behind a NEG of your own is renamed, with renamed",
    granted("Site"),
    granted("Shop", true),
  ),
  careless(
    "a load balancer at an address of your own gets another id, in one step",
    "outage",
    atAddress("LoadBalancer"),
    atAddress("Balancer"),
  ),
  change(
    "a load balancer at an address of your own is renamed, with renamed",
    atAddress("LoadBalancer"),
    atAddress("Balancer", true),
  ),
  change(
    "an address with preventDestroy is renamed, with renamed",
    atKeptAddress("Address"),
    atKeptAddress("Ip", true),
  ),
  change(
    "a backend service with a key for signed URLs is renamed, with renamed",
    withKey("Web"),
    withKey("Shop", true),
  ),
  change("everything at once", {}, EVERYTHING),
  change("everything at once, and back", EVERYTHING, {}, LOST),
];
