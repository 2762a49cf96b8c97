import { TerraformJson } from "../app/terraform-json";
import { Comparison, compareStacks } from "./compare";
import { diagramOf, dot } from "./diagram";
import { loadBalancersOf } from "./load-balancers";
import { Neighbours, Stack } from "./stack";

export { type Change, type Comparison, type Level, type Replacement, comparisonPage } from "./compare";
export { comparePlan, isPlan } from "./plan";
export { reviewPage } from "./page";
export { type Neighbours } from "./stack";

/** A synthesized stack, with the other stacks of its app, to which it may refer. */
export interface SynthesizedStack {
  readonly json: TerraformJson;
  readonly neighbours?: Neighbours;
}

/** What changes for visitors between two versions of a stack. */
export function compare(before: SynthesizedStack, after: SynthesizedStack): Comparison {
  return compareStacks(new Stack(before.json, before.neighbours), new Stack(after.json, after.neighbours));
}

/** The load balancers of a stack as a diagram, in the language of Graphviz. */
export function reviewDot({ json, neighbours }: SynthesizedStack): string {
  return dot(loadBalancersOf(new Stack(json, neighbours)).map(diagramOf));
}
