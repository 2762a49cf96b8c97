import { cachePastPolicy, unprotectedBackends } from "./armor";
import { TerraformJson } from "../terraform-json";

/** Something wrong or suspicious that only the whole picture shows. */
export interface Finding {
  /** An error stops the synth, a warning can be acknowledged. */
  readonly severity: "error" | "warning";
  /** The rule's id. */
  readonly rule: string;
  /** The path of the construct it is about; empty for the stack, and in rules over all stacks for the app. */
  readonly path: string;
  readonly text: string;
}

/** Rules over one stack. */
const RULES: readonly ((json: TerraformJson) => Finding[])[] = [unprotectedBackends, cachePastPolicy];

/** Rules over all stacks of an app at once. */
const APP_RULES: readonly ((stacks: readonly TerraformJson[]) => Finding[])[] = [];

/** Runs all rules over a stack as Terraform will get it, overrides included. */
export function runRules(json: TerraformJson): Finding[] {
  return RULES.flatMap((rule) => rule(json));
}

/** Runs the rules over all stacks of an app. */
export function runAppRules(stacks: readonly TerraformJson[]): Finding[] {
  return APP_RULES.flatMap((rule) => rule(stacks));
}
