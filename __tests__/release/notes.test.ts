import * as fs from "fs";
import * as path from "path";
import { BINDINGS } from "../../release/bindings";
import { NATIVE } from "../../release/native";
import { CDKTN } from "../../release/repository";
import { ROOT } from "../apps";
import { PROVIDER_VERSION } from "../provider-version";

const FOLDER = "release/notes";
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const versions = fs.readdirSync(path.join(ROOT, FOLDER)).map((file) => file.replace(/\.md$/, ""));
const textOf = (version: string) => read(path.join(FOLDER, `${version}.md`));
const { version: current } = JSON.parse(read("package.json")) as { version: string };
const numbers = (version: string) => version.split(".").map(Number);
const latest = [...versions].sort((a, b) => {
  const [one, other] = [numbers(a), numbers(b)];
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
})[versions.length - 1];

test("there are notes of versions, and the first release after 0.1.0 has some", () => {
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(current === "0.1.0" || versions.includes(current)).toBe(true);
  expect(versions.length).toBeGreaterThan(0);
});

test.each(versions)("the links of the notes of %s lead to files of that version, and every one is used", (version) => {
  const text = textOf(version);
  const links = [...text.matchAll(/^\[([^\]]+)\]: (.*)$/gm)];
  expect(links.length).toBeGreaterThan(0);
  for (const [, name, link] of links) {
    const [, at, file] = /\/blob\/v([\d.]+)\/([^#]+)(?:#.*)?$/.exec(link) ?? [];
    expect(at).toBe(version);
    expect(version !== latest || fs.existsSync(path.join(ROOT, file))).toBe(true);
    expect(text).toContain(`][${name}]`);
  }
  const used = [...text.matchAll(/\]\[([^\]]+)\]/g)].map(([, name]) => name);
  expect(used.filter((name) => !links.some(([, known]) => known === name))).toEqual([]);
});

test.each(versions)(
  "the notes of %s have both editions, the tested versions of now, and what users must change",
  (version) => {
    const text = textOf(version);
    for (const edition of [NATIVE, NATIVE.replace("cdktn", "cdktf")]) {
      expect(text).toMatch(new RegExp(`^npm install ${edition} `, "m"));
      expect(text).toMatch(new RegExp(`^pip install ${edition}$`, "m"));
    }
    if (version === latest) {
      expect(text).toContain(`CDK Terrain ${CDKTN.replace(/\.\d+$/, "")}`);
      expect(text).toContain(`provider ${BINDINGS.provider}`);
      expect(PROVIDER_VERSION === BINDINGS.provider || text.includes(`provider ${PROVIDER_VERSION}`)).toBe(true);
    }
    expect(text).toMatch(/^## What you must change$/m);
  },
);
