/**
 * `npm run test:languages`: the package in Python, Java, Go and C#. Python's is installed and used. The others are
 * compiled wherever their tools and what they depend on can be had. A release compiles them all.
 */
import * as fs from "fs";
import * as path from "path";
import { Checks, ROOT, assertSame, bin, inTemporaryFolder, run } from "./run";

interface Language {
  readonly name: string;
  /** Where its package is laid out, below the output. */
  readonly folder: string;
  /** What a package holds, by the end of the name. */
  readonly extension: string;
  /** Gets what it depends on. */
  readonly fetch: readonly string[];
  readonly compile: readonly string[];
}

const LANGUAGES: readonly Language[] = [
  {
    name: "Java",
    folder: "java",
    extension: ".java",
    fetch: ["mvn", "-q", "-B", "dependency:resolve"],
    compile: ["mvn", "-q", "-B", "compile"],
  },
  {
    name: "Go",
    folder: "go/cdktfgoogleserverlesslb",
    extension: ".go",
    fetch: ["go", "mod", "tidy"],
    compile: ["go", "build", "./..."],
  },
  {
    name: "C#",
    folder: "dotnet/CdktfGoogleServerlessLb",
    extension: ".cs",
    fetch: ["dotnet", "restore"],
    compile: ["dotnet", "build", "--no-restore"],
  },
];
const PYTHON = process.platform === "win32" ? "python" : "python3";

const checks = new Checks();

inTemporaryFolder((folder) => {
  run("npm", ["run", "build"]);
  usePython(folder);
  checks.check("Java, Go, C#: generated", () => void pacmak(folder, ["java", "go", "dotnet"], "--code-only"));
  LANGUAGES.forEach((language) => checks.check(language.name, () => compile(language, folder)));
});
checks.end();

function usePython(folder: string): void {
  checks.check("Python: packaged", () => {
    pacmak(folder, ["python"]);
    return path.basename(wheel(folder));
  });
  const python = path.join(folder, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  checks.check("Python: installed in a fresh virtual environment", () => {
    run(PYTHON, ["-m", "venv", path.join(folder, "venv")]);
    run(python, ["-m", "pip", "install", "--disable-pip-version-check", wheel(folder)]);
  });
  for (const example of pythonExamples()) {
    checks.check(`Python: ${example} is, byte for byte, what TypeScript gives`, () => {
      const [here, there] = [path.join(folder, "typescript", example), path.join(folder, "python-output", example)];
      const twin = `examples/${path.basename(example, ".py").replaceAll("_", "-")}.ts`;
      run(process.execPath, ["-r", "@swc-node/register", twin], ROOT, { CDKTF_OUTDIR: here });
      run(python, [`examples/python/${example}`], ROOT, { CDKTF_OUTDIR: there });
      return assertSameStacks(there, here);
    });
  }
  checks.check("Python: cdktf synth, as the page on other languages says", () => {
    const project = path.join(folder, "project");
    fs.mkdirSync(project);
    fs.copyFileSync(path.join(ROOT, "examples/python/one_service.py"), path.join(project, "main.py"));
    fs.writeFileSync(path.join(project, "cdktf.json"), cdktfJson());
    const PATH = [path.dirname(python), process.env.PATH].join(path.delimiter);
    run(bin("cdktf"), ["synth"], project, { PATH });
    return assertSameStacks(path.join(project, "cdktf.out"), path.join(folder, "typescript/one_service.py"));
  });
  checks.check("Python: the test of routes", () => {
    run(python, ["-m", "unittest", "discover", "-s", "examples/python"]);
  });
  checks.check("Python: every class, warnings and errors", () => void run(python, [path.join(__dirname, "using.py")]));
}

/** The apps in Python; each is one of those in TypeScript. */
function pythonExamples(): string[] {
  const files = fs.readdirSync(path.join(ROOT, "examples/python")).sort();
  return files.filter((file) => file.endsWith(".py") && !file.startsWith("test_"));
}

/** The `cdktf.json` that the page on other languages gives. */
function cdktfJson(): string {
  const page = fs.readFileSync(path.join(ROOT, "docs/other-languages.md"), "utf8");
  const [, json] = /```json\n([^]*?)```/.exec(page) ?? [];
  return json;
}

function assertSameStacks(actual: string, expected: string): string {
  const stacks = fs.readdirSync(path.join(expected, "stacks"));
  return stacks
    .map((stack) => {
      const file = path.join("stacks", stack, "cdk.tf.json");
      const text = fs.readFileSync(path.join(actual, file), "utf8");
      assertSame(text, fs.readFileSync(path.join(expected, file), "utf8"));
      return `${Buffer.byteLength(text)} bytes`;
    })
    .join(", ");
}

function compile({ name, folder, extension, fetch, compile }: Language, output: string): string {
  const cwd = path.join(output, folder);
  const files = fs.readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(extension));
  if (files.length === 0) {
    throw new Error(`no ${extension} files`);
  }
  try {
    run(fetch[0], fetch.slice(1), cwd);
  } catch (error) {
    const said = (error as Error).message.split("\n").find((line) => /error|not available|ENOENT/i.test(line)) ?? "";
    return `${files.length} files, NOT COMPILED, for want of its tools or dependencies: ${said.trim()}`;
  }
  run(compile[0], compile.slice(1), cwd);
  return `${files.length} files, compiled as ${name}`;
}

function pacmak(output: string, targets: readonly string[], ...options: string[]): void {
  const pack = ["--pack-command", "npm pack --ignore-scripts"];
  const flags = targets.flatMap((target) => ["-t", target]);
  run(bin("jsii-pacmak"), [ROOT, ...flags, "--outdir", output, "--no-npmignore", ...pack, ...options]);
}

function wheel(folder: string): string {
  const [file] = fs.readdirSync(path.join(folder, "python")).filter((name) => name.endsWith(".whl"));
  return path.join(folder, "python", file);
}
