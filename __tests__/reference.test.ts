import * as fs from "fs";
import * as path from "path";
import { exportsOf } from "../scripts/public-api";
import { reference } from "../scripts/reference";
import { ROOT } from "./apps";

const FOLDER = path.join(ROOT, "docs/reference");
const pages = reference();
const written = new Map(
  fs
    .readdirSync(FOLDER)
    .sort()
    .map((file) => [file, fs.readFileSync(path.join(FOLDER, file), "utf8")] as const),
);

/** The native edition has other words, and so other line breaks. */
const words = (all: ReadonlyMap<string, string>) =>
  Object.fromEntries([...all].map(([file, text]) => [file, text.replace(/\s+/g, " ")]));

test("docs/reference is what the sources say", () => {
  expect([...written.keys()]).toEqual([...pages.keys()].sort());
  expect(words(written)).toEqual(words(pages));
});

test("every page can be read at once: it has less than 60 kB", () => {
  expect([...pages].filter(([, text]) => Buffer.byteLength(text) >= 60_000).map(([file]) => file)).toEqual([]);
});

test("every type that the package exports has its heading on one page", () => {
  const headings = [...pages.values()].flatMap((text) => [...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => name));
  const types = ["lib/index.ts", "lib/jest.ts"].flatMap((file) => exportsOf(path.join(ROOT, file)));
  expect(types.length).toBeGreaterThan(150);
  expect(types.filter(({ name }) => headings.filter((heading) => heading === name).length !== 1)).toEqual([]);
});

test("the index of arguments says where an argument is set, whatever its prop is called", () => {
  const index = (pages.get("arguments.md") ?? "").replace(/\n {2}/g, " ");
  expect(index).toContain(
    "- `path_matcher.default_custom_error_response_policy` of `google_compute_url_map`: [HostRule.customErrorResponsePolicy](url-map.md#hostrule)",
  );
  expect(index).toContain(
    "- `port_range` of `google_compute_global_forwarding_rule`: [ApplicationLoadBalancerProps.httpsPort]",
  );
  expect(index).toContain('- `protocol` of `google_compute_backend_service`: always `"HTTPS"`');
});

test("what the index of arguments names has an entry where it leads", () => {
  const links = [...(pages.get("arguments.md") ?? "").matchAll(/\[(\w+)\.(\w+)\]\((\S+\.md)#\w+\)/g)];
  expect(links.length).toBeGreaterThan(300);
  const missing = links.filter(([, owner, member, file]) => {
    const [, section = ""] = new RegExp(`\n## ${owner}\n([^]*?)(?=\n## |$)`).exec(pages.get(file) ?? "") ?? [];
    return !new RegExp(`\\*\\*\`(?:${owner}\\.)?${member}[\`(]`).test(section);
  });
  expect(missing.map(([link]) => link)).toEqual([]);
});

test("a page has the rules that watch its construct, and the examples that use it", () => {
  const page = pages.get("security-policy.md") ?? "";
  expect(page).toContain("[ARM-24](../rules.md#cloud-armor)");
  expect(page).toContain("[Only the office](../office-only.md)");
  expect(page).not.toContain("[CDN-04]");
});
