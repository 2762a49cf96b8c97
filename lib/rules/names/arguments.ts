import { argumentNamesAt, attributeNamesAt, providerVersionOfBindings, valueTypeAt } from "../../app/bindings";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, isExpression, knownTexts, text as textOf, toNumber } from "../../app/values";
import { ENUMERATIONS, IN_ANY_CASE } from "../../google/enumerations";
import { nearest } from "../nearest";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { oneOf } from "../values";

/** What every resource may have; Terraform reads it, not the provider. */
const META_ARGUMENTS = [
  "//",
  "connection",
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
];

/** What `ignore_changes` has instead of names. */
const ALL = "all";
/** How it leads into a nested block. */
const INDEX = "[0]";

/** How deep blocks are searched for an argument. */
const MAX_DEPTH = 3;

/** What a type of values is called, and how a value that is known is written. */
const VALUES: { readonly [type: string]: { readonly called: string; readonly isOne: (value: unknown) => boolean } } = {
  boolean: { called: "true or false", isOne: (value) => ["true", "false"].includes(String(value)) },
  number: { called: "a number", isOne: (value) => toNumber(value) !== undefined },
  string: { called: "a text", isOne: (value) => typeof value !== "object" },
  stringList: { called: "a list of texts", isOne: Array.isArray },
};

/** Arguments that no version of the provider has which the stack takes. */
export function unknownArguments(app: SynthesizedApp): Found[] {
  return found(app, (resource) => !mayKnowMore(app, resource));
}

/** Arguments that the bindings do not know, where the stack takes another provider. */
export function perhapsUnknownArguments(app: SynthesizedApp): Found[] {
  return found(app, (resource) => mayKnowMore(app, resource));
}

function found(app: SynthesizedApp, isAsked: (resource: Resource) => boolean): Found[] {
  return app.resources.flatMap((resource) => {
    const unknown = [...unknownIn(resource.type, resource.config, []), ...unknownIgnored(resource)];
    return unknown.length > 0 && isAsked(resource) ? unknown.map((each) => about(resource, each)) : [];
  });
}

/** Whether a resource is made by another provider than that of the bindings: google-beta, or a newer version. */
function mayKnowMore(app: SynthesizedApp, { stack, config }: Resource): boolean {
  const isBeta = /^(\$\{)?google-beta\b/.test(textOf(config.provider) ?? "");
  return isBeta || isNewer(app.providerVersion(stack), providerVersionOfBindings());
}

/** Whether a constraint, such as `~> 7.2`, asks for a version above another. What it only excludes does not count. */
function isNewer(constraint: string | undefined, version: string | undefined): boolean {
  const [known] = versionsIn(version);
  const asked = (constraint ?? "").split(",").filter((part) => !/^\s*(<|!=)/.test(part));
  return asked
    .flatMap(versionsIn)
    .some(([major, minor]) => known !== undefined && (major > known[0] || (major === known[0] && minor > known[1])));
}

function versionsIn(text: string | undefined): (readonly [major: number, minor: number])[] {
  return [...(text ?? "").matchAll(/(\d+)(?:\.(\d+))?[\w.-]*/g)].map(([, major, minor]) => [
    Number(major),
    Number(minor ?? 0),
  ]);
}

function unknownIn(type: string, block: Block, path: readonly string[]): Text[] {
  const known = argumentNamesAt(type, path);
  if (known === undefined) {
    return [];
  }
  const found: Text[] = [];
  for (const name in block) {
    const value = block[name];
    if (name === "dynamic") {
      found.push(...unknownInDynamic(type, value, path));
    } else if (known.has(name)) {
      found.push(
        ...wrongValue(type, path, name, value),
        ...blocks(value).flatMap((inner) => unknownIn(type, inner, [...path, name])),
      );
    } else if (value !== undefined && value !== null && !(path.length === 0 && META_ARGUMENTS.includes(name))) {
      found.push(unknownArgument(type, path, name, known));
    }
  }
  return found;
}

/** A value that Terraform cannot turn into one of the argument's type. */
function wrongValue(type: string, path: readonly string[], name: string, value: unknown): Text[] {
  if (value === undefined || value === null || isExpression(value)) {
    return [];
  }
  const place = `${[...path, name].join(".")} of ${type}`;
  const inner = argumentNamesAt(type, [...path, name]);
  if (inner !== undefined) {
    return typeof value === "object"
      ? []
      : [
          text`${place} is a block, got ${given(value)}; write it as an object with arguments such as ${[...inner].slice(0, 3).join(", ")}`,
        ];
  }
  const wanted = VALUES[valueTypeAt(type, path, name) ?? ""];
  return wanted === undefined || wanted.isOne(value)
    ? strangeValue(type, [...path, name].join("."), value)
    : [text`${place} must be ${wanted.called}, got ${given(value)}; write ${wanted.called}`];
}

/** A value of an argument that has a fixed set of other ones. */
function strangeValue(type: string, name: string, value: unknown): Text[] {
  const values = ENUMERATIONS[type]?.[name];
  const isTaken = IN_ANY_CASE.includes(type) && values?.includes(String(value).toUpperCase());
  return values === undefined || isTaken ? [] : oneOf(text`${argument(name)} of ${type}`, value, values);
}

/** What `ignore_changes` names, though the resource does not have it; a nested block needs an index. */
function unknownIgnored({ type, config }: Resource): Text[] {
  const all = knownTexts(blockOf(config.lifecycle).ignore_changes).filter((ignored) => ignored !== ALL);
  return all.flatMap((ignored) => {
    const parts = ignored.replace(/\[[^\]]*\]/g, "[]").split(".");
    const names = parts.map((part) => part.replace("[]", ""));
    const at = names.findIndex((name, index) => attributeNamesAt(type, names.slice(0, index))?.has(name) === false);
    const known = argumentNamesAt(type, names.slice(0, at));
    if (at >= 0 && known !== undefined) {
      const unknown = unknownArgument(type, names.slice(0, at), names[at], known, INDEX);
      return [text`ignore_changes of lifecycle has ${given(ignored)}, but ${unknown}`];
    }
    const needsIndex = parts.findIndex(
      (part, index) => !part.endsWith("[]") && argumentNamesAt(type, names.slice(0, index + 1)) !== undefined,
    );
    return needsIndex < 0 || needsIndex === parts.length - 1 || names[needsIndex] === "timeouts"
      ? []
      : [
          text`ignore_changes of lifecycle has ${given(ignored)}, but ${names[needsIndex]} is a block, which needs an index there; write ${names[needsIndex]}${INDEX}`,
        ];
  });
}

/** Of what Terraform makes at plan: the names of blocks, and the arguments of each. */
function unknownInDynamic(type: string, dynamic: unknown, path: readonly string[]): Text[] {
  return blocks(dynamic)
    .flatMap((each) => Object.entries(each))
    .flatMap(([name, made]) =>
      blocks(made)
        .flatMap(({ content }) => blocks(content))
        .map((content) => [name, content] as const),
    )
    .flatMap(([name, content]) => unknownIn(type, content, [...path, name]));
}

function unknownArgument(
  type: string,
  path: readonly string[],
  name: string,
  known: ReadonlySet<string>,
  index = "",
): Text {
  const place = path.length === 0 ? type : `${path.join(".")} of ${type}`;
  const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const meant = known.has(snakeCase) ? snakeCase : undefined;
  const near = meant ?? nearest(snakeCase, withoutTimeouts(known));
  const [home] = near === undefined ? homesOf(type, snakeCase, []) : [];
  return text`${place} has no argument ${name}; ${
    near !== undefined
      ? `did you mean ${near}?`
      : home !== undefined
        ? `write it as ${home.split(".").join(`${index}.`)}`
        : `look it up in the documentation of provider ${providerVersionOfBindings() ?? "google"}`
  }`;
}

/** The paths at which a resource has an argument of a name, the shortest first. */
function homesOf(type: string, name: string, path: readonly string[]): string[] {
  const known = argumentNamesAt(type, path);
  const here = known?.has(name) ? [[...path, name].join(".")] : [];
  const below =
    path.length < MAX_DEPTH ? [...(known ?? [])].flatMap((each) => homesOf(type, name, [...path, each])) : [];
  return [...here, ...below.sort((one, other) => one.length - other.length)];
}

/** `timeouts` is a block for Terraform's own use, which nearly no resource needs. */
function withoutTimeouts(known: ReadonlySet<string>): string[] {
  return [...known].filter((each) => each !== "timeouts");
}
