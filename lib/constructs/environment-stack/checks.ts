import { Problem, checkGiven, isKnown, problem } from "../../checks/problem";
import { kebabCase } from "../../resource/names";
import type { EnvironmentStackProps } from ".";

const MAX_BUCKET_PART = 63;

/** NAM-01: an id that can begin the names of all resources. */
export function checkStackId(id: string): Problem[] {
  return /^[a-z]/.test(kebabCase(id))
    ? []
    : [
        problem(
          "NAM-01",
          "a stack's id begins the names of its resources and so begins with a letter",
          id,
          "choose another id",
        ),
      ];
}

/** NAM-01: a project's id. */
export function checkProject(project: string): Problem[] {
  const missing = checkGiven("NAM-01", "project", project, "write it like acme-web-prod");
  return missing.length > 0 || !isKnown(project) || /^([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9]$/.test(project)
    ? missing
    : [
        problem(
          "NAM-01",
          "project is the project's id, not its name or number",
          project,
          "write it like acme-web-prod",
        ),
      ];
}

/** NAM-01, NAM-04: a bucket by its name, and a folder of the state that there is. */
export function checkState({ stateBucket, statePrefix }: EnvironmentStackProps): Problem[] {
  if (isKnown(stateBucket) && (stateBucket === "" || stateBucket.includes("/"))) {
    return [problem("NAM-01", "stateBucket is the name of a bucket", stateBucket, "leave out gs:// and the folder")];
  }
  if (isKnown(stateBucket) && !isBucketName(stateBucket)) {
    return [
      problem(
        "NAM-01",
        "the name of a bucket has 3 to 63 lower-case letters, digits and -_. and begins and ends with a letter or digit",
        stateBucket,
        "write it as the bucket is called",
      ),
    ];
  }
  return statePrefix !== undefined && stateBucket === undefined
    ? [
        problem(
          "NAM-04",
          "statePrefix is a folder in the stateBucket, and there is none",
          statePrefix,
          "give stateBucket, or leave statePrefix out",
        ),
      ]
    : [];
}

/** With dots, each part has at most 63 characters and all together 222. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) &&
    name.split(".").every(({ length }) => length <= MAX_BUCKET_PART)
  );
}

/** NAM-02: a path that does not begin with the stack's own id. */
export function checkBelowStack(stackId: string, path: readonly string[]): Problem[] {
  return path[0] === stackId
    ? [problem("NAM-02", "renamed takes paths below the stack", path.join("/"), `leave out ${stackId}/`)]
    : [];
}

/** NAM-02: a renaming that leads nowhere. */
export function nothingRenamed(to: string): Problem {
  return problem(
    "NAM-02",
    "renamed names a construct that was never made, so nothing is renamed",
    to,
    "mend the path, or remove the line",
  );
}
