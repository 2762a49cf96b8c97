import { cachePastPolicy, unprotectedBackends } from "./armor";
import { circularRedirects, deadDefaults, repeatedPaths, uncertainRoutes, unreachableRouteRules } from "./routes";
import { TerraformJson } from "../terraform-json";

/** Something wrong or suspicious that only the whole picture shows. */
export interface Finding {
  /** An error stops the synth, a warning can be acknowledged. */
  readonly severity: "error" | "warning";
  /** The rule's id. */
  readonly rule: string;
  /** The path of the construct it is about. */
  readonly path: string;
  readonly text: string;
}

const RULES: readonly ((json: TerraformJson) => Finding[])[] = [
  unprotectedBackends,
  cachePastPolicy,
  unreachableRouteRules,
  deadDefaults,
  repeatedPaths,
  circularRedirects,
  uncertainRoutes,
];

/** Runs all rules over a stack as Terraform will get it, overrides included. */
export function runRules(json: TerraformJson): Finding[] {
  return RULES.flatMap((rule) => rule(json));
}
