/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // a slow machine is no failure
  testTimeout: 60_000,
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/scripts/tested-apart.js"],
  testMatch: ["**/__tests__/**/*.test.ts", "**/examples/tests/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/packages"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
    // an ES module, which jest cannot require as it is
    "/@marcbachmann/cel-js/.+\\.js$": ["@swc/jest", { jsc: { target: "es2022" }, module: { type: "commonjs" } }],
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  moduleNameMapper: {
    "^cdktf-google-serverless-lb$": "<rootDir>/lib",
    "^cdktf-google-serverless-lb/jest$": "<rootDir>/lib/jest",
  },
};
