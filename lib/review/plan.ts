import { readStack } from "../app/read-stack";
import { blocks } from "../app/terraform-json";
import { Comparison, Replacement, compareStacks } from "./compare";
import { planNotes } from "./plan-notes";
import { fill } from "./plan-values";
import { Stack } from "../app/stack";
import { Block, blockOf, text, texts } from "../app/values";
import { canonical } from "./values";

/** A resource in a plan. */
interface Planned {
  readonly type: string;
  readonly id: string;
  readonly isLookedUp: boolean;
  readonly actions: readonly string[];
  readonly because: readonly string[];
  readonly before: Block | undefined;
  readonly after: Block | undefined;
}

/** The configuration of a resource: expressions by argument. */
type Expressions = Block;

/** Whether a JSON value is a Terraform plan, as `terraform show -json` prints it. */
export function isPlan(json: unknown): boolean {
  const { format_version, resource_changes, planned_values } = blockOf(json);
  return format_version !== undefined && (resource_changes !== undefined || planned_values !== undefined);
}

/** What a Terraform plan, as `terraform show -json` prints it, changes for visitors. */
export function comparePlan(plan: unknown): Comparison {
  const planned = plannedResources(blockOf(plan));
  const [before, after] = [versionOf(plan, planned, "before"), versionOf(plan, planned, "after")];
  const comparison = compareStacks(before, after, replacedIn(planned, before, after));
  return { ...comparison, changes: [...planNotes(blockOf(plan)), ...comparison.changes] };
}

function versionOf(plan: unknown, planned: readonly Planned[], version: "before" | "after"): Stack {
  const configuration = blockOf(blockOf(plan).configuration);
  const expressions = blockOf(blockOf(blockOf(configuration.provider_config).google).expressions);
  const project = blockOf(expressions.project).constant_value;
  const there = planned.filter((resource) => resource[version] !== undefined);
  const json = {
    provider: { google: [{ project }] },
    resource: byType(
      there.filter(({ isLookedUp }) => !isLookedUp),
      version,
    ),
    data: byType(
      there.filter(({ isLookedUp }) => isLookedUp),
      version,
    ),
  };
  return readStack({ json });
}

function byType(planned: readonly Planned[], version: "before" | "after") {
  const types = [...new Set(planned.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => {
      const resources = planned.filter((resource) => resource.type === type);
      return [type, Object.fromEntries(resources.map((resource) => [resource.id, resource[version] ?? {}]))];
    }),
  );
}

function replacedIn(planned: readonly Planned[], before: Stack, after: Stack): Replacement[] {
  const find = (stack: Stack, { type, id }: Planned) => stack.ofType(type).find((resource) => resource.id === id);
  return planned
    .filter(({ actions }) => actions.includes("create") && actions.includes("delete"))
    .flatMap((resource) => {
      const [former, present] = [find(before, resource), find(after, resource)];
      const address = `${resource.type}.${resource.id}`;
      return former && present ? [{ address, before: former, after: present, because: resource.because }] : [];
    });
}

function plannedResources(plan: Block): Planned[] {
  const changes = blocks(plan.resource_changes);
  const known = new Map(
    changes.map((change) => [localAddress(change), blockOf(blockOf(change.change).after)] as const),
  );
  const configured = configuredIn(blockOf(blockOf(plan.configuration).root_module), "");
  const remade = changes.flatMap(remadeAttributes);
  return [
    ...changes.map((change) => {
      const expressions = configured.get(configAddress(change)) ?? {};
      return plannedResource(withRemade(change, expressions, remade), expressions, known);
    }),
    ...lookedUp(plan),
  ];
}

/** References to what a replaced resource gets anew. */
function remadeAttributes(resource: Block): string[] {
  const { actions, after_unknown: unknown } = blockOf(resource.change);
  const fresh = Object.entries(blockOf(unknown)).filter(([, isUnknown]) => isUnknown === true);
  return texts(actions).includes("delete") ? fresh.map(([key]) => `${localAddress(resource)}.${key}`) : [];
}

/** A planned resource whose IP address is unknown if it is that of a replaced one: the provider keeps the old value. */
function withRemade(resource: Block, expressions: Expressions, remade: readonly string[]): Block {
  const isRemade = texts(blockOf(expressions.ip_address).references).some((reference) => remade.includes(reference));
  const change = blockOf(resource.change);
  const unknown = { ...blockOf(change.after_unknown), ip_address: true };
  return isRemade ? { ...resource, change: { ...change, after_unknown: unknown } } : resource;
}

/** What was looked up when the plan was made. */
function lookedUp(plan: Block): Planned[] {
  const values = blockOf(blockOf(plan.prior_state).values);
  return blocks(blockOf(values.root_module).resources)
    .filter(({ mode }) => mode === "data")
    .map((resource) => {
      const config = tidied(blockOf(resource.values));
      const [before, after] = [config, config];
      return { ...identityOf(resource), isLookedUp: true, actions: ["read"], because: [], before, after };
    });
}

function plannedResource(resource: Block, expressions: Expressions, known: ReadonlyMap<string, Block>): Planned {
  const change = blockOf(resource.change);
  const actions = texts(change.actions);
  const [was, is] = [blocks(change.before)[0], actions.includes("forget") ? change.before : change.after];
  const unknown = blockOf(change.after_unknown);
  // an unwritten value that Google chooses is unknown before the apply, and is not a change
  const decided = Object.keys(unknown).filter((key) => unknown[key] === true && expressions[key] === undefined);
  const present = blocks(is)[0];
  const masked = mask(was, present, blockOf(change.before_sensitive), blockOf(change.after_sensitive));
  const filled = present && (fill(masked.after, unknown, expressions, known) as Block);
  return {
    ...identityOf(resource),
    isLookedUp: resource.mode === "data",
    actions,
    because: reasons(change, text(resource.action_reason)),
    // forwarding rules refer to their address by its current IP address
    before:
      was &&
      without(
        tidied({ ...withoutZeros(masked.before, present), ...protectionOf(was) }),
        decided.filter((key) => key !== "address" && key !== "ip_address"),
      ),
    after: filled && without(tidied(filled), decided),
  };
}

function reasons(change: Block, actionReason: string | undefined): string[] {
  const paths = Array.isArray(change.replace_paths) ? (change.replace_paths as unknown[]) : [];
  const named = [...new Set(paths.flatMap((path) => texts(path)[0] ?? []))];
  return named.length > 0 || actionReason === undefined ? named : [actionReason];
}

/**
 * Type and id of a resource; the id is unique in the plan, and has no dots, because dots separate the parts of a
 * reference.
 */
function identityOf(resource: Block): { readonly type: string; readonly id: string } {
  const place = text(resource.module_address)?.replaceAll(".", "/");
  const index = text(resource.index);
  const name = `${text(resource.name) ?? "unknown"}${index === undefined ? "" : `#${index}`}`;
  return { type: text(resource.type) ?? "unknown", id: place === undefined ? name : `${place}/${name}` };
}

function localAddress(resource: Block): string {
  const { type, id } = identityOf(resource);
  return `${resource.mode === "data" ? "data." : ""}${type}.${id}`;
}

/** The address of a resource's configuration, which has no indexes. */
function configAddress(resource: Block): string {
  const place = (text(resource.module_address) ?? "").replace(/\[[^\]]*\]/g, "");
  return `${place} ${resource.mode === "data" ? "data." : ""}${text(resource.type)}.${text(resource.name)}`;
}

function configuredIn(module: Block, place: string): Map<string, Expressions> {
  const own = blocks(module.resources).map(
    (resource) => [configAddress({ ...resource, module_address: place }), blockOf(resource.expressions)] as const,
  );
  const below = Object.entries(blockOf(module.module_calls)).flatMap(([name, call]) => [
    ...configuredIn(blockOf(blockOf(call).module), place === "" ? `module.${name}` : `${place}.module.${name}`),
  ]);
  return new Map([...own, ...below]);
}

/** A plan has sensitive values in plain text; this keeps only whether they change. */
function mask(before: Block | undefined, after: Block | undefined, wasSensitive: Block, isSensitive: Block) {
  const hide = (value: unknown, marks: unknown, other: unknown, isAfter: boolean): unknown => {
    if (marks === true) {
      return isAfter && canonical(value) !== canonical(other) ? "(sensitive, changed)" : "(sensitive)";
    }
    if (Array.isArray(value)) {
      const [list, others] = [Array.isArray(marks) ? marks : [], Array.isArray(other) ? other : []] as unknown[][];
      return value.map((item, index) => hide(item, list[index], others[index], isAfter));
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            hide(inner, blockOf(marks)[key], blockOf(other)[key], isAfter),
          ]),
        )
      : value;
  };
  return {
    before: before && (hide(before, wasSensitive, after, false) as Block),
    after: after && (hide(after, isSensitive, before, true) as Block),
  };
}

/**
 * Removes zeros where the plan has nothing. For the provider both are the same: a state that was imported has zeros for
 * what nobody wrote.
 */
function withoutZeros<Value>(before: Value, after: unknown): Value {
  const pruned = (value: unknown, others: readonly unknown[]): unknown => {
    if (Array.isArray(value)) {
      const items = others.flatMap((other): unknown[] => (Array.isArray(other) ? other : []));
      const kept = value.map((item: unknown) => pruned(item, items));
      return kept.every((item) => item === undefined) ? [] : kept;
    }
    if (typeof value === "object" && value !== null) {
      const inside = Object.entries(value).map(([key, inner]) => {
        return [
          key,
          pruned(
            inner,
            others.map((other) => blockOf(other)[key]),
          ),
        ] as const;
      });
      const kept = inside.filter(([, inner]) => inner !== undefined);
      return kept.every(([, inner]) => isNothing(inner)) && others.every(isNothing)
        ? undefined
        : Object.fromEntries(kept);
    }
    return (value === 0 || value === false) && others.every(isNothing) ? undefined : value;
  };
  return pruned(before, [after]) as Value;
}

/** Deletion protection that is off: of what a plan destroys, this says that Terraform may. */
function protectionOf({ deletion_protection: isProtected }: Block): Block {
  return isProtected === false ? { deletion_protection: false } : {};
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Removes what the provider writes for unset arguments, and replaces the link of a region with its name. */
function tidied(block: Block | undefined): Block {
  const clean = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(clean)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => !isNothing(inner))
              .map(([key, inner]) => [key, clean(inner)]),
          )
        : value;
  const { region, ...rest } = clean(block ?? {}) as Block;
  return typeof region === "string" ? { ...rest, region: region.replace(/^.*\//, "") } : rest;
}

function without(block: Block, keys: readonly string[]): Block {
  return Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));
}
