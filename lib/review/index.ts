import { Neighbours, SynthesizedStack, readStack } from "../app/read-stack";
import { Comparison, compareStacks } from "./compare";
import { withStaying } from "./compare/staying";
import { diagramOf, dot } from "./diagram";
import { loadBalancersOf } from "./load-balancers";
import { pageOf } from "./page";

export { type Neighbours, type SynthesizedStack } from "../app/read-stack";
export { type Change, type Comparison, type Level, type Replacement, comparisonPage, isNoticed } from "./compare";
export { comparePlan, isPlan } from "./plan";
export { isErrored } from "./plan-notes";
export { pageOf } from "./page";

/** The page that a reviewer reads before the JSON of a synthesized stack, in Markdown. */
export function reviewPage(json: SynthesizedStack["json"], neighbours?: Neighbours): string {
  return pageOf(readStack({ json, neighbours }));
}

/** What changes for visitors between two versions of a stack. */
export function compare(before: SynthesizedStack, after: SynthesizedStack): Comparison {
  const staying = withStaying(before, after);
  return compareStacks(readStack(before), staying.after, undefined, staying.changes);
}

/** The load balancers of a stack as a diagram, in the language of Graphviz. */
export function reviewDot(stack: SynthesizedStack): string {
  return dot(loadBalancersOf(readStack(stack)).map(diagramOf));
}
