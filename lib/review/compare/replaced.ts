import { replacedBy } from "../../app/arguments";
import { code } from "../markdown";
import { Resource, Stack } from "../../app/stack";
import { CLOUD_RUN_SERVICE, DNS_RECORD_SET } from "../../app/types";
import { blockOf, isTrue, text } from "../../app/values";
import { Change, Pair, Replacement, dangerous, unnoticed } from "./change";
import { addressMap, resolved } from "./context";
import { Setting, differingSettings } from "./defaults";

/** The resources that have the same Terraform address in both versions, including moved ones. */
export function sameAddress(before: Stack, after: Stack): Pair<Resource>[] {
  const moves = addressMap(before, after);
  const present = new Map(after.resources.map((resource) => [`${resource.type}.${resource.id}`, resource]));
  return before.resources.flatMap((resource) => {
    const address = `${resource.type}.${resource.id}`;
    const match = present.get(moves.get(address) ?? address);
    return match ? [{ before: resource, after: match }] : [];
  });
}

/** The resources that Terraform must replace, as far as two versions of its JSON show. */
export function replacementsOf(before: Stack, after: Stack): Replacement[] {
  const shared = sameAddress(before, after);
  const all = shared.map(({ before: former, after: present }) => ({
    address: `${present.type}.${present.id}`,
    before: former,
    after: present,
    because: replacedBy(present.type).filter(
      (argument) => differencesOf({ before: former, after: present }, argument).length > 0,
    ),
  }));
  return all.filter(({ because }) => because.length > 0);
}

/** The settings of an argument that differ. The project of a resource can be the provider's. */
export function differencesOf({ before, after }: Pair<Resource>, argument: string): Setting[] {
  if (argument === "project") {
    const [was, is] = [before, after].map((resource) => resource.owner.projectOf(resource));
    return was === undefined || is === undefined || was === is ? [] : [{ path: argument, before: was, after: is }];
  }
  const [was, is] = [before, after].map(({ owner, config }) => resolved(owner, config[argument]));
  return differingSettings(after.type, argument, was, is);
}

/**
 * Resources with the same name at another Terraform address: Terraform would create the new one before it destroys the
 * old one.
 */
export function nameClashes(before: Stack, after: Stack): Change[] {
  const shared = new Set(sameAddress(before, after).map((match) => match.before));
  const kept = new Set(sameAddress(before, after).map((match) => match.after));
  const place = ({ type, name, owner, config }: Resource) =>
    // the names of entries are distinct within their certificate map
    [type, name, text(config.region) ?? text(config.location), owner.identityOf(config.map)].join(" ");
  const gone = new Map(
    before.resources
      .filter((resource) => !shared.has(resource) && isNamed(resource))
      .map((resource) => [place(resource), resource]),
  );
  return after.resources
    .filter((resource) => !kept.has(resource) && isNamed(resource) && gone.has(place(resource)))
    .map((resource) =>
      dangerous(
        `${code(resource.name)} has another Terraform address (${code(`${resource.type}.${resource.id}`)}) and the same name: ` +
          "Google refuses to create a resource that already exists. Declare the rename of the construct, or move the resource in Terraform's state",
      ),
    );
}

/** Cloud Run services that Terraform refuses to destroy. */
export function protectedServices(before: Stack, after: Stack, replaced: readonly Replacement[]): Change[] {
  const shared = new Set(sameAddress(before, after).map((match) => match.before));
  const goes = (service: Resource) =>
    !shared.has(service) || replaced.some((replacement) => replacement.before === service);
  return before
    .ofType(CLOUD_RUN_SERVICE)
    .filter((service) => service.config.deletion_protection !== false && goes(service))
    .map(({ name }) =>
      dangerous(
        `Cloud Run service ${code(name)} would be destroyed, but Terraform refuses this because its deletion protection is on. ` +
          "Turn off deletion protection first, in a separate apply",
      ),
    );
}

/** Resources that the provider refuses to delete, when everything that uses them is gone or uses another one. */
export function keptByPolicy(before: Stack, after: Stack, replaced: readonly Replacement[]): Change[] {
  const shared = new Set(sameAddress(before, after).map((match) => match.before));
  const words = (resource: Resource): string | undefined =>
    !shared.has(resource)
      ? `${code(resource.name)} is removed`
      : replaced.some((replacement) => replacement.before === resource)
        ? `${code(resource.name)} is replaced`
        : undefined;
  return before.resources
    .filter(({ config }) => text(config.deletion_policy) === "PREVENT")
    .flatMap((resource) => {
      const what = words(resource);
      return what === undefined
        ? []
        : [
            dangerous(
              `${what}, but the provider refuses to delete it because of ${code("deletion_policy")}, after nothing uses it any longer. ` +
                `Set it to ${code("DELETE")} first, in a separate apply`,
            ),
          ];
    });
}

/** Resources that Terraform refuses to replace, and those that it may destroy from now on. */
export function preventedDestroys(before: Stack, after: Stack, replaced: readonly Replacement[]): Change[] {
  const isPrevented = ({ config }: Resource) => isTrue(blockOf(config.lifecycle).prevent_destroy);
  const noLonger = sameAddress(before, after).filter((match) => isPrevented(match.before) && !isPrevented(match.after));
  return [
    ...replaced
      .filter((replacement) => isPrevented(replacement.after))
      .map(({ after: { name } }) =>
        dangerous(
          `${code(name)} would be replaced, but Terraform refuses this because of ${code("prevent_destroy")}. ` +
            "Turn it off first, in a separate apply",
        ),
      ),
    ...noLonger.map(({ after: { name } }) =>
      unnoticed(`${code(name)}: Terraform may destroy it from now on (${code("prevent_destroy")} is off)`),
    ),
  ];
}

function isNamed({ type, config }: Resource): boolean {
  // grants have the name of the resource that they belong to, and a record set overwrites the one that is there
  const isOfAnother = type.includes("_iam_") || type === DNS_RECORD_SET;
  return text(config.name) !== undefined && replacedBy(type).includes("name") && !isOfAnother;
}
