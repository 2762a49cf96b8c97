import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ComputeBackendBucket } from "@cdktf/provider-google/lib/compute-backend-bucket";
import { ComputeSecurityPolicy } from "@cdktf/provider-google/lib/compute-security-policy";
import { App, TerraformOutput } from "cdktf";
import {
  ApplicationLoadBalancer,
  BackendService,
  CloudRunIngress,
  CloudRunInvoker,
  CloudRunService,
  EnvironmentStack,
  RouteAction,
  Routes,
  SecurityPolicy,
  ServerlessNeg,
  ServerlessTarget,
  UrlMap,
} from "cdktf-google-serverless-lb";
import { TerraformJson } from "../../../lib/app/terraform-json";
import { expectFound, found, stackOf } from "./site";

/** All stacks of an output folder, as Terraform gets them. */
function stacksIn(outdir: string): TerraformJson[] {
  const stacks = path.join(outdir, "stacks");
  const read = (id: string) => fs.readFileSync(path.join(stacks, id, "cdk.tf.json"), "utf8");
  return fs.readdirSync(stacks).map((id) => JSON.parse(read(id)) as TerraformJson);
}

/** The stacks of an app, written without a look at the rules. */
function written(build: (app: App) => void): TerraformJson[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "site-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    build(app);
    app.synth();
    return stacksIn(outdir);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

interface Site {
  readonly stack: EnvironmentStack;
  readonly service: CloudRunService;
  readonly backend: BackendService;
  readonly balancer: ApplicationLoadBalancer;
}

/** A site of our constructs. */
function makeSite(app: App, id = "prod"): Site {
  const stack = new EnvironmentStack(app, id, { project: "p1" });
  const service = new CloudRunService(stack, "Web", { image: "hello", region: "us-central1" });
  const backend = new BackendService(stack, "WebBackend", { backends: [service] });
  const balancer = new ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], defaultService: backend });
  return { stack, service, backend, balancer };
}
const siteWith = (change: (site: Site) => void) => written((app) => change(makeSite(app)));

test.each<[string, (site: Site) => void, string]>([
  ["a port name", ({ backend }) => backend.resource.addOverride("port_name", "https"), "error BS-05 prod/WebBackend: "],
  ["no backend", ({ backend }) => backend.resource.addOverride("backend", undefined), "error BS-25 prod/WebBackend: "],
  [
    "a classic scheme",
    ({ backend }) => backend.resource.addOverride("load_balancing_scheme", "EXTERNAL"),
    "error BS-02 prod/WebBackend: ",
  ],
  [
    "a name in capitals",
    ({ backend }) => backend.resource.addOverride("name", "Web"),
    "error NAM-01 prod/WebBackend: ",
  ],
  [
    "no SSL policy",
    ({ balancer }) => balancer.targetHttpsProxy?.addOverride("ssl_policy", "${null}"),
    "warning TLS-04 prod/Lb/SslPolicy: ",
  ],
  [
    "another port",
    ({ balancer }) => balancer.resource.addOverride("port_range", "8443"),
    "error CERT-06 prod/Lb/HttpsProxy: ",
  ],
  [
    "a label in capitals",
    ({ balancer }) => balancer.resource.addOverride("labels", { Team: "web" }),
    "error LAB-01 prod/Lb/HttpsForwardingRule: ",
  ],
  [
    "the IAM check",
    ({ service }) => service.resource.addOverride("invoker_iam_disabled", false),
    "error RUN-04 prod/Web: ",
  ],
  [
    "an ingress for the inside",
    ({ service }) => service.resource.addOverride("ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
    "error RUN-02 prod/Web: ",
  ],
  [
    "another region",
    ({ service }) => service.resource.addOverride("location", "europe-west1"),
    "error NEG-05 prod/WebBackend/Neg-us-central1: ",
  ],
  [
    "a redirect to HTTPS behind HTTPS",
    ({ balancer }) => {
      const map = (balancer.urlMap as UrlMap).resource;
      map.addOverride("default_service", undefined);
      map.addOverride("default_url_redirect", { https_redirect: true, strip_query: false });
    },
    "error UM-14 prod/Lb/UrlMap: ",
  ],
])("what an override writes is seen: %s", (_what, change, text) => {
  expect(found(...siteWith(change))).toContainEqual(expect.stringContaining(text));
});

test("a site of our constructs, and parts made by hand beside them, are in order", () => {
  expect(found(...siteWith(() => undefined))).toEqual([]);
  const besides = siteWith(({ stack, backend, balancer }) => {
    const assets = new ComputeBackendBucket(stack, "Assets", { name: "assets", bucketName: "assets", enableCdn: true });
    const map = (balancer.urlMap as UrlMap).resource;
    map.addOverride("host_rule", [{ hosts: ["*"], path_matcher: "all" }]);
    map.addOverride("path_matcher", [
      {
        name: "all",
        default_service: backend.backendServiceSelfLink,
        path_rule: [{ paths: ["/a", "/a/*"], service: assets.selfLink }],
      },
    ]);
    const edge = new ComputeSecurityPolicy(stack, "Edge", { name: "edge", type: "CLOUD_ARMOR_EDGE" });
    assets.edgeSecurityPolicy = edge.selfLink;
    backend.resource.addOverride("edge_security_policy", edge.selfLink);
    backend.resource.addOverride("enable_cdn", true);
  });
  expect(found(...besides)).toEqual([]);
});

test.each<[string, (service: Partial<Parameters<typeof makeService>[1]>) => TerraformJson[], object, string]>([
  [
    "the grant of the tutorial",
    routed,
    { invoker: CloudRunInvoker.members(["serviceAccount:1-compute@developer.gserviceaccount.com"]) },
    "error RUN-04 prod/Web: all visitors of prod/WebBackend get 403: the grant to serviceAccount:1-compute@",
  ],
  [
    "members alone",
    routed,
    { invoker: CloudRunInvoker.members(["group:staff@example.com"]) },
    "warning RUN-04 prod/Web: visitors who send no ID token",
  ],
  [
    "an open ingress",
    routed,
    { ingress: CloudRunIngress.ALL },
    "warning RUN-02 prod/Web: the ingress of this service accepts requests from everywhere",
  ],
])("a routed service with %s", (_what, build, props, text) => {
  expectFound(build(props), text);
});

function makeService(
  stack: EnvironmentStack,
  props: { readonly ingress?: CloudRunIngress; readonly invoker?: CloudRunInvoker },
) {
  return new CloudRunService(stack, "Web", { image: "hello", region: "us-central1", ...props });
}

function routed(props: Parameters<typeof makeService>[1]): TerraformJson[] {
  return written((app) => {
    const stack = new EnvironmentStack(app, "prod", { project: "p1" });
    const defaultService = new BackendService(stack, "WebBackend", { backends: [makeService(stack, props)] });
    new ApplicationLoadBalancer(stack, "Lb", { domains: ["app.example.com"], defaultService });
  });
}

test("a policy that another stack of the app uses is used, one that none uses is not", () => {
  const app = (attach: boolean) =>
    written((root) => {
      const platform = new EnvironmentStack(root, "platform", { project: "p1" });
      const armor = new SecurityPolicy(platform, "Armor", {});
      const { stack } = makeSite(root);
      const target = ServerlessTarget.cloudRun("api");
      const api = new BackendService(stack, "Api", {
        backends: [new ServerlessNeg(stack, "Neg", { region: "us-central1", target })],
        securityPolicy: attach ? armor : undefined,
      });
      new ApplicationLoadBalancer(stack, "Other", { domains: ["api.example.com"], defaultService: api });
    });
  expect(found(...app(true))).toEqual([]);
  expectFound(app(false), "warning ARM-33 platform/Armor: ");
});

test("stacks of one project whose names fall together are told", () => {
  const stacks = written((app) => {
    makeSite(app, "a");
    const other = new EnvironmentStack(app, "a-lb", { project: "p1" });
    new TerraformOutput(other, "map", {
      value: new UrlMap(other, "UrlMap", { defaultAction: RouteAction.redirect({ hostRedirect: "a.b" }) })
        .urlMapSelfLink,
    });
  });
  expectFound(
    stacks,
    'error NAM-02 a-lb/UrlMap: the name "a-lb-url-map" is already used by a/Lb/UrlMap in project p1; choose another stack id',
  );
});

test("routes to every backend service of a site are looked at", () => {
  const stacks = siteWith(({ stack, backend }) => {
    const api = new BackendService(stack, "Api", {
      backends: [
        CloudRunService.fromCloudRunServiceAttributes(stack, "ApiService", {
          cloudRunServiceName: "api",
          region: "us-central1",
        }),
      ],
      securityPolicy: new SecurityPolicy(stack, "Armor", {}),
    });
    new ApplicationLoadBalancer(stack, "Second", {
      domains: ["b.example.com"],
      defaultService: backend,
      routes: Routes.byPath([{ paths: ["/api", "/api/*"], action: RouteAction.forward(api) }]),
    });
  });
  expectFound(stacks, "warning ARM-33 prod/WebBackend: ");
});

// ---- Google's own examples

test("a classic load balancer for Cloud Run, as Google's examples write it, has warnings and no errors", () => {
  const classic = stackOf({
    google_cloud_run_service: { web: { name: "web", location: "us-central1" } },
    google_cloud_run_service_iam_member: {
      all: {
        location: "us-central1",
        service: "${google_cloud_run_service.web.name}",
        role: "roles/run.invoker",
        member: "allUsers",
      },
    },
    google_compute_region_network_endpoint_group: {
      neg: {
        name: "neg",
        network_endpoint_type: "SERVERLESS",
        region: "us-central1",
        cloud_run: [{ service: "${google_cloud_run_service.web.name}" }],
      },
    },
    google_compute_backend_service: {
      backend: {
        name: "backend",
        protocol: "HTTP",
        port_name: "http",
        timeout_sec: 30,
        backend: [{ group: "${google_compute_region_network_endpoint_group.neg.id}" }],
      },
    },
    google_compute_url_map: {
      map: { name: "map", default_service: "${google_compute_backend_service.backend.id}" },
      redirect: {
        name: "redirect",
        default_url_redirect: [
          { https_redirect: true, redirect_response_code: "MOVED_PERMANENTLY_DEFAULT", strip_query: false },
        ],
      },
    },
    google_compute_managed_ssl_certificate: { cert: { name: "cert", managed: [{ domains: ["${var.domain}"] }] } },
    google_compute_target_https_proxy: {
      https: {
        name: "https",
        url_map: "${google_compute_url_map.map.id}",
        ssl_certificates: ["${google_compute_managed_ssl_certificate.cert.id}"],
      },
    },
    google_compute_target_http_proxy: { http: { name: "http", url_map: "${google_compute_url_map.redirect.id}" } },
    google_compute_global_address: { ip: { name: "ip" } },
    google_compute_global_forwarding_rule: {
      https: {
        name: "https",
        target: "${google_compute_target_https_proxy.https.id}",
        port_range: "443",
        ip_address: "${google_compute_global_address.ip.address}",
      },
      http: {
        name: "http",
        target: "${google_compute_target_http_proxy.http.id}",
        port_range: "80",
        ip_address: "${google_compute_global_address.ip.address}",
      },
    },
  });
  const ids = found(classic).map((finding) => finding.split(" ").slice(0, 2).join(" "));
  expect([...new Set(ids)].sort()).toEqual([
    "warning BS-01",
    "warning BS-04",
    "warning BS-05",
    "warning FE-02",
    "warning RUN-02",
    "warning TLS-04",
  ]);
});

test("a content-based load balancer with VM backends, as Google's examples write it, has no errors", () => {
  const group = (id: string) => ({
    name: id,
    load_balancing_scheme: "EXTERNAL_MANAGED",
    protocol: "HTTP",
    port_name: "http",
    timeout_sec: 10,
    health_checks: ["${google_compute_health_check.hc.id}"],
    backend: [
      {
        group: "${google_compute_instance_group_manager.mig.instance_group}",
        balancing_mode: "UTILIZATION",
        capacity_scaler: 1,
      },
    ],
  });
  const content = stackOf({
    google_compute_health_check: { hc: { name: "hc" } },
    google_compute_backend_service: {
      web: group("web"),
      video: { ...group("video"), session_affinity: "GENERATED_COOKIE", locality_lb_policy: "RING_HASH" },
    },
    google_compute_url_map: {
      map: {
        name: "map",
        default_service: "${google_compute_backend_service.web.id}",
        host_rule: [{ hosts: ["*"], path_matcher: "allpaths" }],
        path_matcher: [
          {
            name: "allpaths",
            default_service: "${google_compute_backend_service.web.id}",
            route_rules: [
              {
                priority: 1,
                match_rules: [{ prefix_match: "/video" }],
                route_action: {
                  weighted_backend_services: [
                    { backend_service: "${google_compute_backend_service.video.id}", weight: 100 },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
    google_compute_target_http_proxy: { http: { name: "http", url_map: "${google_compute_url_map.map.id}" } },
    google_compute_global_forwarding_rule: {
      http: {
        name: "http",
        load_balancing_scheme: "EXTERNAL_MANAGED",
        target: "${google_compute_target_http_proxy.http.id}",
        port_range: "80",
      },
    },
  });
  expectFound([content], "warning FE-13 prod/http: ");
});
