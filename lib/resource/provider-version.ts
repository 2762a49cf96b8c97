import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { providerVersionOfBindings } from "../app/bindings";

/** What the overrides of a stack say of its providers. */
interface Overrides {
  readonly terraform?: { readonly required_providers?: { readonly google?: { readonly version?: string } } };
}

/** The versions of the provider that Terraform may install for a construct: a constraint, or the version of the bindings. */
export function providerVersionOf(scope: IConstruct): string | undefined {
  const { rawOverrides } = TerraformStack.of(scope) as unknown as { readonly rawOverrides: Overrides };
  return rawOverrides.terraform?.required_providers?.google?.version ?? providerVersionOfBindings();
}
