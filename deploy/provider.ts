import * as fs from "node:fs";

/** In the environment, so that the processes that a row starts take the same version. */
const VARIABLE = "DEPLOY_PROVIDER";
/** The versions of hashicorp/google between which upgrades are tried: the last of CDKTF's bindings, and one of each later major version. */
export const PROVIDERS = ["6.50.0", "7.45.0", "8.0.0"] as const;

interface Configuration {
  readonly terraform: { readonly required_providers: { readonly google: { readonly source: string } } };
}

/** From here on, every stack that is synthesized asks for this version of the provider, or for what this constraint lets in. */
export function useProvider(constraint: string): void {
  process.env[VARIABLE] = constraint;
}

/** The constraint that every stack asks for; that of the bindings without it. */
export function wantedProvider(): string | undefined {
  return process.env[VARIABLE];
}

/** Makes a stack, by its JSON, ask for other versions of the provider than its bindings are for. */
export function pinProvider(file: string, constraint = wantedProvider()): void {
  if (constraint === undefined) return;
  const json = JSON.parse(fs.readFileSync(file, "utf8")) as Configuration;
  const { terraform } = json;
  const google = { ...terraform.required_providers.google, version: constraint };
  const pinned = {
    ...json,
    terraform: { ...terraform, required_providers: { ...terraform.required_providers, google } },
  };
  fs.writeFileSync(file, JSON.stringify(pinned, null, 2));
}

/** Whether a version is at least another one. */
export function isSince(version: string, least: string): boolean {
  return compareVersions(version, least) >= 0;
}

/** The order of two versions, for `sort`. A part that is left out is 0. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  const differences = Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 0) - (b[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
