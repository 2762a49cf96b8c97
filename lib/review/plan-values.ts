import { Block, blockOf, isExpression, text, texts } from "../app/values";
import { canonical } from "./values";

/** A planned value, in which unknown values are replaced with their expressions. */
export function fill(
  value: unknown,
  unknown: unknown,
  expression: unknown,
  known: ReadonlyMap<string, Block>,
): unknown {
  if (unknown === true) {
    return unknownValue(expression);
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    return fillList(value, unknown, expression, known);
  }
  if ([value, unknown].some((part) => typeof part === "object" && part !== null)) {
    const [values, unknowns, expressions] = [blockOf(value), blockOf(unknown), blockOf(expression)];
    const keys = [...new Set([...Object.keys(values), ...Object.keys(unknowns)])];
    return Object.fromEntries(keys.map((key) => [key, fill(values[key], unknowns[key], expressions[key], known)]));
  }
  return value;
}

function fillList(value: unknown, unknown: unknown, expression: unknown, known: ReadonlyMap<string, Block>): unknown[] {
  const values: unknown[] = Array.isArray(value) ? value : [];
  const unknowns: unknown[] = Array.isArray(unknown) ? unknown : [];
  const length = Math.max(values.length, unknowns.length);
  const items = [...Array(length).keys()];
  if (!Array.isArray(expression)) {
    const written = unknownItems(values, unknowns, expression, known);
    return items.map((index) =>
      unknowns[index] === true ? written.shift() : fill(values[index], unknowns[index], expression, known),
    );
  }
  const left: unknown[] = [...(expression as unknown[])];
  return items.map((index) => {
    // the plan sorts sets, the configuration does not
    const place = left.findIndex((candidate) => fits(values[index], unknowns[index], blockOf(candidate), known));
    const [match] = left.splice(Math.max(place, 0), 1);
    return fill(values[index], unknowns[index], match, known);
  });
}

/** What is written for the items of a list of single values that are not known yet, in their order. */
function unknownItems(
  values: readonly unknown[],
  unknowns: readonly unknown[],
  expression: unknown,
  known: ReadonlyMap<string, Block>,
): unknown[] {
  const count = unknowns.filter((item) => item === true).length;
  const { constant_value: template } = blockOf(expression);
  const isHere = (reference: string) => values.some((value) => isSameLink(value, knownValue(reference, known)));
  if (Array.isArray(template)) {
    const there = unknowns.flatMap((item, index) => (item === true ? texts(template[index]) : []));
    // the plan sorts sets, the configuration does not
    const left = texts(template).filter((item) => isExpression(item) && !isHere(item.slice(2, -1)));
    return there.length === count && there.every(isExpression) ? there : distributed(left, count);
  }
  if (template !== undefined) {
    return Array<unknown>(count).fill(template);
  }
  const references = attributeReferences(expression);
  const left = references.filter((reference) => !isHere(reference));
  return distributed(
    (left.length > 0 ? left : references).map((reference) => `\${${reference}}`),
    count,
  );
}

/** One expression for each item; all expressions for every item where their order is unknown. */
function distributed(expressions: readonly string[], count: number): string[] {
  return expressions.length === count ? [...expressions] : Array<string>(count).fill(expressions.join(" or "));
}

/** The value of a reference to an attribute, as far as the plan knows it. */
function knownValue(reference: string, known: ReadonlyMap<string, Block>): unknown {
  const [, address, attribute] = /^(.*)\.([^.]+)$/.exec(reference) ?? [];
  return address === undefined ? undefined : known.get(address)?.[attribute];
}

/** Whether two values are the same link, with or without the address of the API. */
function isSameLink(value: unknown, other: unknown): boolean {
  const path = (link: unknown) => text(link)?.replace(/^https:\/\/[^/]+\/compute\/[a-z0-9]+\//, "");
  return path(value) !== undefined && path(value) === path(other);
}

/** Whether a planned block can come from a configured one. */
function fits(value: unknown, unknown: unknown, expressions: Block, known: ReadonlyMap<string, Block>): boolean {
  const [values, unknowns] = [blockOf(value), blockOf(unknown)];
  return Object.entries(expressions).every(([key, expression]) => {
    const { constant_value: constant, references } = blockOf(expression);
    const given = values[key];
    if (constant !== undefined && references === undefined) {
      return given === undefined || given === null || canonical(given) === canonical(constant);
    }
    const [reference] = attributeReferences(expression);
    const current = knownValue(reference ?? "", known);
    return current === undefined || current === null ? true : unknowns[key] !== true && given === current;
  });
}

/** What is written for a value that is not known yet. Of JSON, Terraform keeps the template itself. */
function unknownValue(expression: unknown): unknown {
  const { constant_value: template, references } = blockOf(expression);
  const links = attributeReferences(expression);
  if (template !== undefined) {
    return template;
  }
  if (links.length > 1 && links.every((link) => /\.(self_link|id)$/.test(link))) {
    return links.map((link) => `\${${link}}`);
  }
  const [reference = texts(references)[0]] = links;
  return reference === undefined ? undefined : `\${${reference}}`;
}

/** References with their attribute. Terraform lists each resource without it too. */
function attributeReferences(expression: unknown): string[] {
  const all = texts(blockOf(expression).references);
  const attributes = all.filter((reference) => /^(data\.)?[a-z0-9_]+\.[^.]+\.[A-Za-z0-9_]+$/.test(reference));
  return attributes.filter((reference) => !/^(module|var|local|each|path)\./.test(reference));
}
