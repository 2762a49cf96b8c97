import * as fs from "fs";
import * as path from "path";
import { CHANGES, EVERYTHING } from "../../deploy/changes";

const DOCS = path.join(__dirname, "../../docs");
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| (.*) \|$/gm)].map(([, cells]) => cells.split(" | ").map((cell) => cell.trim()));
const page = (file: string) => fs.readFileSync(path.join(DOCS, file), "utf8");
const changes = Object.values(CHANGES).flat();
const tried = rowsOf(page("deploys.md")).map(([name]) => name);

/** Names in quotes, where `…` stands for anything. */
const quoted = (text: string) =>
  [...text.replace(/`[^`]*`/g, "").matchAll(/"([^"]+)"/g)].map(([, name]) => name.replace(/\s+/g, " "));
const fits = (pattern: string) => {
  const parts = pattern.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".+")}$`);
  return (name: string) => whole.test(name);
};

test.each(["changing-things-in-use.md", "when-an-apply-fails.md"])("each claim of %s is a row of the table", (file) => {
  const names = quoted(page(file));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !tried.some(fits(name)))).toEqual([]);
});

const CLAIMS = rowsOf(page("changing-things-in-use.md")).flatMap(([, happens, row]) =>
  quoted(row).map((name) => ({ name, happens })),
);
const IN_PLACE = CLAIMS.filter(({ happens }) => happens.includes("in place"));

test.each(IN_PLACE)("what is said to be changed in place is seen to be: $name", ({ name, happens }) => {
  const found = changes.filter((change) => fits(name)(change.name));
  expect(found).not.toEqual([]);
  const nouns: { [words: string]: string } = {
    "the URL map is changed in place": "google_compute_url_map.",
    "the backend service is changed in place": "google_compute_backend_service.",
    "the backend services are changed in place": "google_compute_backend_service.",
    "the proxy is changed in place": "google_compute_target_https_proxy.",
    "the services are changed in place": "google_cloud_run_v2_service.",
  };
  const [words, type] = Object.entries(nouns).find(([noun]) => happens.startsWith(noun)) ?? [];
  expect(words ?? happens).toMatch(/^(the .* )?in place/);
  for (const { inPlace } of found) {
    if (type === undefined) expect(inPlace).toBe(EVERYTHING);
    else expect(inPlace?.test(type)).toBe(true);
  }
});

test("what is only said to take one apply is not tried in more", () => {
  const several = CLAIMS.flatMap(({ name }) => changes.filter((change) => fits(name)(change.name))).filter(
    ({ steps, breaks }) => steps.length !== 1 || breaks !== undefined,
  );
  expect(several).toEqual([]);
});
