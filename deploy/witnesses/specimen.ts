import { BackendService, ServerlessNeg, ServerlessTarget, Warnings } from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import * as fc from "fast-check";

/** What specimens of one stack share. */
export interface Surroundings {
  readonly web: BackendService;
  readonly api: BackendService;
}

/** A kind of construct with values that are right or wrong in one place. */
export interface Specimen<T> {
  readonly part: string;
  readonly values: fc.Arbitrary<T>;
  /** Makes it below a scope of its own. */
  readonly build: (scope: Construct, value: T, surroundings: Surroundings) => void;
}

/** A specimen with one of its values. */
export interface Case {
  readonly part: string;
  /** The value, for a message. */
  readonly value: unknown;
  readonly build: (scope: Construct, surroundings: Surroundings) => void;
}

/** The cases of a specimen. */
export function casesOf<T>({ part, values, build }: Specimen<T>): fc.Arbitrary<Case> {
  return values.map((value) => ({
    part,
    value,
    build: (scope, surroundings) => build(scope, value, surroundings),
  }));
}

/** What is right, of which at most one field is replaced by anything, right or wrong. */
export function oneWild<T extends object>(
  right: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  wild: { readonly [K in keyof T]?: fc.Arbitrary<T[K]> },
): fc.Arbitrary<T> {
  const fields = Object.entries<fc.Arbitrary<unknown> | undefined>(wild);
  const replacement = fc.oneof(
    ...fields.map(([field, values]) => (values ?? fc.constant(0)).map((value) => ({ [field]: value }))),
  );
  return fc
    .tuple(fc.record(right), fc.option(replacement, { freq: 4, nil: {} }))
    .map(([base, other]) => ({ ...base, ...other }));
}

/** Whole numbers at and around limits. */
export function around(...limits: number[]): fc.Arbitrary<number> {
  return fc.constantFrom(...new Set(limits.flatMap((limit) => [limit - 1, limit, limit + 1])));
}

/** Nothing at all. */
export const left = fc.constant(undefined);

/** What every specimen may lean on. */
export function surroundings(scope: Construct): Surroundings {
  Warnings.of(scope).acknowledge("UM-20", "a case routes to what it needs, and to no more");
  return { web: backendOf(scope, "SharedWeb", "web1"), api: backendOf(scope, "SharedApi", "web2") };
}

/** A backend service with one service behind it. */
export function backendOf(scope: Construct, id: string, service: string): BackendService {
  const backends = [
    new ServerlessNeg(scope, `${id}Neg`, { region: "us-central1", target: ServerlessTarget.cloudRun(service) }),
  ];
  return new BackendService(scope, id, { backends });
}
