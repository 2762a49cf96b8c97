import { BlockList, isIP } from "node:net";
import { RE2JS } from "re2js";
import { child, children, JsonObject, number, text, texts } from "../json";

/** Who asks a backend with a policy, and for what. */
export interface Visit {
  ip: string;
  region?: string;
  asn?: number;
  method: string;
  scheme: string;
  host: string;
  path: string;
  query: string;
  /** By name in lower case. */
  headers: Record<string, string>;
}

type Plain = string | number | boolean;
type Tree = { leaf: Plain } | { name: string } | { of: string; parts: Tree[] };

/** What has no value: a header that is not there. */
class Missing extends Error {}
/** What the simulated cloud does not know, such as what a WAF set finds. */
class Unknown extends Error {}

const TOKEN =
  /\s*(?:(r?'(?:[^'\\]|\\.)*'|r?"(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|(\w+)|(&&|\|\||[=!<>]=|[<>!+\-*()[\].,{}:]))/giy;
const LEVELS = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*"]];

/** The action of the rule that decides about a visit, or `undecided`. */
export function actionFor(policy: JsonObject, visit: Visit): string {
  const rules = children(policy, "rules")
    .filter((rule) => rule.preview !== true)
    .sort((a, b) => (number(a, "priority") ?? 0) - (number(b, "priority") ?? 0));
  for (const rule of rules) {
    const matched = matches(child(rule, "match"), visit);
    if (matched === undefined) return "undecided";
    if (matched) return text(rule, "action");
  }
  return "undecided";
}

/** Whether a condition is met; a failure is none, and `undefined` means that it is not known. */
function matches(match: JsonObject | undefined, visit: Visit): boolean | undefined {
  const expression = text(child(match, "expr"), "expression");
  if (expression === "")
    return texts(child(match, "config"), "srcIpRanges").some((range) => range === "*" || inRange(visit.ip, range));
  try {
    return new Reader(expression).read(visit) === true;
  } catch (problem) {
    if (problem instanceof Missing) return false;
    if (problem instanceof Unknown) return undefined;
    throw problem;
  }
}

function inRange(ip: string, range: string): boolean {
  if (isIP(ip) === 0) throw new Missing(ip);
  const [net, bits] = range.split("/");
  const version = isIP(net) === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(net, Number(bits ?? (version === "ipv6" ? 128 : 32)), version);
  return isIP(ip) === isIP(net) && list.check(ip, version);
}

/** Reads an expression by precedence, and evaluates what it has read. */
class Reader {
  private readonly words: string[] = [];
  private at = 0;

  constructor(source: string) {
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) this.words.push(found[0].trim());
  }

  read(visit: Visit): Plain {
    return valueOf(this.level(0), visit);
  }

  private level(depth: number): Tree {
    if (depth === LEVELS.length) return this.unary();
    let left = this.level(depth + 1);
    while (LEVELS[depth].includes(this.words[this.at])) {
      const of = this.words[this.at++];
      left = { of, parts: [left, this.level(depth + 1)] };
    }
    return left;
  }

  private unary(): Tree {
    const word = this.words[this.at];
    if (word === "!" || word === "-") {
      this.at++;
      return { of: word === "!" ? "not" : "minus", parts: [this.unary()] };
    }
    return this.suffixes(this.primary());
  }

  private primary(): Tree {
    const word = this.words[this.at++];
    if (word === "(") {
      const inner = this.level(0);
      this.at++;
      return inner;
    }
    if (/^r?['"]/i.test(word)) return { leaf: unquoted(word) };
    if (/^\d/.test(word)) return { leaf: Number(word) };
    if (word === "true" || word === "false") return { leaf: word === "true" };
    return { name: word };
  }

  private suffixes(start: Tree): Tree {
    let tree = start;
    for (;;) {
      const word = this.words[this.at];
      if (word === "(" && "name" in tree) tree = { of: tree.name, parts: this.list(")") };
      else if (word === "[") tree = { of: "index", parts: [tree, ...this.list("]")] };
      else if (word === ".") {
        const name = this.words[this.at + 1];
        this.at += 2;
        if (this.words[this.at] === "(") tree = { of: name, parts: [tree, ...this.list(")")] };
        else tree = { name: `${"name" in tree ? tree.name : "?"}.${name}` };
      } else return tree;
    }
  }

  private list(end: string): Tree[] {
    const parts: Tree[] = [];
    this.at++;
    while (this.words[this.at] !== end) {
      if (this.words[this.at] === ",") this.at++;
      else parts.push(this.level(0));
    }
    this.at++;
    return parts;
  }
}

function unquoted(word: string): string {
  return /^r/i.test(word) ? word.slice(2, -1) : word.slice(1, -1).replace(/\\([\\'"])/g, "$1");
}

function valueOf(tree: Tree, visit: Visit): Plain {
  if ("leaf" in tree) return tree.leaf;
  if ("name" in tree) return attributeOf(tree.name, visit);
  if (tree.of.startsWith("evaluate")) throw new Unknown(tree.of);
  if (tree.of === "&&" || tree.of === "||") return eitherWay(tree.parts, tree.of === "||", visit);
  if (tree.of === "has") return isThere(tree.parts[0], visit);
  if (tree.of === "index") return headerOf(String(valueOf(tree.parts[1], visit)), visit);
  return operated(tree.of, allOf(tree.parts, visit));
}

/** A value that is missing says more than one that is not known. */
function allOf(parts: Tree[], visit: Visit): Plain[] {
  let unknown: Unknown | undefined;
  const values = parts.map((part) => {
    try {
      return valueOf(part, visit);
    } catch (problem) {
      if (!(problem instanceof Unknown)) throw problem;
      unknown = problem;
      return "";
    }
  });
  if (unknown) throw unknown;
  return values;
}

/** One side may decide, whatever became of the other. */
function eitherWay(parts: Tree[], decisive: boolean, visit: Visit): boolean {
  const problems: unknown[] = [];
  for (const part of parts) {
    try {
      if (valueOf(part, visit) === decisive) return decisive;
    } catch (problem) {
      problems.push(problem);
    }
  }
  const worst = problems.find((problem) => problem instanceof Unknown) ?? problems[0];
  if (worst instanceof Error) throw worst;
  return !decisive;
}

function isThere(tree: Tree, visit: Visit): boolean {
  try {
    valueOf(tree, visit);
    return true;
  } catch (problem) {
    if (problem instanceof Missing) return false;
    throw problem;
  }
}

function headerOf(name: string, visit: Visit): string {
  const value = name === "host" ? visit.host : Object.hasOwn(visit.headers, name) ? visit.headers[name] : undefined;
  if (value === undefined) throw new Missing(name);
  return value;
}

function attributeOf(name: string, visit: Visit): Plain {
  const { ip, region, asn, method, scheme, path, query } = visit;
  const known: Record<string, Plain | undefined> = {
    "origin.ip": ip,
    "origin.user_ip": ip,
    "origin.region_code": region,
    "origin.asn": asn,
    "request.method": method,
    "request.scheme": scheme,
    "request.path": path,
    "request.query": query,
  };
  if (name.startsWith("request.headers.")) return headerOf(name.slice(16), visit);
  const value = known[name];
  if (value === undefined) throw new Unknown(name);
  return value;
}

function operated(of: string, [left, right]: Plain[]): Plain {
  const [one, two] = [String(left), String(right)];
  switch (of) {
    case "not":
      return left !== true;
    case "minus":
      return -Number(left);
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "+":
      return typeof left === "number" ? left + Number(right) : one + two;
    case "-":
      return Number(left) - Number(right);
    case "*":
      return Number(left) * Number(right);
    case "inIpRange":
      return inRange(one, two);
    case "int":
      if (!/^-?[0-9]+$/.test(one)) throw new Missing(one);
      return parseInt(one, 10);
    default:
      return ofText(of, one, two);
  }
}

/** The functions of texts, of ASCII alone. */
function ofText(of: string, one: string, two: string): Plain {
  switch (of) {
    case "contains":
      return one.indexOf(two) >= 0;
    case "startsWith":
      return one.slice(0, two.length) === two;
    case "endsWith":
      return two === "" || one.slice(-two.length) === two;
    case "matches":
      return RE2JS.compile(two).matcher(one).find();
    case "lower":
      return one.toLowerCase();
    case "upper":
      return one.toUpperCase();
    case "size":
      return one.length;
    case "base64Decode":
      return isBase64(one)
        ? atob(
            one
              .replace(/[.=]+$/, "")
              .replace(/-/g, "+")
              .replace(/_/g, "/"),
          )
        : "";
    case "urlDecode":
      return one.replace(/\+|%[0-9a-f]{2}/gi, (code) =>
        code === "+" ? " " : String.fromCharCode(Number(`0x${code.slice(1)}`)),
      );
    default:
      throw new Unknown(of);
  }
}

/** Letters of either alphabet, with or without the marks that fill them up to four. */
function isBase64(given: string): boolean {
  const [, letters, marks] = /^([A-Za-z0-9+/_-]*)([.=]{0,2})$/.exec(given) ?? [];
  if (letters === undefined || letters.length % 4 === 1) return false;
  return marks === "" || (letters.length + marks.length) % 4 === 0;
}
