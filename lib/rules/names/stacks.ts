import { storageBucketName } from "../storage-bucket-names";
import { Text, given, text } from "../text";
import { isKnown } from "../values";

const MAX_PROJECT_LENGTH = 30;

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
        text`a stack's id must begin with a letter, because the names of its resources begin with it, got ${given(id)}; choose another id`,
      ];
}

/** A project that is not given by its id. Only the greatest length is sure: old projects may have short ids. */
export function project({ project: id }: GivenStack): Text[] {
  const own = String(id).replace(/^.*:/, "");
  if (isKnown(id) && own.length > MAX_PROJECT_LENGTH) {
    return [
      text`a project's id has at most ${MAX_PROJECT_LENGTH} characters, got ${given(id)}, which has ${own.length}; write the id as the Google Cloud console shows it`,
    ];
  }
  return !isKnown(id) || /^([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9]$/.test(String(id))
    ? []
    : [text`project must be the project's id, not its name or number, got ${given(id)}; write it like acme-web-prod`];
}

/** A bucket that is not given by its name. */
export function stateBucket({ stateBucket: bucket }: GivenState): Text[] {
  return storageBucketName("stateBucket", bucket);
}

/** A folder for the state without a bucket. */
export function idlePrefix({ stateBucket: bucket, statePrefix: prefix }: GivenState): Text[] {
  return prefix !== undefined && bucket === undefined
    ? [
        text`statePrefix ${given(prefix)} is a folder in stateBucket, but stateBucket is not set; set stateBucket, or remove statePrefix`,
      ]
    : [];
}

/** A renaming: the id of its stack, its two paths, and at which of them a construct exists when it is declared. */
interface GivenRenaming {
  readonly stackId: string;
  readonly formerPath: string;
  readonly path: string;
  readonly existing: { readonly formerPath: boolean; readonly path: boolean };
}

/** A renaming that is not possible. */
export function renaming({ stackId: id, formerPath, path, existing }: GivenRenaming): Text[] {
  const aboveStack = [formerPath, path]
    .filter((each) => each.split("/")[0] === id)
    .map(
      (each) =>
        text`the paths that you pass to renamed must not begin with the stack's id, got ${given(each)}; remove ${id}/ from the beginning`,
    );
  const isLate = text`renamed must be called before the construct is created, but ${given(path)} already exists; move the call before the line that creates it`;
  const isTaken = text`the formerPath ${given(formerPath)} must be free, but a construct with this path exists; give that construct another id, or remove the call of renamed`;
  return [...aboveStack, ...(existing.path ? [isLate] : []), ...(existing.formerPath ? [isTaken] : [])];
}

/** Renamings of which no construct has the new path. */
export function lostRenamings({ lost }: { readonly lost: readonly string[] }): Text[] {
  return lost.map(
    (to) =>
      text`the call of renamed has no effect, because no construct was created at the path ${given(to)}; correct the path, or remove the call`,
  );
}
