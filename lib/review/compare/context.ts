import { Resource, Stack } from "../../app/stack";
import { allBackends, targetsOf } from "../backends";
import { LoadBalancer, loadBalancersOf } from "../load-balancers";
import { blockOf } from "../../app/values";
import { Pair, Pairs, Replacement, pair } from "./change";

/** Two versions of a stack, with the pairs of resources in them. */
export interface Versions extends Pair<Stack> {
  readonly loadBalancers: Pairs<LoadBalancer>;
  readonly backends: Pairs<Resource>;
  /** The name that a backend of the old version has in the new one. */
  readonly presentNames: ReadonlyMap<Resource, string>;
  /** The resources that are replaced. */
  readonly replaced: readonly Replacement[];
}

/** Finds the pairs of resources in two versions of a stack. */
export function versionsOf(before: Stack, after: Stack, replaced: readonly Replacement[]): Versions {
  const addresses = addressMap(before, after);
  const address = ({ type, id, owner: stack }: Resource) => {
    const written = `${type}.${id}`;
    return stack === before ? (addresses.get(written) ?? written) : written;
  };
  const backends = pair(
    allBackends(before),
    allBackends(after),
    ({ type, name }) => [`${type} ${name}`],
    (backend) => [address(backend)],
    (backend) => targetsOf(backend).map(({ region, identity }) => `${region} ${identity}`),
  );
  return {
    before,
    after,
    replaced,
    backends,
    presentNames: new Map(backends.pairs.map((match) => [match.before, match.after.name])),
    loadBalancers: pair(
      loadBalancersOf(before),
      loadBalancersOf(after),
      ({ frontEnds }) => frontEnds.map(({ rule }) => address(rule)),
      ({ domains }) => domains,
      ({ urlMaps }) => urlMaps.map(({ name }) => name),
      ({ title }) => [title],
    ),
  };
}

/** Addresses in the new version, by old address, for resources with a `moved` block. */
export function addressMap(before: Stack, after: Stack): ReadonlyMap<string, string> {
  const present = new Set(before.resources.map(({ type, id }) => `${type}.${id}`));
  return new Map(after.moved.filter(([from]) => present.has(from)));
}

/** Whether a resource of the new version is replaced. */
export function isReplaced({ replaced }: Versions, { type, id }: Resource): boolean {
  return replaced.some((replacement) => replacement.address === `${type}.${id}`);
}

/** The name that the target of a reference in the old version has in the new version. */
export function presentIdentity({ before, presentNames }: Versions, service: unknown): string {
  const found = before.find(service);
  return (found && presentNames.get(found)) ?? before.identityOf(service);
}

/** A value in which every reference is replaced with the name of its target. */
export function resolved(stack: Stack, value: unknown): unknown {
  if (typeof value === "string") {
    return value.includes("${") || value.includes("projects/") ? stack.identityOf(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolved(stack, item));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(blockOf(value)).map(([key, inner]) => [key, resolved(stack, inner)]))
    : value;
}
