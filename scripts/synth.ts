/** `npm run synth`: runs the app and prints what it created and what to do next. */
import * as fs from "fs";
import * as path from "path";
import { standardStreams } from "../lib/cli";
import { environments } from "../environments";
import { fitted } from "../lib/cli/help";
import "../main";

interface Manifest {
  readonly stacks: {
    readonly [id: string]: {
      readonly synthesizedStackPath: string;
    };
  };
}

interface Stack {
  readonly resource?: {
    readonly [type: string]: { readonly [id: string]: { readonly managed?: { readonly domains?: string[] } } };
  };
}

const outdir = path.relative("", process.env.CDKTF_OUTDIR ?? "cdktf.out") || ".";
const read = <T>(file: string) => JSON.parse(fs.readFileSync(path.join(outdir, file), "utf8")) as T;
const { isColoured, columns } = standardStreams();
const bold = (text: string) => (isColoured ? `\u001b[1m${text}\u001b[22m` : text);
const print = (text: string) => console.log(fitted(text, columns));

// the manifest has them by name; people deploy them in the order of environments.ts
const { stacks: byName } = read<Manifest>("manifest.json");
const ids = [...Object.keys(environments), ...Object.keys(byName)].filter((id) => id in byName);
const stacks = [...new Set(ids)].map((id) => [id, byName[id]] as const);
const lines = stacks.map(([id, { synthesizedStackPath }]) => {
  const types = Object.values(read<Stack>(synthesizedStackPath).resource ?? {});
  const resources = types.flatMap((type) => Object.values(type));
  const domains = resources.flatMap((resource) => resource.managed?.domains ?? []);
  return [id, `${resources.length} resources`, domains.join(", "), path.join(outdir, synthesizedStackPath)];
});
const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)));
const table = lines.map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("   ")}`);

console.log(bold(`Synthesized ${stacks.length} stacks:`));
print(table.join("\n"));
const [first] = stacks[0];
console.log(`\n${bold("Next:")}`);
print(`  npm run review -- ${first}   print what visitors will see; then read the files above, which Terraform will use
  npx cdktf diff ${first}      show what would change (needs Terraform and a Google Cloud login)
  npx cdktf deploy ${first}    deploy; then create the DNS records that it prints`);
