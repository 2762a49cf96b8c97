/** What Terraform itself reads of a resource: when it is created and replaced, what it waits for, and whose it is. */
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { Block, asText, isExpression, toNumber } from "../../app/values";
import { didYouMean } from "../nearest";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { list } from "../values";

/** What is wrong about an argument; asks the stack for what it declares and configures. */
type Check = (value: unknown, stack: Stack) => readonly Text[];

/** What the stack of a resource has. */
interface Stack {
  readonly declares: (reference: readonly string[]) => boolean;
  readonly configures: (provider: string, alias?: string) => boolean;
}

const CONDITION = ["condition", "error_message"];
const LIFECYCLE: { readonly [argument: string]: Check } = {
  create_before_destroy: (value) => flag("create_before_destroy", value),
  ignore_changes: ignoredChanges,
  postcondition: (value) => conditions("postcondition", value),
  precondition: (value) => conditions("precondition", value),
  prevent_destroy: (value) => flag("prevent_destroy", value),
  replace_triggered_by: replacedBy,
};
const META_ARGUMENTS: { readonly [argument: string]: Check } = {
  count: (value) =>
    isExpression(value) || (toNumber(value) ?? -1) >= 0
      ? []
      : [text`count must be a number from 0 on, got ${given(value)}; write how many of this resource you want`],
  depends_on: dependencies,
  for_each: (value) =>
    Array.isArray(value)
      ? [text`for_each must be an object, got ${given(value)}; write one, with a key for each of this resource`]
      : [],
  lifecycle,
  provider: alias,
  timeouts: (value) => blocks(value).flatMap((block) => Object.entries(block).flatMap(duration)),
};
/** How long Terraform waits, as Go writes it. */
const DURATION = /^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/;
/** What `ignore_changes` takes: names, each with an index or key, as in `template[0].labels["a"]`. */
const ATTRIBUTE = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[(\d+|"[^"]*")\])*$/;
/** A resource, or something in it. */
const REFERENCE = /^[a-z]\w*(\.[A-Za-z_][\w-]*|\[[^\]]*\])+$/;
const ROOTS = ["count", "data", "each", "local", "module", "path", "self", "terraform", "var"];

/** Arguments of Terraform's own that it refuses. */
export function badMetaArguments(app: SynthesizedApp): Found[] {
  return app.resources.flatMap((resource) => {
    const { config } = resource;
    const stack: Stack = {
      declares: (reference) => app.declares(resource, reference),
      configures: (provider, alias) => app.configures(resource, provider, alias),
    };
    const wrong = Object.entries(META_ARGUMENTS).flatMap(([name, check]) =>
      config[name] === undefined || config[name] === null ? [] : check(config[name], stack),
    );
    const isTwice = config.count !== undefined && config.for_each !== undefined;
    const twice = isTwice ? [text`count and for_each cannot be set together; remove one of the two`] : [];
    return [...wrong, ...twice].map((each) => about(resource, each));
  });
}

/** Resources of a provider that their stack does not configure. */
export function unconfiguredProviders(app: SynthesizedApp): Found[] {
  return app.resources
    .map((resource) => ({ resource, name: providerOf(resource) }))
    .filter(({ resource, name }) => name !== undefined && !app.configures(resource, name))
    .map(({ resource, name }) =>
      about(
        resource,
        text`the provider of this resource is ${given(name)}, but this stack does not configure it, so it has no project; create the provider in this stack, or remove provider`,
      ),
    );
}

/** The provider that a resource names, if it is not one with an alias, which Terraform refuses. */
function providerOf({ config }: Resource): string | undefined {
  const { provider } = config;
  return typeof provider === "string" && /^[\w-]+$/.test(provider) && config.project === undefined
    ? provider
    : undefined;
}

function alias(value: unknown, stack: Stack): Text[] {
  if (isExpression(value)) {
    return [
      text`the provider of this resource must be a name, got ${given(value)}; write it like google.alias, without $ and braces`,
    ];
  }
  const [name, aliasName] = String(value).split(".");
  return aliasName === undefined || stack.configures(name, aliasName)
    ? []
    : [
        text`the provider of this resource is ${given(value)}, but this stack has no provider ${name} with the alias ${aliasName}; create it in this stack, or remove provider`,
      ];
}

function lifecycle(value: unknown, stack: Stack): Text[] {
  const all = blocks(value);
  if (all.length !== 1 || !(typeof value === "object")) {
    return [text`lifecycle must be one object, got ${given(value)}; write it like { prevent_destroy: true }`];
  }
  return Object.entries(all[0]).flatMap(([name, inner]) => {
    if (name === "//" || inner === undefined || inner === null) {
      return [];
    }
    return Object.hasOwn(LIFECYCLE, name)
      ? LIFECYCLE[name](inner, stack)
      : [unknownIn("lifecycle", name, Object.keys(LIFECYCLE))];
  });
}

function duration([name, value]: readonly [name: string, value: unknown]): Text[] {
  return name === "//" || value === null || value === undefined || isExpression(value) || DURATION.test(asText(value))
    ? []
    : [text`${name} of timeouts must be a time with a unit, got ${given(value)}; write it like "10m"`];
}

function unknownIn(place: string, name: string, known: readonly string[]): Text {
  return text`${place} has no argument ${name}; ${didYouMean(name, known, `use one of ${known.join(", ")}`)}`;
}

/** Terraform reads it before it knows any value. */
function flag(name: string, value: unknown): Text[] {
  return ["true", "false"].includes(String(value))
    ? []
    : [
        text`${name} of lifecycle must be true or false, got ${given(value)}; ${
          isExpression(value)
            ? "Terraform takes no expression here, so decide it in the program"
            : "write true or false"
        }`,
      ];
}

function ignoredChanges(value: unknown): Text[] {
  if (value === "all") {
    return [];
  }
  if (!Array.isArray(value)) {
    return [
      text`ignore_changes of lifecycle must be a list of names, or "all", got ${given(value)}; write it like ["description"]`,
    ];
  }
  return value.flatMap((ignored: unknown) => {
    if (ignored === "all" || ignored === "*") {
      return [text`ignore_changes of lifecycle has ${given(ignored)} in a list; write "all" without the list`];
    }
    return typeof ignored === "string" && ATTRIBUTE.test(ignored)
      ? []
      : [
          text`ignore_changes of lifecycle must have names of arguments, got ${given(ignored)}; write them like template[0].labels`,
        ];
  });
}

function replacedBy(value: unknown, stack: Stack): Text[] {
  return references("replace_triggered_by of lifecycle", value, stack, ([root]) => !ROOTS.includes(root));
}

function dependencies(value: unknown, stack: Stack): Text[] {
  // of local values and variables, nothing is waited for
  return references("depends_on", value, stack, ({ 0: root, length }) => length <= (root === "data" ? 3 : 2));
}

function references(
  what: string,
  value: unknown,
  stack: Stack,
  isAllowed: (parts: readonly string[]) => boolean,
): Text[] {
  const wrong = list(what, value);
  if (wrong.length > 0) {
    return wrong;
  }
  return (value as unknown[]).flatMap((each) => {
    const name = String(each);
    const parts = name.replace(/\[[^\]]*\]/g, "").split(".");
    if (!REFERENCE.test(name) || !isAllowed(parts)) {
      return [
        text`${what} must have resources, got ${given(each)}; write one like google_compute_url_map.main, without $ and braces`,
      ];
    }
    return stack.declares(parts)
      ? []
      : [text`${what} has ${given(each)}, but this stack does not have it; correct the name, or remove it`];
  });
}

function conditions(name: string, value: unknown): Text[] {
  return blocks(value).flatMap((block: Block) => [
    ...CONDITION.filter((argument) => block[argument] === undefined).map(
      (argument) => text`${name} of lifecycle needs ${argument}; set it`,
    ),
    ...Object.keys(block)
      .filter((argument) => argument !== "//" && !CONDITION.includes(argument))
      .map((argument) => unknownIn(`${name} of lifecycle`, argument, CONDITION)),
  ]);
}
