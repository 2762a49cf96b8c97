import { EVERYTHING, BACKEND_SERVICES, SERVICES, Change, change, inPlace } from "./change";

const TWO = ["us-central1", "europe-west1"];

/** What stands behind a backend service. */
export const backendChanges: readonly Change[] = [
  inPlace("a NEG gets another service", BACKEND_SERVICES, { existing: "web1" }, { existing: "web2" }),
  change("a service of its own instead of an existing one", { existing: "web1" }, {}),
  change("an existing service instead of its own", {}, { existing: "web1" }),
  change("a URL mask instead of a service", { existing: "app" }, { mask: "<service>.example.com" }),
  change("a service instead of a URL mask", { mask: "<service>.example.com" }, { existing: "app" }),
  inPlace("a Cloud Run service gets another id", BACKEND_SERVICES, {}, { service: "Site" }),
  change("a Cloud Run service gets another id, allUsers", { allUsers: true }, { allUsers: true, service: "Site" }),
  inPlace("a Cloud Run service gets another name", BACKEND_SERVICES, { serviceName: "old" }, { serviceName: "new" }),
  inPlace("the invoker becomes withoutIamCheck", SERVICES, { allUsers: true }, {}),
  inPlace("a region is added", BACKEND_SERVICES, {}, { regions: TWO }),
  change("a region is added, with outlier detection", {}, { regions: TWO, outlier: true }),
  inPlace("a region is removed", BACKEND_SERVICES, { regions: TWO }, {}),
  inPlace("a region is swapped", BACKEND_SERVICES, {}, { regions: ["europe-west1"] }),
  change("a region is swapped, allUsers", { allUsers: true }, { allUsers: true, regions: ["europe-west1"] }),
  change("the regions are reordered", { regions: TWO }, { regions: [...TWO].reverse() }),
  inPlace("outlier detection is turned on", EVERYTHING, { regions: TWO }, { regions: TWO, outlier: true }),
  inPlace("outlier detection is turned off", EVERYTHING, { regions: TWO, outlier: true }, { regions: TWO }),
];
