/** The words about a wrong value: the type that is expected, and how to make a value of it. */
import { Construct } from "constructs";
import { cpuMeant, memoryMeant } from "../google/cloud-run";
import { Vocabulary } from "../google/vocabulary";
import { propsWriting } from "../resource/prop-names";
import { nearest, slipOf } from "../rules/nearest";
import { isOfType } from "./kinds";
import { Fields } from "./shapes";
import { SHAPES } from "./table";
import { Type, fieldsOf, typeOf } from "./types";

const PLAIN = {
  text: "a string",
  number: "a number",
  boolean: "true or false",
  construct: "a construct",
  any: "a value",
};

/** Quantities that are written with a unit. */
const QUANTITIES = { cpu: cpuMeant, memory: memoryMeant };
/** What people and other tools call our props. */
const PROP_VOCABULARY: Vocabulary = {
  words: {
    armor: "security",
    cert: "certificate",
    desc: "description",
    environment: "env",
    host: "domain",
    replica: "instance",
    sa: "service account",
    scale: "instance",
    second: "sec",
    tls: "ssl",
    waf: "security policy",
  },
};

/** A type in words. */
export function described(type: Type): string {
  switch (type.kind) {
    case "class":
    case "enum":
    case "struct":
      return `${articleOf(type.name)} ${type.name}`;
    case "interface":
      return either([...makersOf(type.name).map((name) => `${articleOf(name)} ${name}`)]) || `an ${type.name}`;
    case "list":
      return "a list";
    case "map":
      return "an object of names and values";
    default:
      return PLAIN[type.kind];
  }
}

/** How to make a value of a type, from the value that was given where that is possible. */
export function howToMake(type: Type, value: unknown): string {
  switch (type.kind) {
    case "class":
      return ofClass(type.name, value);
    case "enum":
      return `choose one of ${Object.keys(SHAPES.enums[type.name])
        .map((member) => `${type.name}.${member}`)
        .join(", ")}`;
    case "interface":
      return ofInterface(type.name, value);
    case "struct":
      return `pass an object with ${either(requiredOf(SHAPES.structs[type.name]), "and") || "the options you need"}`;
    case "list":
      return value === undefined || value === null ? "pass an array: [value]" : "wrap it in an array: [value]";
    case "map":
      return 'write it like { "name": value }';
    case "text":
      return ["number", "boolean", "bigint"].includes(typeof value) ? "put it in quotes" : "pass a string";
    case "number":
    case "boolean":
      return typeof value === "string" ? "write it without quotes" : "pass one";
    case "construct":
      return "pass one, such as this or the stack";
    default:
      return "pass one";
  }
}

/** The member of an enum that is nearly meant, such as `TlsVersion.TLS_1_2`. */
export function memberMeant(name: string, value: unknown): string | undefined {
  const members = SHAPES.enums[name];
  const byText = Object.fromEntries(
    Object.entries(members).flatMap(([member, text]) => [
      [text, member],
      [member, member],
    ]),
  );
  return typeof value === "string" ? meantIn(name, byText, value) : undefined;
}

/**
 * The prop that is meant by an unknown name: one that is nearly spelled like it, or that others call so and that takes
 * such a value. A user's own props may have names of other things.
 */
export function propMeant(name: string, fields: Fields, value: unknown): string | undefined {
  const camel = name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const known = [camel, `${camel}Sec`, ...propsWriting(name)].find((each) => Object.hasOwn(fields, each));
  const taking = fieldsOf(fields).filter(({ type }) => mayBeFor(type, value));
  return (
    known ??
    slipOf(
      camel.toLowerCase(),
      Object.keys(fields).map((field) => [field.toLowerCase(), field]),
    ) ??
    nearest(
      camel,
      taking.map((field) => field.name),
      PROP_VOCABULARY,
    )
  );
}

/** Another factory of a class, whose options have a prop of a name that those of a factory do not have. */
export function otherFactory(name: string, factory: string, prop: string, value: unknown): string | undefined {
  const others = Object.entries(SHAPES.classes[name].factories).filter(([other, parameters]) =>
    fieldsOf(parameters).some(
      ({ type }) =>
        other !== factory && type.kind === "struct" && propMeant(prop, SHAPES.structs[type.name], value) !== undefined,
    ),
  );
  return others.length === 0 ? undefined : `use ${either(others.map(([other]) => `${name}.${other}`))} for it`;
}

/** A quantity with its unit, where a number was given. */
export function quantityMeant(what: string, value: unknown): string | undefined {
  const meaning = Object.entries(QUANTITIES).find(([prop]) => prop === what)?.[1];
  const meant = typeof value === "number" ? meaning?.(String(value)) : undefined;
  return meant === undefined ? undefined : `write ${JSON.stringify(meant)}`;
}

/** Whether somebody may write a value for a type. */
function mayBeFor(type: Type, value: unknown): boolean {
  switch (type.kind) {
    case "text":
    case "number":
      return ["string", "number"].includes(typeof value);
    case "boolean":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value) || mayBeFor(type.inner, value);
    case "enum":
      return typeof value === "string";
    default:
      return isOfType(type, value) || value === true;
  }
}

function ofClass(name: string, value: unknown): string {
  const { constants, factories } = SHAPES.classes[name];
  const meant =
    typeof value === "string"
      ? meantIn(name, Object.fromEntries(constants.map((each) => [each, each])), value)
      : undefined;
  if (meant !== undefined) {
    return `did you mean ${meant}?`;
  }
  const names = Object.keys(factories);
  const taking =
    value === undefined || value === null ? [] : names.filter((factory) => takes(factories[factory], value));
  const fitting = taking.length > 0 ? taking : names;
  const calls = fitting.map((factory) => `${name}.${factory}(${fieldsOf(factories[factory]).length > 0 ? "…" : ""})`);
  return `create one with ${either([...calls, ...constants.slice(0, taking.length > 0 ? 0 : 2).map((each) => `${name}.${each}`)])}`;
}

function ofInterface(name: string, value: unknown): string {
  const wrapping = makersOf(name).flatMap((maker) => {
    const { props = "" } = SHAPES.classes[maker].constructs ?? {};
    const lists = Object.entries(SHAPES.structs[typeOf(props).name] ?? {}).filter(([, type]) => type.includes("[]"));
    const prop = lists.find(([, type]) => isMemberOf(typeOf(type), value));
    return prop ? [`new ${maker}(…, { ${prop[0]}: [it] })`] : [];
  });
  if (wrapping.length > 0) {
    return `wrap it: ${either(wrapping)}`;
  }
  const imports = Object.entries(SHAPES.classes).flatMap(([maker, { is, factories }]) =>
    is.includes(name) ? Object.keys(factories).map((factory) => `${maker}.${factory}`) : [],
  );
  return imports.length > 0 ? `for one that already exists, use ${either(imports)}` : "pass one";
}

/** Classes whose constructor makes what has an interface. */
function makersOf(name: string): string[] {
  return Object.keys(SHAPES.classes).filter(
    (each) => SHAPES.classes[each].is.includes(name) && SHAPES.classes[each].constructs !== undefined,
  );
}

/** Whether a construct may be in a list. */
function isMemberOf(type: Type, value: unknown): boolean {
  return (
    type.kind === "list" &&
    type.inner.kind === "interface" &&
    Construct.isConstruct(value) &&
    isOfType(type.inner, value)
  );
}

/** Whether the first parameter of a call takes a value. */
function takes(parameters: Fields, value: unknown): boolean {
  const [first] = fieldsOf(parameters);
  return first !== undefined && isOfType(first.type, value);
}

function requiredOf(fields: Fields): string[] {
  return fieldsOf(fields).flatMap(({ name, type }) => (type.isOptional ? [] : [name]));
}

function meantIn(owner: string, members: Fields, value: string): string | undefined {
  const plain = (text: string) => text.toUpperCase().replace(/\W+/g, "_").replace(/_$/, "");
  const byPlain = new Map(Object.entries(members).map(([text, member]) => [plain(text), member]));
  const found = nearest(plain(value), byPlain.keys());
  return found === undefined ? undefined : `${owner}.${byPlain.get(found) ?? ""}`;
}

function articleOf(name: string): string {
  return /^[AEIO]|^Ssl/.test(name) ? "an" : "a";
}

function either(words: readonly string[], word = "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${word} ${words[words.length - 1]}`;
}
