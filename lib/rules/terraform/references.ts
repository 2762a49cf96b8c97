import { hasAttribute } from "../../app/bindings";
import { Reference, VARIABLE, interpolations, mentionsIn } from "../../app/expressions";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { Stack } from "../../app/stack";
import { texts } from "../../app/values";
import { paths } from "../finding";
import { didYouMean } from "../nearest";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { literalsIn } from "../../app/literals";

const ADDRESS = /^(?:data\.)?[A-Za-z_][\w-]*\.[\w-]+(?:$|[.[])/;
const LOOPS = ["count", "for_each"];

/** References to what a stack does not have, in texts and in `depends_on`. */
export function missingReferences(app: SynthesizedApp): Found[] {
  return app.resources.flatMap((resource) => {
    const told = new Set<string>();
    const inTexts = literalsIn(resource.config, []).flatMap(({ value, path }) =>
      mentionsIn(value)
        .filter((reference) => isFirst(reference, told))
        .flatMap((reference) => missing(reference, resource.owner, value, path.join("."))),
    );
    return [...inTexts, ...missingDependencies(resource)].map((found) => about(resource, found));
  });
}

/** Whether a reference is the first to something in a resource: the other ones have the same mistake. */
function isFirst({ isData, type, id, attribute }: Reference, told: Set<string>): boolean {
  const key = [isData, type, id, attribute].join(".");
  const isNew = !told.has(key);
  told.add(key);
  return isNew;
}

function missing(reference: Reference, stack: Stack, value: string, place: string): Text[] {
  const { type, id, attribute } = reference;
  const known = stack.idsOf(reference);
  if (known === undefined) {
    return [];
  }
  const address = `${reference.isData ? "data." : ""}${type}.${id}`;
  if (!known.includes(id)) {
    return [
      text`${place} refers to ${address}, which this stack does not have, got ${given(value)}; ${didYouMean(id, known, remedy(type))}`,
    ];
  }
  if (attribute !== undefined && /[A-Z]/.test(attribute) && !hasAttribute(type, attribute)) {
    const snakeCase = attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [text`${place} refers to ${address}.${attribute}, which no ${type} has; did you mean ${snakeCase}?`];
  }
  const made = reference.isData ? undefined : stack.ofType(type).find((resource) => resource.id === id);
  const loop = LOOPS.find((name) => made?.config[name] !== undefined);
  const isPlain = interpolations(value).some(({ code }) => code.includes(`${address}.`));
  return loop !== undefined && isPlain
    ? [
        text`${place} refers to ${address} as one resource, but its ${loop} makes several of it; remove ${loop}, and create a construct for each`,
      ]
    : [];
}

function remedy(type: string): string {
  return type === VARIABLE
    ? "create a TerraformVariable, or insert the value in the program"
    : "create it in this stack, or use an attribute of its construct in the program";
}

/** What `depends_on` names that is no address, or the address of nothing. */
function missingDependencies({ config, owner }: Resource): Text[] {
  return texts(config.depends_on).flatMap((dependency) => {
    if (!ADDRESS.test(dependency) && !dependency.includes("{")) {
      return [
        text`depends_on takes the Terraform addresses of resources, got ${given(dependency)}; call node.addDependency with the construct instead`,
      ];
    }
    return mentionsIn(`\${${dependency}}`).flatMap((reference) => missing(reference, owner, dependency, "depends_on"));
  });
}

/** Resources that wait for each other in a circle. */
export function circles(app: SynthesizedApp): Found[] {
  const done = new Set<Resource>();
  return app.resources.flatMap((resource) => {
    const circle = circleFrom(resource, done);
    if (circle === undefined) {
      return [];
    }
    const [first, ...others] = [...circle, circle[0]].map((each) => paths([each]));
    return [
      about(
        circle[0],
        text`${first} waits for ${others.join(", which waits for ")}, so Terraform can create none of them; remove one of these references or dependencies`,
      ),
    ];
  });
}

/** A circle that a resource leads to, over resources that are not done yet. */
function circleFrom(resource: Resource, done: Set<Resource>, way: readonly Resource[] = []): Resource[] | undefined {
  const at = way.indexOf(resource);
  if (at >= 0) {
    return way.slice(at);
  }
  if (done.has(resource)) {
    return undefined;
  }
  for (const needed of neededBy(resource)) {
    const circle = circleFrom(needed, done, [...way, resource]);
    if (circle !== undefined) {
      circle.forEach((each) => done.add(each));
      return circle;
    }
  }
  done.add(resource);
  return undefined;
}

/** What Terraform creates before a resource: what its arguments and its `depends_on` mention. */
function neededBy({ config, owner }: Resource): Resource[] {
  const mentions = [
    ...literalsIn(config, []).flatMap(({ value }) => mentionsIn(value)),
    ...texts(config.depends_on).flatMap((dependency) => mentionsIn(`\${${dependency}}`)),
  ];
  return mentions
    .filter(({ isData }) => !isData)
    .flatMap((each) => owner.ofType(each.type).filter((resource) => resource.id === each.id));
}
