import { Vocabulary } from "../google/vocabulary";
import type { ASTNode } from "@marcbachmann/cel-js";
import { parse } from "./cel-parser";
import { WafRuleSetUse } from "./preconfigured-waf";
import { ExpressionType } from "./rules-language";

/** A node of a parsed expression. */
export type ExpressionNode = ASTNode;

/** Where something begins in an expression, from 0: a node is such a place. */
export interface Place {
  readonly start: number;
}

/** What is wrong or suspicious: an IP range, a part's length, the number of parts, the language, and so on. */
export type Topic = "address" | "length" | "count" | "language" | "meaning" | "region" | "ruleSet" | "setting";

/** What to do: in words, or as the most similar of the known names. */
export type WayOut =
  | string
  | {
      readonly given: string;
      readonly known: readonly string[];
      readonly otherwise: string;
      readonly vocabulary?: Vocabulary;
    };

/** What is wrong or suspicious at a place of an expression. */
export interface Fault {
  readonly topic: Topic;
  /** Whether Google refuses it; else it is suspicious. */
  readonly isWrong: boolean;
  /** The place in the text, from 0. */
  readonly at: number;
  readonly what: string;
  readonly wayOut: WayOut;
}

/** What the review of an expression finds. */
export interface ExpressionReview {
  readonly faults: readonly Fault[];
  /** The attributes of requests that it looks at. */
  readonly attributes: ReadonlySet<string>;
  /** The functions that it calls. */
  readonly functions: ReadonlySet<string>;
  /** The ranges in which it looks for the visitor's address. */
  readonly ipRanges: readonly string[];
  /** The preconfigured rule sets that it uses. */
  readonly ruleSets: readonly WafRuleSetUse[];
}

/** A review on its way through the nodes of an expression. */
export interface Reviewing {
  readonly functions: Set<string>;
  readonly ipRanges: string[];
  readonly ruleSets: WafRuleSetUse[];
  /** Something wrong at a node. */
  readonly refuse: (topic: Topic, at: Place, what: string, wayOut: WayOut) => void;
  /** Something suspicious at a node. */
  readonly warn: (topic: Topic, at: Place, what: string, wayOut: WayOut) => void;
  /** The type of a node, which is reviewed too. */
  readonly typeOf: (node: ExpressionNode) => ExpressionType;
}

/** Why and where an expression cannot be parsed. */
export interface SyntaxFault {
  /** What the parser says. */
  readonly reason: string;
  /** The place in the text, from 0. */
  readonly at: number;
}

/** Replaces a backslash in a text that the parser would refuse, and has the same length. */
const BACKSLASH = "\uE000";

/**
 * Parses an expression. A backslash before a character that needs none means itself, as in Google's own examples:
 * `'example\.com'`; the parser alone would refuse it.
 */
export function parseExpression(text: string): ExpressionNode | SyntaxFault {
  let source = text;
  for (;;) {
    try {
      return parse(source).ast;
    } catch (error) {
      const { message, range } = error as { message: string; range?: { start: number } };
      const at = range?.start ?? 0;
      const reason = message.split("\n")[0];
      if (!reason.startsWith("Invalid escape sequence") || source[at] !== "\\") {
        return { reason: inWords(reason), at };
      }
      source = source.slice(0, at) + BACKSLASH + source.slice(at + 1);
    }
  }
}

/** Whether parsing failed. */
export function isFault(result: ExpressionNode | SyntaxFault): result is SyntaxFault {
  return "reason" in result;
}

/** A node as it is written in the expression. */
export function sourceOf({ input, start, end }: ExpressionNode): string {
  return input.slice(start, end).replaceAll(BACKSLASH, "\\");
}

/** The text of a literal, or undefined if a node is none. */
export function literalText(node: ExpressionNode | undefined): string | undefined {
  return node?.op === "value" && typeof node.args === "string" ? node.args.replaceAll(BACKSLASH, "\\") : undefined;
}

/** The number of a literal, or undefined if a node is none. */
export function literalNumber(node: ExpressionNode | undefined): number | undefined {
  if (node?.op === "-_") {
    const positive = literalNumber(node.args);
    return positive === undefined ? undefined : -positive;
  }
  return node?.op === "value" && (typeof node.args === "bigint" || typeof node.args === "number")
    ? Number(node.args)
    : undefined;
}

/** A name with dots, such as `origin.ip`; undefined for any other node. */
export function dottedName(node: ExpressionNode): string | undefined {
  if (node.op === "id") {
    return node.args;
  }
  const operand = node.op === "." ? dottedName(node.args[0]) : undefined;
  return operand === undefined ? undefined : `${operand}.${node.op === "." ? node.args[1] : ""}`;
}

/** The nodes right below a node. */
export function operands(node: ExpressionNode): ExpressionNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "list":
      return node.args;
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

/** What Google counts: the comparisons and calls that and, or and not connect. */
export function subexpressions(node: ExpressionNode): ExpressionNode[] {
  if (isLogical(node)) {
    return operands(node).flatMap(subexpressions);
  }
  const inside = logicalInside(node);
  return inside.length === 0 ? [node] : inside.flatMap(subexpressions);
}

function isLogical({ op }: ExpressionNode): boolean {
  return op === "&&" || op === "||" || op === "!_";
}

function logicalInside(node: ExpressionNode): ExpressionNode[] {
  return operands(node).flatMap((operand) =>
    operand.op === "&&" || operand.op === "||" ? [operand] : logicalInside(operand),
  );
}

function inWords(reason: string): string {
  return reason
    .replace("Unexpected token: EOF", "an operand is missing")
    .replace("got EOF", "but the expression ends")
    .replace(/\b[LR](PAREN|BRACKET|BRACE)\b/g, (name) => TOKENS[name])
    .replace(/^./, (letter) => letter.toLowerCase());
}

const TOKENS: { readonly [name: string]: string } = {
  LPAREN: "(",
  RPAREN: ")",
  LBRACKET: "[",
  RBRACKET: "]",
  LBRACE: "{",
  RBRACE: "}",
};
