import { connect } from "node:net";
import { Cloud } from "../../simulator/cloud";
import { terraformEnvironment } from "../../simulator/how-to-connect";
import { JsonObject } from "../../simulator/json";
import { createServer } from "../../simulator/server";
import { Client } from "./client";

test("an operation is RUNNING until its time has come", async () => {
  const client = new Client({ operationSeconds: 60 });
  const { body } = await client.post("global/addresses", { name: "ip" });
  const path = `global/operations/${body.name as string}`;
  expect(body).toMatchObject({ status: "RUNNING", operationType: "insert" });
  client.cloud.advance(60);
  expect((await client.get(path)).body).toMatchObject({ status: "DONE", progress: 100 });
});

test("what is still being made cannot be referenced", async () => {
  const client = new Client({ operationSeconds: 60 });
  await client.backendService("web", []);
  const map = { name: "map", defaultService: "global/backendServices/web" };
  expect(await client.post("global/urlMaps", map)).toMatchObject({ status: 400, reason: "resourceNotReady" });
  client.cloud.advance(60);
  expect((await client.post("global/urlMaps", map)).status).toBe(200);
});

test("a Cloud Run operation is done when its time has come", async () => {
  const client = new Client({ operationSeconds: 60 });
  const { body } = await client.runService("web");
  expect(body.done).toBeUndefined();
  client.cloud.advance(60);
  expect((await client.send("GET", `/v2/${body.name as string}`)).body.done).toBe(true);
});

test("an operation that never was is not found", async () => {
  expect((await new Client().get("global/operations/operation-1")).status).toBe(404);
});

test("a fault lets one request fail, without effect", async () => {
  const client = new Client();
  await client.send("POST", "/simulator/faults", {
    kind: "error",
    code: 500,
    method: "GlobalAddresses.Insert",
    skip: 1,
  });
  expect((await client.post("global/addresses", { name: "a" })).status).toBe(200);
  expect((await client.post("global/addresses", { name: "b" })).status).toBe(500);
  expect((await client.post("global/addresses", { name: "b" })).status).toBe(200);
});

test("a fault breaks a connection after the effect", async () => {
  const client = new Client();
  await client.send("POST", "/simulator/faults", { kind: "drop", takesEffect: true });
  await expect(client.post("global/addresses", { name: "a" })).rejects.toThrow("fetch failed");
  expect((await client.get("global/addresses/a")).status).toBe(200);
});

test("a fault delays an answer", async () => {
  const client = new Client();
  await client.get("global/addresses");
  await client.send("POST", "/simulator/faults", { kind: "delay", milliseconds: 60 });
  const start = performance.now();
  await client.post("global/addresses", { name: "a" });
  expect(performance.now() - start).toBeGreaterThan(55);
});

test("a fault of no kind is refused", async () => {
  expect((await new Client().send("POST", "/simulator/faults", { kind: "flood" })).status).toBe(400);
});

test("state is saved and restored, with time and history", async () => {
  const client = new Client();
  await client.site();
  await client.delete("global/forwardingRules/https-rule");
  const { body } = await client.send("GET", "/simulator/state");
  const other = new Client();
  await other.send("PUT", "/simulator/state", body);
  expect((await other.send("GET", "/simulator/state")).body).toEqual(body);
  expect(other.cloud.probe.report()).toEqual(client.cloud.probe.report());
});

test("the same requests give the same state", async () => {
  const states = [];
  for (const client of [new Client(), new Client()]) {
    await client.site();
    states.push((await client.send("GET", "/simulator/state")).body);
  }
  expect(states[0]).toEqual(states[1]);
});

test("time moves when the caller says so, and only forward", async () => {
  const client = new Client();
  const { body } = await client.send("POST", "/simulator/clock", { advanceSeconds: 90 });
  expect(body).toEqual({ time: "2026-01-01T00:01:30.000Z" });
  expect(() => client.cloud.advance(-1)).toThrow("time only moves forward: -1");
});

test("lists what is there", async () => {
  const client = new Client();
  await client.site();
  const { body } = await client.send("GET", "/simulator/resources");
  expect(body.resources).toContain("projects/p/global/forwardingRules/https-rule");
  const list = (await client.get("global/forwardingRules?filter=name%20eq%20http-rule")).body;
  expect(list).toMatchObject({ kind: "compute#forwardingRuleList", items: [{ name: "http-rule" }] });
  const aggregated = (await client.get("aggregated/backendServices")).body.items as JsonObject;
  expect(aggregated).toMatchObject({ global: { backendServices: [{ name: "web" }] } });
});

test("a body that is no JSON is refused", async () => {
  const server = createServer(new Cloud());
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const response = await fetch(`${address}/compute/v1/projects/p/global/addresses`, { method: "POST", body: "{" });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("Invalid JSON payload")]);
  await server.close();
});

test("as a proxy it leads nowhere", async () => {
  const server = createServer(new Cloud());
  const address = new URL(await server.listen({ host: "127.0.0.1", port: 0 }));
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(address.port), "127.0.0.1", () =>
      socket.write("CONNECT example.com:443 HTTP/1.1\r\n\r\n"),
    );
    socket.once("data", (data) => resolve(data.toString()));
  });
  expect(answer).toMatch(/^HTTP\/1.1 404/);
  await server.close();
});

test("every endpoint that Terraform is pointed to is the simulator's", () => {
  const { NO_PROXY, CHECKPOINT_DISABLE, GOOGLE_OAUTH_ACCESS_TOKEN, ...urls } =
    terraformEnvironment("http://127.0.0.1:1");
  for (const url of Object.values(urls)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:1(\/|$)/);
  expect([NO_PROXY, CHECKPOINT_DISABLE, GOOGLE_OAUTH_ACCESS_TOKEN]).toEqual(["127.0.0.1", "1", "anything"]);
});

test("answers several requests that come as one", async () => {
  const client = new Client();
  await client.post("global/addresses", { name: "a" });
  const part = (id: string, request: string, body = "") =>
    `--x y\r\nContent-Type: application/http\r\nContent-ID: <${id}>\r\n\r\n${request} HTTP/1.1\r\nHost: a\r\n\r\n${body}\r\n`;
  const addresses = "/compute/v1/projects/p/global/addresses";
  const batch = [
    part("u+0", `DELETE ${addresses}/a`),
    part("u+1", `POST ${addresses}`, '{"name": "b"}'),
    part("u+2", `GET ${addresses}/c`),
    "--x y--",
  ].join("");
  const answer = await client.raw("/batch/compute/v1", batch, 'multipart/mixed; boundary="x y"');
  expect(answer).toMatch(/Content-ID: <response-u\+0>\r\n\r\nHTTP\/1.1 200 OK[^]*"operationType":"delete"/);
  expect(answer).toMatch(/Content-ID: <response-u\+1>\r\n\r\nHTTP\/1.1 200 OK[^]*"operationType":"insert"/);
  expect(answer).toMatch(/Content-ID: <response-u\+2>\r\n\r\nHTTP\/1.1 404 Not Found[^]*was not found/);
  expect((await client.get("global/addresses/b")).status).toBe(200);
  expect((await client.get("global/addresses/a")).status).toBe(404);
});

test.each([
  ["a batch without a boundary", "multipart/mixed", "--x--", "multipart/mixed message"],
  ["a part that is no request", "multipart/mixed; boundary=x", "--x\r\n\r\nhello\r\n--x--", "is an HTTP request"],
])("refuses %s", async (_, type, body, message) => {
  expect(await new Client().raw("/batch/compute/v1", body, type)).toContain(message);
});
