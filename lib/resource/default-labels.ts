import { Lazy, TerraformProvider, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";

/** A provider of Google Cloud, as far as it adds labels to resources. */
interface Labelling {
  readonly defaultLabelsInput?: { readonly [label: string]: string };
}

/** The labels that the provider of a stack adds to all resources, as a text for a digest. It is known at synth. */
export function defaultLabelsOf(scope: IConstruct): string {
  return Lazy.stringValue({
    produce: () =>
      TerraformStack.of(scope)
        .node.findAll()
        .filter((each) => TerraformProvider.isTerraformProvider(each))
        .filter(({ terraformResourceType, alias }) => terraformResourceType === "google" && alias === undefined)
        .flatMap((provider) => Object.entries((provider as Labelling).defaultLabelsInput ?? {}))
        .map(([label, value]) => `${label}=${value}`)
        .sort()
        .join(","),
  });
}
