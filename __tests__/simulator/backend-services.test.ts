import { Client } from "./client";

async function withNegs(): Promise<Client> {
  const client = new Client();
  await client.neg("one", "web");
  await client.neg("two", "web");
  const group = { networkEndpointType: "SERVERLESS" };
  await client.post("regions/europe-west1/networkEndpointGroups", { ...group, name: "engine", appEngine: {} });
  await client.post("regions/us-central1/networkEndpointGroups", { ...group, name: "engine", appEngine: {} });
  return client;
}

const serverless = "is not supported for a backend service with Serverless network endpoint groups.";

test("logs headers", async () => {
  const client = await withNegs();
  const logConfig = { enable: true, sampleRate: 1, loggingHttpRequestHeaders: [{ headerName: "X-A" }] };
  await client.backendService("web", ["one"], { logConfig });
  expect((await client.get("global/backendServices/web")).body).toMatchObject({ logConfig });
});

test.each([
  ["a timeout", { timeoutSec: 60 }, `Timeout sec ${serverless}`],
  ["a port name", { portName: "https" }, `Port name ${serverless}`],
  ["a health check", { healthChecks: ["global/healthChecks/h"] }, "cannot have health checks"],
  ["session affinity", { sessionAffinity: "CLIENT_IP" }, `Session affinity ${serverless}`],
  ["a locality policy", { localityLbPolicy: "RANDOM" }, `Locality load balancing policy ${serverless}`],
  ["protocol SSL", { protocol: "SSL" }, `Protocol SSL ${serverless}`],
  ["outlier detection with the classic scheme", { loadBalancingScheme: "EXTERNAL", outlierDetection: {} }, "EXTERNAL"],
  ["success rates", { outlierDetection: { enforcingSuccessRate: 100 } }, "Not supported for serverless"],
  ["a percentage above 100", { outlierDetection: { maxEjectionPercent: 101 } }, "Must be between 0 and 100"],
  ["IAP with CDN", { enableCDN: true, iap: { enabled: true } }, "Cloud CDN and IAP cannot be enabled together"],
  ["IAP with outlier detection", { iap: { enabled: true }, outlierDetection: {} }, "not supported with IAP"],
  ["half an OAuth client", { iap: { enabled: true, oauth2ClientId: "id" } }, "must be given together"],
  ["a sample rate above 1", { logConfig: { enable: true, sampleRate: 2 } }, "Must be between 0 and 1"],
  ["optional fields by mode", { logConfig: { enable: true, optionalFields: ["a"] } }, "optionalMode is CUSTOM"],
  [
    "a logged header that is none",
    { logConfig: { enable: true, loggingHttpRequestHeaders: [{ headerName: "X A" }] } },
    "Invalid header name",
  ],
  [
    "logged headers without logs",
    { logConfig: { enable: false, loggingHttpResponseHeaders: [{ headerName: "Age" }] } },
    "when logging is enabled",
  ],
  ["headers of more than 8 KB", { customResponseHeaders: [`a: ${"b".repeat(8192)}`] }, "at most 8192 bytes"],
  ["a header without a colon", { customRequestHeaders: ["X-A"] }, "Must be of the form"],
])("refuses %s", async (_, fields, message) => {
  const answer = await (await withNegs()).backendService("web", ["one"], fields);
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("refuses two serverless NEGs of one region", async () => {
  const answer = await (await withNegs()).backendService("web", ["one", "two"]);
  expect(answer.message).toContain("only one Serverless network endpoint group per region");
});

test("refuses serverless NEGs of different types", async () => {
  const client = await withNegs();
  const groups = ["regions/us-central1/networkEndpointGroups/one", "regions/europe-west1/networkEndpointGroups/engine"];
  const backends = groups.map((group) => ({ group }));
  const answer = await client.post("global/backendServices", { name: "web", backends });
  expect(answer.message).toContain("different types cannot be combined");
});

test("refuses App Engine in two regions", async () => {
  const client = await withNegs();
  const groups = [
    "regions/us-central1/networkEndpointGroups/engine",
    "regions/europe-west1/networkEndpointGroups/engine",
  ];
  const backends = groups.map((group) => ({ group }));
  const answer = await client.post("global/backendServices", { name: "web", backends });
  expect(answer.message).toContain("not supported with App Engine");
});

test("refuses an edge policy as backend policy, and the reverse", async () => {
  const client = await withNegs();
  await client.backendService("web", ["one"]);
  await client.post("global/securityPolicies", { name: "edge", type: "CLOUD_ARMOR_EDGE" });
  await client.post("global/securityPolicies", { name: "armor" });
  const set = (verb: string, name: string) =>
    client.post(`global/backendServices/web/${verb}`, { securityPolicy: `global/securityPolicies/${name}` });
  expect((await set("setSecurityPolicy", "edge")).message).toContain("of type CLOUD_ARMOR_EDGE");
  expect((await set("setEdgeSecurityPolicy", "armor")).message).toContain("of type CLOUD_ARMOR.");
  expect((await set("setEdgeSecurityPolicy", "edge")).status).toBe(200);
});

test.each([
  ["a TTL with USE_ORIGIN_HEADERS", { cacheMode: "USE_ORIGIN_HEADERS", defaultTtl: 1 }, "cannot be specified"],
  ["maxTtl with FORCE_CACHE_ALL", { cacheMode: "FORCE_CACHE_ALL", maxTtl: 1 }, "cannot be specified"],
  ["defaultTtl above maxTtl", { maxTtl: 60, clientTtl: 60, defaultTtl: 61 }, "must not be larger than maxTtl"],
  ["a TTL above a year", { maxTtl: 40_000_000 }, "Must be between 0 and 31622400"],
  ["stale content for two weeks", { serveWhileStale: 1_209_600 }, "Must be between 0 and 604800"],
  ["negative caching of 200", { negativeCaching: true, negativeCachingPolicy: [{ code: 200, ttl: 1 }] }, "'200'"],
  ["a negative policy that is off", { negativeCachingPolicy: [{ code: 404, ttl: 1 }] }, "must be enabled"],
  [
    "a header twice that bypasses the cache",
    { bypassCacheOnRequestHeaders: [{ headerName: "Pragma" }, { headerName: "pragma" }] },
    "Header names must be unique",
  ],
  [
    "two lists of query parameters",
    { cacheKeyPolicy: { queryStringWhitelist: ["a"], queryStringBlacklist: ["b"] } },
    "Only one",
  ],
])("refuses %s", async (_, cdnPolicy, message) => {
  const answer = await (await withNegs()).backendService("web", ["one"], { enableCDN: true, cdnPolicy });
  expect(answer.message).toContain(message);
});

test("takes an empty list of query parameters beside a full one, as Terraform's provider sends it", async () => {
  const cdnPolicy = { cacheKeyPolicy: { queryStringWhitelist: ["a"], queryStringBlacklist: [] } };
  const answer = await (await withNegs()).backendService("web", ["one"], { enableCDN: true, cdnPolicy });
  expect(answer.status).toBe(200);
});

test("keeps three signed URL keys, by name only", async () => {
  const client = await withNegs();
  await client.backendService("web", ["one"], { enableCDN: true });
  const keyValue = Buffer.alloc(16).toString("base64url");
  const add = (keyName: string, value = keyValue) =>
    client.post("global/backendServices/web/addSignedUrlKey", { keyName, keyValue: value, backendService: "web" });
  expect((await add("short", "AAAA")).message).toContain("128-bit");
  for (const name of ["a", "b", "c"]) expect((await add(name)).status).toBe(200);
  expect((await add("a")).reason).toBe("alreadyExists");
  expect((await add("d")).message).toContain("At most 3 keys");
  await client.post("global/backendServices/web/deleteSignedUrlKey?keyName=a");
  expect((await client.get("global/backendServices/web")).body.cdnPolicy).toMatchObject({
    signedUrlKeyNames: ["b", "c"],
  });
});

test.each([
  ["no target", {}, "Required field 'resource.cloudRun'"],
  ["two targets", { cloudRun: { service: "a" }, appEngine: {} }, "Only one of"],
  ["neither service nor mask", { cloudRun: {} }, "Required field 'resource.cloudRun.service'"],
  ["a mask with a scheme", { cloudRun: { urlMask: "https://<service>.example.com" } }, "must not contain a scheme"],
  ["a placeholder of another kind", { cloudRun: { urlMask: "<function>.example.com" } }, "Unsupported placeholder"],
  ["a mask without its placeholder", { cloudRun: { urlMask: "<tag>.example.com" } }, "must contain <service>"],
  ["a mask with a loose bracket", { cloudRun: { service: "a", urlMask: "a>b.example.com" } }, "malformed"],
  ["a network", { cloudRun: { service: "a" }, network: "global/networks/n" }, "not supported for serverless"],
])("refuses a serverless NEG with %s", async (_, fields, message) => {
  const body = { name: "neg", networkEndpointType: "SERVERLESS", ...fields };
  expect((await new Client().post("regions/us-central1/networkEndpointGroups", body)).message).toContain(message);
});

test("takes custom headers of just 8 KB", async () => {
  const headers = { customRequestHeaders: [`a: ${"b".repeat(8191)}`] };
  expect((await (await withNegs()).backendService("web", ["one"], headers)).status).toBe(200);
});

test("knows no health of a serverless NEG, and nothing of one that is not behind the service", async () => {
  const client = await withNegs();
  await client.backendService("web", ["one"]);
  const health = (group: string) => client.post("global/backendServices/web/getHealth", group === "" ? {} : { group });
  const neg = (name: string) => `projects/p/regions/us-central1/networkEndpointGroups/${name}`;
  expect((await health(neg("one"))).body).toEqual({ kind: "compute#backendServiceGroupHealth" });
  expect((await health(neg("two"))).message).toContain("not used by the backend service");
  expect((await health("")).message).toContain("Required field 'group'");
  expect((await client.post("global/backendServices/api/getHealth", { group: neg("one") })).status).toBe(404);
});
