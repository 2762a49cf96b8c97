import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const base = "projects/p/locations/global";

const make = (client: Client, collection: string, id: string, body: JsonObject) => {
  const parameter = {
    certificates: "certificateId",
    certificateMaps: "certificateMapId",
    dnsAuthorizations: "dnsAuthorizationId",
  };
  const name = parameter[collection as keyof typeof parameter] ?? "certificateMapEntryId";
  return client.send("POST", `/v1/${base}/${collection}?${name}=${id}`, body);
};

async function withMap(client = new Client()): Promise<Client> {
  await make(client, "certificates", "cert", { managed: { domains: ["b.example.com"] } });
  await make(client, "certificateMaps", "map", {});
  const certificates = [`${base}/certificates/cert`];
  await make(client, "certificateMaps/map/certificateMapEntries", "entry", { hostname: "b.example.com", certificates });
  return client;
}

test.each<[string, string, JsonObject, string]>([
  ["a certificate of no kind", "certificates", {}, "exactly one of managed and self_managed"],
  ["no domains", "certificates", { managed: {} }, "must not be empty"],
  ["six domains", "certificates", { managed: { domains: Array(6).fill("a.com") } }, "at most 5 domains"],
  ["a wildcard", "certificates", { managed: { domains: ["*.a.com"] } }, "needs a DNS authorization"],
  [
    "two ways to issue",
    "certificates",
    { managed: { domains: ["a.com"], dnsAuthorizations: ["d"], issuanceConfig: "c" } },
    "only one of",
  ],
  ["a wildcard authorization", "dnsAuthorizations", { domain: "*.a.com" }, "must not contain a wildcard"],
  ["an entry for nothing", "certificateMaps/map/certificateMapEntries", {}, "exactly one of hostname and matcher"],
  ["an entry without certificates", "certificateMaps/map/certificateMapEntries", { matcher: "PRIMARY" }, "from 1 to 4"],
  [
    "an entry for a malformed hostname",
    "certificateMaps/map/certificateMapEntries",
    { hostname: "a.*.com", certificates: [`${base}/certificates/cert`] },
    'invalid hostname "a.*.com"',
  ],
  [
    "an entry with five certificates",
    "certificateMaps/map/certificateMapEntries",
    { matcher: "PRIMARY", certificates: Array<string>(5).fill(`${base}/certificates/cert`) },
    "from 1 to 4",
  ],
  [
    "an entry with a certificate of another project",
    "certificateMaps/map/certificateMapEntries",
    { matcher: "PRIMARY", certificates: ["projects/q/locations/global/certificates/cert"] },
    "invalid certificate name",
  ],
  ["an authorization with a final dot", "dnsAuthorizations", { domain: "a.com." }, "invalid domain"],
  ["an unknown field", "certificateMaps", { colour: "red" }, `Unknown name "colour"`],
])("refuses %s", async (_, collection, body, message) => {
  const answer = await make(await withMap(), collection, "other", body);
  expect(answer).toMatchObject({ status: 400, message: expect.stringContaining(message) });
});

test("a domain without its DNS authorization is refused, one with it becomes ACTIVE", async () => {
  const client = new Client({ certificateSeconds: 600 });
  await make(client, "dnsAuthorizations", "auth", { domain: "a.com" });
  const dnsAuthorizations = [`${base}/dnsAuthorizations/auth`];
  const certificate = (domains: string[]) =>
    make(client, "certificates", "wild", { managed: { domains, dnsAuthorizations } });
  expect((await certificate(["b.com"])).message).toContain("not covered");
  expect((await certificate(["a.com", "*.a.com"])).status).toBe(200);
  client.cloud.advance(600);
  const { body } = await client.send("GET", `/v1/${base}/certificates/wild`);
  expect(body.managed).toMatchObject({ state: "ACTIVE" });
});

const authorize = (client: Client, domain: string, id = "auth", type?: string) =>
  make(client, "dnsAuthorizations", id, { domain, type });
const certify = (client: Client, id: string, domains: string[], authorizations = ["auth"]) =>
  make(client, "certificates", id, {
    managed: { domains, dnsAuthorizations: authorizations.map((each) => `${base}/dnsAuthorizations/${each}`) },
  });
const stateOf = async (client: Client, id: string) => {
  const { managed } = (await client.send("GET", `/v1/${base}/certificates/${id}`)).body;
  return (managed as JsonObject).state;
};

test("every authorization asks for a record of its own", async () => {
  const client = new Client();
  await authorize(client, "a.com");
  await authorize(client, "a.com", "again");
  await authorize(client, "a.com", "apart", "PER_PROJECT_RECORD");
  const records = ["auth", "again", "apart"].map(async (id) => {
    const { body } = await client.send("GET", `/v1/${base}/dnsAuthorizations/${id}`);
    return body.dnsResourceRecord as JsonObject;
  });
  const [first, again, apart] = await Promise.all(records);
  expect(first).toMatchObject({ name: "_acme-challenge.a.com.", type: "CNAME" });
  expect(again.name).toBe(first.name);
  expect(new Set([first.data, again.data, apart.data]).size).toBe(3);
  expect(apart.name).toMatch(/^_acme-challenge_[0-9a-f]{16}\.a\.com\.$/);
});

test("where a zone has its domain, a certificate is ACTIVE once the records of all its authorizations are there", async () => {
  const client = new Client({ certificateSeconds: 600 });
  await client.send("POST", "/dns/v1/projects/p/managedZones", { name: "z", dnsName: "a.com.", description: "" });
  await authorize(client, "a.com");
  await authorize(client, "b.com", "other");
  await certify(client, "cert", ["a.com", "*.a.com", "b.com"], ["auth", "other"]);
  client.cloud.advance(600);
  expect(await stateOf(client, "cert")).toBe("PROVISIONING");
  const { body } = await client.send("GET", `/v1/${base}/dnsAuthorizations/auth`);
  const { name, type, data } = body.dnsResourceRecord as { [field: string]: string };
  const change = (rrdatas: string[], previous: string[] = []) =>
    client.send("POST", "/dns/v1/projects/p/managedZones/z/changes", {
      additions: [{ name, type, ttl: 60, rrdatas }],
      deletions: previous.length === 0 ? [] : [{ name, type, ttl: 60, rrdatas: previous }],
    });
  await change(["wrong.authorize.certificatemanager.goog."]);
  client.cloud.advance(600);
  expect(await stateOf(client, "cert")).toBe("PROVISIONING");
  await change([data], ["wrong.authorize.certificatemanager.goog."]);
  client.cloud.advance(599);
  expect(await stateOf(client, "cert")).toBe("PROVISIONING");
  await change(["wrong.authorize.certificatemanager.goog."], [data]);
  client.cloud.advance(600);
  expect(await stateOf(client, "cert")).toBe("PROVISIONING");
  await change([data], ["wrong.authorize.certificatemanager.goog."]);
  client.cloud.advance(600);
  expect(await stateOf(client, "cert")).toBe("ACTIVE");
  await change(["wrong.authorize.certificatemanager.goog."], [data]);
  expect(await stateOf(client, "cert")).toBe("ACTIVE");
});

test.each<[string, JsonObject]>([
  ["a hostname", { hostname: "b.example.com" }],
  ["its primary entry", { matcher: "PRIMARY" }],
])("a map takes %s once", async (_, match) => {
  const client = await withMap();
  const certificates = [`${base}/certificates/cert`];
  const entries = "certificateMaps/map/certificateMapEntries";
  await make(client, entries, "first", { matcher: "PRIMARY", certificates });
  expect(await make(client, entries, "second", { ...match, certificates })).toMatchObject({
    status: 409,
    message: expect.stringContaining("already has the entry"),
  });
  await make(client, "certificateMaps", "other", {});
  const elsewhere = "certificateMaps/other/certificateMapEntries";
  expect((await make(client, elsewhere, "second", { ...match, certificates })).status).toBe(200);
});

test("an authorization of a certificate is not deleted", async () => {
  const client = new Client();
  await authorize(client, "a.com");
  await certify(client, "cert", ["a.com"]);
  const remove = (path: string) => client.send("DELETE", `/v1/${base}/${path}`);
  expect((await remove("dnsAuthorizations/auth")).message).toContain("referenced by");
  expect((await remove("certificates/cert")).status).toBe(200);
  expect((await remove("dnsAuthorizations/auth")).status).toBe(200);
});

test("what is in use is not deleted, and a name is taken once", async () => {
  const client = await withMap();
  const remove = (path: string) => client.send("DELETE", `/v1/${base}/${path}`);
  expect((await remove("certificates/cert")).message).toContain("referenced by");
  expect((await remove("certificateMaps/map")).message).toContain("referenced by");
  expect((await make(client, "certificateMaps", "map", {})).status).toBe(409);
  expect((await remove("certificateMaps/map/certificateMapEntries/entry")).status).toBe(200);
  expect((await remove("certificateMaps/map")).status).toBe(200);
  expect((await remove("certificateMaps/map")).status).toBe(404);
});

test("an update sets what its mask names, and not what is fixed", async () => {
  const client = await withMap();
  const url = `/v1/${base}/certificateMaps/map/certificateMapEntries/entry`;
  expect((await client.send("PATCH", `${url}?updateMask=description`, { description: "new" })).status).toBe(200);
  expect((await client.send("GET", url)).body).toMatchObject({ description: "new", hostname: "b.example.com" });
  expect((await client.send("PATCH", `${url}?updateMask=hostname`, { hostname: "c.example.com" })).status).toBe(400);
});

test("a proxy serves the certificates of its map once they are ACTIVE", async () => {
  const client = new Client();
  await client.site();
  await withMap(client);
  const certificateMap = `//certificatemanager.googleapis.com/${base}/certificateMaps/map`;
  const set = await client.post("global/targetHttpsProxies/https/setCertificateMap", { certificateMap });
  expect(set.status).toBe(200);
  client.cloud.advance(3600);
  expect(client.cloud.probe.report()).toMatchObject({
    served: expect.arrayContaining(["https://b.example.com/"]),
    outages: [{ subject: "https://app.example.com/", why: "no ACTIVE certificate for app.example.com" }],
  });
  expect((await client.send("DELETE", `/v1/${base}/certificateMaps/map`)).message).toContain("referenced by");
});

test("an entry offers its certificate to its own host only", async () => {
  const client = new Client();
  await client.site();
  await make(client, "dnsAuthorizations", "auth", { domain: "a.com" });
  const dnsAuthorizations = [`${base}/dnsAuthorizations/auth`];
  await make(client, "certificates", "wild", { managed: { domains: ["a.com", "*.a.com"], dnsAuthorizations } });
  await make(client, "certificateMaps", "map", {});
  const certificates = [`${base}/certificates/wild`];
  await make(client, "certificateMaps/map/certificateMapEntries", "x", { hostname: "x.a.com", certificates });
  const certificateMap = `//certificatemanager.googleapis.com/${base}/certificateMaps/map`;
  await client.post("global/targetHttpsProxies/https/setCertificateMap", { certificateMap });
  client.cloud.advance(3600);
  const { address } = (await client.get("global/addresses/ip")).body;
  await client.send("POST", "/simulator/dns", { domain: "y.a.com", address });
  const { served, unserved } = client.cloud.probe.report();
  expect(served).toContain("https://x.a.com/");
  expect(unserved).toContainEqual({ url: "https://y.a.com/", why: "no ACTIVE certificate for y.a.com" });
});

const MAP = `//certificatemanager.googleapis.com/${base}/certificateMaps/map`;

/** The site with a map that has some entries, each a hostname or none, and its certificates. */
async function withEntries(...entries: [hostname: string | undefined, ...certificates: string[]][]): Promise<Client> {
  const client = new Client();
  await client.site();
  await authorize(client, "a.com");
  await authorize(client, "www.a.com", "www");
  await certify(client, "wild", ["*.a.com"]);
  await certify(client, "apex", ["a.com"]);
  client.cloud.advance(3600);
  await certify(client, "late", ["www.a.com"], ["www"]);
  await make(client, "certificateMaps", "map", {});
  for (const [hostname, ...ids] of entries) {
    const match = hostname === undefined ? { matcher: "PRIMARY" } : { hostname };
    const certificates = ids.map((id) => `${base}/certificates/${id}`);
    const id = `e-${(hostname ?? "primary").replace(/\W+/g, "-")}`;
    const made = await make(client, "certificateMaps/map/certificateMapEntries", id, { ...match, certificates });
    expect(made).toMatchObject({ status: 200 });
  }
  await client.post("global/targetHttpsProxies/https/setCertificateMap", { certificateMap: MAP });
  const { address } = (await client.get("global/addresses/ip")).body;
  for (const domain of ["www.a.com", "a.com"]) await client.send("POST", "/simulator/dns", { domain, address });
  return client;
}

test.each<[string, [string | undefined, ...string[]][], string, boolean]>([
  ["the wildcard entry serves a host below it", [["*.a.com", "wild"]], "www.a.com", true],
  ["and visitors come to one host below it", [["*.a.com", "wild"]], "sample.a.com", true],
  ["but not the apex", [["*.a.com", "wild"]], "a.com", false],
  [
    "the entry of the host decides alone, though its certificate is still PROVISIONING",
    [
      ["*.a.com", "wild"],
      ["www.a.com", "late"],
    ],
    "www.a.com",
    false,
  ],
  [
    "of two certificates of an entry the ACTIVE one serves",
    [
      ["*.a.com", "wild"],
      ["www.a.com", "late", "wild"],
    ],
    "www.a.com",
    true,
  ],
  ["the primary entry serves what no other has", [[undefined, "apex"]], "a.com", true],
  ["but not with a certificate of another name", [[undefined, "apex"]], "www.a.com", false],
  [
    "the primary entry does not help a host that has an entry",
    [
      [undefined, "wild"],
      ["www.a.com", "late"],
    ],
    "www.a.com",
    false,
  ],
  ["a map without entries serves nobody", [], "app.example.com", false],
])("in a map, %s", async (_, entries, host, isServed) => {
  const { served, unserved } = (await withEntries(...entries)).cloud.probe.report();
  const url = `https://${host}/`;
  expect(served.includes(url)).toBe(isServed);
  expect(unserved.some((each) => each.url === url && each.why === `no ACTIVE certificate for ${host}`)).toBe(!isServed);
});

test("an entry that is pointed to a PROVISIONING certificate is an outage until that is ACTIVE", async () => {
  const client = await withEntries(["www.a.com", "wild"]);
  client.cloud.probe.reset();
  const url = `/v1/${base}/certificateMaps/map/certificateMapEntries/e-www-a-com?updateMask=certificates`;
  await client.send("PATCH", url, { certificates: [`${base}/certificates/late`] });
  expect(client.cloud.probe.report().outages).toMatchObject([{ subject: "https://www.a.com/" }]);
  client.cloud.advance(1800);
  expect(client.cloud.probe.report().outages).toMatchObject([{ until: "1800 seconds later" }]);
});

test("the certificates of a proxy go only where it has a map, and the map only where it has certificates", async () => {
  const client = await withEntries(["app.example.com", "wild"]);
  const set = (method: string, body: JsonObject) => {
    const scope = method === "setCertificateMap" ? "global/" : "";
    return client.post(`${scope}targetHttpsProxies/https/${method}`, body);
  };
  const message = "Certificate Map or at least 1 SSL certificate must be specified for setting Target HTTPS Proxy.";
  const { certificateMap } = (await client.get("global/targetHttpsProxies/https")).body;
  expect(certificateMap).toBe(MAP);
  expect((await set("setSslCertificates", { sslCertificates: [] })).status).toBe(200);
  expect(await set("setCertificateMap", {})).toMatchObject({ status: 412, message });
  await set("setSslCertificates", { sslCertificates: ["global/sslCertificates/cert"] });
  expect((await set("setCertificateMap", {})).status).toBe(200);
  expect(await set("setSslCertificates", { sslCertificates: [] })).toMatchObject({ status: 412, message });
});

test("a map is named by its full resource name", async () => {
  const client = await withEntries();
  const certificateMap = `${base}/certificateMaps/map`;
  const answer = await client.post("global/targetHttpsProxies/https/setCertificateMap", { certificateMap });
  expect(answer).toMatchObject({ status: 400, message: expect.stringContaining("full resource name") });
});

test("the certificates of a proxy are not issued while it has a map", async () => {
  const client = await withEntries([undefined, "apex"]);
  await client.post("global/sslCertificates", { name: "new", managed: { domains: ["app.example.com"] } });
  await client.post("targetHttpsProxies/https/setSslCertificates", {
    sslCertificates: ["global/sslCertificates/new"],
  });
  client.cloud.advance(3600);
  const { managed } = (await client.get("global/sslCertificates/new")).body;
  expect(managed).toMatchObject({ status: "PROVISIONING" });
});
