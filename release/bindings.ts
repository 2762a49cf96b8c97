/** The bindings of Google's provider for CDK Terrain: from npm, or from PyPI's wheel, which holds npm's package. */
import { spawnSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { run } from "./run";

/** The bindings that the native edition is built and tested with. */
export const BINDINGS = {
  name: "@cdktn/provider-google",
  version: "21.1.0",
  range: ">=21.1.0 <22.0.0",
  /** The version of the provider that they are for. */
  provider: "8.7.0",
} as const;
const WHEEL = "cdktn-provider-google";

let found: string | undefined;

/** What `npm install` takes for the bindings: their version, or the file in the wheel, which is put into a folder once. */
export function bindingsOf(folder: string): string {
  return (found ??= find(folder));
}

function find(folder: string): string {
  const { name, version } = BINDINGS;
  if (spawnSync("npm", ["view", `${name}@${version}`, "version"], { encoding: "utf8" }).stdout.trim() === version) {
    return version;
  }
  const to = path.join(folder, "bindings");
  const options = ["--no-deps", "--ignore-requires-python", "--disable-pip-version-check", "--dest", to];
  run("python3", ["-m", "pip", "download", ...options, `${WHEEL}==${version}`]);
  const [wheel] = fs.readdirSync(to);
  run("python3", ["-m", "zipfile", "-e", wheel, "."], to);
  return `file:${path.join(to, WHEEL.replaceAll("-", "_"), "_jsii", `provider-google@${version}.jsii.tgz`)}`;
}
