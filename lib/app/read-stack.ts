import { Stack, SynthesizedApp } from "./synthesized-app";
import { TerraformJson, stackName } from "./terraform-json";

/** Other stacks by their names: what a stack refers to may be in one of them. */
export interface Neighbours {
  readonly [stack: string]: TerraformJson;
}

/** A synthesized stack, with the other stacks of its app, to which it may refer. */
export interface SynthesizedStack {
  readonly json: TerraformJson;
  readonly neighbours?: Neighbours;
}

/** Reads one stack, and with it the others of its app. */
export function readStack({ json, neighbours = {} }: SynthesizedStack): Stack {
  const name = stackName(json) || "#0";
  const others = Object.keys(neighbours).filter((other) => other !== name);
  const app = new SynthesizedApp([json, ...others.map((other) => neighbours[other])], [name, ...others]);
  return app.stack(name);
}
