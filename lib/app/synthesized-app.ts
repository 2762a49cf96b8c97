import { TerraformJson, TerraformResourceJson, blocks, resourcesOfType, stackName } from "./terraform-json";
import { Namespace, namespaceOf, projectOf, providerOf } from "./namespaces";
import { Block, knownText } from "./values";

/** `google_x.id`, `data.google_x.id`, `data.terraform_remote_state.id.outputs.name` or `local.name` in an expression. */
const REFERENCE =
  /(?:\b(data)\.)?\b(google_\w+|terraform_remote_state|local)\.([\w-]+)(?:(?:\[[^\]]*\])?\.outputs\.([\w-]+))?/g;
const SELF_LINK =
  /^(?:https:\/\/[^/]+\/compute\/\w+\/)?(?:projects\/([^/]+)\/)?(?:global|(?:regions|zones|locations)\/([^/]+))\/([A-Za-z]+)\/([a-z0-9-]+)$/;
/** A grant on a Cloud Run service, which names the service. */
const GRANT = /^google_cloud_run(_v2)?_service_iam_/;
const REMOTE_STATE = "cross-stack-reference-input-";
/** How often a value may lead to another one: through locals and outputs of other stacks. */
const MAX_STEPS = 8;

/** A resource and where it stands. */
export interface Resource extends TerraformResourceJson {
  /** The name of its stack. */
  readonly stack: string;
  /** The project's id; where only Terraform knows it, a text with a space that is the same for the same project. */
  readonly project: string;
}

/** What a self link or a data source names, whether it is in the app or not. */
export interface Link extends Namespace {
  readonly name: string;
}

/** What a value leads to: resources of the app, and all that it names. */
interface Found {
  readonly resources: Set<Resource>;
  readonly links: Link[];
}

/**
 * The resources of all stacks of an app and which of them refer to which: by Terraform's references, through locals and
 * the outputs of other stacks, by data sources, and by self links that are written out.
 */
export class SynthesizedApp {
  /** All resources, by stack, type and id. */
  public readonly resources: readonly Resource[];
  /** The stacks, by their names. */
  public readonly stacks: ReadonlyMap<string, TerraformJson>;

  private readonly byType = new Map<string, Resource[]>();
  private readonly byAddress = new Map<string, Resource>();
  private readonly byName = new Map<string, Resource[]>();
  private readonly usesOf = new Map<Resource, ReadonlySet<Resource>>();
  private readonly usersOf = new Map<Resource, Set<Resource>>();
  private readonly exported = new Set<Resource>();
  /** What values lead to, by the stack they stand in. */
  private readonly known = new Map<string, WeakMap<object, ReadonlySet<Resource>>>();

  public constructor(stacks: readonly TerraformJson[]) {
    this.stacks = new Map(stacks.map((json, index) => [stackName(json) || `#${index}`, json]));
    this.resources = [...this.stacks].flatMap(([stack, json]) =>
      Object.keys(json.resource ?? {}).flatMap((type) =>
        resourcesOfType(json, type).map((resource) => ({
          ...resource,
          stack,
          project: projectOf(stack, json, resource),
        })),
      ),
    );
    this.resources.forEach((resource) => this.enter(resource));
    this.resources.forEach((resource) => this.link(resource));
    this.stacks.forEach((json, stack) => {
      Object.entries(json)
        .filter(([block]) => !["resource", "//", "terraform"].includes(block))
        .forEach(([, block]) => this.references(stack, block, 0, { ...nothing(), resources: this.exported }));
    });
  }

  /** The resources of some types. */
  public ofType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** What a resource refers to, of some types or of all. */
  public uses(resource: Resource, ...types: string[]): Resource[] {
    return ofTypes(this.usesOf.get(resource), types);
  }

  /** The resources that refer to a resource, of some types or of all. */
  public users(resource: Resource, ...types: string[]): Resource[] {
    return ofTypes(this.usersOf.get(resource), types);
  }

  /** Whether an output, a data source, a module or a local value refers to a resource. */
  public isExported(resource: Resource): boolean {
    return this.exported.has(resource);
  }

  /** What a value in a resource refers to, of some types or of all. */
  public referred(from: Pick<Resource, "stack">, value: unknown, ...types: string[]): Resource[] {
    if (typeof value !== "object" || value === null) {
      return ofTypes(this.references(from.stack, value), types);
    }
    const known = this.known.get(from.stack) ?? new WeakMap<object, ReadonlySet<Resource>>();
    this.known.set(from.stack, known);
    const found = known.get(value) ?? this.references(from.stack, value);
    known.set(value, found);
    return ofTypes(found, types);
  }

  /** What a value in a resource names by self links and data sources, whether it is in the app or not. */
  public links(from: Resource, value: unknown): readonly Link[] {
    const found = nothing();
    this.references(from.stack, value, 0, found);
    return found.links;
  }

  /** The resources of a name. Two of them are a mistake. */
  public named({ project, collection, place }: Namespace, name: string): readonly Resource[] {
    return this.byName.get([project, collection, place, name].join("/")) ?? [];
  }

  /** All resources that have one name with another, each group once. */
  public namesakes(): (readonly Resource[])[] {
    return [...this.byName.values()].filter((resources) => resources.length > 1);
  }

  /** The version that the provider must have, as a stack says it. */
  public providerVersion(stack: string): string | undefined {
    return this.stacks.get(stack)?.terraform?.required_providers?.google?.version;
  }

  /** Where a resource that has a location is: where it says, or else in the region of its provider. */
  public locationOf({ stack, type, config }: Resource): unknown {
    return config.location ?? providerOf(this.stacks.get(stack) ?? {}, type, config).region;
  }

  /** The names of all stacks with their providers' configurations. */
  public providers(): { readonly stack: string; readonly config: Block }[] {
    return [...this.stacks].flatMap(([stack, json]) =>
      Object.entries(json.provider ?? {})
        .filter(([name]) => name.startsWith("google"))
        .flatMap(([, configs]) => blocks(configs).map((config) => ({ stack, config }))),
    );
  }

  private enter(resource: Resource): void {
    push(this.byType, resource.type, resource);
    this.byAddress.set(address(resource.stack, resource.type, resource.id), resource);
    const space = namespaceOf(resource.type, resource.project, resource.config);
    const name = knownText(resource.config, "name");
    if (space && name !== undefined) {
      push(this.byName, [space.project, space.collection, space.place, name].join("/"), resource);
    }
  }

  private link(resource: Resource): void {
    const used = new Set<Resource>();
    for (const [argument, value] of Object.entries(resource.config)) {
      if (argument !== "//") {
        this.references(resource.stack, value, 0, { ...nothing(), resources: used });
      }
    }
    this.granted(resource).forEach((service) => used.add(service));
    used.delete(resource);
    this.usesOf.set(resource, used);
    used.forEach((other) => {
      const users = this.usersOf.get(other) ?? new Set();
      this.usersOf.set(other, users.add(resource));
    });
  }

  private granted(grant: Resource): readonly Resource[] {
    const { type, config, project } = grant;
    const [name, place] = [knownText(config, "name") ?? knownText(config, "service"), this.locationOf(grant)];
    return GRANT.test(type) && name !== undefined && typeof place === "string"
      ? this.named({ project, collection: "services", place }, name)
      : [];
  }

  private references(stack: string, value: unknown, steps = 0, found = nothing()): Set<Resource> {
    eachText(value, (text) => {
      if (text.includes("${")) {
        for (const [, data, type, id, output] of text.matchAll(REFERENCE)) {
          this.follow(stack, { data: data !== undefined, type, id, output }, steps, found);
        }
      } else if (text.includes("/")) {
        this.linked(stack, text, found);
      }
    });
    return found.resources;
  }

  private follow(
    stack: string,
    { data, type, id, output }: { data: boolean; type: string; id: string; output?: string },
    steps: number,
    found: Found,
  ): void {
    const json = this.stacks.get(stack);
    if (type === "terraform_remote_state") {
      const other = id.startsWith(REMOTE_STATE) ? id.slice(REMOTE_STATE.length) : "";
      const value = this.stacks.get(other)?.output?.[output ?? ""]?.value;
      this.step(other, value, steps, found);
    } else if (type === "local") {
      const { locals } = json as { locals?: Block };
      this.step(stack, locals?.[id], steps, found);
    } else if (data) {
      const config = json?.data?.[type]?.[id];
      const space = config && namespaceOf(type, projectOf(stack, json ?? {}, { type, config }), config);
      const name = knownText(config, "name");
      if (space && name !== undefined) {
        this.add({ ...space, name }, found);
      }
    } else {
      const resource = this.byAddress.get(address(stack, type, id));
      if (resource) {
        found.resources.add(resource);
      }
    }
  }

  private step(stack: string, value: unknown, steps: number, found: Found): void {
    if (value !== undefined && steps < MAX_STEPS) {
      this.references(stack, value, steps + 1, found);
    }
  }

  private linked(stack: string, text: string, found: Found): void {
    const [, project, place, collection, name] = SELF_LINK.exec(text) ?? [];
    if (name !== undefined) {
      const ofStack = projectOf(stack, this.stacks.get(stack) ?? {}, { type: "google_", config: {} });
      this.add({ project: project ?? ofStack, collection, place: place ?? "global", name }, found);
    }
  }

  private add(link: Link, { links, resources }: Found): void {
    links.push(link);
    this.named(link, link.name).forEach((resource) => resources.add(resource));
  }
}

/** A function of a app that several rules ask for and that is computed once. */
export function oncePerApp<T>(compute: (app: SynthesizedApp) => T): (app: SynthesizedApp) => T {
  const computed = new WeakMap<SynthesizedApp, T>();
  return (app) => {
    const result = computed.get(app) ?? compute(app);
    computed.set(app, result);
    return result;
  };
}

/** Whether two resources, or what links name, are known to be in different projects. A number may be that of any project. */
export function inOtherProjects(a: { readonly project: string }, b: { readonly project: string }): boolean {
  const isId = ({ project }: { readonly project: string }) => !/ |^\d+$/.test(project);
  return a.project !== b.project && isId(a) && isId(b);
}

function address(stack: string, type: string, id: string): string {
  return `${stack} ${type}.${id}`;
}

function nothing(): Found {
  return { resources: new Set(), links: [] };
}

function ofTypes(resources: ReadonlySet<Resource> | undefined, types: readonly string[]): Resource[] {
  return [...(resources ?? [])].filter(({ type }) => types.length === 0 || types.includes(type));
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) {
    list.push(value);
  } else {
    lists.set(key, [value]);
  }
}

function eachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") {
    visit(value);
  } else if (typeof value === "object" && value !== null) {
    Object.values(value).forEach((inner) => eachText(inner, visit));
  }
}
