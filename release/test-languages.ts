/**
 * `npm run test:languages`: the package in Python, Java, Go and C#. Python's is installed and used. Java's and Go's are
 * compiled and used, wherever there are their tools, with CDKTF and the provider generated from npm's packages: not every
 * registry has these. C#'s is compiled wherever what it depends on can be had. A release compiles them all.
 */
import * as fs from "fs";
import * as path from "path";
import { Checks, ROOT, assertSame, bin, inTemporaryFolder, run } from "./run";

const EXAMPLES = path.join(ROOT, "examples/python");
const PYTHON = process.platform === "win32" ? "python" : "python3";

const checks = new Checks();

inTemporaryFolder((folder) => {
  run("npm", ["run", "build"]);
  usePython(folder);
  checks.check("Java, Go, C#: generated", () => void pacmak(folder, ["java", "go", "dotnet"], "--code-only"));
  const languages = ["java", "go"].filter((program) => has(program, program === "go" ? "version" : "-version"));
  checks.check("Java, Go: CDKTF and the provider, generated from npm's packages", () => {
    for (const name of languages.length > 0 ? ["cdktf", "@cdktf/provider-google"] : []) {
      pacmakOf(path.join(ROOT, "node_modules", name), path.join(folder, "bindings"), languages, "--code-only");
    }
  });
  checks.check("Java", () => useJava(folder));
  checks.check("Go", () => useGo(folder));
  checks.check("C#", () => compileCsharp(folder));
});
checks.check("Python: the native edition in a fresh virtual environment", () => {
  run("npm", ["run", "-s", "test:native", "--", "--python"]);
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
      // CDKTF makes no folder above its own
      [here, there].forEach((outdir) => fs.mkdirSync(outdir, { recursive: true }));
      run(process.execPath, ["-r", "@swc-node/register", twinOf(example)], ROOT, { CDKTF_OUTDIR: here });
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
  checks.check("Python: the tests of routes", () => {
    run(python, ["-m", "unittest", "discover", "-s", "examples/python"]);
  });
  checks.check("Python: mypy accepts the apps and their tests", () => {
    run(python, ["-m", "pip", "install", "--disable-pip-version-check", "mypy"]);
    return run(python, ["-m", "mypy", "--cache-dir", path.join(folder, "mypy"), "."], EXAMPLES).trim();
  });
  checks.check("Python: every class, warnings and errors", () => void run(python, [path.join(__dirname, "using.py")]));
}

/** The apps in Python; each has a twin in TypeScript. */
function pythonExamples(): string[] {
  const files = fs.readdirSync(EXAMPLES).sort();
  return files.filter((file) => file.endsWith(".py") && !file.startsWith("test_"));
}

/** The same app in TypeScript: next to the one in Python, if it is on no page, or one of the examples. */
function twinOf(example: string): string {
  const name = path.basename(example, ".py");
  const own = path.join(EXAMPLES, `${name}.ts`);
  return fs.existsSync(own) ? own : `examples/${name.replaceAll("_", "-")}.ts`;
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

function useJava(output: string): string {
  const files = filesOf(path.join(output, "java"), ".java");
  if (!has("java", "-version") || !has("mvn", "-version")) {
    return `${files.length} files, NOT COMPILED, for want of Java or Maven`;
  }
  const project = path.join(output, "java");
  const pom = fs.readFileSync(path.join(project, "pom.xml"), "utf8");
  const withoutBindings = pom.replace(/<dependency>\s*<groupId>com\.hashicorp<[^]*?<\/dependency>/g, "");
  fs.writeFileSync(path.join(project, "pom.xml"), withoutBindings);
  run("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], project);
  const [sources, resources] = ["java", "resources"].map((kind) =>
    [project, path.join(output, "bindings/java")].map((folder) => path.join(folder, "src/main", kind)),
  );
  const [lib, classes] = [path.join(project, "lib", "*"), path.join(project, "classes")];
  const list = path.join(output, "java-files");
  fs.writeFileSync(list, [...files, path.join(ROOT, "examples/java/Main.java")].map((file) => `"${file}"`).join("\n"));
  const paths = ["-cp", lib, "-sourcepath", sources.join(path.delimiter), "-d", classes];
  run("javac", ["-nowarn", "-encoding", "UTF-8", "-J-Xmx4g", ...paths, `@${list}`]);
  const outdir = path.join(output, "java-output");
  const classpath = [lib, classes, ...resources].join(path.delimiter);
  run("java", ["-cp", classpath, "Main"], ROOT, { CDKTF_OUTDIR: outdir });
  return `${files.length} files, compiled; the first example gives TypeScript's ${assertFirstExample(output, outdir)}`;
}

function useGo(output: string): string {
  const files = filesOf(path.join(output, "go"), ".go");
  if (!has("go", "version")) {
    return `${files.length} files, NOT COMPILED, for want of Go`;
  }
  const own = path.join(output, "go/cdktfgoogleserverlesslb");
  const project = path.join(output, "go-project");
  fs.mkdirSync(project);
  fs.copyFileSync(path.join(ROOT, "examples/go/main.go"), path.join(project, "main.go"));
  const modules = [own, ...["cdktf", "google"].map((name) => path.join(output, "bindings/go", name))];
  const replaced = modules.flatMap((folder) => ["-replace", `${moduleOf(folder)}=${folder}`]);
  run("go", ["mod", "init", "example.com/site"], project);
  run("go", ["mod", "edit", ...replaced], project);
  run("go", ["mod", "tidy"], project);
  run("go", ["build", "-o", "site", "."], project);
  run("go", ["build", `${moduleOf(own)}/...`], project);
  const outdir = path.join(output, "go-output");
  run(path.join(project, "site"), [], project, { CDKTF_OUTDIR: outdir });
  return `${files.length} files, compiled; the first example gives TypeScript's ${assertFirstExample(output, outdir)}`;
}

/** The name of the Go module in a folder. */
function moduleOf(folder: string): string {
  const [, name = ""] = /^module (.*)$/m.exec(fs.readFileSync(path.join(folder, "go.mod"), "utf8")) ?? [];
  return name;
}

function compileCsharp(output: string): string {
  const project = path.join(output, "dotnet/CdktfGoogleServerlessLb");
  const files = filesOf(project, ".cs");
  try {
    run("dotnet", ["restore"], project);
  } catch (error) {
    const said = (error as Error).message.split("\n").find((line) => /error|not available|ENOENT/i.test(line)) ?? "";
    return `${files.length} files, NOT COMPILED, for want of its tools or dependencies: ${said.trim()}`;
  }
  run("dotnet", ["build", "--no-restore"], project);
  return `${files.length} files, compiled`;
}

function filesOf(folder: string, extension: string): string[] {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension));
  if (files.length === 0) {
    throw new Error(`no ${extension} files in ${folder}`);
  }
  return files.map((file) => path.join(folder, file));
}

/** The JSON of the first example, byte for byte that of TypeScript, which Python's was compared with before. */
function assertFirstExample(output: string, outdir: string): string {
  return assertSameStacks(outdir, path.join(output, "typescript/one_service.py"));
}

function has(program: string, ...args: string[]): boolean {
  try {
    run(program, args);
    return true;
  } catch {
    return false;
  }
}

function pacmak(output: string, targets: readonly string[], ...options: string[]): void {
  pacmakOf(ROOT, output, targets, ...options);
}

function pacmakOf(module: string, output: string, targets: readonly string[], ...options: string[]): void {
  const pack = ["--pack-command", "npm pack --ignore-scripts"];
  const flags = targets.flatMap((target) => ["-t", target]);
  // of the provider it makes ten thousands of files
  const env = { NODE_OPTIONS: "--max-old-space-size=8192" };
  run(bin("jsii-pacmak"), [module, ...flags, "--outdir", output, "--no-npmignore", ...pack, ...options], ROOT, env);
}

function wheel(folder: string): string {
  const [file] = fs.readdirSync(path.join(folder, "python")).filter((name) => name.endsWith(".whl"));
  return path.join(folder, "python", file);
}
