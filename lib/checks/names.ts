import { CLOUD_RUN_NAME, COMPUTE_NAME } from "../rules/limits";
import { Problem, isKnown, problem } from "./problem";

/** The name of a Compute Engine resource: NAM-01. */
export function checkComputeName(what: string, name: string | undefined): Problem[] {
  if (!isKnown(name) || COMPUTE_NAME.test(name)) {
    return [];
  }
  return [
    problem(
      "NAM-01",
      `${what} must have 1 to 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen`,
      name,
      "choose such a name",
    ),
  ];
}

/** The name of a Cloud Run service: RUN-01. */
export function checkCloudRunServiceName(what: string, name: string | undefined): Problem[] {
  if (!isKnown(name) || CLOUD_RUN_NAME.test(name)) {
    return [];
  }
  return [
    problem(
      "RUN-01",
      `${what} must have 1 to 49 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen`,
      name,
      "choose such a name",
    ),
  ];
}
