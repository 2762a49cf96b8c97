/** Headers as pairs of name and value, in the order in which they were sent. */
import { HEADER_VARIABLES } from "../google/header-variables";
import { HeaderChange } from "../routing";

/** A header. */
export type Pair = readonly [name: string, value: string];

/** Values by the names of Google's header variables; what is not there is known only to Google. */
export type Variables = { readonly [name in (typeof HEADER_VARIABLES)[number]]?: string };

/** Headers that are meant for the next hop alone. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The pairs of Node's list of names and values. */
export function pairsOf(raw: readonly string[]): Pair[] {
  return raw.flatMap((name, index): Pair[] => (index % 2 === 0 ? [[name, raw[index + 1]]] : []));
}

/** By name in lower case; what comes twice is joined with a comma. */
export function recordOf(pairs: readonly Pair[], separator = ","): { [name: string]: string } {
  const record: { [name: string]: string } = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    record[key] = Object.hasOwn(record, key) ? `${record[key]}${separator}${value}` : value;
  }
  return record;
}

/** The first value of a header. */
export function valueOf(pairs: readonly Pair[], name: string): string | undefined {
  return pairs.find((pair) => pair[0].toLowerCase() === name)?.[1];
}

/** The headers without some; the names are in lower case. */
export function without(pairs: readonly Pair[], ...names: readonly string[]): Pair[] {
  return pairs.filter(([name]) => !names.includes(name.toLowerCase()));
}

/** The headers with one that replaces those of its name. */
export function withHeader(pairs: readonly Pair[], name: string, value: string): Pair[] {
  return [...without(pairs, name.toLowerCase()), [name, value]];
}

/** The headers that are passed on. */
export function endToEnd(pairs: readonly Pair[]): Pair[] {
  const named = (valueOf(pairs, "connection") ?? "").split(",").map((name) => name.trim().toLowerCase());
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}

/** The headers after the changes of a URL map, each of which acts on what the one before has left. */
export function changed(pairs: readonly Pair[], changes: readonly HeaderChange[], variables: Variables): Pair[] {
  return changes.reduce<Pair[]>(
    (headers, change) => changedOnce(headers, change, filled(change.value ?? "", variables)),
    [...pairs],
  );
}

function changedOnce(pairs: Pair[], { kind, name }: HeaderChange, value: string): Pair[] {
  const present = kind === "append" ? pairs.filter((pair) => pair[0].toLowerCase() === name.toLowerCase()) : [];
  const isList = name.toLowerCase() === "set-cookie";
  switch (kind) {
    case "remove":
      return without(pairs, name.toLowerCase());
    case "replace":
      return withHeader(pairs, name, value);
    default:
      return isList || present.length === 0
        ? [...pairs, [name, value]]
        : withHeader(pairs, name, [...present.map(([, former]) => former), value].join(","));
  }
}

/** A value with Google's variables filled in. What only Google knows is left empty. */
export function filled(value: string, variables: Variables): string {
  return value.replace(/\{([a-z_0-9]+)\}/g, (written, name: string) =>
    (HEADER_VARIABLES as readonly string[]).includes(name) ? (variables[name as keyof Variables] ?? "") : written,
  );
}

/** The variables of a value that only Google knows. */
export function unfilled(value: string, variables: Variables): string[] {
  return [...value.matchAll(/\{([a-z_0-9]+)\}/g)]
    .map(([, name]) => name)
    .filter(
      (name) =>
        (HEADER_VARIABLES as readonly string[]).includes(name) && variables[name as keyof Variables] === undefined,
    );
}
