import { canonical, children, JsonObject, texts } from "../simulator/json";
import { Simulation } from "./simulation";

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
  return new Map(lasting.map(([path, resource]) => [path, canonical(settled(resource) as JsonObject)]));
}

/** What says nothing while the field before it is false. */
const SWITCHED: readonly (readonly [by: string, fields: readonly string[]])[] = [
  ["enableCDN", ["cdnPolicy"]],
  ["enableCdn", ["cdnPolicy"]],
  ["enable", ["sampleRate", "optionalMode", "optionalFields", "ruleVisibility"]],
  // Identity-Aware Proxy that is off is none
  ["enabled", ["enabled", "oauth2ClientId", "oauth2ClientSecret"]],
];

/** Lists that have no order: Terraform makes their members side by side, and Google lists them as they came. */
const UNORDERED = new Set(["signedUrlKeyNames"]);

function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== "object" || value === null) return value;
  const off = new Set(SWITCHED.filter(([by]) => (value as JsonObject)[by] === false).flatMap(([, fields]) => fields));
  const lasting = Object.entries(value)
    .filter(([key]) => !off.has(key))
    .filter(([key]) => !VOLATILE.has(key))
    .map(([key, inner]) => [key, UNORDERED.has(key) ? texts({ [key]: inner }, key).sort() : settled(inner)] as const)
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
