import { blocks } from "../app/terraform-json";
import { AssumptionId } from "./assumptions";
import { ParsedRequest } from "./request";
import { Block, Unanswerable, isDynamic, isExpression, isOn, numberOf, textOf } from "../app/values";

/** The conditions of a match rule beside its path. */
export const PREDICATES = ["header_matches", "query_parameter_matches"] as const;

/** Whether one condition of a route rule holds. */
export interface Verdict {
  /** `undefined` where only Terraform knows. */
  readonly holds: boolean | undefined;
  readonly assumed: readonly AssumptionId[];
  /** Why it does not hold, or is not known. */
  readonly why: string;
}

/** Whether a header match holds. */
export function checkHeader(match: Block, request: ParsedRequest): Verdict {
  const name = textOf(match, "header_name") ?? "";
  const inverted = isOn(match, "invert_match");
  const value = headerOf(name.toLowerCase(), request);
  const repeated: AssumptionId[] = request.repeated.has(name.toLowerCase()) ? ["U-07"] : [];
  const found = value === undefined ? "missing" : JSON.stringify(value);
  const test = valueTest(match);
  if (isExpression(name) || test === undefined) {
    return { holds: undefined, assumed: [], why: `${describeHeader(match)} is known only to Terraform` };
  }
  const why = `header ${name} is ${found}`;
  if (test === "presence") {
    const present = match.present_match === true || match.present_match === "true";
    const assumed: AssumptionId[] = present ? [] : ["U-14"];
    return { holds: (value !== undefined) !== (inverted !== !present), assumed, why };
  }
  if (value === undefined) {
    return { holds: false, assumed: inverted ? ["U-06"] : [], why };
  }
  return { holds: test(value) !== inverted, assumed: repeated, why };
}

/** Whether a query parameter match holds. */
export function checkParameter(match: Block, query: string): Verdict {
  const name = textOf(match, "name") ?? "";
  const exact = textOf(match, "exact_match");
  if (isExpression(name) || isExpression(exact) || isExpression(match.present_match)) {
    return { holds: undefined, assumed: [], why: `${describeParameter(match)} is known only to Terraform` };
  }
  const pairs = query.split("&").map((pair) => [pair.split("=")[0], pair.split("=").slice(1).join("=")]);
  const found = pairs.filter(([key]) => key === name);
  const assumed: AssumptionId[] = [
    ...(found.length > 1 && exact !== undefined ? (["U-08"] as const) : []),
    ...(pairs.some((pair) => isUnusual(pair, name, exact)) ? (["U-09"] as const) : []),
  ];
  const why = `query parameter ${name} is ${found.length === 0 ? "missing" : JSON.stringify(found[0][1])}`;
  if (exact !== undefined) {
    return { holds: found.length > 0 && found[0][1] === exact, assumed, why };
  }
  if (match.present_match === undefined || match.present_match === null) {
    throw new Unanswerable(`the match of query parameter ${name} has neither exact_match nor present_match`);
  }
  const present = isOn(match, "present_match");
  return { holds: found.length > 0 === present, assumed: present ? assumed : [...assumed, "U-14"], why };
}

/** A header match in words. */
export function describeHeader(match: Block): string {
  const name = `header ${textOf(match, "header_name") ?? ""}`;
  const not = isOn(match, "invert_match") ? "not " : "";
  const [range] = blocks(match.range_match);
  for (const [argument, words] of [
    ["exact_match", ""],
    ["prefix_match", "begins with "],
    ["suffix_match", "ends with "],
  ]) {
    const text = textOf(match, argument);
    if (text !== undefined) {
      return `${name} ${not}${words}${JSON.stringify(text)}`;
    }
  }
  if (isDynamic(match, "range_match")) {
    return `${name} ${not}in a range`;
  }
  if (range) {
    return `${name} ${not}in the range [${String(range.range_start)}, ${String(range.range_end)})`;
  }
  return `${name} ${isOn(match, "present_match") !== isOn(match, "invert_match") ? "is present" : "is absent"}`;
}

/** A query parameter match in words. */
export function describeParameter(match: Block): string {
  const exact = textOf(match, "exact_match");
  const is = exact === undefined ? "is present" : JSON.stringify(exact);
  return `query parameter ${textOf(match, "name") ?? ""} ${is}`;
}

/** The test of a header's value; `undefined` where only Terraform knows it. */
function valueTest(match: Block): ((value: string) => boolean) | "presence" | undefined {
  const exact = textOf(match, "exact_match");
  const prefix = textOf(match, "prefix_match");
  const suffix = textOf(match, "suffix_match");
  const [range] = blocks(match.range_match);
  const values = [exact, prefix, suffix, match.present_match, match.invert_match, range?.range_start, range?.range_end];
  if (values.some(isExpression) || isDynamic(match, "range_match")) {
    return undefined;
  }
  if (exact !== undefined) return (value) => value === exact;
  if (prefix !== undefined) return (value) => value.startsWith(prefix);
  if (suffix !== undefined) return (value) => value.endsWith(suffix);
  if (range) {
    const [start, end] = [numberOf(range, "range_start") ?? 0, numberOf(range, "range_end") ?? 0];
    return (value) => /^-?\d+$/.test(value) && Number(value) >= start && Number(value) < end;
  }
  if (match.present_match === undefined || match.present_match === null) {
    throw new Unanswerable(
      `the match of header ${textOf(match, "header_name") ?? ""} sets no condition on the value, such as exact_match or present_match`,
    );
  }
  return "presence";
}

function headerOf(name: string, request: ParsedRequest): string | undefined {
  if (name === ":authority" || name === "host") {
    return request.host;
  }
  return name === ":method" ? request.method : request.headers.get(name);
}

/** Whether a parameter looks like the wanted one but for case or encoding. */
function isUnusual([key, value]: string[], name: string, exact: string | undefined): boolean {
  if (key.toLowerCase() === name.toLowerCase() && (key !== name || /[%+]/.test(value + (exact ?? "")))) {
    return true;
  }
  return key !== name && /[%+]/.test(key);
}
