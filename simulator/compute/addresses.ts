import { Cloud } from "../cloud";
import { invalidField } from "../errors";
import { JsonObject, text } from "../json";
import { Change, Collection } from "./collection";
import { selfLink } from "./paths";

/** Reserved IP addresses. */
export const addresses: Collection = {
  name: "addresses",
  noun: "address",
  kind: "compute#address",
  labels: true,
  immutable: ["name", "address", "addressType", "ipVersion", "networkTier"],
  complete,
  check,
  users: usersOfAddress,
  present: (cloud, path, resource) => {
    const users = usersOfAddress(cloud, path, resource);
    return users.length === 0 ? { status: "RESERVED" } : { status: "IN_USE", users: users.map(selfLink) };
  },
};

/** The forwarding rules at an address. */
function usersOfAddress(cloud: Cloud, path: string, address: JsonObject): string[] {
  const project = path.split("/")[1];
  return cloud.store
    .matching((rule) => rule.startsWith(`projects/${project}/`) && rule.split("/").at(-2) === "forwardingRules")
    .filter(([, rule]) => text(rule, "IPAddress") === text(address, "address"))
    .map(([rule]) => rule);
}

/** An address that nobody had before. */
export function freshAddress(cloud: Cloud, ipVersion: string): string {
  const number = cloud.store.next();
  return ipVersion === "IPV6"
    ? `2600:1901:0:${number.toString(16)}::`
    : `34.128.${Math.floor(number / 256) % 256}.${number % 256}`;
}

function complete({ cloud, resource, scope }: Change): void {
  resource.addressType ??= "EXTERNAL";
  if (scope === "global") resource.ipVersion ??= "IPV4";
  resource.networkTier ??= "PREMIUM";
  resource.address ??= freshAddress(cloud, text(resource, "ipVersion"));
}

function check({ resource, scope }: Change): void {
  if (scope === "global" && text(resource, "networkTier") === "STANDARD") {
    const why = "Global addresses are always in the premium network tier.";
    throw invalidField("resource.networkTier", "STANDARD", why);
  }
}
