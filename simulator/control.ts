import { FastifyInstance } from "fastify";
import { Cloud } from "./cloud";
import { Fault } from "./faults";
import { JsonObject } from "./json";

/** What a test or a person asks of the simulator itself, below `/simulator`. */
export function addControl(server: FastifyInstance, cloud: Cloud): void {
  server.get("/simulator/report", () => cloud.probe.report());
  server.post("/simulator/report/reset", () => {
    cloud.probe.reset();
    return cloud.probe.report();
  });
  server.get("/simulator/resources", () => ({ resources: resourcesOf(cloud) }));
  server.get("/simulator/state", () => cloud.save());
  server.put<{ Body: JsonObject }>("/simulator/state", ({ body }) => {
    cloud.restore(body);
    return {};
  });
  const seconds = { type: "object", required: ["advanceSeconds"], properties: { advanceSeconds: { type: "number" } } };
  server.post<{ Body: { advanceSeconds: number } }>("/simulator/clock", { schema: { body: seconds } }, ({ body }) => {
    cloud.advance(body.advanceSeconds);
    return { time: cloud.clock.timestamp() };
  });
  const fault = { type: "object", required: ["kind"], properties: { kind: { enum: ["error", "drop", "delay"] } } };
  server.post<{ Body: Fault }>("/simulator/faults", { schema: { body: fault } }, ({ body }) => {
    cloud.faults.add(body);
    return {};
  });
  const record = { type: "object", required: ["domain"], properties: { domain: { type: "string" } } };
  server.post<{ Body: { domain: string; address?: string } }>(
    "/simulator/dns",
    { schema: { body: record } },
    ({ body }) => {
      if (body.address === undefined) cloud.probe.dns.delete(body.domain);
      else cloud.probe.dns.set(body.domain, body.address);
      cloud.probe.observe(`DNS of ${body.domain}`);
      return { records: cloud.probe.dns.records() };
    },
  );
}

/** The paths of all resources, without operations and what APIs are on. */
function resourcesOf(cloud: Cloud): string[] {
  const passes = (path: string) => !path.includes("/operations/") && !/^projects\/[^/]+\/services\//.test(path);
  return cloud.store.matching(passes).map(([path]) => path);
}
