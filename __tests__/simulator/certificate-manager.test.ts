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
