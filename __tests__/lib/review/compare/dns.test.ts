/** DNS records that a stack writes: on the page, and what changes of them. */
import { reviewPage } from "../../../../lib/review";
import { Json, below, changedSite } from "../small";
import { texts } from "./changes";

const RECORD = "google_dns_record_set";
const ADDRESS = "google_compute_global_address";
const IP = `\${${ADDRESS}.Address.address}`;
const record = (name: string, type: string, value: string, more: Json = {}) => ({
  managed_zone: "acme",
  name: `${name}.`,
  type,
  ttl: 300,
  rrdatas: [value],
  ...more,
});
const own = record("a.example.com", "A", IP);
const proof = record(
  "_acme-challenge.a.example.com",
  "CNAME",
  "${google_certificate_manager_dns_authorization.D.dns_resource_record[0].data}",
);
const withRecords = (records: Json, more: (resource: Json) => void = () => undefined) =>
  changedSite((_, resource) => {
    resource[RECORD] = records;
    resource.google_certificate_manager_dns_authorization = { D: { name: "auth", domain: "a.example.com" } };
    more(resource);
  });
const none = withRecords({});
const written = withRecords({ A: own, Proof: proof });

test("records that are written stand apart from those to create", () => {
  const page = reviewPage(written);
  expect(page).not.toContain("DNS records to create");
  expect(
    below("## DNS records that this stack writes", page)
      .split("\n")
      .map((line) => line.replace(/ {2,}/g, " ")),
  ).toEqual([
    "| zone | name | type | value | TTL in seconds |",
    expect.stringMatching(/^\| -+ \|/),
    "| `acme` | `_acme-challenge.a.example.com.` | CNAME | DNS authorization `auth` | 300 |",
    "| `acme` | `a.example.com.` | A | address `prod-address` | 300 |",
    "",
    "A record of the same name and type that exists already is overwritten without a warning. What this stack no longer has, and what it has when it is destroyed, is deleted.",
  ]);
  const partly = reviewPage(withRecords({ A: own }));
  expect(below("### DNS records to create", partly)).toContain("_acme-challenge.a.example.com.");
  expect(below("### DNS records to create", partly)).not.toContain("| `a.example.com.`");
  expect(below("### DNS records to create", reviewPage(none))).toContain("| `a.example.com.`");
});

test("records that come, and records that go", () => {
  expect(texts(none, written)).toEqual([
    "added: zone `acme` gets records CNAME `_acme-challenge.a.example.com.` and A `a.example.com.`; records of these names and types that are there already are overwritten without a warning",
  ]);
  expect(texts(written, none)).toEqual([
    "dangerous: zone `acme` no longer has records CNAME `_acme-challenge.a.example.com.` and A `a.example.com.`: visitors no longer find the host and Google no longer renews the certificates that need these proofs",
  ]);
});

test("another value, another zone, and another Terraform address", () => {
  const to = (value: string) => withRecords({ A: { ...own, rrdatas: [value] } });
  expect(texts(to("192.0.2.1"), to("192.0.2.2"))).toEqual([
    "changed: record A `a.example.com.` in zone `acme` is now `192.0.2.2`; previously `192.0.2.1`",
  ]);
  const inZone = (managed_zone: string, id = "A", name = own.name) =>
    withRecords({ [id]: { ...own, managed_zone, name } });
  expect(texts(inZone("acme"), inZone("other"))).toEqual([
    "dangerous: record A `a.example.com.` moves from zone `acme` to zone `other`: visitors do not find the hosts unless the domain is delegated to the new zone already. Write the records in both zones first, then change the delegation, and remove the old ones last",
  ]);
  expect(texts(inZone("acme"), inZone("acme", "B"))).toEqual([
    "dangerous: record A `a.example.com.` in zone `acme` has another Terraform address: Terraform deletes and creates them in no certain order, and visitors may not find the hosts meanwhile, or afterwards. Declare the rename of the construct, or move the records in Terraform's state",
  ]);
  const moved = inZone("acme", "B");
  moved.moved = [{ from: `${RECORD}.A`, to: `${RECORD}.B` }];
  expect(texts(inZone("acme"), moved)).toEqual([]);
  expect(texts(inZone("acme"), inZone("acme", "A", "A.example.com."))).toEqual([]);
});

test("the records follow an address that changes", () => {
  const other = withRecords({ A: own }, (resource) => (resource[ADDRESS].Address.name = "other-address"));
  expect(texts(withRecords({ A: own }), other)).toEqual([
    "dangerous: the IP address changes: `other-address` instead of `prod-address`. The DNS records that this stack writes follow, but resolvers keep the old address until the TTL is over, and nothing answers there. Serve both addresses first",
  ]);
});

test("an IPv6 address with its record", () => {
  const six = (records: Json) =>
    withRecords(records, (resource) => {
      resource[ADDRESS].Six = { name: "six", ip_version: "IPV6" };
      resource.google_compute_global_forwarding_rule.Six = {
        ...resource.google_compute_global_forwarding_rule.Https,
        name: "six",
        ip_address: `\${${ADDRESS}.Six.address}`,
      };
    });
  const aaaa = record("a.example.com", "AAAA", `\${${ADDRESS}.Six.address}`);
  expect(texts(withRecords({ A: own }), six({ A: own, Six: aaaa }))).toEqual([
    "added: zone `acme` gets record AAAA `a.example.com.`; a record of this name and type that is there already is overwritten without a warning",
    "added: IP address `six` is new",
    "added: HTTPS on port 443 of `six` is now answered",
  ]);
  expect(texts(six({ A: own, Six: aaaa }), withRecords({ A: own }))).toEqual([
    "dangerous: IP address `six` is removed: resolvers keep its DNS records until the TTL is over, and nothing answers there",
    "changed: zone `acme` no longer has record AAAA `a.example.com.`: visitors find the host only by its other addresses",
  ]);
  expect(texts(withRecords({ A: own }), six({ A: own }))[0]).toBe(
    "added: IP address `six` is new: it needs DNS records of type AAAA",
  );
});
