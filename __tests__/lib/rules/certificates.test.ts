import { P256_CERTIFICATE, P256_KEY, P384_CERTIFICATE, P384_KEY, RSA_CERTIFICATE } from "../../certificates";
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  MANAGED,
  NEG,
  RULE,
  RUN,
  URL_MAP,
  expectFound,
  found,
  listener,
  ref,
  site,
} from "./site";

const https = (config: object): Changes => ({ [HTTPS_PROXY]: { https: config } });
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => `projects/p1/global/sslCertificates/c${index}`);
/** A proxy with the site's certificate. */
const proxy = { url_map: ref(URL_MAP, "main"), ssl_certificates: [ref(MANAGED, "app")], ssl_policy: "tls" };
const sites = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example.com`);
const managed = (name: string, ...domains: string[]) => ({ name, managed: { domains } });

test.each<[string, Changes, string[]]>([
  [
    "16 certificates",
    https({ ssl_certificates: [ref(MANAGED, "app"), ...many(15)] }),
    ["error CERT-03 prod/https: a target proxy can have at most 15 certificates, got 16; "],
  ],
  ["15 certificates", https({ ssl_certificates: [ref(MANAGED, "app"), ...many(14)] }), []],
  [
    "a certificate twice",
    https({ ssl_certificates: [ref(MANAGED, "app"), ...many(1), ...many(1)] }),
    [
      'error CERT-03 prod/https: a target proxy has the certificate "projects/p1/global/sslCertificates/c0" more than once; list it only once',
    ],
  ],
  ["two certificates", https({ ssl_certificates: [ref(MANAGED, "app"), ...many(1)] }), []],
  [
    "certificates and a map",
    https({ certificate_map: "${var.map}" }),
    ["warning CERT-11 prod/https: ssl_certificates has no effect beside certificate_map; "],
  ],
  [
    "no certificate",
    { ...https({ ssl_certificates: [] }), [MANAGED]: { app: undefined } },
    ["error CERT-14 prod/https: a target HTTPS proxy needs a certificate; "],
  ],
  [
    "a map alone",
    { ...https({ ssl_certificates: undefined, certificate_map: "${var.map}" }), [MANAGED]: { app: undefined } },
    [],
  ],
  [
    "certificates of Certificate Manager",
    {
      ...https({ ssl_certificates: undefined, certificate_manager_certificates: ["a"] }),
      [MANAGED]: { app: undefined },
    },
    [
      "error CERT-11 prod/https: a global external load balancer uses certificates of Certificate Manager only through certificate_map",
    ],
  ],
  [
    "certificates of Certificate Manager at a load balancer that may be internal",
    {
      ...https({ ssl_certificates: undefined, certificate_manager_certificates: ["a"] }),
      [MANAGED]: { app: undefined },
      [RULE]: { https: { load_balancing_scheme: "${var.scheme}" } },
    },
    [],
  ],
  [
    "certificates of Certificate Manager at a cross-region internal load balancer",
    {
      ...https({ ssl_certificates: undefined, certificate_manager_certificates: ["a"] }),
      [MANAGED]: { app: undefined },
      [BACKEND]: { web: { load_balancing_scheme: "INTERNAL_MANAGED", backend: [{ group: "projects/p1/a/neg" }] } },
      [NEG]: { web: undefined },
      [RUN]: { web: undefined },
      [RULE]: { https: { load_balancing_scheme: "INTERNAL_MANAGED" } },
    },
    [],
  ],
])("a target proxy with %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test("CERT-02: a Google-managed certificate holds no wildcard", () => {
  const text =
    'error CERT-02 prod/app: a Google-managed certificate of the load balancer cannot have a wildcard, got "*.example.com"; ';
  expectFound([site({ [MANAGED]: { app: managed("app", "*.example.com") } })], text);
});

test.each<[string, unknown, string[]]>([
  [
    "no domain",
    [],
    ["error CERT-01 prod/app: a Google-managed certificate must have 1 to 100 domains, got 0; add a domain"],
  ],
  ["100 domains", ["app.example.com", ...sites(99)], []],
  [
    "101 domains",
    ["app.example.com", ...sites(100)],
    ["error CERT-01 prod/app: a Google-managed certificate must have 1"],
  ],
  [
    "a domain twice, once with a dot at its end",
    ["app.example.com", "app.example.com."],
    ['error CERT-01 prod/app: a domain may appear only once, got "app.example.com."; remove one of them'],
  ],
  ["a domain and what only Terraform knows, twice", ["app.example.com", "${var.a}", "${var.a}"], []],
])("CERT-01: a Google-managed certificate with %s", (_what, domains, texts) => {
  expectFound([site({ [MANAGED]: { app: { name: "app", managed: { domains } } } })], ...texts);
});

const SELF_MANAGED = "google_compute_ssl_certificate";
/** The site with a certificate of its own instead of Google's. */
const own = (certificate: string, private_key: string): Changes => ({
  [SELF_MANAGED]: { own: { name: "own", certificate, private_key } },
  [MANAGED]: { app: undefined },
  ...https({ ssl_certificates: [ref(SELF_MANAGED, "own")] }),
});

test.each<[string, Changes, string[]]>([
  ["what only Terraform knows", own("${var.certificate}", '${file("tls.key")}'), []],
  ["a key that only Terraform knows", own(P256_CERTIFICATE, "${var.key}"), []],
  [
    "a key that is known",
    own(P256_CERTIFICATE, P256_KEY),
    ["warning CERT-13 prod/own: the private key is known at synth, so the synthesized Terraform contains it; "],
  ],
  [
    "a path",
    own("./tls.crt", "${var.key}"),
    [
      "error CERT-13 prod/own: certificate must be in PEM and begin with -----BEGIN CERTIFICATE-----, got a string of 9 char",
    ],
  ],
  [
    "the key of another one",
    own(P256_CERTIFICATE, P384_KEY),
    [
      "error CERT-13 prod/own: private_key does not belong to certificate, or in a chain to its first certificate; ",
      "warning CERT-13",
    ],
  ],
  [
    "a kind of key that Google does not take",
    own(P384_CERTIFICATE, "${var.key}"),
    ["warning CERT-13 prod/own: the certificate's key is ec secp384r1, but the load balancer supports RSA-2048 and "],
  ],
])("CERT-13: a certificate of one's own with %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test.each<[string, object, string[]]>([
  ["a version", { private_key_wo: "${var.key}", private_key_wo_version: "${var.version}" }, []],
  [
    "no version",
    { private_key_wo: "${var.key}" },
    [
      "CERT-13 prod/own: a write-only private key has private_key_wo and private_key_wo_version; set both, or private_key",
    ],
  ],
  [
    "a version beside a key that is kept",
    { private_key: "${var.key}", private_key_wo_version: "1" },
    [
      "CERT-13 prod/own: a write-only private key has private_key_wo and private_key_wo_version; set both, or private_key",
    ],
  ],
  [
    "a key that is kept, too",
    { private_key: "${var.key}", private_key_wo: "${var.key}", private_key_wo_version: "1" },
    ["CERT-13 prod/own: a certificate cannot have both private_key and private_key_wo; remove private_key"],
  ],
  [
    "the key of another one",
    { private_key_wo: P384_KEY, private_key_wo_version: "1" },
    [
      "CERT-13 prod/own: private_key does not belong to certificate",
      "CERT-13 prod/own: the private key is known at synth",
    ],
  ],
  [
    "a key of a resource",
    { private_key_wo: "${tls_private_key.own.private_key_pem}", private_key_wo_version: "1" },
    [
      "CERT-13 prod/own: the private key is write-only, but tls_private_key.own is in Terraform's state with the key; pass",
    ],
  ],
])("CERT-13: a write-only private key with %s", (_what, key, texts) => {
  const config = { name: "own", certificate: P256_CERTIFICATE, ...key };
  const changes = { ...own(P256_CERTIFICATE, ""), [SELF_MANAGED]: { own: config } };
  expect(found(site(changes))).toEqual(texts.map((each) => expect.stringContaining(each) as string));
});

test.each<[string, Changes, string[]]>([
  [
    "another port",
    { [RULE]: { https: listener("https", HTTPS_PROXY, "8443") } },
    [
      "error CERT-06 prod/https: Google validates a managed certificate on port 443 only, but the port for prod/app is 8443; ",
    ],
  ],
  ["another port too", { [RULE]: { more: { ...listener("https", HTTPS_PROXY, "8443"), name: "more" } } }, []],
  [
    "another port of a second proxy",
    {
      [HTTPS_PROXY]: { admin: { ...proxy, name: "admin" } },
      [RULE]: { admin: listener("admin", HTTPS_PROXY, "8443") },
    },
    [],
  ],
  [
    "another port of both proxies",
    {
      [HTTPS_PROXY]: { admin: { ...proxy, name: "admin" } },
      [RULE]: { https: listener("https", HTTPS_PROXY, "8443"), admin: listener("admin", HTTPS_PROXY, "9443") },
    },
    [
      "error CERT-06 prod/https: Google validates a managed certificate on port 443 only, but the port for prod/app is 8443; ",
      "error CERT-06 prod/admin: Google validates a managed certificate on port 443 only, but the port for prod/app is 9443; ",
    ],
  ],
  [
    "another port, and the right one of a proxy for other protocols",
    {
      google_compute_target_ssl_proxy: {
        tls: { name: "tls", backend_service: "${var.backend}", ssl_certificates: proxy.ssl_certificates },
      },
      [RULE]: {
        https: listener("https", HTTPS_PROXY, "8443"),
        tls: {
          ...listener("tls", "google_compute_target_ssl_proxy", "443"),
          load_balancing_scheme: "EXTERNAL_MANAGED",
        },
      },
    },
    [],
  ],
  [
    "another port, and a second proxy whose forwarding rule is made elsewhere",
    {
      [HTTPS_PROXY]: { admin: { ...proxy, name: "admin" } },
      [RULE]: { https: listener("https", HTTPS_PROXY, "8443") },
    },
    [],
  ],
  ["a port that only Terraform knows", { [RULE]: { https: listener("https", HTTPS_PROXY, "${var.port}") } }, []],
  [
    "another port and a certificate of one's own",
    {
      [RULE]: { https: listener("https", HTTPS_PROXY, "8443") },
      [MANAGED]: { app: undefined },
      ...https({ ssl_certificates: many(1) }),
    },
    [],
  ],
])("CERT-06: a Google-managed certificate on %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test("CERT-06: a Google-managed certificate may be issued where another stack uses it", () => {
  const json = site({ [RULE]: { https: listener("https", HTTPS_PROXY, "8443") } });
  expectFound([{ ...json, output: { certificate: { value: ref(MANAGED, "app") } } }]);
});

/** The site by IPv6 too, at a proxy of its own. */
const apart = (certificate: string): Changes => ({
  google_compute_global_address: { ip6: { name: "ip6", ip_version: "IPV6" } },
  [MANAGED]: { app6: managed("app6", "app.example.com"), b: managed("b", "b.example.com") },
  [HTTPS_PROXY]: {
    https: { ssl_certificates: [ref(MANAGED, "app"), ref(MANAGED, "b")] },
    https6: {
      name: "https6",
      url_map: ref(URL_MAP, "main"),
      ssl_certificates: [ref(MANAGED, certificate)],
      ssl_policy: "tls",
    },
  },
  [RULE]: {
    https6: {
      ...listener("https6", HTTPS_PROXY, "443"),
      ip_address: ref("google_compute_global_address", "ip6", "address"),
    },
  },
});

test("CERT-06: IPv4 and IPv6 of a domain offer one managed certificate", () => {
  expect(found(site(apart("app"))).filter((finding) => finding.includes("CERT-06"))).toEqual([]);
  expect(found(site(apart("b"))).filter((finding) => finding.includes("CERT-06"))).toEqual([]);
  expect(found(site(apart("app6"))).filter((finding) => finding.includes("CERT-06"))).toEqual([
    expect.stringContaining(
      "error CERT-06 prod/https6: app.example.com has different certificates for IPv6 (prod/app6) and for IPv4 (prod/app on prod/https), but Google issues a managed certificate only if ",
    ),
  ]);
});

const hosts = (...names: string[]): Changes => ({
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts: names, path_matcher: "a" }],
      path_matcher: [{ name: "a", default_service: ref(BACKEND, "web") }],
    },
  },
});

test.each<[string, Changes, string[]]>([
  ["with a certificate", hosts("app.example.com"), []],
  ["in other letters", hosts("App.Example.com"), []],
  [
    "without one",
    hosts("app.example.com", "api.example.com"),
    ["warning CERT-15 prod/main: no certificate of the load balancer covers api.example.com, so browsers show"],
  ],
  ["without one, of many", hosts("a.b", "c.b", "d.b", "e.b"), ["covers a.b, c.b, d.b and 1 more, so"]],
  ["of all kinds", hosts("*"), []],
  ["that only Terraform knows", hosts("${var.host}"), []],
  [
    "under a wildcard that fits",
    hosts("*.example.com", "*-x.example.com"),
    [
      "warning CERT-16 prod/main: the routes for *-x.example.com are never used, because the load balancer serves no matching domain and port; ",
    ],
  ],
  [
    "under a wildcard that fits none",
    hosts("*.example.org"),
    ["warning CERT-16 prod/main: the routes for *.example.org are never used"],
  ],
  [
    "with a port at which nobody listens",
    hosts("app.example.com:8443"),
    ["the routes for app.example.com:8443 are never used"],
  ],
  ["with a port at which somebody listens", hosts("app.example.com:443"), ["warning UM-02 prod/main: "]],
])("hosts %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test.each<[string, Changes]>([
  ["one's own", https({ ssl_certificates: many(1) })],
  ["a map", https({ certificate_map: "${var.map}", ssl_certificates: undefined })],
  ["what only Terraform knows", https({ ssl_certificates: "${var.certificates}" })],
  ["domains that only Terraform knows", { [MANAGED]: { app: managed("app", "${var.domain}") }, ...https({}) }],
])("hosts are not looked at where the certificates are %s", (_what, changes) => {
  expect(
    found(site({ ...changes, ...hosts("api.example.com", "*.example.org") })).filter((finding) =>
      /CERT-1[56]/.test(finding),
    ),
  ).toEqual([]);
});

/** A certificate of whose domains the comment of the proxy speaks. */
const declaredAt = (certificate: string, ...domains: string[]): Changes =>
  https({ "//": { metadata: { path: "prod/https" }, certificates: [{ certificate, domains }] } });

test.each<[string, Changes, string[]]>([
  ["the content of a certificate", own(RSA_CERTIFICATE, "${var.key}"), ["api.example.com"]],
  [
    "a certificate of Certificate Manager",
    {
      [MANAGED]: { app: undefined },
      google_certificate_manager_certificate: {
        own: { name: "own", self_managed: { pem_certificate: RSA_CERTIFICATE, pem_private_key: "${var.key}" } },
      },
      ...https({ ssl_certificates: [ref("google_certificate_manager_certificate", "own", "id")] }),
    },
    ["api.example.com"],
  ],
  [
    "what is declared for an existing certificate",
    {
      [MANAGED]: { app: undefined },
      [HTTPS_PROXY]: {
        https: {
          ...declaredAt(many(1)[0], "www.example.com")[HTTPS_PROXY].https,
          ssl_certificates: many(1),
        },
      },
    },
    ["api.example.com"],
  ],
  [
    "what is declared for another certificate",
    {
      [MANAGED]: { app: undefined },
      [HTTPS_PROXY]: {
        https: { ...declaredAt("c", "www.example.com")[HTTPS_PROXY].https, ssl_certificates: many(1) },
      },
    },
    [],
  ],
])("CERT-15: hosts are compared with %s", (_what, changes, bare) => {
  const json = site({ ...changes, ...hosts("www.example.com", "api.example.com") });
  expect(found(json).filter((finding) => finding.includes("CERT-15"))).toEqual(
    bare.map((host): unknown =>
      expect.stringContaining(`warning CERT-15 prod/main: no certificate of the load balancer covers ${host}, so`),
    ),
  );
});

test("hosts that only HTTP serves need no certificate", () => {
  const json = site({
    [URL_MAP]: {
      ...hosts("api.example.com")[URL_MAP],
      redirect: { ...hosts("b.example.com")[URL_MAP].main, default_url_redirect: { https_redirect: true } },
    },
  });
  expect(found(json).filter((finding) => finding.includes("b.example.com"))).toEqual([]);
});

const mask = (url_mask: string, ...domains: string[]): Changes => ({
  [RUN]: { web: undefined },
  [NEG]: { web: { cloud_run: { url_mask } } },
  [MANAGED]: { app: managed("app", ...domains) },
});

test.each<[string, Changes, string[]]>([
  ["hosts with certificates", mask("<service>.example.com", "a.example.com", "b.example.com"), []],
  ["paths", mask("/<service>", "a.example.com"), []],
  ["paths of a host", mask("example.com/<service>", "example.com"), []],
  ["paths of a host whose beginning is left out", mask("example.com/<service>", "www.example.com"), []],
  ["what only Terraform knows", mask("${var.mask}", "a.example.com"), []],
  ["one host", mask("<service>.example.com", "a.example.com", "a.example.org"), []],
  ["hosts with a tag before the service", mask("<tag>---<service>.example.com", "blue---web.example.com"), []],
  [
    "hosts with the dot forgotten",
    mask("<service>example.com", "shop.example.com"),
    ["warning NEG-15 prod/web: the URL mask is for <service>example.com, but no"],
  ],
  [
    "the domain alone",
    mask("<service>.example.com", "example.com"),
    ["warning NEG-15 prod/web: the URL mask is for <service>.example.com, but no"],
  ],
  [
    "other hosts",
    mask("<service>.example.org", "a.example.com", "b.example.com"),
    [
      "warning NEG-15 prod/web: the URL mask is for <service>.example.org, but no certificate of the load balancer covers such a host, so browsers show a certificate error; ",
    ],
  ],
  [
    "another host",
    mask("example.org/<service>", "example.com"),
    ["warning NEG-15 prod/web: the URL mask is for example.org, but no"],
  ],
])("NEG-15: a URL mask for %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});
