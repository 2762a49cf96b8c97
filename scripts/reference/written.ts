/** Which arguments the constructs write: what the sites of the deploys synthesize, which give every option once. */
import { TerraformStack, Testing } from "cdktf";
import { EnvironmentStack } from "cdktf-google-serverless-lb";
import { CHANGES } from "../../deploy/changes";
import { AnySite } from "../../deploy/changes/change";
import { PROJECT, STACK, buildSite } from "../../deploy/site";
import { argumentsOf } from "../../lib/app/arguments";

/** Blocks of Terraform's own, and maps with keys of the user's. */
const NOT_OURS = ["lifecycle", "provider", "depends_on", "//", "labels", "node_selector"];

/** An argument that a construct writes. */
export interface Written {
  readonly type: string;
  /** Such as `cdn_policy.default_ttl`. */
  readonly path: string;
  /** Its values, as far as they are plain; nothing for one that is a block. */
  readonly values: ReadonlySet<string> | undefined;
}

/** The arguments that have a value, by resource type and path. */
export function writtenArguments(): Written[] {
  const found = new Map<string, { type: string; path: string; values: Set<string> | undefined }>();
  const sites = new Map(
    Object.values(CHANGES)
      .flat()
      .map(({ before }) => [kindOf(before), before] as const),
  );
  for (const site of sites.values()) {
    for (const { type, block } of resourcesOf(site)) {
      for (const { path, value } of argumentsIn(block, "")) {
        const key = `${type} ${path}`;
        const isBlock = typeof value === "object" && value !== null && !Array.isArray(value);
        const known = found.get(key) ?? { type, path, values: isBlock ? undefined : new Set() };
        known.values?.add(JSON.stringify(value));
        found.set(key, known);
      }
    }
  }
  const rows = Object.fromEntries([...found.values()].map(({ type }) => [type, new Map(argumentsOf(type))]));
  return [...found.values()]
    .filter(({ type, path }) => rows[type].get(path)?.isRaw !== true && rows[type].has(path.split(".")[0]))
    .sort((a, b) => (`${a.path} ${a.type}` < `${b.path} ${b.type}` ? -1 : 1));
}

/** Sites that are plain data write the same arguments if they have the same props. */
function kindOf(site: AnySite): unknown {
  return typeof site === "function" ? site : Object.keys(site).sort().join(" ");
}

function resourcesOf(site: AnySite): { readonly type: string; readonly block: object }[] {
  const stack = new EnvironmentStack(Testing.app(), STACK, { project: PROJECT });
  if (typeof site === "function") site(stack);
  else buildSite(stack, site);
  const { resource } = (stack as TerraformStack).toTerraform() as {
    readonly resource: { readonly [type: string]: { readonly [id: string]: object } };
  };
  return Object.entries(resource).flatMap(([type, all]) => Object.values(all).map((block) => ({ type, block })));
}

function argumentsIn(block: object, prefix: string): { readonly path: string; readonly value: unknown }[] {
  return Object.entries(block)
    .filter(([name]) => !NOT_OURS.includes(name) && /^[a-z0-9_]+$/.test(name))
    .flatMap(([name, value]: [string, unknown]) => {
      const path = `${prefix}${name}`;
      const inside = (Array.isArray(value) ? value : [value]).filter((each): each is object => isBlock(each));
      const nested = inside.flatMap((each) => argumentsIn(each, `${path}.`));
      return [{ path, value: nested.length > 0 ? inside[0] : value }, ...nested];
    });
}

function isBlock(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
