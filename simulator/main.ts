#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Cloud } from "./cloud";
import { howToConnect } from "./how-to-connect";
import { JsonObject } from "./json";
import { createServer } from "./server";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8085" },
    state: { type: "string" },
    "certificate-seconds": { type: "string", default: "1800" },
    "operation-seconds": { type: "string", default: "0" },
    "real-time": { type: "boolean", default: false },
  },
});

/** Starts the simulator and says how to reach it. */
async function main(): Promise<void> {
  const cloud = new Cloud({
    certificateSeconds: Number(values["certificate-seconds"]),
    operationSeconds: Number(values["operation-seconds"]),
  });
  const file = values.state;
  if (file !== undefined && existsSync(file)) cloud.restore(JSON.parse(readFileSync(file, "utf8")) as JsonObject);
  const server = createServer(cloud);
  const address = await server.listen({ host: "127.0.0.1", port: Number(values.port) });
  if (values["real-time"]) setInterval(() => cloud.advance(1), 1000).unref();
  console.log(`simulator ready at ${address}`);
  console.log(howToConnect(address));
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      if (file !== undefined) writeFileSync(file, JSON.stringify(cloud.save(), undefined, 2));
      void server.close();
    });
  }
}

main().catch((error: unknown) => {
  console.error(`the simulator cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
