import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const zones = "/dns/v1/projects/p/managedZones";

const set = (name: string, type: string, ...rrdatas: string[]): JsonObject => ({ name, type, ttl: 300, rrdatas });
const change = (client: Client, additions: JsonObject[], deletions: JsonObject[] = [], zone = "acme") =>
  client.send("POST", `${zones}/${zone}/changes`, { additions, deletions });
const makeZone = (client: Client, name = "acme", dnsName = "acme.example.") =>
  client.send("POST", zones, { name, dnsName, description: "for a test" });

/** A simulator with a zone, and records in it. */
async function withZone(...records: JsonObject[]): Promise<Client> {
  const client = new Client();
  expect((await makeZone(client)).status).toBe(200);
  if (records.length > 0) expect((await change(client, records)).status).toBe(200);
  return client;
}
const recordsOf = async (client: Client, query = "") =>
  (await client.send("GET", `${zones}/acme/rrsets${query}`)).body.rrsets as JsonObject[];

test("a zone begins with the records of its servers, and takes others", async () => {
  const client = await withZone();
  expect((await recordsOf(client)).map(({ type }) => type)).toEqual(["NS", "SOA"]);
  const answer = await change(client, [set("www.acme.example.", "A", "192.0.2.1", "192.0.2.2")]);
  expect(answer.body).toMatchObject({ kind: "dns#change", status: "done" });
  expect(await recordsOf(client, "?name=www.acme.example.&type=A")).toEqual([
    { kind: "dns#resourceRecordSet", ...set("www.acme.example.", "A", "192.0.2.1", "192.0.2.2") },
  ]);
  const url = `${zones}/acme/rrsets/www.acme.example./A`;
  expect((await client.send("GET", url)).body).toMatchObject({ rrdatas: ["192.0.2.1", "192.0.2.2"] });
  expect((await client.send("GET", `${zones}/acme/rrsets/www.acme.example./AAAA`)).status).toBe(404);
});

const WWW = "www.acme.example.";
const at = (list: string, field = "", name = WWW, type = "A") => `'entity.change.${list}[${name}][${type}]${field}'`;

test.each<[string, JsonObject, string]>([
  ["a name outside of the zone", set("www.acme.test.", "A", "192.0.2.1"), at("additions", ".name", "www.acme.test.")],
  [
    "a name that only ends alike",
    set("www.bigacme.example.", "A", "192.0.2.1"),
    at("additions", ".name", "www.bigacme.example."),
  ],
  [
    "a name without a final dot",
    set("www.acme.example", "A", "192.0.2.1"),
    at("additions", ".name", "www.acme.example"),
  ],
  [
    "a wildcard inside of a name",
    set("a.*.acme.example.", "A", "192.0.2.1"),
    at("additions", ".name", "a.*.acme.example."),
  ],
  ["an unknown type", set(WWW, "B", "x"), at("additions", ".type", WWW, "B")],
  ["no value", set(WWW, "A"), at("additions", ".rrdata")],
  ["a value twice", set(WWW, "A", "192.0.2.1", "192.0.2.1"), at("additions", ".rrdata")],
  ["an IPv6 address in A", set(WWW, "A", "192.0.2.1", "2001:db8::1"), at("additions", ".rrdata[1]")],
  ["an IPv4 address in AAAA", set(WWW, "AAAA", "192.0.2.1"), at("additions", ".rrdata[0]", WWW, "AAAA")],
  ["a name in A", set(WWW, "A", "acme.example."), at("additions", ".rrdata[0]")],
  ["a CNAME without a final dot", set(WWW, "CNAME", "a.example"), at("additions", ".rrdata[0]", WWW, "CNAME")],
  ["a CNAME with two values", set(WWW, "CNAME", "a.example.", "b.example."), at("additions", ".rrdata", WWW, "CNAME")],
  ["a preference that is no number", set(WWW, "MX", "x mail.example."), at("additions", ".rrdata[0]", WWW, "MX")],
  ["a negative TTL", { ...set(WWW, "A", "192.0.2.1"), ttl: -1 }, at("additions", ".ttl")],
])("refuses %s", async (_, record, parameter) => {
  const client = await withZone();
  const answer = await change(client, [record]);
  expect(answer).toMatchObject({ status: 400, reason: "invalid" });
  expect(answer.message).toContain(`Invalid value for ${parameter}`);
  expect(await recordsOf(client)).toHaveLength(2);
});

test("takes what narrowly is right", async () => {
  const client = await withZone();
  const records = [
    set("acme.example.", "A", "192.0.2.1"),
    set("*.acme.example.", "AAAA", "2001:db8::1"),
    set("_acme-challenge.acme.example.", "CNAME", "a.example."),
    set("acme.example.", "MX", "10 mail.example."),
    set("acme.example.", "CAA", '0 issue "pki.goog"'),
    set("_sip._tcp.acme.example.", "SRV", "0 5 5060 sip.example."),
    { ...set(WWW, "A", "192.0.2.1"), ttl: 0 },
  ];
  expect((await change(client, records)).status).toBe(200);
});

test("refuses a second record set of a name and a type, and takes it in place of the first", async () => {
  const first = set(WWW, "A", "192.0.2.1");
  const client = await withZone(first);
  const second = set(WWW, "A", "192.0.2.2");
  expect(await change(client, [second])).toMatchObject({
    status: 409,
    reason: "alreadyExists",
    message: `The resource ${at("additions")} named '${WWW} (A)' already exists`,
  });
  expect((await change(client, [second, set(WWW, "A", "192.0.2.3")], [first])).status).toBe(409);
  expect((await change(client, [second], [first])).status).toBe(200);
  expect(await recordsOf(client, `?name=${WWW}`)).toMatchObject([{ rrdatas: ["192.0.2.2"] }]);
});

test.each<[string, JsonObject, JsonObject, number, string]>([
  ["what is not there", set(WWW, "AAAA", "2001:db8::1"), {}, 404, `'${WWW} (AAAA)' does not exist`],
  ["another value than is there", set(WWW, "A", "192.0.2.9"), {}, 412, "Precondition not met"],
  ["another TTL than is there", set(WWW, "A", "192.0.2.1", "192.0.2.2"), { ttl: 60 }, 412, "Precondition not met"],
])("refuses to delete %s, with all that comes with it", async (_, record, fields, status, message) => {
  const client = await withZone(set(WWW, "A", "192.0.2.1", "192.0.2.2"));
  const answer = await change(client, [set("a.acme.example.", "A", "192.0.2.1")], [{ ...record, ...fields }]);
  expect(answer).toMatchObject({ status, message: expect.stringContaining(message) });
  expect(await recordsOf(client)).toHaveLength(3);
});

test("the order of the values of what is deleted is of no importance", async () => {
  const client = await withZone(set(WWW, "A", "192.0.2.1", "192.0.2.2"));
  expect((await change(client, [], [set(WWW, "A", "192.0.2.2", "192.0.2.1")])).status).toBe(200);
});

test.each<[string, JsonObject[], JsonObject[]]>([
  ["beside another type", [set(WWW, "A", "192.0.2.1")], [set(WWW, "CNAME", "a.example.")]],
  ["before another type", [set(WWW, "CNAME", "a.example.")], [set(WWW, "TXT", "x")]],
  ["at the apex", [], [set("acme.example.", "CNAME", "a.example.")]],
  ["in one change with another type", [], [set(WWW, "CNAME", "a.example."), set(WWW, "A", "192.0.2.1")]],
])("refuses a CNAME %s", async (_, before, additions) => {
  const answer = await change(await withZone(...before), additions);
  expect(answer).toMatchObject({ status: 400, reason: "cnameResourceRecordSetConflict" });
  expect(answer.message).toContain("one CNAME resource record set or resource record sets of other types");
});

test("a CNAME may take the place of another type in one change", async () => {
  const client = await withZone(set(WWW, "A", "192.0.2.1"));
  const answer = await change(client, [set(WWW, "CNAME", "a.example.")], [set(WWW, "A", "192.0.2.1")]);
  expect(answer.status).toBe(200);
});

test("refuses an empty change, and one that takes the servers out of a zone", async () => {
  const client = await withZone();
  expect((await change(client, [])).message).toBe("The 'entity.change' parameter is required but was missing.");
  const [ns] = await recordsOf(client);
  expect(await change(client, [], [ns])).toMatchObject({ status: 400, reason: "invalidZoneApex" });
});

test.each<[string, "POST" | "GET" | "DELETE", string, JsonObject | undefined]>([
  ["change", "POST", "/changes", { additions: [set(WWW, "A", "192.0.2.1")] }],
  ["list", "GET", "/rrsets", undefined],
  ["get", "GET", "", undefined],
  ["delete", "DELETE", "", undefined],
])("refuses to %s in a zone that does not exist", async (_, verb, path, body) => {
  const answer = await new Client().send(verb, `${zones}/acme${path}`, body);
  expect(answer).toMatchObject({
    status: 404,
    reason: "notFound",
    message: "The 'parameters.managedZone' resource named 'acme' does not exist.",
  });
});

test.each<[string, JsonObject, number, string]>([
  ["a taken name", { name: "acme", dnsName: "other.example.", description: "x" }, 409, "already exists"],
  ["a malformed name", { name: "Acme", dnsName: "a.example.", description: "x" }, 400, "entity.managedZone.name"],
  ["a domain without a dot", { name: "a", dnsName: "a.example", description: "x" }, 400, "entity.managedZone.dnsName"],
  ["a wildcard", { name: "a", dnsName: "*.a.example.", description: "x" }, 400, "entity.managedZone.dnsName"],
  ["no description", { name: "a", dnsName: "a.example." }, 400, "entity.managedZone.description"],
  ["an unknown field", { name: "a", colour: "red" }, 400, 'Unknown name "colour"'],
])("refuses a zone with %s", async (_, body, status, message) => {
  const answer = await (await withZone()).send("POST", zones, body);
  expect(answer).toMatchObject({ status, message: expect.stringContaining(message) });
});

test("a zone keeps its domain, and is deleted when it holds no more than in the beginning", async () => {
  const record = set(WWW, "A", "192.0.2.1");
  const client = await withZone(record);
  const patched = await client.send("PATCH", `${zones}/acme`, { dnsName: "b.example." });
  expect(patched.message).toContain("entity.managedZone.dnsName");
  expect((await client.send("PATCH", `${zones}/acme`, { description: "new" })).status).toBe(200);
  const remove = () => client.send("DELETE", `${zones}/acme`);
  expect(await remove()).toMatchObject({ status: 400, reason: "containerNotEmpty" });
  await change(client, [], [record]);
  expect((await remove()).status).toBe(200);
  expect(client.cloud.store.matching((path) => path.includes("managedZones"))).toEqual([]);
});

test("a public zone is visible to no networks of its own, as the provider writes it", async () => {
  const client = new Client();
  const body = { dnsName: "a.example.", description: "", privateVisibilityConfig: { networks: [] } };
  expect((await client.send("POST", zones, { ...body, name: "a" })).body).not.toHaveProperty("privateVisibilityConfig");
  const hidden = await client.send("POST", zones, { ...body, name: "b", visibility: "private" });
  expect(hidden.body).toHaveProperty("privateVisibilityConfig");
});

test("a change is pending until its time has come", async () => {
  const client = new Client({ operationSeconds: 60 });
  await makeZone(client);
  const { body } = await change(client, [set(WWW, "A", "192.0.2.1")]);
  expect(body.status).toBe("pending");
  client.cloud.advance(60);
  const url = `${zones}/acme/changes`;
  expect((await client.send("GET", `${url}/${body.id as string}`)).body).toMatchObject({ status: "done" });
  expect((await client.send("GET", `${url}/7`)).status).toBe(404);
});

test.each(["/cloud-dns/v1/dns/v1", "/cloud-dns/dns/v1", "/cloud-dns/v1", "/dns/v1"])(
  "answers at %s, where a client of the provider looks for it",
  async (base) => {
    const { status } = await (await withZone()).send("GET", `${base}/projects/p/managedZones/acme`);
    expect(status).toBe(200);
  },
);

test("zones and records survive with the state", async () => {
  const client = await withZone(set(WWW, "A", "192.0.2.1"));
  const { body } = await client.send("GET", "/simulator/state");
  const other = new Client();
  await other.send("PUT", "/simulator/state", body);
  expect(await recordsOf(other)).toEqual(await recordsOf(client));
});
