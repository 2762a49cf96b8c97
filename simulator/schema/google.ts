import { readFileSync } from "node:fs";
import type { ProtoNode } from "./messages";

/** Google's own schema of an API, from the `protos.json` of its client library. */
export function protosOf(library: string): ProtoNode {
  const file = require.resolve(`@google-cloud/${library}/build/protos/protos.json`);
  return JSON.parse(readFileSync(file, "utf8")) as ProtoNode;
}
