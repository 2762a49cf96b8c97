import { optionsOf } from "../../deploy/options";

test("a run without options is the one that writes the table", () => {
  expect(optionsOf([])).toMatchObject({ only: undefined, steps: 25, provider: undefined, writes: true });
});

test.each([
  [["--only", "Cloud CDN"], { only: "Cloud CDN", steps: 25 }],
  [["--steps", "100"], { steps: 100 }],
  [["--seed", "7"], { seed: 7, steps: 25 }],
  [["--seed", "0"], { seed: 0, every: 1 }],
  [["--every", "4"], { every: 4 }],
])("a run with %j is not", (args, options) => {
  expect(optionsOf(args)).toMatchObject({ ...options, writes: false });
});

test.each([
  [["--provider", "7.45.0"], { provider: "7.45.0" }],
  [["--provider", "~> 7.0", "--only", "Cloud CDN", "--write"], { provider: "~> 7.0", only: "Cloud CDN" }],
])("a whole run on another provider writes too, and any that is asked to: %j", (args, options) => {
  expect(optionsOf(args)).toMatchObject({ ...options, writes: true });
});

test.each([
  [["--steps", "0"], "--steps must be a whole number of at least 1, got 0"],
  [["--every", "0"], "--every must be a whole number of at least 1, got 0"],
  [["--steps", "many"], "--steps must be a whole number of at least 1, got many"],
  [["--seed", "1.5"], "--seed must be a whole number of at least 0, got 1.5"],
  [["--colour"], "Unknown option '--colour'"],
])("refuses %j", (args, message) => {
  expect(() => optionsOf(args)).toThrow(message);
});
