import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

test("a name that exists is refused", async () => {
  const client = new Client();
  await client.post("global/addresses", { name: "ip" });
  expect(await client.post("global/addresses", { name: "ip" })).toMatchObject({
    status: 409,
    reason: "alreadyExists",
    message: "The resource 'projects/p/global/addresses/ip' already exists",
  });
});

test("a name that is missing or malformed is refused", async () => {
  const client = new Client();
  expect((await client.post("global/addresses")).message).toBe("Required field 'resource.name' not specified");
  expect((await client.post("global/addresses", { name: "Ip" })).message).toContain("Must be a match of regex");
});

test("what does not exist answers 404", async () => {
  const message = "The resource 'projects/p/global/urlMaps/map' was not found";
  expect(await new Client().get("global/urlMaps/map")).toMatchObject({ status: 404, reason: "notFound", message });
});

test("a reference to what does not exist answers 404", async () => {
  const answer = await new Client().post("global/urlMaps", {
    name: "map",
    defaultService: "global/backendServices/web",
  });
  expect(answer).toMatchObject({
    status: 404,
    message: "The resource 'projects/p/global/backendServices/web' was not found",
  });
});

test("a reference to another kind of resource is refused", async () => {
  const client = new Client();
  await client.post("global/addresses", { name: "ip" });
  const answer = await client.post("global/urlMaps", { name: "map", defaultService: "projects/p/global/addresses/ip" });
  expect(answer.message).toContain("Unexpected resource collection 'addresses'");
});

test("a reference that is no link is refused", async () => {
  const answer = await new Client().post("global/urlMaps", { name: "map", defaultService: "web" });
  expect(answer.message).toBe("Invalid value for field 'resource.defaultService': 'web'. The URL is malformed.");
});

test("references come back as full links", async () => {
  const client = new Client();
  await client.site();
  const { body } = await client.get("global/urlMaps/map");
  expect(body.defaultService).toBe("https://www.googleapis.com/compute/v1/projects/p/global/backendServices/web");
});

test.each([
  ["regions/us-central1/networkEndpointGroups/web-neg", "network_endpoint_group", "backendServices/web"],
  ["global/backendServices/web", "backend_service", "urlMaps/map"],
  ["global/urlMaps/map", "url_map", "targetHttpsProxies/https"],
  ["global/sslCertificates/cert", "ssl_certificate", "targetHttpsProxies/https"],
  ["global/targetHttpsProxies/https", "target_https_proxy", "forwardingRules/https-rule"],
  ["global/targetHttpProxies/http", "target_http_proxy", "forwardingRules/http-rule"],
  ["global/addresses/ip", "address", "forwardingRules/http-rule"],
])("%s in use is not deleted", async (path, noun, user) => {
  const client = new Client();
  await client.site();
  const message = `The ${noun} resource 'projects/p/${path}' is already being used by 'projects/p/global/${user}'`;
  expect(await client.delete(path)).toMatchObject({ status: 400, reason: "resourceInUseByAnotherResource", message });
});

test("an SSL policy in use is not deleted", async () => {
  const client = new Client();
  await client.site();
  await client.post("global/sslPolicies", { name: "tls" });
  await client.post("global/targetHttpsProxies/https/setSslPolicy", { sslPolicy: "global/sslPolicies/tls" });
  expect((await client.delete("global/sslPolicies/tls")).reason).toBe("resourceInUseByAnotherResource");
});

test("deletion of a security policy in use is accepted, and its operation fails", async () => {
  const client = new Client();
  await client.site();
  await client.post("global/securityPolicies", { name: "armor" });
  await client.post("global/backendServices/web/setSecurityPolicy", {
    securityPolicy: "global/securityPolicies/armor",
  });
  const { status, body } = await client.delete("global/securityPolicies/armor");
  expect(status).toBe(200);
  expect(body).toMatchObject({ error: { errors: [{ code: "RESOURCE_IN_USE_BY_ANOTHER_RESOURCE" }] } });
  expect((await client.get("global/securityPolicies/armor")).status).toBe(200);
});

test("the deletion of a Cloud Run service that a NEG names is accepted", async () => {
  const client = new Client();
  await client.site();
  expect((await client.send("DELETE", "/v2/projects/p/locations/us-central1/services/web")).status).toBe(200);
});

test.each(["global/urlMaps/map", "global/backendServices/web"])(
  "%s is not replaced with a stale fingerprint",
  async (path) => {
    const client = new Client();
    await client.site();
    const { body } = await client.get(path);
    expect((await client.put(path, { ...body, description: "first" })).status).toBe(200);
    expect(await client.put(path, { ...body, description: "second" })).toMatchObject({
      status: 412,
      reason: "conditionNotMet",
    });
  },
);

test("a replacement without a fingerprint is refused", async () => {
  const client = new Client();
  await client.site();
  const answer = await client.put("global/urlMaps/map", { defaultService: "global/backendServices/web" });
  expect(answer).toMatchObject({ status: 400, message: "Required field 'resource.fingerprint' not specified" });
});

test("labels are not set with a stale fingerprint", async () => {
  const client = new Client();
  await client.post("global/addresses", { name: "ip" });
  const answer = await client.post("global/addresses/ip/setLabels", {
    labels: { a: "b" },
    labelFingerprint: "c3RhbGU=",
  });
  expect(answer.status).toBe(412);
});

test.each<[string, JsonObject]>([
  ["an upper-case key", { Team: "a" }],
  ["a long key", { ["a".repeat(64)]: "a" }],
  ["an upper-case value", { team: "A" }],
  ["65 labels", Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`key${index}`, ""]))],
])("refuses labels with %s", async (_, labels) => {
  const answer = await new Client().post("global/addresses", { name: "ip", labels });
  expect(answer).toMatchObject({ status: 400, message: expect.stringContaining("'resource.labels'") });
});

test("a field that is fixed at creation is not changed", async () => {
  const client = new Client();
  await client.site();
  const fingerprint = await client.fingerprint("global/backendServices/web");
  const answer = await client.patch("global/backendServices/web", { loadBalancingScheme: "EXTERNAL", fingerprint });
  expect(answer.message).toContain("'resource.loadBalancingScheme': 'EXTERNAL'. Field cannot be changed");
});

test("a replacement keeps the security policy, and forgets what it does not give", async () => {
  const client = new Client();
  await client.site();
  await client.post("global/securityPolicies", { name: "armor" });
  await client.post("global/backendServices/web/setSecurityPolicy", {
    securityPolicy: "global/securityPolicies/armor",
  });
  const { body } = await client.get("global/backendServices/web");
  const { name, backends, fingerprint } = body;
  await client.put("global/backendServices/web", { name, backends, fingerprint });
  const after = (await client.get("global/backendServices/web")).body;
  expect(after.securityPolicy).toBe(body.securityPolicy);
  expect(after.description).toBeUndefined();
});

test("an unknown region is refused", async () => {
  expect((await new Client().neg("neg", "web", "us-central7")).message).toContain("Unknown region");
});
