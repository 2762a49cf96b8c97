import { TerraformJson, stackName } from "../app/terraform-json";
import { Finding } from "./finding";
import {
  circularRedirects,
  deadDefaults,
  deadMapDefaults,
  repeatedPaths,
  uncertainRoutes,
  unreachableRouteRules,
} from "./routes";
import { wholeApp } from "./whole-app";

export { type Finding } from "./finding";

/** The rules that look at one stack by itself. */
const STACK_RULES: readonly ((json: TerraformJson) => Finding[])[] = [
  ...[unreachableRouteRules, deadDefaults, deadMapDefaults, repeatedPaths, circularRedirects, uncertainRoutes],
];

/** Runs the rules over all stacks of an app as Terraform will get them, overrides included. */
export function runRules(stacks: readonly TerraformJson[]): Finding[] {
  return [...stacks.flatMap(ofStack), ...wholeApp(stacks)];
}

function ofStack(json: TerraformJson): Finding[] {
  const findings = STACK_RULES.flatMap((rule) => rule(json));
  return findings.map((finding) => ({ ...finding, path: finding.path || stackName(json) }));
}
