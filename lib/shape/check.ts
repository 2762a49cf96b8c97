/** Checks values by their types. A value that only Terraform knows passes wherever such a value is allowed. */
import { Token, Tokenization } from "cdktf";
import { Fault, faultsIn, isBroken } from "./broken";
import { isOfType, isScalar } from "./kinds";
import { Fields } from "./shapes";
import { SHAPES } from "./table";
import { Field, Type, fieldsOf } from "./types";
import { described, howToMake, memberMeant, propMeant, quantityMeant } from "./words";

/** Values by the names of parameters or props. */
export interface Values {
  readonly [name: string]: unknown;
}

/** What the one element begins with that a list which is a token seems to have. */
const LIST_TOKEN = "#{TfToken[";

/**
 * Looks at a value and adds to `found` what is wrong.
 *
 * @returns the value as constructs read it: without `null` where a prop may be left out, and without unknown props
 */
export function check(what: string, type: Type, value: unknown, found: Fault[]): unknown {
  if (value === undefined || value === null) {
    if (!type.isOptional && type.kind !== "any") {
      found.push({ call: "shape.missing", what, wanted: described(type), value, wayOut: howToMake(type, value) });
    }
    return undefined;
  }
  if (type.kind !== "class" && isBroken(value)) {
    found.push(...faultsIn(value, what));
    return value;
  }
  if (!isOfType(type, value)) {
    return checkToken(what, type, value, found);
  }
  switch (type.kind) {
    case "struct":
      return checkStruct(what, SHAPES.structs[type.name], value as Values, found);
    case "list":
      return checkList(what, type, type.inner, value as readonly unknown[], found);
    case "map":
      return checkMap(what, type.inner, value as Values, found);
    case "class":
      found.push(...faultsIn(value, what));
      return value;
    default:
      return value;
  }
}

/** Looks at the props of a struct, or the arguments of a call. */
export function checkFields(
  pathTo: (name: string) => string,
  fields: readonly Field[],
  values: Values,
  found: Fault[],
): Values {
  let changed: { [name: string]: unknown } | undefined;
  for (const { name, type } of fields) {
    const value = values[name];
    if (value !== undefined || !type.isOptional) {
      const read = check(pathTo(name), type, value, found);
      if (read !== value) {
        changed ??= { ...values };
        changed[name] = read;
      }
    }
  }
  return changed ?? values;
}

function checkStruct(what: string, fields: Fields, given: Values, found: Fault[]): Values {
  const pathTo = (name: string) => (what === "" ? name : `${what}.${name}`);
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name) && given[name] !== undefined);
  for (const name of unknown) {
    const meant = propMeant(name, fields, given[name]);
    // a user's own props may have one of nearly the same name beside it
    if (meant !== undefined && given[meant] === undefined) {
      const wayOut = `did you mean ${meant}?`;
      found.push({ call: "shape.name", what: pathTo(name), wanted: meant, value: given[name], wayOut });
    }
  }
  const known = unknown.length === 0 ? given : only(fields, given);
  return checkFields(pathTo, fieldsOf(fields), known, found);
}

function checkList(what: string, type: Type, inner: Type, given: readonly unknown[], found: Fault[]): unknown {
  if (given.length === 1 && typeof given[0] === "string" && given[0].startsWith(LIST_TOKEN)) {
    return checkToken(what, type, given, found);
  }
  let changed: unknown[] | undefined;
  for (let index = 0; index < given.length; index++) {
    const member = given[index];
    const path = `${what}[${index}]`;
    if (member === undefined || member === null || member === false) {
      found.push({ call: "shape.member", what: path, wanted: described(inner), value: member, wayOut: "" });
    } else {
      const read = check(path, inner, member, found);
      if (read !== member) {
        changed ??= [...given];
        changed[index] = read;
      }
    }
  }
  return changed ?? given;
}

function checkMap(what: string, inner: Type, given: Values, found: Fault[]): unknown {
  if (isScalar(inner) && Token.isUnresolved(given)) {
    return given;
  }
  const fields = Object.keys(given).map((name) => ({ name, type: inner }));
  const pathTo = (name: string) => (/^\w+$/.test(name) ? `${what}.${name}` : `${what}[${JSON.stringify(name)}]`);
  return checkFields(pathTo, fields, given, found);
}

/** A value that only Terraform knows, as a token of its kind; all else is refused. */
function checkToken(what: string, type: Type, value: unknown, found: Fault[]): unknown {
  if (mayBeToken(type, value) && Token.isUnresolved(value)) {
    return tokenOf(type, value);
  }
  const meant = type.kind === "enum" ? memberMeant(type.name, value) : undefined;
  const wayOut =
    meant === undefined ? (quantityMeant(what, value) ?? howToMake(type, value)) : `did you mean ${meant}?`;
  found.push({ call: "shape.kind", what, wanted: described(type), value, wayOut });
  return value;
}

/** Whether such a value can stand for one of a type, if it is a token. What CDKTF's functions return may be a text. */
function mayBeToken(type: Type, value: unknown): boolean {
  const isAny = typeof value === "string" || Tokenization.isResolvable(value);
  if (type.kind === "list" || type.kind === "map") {
    return isScalar(type.inner) && (isAny || (type.kind === "list" && Array.isArray(value)));
  }
  return isScalar(type) && (isAny || (typeof value === "number" && type.kind !== "boolean"));
}

function tokenOf(type: Type, value: unknown): unknown {
  switch (type.kind) {
    case "list":
      return Array.isArray(value) ? value : Token.asList(value);
    case "map":
      return Token.asStringMap(value);
    case "number":
      return typeof value === "string" ? value : Token.asNumber(value);
    case "boolean":
      return value;
    default:
      return Token.asString(value);
  }
}

function only(fields: Fields, given: Values): Values {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, given[name]]));
}
