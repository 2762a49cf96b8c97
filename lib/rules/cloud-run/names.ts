import { NEG } from "../../app/types";
import { ArgumentsAt } from "../arguments";
import { nameMeant } from "../given-names";
import { Fact, Text, given, text } from "../text";
import { isKnown } from "../values";

/** Cloud Run is stricter than RFC 1035 in length. */
const CLOUD_RUN_NAME = /^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$/;

/** A service's name that Google refuses. */
export function badName({ name }: { readonly name?: unknown }): Text[] {
  return isKnown(name) && !CLOUD_RUN_NAME.test(String(name))
    ? [
        text`a name must have 1 to 49 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; ${nameMeant(name, CLOUD_RUN_NAME)}`,
      ]
    : [];
}

/** The name of the service that a network endpoint group points to. */
export function nameInNeg({ service }: ArgumentsAt<typeof NEG, "cloud_run">): Text[] {
  return wrongName("the Cloud Run service's name", service);
}

/** The name by which an existing service is known. */
export function nameOfService({ cloudRunServiceName }: { readonly cloudRunServiceName?: unknown }): Text[] {
  return wrongName("cloudRunServiceName", cloudRunServiceName);
}

/** The name of a new service. */
export function nameOfNew({ what, name }: { readonly what: string; readonly name: unknown }): Text[] {
  return wrongName(what, name);
}

function wrongName(what: Fact, name: unknown): Text[] {
  return isKnown(name) && !CLOUD_RUN_NAME.test(String(name))
    ? [
        text`${what} must have 1 to 49 lowercase letters, digits and hyphens, begin with a letter and not end with a hyphen, got ${given(name)}; ${nameMeant(name, CLOUD_RUN_NAME)}`,
      ]
    : [];
}
