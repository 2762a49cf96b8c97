import { Text, given, text } from "../text";
import { isKnown } from "../values";

const MAX_BUCKET_PART = 63;

/** A stack: its id, also in kebab case, and its project. */
interface GivenStack {
  readonly id: string;
  readonly kebabId: string;
  readonly project: unknown;
}

/** Where a stack keeps its state. */
interface GivenState {
  readonly stateBucket?: unknown;
  readonly statePrefix?: unknown;
}

/** An id that cannot begin the names of resources. */
export function stackId({ id, kebabId }: GivenStack): Text[] {
  return /^[a-z]/.test(kebabId)
    ? []
    : [
        text`a stack's id begins the names of its resources and so begins with a letter, got ${given(id)}; choose another id`,
      ];
}

/** A project that is told otherwise than by its id. */
export function project({ project: id }: GivenStack): Text[] {
  return !isKnown(id) || /^([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9]$/.test(String(id))
    ? []
    : [text`project is the project's id, not its name or number, got ${given(id)}; write it like acme-web-prod`];
}

/** A bucket that is told otherwise than by its name. */
export function stateBucket({ stateBucket: bucket }: GivenState): Text[] {
  const name = String(bucket);
  if (!isKnown(bucket)) {
    return [];
  }
  if (name === "" || name.includes("/")) {
    return [text`stateBucket is the name of a bucket, got ${given(bucket)}; leave out gs:// and the folder`];
  }
  return isBucketName(name)
    ? []
    : [
        text`the name of a bucket has 3 to 63 lower-case letters, digits and -_. and begins and ends with a letter or digit, got ${given(bucket)}; write it as the bucket is called`,
      ];
}

/** With dots, each part has at most 63 characters and all together 222. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) &&
    name.split(".").every(({ length }) => length <= MAX_BUCKET_PART)
  );
}

/** A folder of a state that there is not. */
export function idlePrefix({ stateBucket: bucket, statePrefix: prefix }: GivenState): Text[] {
  return prefix !== undefined && bucket === undefined
    ? [
        text`statePrefix is a folder in the stateBucket, and there is none, got ${given(prefix)}; give stateBucket, or leave statePrefix out`,
      ]
    : [];
}

/** A renaming: the id of its stack, its two paths, and that of them where a construct is already. */
interface GivenRenaming {
  readonly stackId: string;
  readonly paths: readonly string[];
  readonly present: string | undefined;
}

/** A renaming that cannot be. */
export function renaming({ stackId: id, paths, present: path }: GivenRenaming): Text[] {
  const aboveStack = paths
    .filter((each) => each.split("/")[0] === id)
    .map((each) => text`renamed takes paths below the stack, got ${given(each)}; leave out ${id}/`);
  return aboveStack.length > 0 || path === undefined
    ? aboveStack
    : [
        text`renamed stands before the construct is made, and the former id is free, got ${given(path)}; move the line up`,
      ];
}

/** Renamings that lead nowhere. */
export function lostRenamings({ lost }: { readonly lost: readonly string[] }): Text[] {
  return lost.map(
    (to) =>
      text`renamed names a construct that was never made, so nothing is renamed, got ${given(to)}; mend the path, or remove the line`,
  );
}
