import { BoundBlock, boundResource, providerVersionOfBindings } from "../../app/bindings";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, isExpression, knownTexts, text as textOf, toNumber } from "../../app/values";
import { newerArgumentsOf } from "../../app/arguments";
import { isBefore, lowestVersion } from "../../app/version-constraint";
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

/** A block of a resource, and what the bindings know of it. */
interface Place {
  readonly type: string;
  readonly path: readonly string[];
  readonly known: BoundBlock;
}

/** Arguments that no version of the provider has which the stack takes. */
export function unknownArguments(app: SynthesizedApp): Found[] {
  return found(app).flatMap(({ resource, said }) => (mayKnowMore(app, resource) ? [] : [about(resource, said)]));
}

/** Arguments that the bindings do not know, where the stack takes another provider. */
export function perhapsUnknownArguments(app: SynthesizedApp): Found[] {
  return found(app).flatMap(({ resource, said }) => (mayKnowMore(app, resource) ? [about(resource, said)] : []));
}

const found = oncePerApp((app) =>
  app.resources.flatMap((resource) => {
    const known = boundResource(resource.type);
    if (known === undefined) {
      return [];
    }
    const place = { type: resource.type, path: [], known };
    const all = [...unknownIn(place, resource.config), ...unknownIgnored(place, resource.config)];
    return all.map((said) => ({ resource, said }));
  }),
);

/** Whether a resource is made by another provider than that of the bindings: google-beta, or a newer version. */
function mayKnowMore(app: SynthesizedApp, { stack, config }: Resource): boolean {
  const isBeta = /^(\$\{)?google-beta\b/.test(textOf(config.provider) ?? "");
  return isBeta || isNewer(app.providerVersion(stack), providerVersionOfBindings());
}

/** Whether a constraint, such as `~> 7.2`, asks for a minor version above another. What it only excludes does not count. */
function isNewer(constraint: string | undefined, version: string | undefined): boolean {
  const [asked, known] = [lowestVersion(constraint ?? ""), lowestVersion(version ?? "")];
  return asked !== undefined && known !== undefined && isBefore(known, [asked[0], asked[1], 0]);
}

function unknownIn(place: Place, block: Block): Text[] {
  const found: Text[] = [];
  for (const name in block) {
    const value = block[name];
    if (name === "dynamic") {
      found.push(...unknownInDynamic(place, value));
    } else if (place.known.argumentNames.has(name)) {
      found.push(...wrongValue(place, name, value));
    } else if (isNewerArgument(place, name)) {
      found.push(...(isExpression(value) || value === null ? [] : strangeValue(place, name, value)));
    } else if (value !== undefined && value !== null && !(place.path.length === 0 && META_ARGUMENTS.includes(name))) {
      found.push(unknownArgument(place, name));
    }
  }
  return found;
}

/** Whether newer versions of the provider have an argument that the bindings do not know; another rule asks for these. */
function isNewerArgument({ type, path }: Place, name: string): boolean {
  const whole = [...path, name].join(".");
  return newerArgumentsOf(type).some(([newer]) => newer === whole);
}

/** A value that Terraform cannot turn into one of the argument's type, or what is wrong in a block. */
function wrongValue(place: Place, name: string, value: unknown): Text[] {
  if (value === undefined || value === null || isExpression(value)) {
    return [];
  }
  const inner = within(place, name);
  if (inner !== undefined) {
    return typeof value === "object"
      ? blocks(value).flatMap((block) => unknownIn(inner, block))
      : [
          text`${called(place, name)} is a block, got ${given(value)}; write it as an object with arguments such as ${[...inner.known.argumentNames].slice(0, 3).join(", ")}`,
        ];
  }
  const wanted = VALUES[place.known.typeOf(name) ?? ""];
  return wanted === undefined || wanted.isOne(value)
    ? strangeValue(place, name, value)
    : [text`${called(place, name)} must be ${wanted.called}, got ${given(value)}; write ${wanted.called}`];
}

/** A value of an argument that has a fixed set of other ones. */
function strangeValue({ type, path }: Place, name: string, value: unknown): Text[] {
  const ofType = ENUMERATIONS[type];
  if (ofType === undefined) {
    return [];
  }
  const whole = path.length === 0 ? name : `${path.join(".")}.${name}`;
  const values = ofType[whole];
  const isTaken = IN_ANY_CASE.includes(type) && values?.includes(String(value).toUpperCase());
  return values === undefined || isTaken ? [] : oneOf(text`${argument(whole)} of ${type}`, value, values);
}

/** What `ignore_changes` names, though the resource does not have it; a nested block needs an index. */
function unknownIgnored(resource: Place, { lifecycle }: Block): Text[] {
  const all = knownTexts(blockOf(lifecycle).ignore_changes).filter((ignored) => ignored !== ALL);
  return all.flatMap((ignored) => {
    let place: Place | undefined = resource;
    const parts = ignored.replace(/\[[^\]]*\]/g, "[]").split(".");
    for (const [index, part] of parts.entries()) {
      const name = part.replace("[]", "");
      if (!place.known.hasAttribute(name)) {
        return [text`ignore_changes of lifecycle has ${given(ignored)}, but ${unknownArgument(place, name, INDEX)}`];
      }
      place = within(place, name);
      if (place === undefined) {
        return [];
      }
      if (part === name && name !== "timeouts" && index < parts.length - 1) {
        return [
          text`ignore_changes of lifecycle has ${given(ignored)}, but ${name} is a block, which needs an index there; write ${name}${INDEX}`,
        ];
      }
    }
    return [];
  });
}

function within({ type, path, known }: Place, name: string): Place | undefined {
  const inner = known.block(name);
  return inner && { type, path: [...path, name], known: inner };
}

function called({ type, path }: Place, name: string): string {
  return `${[...path, name].join(".")} of ${type}`;
}

/** Of what Terraform makes at plan: the names of blocks, and the arguments of each. */
function unknownInDynamic(place: Place, dynamic: unknown): Text[] {
  return blocks(dynamic)
    .flatMap((each) => Object.entries(each))
    .flatMap(([name, made]) => {
      const inner = within(place, name);
      const contents = blocks(made).flatMap(({ content }) => blocks(content));
      return inner === undefined ? [] : contents.flatMap((content) => unknownIn(inner, content));
    });
}

function unknownArgument({ type, path, known }: Place, name: string, index = ""): Text {
  const names = known.argumentNames;
  const place = path.length === 0 ? type : `${path.join(".")} of ${type}`;
  const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const meant = names.has(snakeCase) ? snakeCase : undefined;
  const near = meant ?? nearest(snakeCase, withoutTimeouts(names));
  const [home] = near === undefined ? homesOf(boundResource(type), snakeCase, []) : [];
  return text`${place} has no argument ${name}; ${
    near !== undefined
      ? `did you mean ${near}?`
      : home !== undefined
        ? `write it as ${home.split(".").join(`${index}.`)}`
        : `look it up in the documentation of provider ${providerVersionOfBindings() ?? "google"}`
  }`;
}

/** The paths at which a block has an argument of a name, the shortest first. */
function homesOf(known: BoundBlock | undefined, name: string, path: readonly string[]): string[] {
  const names = known?.argumentNames ?? new Set();
  const here = names.has(name) ? [[...path, name].join(".")] : [];
  const below =
    path.length < MAX_DEPTH ? [...names].flatMap((each) => homesOf(known?.block(each), name, [...path, each])) : [];
  return [...here, ...below.sort((one, other) => one.length - other.length)];
}

/** `timeouts` is a block for Terraform's own use, which nearly no resource needs. */
function withoutTimeouts(known: ReadonlySet<string>): string[] {
  return [...known].filter((each) => each !== "timeouts");
}
