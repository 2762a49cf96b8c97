/** Natural slips, each with what was meant: a message names that, and no message guesses anything else. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { App } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CdnPolicy,
  CloudRunInvoker,
  CloudRunService,
  EnvironmentStack,
  ManagedSslCertificate,
  PathMatch,
  RouteAction,
  Routes,
  SecurityMatch,
  SecurityPolicy,
  SecurityRule,
  SelfManagedSslCertificate,
  ServerlessNeg,
  ServerlessTarget,
  SslPolicy,
  TrafficTarget,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { P256_CERTIFICATE, P256_KEY } from "./certificates";
import { readOutput } from "./synthesized";

/** What no compiler looks at. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Unchecked = any;
type Write = (stack: EnvironmentStack) => unknown;

const IMAGE = "us-docker.pkg.dev/cloudrun/container/hello";
const service =
  (props: Unchecked): Write =>
  (stack) =>
    new CloudRunService(stack, "Web", { image: IMAGE, region: "us-central1", ...props });
const region = (name: string) => service({ region: name });
const backend =
  (props: Unchecked): Write =>
  (stack) => {
    const web = new CloudRunService(stack, "Web", { image: IMAGE, region: "us-central1" });
    return new BackendService(stack, "Backend", { backends: [web], ...props });
  };
const site =
  (props: Unchecked): Write =>
  (stack) =>
    new ApplicationLoadBalancer(stack, "Site", {
      defaultService: backend({})(stack) as BackendService,
      domains: ["app.example.com"],
      ...props,
    });
const header = (value: string) => backend({ customRequestHeaders: [`X-Test:${value}`] });
const routed =
  (routesOf: (to: BackendService) => Routes): Write =>
  (stack) => {
    const defaultService = backend({})(stack) as BackendService;
    return new UrlMap(stack, "Map", { defaultService, routes: routesOf(defaultService) });
  };
const denied = (expression: string): Write => {
  const rules = [SecurityRule.deny({ match: SecurityMatch.expression(expression) })];
  return (stack) => new SecurityPolicy(stack, "Armor", { rules });
};
const raw =
  (config: Unchecked): Write =>
  (stack) =>
    new ComputeBackendService(stack, "Raw", { name: "raw" }).addOverride(...(config as [string, unknown]));

const masked =
  (mask: string): Write =>
  (stack) =>
    new ServerlessNeg(stack, "Neg", { region: "us-central1", target: ServerlessTarget.cloudRunUrlMask(mask) });

const LONG_LABEL = "a".repeat(64);

test.each<readonly [slip: string, write: Write, meant: string]>([
  // regions
  ["eu-west1", region("eu-west1"), "did you mean europe-west1?"],
  ["eu-west-1", region("eu-west-1"), "did you mean europe-west1?"],
  ["europe-west-1", region("europe-west-1"), "did you mean europe-west1?"],
  ["us-east", region("us-east"), "did you mean us-east1?"],
  ["us-east-1", region("us-east-1"), "did you mean us-east1?"],
  ["us_central1", region("us_central1"), "did you mean us-central1?"],
  ["uscentral1", region("uscentral1"), "did you mean us-central1?"],
  ["asia-north-east1", region("asia-north-east1"), "did you mean asia-northeast1?"],
  ["au-southeast1", region("au-southeast1"), "did you mean australia-southeast1?"],
  ["europe-frankfurt", region("europe-frankfurt"), "did you mean europe-west3?"],
  ["europe-west1-b", region("europe-west1-b"), "europe-west1"],
  ["mars-west1", region("mars-west1"), "must be in a region of Google Cloud"],
  // variables of headers
  ["{client_contry}", header("{client_contry}"), "did you mean client_region?"],
  ["{country}", header("{country}"), "did you mean client_region?"],
  ["{client_ip}", header("{client_ip}"), "did you mean client_ip_address?"],
  ["{remote_addr}", header("{remote_addr}"), "did you mean client_ip_address?"],
  ["{client_rtt}", header("{client_rtt}"), "did you mean client_rtt_msec?"],
  ["{tls_cipher}", header("{tls_cipher}"), "did you mean tls_cipher_suite?"],
  ["{client_latlong}", header("{client_latlong}"), "did you mean client_city_lat_long?"],
  ["{city}", header("{city}"), "did you mean client_city?"],
  // units
  ['memory: "512"', service({ memory: "512" }), '"512Mi"'],
  ['memory: "512MB"', service({ memory: "512MB" }), '"512Mi"'],
  ['memory: "2gb"', service({ memory: "2gb" }), '"2Gi"'],
  ["memory: 512", service({ memory: 512 }), '"512Mi"'],
  ["cpu: 1", service({ cpu: 1 }), '"1"'],
  ['cpu: "1000"', service({ cpu: "1000" }), '"1"'],
  ['cpu: "1 vCPU"', service({ cpu: "1 vCPU" }), '"1"'],
  ['timeoutSec: "300s"', service({ timeoutSec: "300s" }), "300"],
  // props
  ["maxInstances", service({ maxInstances: 50 }), "did you mean maxInstanceCount?"],
  ["minScale", service({ minScale: 1 }), "did you mean minInstanceCount?"],
  ["concurrency", service({ concurrency: 20 }), "did you mean maxInstanceRequestConcurrency?"],
  ["port", service({ port: 3000 }), "did you mean containerPort?"],
  ["environment", service({ environment: { A: "b" } }), "did you mean env?"],
  ["securitypolicy", backend({ securitypolicy: undefined, securityPolicies: 1 }), "did you mean securityPolicy?"],
  ["domain", site({ domains: undefined, domain: "app.example.com" }), "did you mean domains?"],
  [
    "defaultTtlSec in useOriginHeaders",
    (stack) => backend({ cdnPolicy: CdnPolicy.useOriginHeaders({ defaultTtlSec: 300 } as Unchecked) })(stack),
    "CdnPolicy.cacheAllStatic",
  ],
  ["minTLSVersion", (stack) => new SslPolicy(stack, "Tls", { minTLSVersion: "1.2" } as Unchecked), "minTlsVersion"],
  // members, names and links
  [
    "a member without its kind",
    service({ invoker: CloudRunInvoker.members(["ann@example.com"]) }),
    '"user:ann@example.com"',
  ],
  [
    "an account without its kind",
    service({ invoker: CloudRunInvoker.members(["job@acme.iam.gserviceaccount.com"]) }),
    '"serviceAccount:job@acme.iam.gserviceaccount.com"',
  ],
  ['invoker: "allUsers"', service({ invoker: "allUsers" }), "CloudRunInvoker.allUsers()"],
  [
    'serviceAccount: "serviceAccount:…"',
    service({ serviceAccount: "serviceAccount:a@b.iam.gserviceaccount.com" }),
    '"a@b.iam.gserviceaccount.com"',
  ],
  [
    "a service by its full name",
    (stack) =>
      new ServerlessNeg(stack, "Neg", {
        region: "us-central1",
        target: ServerlessTarget.cloudRun("projects/acme/locations/us-central1/services/web"),
      }),
    '"web"',
  ],
  ["an upper-case name", service({ name: "Web_API" }), '"web-api"'],
  [
    "a tag in the service's own traffic",
    service({ traffic: [TrafficTarget.latest(100, { tag: "Canary" })] }),
    '"canary"',
  ],
  // domains and certificates
  ["the domain 203.0.113.10", site({ domains: ["203.0.113.10"] }), "an IP address"],
  ["a label of 64 characters", site({ domains: [`${LONG_LABEL}.example.com`] }), "63"],
  ["a URL for a domain", site({ domains: ["https://App.example.com/"] }), '"app.example.com"'],
  [
    "certificate and key swapped",
    (stack) => new SelfManagedSslCertificate(stack, "Own", { certificate: P256_KEY, privateKey: P256_CERTIFICATE }),
    "swapped",
  ],
  [
    "a domain with a port",
    (stack) => new ManagedSslCertificate(stack, "C", { domains: ["app.example.com:443"] }),
    '"app.example.com"',
  ],
  // routes and expressions
  [
    "/users/*/posts",
    routed((to) => Routes.byPath([{ paths: ["/users/*/posts"], action: RouteAction.forward(to) }])),
    "PathMatch.template",
  ],
  [
    "a weight of 0.95",
    routed((to) =>
      Routes.inOrder([
        {
          match: { path: PathMatch.prefix("/") },
          action: RouteAction.split([
            { service: to, weight: 0.95 },
            { service: to, weight: 0.05 },
          ]),
        },
      ]),
    ),
    "95",
  ],
  ["request.uri", denied("request.uri == '/a'"), "request.path"],
  ["request.url", denied("request.url.contains('/a')"), "request.path"],
  ["origin.country", denied("origin.country == 'DE'"), "did you mean origin.region_code?"],
  ["client.ip", denied("inIpRange(client.ip, '203.0.113.0/24')"), "did you mean origin.ip?"],
  ["request.host", denied("request.host == 'app.example.com'"), "request.headers['host']"],
  // paths and masks
  [
    "a URL as a path",
    routed((to) => Routes.byPath([{ paths: ["https://app.example.com/api/*"], action: RouteAction.forward(to) }])),
    'write only its path, "/api/*", in a host rule for its host',
  ],
  ["a mask in braces", masked("{service}.example.com"), 'write "<service>.example.com"'],
  ["a mask with a colon", masked("app.example.com/:service"), 'write "app.example.com/<service>"'],
  ["a mask without a placeholder", masked("app.example.com/{x}"), "add <service> to it"],
  // arguments of Terraform
  ["an override of log_config.enabled", raw(["log_config.enabled", true]), "did you mean enable?"],
  ["an override of iap.enable", raw(["iap.enable", true]), "did you mean enabled?"],
  [
    "a TTL with a unit",
    (stack) =>
      (backend({ cdnPolicy: CdnPolicy.cacheAllStatic() })(stack) as BackendService).resource.addOverride(
        "cdn_policy.default_ttl",
        "5m",
      ),
    'got "5m"',
  ],
  ["an override in camel case", raw(["compressionMode", "AUTOMATIC"]), "did you mean compression_mode?"],
  ["an override of timeout", raw(["timeout", 30]), "did you mean timeout_sec?"],
  ["an override of log_configs", raw(["log_configs", { enable: true }]), "did you mean log_config?"],
])("%s is answered with what was meant", (_slip, write, meant) => {
  const said = messagesOf(write);
  expect(said).toContain(meant);
  const guesses = [...said.matchAll(/did you mean [^?]*\?/g)].map(([guess]) => guess);
  expect(guesses.filter((guess) => guess !== meant && !guess.includes(meant))).toEqual([]);
});

/** All that a program of one stack is told: an error, or its warnings. */
function messagesOf(write: Write): string {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "slips-"));
  try {
    const app = new App({ outdir });
    write(new EnvironmentStack(app, "test", { project: "acme-prod" }));
    app.synth();
    return readOutput(outdir).warnings.join("\n");
  } catch (error) {
    return (error as Error).message;
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}
