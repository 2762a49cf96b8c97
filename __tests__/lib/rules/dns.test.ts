/** Record sets of Cloud DNS: what Google and Terraform refuse of them, and what leads visitors astray. */
import {
  BACKEND,
  Changes,
  HTTPS_PROXY,
  MANAGED,
  RULE,
  URL_MAP,
  expectFound,
  listener,
  ref,
  site,
  stackOf,
} from "./site";

const RECORD = "google_dns_record_set";
const ZONE = "google_dns_managed_zone";
const AUTHORIZATION = "google_certificate_manager_dns_authorization";
const ADDRESS = "google_compute_global_address";

const record = (name: string, type: string, value: unknown, more: object = {}) => ({
  managed_zone: "acme",
  name,
  type,
  ttl: 300,
  rrdatas: [value].flat(),
  ...more,
});
const a = (name: string, more: object = {}) => record(name, "A", "192.0.2.1", more);
const records = (...all: object[]): Changes => ({
  [RECORD]: Object.fromEntries(all.map((each, index) => [`r${index}`, each])),
});
const ZONES = { [ZONE]: { zone: { name: "acme", dns_name: "acme.example." } } };
const inZone = (more: object = {}) => ({ managed_zone: ref(ZONE, "zone", "name"), ...more });
const noted = { "//": { metadata: { path: "prod/r0" }, dns_name: "acme.example" } };

const TAKEN =
  "error DNS-01 prod/r1: the A record of www.acme.example. in this zone is already written by prod/r0, and Terraform";
test.each<[string, Changes, string[]]>([
  ["two names", records(a("www.acme.example."), a("app.acme.example.")), []],
  ["two types", records(a("www.acme.example."), record("www.acme.example.", "AAAA", "2001:db8::1")), []],
  ["one record twice", records(a("www.acme.example."), a("WWW.acme.example.")), [TAKEN]],
  [
    "one record twice, of one zone by two ways",
    { ...ZONES, ...records(a("www.acme.example."), a("www.acme.example.", inZone())) },
    [TAKEN],
  ],
  [
    "one record twice, of one zone by its full name",
    records(a("www.acme.example."), a("www.acme.example.", { managed_zone: "projects/p1/managedZones/acme" })),
    [TAKEN],
  ],
  ["one record in two zones", records(a("www.acme.example."), a("www.acme.example.", { managed_zone: "inner" })), []],
  ["one record in two projects", records(a("www.acme.example."), a("www.acme.example.", { project: "p2" })), []],
  [
    "one record of which one may not be there",
    records(a("www.acme.example."), a("www.acme.example.", { count: "${var.a}" })),
    [],
  ],
  ["what only Terraform knows, twice", records(a("${var.name}"), a("${var.name}")), []],
  [
    "its own domain by reference, twice",
    { ...ZONES, ...records(a(`www.${ref(ZONE, "zone", "dns_name")}`, inZone()), a("www.acme.example.", inZone())) },
    [TAKEN],
  ],
])("DNS-01: %s", (_what, changes, texts) => {
  expectFound([stackOf(changes)], ...texts);
});

test("DNS-01: two stacks of a project write one record", () => {
  const stack = (name: string, project: string) => stackOf(records(a("www.acme.example.")), name, project);
  expectFound(
    [stack("dev", "p1"), stack("prod", "p1")],
    "error DNS-01 prod/r0: the A record of www.acme.example. in this zone is already written by dev/r0",
  );
  expectFound([stack("dev", "p1"), stack("prod", "p2")]);
  expectFound([stack("dev", "${var.project}"), stack("prod", "${var.project}")]);
});

test.each<[string, Changes, string[]]>([
  ["of the zone", { ...ZONES, ...records(a("acme.example.", inZone()), a("x.y.Acme.example.", inZone())) }, []],
  [
    "of another domain",
    { ...ZONES, ...records(a("acme.org.", inZone())) },
    ["error DNS-04 prod/r0: acme.org. is not in the zone of acme.example.; write it in the zone of its own domain"],
  ],
  [
    "that only ends alike",
    { ...ZONES, ...records(a("my-acme.example.", inZone())) },
    ["error DNS-04 prod/r0: my-acme.example. is not in the zone of acme.example.; "],
  ],
  ["of an existing zone", records(a("www.acme.example.", noted)), []],
  [
    "of another domain than an existing zone",
    records(a("acme.org.", noted)),
    ["error DNS-04 prod/r0: acme.org. is not in the zone"],
  ],
  ["of a zone of which nothing is known", records(a("acme.org.")), []],
  [
    "without its final dot",
    records(a("www.acme.example")),
    ['error DNS-05 prod/r0: name must end with a dot, got "www.acme.example"; write "www.acme.example."'],
  ],
])("DNS-04: a name %s", (_what, changes, texts) => {
  expectFound([stackOf(changes)], ...texts);
});

test("DNS-05: the domain of a zone ends with a dot", () => {
  expectFound(
    [stackOf({ [ZONE]: { z: { name: "z", dns_name: "acme.example" } } })],
    'error DNS-05 prod/z: dns_name must end with a dot, got "acme.example"; write "acme.example."',
  );
});

const alias = (name: string, more: object = {}) => record(name, "CNAME", "web.example.org.", more);
test.each<[string, Changes, string[]]>([
  ["alone", { ...ZONES, ...records(alias("www.acme.example.", inZone()), a("acme.example.", inZone())) }, []],
  [
    "of the zone's own name",
    { ...ZONES, ...records(alias("acme.example.", inZone())) },
    ["error DNS-06 prod/r0: acme.example. is the name of the zone itself, which cannot have a CNAME record"],
  ],
  [
    "beside others",
    records(alias("www.acme.example."), a("www.acme.example."), record("www.acme.example.", "TXT", '"a"')),
    [
      "error DNS-06 prod/r0: www.acme.example. has a CNAME record, and beside it no other record can be, but prod/r1, prod/r2 writes one of type A, TXT; ",
    ],
  ],
  [
    "beside the same name in another zone",
    records(alias("www.acme.example."), a("www.acme.example.", { managed_zone: "inner" })),
    [],
  ],
  ["for a whole zone", { ...ZONES, ...records(record("acme.example.", "ALIAS", "web.example.org.", inZone())) }, []],
  [
    "for a whole zone, below it",
    { ...ZONES, ...records(record("www.acme.example.", "ALIAS", "web.example.org.", inZone())) },
    [
      "error DNS-06 prod/r0: an ALIAS record can only have the name of its zone, acme.example., got www.acme.example.; ",
    ],
  ],
])("DNS-06: an alias %s", (_what, changes, texts) => {
  expectFound([stackOf(changes)], ...texts);
});

test.each<[string, object, string[]]>([
  ["IPv4", a("acme.example."), []],
  [
    "IPv6 in an A record",
    record("acme.example.", "A", "2001:db8::1"),
    ['error DNS-07 prod/r0: the value of an A record must be an IPv4 address, got "2001:db8::1"; '],
  ],
  [
    "IPv4 in an AAAA record",
    record("acme.example.", "AAAA", "192.0.2.1"),
    [
      'error DNS-07 prod/r0: the value of an AAAA record must be an IPv6 address, got "192.0.2.1"; use such an address, or a record of type A',
    ],
  ],
  [
    "a name in an A record",
    record("acme.example.", "A", "web.example.org."),
    ["error DNS-07 prod/r0: the value of an A record must be an IPv4 address"],
  ],
  [
    "a name without its final dot",
    record("www.acme.example.", "CNAME", "web.example.org"),
    ['error DNS-07 prod/r0: the value of a CNAME record must end with a dot, got "web.example.org"; '],
  ],
  [
    "two aliases",
    record("www.acme.example.", "CNAME", ["a.example.org.", "b.example.org."]),
    ["error DNS-07 prod/r0: a CNAME record has one value, got 2; "],
  ],
  ["two addresses", record("www.acme.example.", "A", ["192.0.2.1", "192.0.2.2"]), []],
  ["any text", record("acme.example.", "TXT", '"v=spf1 -all"'), []],
  [
    "an unknown type",
    record("acme.example.", "a", "192.0.2.1"),
    ["error DNS-07 prod/r0: type must be one of A, AAAA, ALIAS, "],
  ],
  ["what only Terraform knows", record("acme.example.", "A", "${var.ip}"), []],
  ["no time", a("acme.example.", { ttl: undefined }), []],
  ["the longest time", a("acme.example.", { ttl: 2147483647 }), []],
  [
    "a longer time",
    a("acme.example.", { ttl: 2147483648 }),
    ["error DNS-02 prod/r0: ttl must be a whole number from 0 to 2147483647, got 2147483648"],
  ],
  ["a time before now", a("acme.example.", { ttl: -1 }), ["error DNS-02 prod/r0: ttl must be a whole number from 0"]],
  [
    "values and a policy",
    a("acme.example.", { routing_policy: { geo: [{ location: "us-east1", rrdatas: ["192.0.2.1"] }] } }),
    ["error DNS-08 prod/r0: rrdatas and routing_policy exclude each other; "],
  ],
  [
    "a policy alone",
    a("acme.example.", {
      rrdatas: undefined,
      routing_policy: { geo: [{ location: "us-east1", rrdatas: ["192.0.2.1"] }] },
    }),
    [],
  ],
  ["neither", a("acme.example.", { rrdatas: undefined }), ["error DNS-08 prod/r0: a record set needs values; "]],
])("a record with %s", (_what, config, texts) => {
  expectFound([stackOf(records(config))], ...texts);
});

test("DNS-07: an address of the app has the version of its record", () => {
  const six = { [ADDRESS]: { six: { name: "six", ip_version: "IPV6" } } };
  const to = (type: string) =>
    stackOf({ ...six, ...records(record("acme.example.", type, ref(ADDRESS, "six", "address"))) });
  expectFound([to("AAAA")]);
  expectFound([to("A")], "error DNS-07 prod/r0: the value of an A record must be an IPv4 address, got prod/six; ");
});

// ---- beside a load balancer of app.example.com

const IP = ref(ADDRESS, "ip", "address");
const OTHER = { [ADDRESS]: { other: { name: "other" }, six: { name: "six", ip_version: "IPV6" } } };
const app = (type: string, value: unknown) => record("app.example.com.", type, value);
const AWAY =
  "warning DNS-09 prod/r0: the A record of app.example.com leads to prod/other, but the load balancer that serves this";
const NO_IPV6 =
  "has an AAAA record, but its load balancer has no IPv6 address, so visitors over IPv6 do not reach it; ";

test.each<[string, Changes, string[]]>([
  ["to the load balancer", records(app("A", IP)), []],
  ["to another address of the app", { ...OTHER, ...records(app("A", ref(ADDRESS, "other", "address"))) }, [AWAY]],
  ["to both, while it moves", { ...OTHER, ...records(app("A", [IP, ref(ADDRESS, "other", "address")])) }, []],
  ["to an address that is written out, such as that of another CDN", records(app("A", "192.0.2.1")), []],
  ["to what only Terraform knows", records(app("A", "${var.ip}")), []],
  [
    "of another domain to another address",
    { ...OTHER, ...records(record("b.example.com.", "A", ref(ADDRESS, "other", "address"))) },
    [],
  ],
  [
    "over IPv6 to an address that nothing serves",
    { ...OTHER, ...records(app("AAAA", ref(ADDRESS, "six", "address"))) },
    [`warning DNS-09 prod/r0: app.example.com ${NO_IPV6}`],
  ],
  [
    "over IPv6 to somewhere, and over IPv4 to the load balancer",
    records(app("AAAA", "2001:db8::1"), app("A", IP)),
    [`warning DNS-09 prod/r0: app.example.com ${NO_IPV6}`],
  ],
  ["over IPv6 to somewhere", records(app("AAAA", "2001:db8::1")), []],
  [
    "over IPv6 to the load balancer",
    {
      ...OTHER,
      [RULE]: {
        six: { ...listener("https", HTTPS_PROXY, "443"), name: "six", ip_address: ref(ADDRESS, "six", "address") },
      },
      ...records(app("AAAA", ref(ADDRESS, "six", "address")), app("A", IP)),
    },
    [],
  ],
  [
    "of a certificate whose domains nobody knows",
    {
      ...OTHER,
      [MANAGED]: { app: { name: "app", managed: { domains: ["${var.d}"] } } },
      ...records(app("A", ref(ADDRESS, "other", "address"))),
    },
    [],
  ],
  [
    "where only Terraform knows the address",
    {
      ...OTHER,
      [RULE]: { https: { ip_address: "${var.ip}" } },
      ...records(app("A", ref(ADDRESS, "other", "address"))),
    },
    [],
  ],
])("DNS-09: a record %s", (_what, changes, texts) => {
  expectFound([site(changes)], ...texts);
});

// ---- domains of two stacks

const domains = (...names: string[]): Changes => ({ [MANAGED]: { app: { name: "app", managed: { domains: names } } } });
const hosts = (...names: string[]): Changes => ({
  [URL_MAP]: {
    main: {
      host_rule: [{ hosts: names, path_matcher: "m" }],
      path_matcher: [{ name: "m", default_service: ref(BACKEND, "web") }],
    },
  },
});
const WILDCARD = { [MANAGED]: { app: undefined }, [HTTPS_PROXY]: { https: { ssl_certificates: ["wildcard"] } } };
const twice = (names: string) =>
  `warning DNS-14 dev/https: ${names} served by prod/https too, and the records of a domain lead to one load balancer; `;

test.each<[string, Changes, Changes, string[]]>([
  ["of its own", {}, domains("dev.example.com"), []],
  ["of another one", {}, {}, [twice("app.example.com is")]],
  [
    "of another one among its own",
    domains("a.example.com", "app.example.com", "b.example.com"),
    domains("c.example.com", "b.example.com", "a.example.com"),
    [twice("b.example.com, a.example.com are")],
  ],
  ["of its own, with one certificate", WILDCARD, WILDCARD, []],
  [
    "of its own for both, by hosts",
    { ...WILDCARD, ...hosts("app.example.com") },
    { ...WILDCARD, ...hosts("dev.example.com") },
    [],
  ],
  [
    "of another one, by hosts",
    { ...WILDCARD, ...hosts("app.example.com") },
    { ...WILDCARD, ...hosts("app.example.com:8443") },
    [twice("app.example.com is")],
  ],
  ["of both, by a pattern", { ...WILDCARD, ...hosts("*.example.com") }, { ...WILDCARD, ...hosts("*.example.com") }, []],
])("DNS-14: a stack with domains %s", (_what, one, other, texts) => {
  expectFound([site(one), site(other, "dev", "p2")], ...texts);
});

// ---- DNS authorizations

const authorizations = (...domains: string[]) => ({
  [AUTHORIZATION]: Object.fromEntries(domains.map((domain, index) => [`a${index}`, { name: `a${index}`, domain }])),
});
const said = (id: string, what: string) => `\${${AUTHORIZATION}.${id}.dns_resource_record[0].${what}}`;
const challenge = (name: string, value: string, type = "CNAME") => record(name, type, value);

test.each<[string, object, string[]]>([
  ["by what Google says", challenge(said("a0", "name"), said("a0", "data"), said("a0", "type")), []],
  ["by its name", challenge("_acme-challenge.acme.example.", said("a0", "data")), []],
  ["by a value of Google's", challenge("_acme-challenge.acme.example.", "1.2.authorize.certificatemanager.goog."), []],
  ["by a variable", challenge("_acme-challenge.acme.example.", "${var.value}"), []],
  [
    "by another value",
    challenge("_acme-challenge.acme.example.", "web.example.org."),
    [
      'warning DNS-10 prod/r0: the value of _acme-challenge.acme.example. is "web.example.org.", but Google looks for that of the DNS authorization prod/a0; ',
    ],
  ],
  [
    "by the value of another one",
    challenge("_acme-challenge.acme.example.", said("a1", "data")),
    [
      "warning DNS-10 prod/r0: the value of this record is that of the DNS authorization prod/a1, but its name is that of prod/a0, so Google never issues",
    ],
  ],
  [
    "by another name",
    challenge("acme-challenge.acme.example.", said("a0", "data")),
    [
      "warning DNS-10 prod/r0: Google looks for the value of the DNS authorization prod/a0 in _acme-challenge.acme.example., got the name acme-challenge.acme.example.; ",
    ],
  ],
  [
    "by another type",
    record("_acme-challenge.acme.example.", "TXT", said("a0", "data")),
    ["warning DNS-10 prod/r0: the record of the DNS authorization prod/a0 must have the type CNAME, got TXT; "],
  ],
])("DNS-10: the record of a DNS authorization %s", (_what, config, texts) => {
  expectFound([stackOf({ ...authorizations("acme.example", "acme.org"), ...records(config) })], ...texts);
});

const HIDDEN =
  "makes www.acme.example. a name of its own, so the wildcard record prod/r1 no longer answers for it, and visitors do not find www.acme.example.; ";
const proof = challenge("_acme-challenge.www.acme.example.", said("a0", "data"));
test.each<[string, object[], string[]]>([
  ["alone", [proof, a("*.acme.example.")], [`warning DNS-11 prod/r0: this record ${HIDDEN}`]],
  ["alone, by what Google says", [challenge(said("a0", "name"), said("a0", "data")), a("*.acme.example.")], [HIDDEN]],
  ["beside its own record", [proof, a("*.acme.example."), a("www.acme.example.")], []],
  ["beside a wildcard of another zone", [proof, a("*.acme.example.", { managed_zone: "inner" })], []],
  ["beside other records of a wildcard", [proof, record("*.acme.example.", "TXT", '"a"')], []],
  ["without a wildcard", [proof, a("acme.example.")], []],
  ["beside what only Terraform knows", [proof, a("*.acme.example."), a("${var.name}")], []],
])("DNS-11: the record of a DNS authorization below a wildcard, %s", (_what, all, texts) => {
  expectFound([stackOf({ ...authorizations("www.acme.example"), ...records(...all) })], ...texts);
});

test("DNS-11: a wildcard answers for deeper names, too, and a record of the domain itself hides nothing", () => {
  const deep = challenge("_acme-challenge.a.b.acme.example.", "${var.value}");
  expectFound(
    [stackOf(records(deep, a("*.acme.example.")))],
    "warning DNS-11 prod/r0: this record makes a.b.acme.example. a name",
  );
  expectFound([stackOf(records(challenge("_acme-challenge.acme.example.", "${var.value}"), a("*.acme.example.")))]);
});
