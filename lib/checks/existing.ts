import { has, told } from "../rules/values";
import { checkComputeName } from "./names";
import { Problem, checkGiven, isKnown, problem } from "./problem";

/** The name by which an existing resource is looked up: NAM-01, NAM-05. */
export function checkLookup(what: string, name: string): Problem[] {
  return [
    ...checkGiven("NAM-05", what, name, "give the name that it has in Google Cloud"),
    ...checkComputeName(what, name),
  ];
}

/**
 * A construct, where a name is easily written in its place: NAM-05. The types say so too, but not to JavaScript, nor to
 * TypeScript that runs without a look at them.
 */
export function checkConstruct(
  what: string,
  value: unknown,
  member: string,
  kind: string,
  existing: string,
): Problem[] {
  return value === undefined || value === null || has(value, member)
    ? []
    : [problem("NAM-05", `${what} is ${kind}`, told(value), `what exists already is one by ${existing}`)];
}

/** The self link of an existing global resource, of one of some collections: NAM-05. The provider completes a bare name. */
export function checkSelfLink(what: string, selfLink: string, ...collections: string[]): Problem[] {
  const missing = checkGiven("NAM-05", what, selfLink, "give the self link that it has in Google Cloud");
  const shape = new RegExp(`(^|/)global/(${collections.join("|")})/[^/]+$`);
  return missing.length > 0 || !isKnown(selfLink) || !selfLink.includes("/") || shape.test(selfLink)
    ? missing
    : [
        problem(
          "NAM-05",
          `${what} is that of a global resource, of ${collections.join(" or ")}`,
          selfLink,
          `write it like projects/acme-web-prod/global/${collections[0]}/name`,
        ),
      ];
}
