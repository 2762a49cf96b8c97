import { Problem, isKnown, problem } from "./problem";

/** NAM-01: Compute Engine's names, RFC 1035. */
const COMPUTE_NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** RUN-01: Cloud Run is stricter than RFC 1035 in length. */
const CLOUD_RUN_NAME = /^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/;

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
