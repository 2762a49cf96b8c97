import { JsonObject } from "../../simulator/json";
import { Client } from "./client";

const services = "/v2/projects/p/locations/us-central1/services";

test("a service comes back with what Google fills in", async () => {
  const client = new Client();
  const made = await client.runService("web", { ingress: undefined, invokerIamDisabled: undefined });
  expect(made.body).toMatchObject({ done: true, response: { name: "projects/p/locations/us-central1/services/web" } });
  expect((await client.send("GET", `${services}/web`)).body).toMatchObject({
    ingress: "INGRESS_TRAFFIC_ALL",
    generation: "1",
    terminalCondition: { state: "CONDITION_SUCCEEDED" },
    traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    template: { timeout: "300s", containers: [{ ports: [{ containerPort: 8080 }] }] },
  });
});

test("a probe gets the exposed port, and a network its own subnetwork", async () => {
  const client = new Client();
  const containers = [{ image: "hello", ports: [{ containerPort: 3000 }], livenessProbe: { httpGet: { path: "/" } } }];
  const vpcAccess = { networkInterfaces: [{ network: "projects/p/global/networks/n" }] };
  await client.runService("web", { template: { containers, vpcAccess } });
  expect((await client.send("GET", `${services}/web`)).body).toMatchObject({
    template: {
      containers: [{ startupProbe: { tcpSocket: { port: 3000 } }, livenessProbe: { httpGet: { port: 3000 } } }],
      vpcAccess: { networkInterfaces: [{ subnetwork: "n" }] },
    },
  });
});

test.each<[string, string, JsonObject, string]>([
  ["a long name", "a".repeat(50), {}, "must be less than 50 characters"],
  ["an upper-case name", "Web", {}, "only lowercase"],
  ["no container", "web", { template: {} }, "must have at least one container"],
  ["no image", "web", { template: { containers: [{}] } }, "image must be set"],
  ["traffic of 90 percent", "web", { traffic: [{ percent: 90 }] }, "must sum to 100 percent"],
  ["an unknown ingress", "web", { ingress: "OPEN" }, "Invalid value at 'resource.ingress'"],
  ["an unknown field", "web", { colour: "red" }, `Unknown name "colour"`],
])("refuses a service with %s", async (_, name, fields, message) => {
  const answer = await new Client().runService(name, fields);
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("refuses a name that exists, and does not find one that does not", async () => {
  const client = new Client();
  await client.runService("web");
  expect((await client.runService("web")).status).toBe(409);
  expect(await client.send("GET", `${services}/api`)).toMatchObject({
    status: 404,
    message: "Resource 'api' of kind 'SERVICE' in region 'us-central1' in project 'p' does not exist.",
  });
});

test("an update without a mask replaces, one with a mask sets, a stale etag is refused", async () => {
  const client = new Client();
  const { body } = await client.runService("web", { description: "first" });
  const template = { containers: [{ image: "other" }] };
  const { etag } = body.response as JsonObject;
  await client.send("PATCH", `${services}/web`, { template });
  const replaced = (await client.send("GET", `${services}/web`)).body;
  expect(replaced).toMatchObject({ generation: "2", ingress: "INGRESS_TRAFFIC_ALL" });
  expect(replaced.description).toBeUndefined();
  await client.send("PATCH", `${services}/web?updateMask=description`, { description: "second" });
  expect((await client.send("GET", `${services}/web`)).body).toMatchObject({
    description: "second",
    template: replaced.template,
  });
  expect((await client.send("PATCH", `${services}/web`, { template, etag })).status).toBe(409);
});

test("a container that does not start fails the operation; the service is there, and its former revision serves", async () => {
  const client = new Client();
  const broken = { template: { containers: [{ image: "web:does-not-start" }] } };
  const revision = (number: string) => `projects/p/locations/us-central1/services/web/revisions/web-${number}`;
  const made = await client.runService("web", broken);
  expect(made.body).toMatchObject({ done: true, error: { code: 9 } });
  expect((made.body.error as JsonObject).message).toContain(
    "Revision 'web-00001' is not ready and cannot serve traffic",
  );
  const first = (await client.send("GET", `${services}/web`)).body;
  expect(first).toMatchObject({ terminalCondition: { state: "CONDITION_FAILED" } });
  expect(first.latestReadyRevision).toBeUndefined();
  expect((await client.runService("web")).status).toBe(409);
  const mended = { ...broken, template: { containers: [{ image: "web:2" }] } };
  expect((await client.send("PATCH", `${services}/web`, mended)).body.error).toBeUndefined();
  expect((await client.send("PATCH", `${services}/web`, broken)).body).toMatchObject({ error: { code: 9 } });
  expect((await client.send("GET", `${services}/web`)).body).toMatchObject({
    latestReadyRevision: revision("00002"),
    latestCreatedRevision: revision("00003"),
  });
});

test("nobody is served by a service without a revision that is ready", async () => {
  const client = new Client();
  await client.site();
  const template = (image: string) => ({
    ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    invokerIamDisabled: true,
    template: { containers: [{ image }] },
  });
  await client.send("PATCH", `${services}/web`, template("web:does-not-start"));
  expect(client.cloud.probe.report().outages).toEqual([]);
  await client.send("DELETE", `${services}/web`);
  await client.runService("web", template("web:does-not-start"));
  expect(client.cloud.probe.report().unserved).toMatchObject([
    {
      url: "https://app.example.com/",
      why: "projects/p/locations/us-central1/services/web has no revision that is ready",
    },
  ]);
});

test("sets who may invoke, and refuses a stale etag and a malformed member", async () => {
  const client = new Client();
  await client.runService("web");
  const policy = (await client.send("GET", `${services}/web:getIamPolicy`)).body;
  const set = (member: string, etag = policy.etag) =>
    client.send("POST", `${services}/web:setIamPolicy`, {
      policy: { etag, bindings: [{ role: "roles/run.invoker", members: [member] }] },
    });
  expect((await set("everybody")).message).toBe("Invalid member: everybody");
  expect((await set("allUsers")).body).toMatchObject({ bindings: [{ members: ["allUsers"] }] });
  expect(await set("user:a@example.com")).toMatchObject({
    status: 409,
    message: expect.stringContaining("concurrent"),
  });
});

test("there is no IAM policy without its service", async () => {
  expect((await new Client().send("GET", `${services}/web:getIamPolicy`)).status).toBe(404);
});

test("APIs are switched on, also by clients that repeat the version", async () => {
  const client = new Client();
  const serviceIds = ["run.googleapis.com"];
  expect((await client.send("POST", "/v1/v1/projects/p/services:batchEnable", { serviceIds })).body.done).toBe(true);
  const { body } = await client.send("GET", "/v1/projects/p/services?filter=state:ENABLED");
  expect(body.services).toMatchObject([
    { name: expect.stringMatching(/services\/run.googleapis.com$/), state: "ENABLED" },
  ]);
  await client.send("POST", "/v1/projects/p/services/run.googleapis.com:disable", {});
  expect((await client.send("GET", "/v1/projects/p/services?filter=state:ENABLED")).body.services).toEqual([]);
});

test("every project exists", async () => {
  const { body } = await new Client().send("GET", "/v1/projects/p");
  expect(body).toMatchObject({ projectId: "p", lifecycleState: "ACTIVE" });
});
