import { nativeText } from "../../release/native";

const inPage = (text: string) => nativeText(text, "docs/page.md");

test("packages, imports and commands get the names of the native edition", () => {
  expect(inPage('import { App } from "cdktf"')).toBe('import { App } from "cdktn"');
  expect(inPage("`npx cdktf-google-serverless-lb review prod`")).toBe("`npx cdktn-google-serverless-lb review prod`");
  expect(inPage("npm install cdktf-cli")).toBe("npm install cdktn-cli");
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
  "io.github.cdktf-google-serverless-lb",
])("%s stays", (text) => {
  expect(inPage(text)).toBe(text);
});

test("the page that compares the editions stays, and the README says how to install this one", () => {
  expect(nativeText('`from "cdktf"`', "docs/if-cdktf-ends.md")).toBe('`from "cdktf"`');
  expect(() => nativeText("", "README.md")).toThrow(
    'README.md needs a paragraph that begins with "HashiCorp archived"',
  );
});
