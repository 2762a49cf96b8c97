import { outputsOf } from "../apps";

const { version: CDKTF_VERSION } = jest.requireActual<{ readonly version: string }>("cdktf/package.json");

jest.setTimeout(600_000);

/** The Terraform JSON of a stack of an app, with CDKTF's own version masked, which is no concern of ours. */
export async function stackOf(app: string, stack: string): Promise<unknown> {
  const output = (await outputsOf([app])).get(app) ?? {};
  return JSON.parse(output[`stacks/${stack}/cdk.tf.json`], (key, value: unknown) =>
    key === "version" && value === CDKTF_VERSION ? "CDKTF" : value,
  ) as unknown;
}
