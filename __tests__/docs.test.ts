import * as fs from "fs";
import * as path from "path";
import { MISTAKE_NAMES } from "../scripts/mistakes";
import { filled, pages } from "../scripts/readme";
import { EXAMPLES, EXAMPLES_IN_OTHER_LANGUAGES, FIRST_HOUR, ROOT, TEST_EXAMPLES, runApp } from "./apps";

jest.setTimeout(600_000);

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const files = (folder: string) =>
  fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file));
const PAGES = pages();
/** What the apps are known to synthesize: whole environments, and the names of the examples. */
const SNAPSHOTS = [...files("__tests__/__snapshots__"), ...files("__tests__/apps/__snapshots__")].map(read).join("\n");
const texts = new Map([...PAGES, "CONTRIBUTING.md", "SECURITY.md"].map((file) => [file, read(file)]));
const wholeText = [...texts.values()].join("\n");
const named = (marker: RegExp) => new Set([...wholeText.matchAll(marker)].map((match) => match[1]));

test.each(PAGES)("the marked blocks of %s are the examples and messages as they are", (page) => {
  const text = texts.get(page) ?? "";
  expect(filled(text)).toBe(text);
});

test("every example and every mistake stands on a page, and nothing else does", () => {
  expect([...named(/<!-- (examples\/.*?\.ts) -->/g)].sort()).toEqual(
    [...EXAMPLES, ...TEST_EXAMPLES, ...FIRST_HOUR].sort(),
  );
  expect([...named(/<!-- mistake: (.*?) -->/g)].sort()).toEqual([...MISTAKE_NAMES].sort());
});

test("every block of TypeScript comes from a file that is compiled and run", () => {
  const blocks = wholeText.match(/^```ts$/gm) ?? [];
  const marked = wholeText.match(/^<!-- examples\/.*? -->\n\n```ts$/gm) ?? [];
  expect(blocks.length).toBeGreaterThan(EXAMPLES.length - 1);
  expect(marked).toHaveLength(blocks.length);
});

test("every block in another language comes from a file that is run, and every such file is on the page or linked from it", () => {
  const page = texts.get("docs/other-languages.md") ?? "";
  const blocks = wholeText.match(/^```(?:py|python|java|go|csharp|cs)$/gm) ?? [];
  const marked = [...page.matchAll(/^<!-- (examples\/(?:python|java|go)\/.*?) -->\n\n```(?:py|java|go)$/gm)].map(
    (match) => match[1],
  );
  expect(blocks).toHaveLength(marked.length);
  expect(
    EXAMPLES_IN_OTHER_LANGUAGES.filter((file) => !marked.includes(file) && !page.includes(`](../${file})`)),
  ).toEqual([]);
  expect(marked.filter((file) => !EXAMPLES_IN_OTHER_LANGUAGES.includes(file))).toEqual([]);
});

test("every link inside the repository leads to a file, and to a heading in it", () => {
  const broken = [...texts].flatMap(([page, text]) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => match[1])
      .filter((link) => !link.startsWith("https://"))
      .filter((link) => !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test("a page is reached from the index, and the index from the README", () => {
  const index = texts.get("docs/README.md") ?? "";
  const missing = PAGES.filter((page) => path.dirname(page) === "docs" && page !== "docs/README.md").filter(
    (page) => !index.includes(`](${path.basename(page)})`),
  );
  expect(missing).toEqual([]);
  expect(texts.get("README.md")).toContain("](docs/README.md)");
});

test("what the pages call by its Terraform type is a resource of the examples", () => {
  // the reference names what all constructs make
  const written = [...texts].filter(([page]) => !page.startsWith("docs/reference/")).map(([, text]) => text);
  const types = new Set([...written.join("\n").matchAll(/`(google_[a-z0-9_]+)`/g)].map((match) => match[1]));
  expect(types.size).toBeGreaterThan(10);
  expect([...types].filter((type) => !new RegExp(`"${type}["\.]`).test(SNAPSHOTS))).toEqual([]);
});

test("names that the pages give as those of an example are the ones it has", () => {
  // the page on the review shows a site of its own, and the reviews the environments
  const others = [...texts].filter(([page]) => page === "docs/review.md" || page.startsWith("docs/reviews/"));
  const elsewhere = others.flatMap(([, text]) => [...text.matchAll(/`(prod-[a-z0-9-]+)`/g)].map(([, name]) => name));
  const names = new Set([...named(/`(prod-[a-z0-9-]+)`/g)].filter((name) => !elsewhere.includes(name)));
  expect(names.size).toBeGreaterThan(5);
  expect([...names].filter((name) => !SNAPSHOTS.includes(`"${name}"`))).toEqual([]);
});

describe("the page on taking over", () => {
  const page = texts.get("docs/adopting.md") ?? "";
  let json: {
    readonly import: readonly { readonly to: string; readonly id: string }[];
    readonly resource: { readonly [type: string]: { readonly [id: string]: unknown } };
  };
  beforeAll(async () => {
    const outdir = await runApp("examples/adopting.ts");
    json = JSON.parse(fs.readFileSync(path.join(outdir, "stacks/prod/cdk.tf.json"), "utf8")) as typeof json;
    fs.rmSync(outdir, { recursive: true });
  });

  test("has the import commands of its example", () => {
    const commands = page.match(/^terraform import .*$/gm) ?? [];
    expect(commands).toEqual(json.import.map(({ to, id }) => `terraform import ${to} ${id}`).sort());
  });

  test("has the plan of its example, as it was deployed, which creates neither a certificate nor an address", () => {
    const all = Object.entries(json.resource).flatMap(([type, ids]) => Object.keys(ids).map((id) => `${type}.${id}`));
    const created = all.filter((address) => !json.import.some(({ to }) => to === address)).sort();
    const [, added, changed] =
      /^\| examples\/adopting\.ts +\| (\d+) added, (\d+) changed \|/m.exec(read("docs/deploys.md")) ?? [];
    expect(page.match(/^ {2}# .* will be created$/gm)).toEqual(
      created.map((address) => `  # ${address} will be created`),
    );
    expect(page).toContain(
      `Plan: ${json.import.length} to import, ${added} to add, ${changed} to change, 0 to destroy.`,
    );
    expect(added).toBe(String(created.length));
    expect(created.filter((address) => /certificate|address/.test(address))).toEqual([]);
  });
});

test("what the pages call a class, or a member of one, exists", () => {
  const lib = files("lib")
    .filter((file) => file.endsWith(".ts"))
    .map(read)
    .join("\n");
  const classes = new Set([...lib.matchAll(/^export (?:class|enum|interface) (\w+)/gm)].map((match) => match[1]));
  const members = [
    ...withoutFormerNames(withoutCode(wholeText)).matchAll(/`([A-Z][A-Za-z]+)\.([A-Za-z_0-9]+)/g),
  ].filter(([, owner]) => classes.has(owner));
  expect(members.length).toBeGreaterThan(20);
  const missing = members
    .filter(([, , member]) => !new RegExp(`\\b${member}\\b[(:<=? ]`).test(lib))
    .map(([code]) => code);
  expect(missing).toEqual([]);
});

function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, "");
}

/** The table of names that changed has the former ones in its first column. */
function withoutFormerNames(text: string): string {
  return text.replace(/^\| 0\.1\.0 [^]*?\n\n/m, (table) => table.replace(/^\|[^|]*\|/gm, "|"));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [file, anchor] = link.split("#");
  const target = file === "" ? page : path.join(path.dirname(page), file);
  if (!fs.existsSync(path.join(ROOT, target))) {
    return false;
  }
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
}

/** The anchors that a Markdown page gets from its headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  const headings = [...withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)].map((match) =>
    match[1]
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replace(/ /g, "-"),
  );
  const count = (upTo: number) => headings.slice(0, upTo).filter((heading) => heading === headings[upTo]).length;
  return headings.map((heading, index) => (count(index) === 0 ? heading : `${heading}-${count(index)}`));
}
