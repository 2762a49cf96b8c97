import { invalidField, required } from "../errors";
import { JsonObject, text, texts } from "../json";
import { freshAddress } from "./addresses";
import { Change, Collection } from "./collection";
import { pathOfReference } from "./paths";
import { backendsOfMap } from "./url-maps";

/** Forwarding rules. */
export const forwardingRules: Collection = {
  name: "forwardingRules",
  noun: "forwarding_rule",
  kind: "compute#forwardingRule",
  references: { target: ["targetHttpProxies", "targetHttpsProxies"] },
  fingerprint: "optional",
  labels: true,
  immutable: ["name", "IPAddress", "IPProtocol", "portRange", "networkTier", "ipVersion"],
  complete,
  check: (change) => {
    checkTier(change);
    checkPort(change.resource);
    checkConflict(change);
    checkScheme(change);
  },
};

function complete(change: Change): void {
  const { cloud, resource } = change;
  resource.IPProtocol ??= "TCP";
  resource.loadBalancingScheme ??= "EXTERNAL";
  resource.networkTier ??= "PREMIUM";
  if (text(resource, "target") === "") throw required("resource.target");
  resource.IPAddress = addressOf(change) ?? freshAddress(cloud, text(resource, "ipVersion"));
  const [port] = texts(resource, "ports");
  if (port !== undefined) resource.portRange = port;
  delete resource.ports;
  const single = /^\d+$/.exec(text(resource, "portRange"));
  if (single) resource.portRange = `${single[0]}-${single[0]}`;
}

/** The literal address that `IPAddress` gives, names, or links to. */
function addressOf({ cloud, project, scope, resource }: Change): string | undefined {
  const given = text(resource, "IPAddress");
  if (given === "" || /^[\d.]+$/.test(given) || given.includes(":") === given.includes("::")) {
    if (!given.includes("/")) return given === "" ? undefined : given;
  }
  const path = pathOfReference(given, project) ?? `projects/${project}/${scope}/addresses/${given}`;
  const address = cloud.store.get(path);
  if (!address) throw invalidField("resource.IPAddress", given, "The referenced address resource cannot be found.");
  return text(address, "address");
}

function checkTier({ resource, scope }: Change): void {
  if (scope === "global" && text(resource, "networkTier") !== "PREMIUM") {
    const why = "Global forwarding rules are always in the premium network tier.";
    throw invalidField("resource.networkTier", text(resource, "networkTier"), why);
  }
}

function checkPort(resource: JsonObject): void {
  const range = text(resource, "portRange");
  const ports = /^(\d+)-(\d+)$/.exec(range);
  const port = Number(ports?.[1]);
  if (ports && ports[1] === ports[2] && port >= 1 && port <= 65_535) return;
  throw invalidField("resource.portRange", range, "Exactly one port from 1 to 65535 must be specified.");
}

/** Two rules cannot share an address, a protocol and a port. */
function checkConflict({ cloud, path, resource }: Change): void {
  const others = cloud.store.matching((other) => other !== path && other.split("/").at(-2) === "forwardingRules");
  const taken = others.some(([, other]) =>
    ["IPAddress", "IPProtocol", "portRange"].every((field) => text(other, field) === text(resource, field)),
  );
  if (taken) {
    const why = "Specified IP address is in-use and would result in a conflict.";
    throw invalidField("resource.IPAddress", text(resource, "IPAddress"), why);
  }
}

/** Backends and rules have one scheme; only in a migration the backends have the newer one first. */
function checkScheme({ cloud, project, resource }: Change): void {
  const scheme = text(resource, "loadBalancingScheme");
  const proxy = cloud.store.get(pathOfReference(text(resource, "target"), project) ?? "");
  const map = cloud.store.get(pathOfReference(text(proxy, "urlMap"), project) ?? "");
  if (!map) return;
  for (const path of backendsOfMap(map)) {
    const backend = cloud.store.get(path);
    const backendScheme = text(backend, "loadBalancingScheme");
    const isMigrating = scheme === "EXTERNAL" && text(backend, "externalManagedMigrationState") !== "";
    if (backendScheme === "" || backendScheme === scheme || isMigrating) continue;
    const why = `The load balancing scheme of backend service '${path}' is ${backendScheme}.`;
    throw invalidField("resource.loadBalancingScheme", scheme, why);
  }
}
