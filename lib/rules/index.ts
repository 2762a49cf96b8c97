import { SynthesizedApp } from "../app/synthesized-app";
import { Finding } from "./finding";
import {
  circularRedirects,
  deadDefaults,
  deadMapDefaults,
  repeatedPaths,
  uncertainRoutes,
  unreachableRouteRules,
} from "./routes";
import { wholeApp } from "./whole-app";

export { type Finding } from "./finding";

/** The rules about what the routes of a URL map do. */
const ROUTE_RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[unreachableRouteRules, deadDefaults, deadMapDefaults, repeatedPaths, circularRedirects, uncertainRoutes],
];

/** Runs the rules over all stacks of an app as Terraform will get them, overrides included. */
export function runRules(app: SynthesizedApp): Finding[] {
  return [...ROUTE_RULES.flatMap((rule) => rule(app)), ...wholeApp(app)];
}
