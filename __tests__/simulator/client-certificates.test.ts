import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JsonObject } from "../../simulator/json";
import { judge, requestHeaders } from "../../simulator/network-security/client-certificates";
import { projectNumber } from "../../simulator/resource-manager/projects";
import { P521_CA, RSA_1024_CA, SERVER_CA } from "../client-certificates";
import { Client } from "./client";

const pem = (name: string) => readFileSync(join(__dirname, "pem", "clients", `${name}.pem`), "utf8");
const site = "https://app.example.com/";
const location = "/v1/projects/p/locations/global";
const config = `${location}/trustConfigs/partners`;
const policies = `${location}/serverTlsPolicies`;
const policy = `${policies}/strict`;
const TOO_LONG = `-----BEGIN CERTIFICATE-----\n${"A".repeat(5 * 1024)}\n-----END CERTIFICATE-----`;
const entries = (...names: string[]) => names.map((name) => ({ pemCertificate: pem(name) }));
const trusting = (anchors: string[], intermediates: string[] = []): JsonObject => ({
  trustStores: [{ trustAnchors: entries(...anchors), intermediateCas: entries(...intermediates) }],
});
const mtls = (clientValidationMode = "REJECT_INVALID"): JsonObject => ({
  mtlsPolicy: { clientValidationMode, clientValidationTrustConfig: config.slice("/v1/".length) },
});

class Site extends Client {
  public static async make(fields: JsonObject = mtls(), trust = trusting(["partners"], ["partners-issuing"])) {
    const site = new Site();
    await site.site();
    await site.send("POST", `${location}/trustConfigs?trustConfigId=partners`, trust);
    await site.send("POST", `${policies}?serverTlsPolicyId=strict`, fields);
    await site.attach("projects/p/locations/global/serverTlsPolicies/strict");
    return site;
  }

  public async attach(serverTlsPolicy: string | null) {
    const fingerprint = await this.fingerprint("global/targetHttpsProxies/https");
    return this.patch("global/targetHttpsProxies/https", { serverTlsPolicy, fingerprint });
  }

  public certificates(): string[] {
    const history = this.cloud.probe.report().entries.find(({ url }) => url === site);
    return (history?.admissions.at(-1)?.certificates ?? []).map((name) => name.split("#")[0]);
  }

  public judge(name?: string) {
    return judge(this.cloud, policy.slice("/v1/".length), name === undefined ? undefined : pem(name));
  }
}

test.each<[string, JsonObject, string]>([
  ["what is no PEM", { trustStores: [{ trustAnchors: [{ pemCertificate: "Acme CA" }] }] }, "must be one X.509"],
  [
    "what is no certificate",
    { allowlistedCertificates: [{ pemCertificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }] },
    "must be one X.509",
  ],
  [
    "two certificates in one",
    { allowlistedCertificates: [{ pemCertificate: pem("partners") + pem("old") }] },
    "must be one X.509",
  ],
  ["more bytes than there may be", { allowlistedCertificates: [{ pemCertificate: TOO_LONG }] }, "at most 5120 bytes"],
  ["more CAs than there may be", trusting(Array<string>(201).fill("old")), "at most 200 trust anchors and"],
  [
    "more intermediate CAs than there may be",
    trusting(["old"], Array<string>(101).fill("old")),
    "at most 100 intermediate",
  ],
  [
    "an intermediate CA too often",
    trusting(["old"], Array<string>(4).fill("partners-issuing")),
    "at most 3 intermediate",
  ],
  [
    "more certificates that are always accepted than there may be",
    { allowlistedCertificates: entries(...Array<string>(501).fill("old")) },
    "at most 500 allowlisted",
  ],
  ["two trust stores", { trustStores: [{}, {}] }, "at most one trust store"],
])("a trust config may not have %s", async (_, fields, message) => {
  const client = new Client();
  const { status, message: said } = await client.send("POST", `${location}/trustConfigs?trustConfigId=t`, fields);
  expect([status, said]).toEqual([400, expect.stringContaining(message)]);
});

test("a trust config is changed as a whole, since Terraform sends no mask", async () => {
  const client = await Site.make();
  await client.send("PATCH", config, { ...trusting(["old"]), description: "rotated" });
  const { body } = await client.send("GET", config);
  expect(body).toMatchObject({ description: "rotated", trustStores: [{ trustAnchors: entries("old") }] });
  await client.send("PATCH", config, trusting(["old", "partners"]));
  expect((await client.send("GET", config)).body.description).toBeUndefined();
});

test.each<[string, JsonObject, string]>([
  ["another mode", mtls("REJECT_ALL"), "Invalid value"],
  ["the mode that stands for none", mtls("CLIENT_VALIDATION_MODE_UNSPECIFIED"), "must be specified"],
  ["no mode", { mtlsPolicy: { clientValidationTrustConfig: config.slice(4) } }, "needs a client_validation_mode"],
  [
    "REJECT_INVALID alone",
    { mtlsPolicy: { clientValidationMode: "REJECT_INVALID" } },
    "needs a client_validation_trust",
  ],
  ["open connections", { ...mtls(), allowOpen: true }, "allow_open must be false"],
  ["a server certificate", { ...mtls(), serverCertificate: {} }, "server_certificate must be empty"],
  [
    "a CA of Traffic Director",
    { mtlsPolicy: { ...(mtls().mtlsPolicy as JsonObject), clientValidationCa: [{}] } },
    "client_validation_ca must be empty",
  ],
  ["two CAs of Traffic Director", { mtlsPolicy: { clientValidationCa: [{}, {}] } }, "only one client_validation_ca"],
  [
    "a trust config that does not exist",
    { mtlsPolicy: { ...(mtls().mtlsPolicy as JsonObject), clientValidationTrustConfig: `${config}-gone`.slice(4) } },
    "was not found",
  ],
])("a server TLS policy may not have %s", async (_, fields, message) => {
  const client = await Site.make();
  const { status, message: said } = await client.send("POST", `${policies}?serverTlsPolicyId=other`, fields);
  expect([Math.floor(status / 100), said]).toEqual([4, expect.stringContaining(message)]);
});

test("REJECT_INVALID needs a trust config that is not empty", async () => {
  const client = await Site.make(mtls(), {});
  expect((await client.send("GET", policy)).status).toBe(404);
  expect(
    (await client.send("POST", `${policies}?serverTlsPolicyId=a`, mtls("ALLOW_INVALID_OR_MISSING_CLIENT_CERT"))).status,
  ).toBe(200);
});

test("a server TLS policy names its trust config by the number of the project, and cannot be changed", async () => {
  const client = await Site.make();
  const { body } = await client.send("GET", policy);
  const clientValidationTrustConfig = `projects/${projectNumber("p")}/locations/global/trustConfigs/partners`;
  expect(body).toMatchObject({ mtlsPolicy: { clientValidationTrustConfig } });
  const { status, body: operation } = await client.send("PATCH", `${policy}?updateMask=description`, {
    description: "d",
  });
  expect([status, operation]).toMatchObject([200, { done: true, error: { code: 9 } }]);
  expect((await client.send("GET", policy)).body.description).toBeUndefined();
});

test("a policy of Traffic Director can be changed, and is none for a load balancer", async () => {
  const client = await Site.make();
  await client.send("POST", `${policies}?serverTlsPolicyId=mesh`, { allowOpen: true });
  await client.send("PATCH", `${policies}/mesh?updateMask=description`, { description: "d" });
  expect((await client.send("GET", `${policies}/mesh`)).body).toMatchObject({ description: "d", allowOpen: true });
  const { message } = await client.attach("projects/p/locations/global/serverTlsPolicies/mesh");
  expect(message).toContain("has no client validation mode");
});

test("only a global policy that exists stands at a proxy", async () => {
  const client = await Site.make();
  expect((await client.attach("projects/p/locations/global/serverTlsPolicies/gone")).status).toBe(404);
  const regional = "/v1/projects/p/locations/us-central1/serverTlsPolicies?serverTlsPolicyId=regional";
  await client.send("POST", regional, mtls());
  const { message } = await client.attach("projects/p/locations/us-central1/serverTlsPolicies/regional");
  expect(message).toContain("Must be global");
});

test("what is in use is not deleted", async () => {
  const client = await Site.make();
  expect((await client.send("DELETE", policy)).message).toContain(
    "is already being used by 'projects/p/global/targetHttpsP",
  );
  expect((await client.send("DELETE", config)).message).toContain("is referenced by");
  await client.attach(null);
  expect((await client.get("global/targetHttpsProxies/https")).body.serverTlsPolicy).toBeUndefined();
  expect((await client.send("DELETE", policy)).status).toBe(200);
  expect((await client.send("DELETE", config)).status).toBe(200);
});

test("clients are let in with a certificate of a CA that is trusted, or with one that is always accepted", async () => {
  const client = await Site.make();
  expect(client.certificates()).toEqual(["Partners CA", "Partners Issuing CA"]);
  const allowlistedCertificates = entries("stranger");
  await client.send("PATCH", config, { ...trusting(["old"], ["partners-issuing"]), allowlistedCertificates });
  expect(client.certificates()).toEqual(["Old CA", "client of the old CA"]);
  client.cloud.advance(120 * 365 * 24 * 3600);
  expect(client.cloud.probe.report().entries[0].admissions.at(-1)?.certificates).toHaveLength(1);
});

test.each<[string, string]>([
  ["is no CA", pem("client")],
  ["is a CA for servers alone", SERVER_CA],
  ["has a key of a curve that Google does not take", P521_CA],
  ["has a key that is too short", RSA_1024_CA],
])("nobody is let in by a trust anchor that %s", async (_, pemCertificate) => {
  const client = await Site.make();
  client.cloud.probe.reset();
  await client.send("PATCH", config, { trustStores: [{ trustAnchors: [{ pemCertificate }] }] });
  expect(client.certificates()).toEqual([]);
});

test.each<[string, string | undefined, string]>([
  ["of an intermediate CA", "client", ""],
  ["of another CA", "stranger", "client_cert_validation_failed"],
  ["that is for servers", "server", "client_cert_invalid_eku"],
  ["that is missing", undefined, "client_cert_not_provided"],
])("a certificate %s is judged by its chain", async (_, name, error) => {
  const strict = await Site.make();
  const [isPresent, isVerified] = [name !== undefined, error === ""];
  expect(strict.judge(name)).toEqual({ isRefused: !isVerified, isPresent, isVerified, error });
  const optional = await Site.make(mtls("ALLOW_INVALID_OR_MISSING_CLIENT_CERT"));
  expect(optional.judge(name)).toEqual({ isRefused: false, isPresent, isVerified, error });
  expect(optional.certificates()).toEqual(["none", "unknown"]);
});

test("the service is told in the headers that its backend service sets", async () => {
  const client = await Site.make(mtls("ALLOW_INVALID_OR_MISSING_CLIENT_CERT"));
  const customRequestHeaders = ["X-Present: {client_cert_present}", "X-Error:{client_cert_error}", "X-Other: {x} y"];
  expect(requestHeaders({ customRequestHeaders }, client.judge())).toEqual({
    "X-Present": "false",
    "X-Error": "client_cert_not_provided",
    "X-Other": "{x} y",
  });
});

test("a site that wants certificates of nobody serves nobody", async () => {
  const client = await Site.make();
  client.cloud.probe.reset();
  client.cloud.store.delete(config.slice("/v1/".length));
  client.cloud.probe.observe("the trust config is gone");
  expect(client.cloud.probe.report().outages).toMatchObject([{ why: "no client certificate is accepted" }]);
});
