import { Fields } from "./shapes";
import { SHAPES } from "./table";

/** The type of a parameter, a prop, or a member of a list or map. */
export type Type = PlainType | CollectionType;

/** A type by its name. */
export interface PlainType {
  readonly kind: "any" | "boolean" | "class" | "construct" | "enum" | "interface" | "number" | "struct" | "text";
  readonly name: string;
  readonly isOptional: boolean;
}

/** A list or a map, and what its members are. */
export interface CollectionType {
  readonly kind: "list" | "map";
  readonly name: string;
  readonly isOptional: boolean;
  readonly inner: Type;
}

/** A parameter or prop. */
export interface Field {
  readonly name: string;
  readonly type: Type;
}

const KINDS: { readonly [name: string]: PlainType["kind"] } = {
  string: "text",
  number: "number",
  boolean: "boolean",
  Construct: "construct",
  IConstruct: "construct",
};
const types = new Map<string, Type>();
const fields = new WeakMap<Fields, readonly Field[]>();

/** A type as the table writes it, read once. */
export function typeOf(written: string): Type {
  const type = types.get(written) ?? read(written);
  types.set(written, type);
  return type;
}

/** The parameters of a call, or the props of a struct, read once. */
export function fieldsOf(written: Fields): readonly Field[] {
  const known = fields.get(written);
  if (known !== undefined) {
    return known;
  }
  const found = Object.entries(written).map(([name, type]) => ({ name, type: typeOf(type) }));
  fields.set(written, found);
  return found;
}

function read(written: string): Type {
  const isOptional = written.endsWith("?");
  const name = isOptional ? written.slice(0, -1) : written;
  const ending = name.slice(-2);
  return ending === "[]" || ending === "{}"
    ? { kind: ending === "[]" ? "list" : "map", name, isOptional, inner: typeOf(name.slice(0, -2)) }
    : { kind: kindOf(name), name, isOptional };
}

function kindOf(name: string): PlainType["kind"] {
  if (name in SHAPES.structs) {
    return "struct";
  }
  if (name in SHAPES.enums) {
    return "enum";
  }
  if (name in SHAPES.interfaces) {
    return "interface";
  }
  // what is CDKTF's own, such as ITerraformDependable, is left to it
  return name in SHAPES.classes ? "class" : (KINDS[name] ?? "any");
}
