import { ruleAction } from "../actions";
import { code } from "../markdown";
import { Stack } from "../../app/stack";
import { Block, blockOf } from "../../app/values";
import { canonical, listed, shortened } from "../values";
import { Pair } from "./change";
import { HostRoutes, HostRule, isOwn } from "./host-routes";
import { differingSettings } from "./standard-form";
import { treatmentChanges, treatmentSentence } from "./treatments";

/** A rule with its difference. */
export interface RuleChange {
  /** The rule's name for the reader. */
  readonly rule: string;
  readonly what: string;
}

/** The maximum number of settings that are written for one rule, and the maximum length of a value. */
const MAX_SETTINGS = 3;
const MAX_VALUE = 80;

/** The arguments that the words of an answer describe. */
const ANSWERED = ["custom_error_response_policy", "header_action", "route_action", "service", "url_redirect"];
const ANSWERED_OF_ACTION = [
  "cors_policy",
  "fault_injection_policy",
  "cache_policy",
  "max_stream_duration",
  "request_mirror_policy",
  "retry_policy",
  "timeout",
  "url_rewrite",
  "weighted_backend_services",
];

/** The differences of two rules between which requests may move, where no request shows it. */
export function ruleChanges(rules: Pair<HostRule>, routes: Pair<HostRoutes>, stacks: Pair<Stack>): RuleChange[] {
  const { before, after } = rules;
  if (before.place === after.place) {
    return [{ rule: after.label, what: otherwise(before.settings, after.settings) }];
  }
  const [isGone, isNew] = [isOwn(before, routes.after), isOwn(after, routes.before)];
  if (!isGone && !isNew) {
    return [
      {
        rule: `${full(before)} and ${full(after)}`,
        what: `requests that match both are now handled by the second: ${ruleAction(stacks.after, after.action)}; previously ${ruleAction(stacks.before, before.action)}`,
      },
    ];
  }
  const former = isNew ? counterpart(after, routes.before, routes.after) : undefined;
  const present = isGone ? counterpart(before, routes.after, routes.before) : undefined;
  return [
    ...(isGone
      ? [
          present === undefined
            ? { rule: full(before), what: `route removed; previously ${ruleAction(stacks.before, before.action)}` }
            : { rule: present.label, what: inPlace(before, present) },
        ]
      : []),
    ...(isNew
      ? [
          former === undefined
            ? { rule: full(after), what: `new route: ${ruleAction(stacks.after, after.action)}` }
            : { rule: after.label, what: inPlace(former, after) },
        ]
      : []),
  ];
}

/** The differences of two rules that the words of an answer do not describe. */
export function undescribedChanges({ before, after }: Pair<HostRule>): RuleChange[] {
  const [was, is] = [undescribed(before), undescribed(after)];
  return before.place !== after.place || canonical(was) === canonical(is)
    ? []
    : [{ rule: after.label, what: otherwise(was, is) }];
}

/** The differences of what Terraform generates at plan time. */
export function generatedChange(before: Block, after: Block): string | undefined {
  return canonical(before) === canonical(after) ? undefined : otherwise(before, after);
}

function undescribed({ action }: HostRule): Block {
  const without = (block: Block, answered: readonly string[]) =>
    Object.fromEntries(Object.entries(block).filter(([key]) => !answered.includes(key)));
  return { ...without(action, ANSWERED), route_action: without(blockOf(action.route_action), ANSWERED_OF_ACTION) };
}

/** The rule that a rule takes the place of: it has the same priority, and is also in one version only. */
function counterpart(rule: HostRule, there: HostRoutes, here: HostRoutes): HostRule | undefined {
  const alone = (routes: HostRoutes, other: HostRoutes) =>
    routes.rules.filter((one) => one.priority !== undefined && one.priority === rule.priority && isOwn(one, other));
  const index = alone(here, there).findIndex(({ place }) => place === rule.place);
  return index === -1 ? undefined : alone(there, here)[index];
}

/** The differences of a rule that replaces another one, with its headers and error pages. */
function inPlace(before: HostRule, after: HostRule): string {
  const treated = treatmentChanges({ before: before.treatments, after: after.treatments });
  return listed([
    otherwise(before.settings, after.settings),
    ...treated.map((change) => treatmentSentence(change, change.subject)),
  ]);
}

function full({ label, asks }: HostRule): string {
  return asks === "" ? label : `${label} (${asks})`;
}

function otherwise(before: Block, after: Block): string {
  const settings = differingSettings(before, after).map(
    ([setting, was, is]) => `${code(setting)} is now ${value(is, was)}; previously ${value(was, is)}`,
  );
  const more = settings.length - MAX_SETTINGS;
  return listed([
    ...settings.slice(0, MAX_SETTINGS),
    ...(more > 0 ? [`${more} more ${more === 1 ? "setting is" : "settings are"} different`] : []),
  ]);
}

function value(given: string | undefined, other: string | undefined): string {
  return given === undefined ? "not set" : code(shortened(given, MAX_VALUE, other));
}
