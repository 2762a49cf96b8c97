import { ArgumentsAt } from "../arguments";
import { CLOUD_RUN_NAME } from "../limits";
import { Fact, Text, given, text } from "../text";
import { isKnown, present } from "../values";

/** A service's name that Google refuses. */
export function badName({ name }: { readonly name?: unknown }): Text[] {
  return isKnown(name) && !CLOUD_RUN_NAME.test(String(name))
    ? [
        text`a name has 1 to 49 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen, got ${given(name)}; choose such a name`,
      ]
    : [];
}

/** The name of the service that a network endpoint group points to. */
export function nameInNeg({
  service,
}: ArgumentsAt<"google_compute_region_network_endpoint_group", "cloud_run">): Text[] {
  return nameOfExisting("the Cloud Run service's name", service);
}

/** The name by which an existing service is known. */
export function nameOfService({ serviceName }: { readonly serviceName?: unknown }): Text[] {
  return [
    ...present("serviceName", serviceName, "give the name of the service"),
    ...nameOfExisting("serviceName", serviceName),
  ];
}

function nameOfExisting(what: Fact, name: unknown): Text[] {
  return isKnown(name) && !CLOUD_RUN_NAME.test(String(name))
    ? [
        text`${what} must have 1 to 49 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; choose such a name`,
      ]
    : [];
}
