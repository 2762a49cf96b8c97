import { REMOTE_STATE, alternativesOf } from "../app/expressions";
import { stackOfState } from "../app/resource-index";
import { SelfLink } from "../app/self-links";
import { Resource, Stack } from "../app/stack";
import { text } from "../app/values";
import { code } from "./markdown";

/** A value in words for the reader: the names of the resources that it refers to, or else the value itself. */
export function labelOfValue(stack: Stack, value: unknown): string {
  const { resources, links, mayBeOther } = stack.meaningOf(value);
  if (!mayBeOther && resources.length + links.length > 0) {
    return [
      ...resources.map((resource) => labelOfResource(stack, resource)),
      ...links.map((link) => labelOfLink(stack, link)),
    ].join(" or ");
  }
  const given = text(value);
  return given === undefined ? "unknown" : `${code(given)}${remoteStack(given)}`;
}

/** A resource in words for the reader. */
export function labelOfResource(stack: Stack, { name, existing, owner }: Resource): string {
  const where = owner === stack ? (existing ? " (existing)" : "") : ` (of stack ${owner.name ?? "unknown"})`;
  return `${code(name)}${where}`;
}

function labelOfLink(stack: Stack, { project, name }: SelfLink): string {
  return project === undefined || project === stack.project
    ? `${code(name)} (existing)`
    : `${code(name)} (existing, in project ${code(project)})`;
}

/** The other stack that a value comes from, where that stack is not available. */
function remoteStack(given: string): string {
  const [only] = alternativesOf(given);
  return only !== undefined && only !== "unknown" && "reference" in only && only.reference.type === REMOTE_STATE
    ? ` (of stack ${stackOfState(only.reference.id)})`
    : "";
}
