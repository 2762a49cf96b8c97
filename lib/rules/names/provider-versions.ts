import { newerArgumentsOf } from "../../app/arguments";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { Block, isExpression, text as textOf } from "../../app/values";
import { Version, isBefore, isConstraint, lowestVersion, versionOf } from "../../app/version-constraint";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { isKnown } from "../values";

/** The version of the oldest bindings that the package takes. */
export const OLDEST_PROVIDER = "6.50.0";

/** What a resource has that only some versions of the provider know, and the first of them. */
interface Newer {
  readonly resource: Resource;
  readonly said: Text;
  readonly since: string;
}

/** A version of the provider that is no constraint, or lets in versions that are too old. */
export function providerVersion({ providerVersion: constraint }: { readonly providerVersion?: string }): Text[] {
  if (constraint === undefined || !isKnown(constraint)) {
    return [];
  }
  if (!isConstraint(constraint)) {
    return [
      text`providerVersion must be a version constraint, got ${given(constraint)}; write it like "~> ${OLDEST_PROVIDER.slice(0, -2)}" or ">= 7.6, < 9.0.0"`,
    ];
  }
  const lowest = lowestVersion(constraint) ?? [0, 0, 0];
  return isBefore(lowest, versionOf(OLDEST_PROVIDER))
    ? [
        text`providerVersion ${given(constraint)} lets in version ${lowest.join(".")} of the provider, and the constructs need ${OLDEST_PROVIDER} or later; write it like "~> ${OLDEST_PROVIDER.slice(0, -2)}"`,
      ]
    : [];
}

/** Arguments, and values of them, that a version of the provider does not have which the stack lets in. */
export function missingArguments(app: SynthesizedApp): Found[] {
  const byStack = new Map<string, Newer[]>();
  for (const resource of app.resources) {
    const lowest = lowestVersion(app.providerVersion(resource.stack) ?? "");
    const missing = lowest === undefined || isOfBeta(resource) ? [] : newerIn(resource, lowest);
    byStack.set(resource.stack, [...(byStack.get(resource.stack) ?? []), ...missing]);
  }
  return [...byStack].flatMap(([stack, missing]) => {
    const constraint = app.providerVersion(stack);
    const needed = missing.reduce<string>((last, { since }) => newest(last, since), OLDEST_PROVIDER);
    return missing.map(({ resource, said, since }) =>
      about(
        resource,
        text`${said} exists since version ${since} of the provider, and the stack takes version ${constraint ?? ""}; set providerVersion of the EnvironmentStack to "~> ${needed}"`,
      ),
    );
  });
}

function newerIn(resource: Resource, lowest: Version): Newer[] {
  const isMissing = (since: string | undefined) => since !== undefined && isBefore(lowest, versionOf(since));
  return newerArgumentsOf(resource.type).flatMap(([path, { since, valuesSince = {} }]) => {
    const values = valuesAt(resource.config, path.split("."));
    if (values.length > 0 && since !== undefined && isMissing(since)) {
      return [{ resource, said: text`${argument(path)}`, since }];
    }
    return [...new Set(values.map(String))].flatMap((value) => {
      const first = valuesSince[value] as string | undefined;
      return first !== undefined && isMissing(first)
        ? [{ resource, said: text`${argument(path)} ${given(value)}`, since: first }]
        : [];
    });
  });
}

/** What stands at a path, in each of several blocks. */
function valuesAt(block: Block, [name, ...rest]: readonly string[]): unknown[] {
  const value = block[name];
  if (rest.length > 0) {
    return isExpression(value) ? [] : blocks(value).flatMap((inner) => valuesAt(inner, rest));
  }
  return value === undefined || value === null ? [] : [value];
}

function newest(one: string, other: string): string {
  return isBefore(versionOf(one), versionOf(other)) ? other : one;
}

/** google-beta has its own versions. */
function isOfBeta({ config }: Resource): boolean {
  return /^(\$\{)?google-beta\b/.test(textOf(config.provider) ?? "");
}
