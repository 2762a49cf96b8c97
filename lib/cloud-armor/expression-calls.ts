import { RE2JS } from "re2js";
import { ExpressionNode, Reviewing, dottedName, literalNumber, literalText, operands, sourceOf } from "./expression";
import { asCidr, isIpRange } from "./ip-ranges";
import { checkSearch } from "./possible-values";
import { WafRuleSetUse } from "./preconfigured-waf";
import { ExpressionType, FEEDS, FUNCTIONS, MANAGED_VERSIONS, METHODS, entry } from "./rules-language";

/** What the second argument of a preconfigured rule set may have. */
const WAF_SETTINGS: { readonly [name: string]: "number" | "list" } = {
  sensitivity: "number",
  opt_in_rule_ids: "list",
  opt_out_rule_ids: "list",
};

type Call = ExpressionNode & { readonly op: "call" | "rcall" };

/** A call, `f(x)` or `x.f(y)`. */
export function checkCall(node: Call, reviewing: Reviewing): ExpressionType {
  const isMethod = node.op === "rcall";
  const [name] = node.args;
  const given = isMethod ? node.args[2] : node.args[1];
  const target = isMethod ? node.args[1] : undefined;
  const known = entry(isMethod ? METHODS : FUNCTIONS, name);
  const types = given.map(reviewing.typeOf);
  const targetType = target && reviewing.typeOf(target);
  if (known === undefined) {
    checkName(node, name, isMethod, reviewing);
    return "any";
  }
  if (targetType && !["text", "header", "any"].includes(targetType)) {
    reviewing.refuse(
      "meaning",
      node,
      `${name}() is a function of a text, not of type ${targetType}`,
      "call it on a text",
    );
  }
  reviewing.functions.add(name);
  checkArguments(node, known.takes, given, types, reviewing);
  checkMeaning(node, name, given, reviewing);
  const [searched, wanted] = target ? [target, given[0]] : given;
  if (wanted !== undefined) {
    checkSearch(name, searched, wanted, reviewing);
  }
  return known.returns;
}

/** A function that Google does not know under this name. The list gets old, so another name is only suspicious. */
function checkName(node: Call, name: string, isMethod: boolean, { refuse, warn }: Reviewing): void {
  if (entry(isMethod ? FUNCTIONS : METHODS, name) !== undefined) {
    const [target = "x", ...others] = operands(node).map(sourceOf);
    const form = isMethod ? `${name}(${[target, ...others].join(", ")})` : `${target}.${name}(${others.join(", ")})`;
    refuse("meaning", node, `${name}() has no such form`, `write ${form}`);
    return;
  }
  const known = [...Object.keys(METHODS), ...Object.keys(FUNCTIONS)];
  const sameLetters = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const what = `there is no function ${name}`;
  if (sameLetters !== undefined) {
    refuse("meaning", node, what, `did you mean ${sameLetters}?`);
  } else {
    const otherwise = "see Google's page for the functions that exist";
    warn("meaning", node, what, { given: name, known, otherwise });
  }
}

function checkArguments(
  node: Call,
  takes: readonly string[],
  given: readonly ExpressionNode[],
  types: readonly ExpressionType[],
  { refuse }: Reviewing,
): void {
  const required = takes.filter((type) => !type.endsWith("?")).length;
  if (given.length < required || given.length > takes.length) {
    const count = required === takes.length ? `${required}` : `${required} to ${takes.length}`;
    refuse("meaning", node, `${node.args[0]}() has ${given.length} arguments`, `give it ${count}`);
    return;
  }
  given.forEach((argument, index) => {
    const wanted = takes[index].replace("?", "");
    const fits =
      [wanted, "any"].includes(types[index]) || wanted === "any" || (wanted === "text" && types[index] === "header");
    if (!fits) {
      refuse(
        "meaning",
        argument,
        `${node.args[0]}() takes an argument of type ${wanted}, not ${types[index]}`,
        `give it a ${wanted}`,
      );
    }
  });
}

/** What the arguments of single functions mean. */
function checkMeaning(node: Call, name: string, given: readonly ExpressionNode[], reviewing: Reviewing): void {
  const text = literalText(given[0]);
  switch (name) {
    case "has":
      return checkHas(node, given[0], reviewing);
    case "matches":
      return checkPattern(given.at(-1), reviewing);
    case "inIpRange":
      return checkRange(given, reviewing);
    case "evaluatePreconfiguredWaf":
      return checkWaf(given, reviewing);
    case "evaluateManagedRules":
      return checkManagedRules(given[0], reviewing);
    case "evaluatePreconfiguredExpr":
      return reviewing.warn(
        "ruleSet",
        node,
        "Google has replaced evaluatePreconfiguredExpr",
        "use evaluatePreconfiguredWaf",
      );
    case "evaluateThreatIntelligence":
      if (text !== undefined && !FEEDS.includes(text)) {
        const otherwise = "see Google's page for the feeds that exist";
        const wayOut = { given: text, known: FEEDS, otherwise };
        reviewing.warn("meaning", given[0], `there is no threat intelligence feed ${JSON.stringify(text)}`, wayOut);
      }
  }
}

function checkHas(node: Call, key: ExpressionNode | undefined, { refuse }: Reviewing): void {
  const isKey = key?.op === "." || (key?.op === "[]" && dottedName(key.args[0]) !== undefined);
  if (key !== undefined && !isKey) {
    refuse(
      "language",
      node,
      "has() takes a header or another attribute",
      "write it like has(request.headers['x-api-key'])",
    );
  }
}

/** A regular expression is RE2's, without groups that capture. */
function checkPattern(node: ExpressionNode | undefined, { refuse }: Reviewing): void {
  const pattern = literalText(node);
  if (node === undefined || pattern === undefined) {
    return;
  }
  try {
    if (RE2JS.compile(pattern).groupCount() > 0) {
      refuse("language", node, "the regular expression has a capture group", "write (?:…) instead of (…)");
    }
  } catch (error) {
    const reason = (error as Error).message.replace("error parsing regexp: ", "");
    refuse(
      "language",
      node,
      `RE2 does not support this regular expression (${reason})`,
      "see github.com/google/re2/wiki/Syntax",
    );
  }
}

function checkRange([address, range]: readonly ExpressionNode[], { refuse, warn, ipRanges }: Reviewing): void {
  const text = literalText(range);
  if (text === undefined) {
    return;
  }
  if (!isIpRange(text)) {
    refuse("address", range, "this text is not an IP range", "write it like '203.0.113.0/24' or '2001:db8::/32'");
  } else if (!text.includes("/")) {
    warn("address", range, "this text is an IP address, not a range", `write '${asCidr(text)}'`);
  } else if (dottedName(address) === "origin.ip") {
    ipRanges.push(text);
  }
}

/** What a call of evaluatePreconfiguredWaf uses, by its arguments. */
export function wafUse([ruleSet, options]: readonly ExpressionNode[]): WafRuleSetUse {
  const option = (name: string) => settingsIn(options).find(([key]) => literalText(key) === name)?.[1];
  const texts = (list: ExpressionNode | undefined) =>
    list?.op === "list" ? list.args.map(literalText).filter((text) => text !== undefined) : undefined;
  return {
    ruleSet: literalText(ruleSet),
    sensitivity: literalNumber(option("sensitivity")),
    optInRuleIds: texts(option("opt_in_rule_ids")),
    optOutRuleIds: texts(option("opt_out_rule_ids")),
  };
}

function settingsIn(options: ExpressionNode | undefined): readonly [ExpressionNode, ExpressionNode][] {
  return options?.op === "map" ? options.args : [];
}

function checkWaf(given: readonly ExpressionNode[], reviewing: Reviewing): void {
  reviewing.ruleSets.push(wafUse(given));
  settingsIn(given[1]).forEach(([key, value]) => checkSetting(key, value, reviewing));
}

/** A category of managed rules has its version behind it. */
function checkManagedRules(category: ExpressionNode | undefined, { warn }: Reviewing): void {
  const text = literalText(category);
  const [name, version] = text?.split(":") ?? [];
  if (category === undefined || text === undefined || MANAGED_VERSIONS.includes(version)) {
    return;
  }
  const what = `managed rules have a category and a version, not ${JSON.stringify(text)}`;
  warn("meaning", category, what, `write ${MANAGED_VERSIONS.map((each) => `'${name}:${each}'`).join(" or ")}`);
}

/** A setting of a rule set, by its name and the type that it takes. */
function checkSetting(key: ExpressionNode, value: ExpressionNode, { refuse, warn }: Reviewing): void {
  const name = literalText(key);
  const wanted = name === undefined ? undefined : entry(WAF_SETTINGS, name);
  if (name !== undefined && wanted === undefined) {
    const known = Object.keys(WAF_SETTINGS);
    const otherwise = `use one of ${known.join(", ")}`;
    warn("setting", key, `there is no setting ${name}`, { given: name, known, otherwise });
  }
  const isList = value.op === "list" && value.args.every((member) => literalText(member) !== undefined);
  if (wanted !== undefined && !(wanted === "list" ? isList : literalNumber(value) !== undefined)) {
    const wayOut = wanted === "list" ? `write it like '${name}': ['id']` : `write it like '${name}': 1`;
    refuse("setting", value, `${name} must be ${wanted === "list" ? "a list of texts" : "a number"}`, wayOut);
  }
}
