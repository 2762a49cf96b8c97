/** How comparisons and calls in their one spelling relate to each other, where that is sure. */
import { ipRanges } from "./lazily";

/** A comparison or call of one thing with one literal. */
interface Comparison {
  readonly kind: string;
  readonly subject: string;
  readonly literal: string;
}

const LITERAL = String.raw`("(?:[^"\\]|\\.)*"|-?\d+)`;
const EQUALITY = new RegExp(String.raw`^==\(${LITERAL},(.+)\)$`);
const SEARCH = new RegExp(String.raw`^(startsWith|endsWith|contains)\((.+),${LITERAL}\)$`);
const RANGE = /^(inIpRange)\((.+),([^,]+)\)$/;

/** Whether the second is certainly true wherever the first is. */
export function leafImplies(narrow: string, wide: string): boolean {
  const [own, other] = [comparisonOf(narrow), comparisonOf(wide)];
  if (narrow === wide || own === undefined || other === undefined || own.subject !== other.subject) {
    return narrow === wide;
  }
  if (own.kind === "inIpRange" || other.kind === "inIpRange") {
    return own.kind === other.kind && ipRanges().isInRange(own.literal, other.literal);
  }
  return (own.kind === "==" || own.kind === other.kind || other.kind === "contains") && fits(own.literal, other);
}

/** Whether the two are certainly never true together. */
export function leavesExclude(one: string, two: string): boolean {
  const [own, other] = [comparisonOf(one), comparisonOf(two)];
  if (own === undefined || other === undefined || own.subject !== other.subject) {
    return false;
  }
  const [same, kind] = [own.kind === other.kind, own.kind];
  if (kind === "==" || other.kind === "==") {
    const [exact, free] = kind === "==" ? [own, other] : [other, own];
    return free.kind !== "inIpRange" && !fits(exact.literal, free);
  }
  const isOfBoth = (own.kind === "startsWith" || own.kind === "endsWith") && same;
  return isOfBoth
    ? !fits(own.literal, other) && !fits(other.literal, own)
    : same && kind === "inIpRange" && !overlap(own.literal, other.literal);
}

function overlap(one: string, two: string): boolean {
  return ipRanges().isInRange(one, two) || ipRanges().isInRange(two, one);
}

/** Whether a comparison is true for a literal. */
function fits(value: string, { kind, literal }: Comparison): boolean {
  if (!value.startsWith('"') || !literal.startsWith('"')) {
    return kind === "==" && value === literal;
  }
  const [text, part] = [JSON.parse(value) as string, JSON.parse(literal) as string];
  switch (kind) {
    case "startsWith":
      return text.startsWith(part);
    case "endsWith":
      return text.endsWith(part);
    case "contains":
      return text.includes(part);
    default:
      return text === part;
  }
}

function comparisonOf(leaf: string): Comparison | undefined {
  const equality = EQUALITY.exec(leaf);
  if (equality !== null) {
    return { kind: "==", subject: equality[2], literal: equality[1] };
  }
  const [, kind, subject, literal] = SEARCH.exec(leaf) ?? RANGE.exec(leaf) ?? [];
  return kind === undefined ? undefined : { kind, subject, literal };
}
