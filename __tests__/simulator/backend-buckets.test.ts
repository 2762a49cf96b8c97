import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const FILES = "global/backendBuckets/files";
const KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";

const bucket = (client: Client, fields: JsonObject = {}) =>
  client.post("global/backendBuckets", { name: "files", bucketName: "acme-assets", ...fields });
const signed = (client: Client, keyName: string, keyValue = KEY) =>
  client.post(`${FILES}/addSignedUrlKey`, { keyName, keyValue });

/** A site that is served, with a backend bucket below /assets. */
async function served(): Promise<Client> {
  const client = new Client();
  await client.site();
  await bucket(client);
  await client.put("global/urlMaps/map", {
    name: "map",
    fingerprint: await client.fingerprint("global/urlMaps/map"),
    defaultService: "global/backendServices/web",
    hostRules: [{ hosts: ["*"], pathMatcher: "all" }],
    pathMatchers: [
      {
        name: "all",
        defaultService: "global/backendServices/web",
        pathRules: [{ paths: ["/assets/*"], service: FILES }],
      },
    ],
  });
  return client;
}

test("is made without a cache, and tells what it has", async () => {
  const client = new Client();
  expect((await bucket(client)).status).toBe(200);
  expect((await client.get(FILES)).body).toMatchObject({ bucketName: "acme-assets", enableCdn: false });
});

test.each<[string, JsonObject, string]>([
  ["no bucket", { bucketName: undefined }, "Required field 'resource.bucketName' not specified"],
  ["the address of a bucket", { bucketName: "gs://acme" }, "Must be the name of a Cloud Storage bucket"],
  ["a name in upper case", { bucketName: "Acme" }, "Must be the name of a Cloud Storage bucket"],
  ["a name of two characters", { bucketName: "ab" }, "Must be the name of a Cloud Storage bucket"],
  ["a name of 64 characters", { bucketName: "a".repeat(64) }, "Must be the name of a Cloud Storage bucket"],
  ["an external scheme", { loadBalancingScheme: "EXTERNAL_MANAGED" }, "loadBalancingScheme"],
  [
    "the internal scheme with a cache",
    { loadBalancingScheme: "INTERNAL_MANAGED", enableCdn: true },
    "Cloud CDN is not supported with this scheme",
  ],
  [
    "a TTL with origin headers",
    { enableCdn: true, cdnPolicy: { cacheMode: "USE_ORIGIN_HEADERS", maxTtl: 1 } },
    "cannot be specified",
  ],
  ["a TTL above the maximum", { enableCdn: true, cdnPolicy: { defaultTtl: 90_000 } }, "must not be larger than maxTtl"],
  [
    "the host in the cache key",
    { enableCdn: true, cdnPolicy: { cacheKeyPolicy: { includeHost: true } } },
    "includeHost",
  ],
  ["17 headers", { customResponseHeaders: Array.from({ length: 17 }, (_, i) => `X-${i}: a`) }, "At most 16 headers"],
  ["a header without a value", { customResponseHeaders: ["X-A"] }, "Must be of the form"],
  ["a header twice", { customResponseHeaders: ["X-A: 1", "x-a: 2"] }, "may appear only once"],
  ["headers for requests", { customRequestHeaders: ["X-A: b"] }, "customRequestHeaders"],
  ["a backend policy", { securityPolicy: "global/securityPolicies/p" }, "securityPolicy"],
  ["Identity-Aware Proxy", { iap: { enabled: true } }, "iap"],
  ["an unknown compression mode", { compressionMode: "ON" }, "compressionMode"],
  ["a policy that does not exist", { edgeSecurityPolicy: "global/securityPolicies/none" }, "was not found"],
])("refuses %s", async (_, fields, message) => {
  const answer = await bucket(new Client(), fields);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.message).toContain(message);
});

test("refuses a backend policy as its edge policy", async () => {
  const client = new Client();
  await client.post("global/securityPolicies", { name: "p" });
  expect((await bucket(client, { edgeSecurityPolicy: "global/securityPolicies/p" })).status).toBe(400);
});

test("refuses a second one of its name", async () => {
  const client = new Client();
  await bucket(client);
  expect((await bucket(client)).status).toBe(409);
});

test("gets another Cloud Storage bucket in place, and no other name", async () => {
  const client = new Client();
  await bucket(client);
  expect((await client.patch(FILES, { bucketName: "acme-next" })).status).toBe(200);
  expect((await client.get(FILES)).body).toMatchObject({ bucketName: "acme-next" });
  expect((await client.patch(FILES, { bucketName: "gs://acme" })).status).toBe(400);
});

test("has at most three keys of 16 bytes, each name once, and tells their names alone", async () => {
  const client = new Client();
  await bucket(client, { enableCdn: true });
  expect((await signed(client, "short", "AAAA")).message).toContain("128-bit");
  for (const name of ["a", "b", "c"]) expect((await signed(client, name)).status).toBe(200);
  expect((await signed(client, "a")).status).toBe(409);
  expect((await signed(client, "d")).message).toContain("At most 3 keys");
  const { body } = await client.get(FILES);
  expect(body.cdnPolicy).toMatchObject({ signedUrlKeyNames: ["a", "b", "c"] });
  expect(JSON.stringify(body)).not.toContain(KEY);
  expect((await client.post(`${FILES}/deleteSignedUrlKey?keyName=a`)).status).toBe(200);
  expect((await client.post(`${FILES}/deleteSignedUrlKey?keyName=a`)).status).toBe(404);
});

describe("behind a load balancer", () => {
  test("answers visitors below its paths", async () => {
    const client = await served();
    const { served: urls, outages } = client.cloud.probe.report();
    expect(urls).toContain("https://app.example.com/assets/sample");
    expect(outages).toEqual([]);
  });

  test("guards them by its edge policy", async () => {
    const client = await served();
    const match = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["192.0.2.0/24"] } };
    const rules = [{ priority: 1, action: "deny(403)", match }];
    await client.post("global/securityPolicies", { name: "edge", type: "CLOUD_ARMOR_EDGE", rules });
    await client.post(`${FILES}/setEdgeSecurityPolicy`, { securityPolicy: "global/securityPolicies/edge" });
    expect((await client.get(FILES)).body.edgeSecurityPolicy).toContain("securityPolicies/edge");
    client.cloud.probe.reset();
    await client.post(`${FILES}/setEdgeSecurityPolicy`, {});
    const [gap] = client.cloud.probe.report().gaps;
    expect(gap.subject).toContain("/assets/sample => edgeSecurityPolicy");
  });

  test("is not deleted while it is routed to", async () => {
    const client = await served();
    expect((await client.delete(FILES)).message).toContain("already being used by");
  });

  test("gets no copies of requests", async () => {
    const client = await served();
    const answer = await client.post("global/urlMaps", {
      name: "mirroring",
      defaultRouteAction: {
        weightedBackendServices: [{ backendService: "global/backendServices/web", weight: 1 }],
        requestMirrorPolicy: { backendService: FILES },
      },
    });
    expect(answer.message).toContain("Must be a backend service.");
  });
});
