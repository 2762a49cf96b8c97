import { TerraformJson } from "../../../lib/app/terraform-json";
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  HTTP_PROXY,
  RULE,
  SSL_POLICY,
  URL_MAP,
  expectFound,
  found,
  listener,
  ref,
  site,
  stackOf,
} from "./site";

const https = (config: object): Changes => ({ [RULE]: { https: config } });
const ADDRESS = "google_compute_global_address";

test.each<[string, Changes, string[]]>([
  [
    "the tier STANDARD",
    https({ network_tier: "STANDARD" }),
    ["error FE-03 prod/https: a global forwarding rule must be in the Premium tier, got STANDARD; "],
  ],
  ["the tier PREMIUM", https({ network_tier: "PREMIUM" }), []],
  [
    "another protocol",
    https({ ip_protocol: "UDP" }),
    [
      'error FE-08 prod/https: a forwarding rule of the load balancer must use TCP, also for HTTP/3, got "UDP"; set ip_protocol to TCP',
    ],
  ],
  ["the protocol TCP", https({ ip_protocol: "TCP" }), []],
  ["a protocol that only Terraform knows", https({ ip_protocol: "${var.protocol}" }), []],
  ["port 65535", { [RULE]: { http: { port_range: "65535" } } }, []],
  [
    "port 65536",
    { [RULE]: { http: { port_range: "65536" } } },
    ['error FE-04 prod/http: a forwarding rule of the load balancer must have one port from 1 to 65535, got "65536"; '],
  ],
  ["port 0", { [RULE]: { http: { port_range: "0" } } }, ["error FE-04 prod/http: "]],
  ["two ports", { [RULE]: { http: { port_range: "80-81" } } }, ["error FE-04 prod/http: "]],
  ["one port written as two", { [RULE]: { http: { port_range: "80-80" } } }, []],
  ["a port that only Terraform knows", { [RULE]: { http: { port_range: "${var.port}" } } }, []],
])("a forwarding rule with %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

const another = (config: object): Changes => ({
  [RULE]: { again: { ...listener("https", HTTPS_PROXY, "443"), name: "again", ...config } },
});
const literal = { ip_address: "203.0.113.1" };

test.each<[string, Changes, string[]]>([
  [
    "address and port",
    another({}),
    [
      "error FE-05 prod/again: two forwarding rules cannot share an address and a port, but prod/https also has port 443; ",
    ],
  ],
  ["the address alone", another({ port_range: "8443" }), []],
  [
    "the port alone",
    {
      ...another({ ip_address: ref(ADDRESS, "ip6", "address") }),
      [ADDRESS]: { ip6: { name: "ip6", ip_version: "IPV6" } },
    },
    [],
  ],
  [
    "a written address and port",
    { [RULE]: { ...another(literal)[RULE], https: literal } },
    ["error FE-05 prod/again: "],
  ],
  [
    "an address that Google chooses, twice",
    { [RULE]: { ...another({ ip_address: undefined })[RULE], https: { ip_address: undefined } } },
    [],
  ],
  [
    "an expression and port",
    { [RULE]: { ...another({ ip_address: "${var.ip}" })[RULE], https: { ip_address: "${var.ip}" } } },
    ["error FE-05 prod/again: "],
  ],
])("two forwarding rules that share %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

// ---- what is named and not in the app

/** A stack with one forwarding rule at an address, and nothing else. */
const ruleAt = (ip_address: string, stack: string, project = "p1") => ({
  ...stackOf(
    {
      [RULE]: {
        https: { name: `${stack}-rule`, load_balancing_scheme: "EXTERNAL_MANAGED", ip_address, port_range: "443" },
      },
    },
    stack,
    project,
  ),
  data: { [ADDRESS]: { found: { name: "web-ip" } } },
});
const LOOKED_UP = "${data.google_compute_global_address.found.address}";

test("FE-05: an address that is looked up twice by its name is one address", () => {
  const withBoth = (config: { readonly name: string; readonly project?: string }) => {
    const json = site({
      [RULE]: {
        ...another({ ip_address: LOOKED_UP.replace("found", "again") })[RULE],
        https: { ip_address: LOOKED_UP },
      },
    });
    return { ...json, data: { [ADDRESS]: { found: { name: "web-ip" }, again: config } } };
  };
  expectFound(
    [withBoth({ name: "web-ip" })],
    "error FE-05 prod/again: two forwarding rules cannot share an address and a port, but prod/https also has port 443; ",
  );
  expect(found(withBoth({ name: "api-ip" }))).toEqual([]);
  expect(found(withBoth({ name: "web-ip", project: "p2" })).filter((finding) => finding.includes("FE-05"))).toEqual([]);
  expect(found(withBoth({ name: "${var.name}" }))).toEqual([]);
});

test.each<[string, TerraformJson[], string[]]>([
  [
    "one project",
    [ruleAt(LOOKED_UP, "a"), ruleAt("projects/p1/global/addresses/web-ip", "b")],
    ["error FE-05 b/https: "],
  ],
  ["two projects", [ruleAt(LOOKED_UP, "a"), ruleAt(LOOKED_UP, "b", "p2")], []],
])("FE-05: an address by one name in two stacks of %s", (_what, stacks, texts) => {
  expectFound(stacks, ...texts);
});

test.each<[string, Changes, string[]]>([
  [
    "an SSL policy of another project",
    { [HTTPS_PROXY]: { https: { ssl_policy: "projects/p2/global/sslPolicies/tls" } } },
    [
      "error FE-14 prod/https: this resource is in project p1, but it uses sslPolicies/tls in project p2; put both into one project",
    ],
  ],
  [
    "a certificate of another project",
    {
      [HTTPS_PROXY]: {
        https: { ssl_certificates: ["https://www.googleapis.com/compute/v1/projects/p2/global/sslCertificates/c"] },
      },
    },
    ["error FE-14 prod/https: this resource is in project p1, but it uses sslCertificates/c in project p2"],
  ],
  [
    "a Cloud Armor policy of another project",
    { [BACKEND]: { web: { security_policy: "projects/p2/global/securityPolicies/armor" } } },
    ["error FE-14 prod/web: this resource is in project p1, but it uses securityPolicies/armor in project p2"],
  ],
  [
    "a Cloud Armor policy of its project",
    { [BACKEND]: { web: { security_policy: "projects/p1/global/securityPolicies/armor" } } },
    [],
  ],
  [
    "a Cloud Armor policy of a project by its number",
    { [BACKEND]: { web: { security_policy: "projects/123456789/global/securityPolicies/armor" } } },
    [],
  ],
  [
    "a Cloud Armor policy of a project that only Terraform knows",
    { [BACKEND]: { web: { security_policy: "projects/${var.project}/global/securityPolicies/armor" } } },
    [],
  ],
  [
    "a backend service of another project",
    {
      [URL_MAP]: {
        main: { default_service: "projects/p2/global/backendServices/web" },
      },
    },
    [],
  ],
])("FE-14: a literal self link of %s", (_what, changes, texts) => {
  const leftOver = / (UM-20|CERT-05|TLS-04) /;
  expect(found(site(changes)).filter((finding) => !leftOver.test(finding))).toEqual(
    texts.map((text) => expect.stringContaining(text)),
  );
});

test("FE-13: a site that HTTP serves is warned of, one that HTTP sends to HTTPS is not", () => {
  const clear = site({ [HTTP_PROXY]: { http: { url_map: ref(URL_MAP, "main") } }, [URL_MAP]: { redirect: undefined } });
  expectFound([clear], "warning FE-13 prod/http: the site is served over HTTP, without encryption; ");
  const unused = site({
    [HTTP_PROXY]: { http: { url_map: ref(URL_MAP, "main") } },
    [URL_MAP]: { redirect: undefined },
    [RULE]: { http: undefined },
  });
  expect(found(unused)).toEqual([]);
});

test.each<[string, object, string[]]>([
  ["a connection cached for 5 seconds", { http_keep_alive_timeout_sec: 5 }, []],
  [
    "a connection cached for 1201 seconds",
    { http_keep_alive_timeout_sec: 1201 },
    ["error FE-09 prod/https: http_keep_alive_timeout_sec must be a whole number from 5 to 1200, got 1201; choose one"],
  ],
  ["QUIC", { quic_override: "ENABLE" }, []],
  ["QUIC that only Terraform knows", { quic_override: "${var.quic}" }, []],
  [
    "a mode of QUIC that there is not",
    { quic_override: "ALWAYS" },
    ['error FE-09 prod/https: quic_override must be one of NONE, ENABLE, DISABLE, got "ALWAYS"; choose one of these'],
  ],
])("a target proxy with %s", (_what, config, texts) => {
  expectFound([site({ [HTTPS_PROXY]: { https: config } })], ...texts);
});

// ---- TLS

const policy = (config: object): Changes => ({ [SSL_POLICY]: { tls: config } });

test.each<[string, Changes, string[]]>([
  [
    "none",
    { [SSL_POLICY]: { tls: undefined }, [HTTPS_PROXY]: { https: { ssl_policy: undefined } } },
    ["warning TLS-04 prod/https: without an SSL policy, visitors may use TLS 1.0 and weak ciphers; "],
  ],
  [
    "one of a region",
    {
      google_compute_region_ssl_policy: { r: { name: "r", region: "us-central1" } },
      [SSL_POLICY]: { tls: undefined },
      [HTTPS_PROXY]: { https: { ssl_policy: "${google_compute_region_ssl_policy.r.id}" } },
    },
    ["error TLS-05 prod/https: a global target proxy needs a global SSL policy, but prod/r is regional; "],
  ],
  ["TLS 1.3 and the profile RESTRICTED", policy({ min_tls_version: "TLS_1_3", profile: "RESTRICTED" }), []],
  [
    "TLS 1.3 and another profile",
    policy({ min_tls_version: "TLS_1_3" }),
    ["error TLS-02 prod/tls: TLS_1_3 needs the profile RESTRICTED, got MODERN; "],
  ],
  ["TLS 1.3 and a profile that only Terraform knows", policy({ min_tls_version: "TLS_1_3", profile: "${var.p}" }), []],
  ["TLS 1.1", policy({ min_tls_version: "TLS_1_1" }), []],
  [
    "a TLS that there is not",
    policy({ min_tls_version: "TLS_2" }),
    [
      'error TLS-02 prod/tls: min_tls_version must be one of TLS_1_0, TLS_1_1, TLS_1_2, got "TLS_2"; did you mean TLS_1_2?',
    ],
  ],
  ["FIPS and TLS 1.2", policy({ profile: "FIPS_202205" }), []],
  [
    "FIPS and another TLS",
    policy({ profile: "FIPS_202205", min_tls_version: undefined }),
    ["error TLS-02 prod/tls: the profile FIPS_202205 needs TLS_1_2, got TLS_1_0; "],
  ],
  [
    "ciphers of its own",
    policy({
      profile: "CUSTOM",
      custom_features: ["TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
    }),
    [],
  ],
  [
    "no ciphers of its own",
    policy({ profile: "CUSTOM" }),
    ["error TLS-03 prod/tls: a custom profile needs at least one cipher suite; "],
  ],
  [
    "ciphers beside a profile",
    policy({ custom_features: ["TLS_RSA_WITH_3DES_EDE_CBC_SHA"] }),
    ["error TLS-03 prod/tls: custom_features needs the profile CUSTOM, got MODERN; "],
  ],
  [
    "a cipher that Google does not know",
    policy({ profile: "CUSTOM", custom_features: ["TLS_AES_128"] }),
    ["error TLS-03 prod/tls: a custom profile can only have the cipher suites of Google's list, got TLS_AES_128; "],
  ],
])("an SSL policy: %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});
