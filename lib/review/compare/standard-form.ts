import { Block, text } from "../../app/values";
import { byText, canonical, unique } from "../values";

/** The values that Terraform and Google use for an argument that is not set. */
const URL_MAP_DEFAULTS = new Map(
  Object.entries({
    allow_credentials: "false",
    disabled: "false",
    https_redirect: "false",
    ignore_case: "false",
    invert_match: "false",
    max_age: "0",
    nanos: "0",
    num_retries: "1",
    redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
    strip_query: "false",
    weight: "0",
  }),
);

/** Blocks that do nothing while they are empty. */
const CONTAINERS = ["fault_injection_policy", "header_action", "route_action", "url_rewrite"];

/**
 * A block of a URL map in standard form, in which blocks that are equal for Terraform are equal: a nested block is a list,
 * single values are texts, lists of them are sorted, and empty values and defaults are left out. What Terraform generates
 * at plan time is not changed.
 */
export function standardForm(block: Block): Block {
  const parts = Object.entries(block).flatMap(([key, value]) => {
    const part = key === "//" ? undefined : key === "dynamic" ? value : standardPart(key, value);
    return part === undefined ? [] : [[key, part] as const];
  });
  return Object.fromEntries(parts);
}

function standardPart(key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    const given = text(value);
    return given === URL_MAP_DEFAULTS.get(key) ? undefined : given;
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const inner = list.filter((item): item is Block => typeof item === "object" && item !== null).map(standardForm);
  if (inner.length > 0) {
    const isEmpty = CONTAINERS.includes(key) && inner.every((block) => Object.keys(block).length === 0);
    return isEmpty ? undefined : inner;
  }
  const texts = unique(list.flatMap((item) => text(item) ?? [])).sort(byText);
  return texts.length === 0 ? undefined : texts;
}

/** The settings that differ between two blocks: the name, the old value and the new value of each. */
export function differingSettings(
  before: Block,
  after: Block,
): [setting: string, was: string | undefined, is: string | undefined][] {
  const [was, is] = [leaves(before), leaves(after)];
  return unique([...was.keys(), ...is.keys()])
    .sort(byText)
    .filter((setting) => was.get(setting) !== is.get(setting))
    .map((setting) => [setting, was.get(setting), is.get(setting)]);
}

/** The single values in a block, by the path of their argument. */
function leaves(value: unknown, path = ""): Map<string, string> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.some((item) => typeof item === "object" && item !== null)) {
    const words = list.flatMap((item) => text(item) ?? []).join(", ");
    return new Map(value === undefined ? [] : [[path, words === "" ? canonical(value) : words]]);
  }
  return new Map(
    list.flatMap((item, index) => {
      const place = list.length === 1 ? path : `${path}[${index}]`;
      const inside = typeof item === "object" && item !== null ? Object.entries(item) : [];
      return inside.length === 0
        ? [[place, canonical(item)] as const]
        : inside.flatMap(([key, inner]) => [...leaves(inner, place === "" ? key : `${place}.${key}`)]);
    }),
  );
}
