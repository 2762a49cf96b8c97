import { RE2JS } from "re2js";
import { ExpressionNode, Reviewing, dottedName, literalNumber, literalText } from "./expression";
import { asCidr, isIpRange } from "./ip-ranges";
import { checkSearch } from "./possible-values";
import { ExpressionType, FEEDS, FUNCTIONS, METHODS, entry } from "./rules-language";

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
    warnOfUnknown(node, name, isMethod, reviewing);
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
  checkArguments(node, known.takes, given, types, reviewing);
  checkMeaning(node, name, given, reviewing);
  const [searched, wanted] = target ? [target, given[0]] : given;
  if (wanted !== undefined) {
    checkSearch(name, searched, wanted, reviewing);
  }
  return known.returns;
}

function warnOfUnknown(node: Call, name: string, isMethod: boolean, { warn }: Reviewing): void {
  if (entry(isMethod ? FUNCTIONS : METHODS, name) !== undefined) {
    warn("meaning", node, `${name}() has no such form`, `write ${isMethod ? `${name}(x)` : `x.${name}()`}`);
    return;
  }
  const known = [...Object.keys(METHODS), ...Object.keys(FUNCTIONS)];
  const sameLetters = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const otherwise = "see Google's page for the functions that exist";
  const wayOut = sameLetters ? `did you mean ${sameLetters}?` : { given: name, known, otherwise };
  warn("meaning", node, `there is no function ${name}`, wayOut);
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

function checkWaf([ruleSet, options]: readonly ExpressionNode[], reviewing: Reviewing): void {
  const entries = options?.op === "map" ? options.args : [];
  const option = (name: string) => entries.find(([key]) => literalText(key) === name)?.[1];
  const texts = (list: ExpressionNode | undefined) =>
    list?.op === "list" ? list.args.map(literalText).filter((text) => text !== undefined) : undefined;
  reviewing.ruleSets.push({
    ruleSet: literalText(ruleSet),
    sensitivity: literalNumber(option("sensitivity")),
    optInRuleIds: texts(option("opt_in_rule_ids")),
    optOutRuleIds: texts(option("opt_out_rule_ids")),
  });
  const known = ["sensitivity", "opt_in_rule_ids", "opt_out_rule_ids"];
  entries
    .filter(([key]) => !known.includes(literalText(key) ?? known[0]))
    .forEach(([key]) =>
      reviewing.warn("setting", key, `there is no setting ${literalText(key)}`, {
        given: literalText(key) ?? "",
        known,
        otherwise: `use one of ${known.join(", ")}`,
      }),
    );
}
