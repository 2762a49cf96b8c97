/** What people find who ask, report or contribute. */
import * as fs from "fs";
import * as path from "path";
import { parse } from "yaml";
import { ROOT } from "./apps";

interface Form {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly body: readonly { readonly type: string; readonly id?: string; readonly attributes: object }[];
}

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const FOLDER = ".github/ISSUE_TEMPLATE";
const forms = fs
  .readdirSync(path.join(ROOT, FOLDER))
  .filter((file) => file !== "config.yml")
  .map((file) => [file, parse(read(path.join(FOLDER, file))) as Form] as const);

test("there are issue forms", () => {
  expect(forms.map(([file]) => file)).toEqual(["bug.yml", "rule.yml", "wish.yml"]);
});

test.each(forms)(
  "the form %s has what GitHub needs: a name, a description, labels, fields with labels and ids",
  (_, form) => {
    expect(form).toEqual({
      name: expect.any(String) as string,
      description: expect.any(String) as string,
      labels: [expect.any(String)],
      body: expect.any(Array) as unknown[],
    });
    const fields = form.body.filter(({ type }) => type !== "markdown");
    expect(fields.length).toBeGreaterThan(2);
    expect(fields.filter(({ attributes }) => !("label" in attributes))).toEqual([]);
    expect(fields.every(({ type }) => /^(input|textarea|dropdown|checkboxes)$/.test(type))).toBe(true);
    const ids = fields.map(({ id }) => id);
    expect(new Set(ids).size).toBe(fields.length);
  },
);

test("license, README and package name the same authors", () => {
  const { author, license } = JSON.parse(read("package.json")) as { author: { name: string }; license: string };
  const [, year] = new RegExp(`^   Copyright (\\d{4}) ${author.name}$`, "m").exec(read("LICENSE")) ?? [];
  expect(read("README.md")).toContain(`Copyright ${year} ${author.name}. [Apache License 2.0](LICENSE).`);
  expect(license).toBe("Apache-2.0");
});

test("the first change of CONTRIBUTING.md is one that can be made", () => {
  const text = read("CONTRIBUTING.md").replace(/^ {3}/gm, "");
  const [test, change] = [...text.matchAll(/^```diff\n([^]*?)^```$/gm)].map(([, block]) => block.split("\n"));
  const regions = read("lib/google/regions.ts");
  expect(read("__tests__/lib/rules/regions.test.ts")).toContain("said(noRegion, ");
  expect(test.join("\n")).toContain('said(noRegion, "switzerland")');
  const around = change.filter((line) => line.startsWith(" ")).map((line) => line.trim());
  expect(around).toHaveLength(2);
  expect(regions).toContain(around.join("\n  "));
});
