import * as fs from "fs";
import * as path from "path";
import { TerraformJson } from "../lib/app/terraform-json";
import { environments } from "../environments";
import { runTests } from "../simulator/compute/url-map-tests";
import { namesOf } from "../release/names";
import { apiJson } from "./api-json";
import { APPS, EXAMPLES, ROOT, filesOf, outputsOf, runApp } from "./apps";
import { found } from "./lib/rules/site";

jest.setTimeout(600_000);

let outputs = new Map<string, { [file: string]: string }>();

beforeAll(async () => {
  outputs = await outputsOf(APPS);
});

const stacksOf = (app: string) =>
  Object.entries(outputs.get(app) ?? {})
    .filter(([file]) => file.endsWith("cdk.tf.json"))
    .map(([file, text]) => [file, JSON.parse(text) as Stack & TerraformJson] as const);

interface Stack {
  readonly resource: { readonly [type: string]: { readonly [id: string]: { readonly name?: string } } };
  readonly terraform: { readonly backend: object };
}

test("every address and name of the examples is the one of the snapshot: another one is a replaced resource", () => {
  const stacks = EXAMPLES.flatMap((app) =>
    stacksOf(app).map(([file, json]) => [`${app} ${file.split(path.sep)[1]}`, json] as const),
  );
  expect(stacks.length).toBeGreaterThanOrEqual(EXAMPLES.length);
  expect(Object.fromEntries(stacks.map(([stack, json]) => [stack, namesOf(json)]))).toMatchSnapshot();
});

test.each(APPS)("no key of a resource of %s holds a capital, which Terraform would refuse", (app) => {
  const keys = stacksOf(app).flatMap(([, { resource }]) =>
    Object.values(resource).flatMap((byId) => Object.values(byId).flatMap((config) => keysOf(config))),
  );
  expect(keys).toContain("name");
  expect(keys.filter((key) => /[A-Z]/.test(key))).toEqual([]);
});

test.each(APPS)("no file that %s writes holds an absolute path", (app) => {
  const files = Object.values(outputs.get(app) ?? {});
  expect(files.length).toBeGreaterThan(1);
  const absolute = files.flatMap((text) => text.match(/"(\/(home|root|Users|tmp|var|work)\/|[A-Z]:\\\\)[^"]*"/g) ?? []);
  expect(absolute).toEqual([]);
  expect(files.filter((text) => text.includes(ROOT))).toEqual([]);
});

test("the reviews of the environments in docs are those of now: npm run reviews", () => {
  const output = outputs.get("main.ts") ?? {};
  const reviews = Object.entries(output).filter(([file]) => file.endsWith("review.md"));
  expect(reviews).toHaveLength(Object.keys(environments).length);
  const kept = filesOf(path.join(ROOT, "docs/reviews"));
  expect(kept).toEqual(Object.fromEntries(reviews.map(([file, text]) => [`${file.split(path.sep)[1]}.md`, text])));
});

test.each(["main.ts", "examples/tutorial.ts"])(
  "%s in a process of its own and in another folder gives the same files",
  async (app) => {
    const outdir = await runApp(app);
    expect(filesOf(outdir)).toEqual(outputs.get(app));
    fs.rmSync(outdir, { recursive: true });
  },
);

test.each(APPS)("%s prints no warning that is not acknowledged", (app) => {
  const manifest = JSON.parse(outputs.get(app)?.["manifest.json"] ?? "") as {
    stacks: { [id: string]: { annotations: object[] } };
  };
  expect(Object.values(manifest.stacks).flatMap(({ annotations }) => annotations)).toEqual([]);
});

/** What `main.ts` acknowledges, with its reasons. */
const ACKNOWLEDGED = /^warning CDN-16 [^/ ]+\/Frontend: /;

test.each(APPS)("all stacks of %s together give no finding that is not acknowledged", (app) => {
  const findings = found(...stacksOf(app).map(([, json]) => json));
  expect(findings.filter((finding) => app !== "main.ts" || !ACKNOWLEDGED.test(finding))).toEqual([]);
});

test.each(APPS)("the tests of the URL maps of %s hold in the simulated cloud", (app) => {
  const maps = stacksOf(app).flatMap(([, { resource }]) => Object.values(resource.google_compute_url_map ?? {}));
  const served = maps.filter((map) => "test" in map);
  expect(served.length).toBeGreaterThan(0);
  served.forEach((map) => expect(() => runTests(apiJson(map as object), "p1")).not.toThrow());
});

test("every environment keeps its state in the bucket, every example in a local file", () => {
  const backends = (apps: string[]) =>
    apps.flatMap((app) => stacksOf(app).flatMap(([, { terraform }]) => Object.keys(terraform.backend)));
  expect(new Set(backends(["main.ts"]))).toEqual(new Set(["gcs"]));
  expect(new Set(backends(EXAMPLES))).toEqual(new Set(["local"]));
});

test("the tutorial's end state fits into 45 lines", () => {
  const lines = fs.readFileSync(path.join(ROOT, "examples/tutorial.ts"), "utf8").trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(45);
});

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(keysOf);
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value)
    .filter(([key]) => key !== "//")
    .flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
