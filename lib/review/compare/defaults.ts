import { defaultOf } from "../../app/arguments";
import { code } from "../markdown";
import { Block, text } from "../../app/values";
import { canonical } from "../values";

const SECRET = /secret|password|key_value|private_key/;

/** A setting that differs between two versions of a resource. */
export interface Setting {
  /** The path of the argument, such as `log_config.optional_mode`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The innermost settings in which two values of an argument differ. An explicitly written default is equal to an unset
 * argument.
 */
export function differingSettings(type: string, path: string, before: unknown, after: unknown): Setting[] {
  const [was, is] = [unwrapped(before), unwrapped(after)];
  if (isBlock(was) && isBlock(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    return keys.flatMap((key) => differingSettings(type, `${path}.${key}`, was[key], is[key]));
  }
  if (areBlocks(was) && areBlocks(is) && was.length === is.length) {
    return was.flatMap((block, index) => differingSettings(type, path, block, is[index]));
  }
  const isSame = canonical(standard(type, path, was)) === canonical(standard(type, path, is));
  return isSame ? [] : [{ path, before: was, after: is }];
}

/** What a setting is now and was before, in words. Secrets are not printed. */
export function settingWords({ path, before, after }: Setting): string {
  const words = (value: unknown) =>
    value === undefined || value === null ? "not set" : code(text(value) ?? canonical(value));
  return SECRET.test(path)
    ? `${code(path)} has another value`
    : `${code(path)} is now ${words(after)}; previously ${words(before)}`;
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
