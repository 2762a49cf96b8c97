import { Stack, SynthesizedApp } from "./synthesized-app";
import { TerraformJson, blocks, stackName } from "./terraform-json";
import { Block } from "./values";

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

/** Reads one stack as if its resources had other arguments. */
export function readStackAs(
  stack: SynthesizedStack,
  argumentsOf: (type: string, id: string, config: Block) => Block,
): Stack {
  const resource = Object.fromEntries(
    Object.entries(stack.json.resource ?? {}).map(([type, byId]) => [
      type,
      Object.fromEntries(
        Object.entries(byId ?? {}).map(([id, config]) => [id, argumentsOf(type, id, blocks(config)[0] ?? {})]),
      ),
    ]),
  );
  return readStack({ ...stack, json: { ...stack.json, resource } });
}
