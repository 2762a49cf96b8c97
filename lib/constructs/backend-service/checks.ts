import { BackendConfig, ServerlessKind } from "../backend";
import { Problem, problem } from "../../checks/problem";
import { regionIsTaken } from "../serverless-neg/checks";

/** A backend that a backend service has, and the path of its construct, if it is one. */
export type BoundBackend = BackendConfig & { readonly path?: string };

/** A backend beside those that are there: NEG-08, NEG-09, NEG-11. */
export function checkBackend(added: BackendConfig, present: readonly BoundBackend[]): Problem[] {
  const problems: Problem[] = [];
  const neighbour = present.find((other) => other.region === added.region);
  if (neighbour) {
    problems.push(regionIsTaken(added.region, neighbour.path));
  }
  const other = present.find(({ kind }) => kind !== undefined && added.kind !== undefined && kind !== added.kind);
  if (other) {
    problems.push(
      problem(
        "NEG-09",
        `a backend service holds backends of one kind; this one has ${other.kind}`,
        added.kind,
        "make a backend service per kind",
      ),
    );
  } else if (present.length > 0 && [added, ...present].some(({ kind }) => kind === ServerlessKind.APP_ENGINE)) {
    problems.push(
      problem("NEG-11", "an App Engine backend service has one region only", added.region, "remove the other backends"),
    );
  }
  return problems;
}
