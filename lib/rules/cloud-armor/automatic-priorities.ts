import { letsInFrom, versionOf } from "../../app/version-constraint";
import { Text, text } from "../text";

/** The first provider that rewrites rules of different kinds at one priority instead of failing. */
const REWRITES_SINCE = "7.26";

/** The rules of a policy whose priorities change when another rule comes before them. */
interface GivenPriorities {
  readonly automatic: number;
  readonly providerVersion?: string;
}

/** Several rules that a rule before them moves, where the provider does that one rule after the other. */
export function movingRules({ automatic, providerVersion = "" }: GivenPriorities): Text[] {
  return automatic > 1 && letsInFrom(providerVersion, versionOf(REWRITES_SINCE))
    ? [
        text`${automatic} rules have no priority, so a rule that you insert before them changes theirs, and provider ${REWRITES_SINCE} and later then rewrites them one by one: during that apply a rule can be missing; give each rule a priority, such as 1000 and 1100`,
      ]
    : [];
}
