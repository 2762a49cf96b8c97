/** The table of `docs/provider-versions.md`: which prop needs which version of the provider. */
import { ARGUMENTS, newerArgumentsOf } from "../lib/app/arguments";
import { isBefore, versionOf } from "../lib/app/version-constraint";
import { propName } from "../lib/resource/prop-names";
import { SHAPES } from "../lib/shape/table";

/** The constructs, and what is given to them, that write a type of resource. */
const WRITTEN_BY: { readonly [type: string]: readonly string[] } = {
  google_cloud_run_v2_service: ["CloudRunService"],
  google_compute_backend_service: ["BackendService"],
  google_compute_global_address: ["GlobalAddress"],
  google_compute_security_policy: ["SecurityPolicy", "EdgeSecurityPolicy"],
  google_compute_ssl_certificate: ["SelfManagedSslCertificate"],
  google_compute_ssl_policy: ["SslPolicy"],
  google_compute_url_map: ["RouteAction"],
};
const HEAD = ["since", "prop", "Terraform's argument"];

interface Row {
  readonly since: string;
  readonly prop: string;
  readonly argument: string;
}

/** The table, as prettier writes it. */
export function providerVersionsTable(): string {
  const cells = [HEAD, ...merged(rows()).map(({ since, prop, argument }) => [since, prop, argument])];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [head, ...body] = cells.map(line);
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body].join("\n");
}

function rows(): Row[] {
  return Object.keys(ARGUMENTS).flatMap((type) =>
    newerArgumentsOf(type).flatMap(([path, { since, valuesSince = {} }]) => [
      ...(since === undefined
        ? []
        : [{ since, prop: words(propsOf(type, path)), argument: `\`${path}\` of \`${type}\`` }]),
      ...Object.entries(valuesSince).map(([value, first]) => ({
        since: first,
        prop: words(membersOf(value)),
        argument: `\`${path}\` \`${value}\` of \`${type}\``,
      })),
    ]),
  );
}

/** In the order of the versions; what one prop writes in several places is one row. */
function merged(all: readonly Row[]): Row[] {
  const byProp = new Map<string, Row>();
  for (const row of all) {
    const key = row.prop === "" ? row.argument : `${row.since} ${row.prop}`;
    const present = byProp.get(key);
    byProp.set(key, present ? { ...present, argument: `${present.argument}, ${row.argument}` } : row);
  }
  return [...byProp.values()].sort((one, other) =>
    isBefore(versionOf(one.since), versionOf(other.since))
      ? -1
      : isBefore(versionOf(other.since), versionOf(one.since))
        ? 1
        : one.argument < other.argument
          ? -1
          : 1,
  );
}

function words(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** The props that write an argument, each with what has it: `SslPolicy.profile`. */
function propsOf(type: string, path: string): string[] {
  const prop = propName(type, path);
  const [owner, factory] = prop.split(".");
  if (factory !== undefined) {
    return [prop].filter(() => Object.hasOwn(SHAPES.classes[owner]?.factories ?? {}, factory));
  }
  const found = WRITTEN_BY[type].flatMap((name) =>
    structsFrom(name).filter((struct) => prop in SHAPES.structs[struct]),
  );
  return [...new Set(found)].map((struct) => `${struct.replace(/Props$/, "")}.${prop}`);
}

/** The structs that a class takes, also within others. */
function structsFrom(name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) {
    return [];
  }
  seen.add(name);
  const { constructs = {}, factories = {} } = SHAPES.classes[name] ?? {};
  const fields = [SHAPES.structs[name] ?? {}, constructs, ...Object.values(factories)].flatMap((each) =>
    Object.values(each),
  );
  const below = fields.map((type) => type.replace(/[^A-Za-z0-9].*$/, ""));
  return [...(name in SHAPES.structs ? [name] : []), ...below.flatMap((type) => structsFrom(type, seen))];
}

/** The members of our enums and classes that stand for a value. */
function membersOf(value: string): string[] {
  return [
    ...Object.entries(SHAPES.enums).flatMap(([name, members]) => (value in members ? [`${name}.${value}`] : [])),
    ...Object.entries(SHAPES.classes).flatMap(([name, { constants }]) =>
      constants.includes(value) ? [`${name}.${value}`] : [],
    ),
  ];
}
