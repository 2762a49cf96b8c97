/** Certificate maps: their section of the page, the steps to them and back, and their entries. */
import { reviewPage } from "../../../../lib/review";
import { Json, below, changedSite, small } from "../small";
import { needsRecord, texts } from "./changes";

const CERTIFICATE = "google_certificate_manager_certificate";
const MAP = "google_certificate_manager_certificate_map";
const ENTRY = "google_certificate_manager_certificate_map_entry";
const AUTHORIZATION = "google_certificate_manager_dns_authorization";

const certificateFor = (domain: string, name: string) => ({
  name,
  managed: { domains: [domain], dns_authorizations: [`\${${AUTHORIZATION}.D.id}`] },
});
const entry = (hostname: string | undefined, ...certificates: string[]) => ({
  name: hostname === undefined ? "primary" : `entry-${hostname.replace(/\W/g, "-")}`,
  map: `\${${MAP}.Map.name}`,
  certificates: certificates.map((id) => `\${${CERTIFICATE}.${id}.id}`),
  ...(hostname === undefined ? { matcher: "PRIMARY" } : { hostname }),
  lifecycle: { create_before_destroy: true },
});
const withMap = (resource: Json, more: Json = {}) => {
  resource[MAP] = { Map: { name: "acme", lifecycle: { create_before_destroy: true } } };
  resource[AUTHORIZATION] = { D: { name: "auth", domain: "a.example.com" } };
  resource[CERTIFICATE] = { A: certificateFor("a.example.com", "cm-a") };
  resource[ENTRY] = { A: entry("a.example.com", "A"), Primary: entry(undefined, "A"), ...more };
};
const proxyOf = (resource: Json) => resource.google_compute_target_https_proxy.Https;
const note = (resource: Json, stage: string) => (proxyOf(resource)["//"] = { certificate_map_stage: stage });
const attached = (resource: Json) => {
  proxyOf(resource).certificate_map = `//certificatemanager.googleapis.com/\${${MAP}.Map.id}`;
  proxyOf(resource).depends_on = Object.keys(resource[ENTRY]).map((id) => `${ENTRY}.${id}`);
};
const withoutOwn = (resource: Json) => {
  delete proxyOf(resource).ssl_certificates;
  resource.google_compute_managed_ssl_certificate = {};
};
type Change = (resource: Json) => void;
const siteWith = (...changes: Change[]) => changedSite((_, resource) => changes.forEach((change) => change(resource)));

const prepare = siteWith(withMap, (resource) => note(resource, "PREPARE"));
const attach = siteWith(withMap, attached, (resource) => note(resource, "ATTACH"));
const finish = siteWith(withMap, attached, withoutOwn);
const NEW = "visitors get a certificate error until Google has issued the new ones";

test("the three steps to a map, each in its own apply", () => {
  expect(texts(small(), prepare)).toEqual([]);
  expect(texts(prepare, attach)).toEqual([
    "changed: `a.example.com`: the certificates now come from certificate map `acme`. Check before the apply that Google shows them as ACTIVE: without an active certificate, visitors get a certificate error",
  ]);
  expect(texts(attach, finish)).toEqual([]);
});

test("a skipped step is refused by Google, or leaves visitors without a certificate", () => {
  const refused = (first: string) =>
    `dangerous: target proxy \`prod-https-proxy\` gets certificate map \`acme\` and loses its certificates in one apply, which Google refuses (412). Keep the certificates, and go on in separate applies: ${first}both on the proxy (ATTACH), then the map alone (FINISH)`;
  expect(texts(small(), finish)).toEqual([refused("the map created but not attached (PREPARE), then ")]);
  expect(texts(prepare, finish)).toEqual([refused("")]);
  expect(texts(small(), attach)).toEqual([
    `dangerous: certificate map \`acme\` is attached in the apply that creates its certificates, and the certificates beside it serve nobody: ${NEW}, for \`a.example.com\`. Create the map first without attaching it (PREPARE), and attach it when Google shows its certificates as ACTIVE`,
  ]);
});

test("the two steps back, and both at once", () => {
  expect(texts(finish, attach)).toEqual([]);
  expect(texts(attach, small())).toEqual([
    "changed: `a.example.com`: the certificates are `certificate-a` again, instead of those of certificate map `acme`. Check before the apply that Google shows them as ACTIVE: without an active certificate, visitors get a certificate error",
  ]);
  expect(texts(finish, small())).toEqual([
    `dangerous: certificate map \`acme\` is removed and replaced with \`certificate-a\` in one apply: ${NEW}. Add the certificates beside the map first (ATTACH), and remove the map in a second apply when they are ACTIVE`,
  ]);
});

test("a map whose entries go before the proxy lets go of it", () => {
  const loose = siteWith(withMap, attached, (resource) => delete proxyOf(resource).depends_on);
  const unordered = siteWith(withMap, attached, (resource) => delete resource[ENTRY].A.lifecycle);
  const text =
    "dangerous: certificate map `acme` is removed, and Terraform deletes its entries before the target proxy lets go of it: visitors get a certificate error meanwhile. Remove it from the proxy first, and delete the map in a second apply";
  expect(texts(loose, small())).toEqual([text]);
  expect(texts(unordered, small())).toEqual([text]);
  expect(texts(loose, prepare)[0]).toContain("changed: ");
});

const second = { B: entry("b.example.com", "B") };
const twoHosts = (resource: Json) => {
  withMap(resource, second);
  resource[CERTIFICATE].B = certificateFor("b.example.com", "cm-b");
  attached(resource);
  withoutOwn(resource);
};

test("a domain that comes to a map or goes from it changes nothing for the others", () => {
  expect(texts(finish, siteWith(twoHosts))).toEqual([
    "added: `b.example.com` gets a certificate, `cm-b`",
    needsRecord("b.example.com"),
  ]);
  expect(texts(siteWith(twoHosts), finish)).toEqual([
    "dangerous: `b.example.com` no longer has a certificate: visitors get a certificate error",
  ]);
});

test("two entries with one certificate are two", () => {
  const both = siteWith(twoHosts, (resource) => {
    resource[CERTIFICATE].A.managed.domains.push("b.example.com");
    resource[ENTRY].B.certificates = resource[ENTRY].A.certificates;
    resource[ENTRY].Primary = undefined;
  });
  const one = structuredClone(both);
  delete one.resource[ENTRY].B;
  expect(texts(both, one)).toEqual([
    "dangerous: `b.example.com` no longer has a certificate: visitors get a certificate error",
  ]);
});

const BELOW = ["*.example.com", "a.example.com"];
const wildcard = (...ofHost: string[]) =>
  siteWith((resource) => {
    withMap(resource);
    resource[CERTIFICATE].W = certificateFor(BELOW[0], "cm-w");
    resource[CERTIFICATE].B = certificateFor("b.example.com", "cm-b");
    resource[ENTRY] = {
      W: entry(BELOW[0], "W"),
      ...(ofHost.length > 0 ? { B: entry("b.example.com", ...ofHost) } : {}),
    };
    attached(resource);
    withoutOwn(resource);
    if (ofHost.length === 0) {
      delete resource[CERTIFICATE].B;
    }
  });

test("an entry of its own takes a host from the wildcard that serves it", () => {
  expect(texts(wildcard(), wildcard("B"))).toEqual([
    "dangerous: `b.example.com` gets another certificate, `cm-b` instead of `cm-w`: visitors get a certificate error until Google has issued it. Use both certificates first, and remove the old one when the new one is ACTIVE",
  ]);
  expect(texts(wildcard(), wildcard("B", "W"))).toEqual([]);
  expect(texts(wildcard("B", "W"), wildcard("B"))).toEqual([]);
  // the certificate of the wildcard serves already
  expect(texts(wildcard("B"), wildcard())).toEqual([
    "changed: `b.example.com` gets another certificate, `cm-w` instead of `cm-b`",
  ]);
});

test("a certificate that is replaced under its entry", () => {
  const renewed = structuredClone(finish);
  renewed.resource[CERTIFICATE].A.name = "cm-a2";
  renewed.resource[CERTIFICATE].A.managed.domains.push("www.a.example.com");
  expect(texts(finish, renewed)).toEqual([
    expect.stringMatching(
      /^dangerous: `a.example.com` gets another certificate, `cm-a2` instead of `cm-a`: visitors get a certificate error until/,
    ),
    "added: `www.a.example.com` gets a certificate, `cm-a2`",
    needsRecord("www.a.example.com"),
  ]);
});

test("a map that is replaced in use, and an entry for a host that has one", () => {
  const renamed = (lifecycle: object | undefined) => {
    const site = structuredClone(finish);
    site.resource[MAP].Map = { name: "acme-2", lifecycle };
    return site;
  };
  expect(texts(finish, renamed({ create_before_destroy: true }))).toEqual([]);
  expect(texts(finish, renamed(undefined))).toEqual([
    "dangerous: certificate map `acme-2` is replaced while a target proxy uses it, and Terraform destroys the old one first, which Google refuses. Give the map `create_before_destroy` and another name",
  ]);
  const other = structuredClone(finish);
  other.resource[ENTRY].A.name = "other";
  expect(texts(finish, other)).toEqual([
    "dangerous: the entry of the certificate map for `a.example.com` is replaced by `other`, but a map has one entry for a host: Google refuses the new one while the old one is there, and without the old one visitors get a certificate error. Keep the name and the address of the entry",
  ]);
});

const section = (site: Json) => below("## Certificate map `acme`", reviewPage(site));

test("the page shows which host gets which certificate, and what comes next", () => {
  const kind = "Google-managed, in Certificate Manager, validated by DNS authorization";
  const rows = section(wildcard("B", "W"))
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replace(/ {2,}/g, " "));
  expect(rows.slice(2)).toEqual([
    `| \`b.example.com\` | \`cm-b\` and \`cm-w\` | ${kind} |`,
    `| \`*.example.com\`: hosts one level below \`example.com\` that have no row of their own | \`cm-w\` | ${kind} |`,
  ]);
  expect(section(finish)).toContain("| every other host, and clients that name none | `cm-a`      |");
});

test("the page says who uses a map", () => {
  const words = (site: Json) => section(site).split("\n\n").slice(-1)[0];
  expect(words(prepare)).toBe(
    "No load balancer of this stack uses it yet. Attach it, with the stage ATTACH, when Google shows all its certificates as ACTIVE.",
  );
  expect(words(attach)).toBe(
    "It serves load balancer `LoadBalancer`. The certificates beside it serve nobody. Remove them, with the stage FINISH, in a separate apply.",
  );
  expect(words(finish)).toBe("It serves load balancer `LoadBalancer`.");
});

test("the domains that are declared for an existing map count like all others", () => {
  const existing = siteWith(withoutOwn, (resource) => {
    const proxy = proxyOf(resource);
    proxy.certificate_map = "//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/old";
    proxy["//"] = { certificate_map: { domains: ["a.example.com", "*.b.example.com"] } };
  });
  const domains = below("### Domains", reviewPage(existing));
  expect(domains).toContain("| `a.example.com`   | certificate map `old` (existing) | not in this stack |");
  expect(domains).toContain("| `*.b.example.com` | certificate map `old` (existing) | not in this stack |");
});
