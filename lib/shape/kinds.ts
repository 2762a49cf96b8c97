import { Tokenization } from "cdktf";
import { Construct } from "constructs";
import { isMarked, isOurs } from "../resource/mark";
import { SHAPES } from "./table";
import { Type } from "./types";

/** Whether a value is of a type, by a look at its outside. */
export function isOfType(type: Type, value: unknown): boolean {
  switch (type.kind) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "enum":
      return Object.values(SHAPES.enums[type.name]).includes(value as string);
    case "class":
      return isMarked(value, type.name);
    case "interface":
      return isObject(value) && SHAPES.interfaces[type.name].every((member) => hasMember(value, member));
    case "construct":
      return Construct.isConstruct(value);
    case "list":
      return Array.isArray(value);
    case "map":
    case "struct":
      return isRecord(value);
    default:
      return true;
  }
}

/** Whether a token can stand for it: nothing of ours reads inside of it. */
export function isScalar({ kind }: Type): boolean {
  return kind === "text" || kind === "number" || kind === "boolean" || kind === "enum" || kind === "any";
}

/** Whether a value is an object with props, plain or of a user's class. */
function isRecord(value: unknown): value is object {
  if (!isObject(value) || Object.prototype.toString.call(value) !== "[object Object]") {
    return false;
  }
  const prototype = Object.getPrototypeOf(value) as unknown;
  const isPlain = prototype === null || prototype === Object.prototype;
  return !Tokenization.isResolvable(value) && (isPlain || !(Construct.isConstruct(value) || isOurs(value)));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function hasMember(value: object, member: string): boolean {
  if (member === "node") {
    return Construct.isConstruct(value);
  }
  // to read a member that is no method may make a token
  return member.endsWith("()")
    ? typeof (value as { readonly [name: string]: unknown })[member.slice(0, -2)] === "function"
    : member in value;
}
