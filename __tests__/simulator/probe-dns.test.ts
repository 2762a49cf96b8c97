import { JsonObject } from "../../simulator/json";
import { lookUp } from "../../simulator/dns/look-up";
import { Client } from "./client";

const zones = "/dns/v1/projects/p/managedZones";
const site = "https://app.example.com/";

const set = (name: string, type: string, rrdatas: string[], ttl = 300): JsonObject => ({ name, type, ttl, rrdatas });
const change = async (client: Client, additions: JsonObject[], deletions: JsonObject[] = [], zone = "zone") => {
  const answer = await client.send("POST", `${zones}/${zone}/changes`, { additions, deletions });
  expect(answer).toMatchObject({ status: 200 });
};
const makeZone = (client: Client, name = "zone", dnsName = "example.com.") =>
  client.send("POST", zones, { name, dnsName, description: "for a test" });

async function withRecords(...records: JsonObject[]): Promise<Client> {
  const client = new Client();
  await makeZone(client);
  if (records.length > 0) await change(client, records);
  return client;
}

const WILDCARD = set("*.example.com.", "A", ["192.0.2.1"]);
const CHALLENGE = set("_acme-challenge.www.example.com.", "CNAME", ["x.authorize.certificatemanager.goog."]);
test.each<[string, string, JsonObject[], string[]]>([
  ["a name with a record of its own", "www.example.com", [set("www.example.com.", "A", ["192.0.2.7"])], ["192.0.2.7"]],
  ["a name that does not exist", "www.example.com", [WILDCARD], ["192.0.2.1"]],
  ["a name several labels below it", "a.b.example.com", [WILDCARD], ["192.0.2.1"]],
  ["the apex, which it does not cover", "example.com", [WILDCARD], []],
  ["a name that has another type", "www.example.com", [WILDCARD, set("www.example.com.", "TXT", ["x"])], []],
  ["a name that has a name below it", "www.example.com", [WILDCARD, CHALLENGE], []],
  ["the neighbour of such a name", "app.example.com", [WILDCARD, CHALLENGE], ["192.0.2.1"]],
  ["a name below such a name", "a.www.example.com", [WILDCARD, CHALLENGE], []],
  [
    "a name below a wildcard nearer by",
    "a.www.example.com",
    [WILDCARD, set("*.www.example.com.", "A", ["192.0.2.2"])],
    ["192.0.2.2"],
  ],
  ["another case", "WWW.Example.com", [WILDCARD], ["192.0.2.1"]],
])("a wildcard and %s", async (_, host, records, values) => {
  const client = await withRecords(...records);
  expect(lookUp(client.cloud, host, "A")?.values).toEqual(values);
});

test("the most specific zone answers, a private one and one of another domain do not", async () => {
  const client = await withRecords(set("a.shop.example.com.", "A", ["192.0.2.1"]));
  expect(lookUp(client.cloud, "a.shop.example.com", "A")).toMatchObject({ zone: "zone", values: ["192.0.2.1"] });
  const hidden = { name: "hidden", dnsName: "a.shop.example.com.", description: "x", visibility: "private" };
  await client.send("POST", zones, hidden);
  expect(lookUp(client.cloud, "a.shop.example.com", "A")).toMatchObject({ zone: "zone" });
  await makeZone(client, "shop", "shop.example.com.");
  expect(lookUp(client.cloud, "a.shop.example.com", "A")).toMatchObject({ zone: "shop", values: [] });
  expect(lookUp(client.cloud, "bigexample.com", "A")).toBeUndefined();
});

test("a routing policy gives any of its values", async () => {
  const item = (address: string) => ({ rrdatas: [address], weight: 1 });
  const routingPolicy = { wrr: { items: [item("192.0.2.1"), item("192.0.2.2")] } };
  const client = await withRecords({ name: "www.example.com.", type: "A", ttl: 60, routingPolicy });
  expect(lookUp(client.cloud, "www.example.com", "A")?.values).toEqual(["192.0.2.1", "192.0.2.2"]);
});

/** The site of app.example.com with a zone that has its record, or the records given. */
async function siteInZone(recordsAt: (address: string) => JsonObject[] = appAt): Promise<[Client, string]> {
  const client = new Client();
  await makeZone(client);
  await client.post("global/addresses", { name: "ip" });
  const address = (await client.get("global/addresses/ip")).body.address as string;
  const records = recordsAt(address);
  if (records.length > 0) await change(client, records);
  await client.site();
  client.cloud.probe.reset();
  return [client, address];
}
const appAt = (...addresses: string[]) => [set("app.example.com.", "A", addresses)];

test("a host of a zone is served once its record is there, and so is its certificate issued", async () => {
  const [client, address] = await siteInZone(() => []);
  expect(client.cloud.probe.report()).toMatchObject({ served: [] });
  expect(client.cloud.probe.report().unserved).toContainEqual({
    url: site,
    why: "no address record of app.example.com",
  });
  await change(client, appAt(address));
  expect(client.cloud.probe.report().unserved[0]).toEqual({
    url: site,
    why: "no ACTIVE certificate for app.example.com",
  });
  client.cloud.advance(3600);
  expect(client.cloud.probe.report()).toMatchObject({
    served: expect.arrayContaining(["http://app.example.com/", site]),
    unserved: [],
  });
});

test("a record that is taken away is an outage", async () => {
  const [client, address] = await siteInZone();
  await change(client, [], appAt(address));
  expect(client.cloud.probe.report().outages).toContainEqual({
    subject: site,
    why: "no address record of app.example.com",
    from: "Changes.Create projects/p/managedZones/zone/changes",
  });
});

test("a record with another address is an outage, also beside the right one", async () => {
  const [client, address] = await siteInZone();
  await change(client, appAt(address, "192.0.2.1"), appAt(address));
  expect(client.cloud.probe.report().outages).toContainEqual(
    expect.objectContaining({ subject: site, why: "no forwarding rule at the domain's address" }),
  );
});

test("visitors keep an old address until its TTL has passed", async () => {
  const [client, address] = await siteInZone();
  await client.post("global/addresses", { name: "other" });
  const other = (await client.get("global/addresses/other")).body.address as string;
  const fields = { IPAddress: "projects/p/global/addresses/other" };
  await client.rule("other-https", "targetHttpsProxies/https", "443", fields);
  await client.rule("other-http", "targetHttpProxies/http", "80", fields);
  await change(client, appAt(other), appAt(address));
  expect(client.cloud.probe.report().outages).toEqual([]);
  const saved = client.cloud.save();
  await client.delete("global/forwardingRules/https-rule");
  expect(client.cloud.probe.report().outages[0]).toMatchObject({ subject: site });
  client.cloud.restore(saved);
  client.cloud.probe.reset();
  client.cloud.advance(300);
  await client.delete("global/forwardingRules/https-rule");
  expect(client.cloud.probe.report().outages).toEqual([]);
});

test("an alias leads to an address of a zone, or to where an operator points its target", async () => {
  const [client] = await siteInZone((address) => [
    set("app.example.com.", "CNAME", ["www.example.com."]),
    set("www.example.com.", "A", [address]),
  ]);
  expect(client.cloud.probe.report().served).toContain(site);
  const [outside, address] = await siteInZone(() => [set("app.example.com.", "CNAME", ["elsewhere.test."])]);
  expect(outside.cloud.probe.report().served).toEqual([]);
  await outside.send("POST", "/simulator/dns", { domain: "elsewhere.test", address });
  outside.cloud.advance(3600);
  expect(outside.cloud.probe.report().served).toContain(site);
});

test("an alias of itself leads nowhere", async () => {
  const [client] = await siteInZone(() => [set("app.example.com.", "CNAME", ["app.example.com."])]);
  expect(client.cloud.probe.report().unserved).toContainEqual({
    url: site,
    why: "no address record of app.example.com",
  });
});

test("visitors with IPv6 take the address for IPv4 where there is no other, and an AAAA record that leads nowhere is an outage", async () => {
  const [client] = await siteInZone();
  const ipv6 = `${site} (IPv6)`;
  expect(client.cloud.probe.report().served).toContain(ipv6);
  await client.post("global/addresses", { name: "ip6", ipVersion: "IPV6" });
  const address = (await client.get("global/addresses/ip6")).body.address as string;
  const aaaa = set("app.example.com.", "AAAA", [address]);
  await change(client, [aaaa]);
  expect(client.cloud.probe.report().outages).toMatchObject([
    { subject: ipv6, why: "no forwarding rule at the domain's address" },
    { subject: "http://app.example.com/ (IPv6)" },
  ]);
  const fields = { IPAddress: "projects/p/global/addresses/ip6" };
  await client.rule("https6", "targetHttpsProxies/https", "443", fields);
  await client.rule("http6", "targetHttpProxies/http", "80", fields);
  expect(client.cloud.probe.report().unserved).toEqual([]);
  client.cloud.probe.reset();
  await change(client, [], [aaaa]);
  client.cloud.advance(300);
  await client.delete("global/forwardingRules/https6");
  expect(client.cloud.probe.report().outages).toEqual([]);
});

test("a domain is found in the zone to which its operator delegates it", async () => {
  const [client, address] = await siteInZone();
  await makeZone(client, "next", "example.com.");
  expect(client.cloud.probe.report().unserved).toEqual([]);
  client.cloud.delegate("next");
  expect(client.cloud.probe.report().unserved).toContainEqual({
    url: site,
    why: "no address record of app.example.com",
  });
  await change(client, appAt(address), [], "next");
  expect(client.cloud.probe.report().unserved).toEqual([]);
});

test("visitors may come to a host for which no certificate is made", async () => {
  const [client, address] = await siteInZone();
  expect(() => client.cloud.probe.visitAlso("www.example.com")).toThrow("no front end has a certificate");
  await change(client, [set("*.example.com.", "A", [address])]);
  client.cloud.probe.visitAlso("app.example.com");
  expect(client.cloud.probe.report().unserved).toEqual([]);
});
