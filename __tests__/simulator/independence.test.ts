import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

function imports(folder: string): [file: string, imported: string][] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const source = readFileSync(join(root, folder, file), "utf8");
      return [...source.matchAll(/from "([^"]+)"/g)].map((match): [string, string] => [file, match[1]]);
    });
}

test("the simulator imports nothing of the library: it is the other witness", () => {
  const wrong = imports("simulator").filter(([, name]) => /cdktf|constructs|\/lib(\/|$)/.test(name));
  expect(wrong).toEqual([]);
});

test("the library imports nothing of the simulator", () => {
  expect(imports("lib").filter(([, name]) => name.includes("simulator"))).toEqual([]);
});
