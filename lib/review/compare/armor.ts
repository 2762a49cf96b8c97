import { labelOfValue } from "../labels";
import { ArmorRule, armorRulesOf, keepsOut, policiesOf, ruleName, ruleWords } from "../armor";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { SECURITY_POLICY } from "../../app/types";
import { DEFAULT_RULE_PRIORITY } from "../../google/security-actions";
import { blocks } from "../../app/terraform-json";
import { Block, asText, blockOf, text } from "../../app/values";
import { listed } from "../values";
import { compareCounts } from "./armor-counts";
import { idleWords, isWeaker, passedBy, rulesWords, strictness } from "./armor-rules";
import { compareArmorSettings } from "./armor-settings";
import { Change, Pair, added, changed, dangerous, isNoticed, pair, unnoticed } from "./change";
import { Versions } from "./context";
import { differingSettings, pairWords, settingWords } from "./defaults";

/** What a rule adds to requests. */
const HEADERS = "header_action";

/** Policies of both versions whose rules differ. */
export function comparePolicies(versions: Versions): Change[] {
  const { before, after } = versions;
  const { pairs } = pair(
    policiesOf(before),
    policiesOf(after),
    ({ name }) => [name],
    ({ id }) => [id],
  );
  return pairs.flatMap((match) => {
    const policy = `Cloud Armor policy ${code(match.after.name)}`;
    return [
      ...compareRules(match, policy),
      ...unknownRules(match, policy),
      ...compareArmorSettings(match, policy),
      ...compareCounts(versions, match, policy),
    ];
  });
}

/** The change of an argument of a backend that refers to a policy. */
export function compareAttachment(backend: Pair<Resource>, argument: string, where: string): Change[] {
  const { before, after } = backend;
  const [was, is] = [before.config[argument], after.config[argument]];
  const [former, present] = [before.owner.identityOf(was), after.owner.identityOf(is)];
  const name = code(after.name);
  if (former === present) {
    return [];
  }
  if (present === "") {
    return [dangerous(`${name} no longer has Cloud Armor${where} policy ${labelOfValue(before.owner, was)}`)];
  }
  const [old, fresh] = [before.owner.find(was), after.owner.find(is)];
  if (former === "") {
    return [newPolicy(`${name} now has Cloud Armor${where} policy ${labelOfValue(after.owner, is)}`, fresh)];
  }
  const what = `${name} now has Cloud Armor${where} policy ${labelOfValue(after.owner, is)} instead of ${labelOfValue(before.owner, was)}`;
  if (old === undefined || fresh === undefined || old.existing || fresh.existing) {
    return [dangerous(`${what}; the rules of one of them are unknown in this stack`)];
  }
  // compareArmor compares policies at the same Terraform address
  const match = { before: old, after: fresh };
  const differences = [...compareRules(match, ""), ...compareArmorSettings(match, "")];
  return old.id === fresh.id ? [] : [inOne(what, differences.filter(isNoticed))];
}

/** A policy where there was none. One that denies what no other rule allows can keep visitors out. */
function newPolicy(what: string, policy: Resource | undefined): Change {
  const rules = policy === undefined || policy.existing ? [] : armorRulesOf(policy).filter(isInForce);
  const deniesAll = ({ match, action }: ArmorRule) => match === "all" && action.startsWith("deny");
  const last = rules.findIndex(deniesAll);
  const [allowing, keeping] = [false, true].map((keeps) =>
    rules.slice(0, last === -1 ? undefined : last).filter((rule) => keepsOut(rule) === keeps),
  );
  if (last !== -1) {
    const besides = allowing.length === 0 ? "" : ` that none of these lets in: ${rulesWords(allowing)}`;
    return dangerous(`${what}, which denies every request${besides}`);
  }
  return added(keeping.length === 0 ? what : `${what}, with ${rulesWords(keeping)}`);
}

/** The changes of the rules of another policy as one change, as urgent as the most dangerous of them. */
function inOne(what: string, rules: readonly Change[]): Change {
  const words = rules.map(({ text }) => text.replace(/^: /, ""));
  const text = words.length === 0 ? what : `${what}: ${words.join("; ")}`;
  return rules.some(({ level }) => level === "dangerous") ? dangerous(text) : changed(text);
}

/** The change of a rule list that only Terraform knows. */
function unknownRules({ before, after }: Pair<Resource>, policy: string): Change[] {
  const [was, is] = [before, after].map(({ config }) => text(config.rule));
  return was === is
    ? []
    : [
        dangerous(
          is === undefined
            ? `${policy}: its rules were known only after apply (${code(was ?? "")}), so they cannot be compared`
            : `${policy}: its rules are known only after apply (${code(is)})`,
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
  const rules = armorRulesOf(after);
  const compared = (isOfDefault: boolean) =>
    pairs
      .filter((match) => (match.after.priority === DEFAULT_RULE_PRIORITY) === isOfDefault)
      .flatMap((match) => compareRule(match, policy, idleWords(match.after, rules)));
  return [
    // what happens to everybody else comes first
    ...compared(true),
    ...gone.flatMap((rule) => goneRule(rule, policy)),
    ...fresh.flatMap((rule) => newRule(rule, policy, rules)),
    ...compared(false),
    ...orderChanges(pairs, policy),
  ];
}

/** Rules that are evaluated in another order, or only at other priorities. */
function orderChanges(pairs: readonly Pair<ArmorRule>[], policy: string): Change[] {
  const order = otherOrder(pairs, policy);
  const moved = pairs.filter(({ before, after }) => before.place !== after.place && after.priority !== undefined);
  return order.length > 0
    ? order
    : moved.map(({ before, after }) =>
        unnoticed(
          `${policy}: ${ruleName(after)} (${ruleWords(after)}) was at priority ${before.place}, in the same order`,
        ),
      );
}

function goneRule(rule: ArmorRule, policy: string): Change[] {
  const what = `${policy}: ${ruleName(rule)} (${ruleWords(rule)}) is removed`;
  if (rule.isPreview) {
    return [unnoticed(`${what}; it was in preview`)];
  }
  return [keepsOut(rule) ? dangerous(what) : changed(`${what}; later rules can deny the requests that it allowed`)];
}

function newRule(rule: ArmorRule, policy: string, rules: readonly ArmorRule[]): Change[] {
  const what = `${policy}: ${ruleName(rule)} (${ruleWords(rule)}) is new`;
  if (rule.isPreview) {
    return [added(`${what}, in preview: it only logs`)];
  }
  const perhaps = rule.isPreview === undefined ? `, in preview if ${code(rule.preview ?? "")}` : "";
  const idle = idleWords(rule, rules);
  if (idle !== "") {
    return [(keepsOut(rule) ? dangerous : changed)(`${what}${perhaps}${idle}`)];
  }
  if (rule.match === "all" && rule.action.startsWith("deny")) {
    return [dangerous(`${what}${perhaps}; it denies every request that no earlier rule allows`)];
  }
  if (keepsOut(rule)) {
    return [added(`${what}${perhaps}`)];
  }
  const passed = passedBy(rule, rules);
  const isDefault = passed.length === 1 && passed[0].priority === DEFAULT_RULE_PRIORITY;
  return [
    passed.length === 0
      ? changed(`${what}${perhaps}; no later rule keeps out the requests that it allows`)
      : isDefault
        ? dangerous(
            `${what}${perhaps}; the default rule (${passed[0].effect}) does not keep out the requests that it allows`,
          )
        : dangerous(`${what}${perhaps}; the requests that it allows bypass ${rulesWords(passed)}`),
  ];
}

function compareRule({ before, after }: Pair<ArmorRule>, policy: string, idle: string): Change[] {
  const rule = `${policy}: ${ruleName(after)} (${ruleWords(after)})`;
  const place = otherPlace({ before, after }, policy);
  if (before.content !== after.content) {
    const { text: what, level } = otherContent({ before, after }, policy);
    const isTrial = before.isPreview && after.isPreview;
    return [
      {
        text: `${what}${idle}`,
        level: isTrial ? "unnoticed" : idle === "" ? level : keepsOut(after) ? "dangerous" : "changed",
      },
      ...place,
    ];
  }
  return [...otherPreview({ before, after }, rule), ...otherDescription({ before, after }, rule), ...place];
}

function otherContent({ before, after }: Pair<ArmorRule>, policy: string): Change {
  const preview = after.isPreview
    ? ", in preview"
    : after.isPreview === undefined
      ? `, in preview if ${code(after.preview ?? "")}`
      : "";
  const [was, is] = [before, after].map(ruleWords);
  const text =
    was === is
      ? `${policy}: ${ruleName(after)} (${is})${preview}: ${unsaid({ before, after })}`
      : [
          `${policy}: ${ruleName(after)} is now ${is}${preview}; previously ${was}`,
          ...otherHeaders(before.config, after.config),
        ].join("; ");
  return before.isPreview !== true && isWeaker({ before, after }) ? dangerous(text) : changed(text);
}

function otherDescription({ before, after }: Pair<ArmorRule>, rule: string): Change[] {
  const [former, present] = [before, after].map(({ description }) => (description === "" ? undefined : description));
  const [was, is] = pairWords(former, present);
  return was === is ? [] : [unnoticed(`${rule}: ${code("description")} is now ${is}; previously ${was}`)];
}

/** The settings that the words of a rule do not mention. */
function unsaid({ before, after }: Pair<ArmorRule>): string {
  const { before: was, after: is } = { before: before.config, after: after.config };
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((argument) => !["description", "preview", "priority"].includes(argument))
    .sort()
    .flatMap((argument) =>
      argument === HEADERS
        ? otherHeaders(was, is)
        : differingSettings(SECURITY_POLICY, `rule.${argument}`, was[argument], is[argument]).map(settingWords),
    )
    .join("; ");
}

/** The request headers that a rule adds, where these differ. */
function otherHeaders(before: Block, after: Block): string[] {
  const [was, is] = [before, after].map((rule) => {
    const headers = blocks(blockOf(rule[HEADERS]).request_headers_to_adds);
    const each = headers.map(({ header_name, header_value }) =>
      code(`${asText(header_name)}: ${asText(header_value ?? "")}`),
    );
    return each.length === 0 ? "no request header" : `request header${each.length > 1 ? "s" : ""} ${listed(each)}`;
  });
  return was === is ? [] : [`it now adds ${is}; previously ${was}`];
}

function otherPreview({ before, after }: Pair<ArmorRule>, rule: string): Change[] {
  if (before.isPreview === after.isPreview && before.preview === after.preview) {
    return [];
  }
  switch (after.isPreview) {
    case true:
      return [
        keepsOut(after)
          ? dangerous(`${rule} is now in preview: it only logs requests`)
          : changed(`${rule} is now in preview`),
      ];
    case false: {
      const was = before.isPreview ? "in preview" : `in preview if ${code(before.preview ?? "")}`;
      return [keepsOut(after) ? added(`${rule} is now enforced (was ${was})`) : dangerous(`${rule} is now enforced`)];
    }
    default:
      return [dangerous(`${rule} is now in preview if ${code(after.preview ?? "")}, which is known only after apply`)];
  }
}

/** The change of a priority that only Terraform knows. */
function otherPlace({ before, after }: Pair<ArmorRule>, policy: string): Change[] {
  const isUnknown = before.priority === undefined || after.priority === undefined;
  return isUnknown && before.place !== after.place && !after.isPreview
    ? [
        dangerous(
          `${policy}: ${ruleWords(after)} is now evaluated at priority ${after.place}; previously at ${before.place}; the order is known only after apply`,
        ),
      ]
    : [];
}

/** Rules that remain and are evaluated in another order. */
function otherOrder(pairs: readonly Pair<ArmorRule>[], policy: string): Change[] {
  const same = pairs.filter(({ before, after }) => before.priority !== undefined && isInForce(after));
  const order = [...same].sort((one, other) => (one.after.priority ?? 0) - (other.after.priority ?? 0));
  if (same.every((match, index) => match === order[index])) {
    return [];
  }
  const text = `${policy}: the rules are now evaluated in this order: ${order.map(({ after }) => ruleWords(after)).join("; ")}`;
  // a request that matches a milder rule first never reaches the stricter one
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
