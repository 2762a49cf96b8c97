import { isExpression } from "../../app/values";
import type { ExpressionReview, Fault, Topic } from "../../cloud-armor/expression";
import { expressions } from "../../cloud-armor/lazily";
import { WafRuleSetUse, readWafExpression } from "../../cloud-armor/preconfigured-waf";
import { MAX_EXPRESSION_LENGTH, MAX_PART_LENGTH } from "../../cloud-armor/rules-language";
import { didYouMean } from "../nearest";
import { Text, text } from "../text";
import { length, present } from "../values";
import { strangeIpRange } from "./ip-ranges";
import { Rule, expressionsOf } from "./rule-blocks";

const MAX_SHOWN = 160;
/** The reviews of expressions, by their text: each is checked several times. */
const reviews = new Map<string, ExpressionReview | undefined>();

/** An expression that is missing or too long. */
export function expressionLength(rule: Rule): Text[] {
  return expressionsOf(rule).flatMap((expression) => [
    ...present("the expression", expression, "write it like request.path.startsWith('/admin/')"),
    ...length("an expression", expression, 1, MAX_EXPRESSION_LENGTH),
  ]);
}

/** What Google refuses of an expression, of one kind. */
export const wrongIn =
  (topic: Topic) =>
  (rule: Rule): Text[] =>
    faultsOf(rule, topic, true).map(({ expression, fault }) => {
      const where = text`${fault.what}, at ${place(expression, fault.at)} of the expression`;
      return text`${where}:\n${pointer(expression, fault.at)}; ${wayOut(fault)}`;
    });

/** What is suspicious about an expression, of one kind. */
export const strangeIn =
  (topic: Topic) =>
  (rule: Rule): Text[] =>
    faultsOf(rule, topic, false).map(({ expression, fault }) => {
      const where = text`${fault.what}, at ${place(expression, fault.at)} of the expression`;
      return text`${where} ${shortened(expression)}; ${wayOut(fault)}`;
    });

/** Ranges in an expression that are probably a mistake. */
export function strangeRangesInside(rule: Rule): Text[] {
  return reviewsOf(rule).flatMap(({ ipRanges }) => ipRanges.flatMap(strangeIpRange));
}

/** Whether a rule matches what Google's rules take for an attack, and nothing else. */
export function isOfAttacks(rule: Rule): boolean {
  return expressionsOf(rule).some(
    (expression) =>
      typeof expression === "string" &&
      (readWafExpression(expression) !== undefined || /^\s*evaluateManagedRules\([^()]*\)\s*$/.test(expression)),
  );
}

/** The attributes of requests that the expression of a rule looks at. */
export function attributesOf(rule: Rule): readonly string[] {
  return reviewsOf(rule).flatMap(({ attributes }) => [...attributes]);
}

/** The functions that the expression of a rule calls. */
export function functionsOf(rule: Rule): readonly string[] {
  return reviewsOf(rule).flatMap(({ functions }) => [...functions]);
}

/** The preconfigured rule sets that the expression of a rule uses. */
export function ruleSetsOf(rule: Rule): readonly WafRuleSetUse[] {
  return reviewsOf(rule).flatMap(({ ruleSets }) => ruleSets);
}

function faultsOf(rule: Rule, topic: Topic, isWrong: boolean): { expression: string; fault: Fault }[] {
  return expressionsOf(rule).flatMap((expression) =>
    (reviewOf(expression)?.faults ?? [])
      .filter((fault) => fault.topic === topic && fault.isWrong === isWrong)
      .map((fault) => ({ expression: String(expression), fault })),
  );
}

function reviewsOf(rule: Rule): readonly ExpressionReview[] {
  return expressionsOf(rule)
    .map(reviewOf)
    .filter((review) => review !== undefined);
}

/** The review of an expression, if it is known and not too long. */
function reviewOf(expression: unknown): ExpressionReview | undefined {
  if (typeof expression !== "string" || expression === "" || expression.length > MAX_EXPRESSION_LENGTH) {
    return undefined;
  }
  if (!reviews.has(expression)) {
    reviews.set(expression, reviewed(expression));
  }
  return reviews.get(expression);
}

function reviewed(expression: string): ExpressionReview | undefined {
  const isUnknown = isExpression(expression);
  const use = isUnknown || expression.length <= MAX_PART_LENGTH ? readWafExpression(expression) : undefined;
  if (use !== undefined) {
    return {
      faults: [],
      attributes: new Set(),
      functions: new Set(["evaluatePreconfiguredWaf"]),
      ipRanges: [],
      ruleSets: [use],
    };
  }
  return isUnknown ? undefined : expressions().reviewExpression(expression);
}

function wayOut({ wayOut: way }: Fault): string {
  return typeof way === "string" ? way : didYouMean(way.given, way.known, way.otherwise, way.vocabulary);
}

/** A place in a text as people count it; the line only where there are several. */
function place(expression: string, at: number): string {
  const lines = expression.slice(0, at).split("\n");
  const column = `column ${(lines.at(-1) ?? "").length + 1}`;
  return expression.includes("\n") ? `line ${lines.length}, ${column}` : column;
}

function shortened(expression: string): string {
  return expression.length > MAX_SHOWN ? `${expression.slice(0, MAX_SHOWN)}…` : expression;
}

/** The line of a place, and a caret below it. */
function pointer(expression: string, at: number): string {
  const begin = expression.lastIndexOf("\n", at - 1) + 1;
  const [line] = expression.slice(begin).split("\n");
  return `    ${line}\n    ${line.slice(0, at - begin).replace(/[^\t]/g, " ")}^`;
}
