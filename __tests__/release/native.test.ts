import { nativeText } from "../../release/native";

const inPage = (text: string) => nativeText(text, "docs/page.md");

test("packages, imports and commands get the names of the native edition", () => {
  expect(inPage('import { App } from "cdktf"')).toBe('import { App } from "cdktn"');
  expect(inPage("`npx cdktf-google-serverless-lb review prod`")).toBe("`npx cdktn-google-serverless-lb review prod`");
  expect(inPage("npm install cdktf-cli")).toBe("npm install cdktn-cli");
  expect(inPage("npm install cdktf constructs")).toBe("npm install cdktn constructs");
  expect(inPage("run `npx cdktf`, unless")).toBe("run `npx cdktn`, unless");
  expect(inPage("`@cdktf/provider-google`, whose")).toBe("`@cdktn/provider-google`, whose");
  expect(inPage("from cdktf_google_serverless_lb import")).toBe("from cdktn_google_serverless_lb import");
});

test("a command gets its name also where a line ends in it, and no other word after it", () => {
  expect(inPage("Synthesize first: npx cdktf\nsynth.")).toBe("Synthesize first: npx cdktn\nsynth.");
  expect(nativeText(" * run npx cdktf\n * deploy", "lib/a.ts")).toBe(" * run npx cdktn\n * deploy");
  expect(inPage("The first command of cdktf adds")).toBe("The first command of cdktf adds");
});

test.each([
  "git clone https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb.git ../cdktf-google-serverless-lb",
  "cd cdktf-google-serverless-lb",
  "pip install ../cdktf-google-serverless-lb/packages/python/*.whl",
  "npx cdktf-cli@0.21 deploy prod",
  "`@cdktf/provider-google` 16.12.1",
  "io.github.cdktf-google-serverless-lb",
])("%s stays", (text) => {
  expect(inPage(text)).toBe(text);
});

test("the page that compares the editions stays", () => {
  expect(nativeText('`from "cdktf"`', "docs/if-cdktf-ends.md")).toBe('`from "cdktf"`');
});

test("the first hour leads to the commands that build this edition", () => {
  const page = [
    "The package is not on npm yet. Build it:\n",
    "```sh\n(cd ../cdktf-google-serverless-lb && npm pack)\n```\n",
    "```sh\nnpm install ./vendor/cdktf-google-serverless-lb-0.1.0.tgz cdktf constructs\n```\n",
  ].join("\n");
  const native = nativeText(page, "docs/first-hour.md");
  expect(native).toContain("](if-cdktf-ends.md#in-typescript) has the commands.");
  expect(native).not.toContain("npm pack");
  expect(native).toContain("npm install ./vendor/cdktn-google-serverless-lb-0.1.0.tgz cdktn constructs\n");
});

test("a README and a first hour without these commands are errors", () => {
  expect(() => nativeText("", "README.md")).toThrow(
    'README.md needs a paragraph that begins with "HashiCorp archived"',
  );
  expect(() => nativeText("", "docs/first-hour.md")).toThrow("docs/first-hour.md needs commands");
});
