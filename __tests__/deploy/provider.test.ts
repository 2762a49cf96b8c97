import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { CHANGES, changeOn } from "../../deploy/changes";
import { Prepared } from "../../deploy/prepared";
import { upgradeTrials } from "../../deploy/upgrades";
import { PROVIDERS, compareVersions, isSince, pinProvider, useProvider } from "../../deploy/provider";
import { synthesizeStack } from "../../deploy/synthesis";
import { PROVIDER_VERSION } from "../provider-version";

const ENVIRONMENT = process.env;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "provider-"));
beforeEach(() => {
  process.env = { ...ENVIRONMENT };
});
afterEach(() => {
  process.env = ENVIRONMENT;
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function synthesizedVersion(): string {
  synthesizeStack(folder, "prod", (app) => new EnvironmentStack(app, "prod", { project: "p1" }));
  return versionIn(path.join(folder, "cdk.tf.json"));
}

function versionIn(file: string): string {
  const json = JSON.parse(fs.readFileSync(file, "utf8")) as {
    terraform: { required_providers: { google: { version: string; source: string } } };
  };
  expect(json.terraform.required_providers.google.source).toMatch(/^(hashicorp\/)?google$/);
  return json.terraform.required_providers.google.version;
}

test("a stack asks for the version of the bindings, or for the one that a run is for", () => {
  expect(synthesizedVersion()).toBe(PROVIDER_VERSION);
  useProvider("~> 7.0");
  expect(synthesizedVersion()).toBe("~> 7.0");
});

test("a synthesized stack can be made to ask for another version", () => {
  synthesizedVersion();
  const file = path.join(folder, "cdk.tf.json");
  pinProvider(file, "8.0.0");
  expect(versionIn(file)).toBe("8.0.0");
});

test.each([
  ["7.26.0", "7.26.0", true],
  ["7.45.0", "7.26.0", true],
  ["7.9.0", "7.26.0", false],
  ["10.0.0", "9.9.9", true],
  ["6.50.0", "7.0.0", false],
  ["7.45.0", "7.45", true],
  ["7.45", "7.45.0", true],
  ["7.44.9", "7.45", false],
  ["8.0.0", "7.45", true],
])("%s is at least %s: %s", (version, least, expected) => {
  expect(isSince(version, least)).toBe(expected);
});

test("an example that asks for a newer provider is no upgrade from an older one", () => {
  const names = upgradeTrials({} as Prepared).map(({ name }) => name);
  expect(names).toContain("examples/one-service.ts: from provider 6.50.0, and back");
  expect(names.filter((name) => name.startsWith("examples/service-health.ts"))).toEqual([]);
});

test("upgrades go from older versions to newer ones", () => {
  expect([...PROVIDERS].sort(compareVersions)).toEqual(PROVIDERS);
});

test("a change goes otherwise from the version on that its row has", () => {
  const rows = Object.values(CHANGES)
    .flat()
    .filter(({ onProvider }) => onProvider);
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) {
    expect(changeOn(row, "6.50.0")).toBe(row);
    expect(changeOn(row, row.onProvider?.from ?? "")).toMatchObject({ name: row.name, ...row.onProvider });
  }
});
