import { SiteShape } from "../site";
import { Change, change } from "./change";

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

/** Constructs with another id, and everything at once. */
export const nameChanges: readonly Change[] = [
  change(
    "a backend service is renamed, with renamed",
    {},
    { backend: "SiteBackend", renamed: [{ from: "WebBackend", to: "SiteBackend" }] },
  ),
  change(
    "a Cloud Run service is renamed, with renamed",
    {},
    { service: "Site", renamed: [{ from: "Web-us-central1", to: "Site-us-central1" }] },
  ),
  change(
    "a load balancer is renamed, with renamed",
    {},
    { loadBalancer: "Balancer", renamed: [{ from: "LoadBalancer", to: "Balancer" }] },
  ),
  change(
    "an Armor policy is renamed, with renamed",
    {},
    { armor: "Shield", renamed: [{ from: "Armor", to: "Shield" }] },
  ),
  change("everything at once", {}, EVERYTHING),
  change("everything at once, back", EVERYTHING, {}, LOST),
];
