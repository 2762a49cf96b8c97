/** What constructs say of themselves, as Terraform gets it. */
import { Text, given, text } from "../text";

/** A construct that depends on another one. */
interface Dependency {
  readonly path: string;
  readonly dependency: string;
  readonly isInStack: boolean;
  readonly isCircle: boolean;
}

/** A construct that has to wait for itself, or for what is no part of a stack. */
export function dependency({ path, dependency: other, isInStack, isCircle }: Dependency): Text[] {
  if (!isInStack) {
    return [
      text`node.addDependency needs a construct in a stack, got ${given(other)}; pass the construct whose resources are needed`,
    ];
  }
  return isCircle
    ? [
        text`${path} depends on ${other}, which depends on ${path} itself or is a part of it, so both would wait forever; remove one of the two dependencies`,
      ]
    : [];
}

/** An id that `overrideLogicalId` gave too late. */
export function logicalId({ wanted, id }: { readonly wanted?: string; readonly id: string }): Text[] {
  return wanted === undefined || wanted === id
    ? []
    : [
        text`overrideLogicalId(${given(wanted)}) has no effect, because other resources already refer to this one as ${given(id)}; call moveFromId with the former address instead`,
      ];
}

/** An address in Terraform that another resource of the stack has. */
export function sharedId({ owner, address }: { readonly owner?: string; readonly address: string }): Text[] {
  return owner === undefined
    ? []
    : [
        text`the Terraform address ${given(address)} is already used by ${owner}, so the two become one resource; give another id to overrideLogicalId`,
      ];
}
