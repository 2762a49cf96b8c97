/** Which prop, factory or method writes an argument. */
import * as ts from "typescript";
import { propName } from "../../lib/resource/prop-names";
import { Fields } from "../../lib/shape/shapes";
import { SHAPES } from "../../lib/shape/table";
import { membersOf } from "../public-api";
import { Setting, otherNames } from "./other-names";
import { Page, basesOf, isConstruct } from "./pages";
import { ownerOf } from "./watching";

/** Finds what writes an argument: by its own name, by the name that our props have for it, or by its block. */
export function settingsOf(pages: readonly Page[]): (type: string, path: string) => readonly Setting[] {
  const own = ownProps(pages);
  const bases = new Map(pages.flatMap(({ types }) => types.map(({ name, node }) => [name, basesOf(node)] as const)));
  const takers = (type: string, path: string): readonly Setting[] => {
    const [owner, member] = propName(type, path).split(".");
    if (member !== undefined) {
      return [{ owner, member }];
    }
    const making = ownerOf(type, pages)?.types.filter(isConstruct) ?? [];
    const roots = making.map(({ name }) => name);
    const found = [...reachable(roots, bases)].flatMap((name) => takersIn(name, owner, own));
    return nearestBlock(found, path);
  };
  const found = (type: string, path: string): readonly Setting[] => {
    const named = otherNames(type, path) ?? takers(type, path);
    const block = path.slice(0, Math.max(path.lastIndexOf("."), 0));
    return named.length > 0 || block === "" ? named : found(type, block);
  };
  return found;
}

/** The props that each struct declares itself. */
function ownProps(pages: readonly Page[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    pages.flatMap(({ types }) =>
      types.map(
        ({ name, node }) =>
          [name, new Set(membersOf(node).map((each) => (each as ts.NamedDeclaration).name?.getText() ?? ""))] as const,
      ),
    ),
  );
}

/** The structs and classes that a construct takes, and that these take and extend. */
function reachable(
  names: readonly string[],
  bases: ReadonlyMap<string, readonly string[]>,
  known = new Set<string>(),
): Set<string> {
  for (const name of names.filter((each) => !known.has(each))) {
    known.add(name);
    const { constructs = {}, factories = {}, methods = {} } = SHAPES.classes[name] ?? {};
    const calls = [constructs, ...Object.values(factories), ...Object.values(methods), SHAPES.structs[name] ?? {}];
    reachable([...calls.flatMap(typesIn), ...(name in SHAPES.structs ? (bases.get(name) ?? []) : [])], bases, known);
  }
  return known;
}

function typesIn(fields: Fields): string[] {
  return Object.values(fields)
    .map((type) => type.replace(/[?[\]{}]/g, ""))
    .filter((type) => type in SHAPES.structs || type in SHAPES.classes);
}

/** Where a type takes a value of a name: a prop of it, or a parameter of its factories and methods. */
function takersIn(name: string, value: string, own: ReadonlyMap<string, ReadonlySet<string>>): Setting[] {
  if (name in SHAPES.structs) {
    return own.get(name)?.has(value) ? [{ owner: name, member: value }] : [];
  }
  const { factories = {}, methods = {} } = SHAPES.classes[name] ?? {};
  return Object.entries({ ...factories, ...methods })
    .filter(([member, parameters]) => !/^from|^route$/.test(member) && (value in parameters || member === value))
    .map(([member]) => ({ owner: name, member }));
}

/**
 * Those that are named after the block of the argument; of a resource's own arguments, those in the props of a construct.
 * A name or a description of something else is not meant.
 */
function nearestBlock(found: readonly Setting[], path: string): readonly Setting[] {
  const [block] = path.split(".").slice(-2, -1);
  const word = (block ?? "props").replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  const named = found.filter(({ owner }) => owner.includes(word.replace(/s$/, "")));
  const props = found.filter(({ owner }) => owner in SHAPES.structs);
  if (named.length > 0 || /(^|\.)(name|description)$/.test(path)) {
    return named;
  }
  return props.length > 0 ? props : found;
}
