/** Certificate maps, their entries and certificates, DNS authorizations: what Google and Terraform refuse of them. */
import { runRules } from "../../../lib/rules";
import { SynthesizedApp } from "../../../lib/app/synthesized-app";
import { Changes, HTTPS_PROXY, MANAGED, URL_MAP, BACKEND, expectFound, found, ref, site, stackOf } from "./site";

const CERTIFICATE = "google_certificate_manager_certificate";
const MAP = "google_certificate_manager_certificate_map";
const ENTRY = "google_certificate_manager_certificate_map_entry";
const AUTHORIZATION = "google_certificate_manager_dns_authorization";

const authorization = (domain: string, more: object = {}) => ({ name: domain.replace(/\W/g, "-"), domain, ...more });
const managed = (domains: unknown, ...authorizations: string[]) => ({
  name: "certificate",
  managed: {
    domains,
    ...(authorizations.length > 0
      ? { dns_authorizations: authorizations.map((id) => ref(AUTHORIZATION, id, "id")) }
      : {}),
  },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example.com`);
/** A certificate, and the authorizations that it may use. */
const alone = (certificate: object, authorizations: Changes[string] = {}): Changes => ({
  [CERTIFICATE]: { c: certificate },
  [AUTHORIZATION]: authorizations,
});
const APEX = { a: authorization("example.com") };

test.each<[string, Changes, string[]]>([
  ["five domains", alone(managed(many(5))), []],
  [
    "six domains",
    alone(managed(many(6))),
    [
      "error CERT-07 prod/c: a managed certificate of Certificate Manager can have at most 5 domains without DNS authorization, got 6; use a DNS authorization for each",
    ],
  ],
  [
    "100 domains of a private authority",
    alone({ name: "c", managed: { domains: many(100), issuance_config: "c" } }),
    [],
  ],
  [
    "101 domains of a private authority",
    alone({ name: "c", managed: { domains: many(101), issuance_config: "c" } }),
    [
      "error CERT-07 prod/c: a managed certificate of Certificate Manager can have at most 100 domains, got 101; divide",
    ],
  ],
  ["no domain", alone(managed([])), ["error CERT-07 prod/c: a managed certificate needs a domain; "]],
  [
    "a URL",
    alone(managed(["https://a.example.com/"])),
    [
      'error CERT-07 prod/c: the domain of a certificate must be a full host name, got "https://a.example.com/"; write it like',
    ],
  ],
  [
    "a final dot",
    alone(managed(["a.example.com."])),
    [
      'error CERT-07 prod/c: the domain of a certificate must be a full host name, got "a.example.com."; write it without the',
    ],
  ],
  ["what only Terraform knows", alone(managed(["${var.a}", "${var.b}"])), []],
  ["a list that only Terraform knows", alone(managed("${var.domains}")), []],
  ["a domain and its wildcard", alone(managed(["example.com", "*.example.com"], "a"), APEX), []],
  [
    "a wildcard of a private authority",
    alone({ name: "c", managed: { domains: ["*.a.b"], issuance_config: "c" } }),
    [],
  ],
  [
    "a wildcard without authorization",
    alone(managed(["*.example.com"])),
    [
      'error CERT-08 prod/c: a managed certificate for a wildcard needs a DNS authorization, got "*.example.com"; add a DNS authorization of example.com to dns_authorizations',
    ],
  ],
  [
    "a host that its authorization is not for",
    alone(managed(["example.com", "www.example.com"], "a"), APEX),
    [
      "error CERT-08 prod/c: no DNS authorization of this certificate is for www.example.com, only for example.com; add an authorization of www.example.com to",
    ],
  ],
  [
    "an authorization by its name",
    alone({ name: "c", managed: { domains: ["example.com"], dns_authorizations: ["apex"] } }),
    [
      'error CERT-08 prod/c: a DNS authorization of a certificate must be named in full, got "apex"; write it like projects/my-project/locations/global/dnsAuthorizations/apex',
    ],
  ],
  [
    "an authorization that exists",
    alone({
      name: "c",
      managed: { domains: ["*.example.com"], dns_authorizations: ["projects/p1/locations/global/dnsAuthorizations/a"] },
    }),
    [],
  ],
  [
    "another thing for an authorization",
    {
      ...alone({ name: "c", managed: { domains: ["a.b"], dns_authorizations: [ref(MAP, "m", "id")] } }),
      [MAP]: { m: { name: "m" } },
    },
    ["NAM-05 prod/c: dns_authorizations must be a resource of dnsAuthorizations, got prod/m, which is a google_cert"],
  ],
  [
    "two ways to validate it",
    alone(
      {
        name: "c",
        managed: {
          domains: ["example.com"],
          dns_authorizations: [ref(AUTHORIZATION, "a", "id")],
          issuance_config: "c",
        },
      },
      APEX,
    ),
    ["error CERT-09 prod/c: dns_authorizations and issuance_config exclude each other; "],
  ],
  [
    "both kinds",
    alone({
      ...managed(["a.example.com"]),
      self_managed: { pem_certificate: "${var.a}", pem_private_key: "${var.b}" },
    }),
    ["error CERT-09 prod/c: a certificate is either managed or self_managed, and both are set; "],
  ],
  [
    "no kind",
    alone({ name: "c" }),
    ["error CERT-09 prod/c: a certificate needs managed, for which Google issues it, "],
  ],
  [
    "an unknown scope",
    alone({ ...managed(["a.example.com"]), scope: "GLOBAL" }),
    ["error CERT-09 prod/c: scope must be one of DEFAULT, EDGE_CACHE, ALL_REGIONS, CLIENT_AUTH"],
  ],
  ["a scope of other products, outside maps", alone({ ...managed(["a.example.com"]), scope: "EDGE_CACHE" }), []],
])("a certificate of Certificate Manager with %s", (_what, changes, texts) => {
  expectFound([stackOf(changes)], ...texts);
});

test.each<[string, object, string[]]>([
  ["a domain", authorization("www.example.com"), []],
  [
    "a wildcard",
    authorization("*.example.com"),
    [
      'error CERT-08 prod/a: the domain of a DNS authorization has no wildcard, got "*.example.com"; write "example.com", ',
    ],
  ],
  [
    "a final dot",
    authorization("example.com."),
    [
      'error CERT-08 prod/a: the domain of a DNS authorization must be a full host name, got "example.com."; write it without',
    ],
  ],
])("a DNS authorization of %s", (_what, config, texts) => {
  expectFound([stackOf({ [AUTHORIZATION]: { a: config } })], ...texts);
});

test("CERT-21: two authorizations of one domain want two values of one record", () => {
  const two = (more: object, other: object = more) => ({
    [AUTHORIZATION]: {
      a: authorization("example.com", more),
      b: { ...authorization("Example.com", other), name: "b" },
    },
  });
  const text =
    "warning CERT-21 prod/b: prod/a is a DNS authorization of Example.com, too, and both want their own value in the record _acme-challenge.Example.com, so only one of them becomes valid; use one authorization";
  expectFound([stackOf(two({}))], text);
  expectFound([stackOf(two({ type: "PER_PROJECT_RECORD" }))]);
  expectFound([stackOf(two({ location: "europe-west1" }))]);
  expectFound([stackOf(two({ count: "${var.blue ? 1 : 0}" }))]);
  const [blue, green] = ["blue", "green"].map((stack) => stackOf({ [AUTHORIZATION]: APEX }, stack, stack));
  expectFound(
    [blue, green],
    "warning CERT-21 green/a: blue/a is a DNS authorization of example.com, too, and both want their own value in the record _acme-challenge.example.com, so only one of them becomes valid; in several projects, use the type PER_PROJECT_RECORD",
  );
});

// ---- maps

const entry = (hostname: string | undefined, ...certificates: string[]) => ({
  name: (hostname ?? "primary").replace(/\W/g, "-"),
  map: ref(MAP, "m", "name"),
  certificates: certificates.map((id) => (id.includes("/") ? id : ref(CERTIFICATE, id, "id"))),
  ...(hostname === undefined ? { matcher: "PRIMARY" } : { hostname }),
});
const LINK = `//certificatemanager.googleapis.com/${ref(MAP, "m", "id")}`;
/** The site with a certificate map. */
const mapped = (entries: Changes[string], more: Changes = {}, proxy: object = {}): Changes => ({
  [MANAGED]: { app: undefined },
  [HTTPS_PROXY]: { https: { ssl_certificates: undefined, certificate_map: LINK, ...proxy } },
  [MAP]: { m: { name: "m" } },
  [CERTIFICATE]: { c: managed(["app.example.com"]), ...more[CERTIFICATE] },
  [ENTRY]: entries,
  ...Object.fromEntries(Object.entries(more).filter(([type]) => type !== CERTIFICATE)),
});
const ONE = { e: entry("app.example.com", "c") };
const EXISTING = "projects/p1/locations/global/certificates/c";

test.each<[string, Changes, string[]]>([
  ["an entry", mapped(ONE), []],
  ["an entry and a primary one", mapped({ ...ONE, p: entry(undefined, "c") }), []],
  [
    "four certificates",
    mapped({ e: entry("app.example.com", "c", ...[1, 2, 3].map((each) => `${EXISTING}${each}`)) }),
    [],
  ],
  [
    "five certificates",
    mapped({ e: entry("app.example.com", "c", ...[1, 2, 3, 4].map((each) => `${EXISTING}${each}`)) }),
    ["error CERT-10 prod/e: an entry must have 1 to 4 certificates, got 5; remove those that are no longer needed"],
  ],
  [
    "an entry without certificates",
    mapped({ e: entry("app.example.com") }),
    ["error CERT-10 prod/e: an entry must have 1 to 4 certificates, got 0; add a certificate"],
  ],
  [
    "a certificate twice",
    mapped({ e: entry("app.example.com", EXISTING, EXISTING) }),
    ["error CERT-10 prod/e: a certificate of an entry may appear only once"],
  ],
  [
    "a certificate by its name",
    mapped({ e: { ...entry("app.example.com"), certificates: ["c"] } }),
    [
      'error CERT-10 prod/e: a certificate of an entry must be named in full, got "c"; write it like projects/my-project/locations/global/certificates/c',
    ],
  ],
  [
    "a certificate of Compute Engine",
    { ...mapped({ e: { ...entry("app.example.com"), certificates: [ref(MANAGED, "app", "id")] } }), [MANAGED]: {} },
    [
      "NAM-05 prod/e: certificates must be a resource of certificates, got prod/app, which is a google_compute_managed_ssl_c",
    ],
  ],
  [
    "a host name and a matcher",
    mapped({ e: { ...entry("app.example.com", "c"), matcher: "PRIMARY" } }),
    ["error CERT-10 prod/e: hostname and matcher exclude each other; "],
  ],
  [
    "neither",
    mapped({ e: { ...entry("app.example.com", "c"), hostname: undefined } }),
    ["error CERT-10 prod/e: an entry needs a host name, or the matcher PRIMARY for the primary entry; "],
  ],
  [
    "another matcher",
    mapped({ ...ONE, p: { ...entry(undefined, "c"), matcher: "DEFAULT" } }),
    ['error CERT-10 prod/p: matcher must be one of PRIMARY, got "DEFAULT"'],
  ],
  [
    "a pattern for a host name",
    mapped({ ...ONE, f: entry("app.*.example.com", EXISTING) }),
    [
      'error CERT-10 prod/f: hostname must be a full host name, got "app.*.example.com"; write it like app.example.com or',
    ],
  ],
  [
    "the id of its map",
    mapped({ e: { ...entry("app.example.com", "c"), map: ref(MAP, "m", "id") } }),
    [
      `error CERT-10 prod/e: map must be the name of the certificate map, got "${ref(MAP, "m", "id")}"; write the name alone`,
    ],
  ],
  [
    "one host twice",
    mapped({ ...ONE, f: entry("App.example.com", "c") }),
    [
      "error CERT-10 prod/f: the certificate map already has an entry for App.example.com, prod/e; put the certificates of both",
    ],
  ],
  [
    "two primary entries, one of them by the name of the map",
    mapped({ ...ONE, p: entry(undefined, "c"), q: { ...entry(undefined, "c"), name: "q", map: "m" } }),
    ["error CERT-10 prod/q: the certificate map already has a primary entry, prod/p; put"],
  ],
  ["one host in two maps", mapped({ ...ONE, f: { ...entry("app.example.com", "c"), map: "other" } }), []],
  ["a host and its wildcard", mapped({ ...ONE, w: entry("*.example.com", EXISTING) }), []],
  [
    "a certificate for Media CDN",
    mapped(ONE, { [CERTIFICATE]: { c: { ...managed(["app.example.com"]), scope: "EDGE_CACHE" } } }),
    [
      "error CERT-09 prod/e: a certificate map of a global load balancer cannot have prod/c, because it has scope EDGE_CACHE, which must be DEFAULT; ",
    ],
  ],
  [
    "a certificate of a region",
    mapped(ONE, { [CERTIFICATE]: { c: { ...managed(["app.example.com"]), location: "europe-west1" } } }),
    [
      "error CERT-09 prod/e: a certificate map of a global load balancer cannot have prod/c, because it is in europe-west1, ",
    ],
  ],
  [
    "a certificate for another host",
    mapped({ ...ONE, f: entry("www.example.com", "c") }),
    [
      "warning CERT-20 prod/f: no certificate of the entry for www.example.com covers it, only app.example.com, so browsers show a certificate error; use a certificate for www.example.com",
    ],
  ],
  [
    "a certificate for a wildcard above",
    mapped(
      { f: entry("app.example.com", "w") },
      { [CERTIFICATE]: { w: { ...managed(["*.example.com"], "a"), name: "w" } }, [AUTHORIZATION]: APEX },
    ),
    [],
  ],
  [
    "no entry",
    mapped({}),
    ["warning CERT-20 prod/m: the certificate map has no entry, so browsers show a certificate error for every host; "],
  ],
])("a certificate map with %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

test("CERT-20: a map may have its entries in another stack", () => {
  const json = site(mapped({}));
  expectFound([{ ...json, output: { map: { value: ref(MAP, "m", "name") } } }]);
});

const FULL = "//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m";
test.each<[string, string, string | undefined]>([
  ["its full name", FULL, undefined],
  ["a variable", "${var.map}", undefined],
  [
    "what a data source looks up",
    "//certificatemanager.googleapis.com/${data.google_certificate_manager_certificate_map.m.id}",
    undefined,
  ],
  [
    "its name",
    "m",
    "write it like //certificatemanager.googleapis.com/projects/my-project/locations/global/certificateMaps/my-map",
  ],
  ["its path", "projects/p1/locations/global/certificateMaps/m", "put //certificatemanager.googleapis.com/ before it"],
  ["its id", ref(MAP, "m", "id"), "put //certificatemanager.googleapis.com/ before it"],
  ["its name after the address", `//certificatemanager.googleapis.com/${ref(MAP, "m", "name")}`, "write it like //"],
  [
    "the address of the API",
    FULL.replace("//certificatemanager.googleapis.com", "https://certificatemanager.googleapis.com/v1"),
    "write it like",
  ],
  ["a map of a region", FULL.replace("global", "europe-west1"), "write it like"],
])("CERT-11: a proxy names its map by %s", (_what, link, wayOut) => {
  const errors = found(site(mapped(ONE, {}, { certificate_map: link }))).filter((each) =>
    each.startsWith("error CERT-11"),
  );
  expect(errors).toEqual(
    wayOut === undefined
      ? []
      : [
          expect.stringContaining(
            `prod/https: certificate_map must be the full name of a global certificate map, got ${JSON.stringify(link)}; ${wayOut}`,
          ),
        ],
  );
});

test("CERT-11: certificates beside a map have no effect, unless the proxy says that they go in the next step", () => {
  const beside = (stage: object) => ({
    ...mapped(
      ONE,
      {},
      { ssl_certificates: [ref(MANAGED, "app")], "//": { metadata: { path: "prod/https" }, ...stage } },
    ),
    [MANAGED]: {},
  });
  expectFound([site(beside({}))], "warning CERT-11 prod/https: ssl_certificates has no effect beside certificate_map");
  expectFound([site(beside({ certificate_map_stage: "ATTACH" }))]);
  expectFound([site(beside({ certificate_map_stage: "PREPARE" }))], "warning CERT-11");
});

test("CERT-12: quotas of a project", () => {
  const authorizations = (count: number) =>
    stackOf({
      [AUTHORIZATION]: Object.fromEntries(
        many(count).map((domain, index) => [`a${index}`, { name: `a${index}`, domain }]),
      ),
    });
  expectFound([authorizations(1000)]);
  expectFound(
    [authorizations(1001)],
    "warning CERT-12 prod: the project of this resource would have 1001 DNS authorizations, and the quota of",
  );
  const maps = (count: number) =>
    stackOf({ [MAP]: Object.fromEntries(many(count).map((_, index) => [`m${index}`, { name: `m${index}` }])) });
  expectFound([maps(100)]);
  expectFound([maps(101)], "warning CERT-12 prod: the project of this resource would have 101 certificate maps");
});

// ---- hosts

const hosts = (...names: string[]): Changes => ({
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts: names, path_matcher: "a" }],
      path_matcher: [{ name: "a", default_service: ref(BACKEND, "web") }],
    },
  },
});
const uncovered = (changes: Changes, output: object = {}) =>
  runRules(new SynthesizedApp([{ ...site(changes), ...output }]))
    .filter(({ rule }) => ["CERT-15", "CERT-16"].includes(rule))
    .map(({ rule, text }) => `${rule} ${JSON.stringify(text.facts)}`);

test("CERT-15: hosts are compared with what the entries of a map cover", () => {
  const wildcard = { ...ONE, w: entry("*.example.org", EXISTING) };
  expect(uncovered({ ...mapped(wildcard), ...hosts("app.example.com", "a.example.org", "*.example.org") })).toEqual([]);
  expect(uncovered({ ...mapped(wildcard), ...hosts("www.example.com", "example.org") })).toEqual([
    'CERT-15 ["www.example.com, example.org","certificate map"]',
  ]);
  const primary = { p: entry(undefined, "c") };
  expect(uncovered({ ...mapped(primary), ...hosts("app.example.com", "www.example.com") })).toEqual([
    'CERT-15 ["www.example.com","certificate map"]',
  ]);
  expect(uncovered({ ...mapped(ONE), ...hosts("*.example.org") })).toEqual(['CERT-16 ["*.example.org"]']);
});

test("CERT-15: certificates beside a map cover nothing, and what is not known is no finding", () => {
  const beside = mapped(ONE, {}, { ssl_certificates: [ref(MANAGED, "www")] });
  const www = { [MANAGED]: { app: undefined, www: { name: "www", managed: { domains: ["www.example.com"] } } } };
  expect(uncovered({ ...beside, ...www, ...hosts("www.example.com") })).toEqual([
    'CERT-15 ["www.example.com","certificate map"]',
  ]);
  const shared = { output: { map: { value: ref(MAP, "m", "name") } } };
  expect(uncovered({ ...mapped(ONE), ...hosts("www.example.com") }, shared)).toEqual([]);
  expect(uncovered({ ...mapped({ e: entry("${each.key}", "c") }), ...hosts("www.example.com") })).toEqual([]);
});

test("CERT-15: hosts are compared with the domains that are declared for an existing map", () => {
  const declared = (note: object) =>
    mapped(
      {},
      { [MAP]: {}, [CERTIFICATE]: { c: undefined } },
      { certificate_map: FULL, "//": { metadata: { path: "prod/https" }, ...note } },
    );
  const sites = hosts("www.example.com", "a.example.org");
  expect(uncovered({ ...declared({}), ...sites })).toEqual([]);
  expect(uncovered({ ...declared({ certificate_map: { domains: ["www.example.com"] } }), ...sites })).toEqual([
    'CERT-15 ["a.example.org","certificate map"]',
  ]);
  expect(
    uncovered({ ...declared({ certificate_map: { domains: ["www.example.com", "*.example.org"] } }), ...sites }),
  ).toEqual([]);
});
