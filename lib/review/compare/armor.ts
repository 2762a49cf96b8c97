import { labelOfValue } from "../labels";
import { ArmorRule, armorRulesOf, keepsOut, policiesOf, ruleWords } from "../armor";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { SECURITY_POLICY } from "../../app/types";
import { text } from "../../app/values";
import { isWeaker, strictness } from "./armor-rules";
import { Change, Pair, added, changed, dangerous, pair } from "./change";
import { Versions } from "./context";
import { differingSettings, settingWords } from "./defaults";

/** Policies of both versions whose rules differ. */
export function comparePolicies({ before, after }: Versions): Change[] {
  const { pairs } = pair(
    policiesOf(before),
    policiesOf(after),
    ({ name }) => [name],
    ({ id }) => [id],
  );
  return pairs.flatMap((match) => {
    const policy = `Cloud Armor policy ${code(match.after.name)}`;
    return [...compareRules(match, policy), ...unknownRules(match, policy)];
  });
}

/** What an argument of a backend that names a policy had and has. */
export function compareAttachment(backend: Pair<Resource>, argument: string, where: string): Change[] {
  const { before, after } = backend;
  const [was, is] = [before.config[argument], after.config[argument]];
  const [former, present] = [before.owner.identityOf(was), after.owner.identityOf(is)];
  const name = code(after.name);
  if (former === present) {
    return [];
  }
  if (present === "") {
    return [dangerous(`${name} loses its Cloud Armor policy${where}, ${labelOfValue(before.owner, was)}`)];
  }
  if (former === "") {
    return [added(`${name} gets a Cloud Armor policy${where}, ${labelOfValue(after.owner, is)}`)];
  }
  const [old, fresh] = [before.owner.find(was), after.owner.find(is)];
  const what = `${name} has Cloud Armor policy ${labelOfValue(after.owner, is)}${where} in place of ${labelOfValue(before.owner, was)}`;
  if (old === undefined || fresh === undefined || old.existing || fresh.existing) {
    return [dangerous(`${what}; the rules of one of them cannot be read here`)];
  }
  // a policy at the same Terraform address is compared where policies are
  return old.id === fresh.id ? [] : [changed(what), ...compareRules({ before: old, after: fresh }, what)];
}

/** Rules that only Terraform knows, all of them together. */
function unknownRules({ before, after }: Pair<Resource>, policy: string): Change[] {
  const [was, is] = [before, after].map(({ config }) => text(config.rule));
  return was === is
    ? []
    : [
        dangerous(
          is === undefined
            ? `${policy}: its rules were only known after apply (${code(was ?? "")}): what is otherwise cannot be read here`
            : `${policy}: its rules are only known after apply (${code(is)})`,
        ),
      ];
}

function compareRules({ before, after }: Pair<Resource>, policy: string): Change[] {
  const {
    pairs,
    gone,
    added: fresh,
  } = pair(
    armorRulesOf(before),
    armorRulesOf(after),
    ({ content, isPreview, place }) => [`${content} ${isPreview} ${place}`],
    ({ content, isPreview }) => [`${content} ${isPreview}`],
    ({ content }) => [content],
    ({ place }) => [place],
  );
  return [
    ...gone.flatMap((rule) => goneRule(rule, policy)),
    ...fresh.flatMap((rule) => newRule(rule, policy)),
    ...pairs.flatMap((match) => compareRule(match, policy)),
    ...otherOrder(pairs, policy),
  ];
}

function goneRule(rule: ArmorRule, policy: string): Change[] {
  const what = `${policy} loses rule ${rule.place} (${ruleWords(rule)})`;
  if (rule.isPreview) {
    return [];
  }
  return [keepsOut(rule) ? dangerous(what) : changed(`${what}: whom it let in may be refused by later rules`)];
}

function newRule(rule: ArmorRule, policy: string): Change[] {
  const what = `${policy} has a new rule ${rule.place} (${ruleWords(rule)})`;
  if (rule.isPreview) {
    return [added(`${what}, in preview: it only logs`)];
  }
  const perhaps = rule.isPreview === undefined ? `, in preview or not as ${code(rule.preview ?? "")} says` : "";
  if (rule.match === "all" && rule.action.startsWith("deny")) {
    return [dangerous(`${what}${perhaps}: it refuses everybody whom no earlier rule lets in`)];
  }
  return [
    keepsOut(rule)
      ? added(`${what}${perhaps}`)
      : dangerous(`${what}${perhaps}: whom it lets in meets none of the later rules`),
  ];
}

function compareRule({ before, after }: Pair<ArmorRule>, policy: string): Change[] {
  const rule = `${policy}: rule ${after.place} (${ruleWords(after)})`;
  const place = otherPlace({ before, after }, policy);
  if (before.content !== after.content) {
    return before.isPreview && after.isPreview ? place : [otherContent({ before, after }, rule), ...place];
  }
  return [...otherPreview({ before, after }, rule), ...place];
}

function otherContent({ before, after }: Pair<ArmorRule>, rule: string): Change {
  const preview = after.isPreview
    ? ", in preview"
    : after.isPreview === undefined
      ? `, in preview or not as ${code(after.preview ?? "")} says`
      : "";
  const isSaid = ruleWords(before) !== ruleWords(after);
  const was = isSaid ? `before ${ruleWords(before)}` : unsaid({ before, after });
  const text = `${rule}${preview}; ${was}`;
  return before.isPreview !== true && isWeaker({ before, after }) ? dangerous(text) : changed(text);
}

/** The settings of which the words of a rule tell nothing. */
function unsaid({ before, after }: Pair<ArmorRule>): string {
  const { before: was, after: is } = { before: before.config, after: after.config };
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((argument) => !["description", "preview", "priority"].includes(argument))
    .sort()
    .flatMap((argument) => differingSettings(SECURITY_POLICY, `rule.${argument}`, was[argument], is[argument]))
    .map(settingWords)
    .join("; ");
}

function otherPreview({ before, after }: Pair<ArmorRule>, rule: string): Change[] {
  if (before.isPreview === after.isPreview && before.preview === after.preview) {
    return [];
  }
  switch (after.isPreview) {
    case true:
      return [
        keepsOut(after)
          ? dangerous(`${rule} is put in preview: it only logs now`)
          : changed(`${rule} is put in preview`),
      ];
    case false: {
      const was = before.isPreview ? "in preview" : `in preview or not as ${code(before.preview ?? "")} said`;
      return [keepsOut(after) ? added(`${rule} is in force now, before ${was}`) : dangerous(`${rule} is in force now`)];
    }
    default:
      return [dangerous(`${rule} is in force or in preview as ${code(after.preview ?? "")} says, known after apply`)];
  }
}

/** A place in the order that only Terraform knows. */
function otherPlace({ before, after }: Pair<ArmorRule>, policy: string): Change[] {
  const isUnknown = before.priority === undefined || after.priority === undefined;
  return isUnknown && before.place !== after.place && !after.isPreview
    ? [
        dangerous(
          `${policy} asks ${ruleWords(after)} at ${after.place}, before at ${before.place}: in which order is only known after apply`,
        ),
      ]
    : [];
}

/** Rules that stay and are asked in another order. */
function otherOrder(pairs: readonly Pair<ArmorRule>[], policy: string): Change[] {
  const same = pairs.filter(({ before, after }) => before.priority !== undefined && isInForce(after));
  const order = [...same].sort((one, other) => (one.after.priority ?? 0) - (other.after.priority ?? 0));
  if (same.every((match, index) => match === order[index])) {
    return [];
  }
  const text = `${policy} asks its rules in another order: ${order.map(({ after }) => ruleWords(after)).join("; ")}`;
  // who meets a milder rule first never meets the stricter one
  const isMilderFirst = same.some((strict, index) =>
    same
      .slice(index + 1)
      .some((mild) => order.indexOf(mild) < order.indexOf(strict) && strictness(mild.after) < strictness(strict.after)),
  );
  return [isMilderFirst ? dangerous(text) : changed(text)];
}

function isInForce({ isPreview, priority }: ArmorRule): boolean {
  return isPreview !== true && priority !== undefined;
}
