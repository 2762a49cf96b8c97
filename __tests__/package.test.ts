import * as fs from "fs";
import * as path from "path";
import { ROOT } from "./apps";

interface Package {
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
  readonly bundledDependencies?: readonly string[];
}

const read = <T>(file: string) => JSON.parse(fs.readFileSync(path.join(ROOT, file), "utf8")) as T;
const { packages } = read<{ packages: { [location: string]: Package } }>("package-lock.json");
const self = read<Package>("package.json");

test("the lock file holds the packages of every platform, without which npm ci fails there", () => {
  const names = new Set(Object.keys(packages).map((location) => location.split("node_modules/").pop()));
  const missing = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !names.has(name)),
  );
  expect(names).toContain("@swc/core-darwin-arm64");
  expect(missing).toEqual([]);
});

test("the lock file names no registry", () => {
  expect(fs.readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).not.toContain('"resolved"');
});

test("what the published package needs is a peer or bundled, and tests run on the lowest peers", () => {
  expect(self.bundledDependencies).toEqual(Object.keys(self.dependencies ?? {}));
  const peers = Object.entries(self.peerDependencies ?? {});
  expect(peers.map(([name]) => name)).toEqual(["@cdktf/provider-google", "cdktf", "constructs"]);
  expect(Object.fromEntries(peers.map(([name, range]) => [name, range.replace("^", "")]))).toEqual(
    Object.fromEntries(peers.map(([name]) => [name, self.devDependencies?.[name]])),
  );
});
