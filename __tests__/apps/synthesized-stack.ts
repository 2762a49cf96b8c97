import { outputsOf } from "../apps";

import { PROVIDER_VERSION } from "../provider-version";

const { version: CDKTF_VERSION } = jest.requireActual<{ readonly version: string }>("cdktf/package.json");

jest.setTimeout(600_000);

/** The Terraform JSON of a stack of an app, without the versions of CDKTF and of the provider, which are no concern of ours. */
export async function stackOf(app: string, stack: string): Promise<unknown> {
  const output = (await outputsOf([app])).get(app) ?? {};
  return JSON.parse(
    output[`stacks/${stack}/cdk.tf.json`],
    (key, value: unknown) => masked(`${key} ${String(value)}`) ?? value,
  ) as unknown;
}

function masked(said: string): string | undefined {
  switch (said) {
    case `version ${CDKTF_VERSION}`:
      return "CDKTF";
    case `version ${PROVIDER_VERSION}`:
      return "PROVIDER";
    // as newer bindings write it
    case "source hashicorp/google":
      return "google";
    default:
      return undefined;
  }
}
