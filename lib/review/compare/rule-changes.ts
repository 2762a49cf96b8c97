import { ruleAction } from "../actions";
import { code } from "../markdown";
import { Stack } from "../../app/stack";
import { Block, blockOf } from "../../app/values";
import { canonical, listed } from "../values";
import { Pair } from "./change";
import { HostRoutes, HostRule, isOwn } from "./host-routes";
import { differingSettings } from "./standard-form";

/** A rule, or something about it, that is otherwise. */
export interface RuleChange {
  /** The rule's name for the reader. */
  readonly rule: string;
  readonly what: string;
}

/** So many settings are written for one rule, and so many characters of a value. */
const MAX_SETTINGS = 3;
const MAX_VALUE = 80;

/** What the words of an answer tell. */
const ANSWERED = ["header_action", "route_action", "service", "url_redirect"];
const ANSWERED_OF_ACTION = [
  "cors_policy",
  "fault_injection_policy",
  "max_stream_duration",
  "request_mirror_policy",
  "retry_policy",
  "timeout",
  "url_rewrite",
  "weighted_backend_services",
];

/** What is otherwise of two rules between which requests may change, where no request shows it. */
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
        what: `what both take is taken by the latter now: ${ruleAction(stacks.after, after.action)}; before ${ruleAction(stacks.before, before.action)}`,
      },
    ];
  }
  const former = isNew ? counterpart(after, routes.before, routes.after) : undefined;
  const present = isGone ? counterpart(before, routes.after, routes.before) : undefined;
  return [
    ...(isGone
      ? [
          present === undefined
            ? { rule: full(before), what: `the route is gone: before ${ruleAction(stacks.before, before.action)}` }
            : { rule: present.label, what: otherwise(before.settings, present.settings) },
        ]
      : []),
    ...(isNew
      ? [
          former === undefined
            ? { rule: full(after), what: `new route: ${ruleAction(stacks.after, after.action)}` }
            : { rule: after.label, what: otherwise(former.settings, after.settings) },
        ]
      : []),
  ];
}

/** What is otherwise of two rules, and is not in the words of an answer. */
export function undescribedChanges({ before, after }: Pair<HostRule>): RuleChange[] {
  const [was, is] = [undescribed(before), undescribed(after)];
  return before.place !== after.place || canonical(was) === canonical(is)
    ? []
    : [{ rule: after.label, what: otherwise(was, is) }];
}

/** What is otherwise of what Terraform makes at plan. */
export function generatedChange(before: Block, after: Block): string | undefined {
  return canonical(before) === canonical(after) ? undefined : otherwise(before, after);
}

function undescribed({ action }: HostRule): Block {
  const without = (block: Block, answered: readonly string[]) =>
    Object.fromEntries(Object.entries(block).filter(([key]) => !answered.includes(key)));
  return { ...without(action, ANSWERED), route_action: without(blockOf(action.route_action), ANSWERED_OF_ACTION) };
}

/** The rule in whose place one stands: of the same number, and not in both versions either. */
function counterpart(rule: HostRule, there: HostRoutes, here: HostRoutes): HostRule | undefined {
  const alone = (routes: HostRoutes, other: HostRoutes) =>
    routes.rules.filter((one) => one.priority !== undefined && one.priority === rule.priority && isOwn(one, other));
  const index = alone(here, there).findIndex(({ place }) => place === rule.place);
  return index === -1 ? undefined : alone(there, here)[index];
}

function full({ label, asks }: HostRule): string {
  return asks === "" ? label : `${label} (${asks})`;
}

function otherwise(before: Block, after: Block): string {
  const settings = differingSettings(before, after).map(
    ([setting, was, is]) => `${code(setting)} is now ${value(is)}, before ${value(was)}`,
  );
  const more = settings.length - MAX_SETTINGS;
  return listed([
    ...settings.slice(0, MAX_SETTINGS),
    ...(more > 0 ? [`${more} more ${more === 1 ? "setting is" : "settings are"} otherwise`] : []),
  ]);
}

function value(given: string | undefined): string {
  if (given === undefined) {
    return "not set";
  }
  return code(given.length > MAX_VALUE ? `${given.slice(0, MAX_VALUE)}…` : given);
}
