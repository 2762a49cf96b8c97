import { JsonObject } from "../../simulator/json";
import { frontends } from "../../simulator/probe/frontends";
import { matchMask } from "../../simulator/probe/url-mask";
import { visit } from "../../simulator/probe/visit";
import { Client } from "./client";

const site = "https://app.example.com/";

async function served(): Promise<Client> {
  const client = new Client();
  await client.site();
  client.cloud.probe.reset();
  return client;
}

test("a whole chain is served once its certificate is ACTIVE", async () => {
  const client = new Client({ certificateSeconds: 7200 });
  await client.site();
  expect(client.cloud.probe.report()).toMatchObject({
    served: ["http://app.example.com/"],
    unserved: [{ url: site, why: "no ACTIVE certificate for app.example.com" }],
    outages: [],
  });
  client.cloud.advance(7200);
  expect(client.cloud.probe.report()).toMatchObject({
    served: ["http://app.example.com/", site],
    unserved: [],
    outages: [],
  });
});

test.each<[string, string, (client: Client) => Promise<unknown>, string]>([
  [
    "its service is gone",
    "Services.DeleteService projects/p/locations/us-central1/services/web",
    (client) => client.send("DELETE", "/v2/projects/p/locations/us-central1/services/web"),
    "services/web does not exist",
  ],
  [
    "its service wants a login",
    "Services.UpdateService projects/p/locations/us-central1/services/web",
    (client) =>
      client.send("PATCH", "/v2/projects/p/locations/us-central1/services/web?updateMask=invokerIamDisabled", {
        invokerIamDisabled: false,
      }),
    "wants a login",
  ],
  [
    "its ingress keeps visitors out",
    "Services.UpdateService projects/p/locations/us-central1/services/web",
    (client) =>
      client.send("PATCH", "/v2/projects/p/locations/us-central1/services/web?updateMask=ingress", {
        ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
      }),
    "keeps visitors out",
  ],
  [
    "its forwarding rule is gone",
    "GlobalForwardingRules.Delete projects/p/global/forwardingRules/https-rule",
    (client) => client.delete("global/forwardingRules/https-rule"),
    "no forwarding rule at the domain's address",
  ],
  [
    "its certificate gives way to a new one",
    "TargetHttpsProxies.SetSslCertificates projects/p/targetHttpsProxies/https/setSslCertificates",
    async (client) => {
      await client.post("global/sslCertificates", { name: "new", managed: { domains: ["app.example.com"] } });
      const sslCertificates = ["global/sslCertificates/new"];
      await client.post("targetHttpsProxies/https/setSslCertificates", { sslCertificates });
    },
    "no ACTIVE certificate",
  ],
  [
    "its backend service has no backends",
    "BackendServices.Patch projects/p/global/backendServices/web",
    async (client) => {
      const fingerprint = await client.fingerprint("global/backendServices/web");
      await client.patch("global/backendServices/web", { backends: [], fingerprint });
    },
    "has no backends",
  ],
])("a URL is out when %s", async (_, mutation, mutate, why) => {
  const client = await served();
  await mutate(client);
  const outage = client.cloud.probe.report().outages.find(({ subject }) => subject === site);
  expect(outage).toEqual({ subject: site, why: expect.stringContaining(why), from: mutation });
});

test("a window that closes names both mutations", async () => {
  const client = await served();
  await client.delete("global/forwardingRules/https-rule");
  await client.rule("again", "targetHttpsProxies/https", "443");
  expect(client.cloud.probe.report().outages).toEqual([
    {
      subject: site,
      why: "no forwarding rule at the domain's address",
      from: "GlobalForwardingRules.Delete projects/p/global/forwardingRules/https-rule",
      until: "GlobalForwardingRules.Insert projects/p/global/forwardingRules",
    },
  ]);
});

test("allUsers may be let in by IAM, and a private service serves nobody", async () => {
  const client = await served();
  await client.runService("private", { invokerIamDisabled: false });
  await client.neg("private-neg", "private");
  await client.backendService("private", ["private-neg"]);
  const change = async (service: string) => {
    const fingerprint = await client.fingerprint("global/urlMaps/map");
    await client.put("global/urlMaps/map", { defaultService: `global/backendServices/${service}`, fingerprint });
  };
  await client.send("POST", "/v2/projects/p/locations/us-central1/services/private:setIamPolicy", {
    policy: { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }] },
  });
  await change("private");
  expect(client.cloud.probe.report().outages).toEqual([]);
  await client.send("POST", "/v2/projects/p/locations/us-central1/services/private:setIamPolicy", { policy: {} });
  expect(client.cloud.probe.report().outages).toHaveLength(1);
});

test("a domain that is moved to another address is out until its DNS follows", async () => {
  const client = await served();
  await client.post("global/addresses", { name: "other" });
  await client.delete("global/forwardingRules/https-rule");
  await client.rule("moved", "targetHttpsProxies/https", "443", { IPAddress: "projects/p/global/addresses/other" });
  expect(client.cloud.probe.report().unserved).toHaveLength(1);
  const { address } = (await client.get("global/addresses/other")).body;
  await client.send("POST", "/simulator/dns", { domain: "app.example.com", address });
  expect(client.cloud.probe.report().served).toContain(site);
});

async function guarded(): Promise<Client> {
  const client = await served();
  const rule = (priority: number, range: string) => ({
    priority,
    action: "deny(403)",
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: [range] } },
  });
  for (const name of ["armor", "shield"]) {
    const rules = [rule(1000, "192.0.2.0/24"), rule(2000, "198.51.100.0/24")];
    await client.post("global/securityPolicies", { name, rules });
  }
  await client.post("global/backendServices/web/setSecurityPolicy", {
    securityPolicy: "global/securityPolicies/armor",
  });
  return client;
}

test("one policy for another with the same rules leaves no gap", async () => {
  const client = await guarded();
  await client.post("global/backendServices/web/setSecurityPolicy", {
    securityPolicy: "global/securityPolicies/shield",
  });
  expect(client.cloud.probe.report().gaps).toEqual([]);
});

test("a policy that is off for a moment leaves a gap per rule", async () => {
  const client = await guarded();
  await client.post("global/backendServices/web/setSecurityPolicy", {});
  await client.post("global/backendServices/web/setSecurityPolicy", {
    securityPolicy: "global/securityPolicies/shield",
  });
  const { gaps } = client.cloud.probe.report();
  expect(gaps).toHaveLength(2);
  expect(gaps[0].subject).toMatch(/^https:\/\/app\.example\.com\/ => securityPolicy .*deny\(403\)/);
  expect(gaps[0].until).toBe(
    "BackendServices.SetSecurityPolicy projects/p/global/backendServices/web/setSecurityPolicy",
  );
});

test("a rule that moves by two patches leaves a gap", async () => {
  const client = await guarded();
  const { body } = await client.get("global/securityPolicies/armor");
  const [first, second] = body.rules as { [field: string]: string }[];
  await client.post("global/securityPolicies/armor/patchRule?priority=1000", { ...second, priority: 1000 });
  await client.post("global/securityPolicies/armor/patchRule?priority=2000", { ...first, priority: 2000 });
  expect(client.cloud.probe.report().gaps).toEqual([
    expect.objectContaining({ until: expect.stringContaining("patchRule") }),
  ]);
});

test("an ingress that had been closed and stands open is a gap", async () => {
  const client = await served();
  const url = "/v2/projects/p/locations/us-central1/services/web?updateMask=ingress";
  await client.send("PATCH", url, { ingress: "INGRESS_TRAFFIC_ALL" });
  expect(client.cloud.probe.report().gaps).toMatchObject([
    { subject: "ingress of projects/p/locations/us-central1/services/web", why: "the ingress stands open" },
  ]);
});

const down = { matchResponseCodes: ["5xx"], path: "/down.html" };
const login = { matchResponseCodes: ["403"], path: "/login.html", overrideResponseCode: 200 };

/** The site with error pages in a bucket, for its map. */
async function withPages(): Promise<{
  client: Client;
  setPages: (policy: JsonObject | undefined) => Promise<unknown>;
}> {
  const client = await served();
  await client.post("global/backendBuckets", { name: "pages", bucketName: "acme-pages" });
  const setPages = async (policy: JsonObject | undefined) => {
    const { body } = await client.get("global/urlMaps/map");
    const answer = await client.put("global/urlMaps/map", { ...body, defaultCustomErrorResponsePolicy: policy });
    expect(answer).toMatchObject({ status: 200 });
  };
  await setPages({ errorService: "global/backendBuckets/pages", errorResponseRules: [down, login] });
  client.cloud.probe.reset();
  return { client, setPages };
}

test.each<[string, JsonObject, string, object | undefined]>([
  ["is asked for a login", { invokerIamDisabled: false }, "invokerIamDisabled", { path: "/login.html", status: 200 }],
  ["is kept out", { ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }, "ingress", undefined],
])("a visitor who %s sees the page for that status", async (_, service, updateMask, page) => {
  const { client } = await withPages();
  const url = `/v2/projects/p/locations/us-central1/services/web?updateMask=${updateMask}`;
  await client.send("PATCH", url, service);
  const [front] = frontends(client.cloud).filter(({ scheme }) => scheme === "https");
  const met = visit(client.cloud, front, site);
  expect(met.problem).toBeDefined();
  expect(met.page).toEqual(page && expect.objectContaining(page));
});

test("a backend without an endpoint shows the page of its class, and a visitor who is served sees none", async () => {
  const { client } = await withPages();
  const [front] = frontends(client.cloud).filter(({ scheme }) => scheme === "https");
  expect(visit(client.cloud, front, site)).toMatchObject({ problem: undefined, page: undefined });
  await client.backendService("empty", []);
  const { body } = await client.get("global/urlMaps/map");
  await client.put("global/urlMaps/map", { ...body, defaultService: "global/backendServices/empty" });
  expect(visit(client.cloud, front, site)).toMatchObject({ page: { path: "/down.html", status: 503 } });
});

test("error pages that are missing for a moment are a gap, and those that are gone for good are none", async () => {
  const { client, setPages } = await withPages();
  const policy = { errorService: "global/backendBuckets/pages", errorResponseRules: [down] };
  await setPages(undefined);
  await setPages(policy);
  const { gaps } = client.cloud.probe.report();
  const ended = gaps.filter(({ until }) => until !== undefined).map(({ subject }) => subject);
  expect(ended).toEqual([`${site} => error page for 599`]);
});

test.each([
  ["<service>.example.com", "cart.example.com/a", { service: "cart" }],
  ["<tag>.<service>.example.com", "v1.cart.example.com/", { tag: "v1", service: "cart" }],
  ["<service>-home.example.com", "cart-home.example.com/", { service: "cart" }],
  ["/<service>", "any.example.com/cart/more", { service: "cart" }],
  ["example.com/home/<service>/<tag>", "example.com/home/cart/v1", { service: "cart", tag: "v1" }],
  ["<service>.example.com", "cart.example.org/", undefined],
])("the mask %s reads %s", (mask, url, expected) => {
  expect(matchMask(mask, url)).toEqual(expected);
});
