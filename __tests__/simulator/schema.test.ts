import { Client } from "./client";

test.each([
  ["an unknown field", { name: "a", colour: "red" }, `Unknown name "colour" at 'resource': Cannot find field.`],
  ["an unknown nested field", { name: "a", cdnPolicy: { ttl: 1 } }, `Unknown name "ttl" at 'resource.cdn_policy'`],
  [
    "text for a number",
    { name: "a", timeoutSec: "soon" },
    `Invalid value at 'resource.timeout_sec' (TYPE_INT32), "soon"`,
  ],
  ["a number for text", { name: 7 }, `Invalid value at 'resource.name' (TYPE_STRING), 7`],
  [
    "a text for a boolean",
    { name: "a", enableCDN: "yes" },
    `Invalid value at 'resource.enable_cdn' (TYPE_BOOL), "yes"`,
  ],
  ["one value for a list", { name: "a", backends: {} }, `Invalid value at 'resource.backends' (Backend), {}`],
  ["an unknown enum value", { name: "a", protocol: "GOPHER" }, `BackendService.protocol), "GOPHER"`],
])("refuses %s", async (_, body, message) => {
  const answer = await new Client().post("global/backendServices", body);
  expect(answer.status).toBe(400);
  expect(answer.message).toContain(message);
});

test("refuses a query parameter that the method does not have", async () => {
  const answer = await new Client().get("global/urlMaps?colour=red");
  expect(answer).toMatchObject({ status: 400, message: expect.stringContaining('Unknown name "colour"') });
});

test("lets nulls pass, as Google does", async () => {
  expect((await new Client().post("global/addresses", { name: "ip", colour: null })).status).toBe(200);
});

test("answers 404 for what is no method of Google's", async () => {
  expect((await new Client().get("global/teapots")).status).toBe(404);
});

test("answers 501 for a method that it lacks", async () => {
  const answer = await new Client().get("global/backendServices/web/getIamPolicy");
  expect(answer).toMatchObject({
    status: 501,
    message: "the simulator does not implement BackendServices.GetIamPolicy",
  });
});

test("keeps 64-bit numbers as text", async () => {
  const client = new Client();
  await client.backendService("web", [], { outlierDetection: { interval: { seconds: 1 } } });
  const { body } = await client.get("global/backendServices/web");
  expect(body.outlierDetection).toEqual({ interval: { seconds: "1" } });
});
