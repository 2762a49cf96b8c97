import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { reachableTypes } from "../scripts/reachable-types";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "types-"));
const FILES = {
  "index.d.ts": 'export * from "./parts";\nexport declare const a: import("./inline").Inline;\n',
  "parts/index.d.ts": 'import "../global";\nimport { App } from "cdktf";\nexport { type B } from "./b";\n',
  "parts/b.d.ts": 'import type { B } from "../index";\n',
  "inline.d.ts": "",
  "global.d.ts": "",
  "alone.d.ts": 'export * from "./inline";\n',
  "broken.d.ts": 'export * from "./missing";\n',
};

beforeAll(() => {
  fs.mkdirSync(path.join(folder, "parts"));
  Object.entries(FILES).forEach(([file, text]) => fs.writeFileSync(path.join(folder, file), text));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("what the entry points import is reached, in every form of an import, and nothing else", () => {
  expect([...reachableTypes(folder, ["index.d.ts"])].sort()).toEqual([
    "global.d.ts",
    "index.d.ts",
    "inline.d.ts",
    "parts/b.d.ts",
    "parts/index.d.ts",
  ]);
});

test("a declaration that is imported and not there is an error", () => {
  expect(() => reachableTypes(folder, ["broken.d.ts"])).toThrow("missing.d.ts");
});
