import { CLOUD_RUN_SERVICES } from "../../app/types";
import { Arguments } from "../arguments";
import { unlistedRegion, wrongRegion } from "../regions";
import { Text } from "../text";

const SERVICE = "a Cloud Run service";

type Service = Arguments<(typeof CLOUD_RUN_SERVICES)[number]>;

/** A service in what is not a region. */
export function region({ location }: Service): Text[] {
  return wrongRegion(SERVICE, location);
}

/** A service in a region that Google is not known to have. */
export function unlistedLocation({ location }: Service): Text[] {
  return unlistedRegion(location);
}

/** An existing service in what is not a region. */
export function regionOfExisting(service: { readonly region?: unknown }): Text[] {
  return wrongRegion(SERVICE, service.region);
}
