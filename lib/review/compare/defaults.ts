import { defaultOf } from "../../app/arguments";
import { code } from "../markdown";
import { blocks } from "../../app/terraform-json";
import { Block, isExpression, text } from "../../app/values";
import { canonical, shortened, unique } from "../values";
import { pair } from "./change";

const SECRET = /secret|password|key_value|private_key(?!_wo_version)/;
/** The environment variables of a container or a function. Their values can be secrets. */
const VARIABLES = /(^|\.)(env|(build_|secret_)?environment_variables)$/;
/** The maximum length of a value in a sentence. */
const MAX_VALUE = 160;

/** A setting that differs between two versions of a resource. */
export interface Setting {
  /** The path of the argument, such as `log_config.optional_mode`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** What holds where it is not set, if that is known. */
  readonly byDefault?: string;
  /** Which of several containers it belongs to, in words. */
  readonly owner?: string;
  /** Whether it is an environment variable, whose value is not printed. */
  readonly isVariable?: true;
}

/**
 * The innermost settings in which two values of an argument differ. An explicitly written default is equal to an unset
 * argument.
 */
export function differingSettings(type: string, path: string, before: unknown, after: unknown): Setting[] {
  if (VARIABLES.test(path) && !isExpression(before) && !isExpression(after)) {
    return differingVariables(path, before, after);
  }
  const [was, is] = [unwrapped(before), unwrapped(after)];
  if (path.endsWith(".containers") && blocks(before).length + blocks(after).length > 2) {
    return differingContainers(type, path, blocks(before), blocks(after));
  }
  if (isBlock(was) && isBlock(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return keys.flatMap((key) => differingSettings(type, `${path}.${key}`, was[key], is[key]));
  }
  if (areBlocks(was) && areBlocks(is) && was.length === is.length) {
    return was.flatMap((block, index) => differingSettings(type, path, block, is[index]));
  }
  const isSame = canonical(standard(type, path, was)) === canonical(standard(type, path, is));
  return isSame ? [] : [{ path, before: was, after: is, byDefault: defaultOf(type, path) }];
}

/** What a setting is now and was before, in words. Secrets and the values of environment variables are not printed. */
export function settingWords({ path, before, after, byDefault, owner, isVariable }: Setting): string {
  const [was, is] = pairWords(before, after, byDefault);
  const what = isVariable ? `environment variable ${code(path.replace(/^.*\.(?=[^.]*$)/, ""))}` : code(path);
  const whose = owner === undefined ? what : `${what} of ${owner}`;
  if (isVariable && (before === undefined || after === undefined)) {
    return `${whose} is ${before === undefined ? "new" : "removed"}`;
  }
  return isVariable || SECRET.test(path) ? `${whose} has another value` : `${whose} is now ${is}; previously ${was}`;
}

/** Two values in words; long ones are shortened, and never so that they look the same. */
export function pairWords(before: unknown, after: unknown, byDefault?: string): [was: string, is: string] {
  const [was, is] = [before, after].map((value) => written(value) ?? "");
  return [valueWords(before, byDefault, is), valueWords(after, byDefault, was)];
}

/** A value in words; a long one is shortened, so that it differs from the other one. */
export function valueWords(value: unknown, byDefault?: string, other?: string): string {
  const all = written(value);
  if (all === undefined) {
    return byDefault === undefined ? "not set" : `not set (default ${code(byDefault)})`;
  }
  return code(shortened(all, MAX_VALUE, other));
}

function written(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : (text(value) ?? canonical(withoutSecrets(value)));
}

/** A value in which environment variables have only their names, and secrets nothing. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  return isBlock(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          VARIABLES.test(key) ? [...variablesOf(inner).keys()] : SECRET.test(key) ? "…" : withoutSecrets(inner),
        ]),
      )
    : value;
}

/** Environment variables by their names; a container has a list of them, a function a map. */
function variablesOf(value: unknown): ReadonlyMap<string, string> {
  const isMap = isBlock(value) && !("name" in value && ("value" in value || "value_source" in value));
  return new Map(
    isMap
      ? Object.entries(value).map(([name, inner]) => [name, canonical(inner)])
      : blocks(value).map((variable) => [text(variable.name) ?? "", canonical(variable)]),
  );
}

function differingVariables(path: string, before: unknown, after: unknown): Setting[] {
  const [was, is] = [variablesOf(before), variablesOf(after)];
  return unique([...was.keys(), ...is.keys()])
    .filter((name) => was.get(name) !== is.get(name))
    .sort()
    .map((name) => ({ path: `${path}.${name}`, before: was.get(name), after: is.get(name), isVariable: true }));
}

function differingContainers(type: string, path: string, before: readonly Block[], after: readonly Block[]): Setting[] {
  const owner = ({ name, image }: Block) => `container ${code(text(name) ?? text(image) ?? "unknown")}`;
  const { pairs, gone, added } = pair(
    before,
    after,
    ({ name }) => [text(name) ?? "unnamed"],
    ({ image }) => [text(image) ?? ""],
  );
  return [
    ...gone.map((container) => ({ path, before: container, after: undefined, owner: owner(container) })),
    ...added.map((container) => ({ path, before: undefined, after: container, owner: owner(container) })),
    ...pairs.flatMap((match) =>
      differingSettings(type, path, match.before, match.after).map((setting) => ({
        ...setting,
        owner: owner(match.after),
      })),
    ),
  ];
}

/** A value as it is compared: without unset arguments and defaults. A boolean without a default is false. */
function standard(type: string, path: string, value: unknown): unknown {
  const inner = unwrapped(value);
  if (Array.isArray(inner)) {
    const items = inner.map((item) => (isBlock(item) ? (standard(type, path, item) ?? {}) : standardText(path, item)));
    return items.length === 0 ? undefined : items;
  }
  if (isBlock(inner)) {
    const entries = Object.entries(inner)
      .map(([key, item]) => [key, standard(type, `${path}.${key}`, item)] as const)
      .filter(([, item]) => item !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  const written = standardText(path, inner);
  return written === (defaultOf(type, path) ?? "false") ? undefined : written;
}

/** A single value in Google's form. */
function standardText(path: string, value: unknown): string | undefined {
  const written = text(value);
  switch (path) {
    case "port_range":
      return written?.replace(/^(\d+)-\1$/, "$1");
    case "managed.domains":
      return written?.toLowerCase().replace(/\.$/, "");
    default:
      return written;
  }
}

/** A nested block is written alone or in a list of one. */
function unwrapped(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 && isBlock(value[0]) ? value[0] : value;
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areBlocks(value: unknown): value is readonly Block[] {
  return Array.isArray(value) && value.every(isBlock);
}
