import { spawnSync } from "node:child_process";
import { HELP, readArguments } from "../../simulator/arguments";
import { version } from "../../simulator/package.json";
import { ROOT } from "../apps";

const DEFAULTS = { port: 8085, state: undefined, certificateSeconds: 1800, operationSeconds: 0, realTime: false };

test("without options it starts with the defaults", () => {
  expect(readArguments([])).toEqual(DEFAULTS);
});

test("every option is read", () => {
  const args = ["--port", "0", "--state=cloud.json", "--certificate-seconds", "60", "--operation-seconds", "5"];
  expect(readArguments([...args, "--real-time"])).toEqual({
    port: 0,
    state: "cloud.json",
    certificateSeconds: 60,
    operationSeconds: 5,
    realTime: true,
  });
  expect(readArguments(["--port", "65535"])).toEqual({ ...DEFAULTS, port: 65535 });
});

test("the help has every option, and the version is that of the package", () => {
  expect(readArguments(["--help"])).toBe(HELP);
  expect(HELP.match(/^ {2}--[\w-]+/gm)).toEqual([
    "  --port",
    "  --state",
    "  --certificate-seconds",
    "  --operation-seconds",
    "  --real-time",
    "  --version",
    "  --help",
  ]);
  expect(readArguments(["--version"])).toBe(`${version}\n`);
});

test.each([
  [["--prot", "1"], "Unknown option '--prot'; --help lists the options"],
  [["prod"], "Unexpected argument 'prod'; --help lists the options"],
  [["--state"], "Option '--state <value>' argument missing; --help lists the options"],
  [["--real-time=yes"], "Option '--real-time' does not take an argument; --help lists the options"],
  [["--port", "http"], "--port needs a whole number up to 65535, got http"],
  [["--port", "65536"], "--port needs a whole number up to 65535, got 65536"],
  [["--operation-seconds", "1.5"], "--operation-seconds needs a whole number, got 1.5"],
])("%j is a mistake, and the error says which", (args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});

test("the command prints its help, and a mistake in one line", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["-r", "@swc-node/register", "simulator/main.ts", ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
  expect(run("--help")).toMatchObject({ status: 0, stdout: HELP, stderr: "" });
  expect(run("--nope")).toMatchObject({
    status: 1,
    stdout: "",
    stderr: "the simulator cannot start: Unknown option '--nope'; --help lists the options\n",
  });
});
