import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { OLDEST_PROVIDER } from "../../../lib/rules/names/provider-versions";
import { synthesizeApp } from "../../synthesized";
import { RUN, expectFound, serviceNamed, site } from "./site";

const provider = (version: string) => ({
  terraform: { required_providers: { google: { source: "google", version } } },
});
const closed = site({ [RUN]: { web: { ...serviceNamed("web"), default_uri_disabled: true } } });
const probed = site({
  [RUN]: {
    web: {
      ...serviceNamed("web"),
      iap_enabled: false,
      template: { containers: [{ image: "gcr.io/acme/web", readiness_probe: { http_get: { path: "/" } } }] },
    },
  },
});

test.each(["6.50.0", "~> 6.50", "~> 7.5", ">= 7.5.9, < 9.0.0", "~> 7"])(
  "an argument that %s may not have is refused, with the version that has it",
  (version) => {
    expectFound(
      [{ ...closed, ...provider(version) }],
      `error NAM-09 prod/web: default_uri_disabled exists since version 7.6 of the provider, and the stack takes version ${version}; set providerVersion of the EnvironmentStack to "~> 7.6"`,
    );
  },
);

test.each(["7.6.0", "~> 7.6", ">= 7.6, < 9.0.0", "~> 8.0", "< 9"])("%s has it", (version) => {
  expectFound([{ ...closed, ...provider(version) }]);
});

test("several arguments are told with the one version that has them all", () => {
  expectFound(
    [{ ...probed, ...provider("6.50.0") }],
    'error NAM-09 prod/web: iap_enabled exists since version 7.21 of the provider, and the stack takes version 6.50.0; set providerVersion of the EnvironmentStack to "~> 7.21"',
    'error NAM-09 prod/web: readiness_probe exists since version 7.19 of the provider, and the stack takes version 6.50.0; set providerVersion of the EnvironmentStack to "~> 7.21"',
  );
});

test("a stack that says no version, and one on google-beta, have what they have", () => {
  expectFound([closed]);
  const beta = site({
    [RUN]: { web: { ...serviceNamed("web"), default_uri_disabled: true, provider: "google-beta" } },
  });
  expectFound([{ ...beta, ...provider("6.50.0"), provider: { ...beta.provider, "google-beta": [{ project: "p1" }] } }]);
});

const stackWith = (providerVersion: string) =>
  synthesizeApp((app) => void new EnvironmentStack(app, "prod", { project: "p1", providerVersion })).stacks.prod;

test.each([OLDEST_PROVIDER, "~> 7.45", ">= 8.2, < 9.0.0"])("%s is what Terraform gets", (version) => {
  expect(stackWith(version).terraform.required_providers).toMatchObject({ google: { version } });
});

test.each(["latest", "^7.6", "", "7.x"])("%j is no version constraint", (version) => {
  expect(() => stackWith(version)).toThrow(
    `[prod] NAM-09: providerVersion must be a version constraint, got ${JSON.stringify(version)}; write it like "~> 6.50"`,
  );
});

test.each([
  ["6.49.3", "6.49.3"],
  ["~> 6.0", "6.0.0"],
  ["< 9", "0.0.0"],
])("%s lets in versions that are too old", (version, lowest) => {
  expect(() => stackWith(version)).toThrow(
    `[prod] NAM-09: providerVersion "${version}" lets in version ${lowest} of the provider, and the constructs need 6.50.0 or later; write it like "~> 6.50"`,
  );
});
