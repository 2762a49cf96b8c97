import { canonical, children, JsonObject, text, texts } from "../simulator/json";
import { Simulation } from "../simulator/try/simulation";

/** What Google makes anew each time, and what only counts. */
const VOLATILE = new Set([
  "id",
  "fingerprint",
  "labelFingerprint",
  "generatedId",
  "IPAddress",
  "address",
  "etag",
  "uid",
  "creationTimestamp",
  "creationTime",
  "createTime",
  "updateTime",
  "expireTime",
  "lastTransitionTime",
  "generation",
  "observedGeneration",
  "latestReadyRevision",
  "latestCreatedRevision",
  // when the simulated Google issued a certificate
  "_issuedAt",
  // when an operator delegated a domain to a zone
  "_delegation",
]);

/** The resources by path, without what differs from one run to the next. */
export function stateOf({ cloud }: Simulation): ReadonlyMap<string, string> {
  const { resources } = cloud.store.save() as { readonly resources: JsonObject };
  const lasting = Object.entries(resources)
    .filter(([path]) => !path.includes("/operations/"))
    // a policy that grants nothing is what every service has that never had one
    .filter(
      ([path, resource]) => !path.endsWith(":iamPolicy") || children(resource as JsonObject, "bindings").length > 0,
    );
  const named = addressesIn(lasting.map(([path, resource]) => [path, resource as JsonObject]));
  return new Map(lasting.map(([path, resource]) => [path, canonical(settled(resource, named) as JsonObject)]));
}

/** The paths of addresses by what they are: records of a zone hold them, and Google makes them anew each time. */
function addressesIn(
  resources: readonly (readonly [path: string, resource: JsonObject])[],
): ReadonlyMap<string, string> {
  const addresses = resources.filter(([path]) => path.split("/").at(-2) === "addresses");
  return new Map(addresses.map(([path, resource]) => [text(resource, "address"), path]));
}

/** What says nothing while the field before it is false. */
const SWITCHED: readonly (readonly [by: string, fields: readonly string[]])[] = [
  ["enableCDN", ["cdnPolicy"]],
  ["enableCdn", ["cdnPolicy"]],
  ["enable", ["sampleRate", "optionalMode", "optionalFields", "ruleVisibility"]],
  // Identity-Aware Proxy that is off is none
  ["enabled", ["enabled", "oauth2ClientId", "oauth2ClientSecretSha256"]],
];

/** Lists that have no order: Terraform makes their members side by side, and Google lists them as they came. */
const UNORDERED = new Set(["signedUrlKeyNames"]);

function settled(value: unknown, named: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => settled(entry, named));
  if (typeof value === "string") return named.get(value) ?? value;
  if (typeof value !== "object" || value === null) return value;
  const off = new Set(SWITCHED.filter(([by]) => (value as JsonObject)[by] === false).flatMap(([, fields]) => fields));
  const lasting = Object.entries(value as JsonObject)
    .filter(([key]) => !off.has(key))
    .filter(([key]) => !VOLATILE.has(key))
    .map(
      ([key, inner]) =>
        [key, UNORDERED.has(key) ? texts({ [key]: inner }, key).sort() : settled(inner, named)] as const,
    )
    .filter(([, inner]) => !isEmpty(inner));
  return Object.fromEntries(lasting);
}

/** To Google, an empty text, list or object is the same as none. */
function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

/** How a state differs from the one that was wanted. */
export function differences(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...wanted.keys(), ...found.keys()])];
  return paths.flatMap((path) => {
    const [before, now] = [wanted.get(path), found.get(path)];
    if (before === now) return [];
    if (before === undefined) return [`orphaned: ${path}`];
    return [now === undefined ? `missing: ${path}` : `differs: ${path}: ${now}, wanted ${before}`];
  });
}
