import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const pem = (name: string) => readFileSync(join(__dirname, "pem", name), "utf8");

test("refuses an HTTPS proxy without a certificate, also later", async () => {
  const client = new Client();
  await client.site();
  const message = "Certificate Map or at least 1 SSL certificate must be specified for setting Target HTTPS Proxy.";
  const none = await client.post("global/targetHttpsProxies", { name: "other", urlMap: "global/urlMaps/map" });
  expect(none).toMatchObject({ status: 412, reason: "conditionNotMet", message });
  const later = await client.post("targetHttpsProxies/https/setSslCertificates", { sslCertificates: [] });
  expect(later).toMatchObject({ status: 412, message });
});

test("refuses an HTTPS proxy with 16 certificates", async () => {
  const client = new Client();
  await client.site();
  const sslCertificates = Array<string>(16).fill("global/sslCertificates/cert");
  const answer = await client.post("targetHttpsProxies/https/setSslCertificates", { sslCertificates });
  expect(answer.message).toContain("At most 15 SSL certificates");
});

test("refuses a proxy without a URL map", async () => {
  const answer = await new Client().post("global/targetHttpProxies", { name: "http" });
  expect(answer.message).toBe("Required field 'resource.urlMap' not specified");
});

test("refuses a keep-alive of 4 s", async () => {
  const client = new Client();
  await client.site();
  const body = { name: "slow", urlMap: "global/urlMaps/map", httpKeepAliveTimeoutSec: 4 };
  expect((await client.post("global/targetHttpProxies", body)).message).toContain("Must be between 5 and 1200");
});

test.each<[string, JsonObject, string]>([
  ["a taken address and port", {}, "Specified IP address is in-use and would result in a conflict."],
  ["a range of ports", { portRange: "80-81" }, "Exactly one port"],
  ["the standard tier", { portRange: "81", networkTier: "STANDARD" }, "premium network tier"],
  [
    "an address that is missing",
    { portRange: "81", IPAddress: "projects/p/global/addresses/other" },
    "cannot be found",
  ],
  ["no target", { portRange: "81", target: "" }, "Required field 'resource.target'"],
])("refuses a forwarding rule with %s", async (_, fields, message) => {
  const client = new Client();
  await client.site();
  const answer = await client.rule("again", "targetHttpsProxies/https", "443", fields);
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("refuses classic backends behind a rule of the newer scheme, and takes the reverse only in a migration", async () => {
  const client = new Client();
  await client.site();
  await client.backendService("classic", ["web-neg"], { loadBalancingScheme: "EXTERNAL" });
  await client.post("global/urlMaps", { name: "classic", defaultService: "global/backendServices/classic" });
  await client.post("global/targetHttpProxies", { name: "classic", urlMap: "global/urlMaps/classic" });
  expect((await client.rule("a", "targetHttpProxies/classic", "81")).message).toContain("is EXTERNAL.");
  const classic = { loadBalancingScheme: "EXTERNAL" };
  expect((await client.rule("a", "targetHttpsProxies/https", "81", classic)).message).toContain("is EXTERNAL_MANAGED.");
  await client.backendService("moved", ["web-neg"], { externalManagedMigrationState: "TEST_ALL_TRAFFIC" });
  await client.post("global/urlMaps", { name: "moved", defaultService: "global/backendServices/moved" });
  await client.post("global/targetHttpProxies", { name: "moved", urlMap: "global/urlMaps/moved" });
  expect((await client.rule("b", "targetHttpProxies/moved", "82", classic)).status).toBe(200);
});

test.each<[string, JsonObject, string]>([
  ["no domain", { managed: { domains: [] } }, "Required field 'resource.managed.domains'"],
  ["a wildcard", { managed: { domains: ["*.example.com"] } }, "Wildcard domains are not supported"],
  ["a malformed domain", { managed: { domains: ["example"] } }, "Invalid domain name"],
  ["a long first domain", { managed: { domains: [`${"a".repeat(60)}.example.com`] } }, "at most 64 bytes"],
  ["101 domains", { managed: { domains: Array(101).fill("a.com") } }, "At most 100 domains"],
  ["no certificate", { privateKey: "key" }, "Required field 'resource.certificate'"],
  ["no key", { certificate: "pem" }, "Required field 'resource.privateKey'"],
  ["an unreadable certificate", { certificate: "pem", privateKey: "key" }, "certificate could not be parsed"],
])("refuses a certificate with %s", async (_, fields, message) => {
  expect((await new Client().post("global/sslCertificates", { name: "cert", ...fields })).message).toContain(message);
});

test("takes a self-managed certificate, hides its key, and refuses another key", async () => {
  const client = new Client();
  const body = { name: "own", certificate: pem("certificate.pem"), privateKey: pem("key.pem") };
  expect((await client.post("global/sslCertificates", body)).status).toBe(200);
  const made = (await client.get("global/sslCertificates/own")).body;
  expect(made).toMatchObject({ type: "SELF_MANAGED", subjectAlternativeNames: ["own.example.com"] });
  expect(JSON.stringify(made)).not.toContain("PRIVATE");
  const other = await client.post("global/sslCertificates", { ...body, name: "b", privateKey: pem("other-key.pem") });
  expect(other).toMatchObject({ reason: "sslCertificateDoesNotMatchKey" });
  const unreadable = await client.post("global/sslCertificates", { ...body, name: "b", privateKey: "key" });
  expect(unreadable).toMatchObject({ reason: "sslCertificateCouldNotParseKey" });
});

test("a managed certificate becomes ACTIVE some time after visitors reach it", async () => {
  const client = new Client({ certificateSeconds: 900 });
  await client.site();
  await client.post("global/sslCertificates", { name: "loose", managed: { domains: ["b.example.com"] } });
  client.cloud.advance(10_000);
  const status = async (name: string) => {
    const { managed } = (await client.get(`global/sslCertificates/${name}`)).body;
    return (managed as JsonObject).status;
  };
  expect([await status("cert"), await status("loose")]).toEqual(["ACTIVE", "PROVISIONING"]);
  const sslCertificates = ["global/sslCertificates/cert", "global/sslCertificates/loose"];
  await client.post("targetHttpsProxies/https/setSslCertificates", { sslCertificates });
  client.cloud.advance(899);
  expect(await status("loose")).toBe("PROVISIONING");
  client.cloud.advance(1);
  expect(await status("loose")).toBe("ACTIVE");
});

test.each<[string, JsonObject, string]>([
  ["CUSTOM without features", { profile: "CUSTOM" }, "must be specified with the CUSTOM profile"],
  ["features without CUSTOM", { customFeatures: ["TLS_RSA_WITH_AES_128_CBC_SHA"] }, "need the CUSTOM profile"],
  ["an unknown feature", { profile: "CUSTOM", customFeatures: ["ROT13"] }, "Unsupported feature"],
  ["TLS 1.3 and MODERN", { profile: "MODERN", minTlsVersion: "TLS_1_3" }, "needs the RESTRICTED profile"],
  ["FIPS and TLS 1.0", { profile: "FIPS_202205" }, "needs TLS 1.2"],
  [
    "an unknown key exchange",
    { postQuantumKeyExchange: "NEVER" },
    "Invalid value at 'resource.post_quantum_key_exchange'",
  ],
])("refuses an SSL policy with %s", async (_, fields, message) => {
  expect((await new Client().post("global/sslPolicies", { name: "tls", ...fields })).message).toContain(message);
});

test("takes TLS 1.3, FIPS and a post-quantum key exchange", async () => {
  const client = new Client();
  const body = { name: "tls", profile: "RESTRICTED", minTlsVersion: "TLS_1_3", postQuantumKeyExchange: "ENABLED" };
  await client.post("global/sslPolicies", body);
  await client.post("global/sslPolicies", { name: "fips", profile: "FIPS_202205", minTlsVersion: "TLS_1_2" });
  expect((await client.get("global/sslPolicies/tls")).body).toMatchObject(body);
  expect((await client.get("global/sslPolicies/fips")).body).toMatchObject({ profile: "FIPS_202205" });
});

test("lists the features that a CUSTOM policy may name", async () => {
  const { body } = await new Client().get("global/sslPolicies/listAvailableFeatures");
  expect(body.features).toHaveLength(15);
});

test("an SSL policy is not changed with a stale fingerprint", async () => {
  const client = new Client();
  await client.post("global/sslPolicies", { name: "tls" });
  const answer = await client.patch("global/sslPolicies/tls", { profile: "MODERN", fingerprint: "c3RhbGU=" });
  expect(answer.status).toBe(412);
});

test("an address of the standard tier is refused, and a made one tells its users", async () => {
  const client = new Client();
  const standard = await client.post("global/addresses", { name: "ip", networkTier: "STANDARD" });
  expect(standard.message).toContain("premium network tier");
  await client.site();
  expect((await client.get("global/addresses/ip")).body).toMatchObject({
    status: "IN_USE",
    users: [expect.stringContaining("/http-rule"), expect.stringContaining("/https-rule")],
  });
});
