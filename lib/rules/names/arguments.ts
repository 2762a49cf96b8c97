import { argumentNamesAt, providerVersionOfBindings } from "../../app/bindings";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { Block, text as textOf } from "../../app/values";
import { nearest } from "../nearest";
import { Found, about } from "../rule";
import { Text, text } from "../text";

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

/** How deep blocks are searched for an argument. */
const MAX_DEPTH = 3;

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
    const unknown = unknownIn(resource.type, resource.config, []);
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
      found.push(...blocks(value).flatMap((inner) => unknownIn(type, inner, [...path, name])));
    } else if (value !== undefined && value !== null && !(path.length === 0 && META_ARGUMENTS.includes(name))) {
      found.push(unknownArgument(type, path, name, known));
    }
  }
  return found;
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

function unknownArgument(type: string, path: readonly string[], name: string, known: ReadonlySet<string>): Text {
  const place = path.length === 0 ? type : `${path.join(".")} of ${type}`;
  const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const meant = known.has(snakeCase) ? snakeCase : undefined;
  const [home] = meant === undefined ? homesOf(type, snakeCase, []) : [];
  const near = meant ?? (home === undefined ? nearest(snakeCase, withoutTimeouts(known)) : undefined);
  return text`${place} has no argument ${name}; ${
    home !== undefined
      ? `write it as ${home}`
      : near !== undefined
        ? `did you mean ${near}?`
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
