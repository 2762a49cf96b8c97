/** `node raw.js <services>`: the same resources as those of `ours.ts`, written with the provider's own classes. */
import { createHash } from "crypto";
import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeGlobalForwardingRule } from "@cdktf/provider-google/lib/compute-global-forwarding-rule";
import { ComputeManagedSslCertificate } from "@cdktf/provider-google/lib/compute-managed-ssl-certificate";
import { ComputeRegionNetworkEndpointGroup } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import { ComputeSslPolicy } from "@cdktf/provider-google/lib/compute-ssl-policy";
import { ComputeTargetHttpProxy } from "@cdktf/provider-google/lib/compute-target-http-proxy";
import { ComputeTargetHttpsProxy } from "@cdktf/provider-google/lib/compute-target-https-proxy";
import { ComputeUrlMap, ComputeUrlMapTest } from "@cdktf/provider-google/lib/compute-url-map";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";

const SERVICES_PER_BALANCER = 100;
const REGION = "us-central1";
const count = Number(process.argv[2]);
const lifecycle = { createBeforeDestroy: true };
const keptDescription = { ...lifecycle, ignoreChanges: ["description"] };

const app = new App();
const stack = new TerraformStack(app, "bench");
new GoogleProvider(stack, "google", { project: "acme-bench" });
new LocalBackend(stack, { path: "../../../terraform.bench.tfstate" });

for (let first = 0; first < count; first += SERVICES_PER_BALANCER) {
  const size = Math.min(SERVICES_PER_BALANCER, count - first);
  const backends = Array.from({ length: size }, (_, index) => makeBackend(first + index));
  const number = first / SERVICES_PER_BALANCER;
  const urlMap = makeUrlMap(number, first, backends);
  makeFrontend(number, urlMap);
}
app.synth();

function makeBackend(number: number): ComputeBackendService {
  const service = `service${number}`;
  const neg = new ComputeRegionNetworkEndpointGroup(stack, `neg-${number}`, {
    name: `bench-backend${number}-neg-us-central1-${digest(REGION, "CLOUD_RUN", service, "", "")}`,
    region: REGION,
    networkEndpointType: "SERVERLESS",
    cloudRun: { service },
    lifecycle,
  });
  return new ComputeBackendService(stack, `backend-${number}`, {
    name: `bench-backend${number}`,
    loadBalancingScheme: "EXTERNAL_MANAGED",
    protocol: "HTTPS",
    backend: [{ group: neg.selfLink }],
    enableCdn: false,
    iap: { enabled: false },
    logConfig: { enable: true, sampleRate: 1, optionalMode: "EXCLUDE_ALL_OPTIONAL" },
    lifecycle,
  });
}

function makeUrlMap(number: number, first: number, backends: readonly ComputeBackendService[]): ComputeUrlMap {
  return new ComputeUrlMap(stack, `url-map-${number}`, {
    name: `bench-load-balancer${number}-url-map`,
    defaultService: backends[0].selfLink,
    hostRule: [{ hosts: ["*"], pathMatcher: "all-hosts" }],
    pathMatcher: [
      {
        name: "all-hosts",
        defaultService: backends[0].selfLink,
        pathRule: backends.map((backend, index) => ({
          paths: [`/service${first + index}`, `/service${first + index}/*`],
          service: backend.selfLink,
        })),
      },
    ],
    test: makeTests(first, backends),
    lifecycle,
  });
}

/** One for each rule; below Google's limit of 100 tests also one below each path, and one for the default. */
function makeTests(first: number, backends: readonly ComputeBackendService[]): ComputeUrlMapTest[] {
  const host = "any-host.example";
  const isFull = backends.length === SERVICES_PER_BALANCER;
  const tests = backends.flatMap(({ selfLink: service }, index) => {
    const path = `/service${first + index}`;
    return [{ host, path, service }, ...(isFull ? [] : [{ host, path: `${path}/any-path`, service }])];
  });
  return isFull ? tests : [...tests, { host, path: "/any-path", service: backends[0].selfLink }];
}

function makeFrontend(number: number, urlMap: ComputeUrlMap): void {
  const prefix = `bench-load-balancer${number}`;
  const domain = `www${number}.example.com`;
  const address = new ComputeGlobalAddress(stack, `address-${number}`, {
    name: `${prefix}-address`,
    addressType: "EXTERNAL",
    ipVersion: "IPV4",
    lifecycle: keptDescription,
  });
  const sslPolicy = new ComputeSslPolicy(stack, `ssl-policy-${number}`, {
    name: `${prefix}-ssl-policy`,
    profile: "MODERN",
    minTlsVersion: "TLS_1_2",
    lifecycle,
  });
  const certificate = new ComputeManagedSslCertificate(stack, `certificate-${number}`, {
    name: `${prefix}-certificate-www${number}-example-com-${digest(domain)}`,
    managed: { domains: [domain] },
    lifecycle: keptDescription,
  });
  const httpsProxy = new ComputeTargetHttpsProxy(stack, `https-proxy-${number}`, {
    name: `${prefix}-https-proxy`,
    urlMap: urlMap.selfLink,
    sslCertificates: [certificate.selfLink],
    sslPolicy: sslPolicy.selfLink,
    quicOverride: "NONE",
    lifecycle,
  });
  const httpRedirect = new ComputeUrlMap(stack, `http-redirect-${number}`, {
    name: `${prefix}-http-redirect`,
    defaultUrlRedirect: { httpsRedirect: true, redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT", stripQuery: false },
    lifecycle,
  });
  const httpProxy = new ComputeTargetHttpProxy(stack, `http-proxy-${number}`, {
    name: `${prefix}-http-proxy`,
    urlMap: httpRedirect.selfLink,
    lifecycle,
  });
  makeForwardingRule(`https-forwarding-rule`, number, address, "443", httpsProxy.selfLink);
  makeForwardingRule(`http-forwarding-rule`, number, address, "80", httpProxy.selfLink);
}

function makeForwardingRule(
  id: string,
  number: number,
  address: ComputeGlobalAddress,
  portRange: string,
  target: string,
): void {
  new ComputeGlobalForwardingRule(stack, `${id}-${number}`, {
    name: `bench-load-balancer${number}-${id}-${digest(`bench-load-balancer${number}-address`, portRange)}`,
    loadBalancingScheme: "EXTERNAL_MANAGED",
    networkTier: "PREMIUM",
    ipProtocol: "TCP",
    ipAddress: address.address,
    portRange,
    target,
    lifecycle,
  });
}

/** As our constructs put it into names, so that both variants render the same. */
function digest(...inputs: string[]): string {
  return createHash("sha256").update(inputs.join("|")).digest("hex").slice(0, 8);
}
