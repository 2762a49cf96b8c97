import { argumentsOf, defaultOf } from "../../app/arguments";
import { hasIap } from "../../app/access";
import { SynthesizedStack, readStack, readStackAs } from "../../app/read-stack";
import { Resource, Stack } from "../../app/stack";
import { blocks } from "../../app/terraform-json";
import { Block, blockOf, flag, isSet, text } from "../../app/values";
import { code } from "../markdown";
import { trafficWords } from "./access";
import { Change, Pair, kept } from "./change";
import { valueWords } from "./defaults";
import { replacementsOf, sameAddress } from "./replaced";

/** An argument that is left out and that Google Cloud keeps. */
interface Staying {
  readonly after: Resource;
  readonly path: string;
  readonly value: unknown;
}

/** The new version as it will be, with what stays although it is left out. */
export interface Kept {
  readonly after: Stack;
  readonly changes: readonly Change[];
}

/** What to write to switch off what stays otherwise. */
const OFF_FORMS = new Map([
  ["google_compute_backend_service.cdn_policy", "enable_cdn = false"],
  ["google_compute_backend_service.cdn_policy.negative_caching", "negative_caching = false"],
  ["google_compute_backend_service.cdn_policy.serve_while_stale", "serve_while_stale = 0"],
  ["google_compute_backend_service.iap", "iap { enabled = false }"],
  ["google_compute_backend_service.log_config", "log_config { enable = false }"],
  ["google_compute_security_policy.advanced_options_config.json_parsing", "json_parsing = DISABLED"],
  ["google_compute_security_policy.advanced_options_config.log_level", "log_level = NORMAL"],
]);
/** The content types that standard JSON parsing looks at. */
const JSON_TYPES = "advanced_options_config.json_custom_config";
/** Arguments that are no settings: an address or a project that is left out is the one that it was. */
const SILENT = ["address", "ip_address", "prefix_length", "project"];

/** Finds what stays although the new version leaves it out. A resource that is replaced keeps nothing. */
export function withStaying(before: SynthesizedStack, after: SynthesizedStack): Kept {
  const [was, is] = [readStack(before), readStack(after)];
  const all = sameAddress(was, is).flatMap(stayingIn);
  if (all.length === 0) {
    return { after: is, changes: [] };
  }
  const replaced = replacementsOf(was, withValues(after, all)).map(({ address }) => address);
  const left = all.filter(({ after: { type, id } }) => !replaced.includes(`${type}.${id}`));
  const changes = left.filter((staying) => !SILENT.includes(staying.path) && !isOff(staying)).map(sentence);
  return { after: withValues(after, left), changes };
}

function stayingIn({ before, after }: Pair<Resource>): Staying[] {
  const rows = argumentsOf(after.type).filter(([, { leftOut }]) => leftOut === "stays");
  return rows.flatMap(([path]) => {
    const keys = path.split(".");
    const [was, is] = [before, after].map(({ config }) => ownerOf(config, keys.slice(0, -1)));
    const [key] = keys.slice(-1);
    const isLeftOut = was !== undefined && is !== undefined && isSet(was, key) && !isSet(is, key);
    return isLeftOut ? [{ after, path, value: was[key] }] : [];
  });
}

/** The block that an argument stands in; nothing where there is none, or several. */
function ownerOf(config: Block, keys: readonly string[]): Block | undefined {
  return keys.reduce<Block | undefined>((owner, key) => {
    const inner = blocks(owner?.[key]);
    return inner.length === 1 ? inner[0] : undefined;
  }, config);
}

function withValues(stack: SynthesizedStack, values: readonly Staying[]): Stack {
  return readStackAs(stack, (type, id, config) =>
    values
      .filter(({ after }) => after.type === type && after.id === id)
      .reduce<Block>((all, { path, value }) => withValue(all, path.split("."), value), config),
  );
}

function withValue(block: Block, [key, ...rest]: readonly string[], value: unknown): Block {
  const inner = rest.length === 0 ? value : withValue(blocks(block[key])[0] ?? {}, rest, value);
  return { ...block, [key]: inner };
}

/** Whether what stays is off or as it is by default, or what uses it is off. */
function isOff({ after: { type, config }, path, value }: Staying): boolean {
  if (path === JSON_TYPES) {
    return text(blockOf(config.advanced_options_config).json_parsing) !== "STANDARD";
  }
  if (path.startsWith("cdn_policy") && flag(config.enable_cdn) === false) {
    return true;
  }
  if (path === "iap") {
    return hasIap({ config: { iap: value } }) === false;
  }
  const isDefault = (inner: unknown, place: string): boolean => {
    const nested = blocks(inner);
    return nested.length > 0
      ? nested.every((block) => Object.entries(block).every(([key, item]) => isDefault(item, `${place}.${key}`)))
      : ["0", "false", defaultOf(type, place)].includes(text(inner));
  };
  return isDefault(value, path);
}

function sentence({ after: { type, name }, path, value }: Staying): Change {
  const off = OFF_FORMS.get(`${type}.${path}`);
  const byDefault = defaultOf(type, path);
  const key = path.slice(path.lastIndexOf(".") + 1);
  const how =
    off !== undefined
      ? `write ${code(off)} to switch it off`
      : byDefault !== undefined
        ? `write ${code(`${key} = ${byDefault}`)} for the default`
        : "write another value to change it";
  const words = path === "traffic" ? trafficWords(value) : valueWords(value);
  return kept(`${code(name)}: ${code(path)} is left out and stays as it is, ${words}; ${how}`);
}
