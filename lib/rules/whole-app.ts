import { SynthesizedApp } from "../app/synthesized-app";
import { Finding } from "./finding";
import { badLabels, badNames, camelCaseArguments, namesakes } from "./names/names";
import { sharedStates } from "./names/states";

const RULES: readonly ((app: SynthesizedApp) => Finding[])[] = [
  ...[badNames, namesakes, camelCaseArguments, badLabels],
  ...[sharedStates],
];

/** Runs the rules that need the whole app over all stacks of an app, overrides included. */
export function wholeApp(app: SynthesizedApp): Finding[] {
  return RULES.flatMap((rule) => rule(app));
}
