#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Settings, readArguments } from "./arguments";
import { Cloud } from "./cloud";
import { howToConnect } from "./how-to-connect";
import { JsonObject } from "./json";
import { createServer } from "./server";

/** Starts the simulator and says how to reach it. */
async function start({ port, state: file, realTime, ...durations }: Settings): Promise<void> {
  const cloud = new Cloud(durations);
  if (file !== undefined && existsSync(file)) cloud.restore(JSON.parse(readFileSync(file, "utf8")) as JsonObject);
  const server = createServer(cloud);
  const address = await server.listen({ host: "127.0.0.1", port });
  if (realTime) setInterval(() => cloud.advance(1), 1000).unref();
  console.log(`simulator ready at ${address}`);
  console.log(howToConnect(address));
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      if (file !== undefined) writeFileSync(file, JSON.stringify(cloud.save(), undefined, 2));
      void server.close();
    });
  }
}

/** Does what the command line says. */
async function main(): Promise<void> {
  const settings = readArguments(process.argv.slice(2));
  if (typeof settings !== "string") return start(settings);
  process.stdout.write(settings);
}

main().catch((error: unknown) => {
  console.error(`the simulator cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
