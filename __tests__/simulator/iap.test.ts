import { JsonObject } from "../../simulator/json";
import { frontends } from "../../simulator/probe/frontends";
import { INSIDE, NOBODY, PREFLIGHT, STRANGER } from "../../simulator/probe/visitors";
import { answerTo } from "../../simulator/probe/visit";
import { projectNumber } from "../../simulator/resource-manager/projects";
import { Client } from "./client";

const site = "https://app.example.com/";
const agent = `serviceAccount:service-${projectNumber("p")}@gcp-sa-iap.iam.gserviceaccount.com`;
const web = "/v1/projects/p/iap_web/compute/services/web";
const [anna, staff] = ["user:anna@acme.example", "group:staff@acme.example"];

const bindings = (role: string, members: readonly string[]): JsonObject => ({
  policy: { bindings: [{ role, members: [...members] }] },
});

/** A site whose backend service has Identity-Aware Proxy; `fields` change it. */
class Site extends Client {
  public static async make(): Promise<Site> {
    const site = new Site();
    await site.site();
    await site.iap({ enabled: true });
    return site;
  }

  public async iap(iap: JsonObject) {
    const fingerprint = await this.fingerprint("global/backendServices/web");
    return this.patch("global/backendServices/web", { iap, fingerprint });
  }

  public members(...members: string[]) {
    return this.send("POST", `${web}:setIamPolicy`, bindings("roles/iap.httpsResourceAccessor", members));
  }

  public invokers(...members: string[]) {
    const service = "/v2/projects/p/locations/us-central1/services/web";
    return this.send("POST", `${service}:setIamPolicy`, bindings("roles/run.invoker", members));
  }

  public iamCheck(isOn: boolean) {
    const service = "/v2/projects/p/locations/us-central1/services/web?updateMask=invokerIamDisabled";
    return this.send("PATCH", service, { invokerIamDisabled: !isOn });
  }

  public answer(visitor: string, headers = {}, url = site) {
    const front = frontends(this.cloud).find(({ scheme }) => url.startsWith(`${scheme}:`));
    if (!front) throw new Error("no front end");
    return answerTo(this.cloud, front, url, visitor, headers);
  }

  public people(): readonly string[] {
    const history = this.cloud.probe.report().entries.find(({ url }) => url === site);
    return history?.admissions.at(-1)?.people ?? [];
  }
}

describe("the API", () => {
  test("keeps members of a backend service, by its name or its id, and forgets them with it", async () => {
    const client = await Site.make();
    const { body } = await client.members(staff);
    const id = (await client.get("global/backendServices/web")).body.id as string;
    const byId = `/v1/projects/${projectNumber("p")}/iap_web/compute/services/${id}:getIamPolicy`;
    expect((await client.send("POST", byId, {})).body).toEqual(body);
    await client.post("global/backendServices", { name: "other", loadBalancingScheme: "EXTERNAL_MANAGED" });
    const other = "/v1/projects/p/iap_web/compute/services/other";
    await client.send("POST", `${other}:setIamPolicy`, bindings("roles/iap.httpsResourceAccessor", [staff]));
    await client.send("PATCH", `${other}:iapSettings`, { accessSettings: {} });
    await client.delete("global/backendServices/other");
    expect(client.cloud.store.matching((path) => path.includes("services/other"))).toEqual([]);
  });

  test("refuses a member of no kind, a policy that is out of date, and what does not exist", async () => {
    const client = await Site.make();
    expect((await client.members("anna@acme.example")).message).toContain("Invalid member");
    const noAgent = "serviceAccount:service-acme@gcp-sa-iap.iam.gserviceaccount.com";
    expect((await client.invokers(noAgent)).message).toContain("does not exist");
    const stale = { policy: { bindings: [], etag: "b2xk" } };
    expect((await client.send("POST", `${web}:setIamPolicy`, stale)).status).toBe(409);
    const gone = "/v1/projects/p/iap_web/compute/services/gone";
    expect((await client.send("POST", `${gone}:getIamPolicy`, {})).status).toBe(404);
    expect((await client.send("PATCH", `${gone}:iapSettings`, {})).status).toBe(404);
    expect((await client.send("POST", "/v1/projects/p/iap:getIamPolicy", {})).status).toBe(400);
  });

  test("keeps settings, all or those of a mask, and refuses those that it does not know", async () => {
    const client = await Site.make();
    const name = `projects/${projectNumber("p")}/iap_web/compute/services/web`;
    const settings = { accessSettings: { corsSettings: { allowHttpOptions: true } } };
    expect((await client.send("GET", `/v1/${name}:iapSettings`)).body).toEqual({ name });
    await client.send("PATCH", `/v1/${name}:iapSettings`, { name, ...settings });
    const domain = { applicationSettings: { cookieDomain: "example.com" } };
    await client.send("PATCH", `/v1/${name}:iapSettings?updateMask=application_settings.cookie_domain`, domain);
    expect((await client.send("GET", `/v1/${name}:iapSettings`)).body).toEqual({ name, ...settings, ...domain });
    await client.send("PATCH", `/v1/${name}:iapSettings`, {});
    expect((await client.send("GET", `/v1/${name}:iapSettings`)).body).toEqual({ name });
    expect((await client.send("PATCH", `/v1/${name}:iapSettings`, { cors: {} })).status).toBe(400);
  });

  test("says what a project is and what pays for it", async () => {
    const client = new Client();
    expect((await client.send("GET", "/v1/projects/p")).body).toMatchObject({ projectNumber: projectNumber("p") });
    expect((await client.send("GET", "/v1/projects/p/billingInfo")).body).toMatchObject({ billingEnabled: true });
  });

  test("shows the hash of an OAuth client's secret alone, and keeps what is off", async () => {
    const client = await Site.make();
    await client.iap({ enabled: true, oauth2ClientId: "id", oauth2ClientSecret: "secret" });
    const { body } = await client.get("global/backendServices/web");
    const oauth2ClientSecretSha256 = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    expect(body.iap).toEqual({ enabled: true, oauth2ClientId: "id", oauth2ClientSecretSha256 });
    expect((await client.iap({ enabled: true, oauth2ClientId: "other" })).status).toBe(400);
    expect((await client.iap({ enabled: true, oauth2ClientSecret: "another" })).status).toBe(200);
    const { fingerprint } = (await client.get("global/backendServices/web")).body;
    const off = { ...body, fingerprint, iap: { enabled: false, oauth2ClientSecret: "" } };
    expect((await client.put("global/backendServices/web", off)).status).toBe(200);
    expect((await client.get("global/backendServices/web")).body.iap).toEqual({ enabled: false });
  });
});

describe("visitors", () => {
  test("without a login are sent to sign in, a fetch is answered 401", async () => {
    const client = await Site.make();
    expect(client.answer(NOBODY)).toMatchObject({
      status: 302,
      location: expect.stringContaining("https://accounts.google.com/"),
    });
    expect(client.answer(NOBODY, { accept: "text/html,*/*" })).toMatchObject({ status: 302 });
    expect(client.answer(NOBODY, { accept: "application/json" })).toMatchObject({ status: 401 });
    expect(client.answer(PREFLIGHT)).toMatchObject({ status: 401 });
  });

  test.each<[string, string[], string[]]>([
    ["members", [anna, staff], [anna, staff, INSIDE]],
    ["everybody with a login", ["allAuthenticatedUsers"], [STRANGER, INSIDE]],
    ["everybody", ["allUsers"], [NOBODY, STRANGER, PREFLIGHT, INSIDE]],
    ["nobody", [], [INSIDE]],
  ])("%s are let in, if the bindings name them", async (_, members, people) => {
    const client = await Site.make();
    await client.members(...members);
    expect(client.people()).toEqual(people);
    const wrong = client.answer("user:eve@evil.example");
    expect(wrong?.status).toBe(members.some((member) => member.startsWith("all")) ? undefined : 403);
  });

  test("a binding with a condition lets nobody in, one for the project lets in at every backend service", async () => {
    const client = await Site.make();
    const condition = { title: "t", expression: "true" };
    const role = "roles/iap.httpsResourceAccessor";
    const conditional = { policy: { bindings: [{ role, members: [anna], condition }] } };
    await client.send("POST", `${web}:setIamPolicy`, conditional);
    expect(client.people()).toEqual([INSIDE]);
    await client.send("POST", "/v1/projects/p/iap_web:setIamPolicy", bindings(role, [staff]));
    expect(client.people()).toEqual([staff, INSIDE]);
  });

  test("with a login meet the IAM check of the service, unless the agent may call it", async () => {
    const client = await Site.make();
    await client.members(staff);
    await client.iamCheck(true);
    expect(client.answer(staff)).toMatchObject({ status: 403, why: expect.stringContaining("does not let service-") });
    expect(client.people()).toEqual([]);
    expect(client.cloud.probe.report().unserved).toMatchObject([{ url: site }]);
    await client.invokers(agent);
    expect(client.people()).toEqual([staff]);
    await client.invokers("allUsers");
    expect(client.people()).toEqual([staff, INSIDE]);
  });

  test("in a preflight are let in where the settings say so, the most special first", async () => {
    const client = await Site.make();
    await client.members(staff);
    const settings = (allowHttpOptions: boolean) => ({ accessSettings: { corsSettings: { allowHttpOptions } } });
    await client.send("PATCH", "/v1/projects/p/iap_web:iapSettings", settings(true));
    expect(client.people()).toContain(PREFLIGHT);
    await client.send("PATCH", `${web}:iapSettings`, settings(false));
    expect(client.people()).not.toContain(PREFLIGHT);
  });

  test("get nothing without TLS", async () => {
    const client = await Site.make();
    await client.members(staff);
    await client.post("targetHttpProxies/http/setUrlMap", { urlMap: "global/urlMaps/map" });
    expect(client.answer(staff, {}, "http://app.example.com/")).toMatchObject({ status: 403 });
  });
});

test("who is let in is told change by change", async () => {
  const client = new Site();
  await client.site();
  client.cloud.probe.reset();
  await client.members(staff);
  await client.iap({ enabled: true });
  await client.iamCheck(true);
  await client.invokers(agent);
  const history = client.cloud.probe.report().entries;
  expect(history.map(({ url }) => url)).toEqual([site]);
  expect(history[0].admissions.map(({ people, since }) => [people, since.split(" ")[0]])).toEqual([
    [[NOBODY, STRANGER, PREFLIGHT, INSIDE], expect.anything()],
    [[staff, INSIDE], "BackendServices.Patch"],
    [[], "Services.UpdateService"],
    [[staff], "Services.SetIamPolicy"],
  ]);
  expect(client.cloud.probe.report().outages).toHaveLength(1);
  const again = new Client();
  again.cloud.restore(JSON.parse(JSON.stringify(client.cloud.save())));
  expect(again.cloud.probe.report().entries).toEqual(history);
});
