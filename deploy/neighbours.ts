import * as fs from "node:fs";
import * as path from "node:path";
import { Simulation } from "../simulator/try/simulation";
import { ROOT } from "./synthesis";

const PROD = "acme-web-prod";

/** What the examples find in their projects, by the example's file. */
export const NEIGHBOURS: { readonly [file: string]: (simulation: Simulation) => Promise<void> } = {
  "examples/adopting.ts": madeByHand,
  "examples/backend-buckets.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/certificate-map.ts": async (simulation) => {
    await services(simulation, PROD, ["tenants"]);
    await simulation.makeZone(PROD, "example-com", "example.com.");
  },
  "examples/cdn.ts": (simulation) => services(simulation, PROD, ["pages", "assets"]),
  "examples/cloud-armor.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/cloud-functions.ts": (simulation) => services(simulation, PROD, ["hello"]),
  "examples/dns-records.ts": async (simulation) => {
    await services(simulation, PROD, ["web"]);
    await simulation.makeZone(PROD, "example-com", "example.com.");
  },
  "examples/edge-policy.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/error-pages.ts": (simulation) => services(simulation, "acme-shop-prod", ["shop"]),
  "examples/existing-resources.ts": existingResources,
  "examples/host-and-header-routing.ts": (simulation) => services(simulation, PROD, ["web", "api", "api-canary"]),
  "examples/maintenance.ts": (simulation) => services(simulation, "acme-shop-prod", ["shop"]),
  "examples/moving-to-a-certificate-map.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/office-only.ts": (simulation) => services(simulation, PROD, ["admin"]),
  "examples/own-certificate.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/pull-requests.ts": async (simulation) => {
    await services(simulation, "acme-web-dev", ["web"]);
    await simulation.makeZone("acme-web-dev", "example-com", "example.com.");
  },
  "examples/rate-limits.ts": (simulation) => services(simulation, PROD, ["web"]),
  "examples/shared-policy.ts": (simulation) => services(simulation, PROD, ["shop"]),
  "examples/single-page-app.ts": (simulation) => services(simulation, PROD, ["api"]),
  "examples/tutorial.ts": async (simulation) => {
    await services(simulation, "p1", ["frontend-service", "api-service"]);
    await services(simulation, "p1", ["frontend-service", "api-service"], "europe-west1");
  },
  "examples/url-mask.ts": (simulation) => services(simulation, PROD, ["cart", "search"]),
  "examples/wildcard.ts": async (simulation) => {
    await services(simulation, PROD, ["shops", "admin"]);
    await simulation.makeZone(PROD, "example-com", "example.com.");
  },
};

/** The variables that the examples ask for, as Terraform takes them from the environment. */
export const VARIABLES: { readonly [file: string]: () => { readonly [name: string]: string } } = {
  "examples/backend-buckets.ts": () => ({ TF_VAR_url_key: "MDEyMzQ1Njc4OWFiY2RlZg==" }),
  "examples/own-certificate.ts": () => ({
    TF_VAR_certificate: pem("certificate.pem"),
    TF_VAR_private_key: pem("key.pem"),
  }),
};

async function services(simulation: Simulation, project: string, names: readonly string[], region = "us-central1") {
  for (const name of names) await simulation.makeService(project, region, name);
}

async function existingResources(simulation: Simulation): Promise<void> {
  const compute = `/compute/v1/projects/${PROD}`;
  await services(simulation, PROD, ["web", "reports"]);
  await simulation.make(`${compute}/global/addresses`, { name: "web-ip" });
  await simulation.make(`${compute}/global/securityPolicies`, { name: "company-policy" });
  await simulation.make(`${compute}/regions/us-central1/networkEndpointGroups`, {
    name: "reports-neg",
    networkEndpointType: "SERVERLESS",
    cloudRun: { service: "reports" },
  });
  await simulation.make(`${compute}/global/backendServices`, {
    name: "reports-backend",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    backends: [{ group: `projects/${PROD}/regions/us-central1/networkEndpointGroups/reports-neg` }],
  });
}

/** A site as commands of gcloud make it, which the example takes over. */
async function madeByHand(simulation: Simulation): Promise<void> {
  const compute = `/compute/v1/projects/${PROD}`;
  const path = (collection: string, name: string) => `projects/${PROD}/${collection}/${name}`;
  await services(simulation, PROD, ["web"]);
  await simulation.make(`${compute}/regions/us-central1/networkEndpointGroups`, {
    name: "web-neg",
    networkEndpointType: "SERVERLESS",
    cloudRun: { service: "web" },
  });
  await simulation.make(`${compute}/global/backendServices`, {
    name: "web-backend",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    protocol: "HTTP",
    backends: [{ group: path("regions/us-central1/networkEndpointGroups", "web-neg") }],
  });
  await simulation.make(`${compute}/global/urlMaps`, {
    name: "web-map",
    defaultService: path("global/backendServices", "web-backend"),
  });
  await simulation.make(`${compute}/global/addresses`, { name: "web-ip" });
  await simulation.make(`${compute}/global/sslCertificates`, {
    name: "web-cert",
    type: "MANAGED",
    managed: { domains: ["www.example.com"] },
  });
  await simulation.make(`${compute}/global/targetHttpsProxies`, {
    name: "web-proxy",
    urlMap: path("global/urlMaps", "web-map"),
    sslCertificates: [path("global/sslCertificates", "web-cert")],
  });
  await simulation.make(`${compute}/global/forwardingRules`, {
    name: "web-rule",
    IPAddress: path("global/addresses", "web-ip"),
    portRange: "443",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    target: path("global/targetHttpsProxies", "web-proxy"),
  });
}

/** A certificate or key for tests: they open nothing. */
export function pem(file: string): string {
  return fs.readFileSync(path.join(ROOT, "__tests__/simulator/pem", file), "utf8");
}
