import { cachePastPolicy, unprotectedBackends } from "./armor";
import { TerraformJson } from "./terraform-json";

/** Something suspicious that only the whole picture shows. */
export interface Finding {
  /** The rule's id. */
  readonly rule: string;
  /** The path of the construct it is about. */
  readonly path: string;
  readonly text: string;
}

const RULES: readonly ((json: TerraformJson) => Finding[])[] = [unprotectedBackends, cachePastPolicy];

/** Runs all rules over a stack as Terraform will get it, overrides included. */
export function runRules(json: TerraformJson): Finding[] {
  return RULES.flatMap((rule) => rule(json));
}
