/** The tarball that npm publishes, and what may be in it. */
import * as fs from "fs";
import * as path from "path";
import { TYPE_ENTRIES, reachableTypes } from "../scripts/reachable-types";
import { ROOT, run } from "./run";

interface Manifest {
  readonly files: readonly { readonly path: string }[];
  readonly filename: string;
  readonly unpackedSize: number;
  readonly size: number;
  readonly bundled: readonly string[];
}

/** A packed package. */
export interface Packed {
  readonly tarball: string;
  readonly manifest: Manifest;
  /** The copy of the repository that it was built in. */
  readonly root: string;
}

const DOCUMENTS = [".jsii", "CHANGELOG.md", "LICENSE", "README.md", "package.json"];
/** What scripts/bundle.ts makes of the compiled files, and the page of the preview. */
const BUNDLED = ["bundle.js", "bundle.js.map", "index.js", "jest.js", "cli.js", "page.html", "LICENSE.cel-js"].map(
  (file) => `dist/${file}`,
);
/** What an installed package may weigh. */
const LIMIT_BYTES = 5_250_000;

/** Packs what was built in a copy of the repository into a folder. */
export function pack(folder: string, root = ROOT): Packed {
  // npm 12 answers with an object by package name, older ones with a list
  const answer: unknown = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root),
  );
  const [manifest] = Object.values(answer as { readonly [name: string]: Manifest });
  return { tarball: path.join(folder, manifest.filename), manifest, root };
}

/** Says which files are missing in the tarball, and which should not be there. */
export function assertFiles({ manifest, root }: Packed): string {
  const types = [...reachableTypes(path.join(root, "dist"), TYPE_ENTRIES)];
  const expected = [...DOCUMENTS, ...types.map((file) => `dist/${file}`), ...BUNDLED];
  const { bundledDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    readonly bundledDependencies: readonly string[];
  };
  const bundled = (file: string) => bundledDependencies.some((name) => file.startsWith(`node_modules/${name}/`));
  const files = manifest.files.map((file) => file.path);
  const wrong = [
    ...expected.filter((file) => !files.includes(file)).map((file) => `missing: ${file}`),
    ...files.filter((file) => !expected.includes(file) && !bundled(file)).map((file) => `too much: ${file}`),
    ...bundledDependencies
      .filter((name) => !files.includes(`node_modules/${name}/package.json`))
      .map((name) => `missing: node_modules/${name}`),
  ];
  if (wrong.length > 0) {
    throw new Error(wrong.join("\n"));
  }
  return `${files.length} files`;
}

/** Says how large the package is, and refuses what is too large. */
export function assertSize({ manifest }: Packed): string {
  const told = `${kilobytes(manifest.size)} packed, ${kilobytes(manifest.unpackedSize)} unpacked`;
  if (manifest.unpackedSize > LIMIT_BYTES) {
    throw new Error(`${told}, more than ${kilobytes(LIMIT_BYTES)}`);
  }
  return told;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
