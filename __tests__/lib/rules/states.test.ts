import { EnvironmentStack, EnvironmentStackProps } from "cdktf-google-serverless-lb";
import { failureOf, synthesizeApp } from "../../synthesized";
import { MANAGED, expectFound, found, site } from "./site";

/** Two stacks in projects of their own, with these backends. */
const stacks = (blue: object | undefined, green: object | undefined) =>
  [blue, green].map((backend, index) => ({
    ...site(
      { [MANAGED]: { app: { managed: { domains: [`site${index}.example.com`] } } } },
      ["blue", "green"][index],
      `p${index}`,
    ),
    terraform: { backend: backend as never },
  }));
const inBucket = (prefix: unknown, bucket: unknown = "acme-tf") => ({ gcs: { bucket, prefix } });
const inFile = (path: unknown) => ({ local: { path } });

test.each<[string, object, object, string]>([
  [
    "one prefix of one bucket",
    inBucket("site"),
    inBucket("site"),
    "gs://acme-tf/site/default.tfstate, which stack blue already uses, so each apply would destroy what the other stack created; set another statePrefix for one of them",
  ],
  [
    "a prefix with slashes around it",
    inBucket("site"),
    inBucket("/site/"),
    "gs://acme-tf/site/default.tfstate, which stack",
  ],
  ["no prefix", inBucket(undefined), inBucket("/"), "gs://acme-tf/default.tfstate, which stack blue"],
  [
    "one file",
    inFile("/a/b.tfstate"),
    inFile("/a/b.tfstate"),
    "/a/b.tfstate, which stack blue already uses, so each apply would destroy what the other stack created; set another path for one of them",
  ],
  ["one relative path", inFile("../../../s"), inFile("../../../s"), "s, which stack blue"],
])("NAM-07: %s for the states of two stacks is refused", (_what, blue, green, text) => {
  expectFound(stacks(blue, green), `error NAM-07 green: the state of this stack is in ${text}`);
});

test.each<[string, object | undefined, object | undefined]>([
  ["another prefix", inBucket("blue"), inBucket("green")],
  ["a prefix below the other", inBucket("site"), inBucket("site/green")],
  ["another bucket", inBucket("site"), inBucket("site", "other-tf")],
  ["a prefix that only Terraform knows", inBucket("${var.prefix}"), inBucket("${var.prefix}")],
  ["a bucket that only Terraform knows", inBucket("site", "${var.bucket}"), inBucket("site", "${var.bucket}")],
  ["another file", inFile("../../../blue"), inFile("../../../green")],
  ["a file in the folder of each", inFile("terraform.tfstate"), inFile("terraform.tfstate")],
  ["no backend", undefined, undefined],
])("NAM-07: two stacks with %s are in order", (_what, blue, green) => {
  expect(found(...stacks(blue, green))).toEqual([]);
});

describe("NAM-07: environments", () => {
  const build =
    (props: { readonly [id: string]: Partial<EnvironmentStackProps> }) =>
    (app: ConstructorParameters<typeof EnvironmentStack>[0]) =>
      Object.entries(props).map(([id, own]) => new EnvironmentStack(app, id, { project: "acme-web-prod", ...own }));
  const stateBucket = "acme-tf";

  test("a prefix that is the id of another stack is refused", () => {
    expect(failureOf(build({ prod: { stateBucket }, eu: { stateBucket, statePrefix: "prod" } }))).toContain(
      "[eu] NAM-07: the state of this stack is in gs://acme-tf/prod/default.tfstate, which stack prod already uses, so each apply would destroy what the other stack created; set another statePrefix for one of them",
    );
  });

  test("defaults are in order", () => {
    expect(synthesizeApp(build({ dev: { stateBucket }, prod: { stateBucket }, eu: {}, us: {} })).warnings).toEqual([]);
  });
});
