import { Change, change } from "./change";

const TWO = ["us-central1", "europe-west1"];

/** What stands behind a backend service. */
export const backendChanges: readonly Change[] = [
  change("a NEG goes to another service", { existing: "web1" }, { existing: "web2" }),
  change("a service of its own instead of an existing one", { existing: "web1" }, {}),
  change("an existing service instead of its own", {}, { existing: "web1" }),
  change("a URL mask instead of a service", { existing: "app" }, { mask: "<service>.example.com" }),
  change("a service instead of a URL mask", { mask: "<service>.example.com" }, { existing: "app" }),
  change("a Cloud Run service gets another id", {}, { service: "Site" }),
  change("a Cloud Run service gets another id, allUsers", { allUsers: true }, { allUsers: true, service: "Site" }),
  change("a Cloud Run service gets another name", { serviceName: "old" }, { serviceName: "new" }),
  change("the invoker becomes withoutIamCheck", { allUsers: true }, {}),
  change("a region is added", {}, { regions: TWO }),
  change("a region is added, with outlier detection", {}, { regions: TWO, outlier: true }),
  change("a region is removed", { regions: TWO }, {}),
  change("a region is swapped", {}, { regions: ["europe-west1"] }),
  change("a region is swapped, allUsers", { allUsers: true }, { allUsers: true, regions: ["europe-west1"] }),
  change("the regions are reordered", { regions: TWO }, { regions: [...TWO].reverse() }),
  change("outlier detection is switched on", { regions: TWO }, { regions: TWO, outlier: true }),
  change("outlier detection is switched off", { regions: TWO, outlier: true }, { regions: TWO }),
];
