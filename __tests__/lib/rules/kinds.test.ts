/** References to resources of another kind. */
import {
  BackendService,
  EnvironmentStack,
  SslCertificate,
  ApplicationLoadBalancer,
  CloudRunService,
} from "cdktf-google-serverless-lb";
import { ComputeRegionSslCertificate } from "@cdktf/provider-google/lib/compute-region-ssl-certificate";
import { failureOf } from "../../synthesized";
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  HTTP_PROXY,
  NEG,
  RULE,
  URL_MAP,
  backendOf,
  found,
  listener,
  ref,
  site,
} from "./site";

const ofKinds = (changes: Changes) => found(site(changes)).filter((finding) => finding.includes(" NAM-05 "));
const regional = (type: string, config: object = {}): Changes => ({
  [`google_compute_region_${type}`]: { regional: { name: "regional", region: "us-central1", ...config } },
});
const proxy = (config: object): Changes => ({
  [HTTPS_PROXY]: { https: { name: "https", url_map: ref(URL_MAP, "main"), ...config } },
});
const served = (config: object): Changes => ({ [BACKEND]: { web: { ...backendOf("web"), ...config } } });

test.each<[string, Changes, string]>([
  [
    "a certificate of a region",
    {
      ...regional("ssl_certificate"),
      ...proxy({ ssl_certificates: [ref("google_compute_region_ssl_certificate", "regional")] }),
    },
    "ssl_certificates must be a global resource of sslCertificates, got prod/regional, which is a google_compute_region_ssl",
  ],
  [
    "the same by its link",
    proxy({ ssl_certificates: ["projects/p1/regions/us-central1/sslCertificates/a"] }),
    'got "us-central1/sslCertificates/a"',
  ],
  [
    "a policy for a certificate",
    proxy({ ssl_certificates: [ref("google_compute_ssl_policy", "tls")] }),
    "got prod/tls, which",
  ],
  ["a link to another kind", proxy({ ssl_policy: "projects/p1/global/sslCertificates/a" }), "ssl_policy must be"],
  [
    "a backend service for a URL map",
    proxy({ url_map: ref(BACKEND, "web") }),
    "url_map must be a global resource of urlMaps",
  ],
  [
    "a URL map of a region over HTTP",
    {
      ...regional("url_map"),
      [HTTP_PROXY]: { http: { name: "http", url_map: ref("google_compute_region_url_map", "regional") } },
    },
    "url_map must be",
  ],
  [
    "a URL map for a proxy",
    { [RULE]: { https: { ...listener("https", HTTPS_PROXY, "443"), target: ref(URL_MAP, "main") } } },
    "target must be a global resource of targetHttpsProxies or targetHttpProxies, got prod/main",
  ],
  [
    "a backend service of a region",
    {
      ...regional("backend_service"),
      [URL_MAP]: { main: { name: "main", default_service: ref("google_compute_region_backend_service", "regional") } },
    },
    "a service of a URL map must be a global resource of backendServices or backendBuckets, got prod/regional",
  ],
  [
    "a policy of a region",
    {
      ...regional("security_policy"),
      ...served({ security_policy: ref("google_compute_region_security_policy", "regional") }),
    },
    "security_policy must be a global resource of securityPolicies, got prod/regional",
  ],
  [
    "a link to a NEG for a policy",
    served({ security_policy: "projects/p1/global/networkEndpointGroups/a" }),
    "security_policy",
  ],
  [
    "a URL map for a group",
    served({ backend: [{ group: ref(URL_MAP, "main") }] }),
    "the group of a backend must be a resource of networkEndpointGroups or instanceGroups, got prod/main",
  ],
])("%s is refused", (_what, changes, text) => {
  expect(ofKinds(changes)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Changes]>([
  ["the site", {}],
  ["what only Terraform knows", proxy({ ssl_certificates: ["${var.a}", "${module.a.b}"], url_map: "${var.b}" })],
  ["names", proxy({ ssl_certificates: ["a"], ssl_policy: "tls", url_map: "main" })],
  ["links", proxy({ ssl_certificates: ["projects/p1/global/sslCertificates/a"], ssl_policy: "global/sslPolicies/a" })],
  ["existing ones", proxy({ ssl_certificates: ["${data.google_compute_ssl_certificate.a.self_link}"] })],
  [
    "groups of a region and a zone",
    served({ backend: [{ group: ref(NEG, "web") }, { group: "projects/p1/zones/us-central1-a/instanceGroups/a" }] }),
  ],
])("%s may be referred to", (_what, changes) => {
  expect(ofKinds(changes)).toEqual([]);
});

test("a reference that a construct took is followed", () => {
  const failure = failureOf((app) => {
    const stack = new EnvironmentStack(app, "test", { project: "p1" });
    const own = { name: "own", region: "us-central1", certificate: "${var.a}", privateKey: "${var.b}" };
    const certificate = new ComputeRegionSslCertificate(stack, "Regional", own);
    const service = new CloudRunService(stack, "Web", { image: "a", region: "us-central1" });
    new ApplicationLoadBalancer(stack, "LoadBalancer", {
      defaultService: new BackendService(stack, "Backend", { backends: [service] }),
      certificates: [SslCertificate.fromSslCertificateSelfLink(stack, "Certificate", certificate.selfLink)],
    });
  });
  expect(failure).toContain(
    "[test/LoadBalancer/HttpsProxy] NAM-05: ssl_certificates must be a global resource of sslCertificates, got test/Regional, which is a google_compute_region_ssl_certificate; use a resource of that kind",
  );
});

describe("a load balancer of a region", () => {
  const GLOBAL = "for a global load balancer";
  const rule = (config: object): Changes => ({
    google_compute_forwarding_rule: { rule: { name: "rule", region: "us-central1", port_range: "80", ...config } },
  });

  test.each<[string, Changes, string]>([
    [
      "a global proxy for its forwarding rule",
      rule({ load_balancing_scheme: "EXTERNAL_MANAGED", target: ref(HTTPS_PROXY, "https") }),
      `target must be a regional resource of targetHttpsProxies or targetHttpProxies, got prod/https, which is a ${HTTPS_PROXY}; use a resource of that kind, or ${RULE} ${GLOBAL}`,
    ],
    [
      "a global address for it",
      rule({ ip_address: ref("google_compute_global_address", "ip", "address") }),
      "ip_address must be a regional resource of addresses, got prod/ip, ",
    ],
    [
      "a global URL map for its proxy",
      regional("target_http_proxy", { url_map: ref(URL_MAP, "main") }),
      `got prod/main, which is a ${URL_MAP}; use a resource of that kind, or ${HTTP_PROXY} ${GLOBAL}`,
    ],
    [
      "a global backend service for its URL map",
      regional("url_map", { default_service: ref(BACKEND, "web") }),
      `a service of a URL map must be a regional resource of backendServices or backendBuckets, got prod/web, which is a ${BACKEND}; use a resource of that kind, or ${URL_MAP} ${GLOBAL}`,
    ],
  ])("does not take %s", (_what, changes, said) => {
    expect(ofKinds(changes)).toEqual([expect.stringContaining(said)]);
  });

  test.each<[string, Changes]>([
    [
      "its own parts",
      {
        ...rule({
          load_balancing_scheme: "INTERNAL_MANAGED",
          target: ref("google_compute_region_target_http_proxy", "regional"),
        }),
        ...regional("target_http_proxy", { url_map: ref("google_compute_region_url_map", "regional") }),
        ...regional("url_map", { default_service: "projects/p1/regions/us-central1/backendServices/a" }),
      },
    ],
    [
      "a backend bucket, which has no region",
      regional("url_map", { default_service: "projects/p1/global/backendBuckets/a" }),
    ],
    [
      "a global proxy of the classic load balancer",
      rule({ network_tier: "STANDARD", target: ref(HTTP_PROXY, "http") }),
    ],
    [
      "another target",
      rule({ load_balancing_scheme: "", target: "projects/p1/regions/us-central1/targetVpnGateways/a" }),
    ],
  ])("takes %s", (_what, changes) => {
    expect(ofKinds(changes)).toEqual([]);
  });
});

test("a resource that is wrong in two places is told once", () => {
  const test = [{ host: "a.example.com", path: "/", service: "projects/p1/global/urlMaps/a" }];
  expect(ofKinds({ [URL_MAP]: { main: { default_service: "projects/p1/global/urlMaps/a", test } } })).toHaveLength(1);
});
