import { createHash } from "node:crypto";
import { Cloud } from "../cloud";
import { JsonObject } from "../json";

/** The number of a project, made from its id. */
export function projectNumber(project: string): string {
  return String(
    100_000_000_000 + (parseInt(createHash("sha256").update(project).digest("hex").slice(0, 9), 16) % 10 ** 11),
  );
}

/** The id of a project that is given by its id or its number. Only projects with resources are known by their number. */
export function projectId(cloud: Cloud, project: string): string {
  if (!/^\d+$/.test(project)) return project;
  const ids = new Set(cloud.store.matching(() => true).map(([path]) => path.split("/")[1]));
  return [...ids].find((id) => projectNumber(id) === project) ?? project;
}

/** A project, as the Resource Manager API describes it. Every project exists. */
export function describeProject(project: string): JsonObject {
  return {
    projectId: project,
    projectNumber: projectNumber(project),
    name: project,
    lifecycleState: "ACTIVE",
    createTime: "2026-01-01T00:00:00.000Z",
  };
}

/** What pays for a project, as the Cloud Billing API says it. */
export function describeBilling(project: string): JsonObject {
  return {
    name: `projects/${project}/billingInfo`,
    projectId: project,
    billingAccountName: "billingAccounts/000000-000000-000000",
    billingEnabled: true,
  };
}
