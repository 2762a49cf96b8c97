import { ArmorRule, armorRulesOf, keepsOut, policiesOf, ruleWords } from "../armor";
import { code } from "../markdown";
import { Resource } from "../stack";
import { Change, Level, Pair, added, changed, dangerous, pair } from "./change";
import { Versions } from "./context";

/** Policies of both versions whose rules differ. */
export function comparePolicies({ before, after }: Versions): Change[] {
  const { pairs } = pair(
    policiesOf(before),
    policiesOf(after),
    ({ name }) => [name],
    ({ id }) => [id],
  );
  return pairs.flatMap((match) => compareRules(match, `Cloud Armor policy ${code(match.after.name)}`));
}

/** What an argument of a backend that names a policy had and has. */
export function compareAttachment(backend: Pair<Resource>, argument: string, where: string): Change[] {
  const { before, after } = backend;
  const [was, is] = [before.config[argument], after.config[argument]];
  const [former, present] = [before.stack.identity(was), after.stack.identity(is)];
  const name = code(after.name);
  if (former === present) {
    return [];
  }
  if (present === "") {
    return [dangerous(`${name} loses its Cloud Armor policy${where}, ${before.stack.label(was)}`)];
  }
  if (former === "") {
    return [added(`${name} gets a Cloud Armor policy${where}, ${after.stack.label(is)}`)];
  }
  const [old, fresh] = [before.stack.find(was), after.stack.find(is)];
  const what = `${name} has Cloud Armor policy ${after.stack.label(is)}${where} in place of ${before.stack.label(was)}`;
  if (old === undefined || fresh === undefined || old.existing || fresh.existing) {
    return [dangerous(`${what}; the rules of one of them cannot be read here`)];
  }
  // a policy at the same Terraform address is compared where policies are
  return old.id === fresh.id ? [] : [changed(what), ...compareRules({ before: old, after: fresh }, what)];
}

function compareRules({ before, after }: Pair<Resource>, policy: string): Change[] {
  const {
    pairs,
    gone,
    added: fresh,
  } = pair(
    armorRulesOf(before),
    armorRulesOf(after),
    ({ content, isPreview }) => [`${content} ${isPreview}`],
    ({ content }) => [content],
    ({ priority }) => [String(priority)],
  );
  return [
    ...gone.flatMap((rule) => goneRule(rule, policy)),
    ...fresh.flatMap((rule) => newRule(rule, policy)),
    ...pairs.flatMap((match) => compareRule(match, policy)),
    ...otherOrder(pairs, policy),
  ];
}

function goneRule(rule: ArmorRule, policy: string): Change[] {
  const what = `${policy} loses rule ${rule.priority} (${ruleWords(rule)})`;
  if (rule.isPreview) {
    return [];
  }
  return [keepsOut(rule) ? dangerous(what) : changed(`${what}: whom it let in may be refused by later rules`)];
}

function newRule(rule: ArmorRule, policy: string): Change[] {
  const what = `${policy} has a new rule ${rule.priority} (${ruleWords(rule)})`;
  if (rule.isPreview) {
    return [added(`${what}, in preview: it only logs`)];
  }
  if (rule.match === "all" && rule.action.startsWith("deny")) {
    return [dangerous(`${what}: it refuses everybody whom no earlier rule lets in`)];
  }
  return [keepsOut(rule) ? added(what) : dangerous(`${what}: whom it lets in meets none of the later rules`)];
}

function compareRule({ before, after }: Pair<ArmorRule>, policy: string): Change[] {
  const rule = `${policy}: rule ${after.priority} (${ruleWords(after)})`;
  if (before.content !== after.content) {
    const preview = after.isPreview ? ", in preview" : "";
    const level: Level = isDrastic({ before, after }) ? "dangerous" : "changed";
    return before.isPreview && after.isPreview
      ? []
      : [{ level, text: `${rule}${preview}; before ${ruleWords(before)}` }];
  }
  if (before.isPreview === after.isPreview) {
    return [];
  }
  if (after.isPreview) {
    return [
      keepsOut(after) ? dangerous(`${rule} is put in preview: it only logs now`) : changed(`${rule} is put in preview`),
    ];
  }
  return [keepsOut(after) ? added(`${rule} is in force now, before in preview`) : dangerous(`${rule} is in force now`)];
}

/** Whether a rule that kept requests out no longer does, or does so more mildly, or shuts out whom it let in. */
function isDrastic({ before, after }: Pair<ArmorRule>): boolean {
  if (before.isPreview) {
    return false;
  }
  return (
    after.isPreview ||
    (keepsOut(before) && !keepsOut(after)) ||
    // whom it let in may be refused, or the other way round
    (!keepsOut(before) && keepsOut(after)) ||
    (before.action.startsWith("deny") && !after.action.startsWith("deny")) ||
    // the same action for other requests, or at another rate: nobody can tell from the words alone
    (keepsOut(before) && before.action === after.action && before.match !== after.match)
  );
}

/** Rules that stay and are asked in another order. */
function otherOrder(pairs: readonly Pair<ArmorRule>[], policy: string): Change[] {
  const same = pairs.filter(({ before, after }) => before.content === after.content && !after.isPreview);
  const order = [...same].sort((one, other) => one.after.priority - other.after.priority);
  return same.some((match, index) => match !== order[index])
    ? [changed(`${policy} asks its rules in another order: ${order.map(({ after }) => ruleWords(after)).join("; ")}`)]
    : [];
}
