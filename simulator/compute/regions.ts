import { Call, Handler } from "../call";
import { ApiError } from "../errors";
import { JsonObject } from "../json";
import { selfLink } from "./paths";

const regions = [
  "africa-south1 asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2",
  "asia-southeast1 asia-southeast2 asia-southeast3 australia-southeast1 australia-southeast2 europe-central2",
  "europe-north1 europe-north2 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4 europe-west6",
  "europe-west8 europe-west9 europe-west10 europe-west12 me-central1 me-central2 me-west1 northamerica-northeast1",
  "northamerica-northeast2 northamerica-south1 southamerica-east1 southamerica-west1 us-central1 us-east1 us-east4",
  "us-east5 us-south1 us-west1 us-west2 us-west3 us-west4",
].flatMap((line) => line.split(" "));

/** Refuses a region that Google does not have. */
export function checkRegion(path: string): void {
  const region = /^projects\/[^/]+\/(?:regions|locations)\/([^/:]+)/.exec(path)?.[1];
  if (region === undefined || region === "global" || region === "-" || regions.includes(region)) return;
  const message = `Invalid value for field 'region': '${region}'. Unknown region.`;
  throw new ApiError(400, "INVALID_ARGUMENT", "invalid", message);
}

/** What clients ask about regions and projects before they begin. */
export const regionHandlers: { readonly [method: string]: Handler } = {
  "Regions.List": (call) => ({ kind: "compute#regionList", items: regions.map((name) => region(call, name)) }),
  "Regions.Get": (call) => region(call, call.path.split("/")[3]),
  "Projects.Get": (call) => ({ kind: "compute#project", name: call.path.split("/")[1], defaultNetworkTier: "PREMIUM" }),
};

function region(call: Call, name: string): JsonObject {
  const link = selfLink(`projects/${call.path.split("/")[1]}/regions/${name}`);
  return { kind: "compute#region", name, status: "UP", selfLink: link };
}
