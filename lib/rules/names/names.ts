import { collectionOf } from "../../app/collections";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { knownText } from "../../app/values";
import { mayBeAbsent } from "../absent";
import { paths } from "../finding";
import { nameMeant } from "../given-names";
import { COMPUTE_NAME } from "../limits";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

/** A name that Google refuses, where it is given. */
export function computeName({ what, name }: { readonly what: string; readonly name: unknown }): Text[] {
  return !isKnown(name) || COMPUTE_NAME.test(String(name))
    ? []
    : [
        text`${what} must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; ${nameMeant(name, COMPUTE_NAME)}`,
      ];
}

/** Names that Google refuses, of which the provider says nothing before the apply. */
export function badNames(app: SynthesizedApp): Found[] {
  return app.resources
    .filter(({ type }) => collectionOf(type) !== undefined && type.startsWith("google_compute_"))
    .flatMap((resource) => {
      const name = knownText(resource.config, "name");
      return name === undefined || COMPUTE_NAME.test(name)
        ? []
        : [
            about(
              resource,
              text`a name must have 1 to 63 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; ${nameMeant(name, COMPUTE_NAME)}`,
            ),
          ];
    });
}

/** The name for a resource, and the resource that already has it. */
interface Claim {
  readonly owner: string | undefined;
  readonly name: string;
}

/** A name in Google Cloud that another resource of the stack has. */
export function takenName({ owner, name }: Claim): Text[] {
  return owner === undefined
    ? []
    : [text`the name ${given(name)} is already used by ${owner}; choose another construct id or another name`];
}

/** A Terraform address that another resource of the stack has. */
export function takenAddress({ owner, name }: Claim): Text[] {
  return owner === undefined
    ? []
    : [text`the Terraform address ${given(name)} is already used by ${owner}; choose another construct id`];
}

/** The names of the parts of a construct, and which of these it makes. */
interface GivenNames {
  readonly names: { readonly [part: string]: unknown };
  readonly isMade: { readonly [part: string]: boolean };
}

/** Names for resources that are not made. */
export function idleNames({ names, isMade }: GivenNames): Text[] {
  return Object.entries(names)
    .filter(([part, name]) => name !== undefined && !isMade[part])
    .map(
      ([part, name]) =>
        text`names.${part} is ${given(name)}, but this load balancer does not create that resource; remove names.${part}`,
    );
}

/** Two resources of one kind with one name in a project, across all stacks. */
export function namesakes(app: SynthesizedApp): Found[] {
  return app.namesakes().flatMap((all) => {
    const [first, ...others] = all.filter((resource) => !mayBeAbsent(resource));
    return others.map((resource) => {
      const wayOut = first.stack === resource.stack ? "choose another construct id" : "choose another stack id";
      return about(
        resource,
        text`the name ${given(resource.config.name)} is already used by ${paths([first])} in ${placeOf(resource)}; ${wayOut}, or set name on one of them`,
      );
    });
  });
}

function placeOf({ project }: Resource): string {
  return project.includes(" ") ? "Google Cloud" : `project ${project}`;
}

/** Names in Terraform, made of construct ids, that Terraform refuses. */
export function badTerraformNames(app: SynthesizedApp): Found[] {
  return app.resources
    .filter(({ id }) => !/^[A-Za-z_][\w-]*$/.test(id))
    .map((resource) =>
      about(
        resource,
        text`the Terraform name of this resource would be ${given(resource.id)}, but a Terraform name must begin with a letter or an underscore${
          /^[A-Za-z_]/.test(resource.id)
            ? text`, and then have only letters, digits, underscores and hyphens; change the construct's id or the id that overrideLogicalId gives`
            : text`; change the construct's id so that it begins with a letter`
        }`,
      ),
    );
}
