import { Unanswerable } from "../app/values";

/** What a path template found in a path. */
export interface TemplateMatch {
  /** The parts of the path by the names of the variables, as they were sent. */
  readonly captures: ReadonlyMap<string, string>;
  /** Whether an operator took a character that not every version of Envoy takes: U-17. */
  readonly unusual: boolean;
}

interface Compiled {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** An operator of a path template, such as `*`, `{id}` or `{rest=**}`. */
export interface TemplateOperator {
  /** As it is written. */
  readonly written: string;
  /** The name of the variable; an empty text where it has none. */
  readonly name: string;
  /** What it takes: `*` is one segment, `**` the rest; there may be more around them, as in `news/*`. */
  readonly pattern: string;
}

const OPERATOR = /\{([^{}=]*)(?:=([^{}]*))?\}|\*\*|\*/g;
const VARIABLE_OF_REWRITE = /\{([^{}]*)\}/g;
const USUAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@/]*$/;
const compiled = new Map<string, Compiled>();

/** Matches a whole path: `*` and `{x}` take one segment, `**` and `{x=**}` the rest, slashes too. */
export function matchTemplate(template: string, path: string): TemplateMatch | undefined {
  const { pattern, names } = compile(template);
  const found = pattern.exec(path);
  if (!found) {
    return undefined;
  }
  const groups = found.slice(1);
  const captures = new Map(names.map((name, index) => [name, groups[index]] as const).filter(([name]) => name !== ""));
  return { captures, unusual: groups.some((group) => !USUAL.test(group)) };
}

/** Fills a rewrite with what the template found. */
export function fillTemplate(rewrite: string, captures: ReadonlyMap<string, string>): string {
  return rewrite.replace(VARIABLE_OF_REWRITE, (_, name: string) => {
    const value = captures.get(name);
    if (value === undefined) {
      throw new Unanswerable(`the rewrite ${rewrite} uses {${name}}, which is not in the path template`);
    }
    return value;
  });
}

/** The names of the variables that a rewrite takes. */
export function variablesOfRewrite(rewrite: string): string[] {
  return [...rewrite.matchAll(VARIABLE_OF_REWRITE)].map(([, name]) => name);
}

/** The names of the variables in a path template. */
export function variablesOfTemplate(template: string): string[] {
  return parseTemplate(template).flatMap((part) => (typeof part !== "string" && isVariable(part) ? [part.name] : []));
}

/** Whether an operator is a variable, such as `{id}`. */
export function isVariable({ written }: TemplateOperator): boolean {
  return written.startsWith("{");
}

/** Takes a path template apart: texts that stand for themselves, and operators. A brace without its pair is text. */
export function parseTemplate(template: string): (string | TemplateOperator)[] {
  const parts: (string | TemplateOperator)[] = [];
  let end = 0;
  for (const { 0: written, 1: name = "", 2: inner, index } of template.matchAll(OPERATOR)) {
    parts.push(template.slice(end, index), { written, name, pattern: inner ?? (name === "" ? written : "*") });
    end = index + written.length;
  }
  return [...parts, template.slice(end)].filter((part) => part !== "");
}

/** A path template with what stands in the place of each operator. */
export function mapTemplate(template: string, mapped: (operator: TemplateOperator) => string): string {
  return parseTemplate(template)
    .map((part) => (typeof part === "string" ? part : mapped(part)))
    .join("");
}

/** The text that all paths of a template begin with. */
export function headOfTemplate(template: string): string {
  const [first] = parseTemplate(template);
  return typeof first === "string" ? first : "";
}

function compile(template: string): Compiled {
  const known = compiled.get(template);
  if (known) {
    return known;
  }
  const parts = parseTemplate(template);
  const source = parts.map((part) => (typeof part === "string" ? escaped(part) : `(${patternOf(part.pattern)})`));
  const names = parts.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
  const result = { pattern: new RegExp(`^${source.join("")}$`), names };
  compiled.set(template, result);
  return result;
}

/** The pattern of an operator, such as `*`, `**` or `news/*`. */
function patternOf(operator: string): string {
  return operator
    .split(/(\*\*|\*)/)
    .map((part) => ({ "**": ".*", "*": "[^/]+" })[part] ?? escaped(part))
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
