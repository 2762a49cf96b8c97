import { readArguments } from "../../../lib/cli/arguments";

const OPTIONS = {
  outdir: { type: "string" },
  service: { type: "string", multiple: true },
  watch: { type: "boolean", short: "w" },
} as const;
const read = (...args: string[]) => {
  const { values, positionals } = readArguments(args, OPTIONS);
  return { values: { ...values }, positionals };
};

test("options before and behind a stack, each in its forms", () => {
  expect(read("--outdir", "out", "prod", "--watch")).toEqual({
    values: { outdir: "out", watch: true },
    positionals: ["prod"],
  });
  expect(read("-w", "--outdir=--out", "--service", "a=1", "--service=b=2")).toEqual({
    values: { watch: true, outdir: "--out", service: ["a=1", "b=2"] },
    positionals: [],
  });
  expect(read("--", "--prod")).toEqual({ values: {}, positionals: ["--prod"] });
});

test.each([
  [["--outdri", "out"], "unknown option --outdri; did you mean --outdir?"],
  [["prod", "--wacth"], "unknown option --wacth; did you mean --watch?"],
  [["--hepl"], "unknown option --hepl; did you mean --help?"],
  [["--colour"], "unknown option --colour; the options are --outdir, --service, --watch, --help"],
  [["-x"], "unknown option -x; the options are --outdir, --service, --watch, --help"],
  [["--outdir"], "--outdir needs a value; write it behind the option, like --outdir=value"],
  [["--outdir", "--watch"], "--outdir needs a value; write it behind the option, like --outdir=value"],
  [["--watch=yes"], "--watch takes no value, got yes; write --watch alone"],
])("%j is a mistake, and the error says which", (args, message) => {
  expect(() => read(...args)).toThrow(new Error(message));
});
