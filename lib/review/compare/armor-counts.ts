import { Resource, Stack } from "../../app/stack";
import { BACKEND_SERVICE } from "../../app/types";
import { maxCountOf } from "../../google/security-actions";
import { armorRulesOf } from "../armor";
import { targetsOf } from "../backends";
import { unique } from "../values";
import { Change, Pair, changed } from "./change";
import { Versions } from "./context";

/** Rate limits that are counted in more places, or in fewer: each backend service counts, in each of its regions. */
export function compareCounts({ before, after }: Versions, match: Pair<Resource>, policy: string): Change[] {
  const [was, is] = [countsIn(before, match.before), countsIn(after, match.after)];
  const places = is === 1 ? "1 place" : `${is} places`;
  const more = is > was ? `: a client that reaches all of them can send up to ${is} times as many as a limit says` : "";
  return was === is || was === 0 || is === 0
    ? []
    : [
        changed(
          `${policy}: its rate limits are now counted in ${places} (each backend service, in each of its regions); previously in ${was}${more}`,
        ),
      ];
}

/** In how many places the rate limits of a policy are counted. */
function countsIn(stack: Stack, policy: Resource): number {
  const hasLimits = armorRulesOf(policy).some(
    ({ action, isPreview }) => isPreview !== true && maxCountOf(action) !== undefined,
  );
  const regions = stack
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => stack.find(config.security_policy) === policy)
    .map((backend) => unique(targetsOf(backend).map(({ region }) => region)).length);
  return hasLimits ? regions.reduce((sum, count) => sum + count, 0) : 0;
}
