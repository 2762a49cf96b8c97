import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { providerVersionOfBindings } from "../app/bindings";
import { TerraformJson } from "../app/terraform-json";

/** The versions of the provider that Terraform may install for a construct: a constraint, or the version of the bindings. */
export function providerVersionOf(scope: IConstruct): string | undefined {
  const { rawOverrides } = TerraformStack.of(scope) as unknown as { readonly rawOverrides: TerraformJson };
  return rawOverrides.terraform?.required_providers?.google?.version ?? providerVersionOfBindings();
}
