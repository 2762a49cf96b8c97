/** A version of a provider. */
export type Version = readonly [major: number, minor: number, patch: number];

/** One condition of a constraint: `~> 7.6`. A version before its release, such as `8.0.0-beta1`, counts as the release. */
const CONDITION = /^\s*(=|!=|>=|<=|~>|>|<)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[\w.-]+)?\s*$/;
/** The conditions that set a lower bound. */
const FROM_BELOW = ["=", ">=", "~>", ">"];

interface Condition {
  readonly operator: string;
  readonly version: Version;
  /** The first version that `~>` does not let in. */
  readonly next: Version;
}

/** Whether Terraform can read a text as a version constraint, such as `~> 7.6` or `>= 7.6, < 9.0.0`. */
export function isConstraint(constraint: string): boolean {
  return constraint.split(",").every((part) => CONDITION.test(part));
}

/** The lowest version that a constraint lets in; undefined where it sets no lower bound, or is none. */
export function lowestVersion(constraint: string): Version | undefined {
  const bounds = conditionsOf(constraint)
    .filter(({ operator }) => FROM_BELOW.includes(operator))
    .map(({ operator, version: [major, minor, patch] }): Version => [
      major,
      minor,
      operator === ">" ? patch + 1 : patch,
    ]);
  return bounds.reduce<Version | undefined>(
    (lowest, bound) => (lowest === undefined || isBefore(lowest, bound) ? bound : lowest),
    undefined,
  );
}

/** Whether a constraint lets in a version or one after it. */
export function letsInFrom(constraint: string, from: Version): boolean {
  return conditionsOf(constraint).every(({ operator, version, next }) => {
    switch (operator) {
      case "<":
        return isBefore(from, version);
      case "<=":
      case "=":
        return !isBefore(version, from);
      case "~>":
        return isBefore(from, next);
      default:
        return true;
    }
  });
}

/** A version without conditions: `7.6` is `7.6.0`. */
export function versionOf(text: string): Version {
  return lowestVersion(text) ?? [0, 0, 0];
}

/** Whether a version came out before another one. */
export function isBefore(one: Version, other: Version): boolean {
  const index = one.findIndex((part, place) => part !== other[place]);
  return index >= 0 && one[index] < other[index];
}

/** The first version that `~>` leaves out: all but the last number must stay, so one number alone lets in all later ones. */
function afterAll([, second, third]: readonly (string | undefined)[], [major, minor]: Version): Version {
  if (second === undefined) {
    return [Infinity, 0, 0];
  }
  return third === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0];
}

function conditionsOf(constraint: string): Condition[] {
  return constraint.split(",").flatMap((part) => {
    const [, operator = "=", ...numbers] = (CONDITION.exec(part) ?? []) as (string | undefined)[];
    const [major, minor, patch] = numbers.map((number) => Number(number ?? 0));
    const next = afterAll(numbers, [major, minor, patch]);
    return numbers.length === 0 ? [] : [{ operator, version: [major, minor, patch] as const, next }];
  });
}
