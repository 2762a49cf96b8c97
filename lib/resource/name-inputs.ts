import { Token, Tokenization } from "cdktf";
import { Argument, argumentsOf } from "../app/arguments";
import { snakeCase } from "../app/snake-case";
import { joined, numberText } from "./replacement";

/** Arguments by their names in the provider's bindings. */
export type Config = { readonly [name: string]: unknown };

/**
 * The texts of whose digest a physical name ends: of every argument whose change replaces the resource and that is not
 * as it would be by default, and that those are there which no change takes away. Undefined where there are none.
 *
 * Values come first, then blocks, each in the order of the table, and then with their paths those of which the table does
 * not say how they get into a name.
 */
export function nameInputs(type: string, config: Config): string[] | undefined {
  const written = new Map(Object.entries(config).map(([name, value]) => [snakeCase(name), value]));
  const parts = argumentsOf(type).map(([path, argument]) => partsOf(path, argument, written.get(path)));
  const inputs = [
    ...parts.flatMap(({ values }) => values),
    ...parts.flatMap(({ blocks }) => blocks),
    ...parts.flatMap(({ others }) => others),
  ];
  return inputs.length === 0 ? undefined : inputs;
}

interface Parts {
  readonly values: readonly string[];
  readonly blocks: readonly string[];
  readonly others: readonly string[];
}

const NOTHING: Parts = { values: [], blocks: [], others: [] };

function partsOf(path: string, { changed, inName, ...argument }: Argument, value: unknown): Parts {
  const isDefault = value === undefined || value === argument.default;
  if (changed === "in place" || isDefault) {
    return argument.isNeverTakenAway && !isDefault ? { ...NOTHING, others: [path] } : NOTHING;
  }
  if (inName === undefined) {
    return { ...NOTHING, others: withPaths(path, value) };
  }
  if (inName === "value") {
    return { ...NOTHING, values: textsOf(value) };
  }
  if ("not" in inName) {
    return NOTHING;
  }
  const { kind, of } = inName;
  const block = new Map(Object.entries(value as Config).map(([name, inner]) => [snakeCase(name), inner]));
  const others = [...block].filter(([name]) => !of.includes(name));
  return {
    ...NOTHING,
    blocks: [...(kind === undefined ? [] : [kind]), ...of.flatMap((name) => textsOf(block.get(name) ?? ""))],
    others: others.flatMap(([name, inner]) => withPaths(`${path}.${name}`, inner)),
  };
}

/** The values in an argument, each with its path: `description=the site`. */
function withPaths(path: string, value: unknown): string[] {
  if (isBlock(value)) {
    return Object.entries(value).flatMap(([name, inner]) => withPaths(`${path}.${snakeCase(name)}`, inner));
  }
  return Array.isArray(value) && value.some(isBlock)
    ? value.flatMap((inner, index) => withPaths(`${path}[${index}]`, inner))
    : textsOf(value).map((text) => `${path}=${text}`);
}

function isBlock(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value);
}

/** A value as texts: of a list, one for each. */
function textsOf(value: unknown): string[] {
  if (value === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    return Token.isUnresolved(value) ? [joined(",", value as string[])] : value.flatMap(textsOf);
  }
  if (Tokenization.isResolvable(value)) {
    return [Token.asString(value)];
  }
  return [typeof value === "number" ? numberText(value) : `${value as string | boolean}`];
}
