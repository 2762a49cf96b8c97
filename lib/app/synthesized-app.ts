import { Reference, mentionsIn } from "./expressions";
import { MAX_STEPS, Meanings } from "./meanings";
import { Namespace, projectOf, providerOf } from "./namespaces";
import { ResourceIndex } from "./resource-index";
import { Link, Meaning, Resource, Stack } from "./stack";
import { TerraformJson, TerraformResourcesJson, blocks, declares, resourcesIn, stackName } from "./terraform-json";
import { CLOUD_RUN_GRANT } from "./types";
import { Block, blockOf, knownText, text } from "./values";

export { type Link, type Meaning, type Resource, type Stack } from "./stack";

/** What a value mentions: resources of the app, and all that it names. */
interface Found {
  readonly resources: Set<Resource>;
  readonly links: Link[];
}

const NOTHING = nothing();

/**
 * The resources of all stacks of an app and which of them refer to which: by Terraform's references, through locals and
 * the outputs of other stacks, by data sources, and by self links that are written out.
 *
 * What a value is and what it mentions are two questions: `x-${google_x.a.name}` mentions `a`, and is something else.
 */
export class SynthesizedApp {
  /** All resources that are made, by stack, type and id. */
  public readonly resources: readonly Resource[];
  /** The stacks, by their names. */
  public readonly stacks: ReadonlyMap<string, TerraformJson>;

  private readonly byType = new Map<string, Resource[]>();
  private readonly views = new Map<string, Stack>();
  private readonly index: ResourceIndex;
  private readonly meanings: Meanings;
  private readonly usesOf = new Map<Resource, ReadonlySet<Resource>>();
  private readonly usersOf = new Map<Resource, Set<Resource>>();
  private readonly exported = new Set<Resource>();
  /** What texts mention, by the stack they stand in and the steps that led there. */
  private readonly mentionedBy = new Map<string, Map<string, Found>>();
  /** What values mention, by the stack they stand in. */
  private readonly known = new Map<string, WeakMap<object, ReadonlySet<Resource>>>();

  /** Reads an app; the names are those of the stacks, where these are not what the JSON says. */
  public constructor(stacks: readonly TerraformJson[], names: readonly string[] = stacks.map(stackName)) {
    this.stacks = new Map(stacks.map((json, index) => [names[index] || `#${index}`, blockOf(json)]));
    const all = [...this.stacks].flatMap(([stack, json]) => this.read(stack, json));
    this.resources = all.filter(({ existing }) => !existing);
    this.index = new ResourceIndex(this.stacks, all);
    this.meanings = new Meanings(this.index, this.resources);
    this.resources.forEach((resource) => push(this.byType, resource.type, resource));
    this.resources.forEach((resource) => this.link(resource));
    this.stacks.forEach((json, stack) => {
      Object.entries(json)
        .filter(([block]) => !["resource", "//", "terraform"].includes(block))
        .forEach(([, block]) => this.references(stack, block, 0, { ...nothing(), resources: this.exported }));
    });
  }

  /** One of the stacks, by its name. */
  public stack(name: string): Stack {
    const stack = this.views.get(name);
    if (stack === undefined) {
      throw new Error(`the app has no stack ${name}`);
    }
    return stack;
  }

  /** The resources of some types. */
  public ofType(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** What a resource mentions, of some types or of all. */
  public uses(resource: Resource, ...types: string[]): Resource[] {
    return ofTypes(this.usesOf.get(resource), types);
  }

  /** The resources that mention a resource, of some types or of all. */
  public users(resource: Resource, ...types: string[]): Resource[] {
    return ofTypes(this.usersOf.get(resource), types);
  }

  /** Whether an output, a data source, a module or a local value mentions a resource. */
  public isExported(resource: Resource): boolean {
    return this.exported.has(resource);
  }

  /** What a value in a resource is, which is less than what it mentions. */
  public meaningOf(from: Pick<Resource, "stack">, value: unknown): Meaning {
    return this.meanings.of(from.stack, value);
  }

  /** What a value in a resource mentions, of some types or of all. */
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

  /** The resource, or what a data source looks up, at the Terraform address of a reference in a resource. */
  public at(from: Pick<Resource, "stack">, reference: Reference): Resource | undefined {
    return this.index.at(from.stack, reference);
  }

  /** What a value in a resource names by self links and data sources, whether it is in the app or not. */
  public links(from: Resource, value: unknown): readonly Link[] {
    const found = nothing();
    this.references(from.stack, value, 0, found);
    return found.links;
  }

  /** The resources of a name. Two of them are a mistake. */
  public named(space: Namespace, name: string): readonly Resource[] {
    return this.index.named(space, name);
  }

  /** All resources that have one name with another, each group once. */
  public namesakes(): (readonly Resource[])[] {
    return this.index.namesakes();
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

  /** Whether the stack of a resource has what the parts of a reference lead to, such as those of `var.image`. */
  public declares({ stack }: Resource, reference: readonly string[]): boolean {
    return declares(this.stacks.get(stack) ?? {}, reference);
  }

  /** Whether the stack of a resource configures a provider, with an alias or by its name alone. */
  public configures({ stack }: Resource, name: string, alias?: string): boolean {
    const configs = blocks(this.stacks.get(stack)?.provider?.[name]);
    return configs.some((each) => alias === undefined || each.alias === alias);
  }

  /** The names of all stacks with where they keep their states. */
  public backends(): { readonly stack: string; readonly type: string; readonly config: Block }[] {
    return [...this.stacks].flatMap(([stack, json]) =>
      Object.entries(json.terraform?.backend ?? {}).flatMap(([type, configs]) =>
        blocks(configs).map((config) => ({ stack, type, config })),
      ),
    );
  }

  private read(stack: string, json: TerraformJson): Resource[] {
    const made: Resource[] = [];
    const owner = new Stack(json, { made, meaningOf: (value) => this.meanings.of(stack, value) });
    this.views.set(stack, owner);
    const read = (section: TerraformResourcesJson | undefined, existing: boolean) =>
      resourcesIn(section).map((resource): Resource => {
        const { type, id, path, config } = resource;
        const name = text(config.name)?.replace(/\$\{[^}]*\}/g, "…") ?? text(config.service) ?? id;
        return { type, id, path, config, name, stack, owner, project: projectOf(stack, json, resource), existing };
      });
    made.push(...read(json.resource, false));
    return [...made, ...read(json.data, true)];
  }

  private link(resource: Resource): void {
    const found = nothing();
    const { resources: used } = found;
    for (const argument in resource.config) {
      if (argument !== "//") {
        this.references(resource.stack, resource.config[argument], 0, found);
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
    return CLOUD_RUN_GRANT.test(type) && name !== undefined && typeof place === "string"
      ? this.named({ project, collection: "services", place }, name)
      : [];
  }

  private references(stack: string, value: unknown, steps = 0, found = nothing()): Set<Resource> {
    if (typeof value === "object" && value !== null) {
      for (const key in value) {
        this.references(stack, (value as Block)[key], steps, found);
      }
    } else if (typeof value === "string") {
      const { resources, links } = this.mentioned(stack, value, steps);
      resources.forEach((resource) => found.resources.add(resource));
      found.links.push(...links);
    }
    return found.resources;
  }

  /** What a text mentions. Most texts are plain; others stand in many places. */
  private mentioned(stack: string, given: string, steps: number): Found {
    const hasLink = given.includes("/");
    if (!hasLink && !given.includes("{")) {
      return NOTHING;
    }
    const key = `${steps} ${stack}`;
    const texts = this.mentionedBy.get(key) ?? new Map<string, Found>();
    this.mentionedBy.set(key, texts);
    const known = texts.get(given);
    if (known !== undefined) {
      return known;
    }
    const found = nothing();
    texts.set(given, found);
    const link = hasLink ? this.index.linkOf(stack, given) : undefined;
    mentionsIn(given).forEach((reference) => this.follow(stack, reference, steps, found));
    if (link) {
      this.add(link, found);
    }
    return found;
  }

  private follow(stack: string, reference: Reference, steps: number, found: Found): void {
    const behind = this.index.behind(stack, reference);
    const link = this.index.lookedUp(stack, reference);
    if (behind) {
      if (steps < MAX_STEPS) {
        this.references(behind.stack, behind.value, steps + 1, found);
      }
    } else if (link) {
      this.add(link, found);
    } else {
      const resource = reference.isData ? undefined : this.index.at(stack, reference);
      if (resource) {
        found.resources.add(resource);
      }
    }
  }

  private add(link: Link, { links, resources }: Found): void {
    links.push(link);
    this.named(link, link.name).forEach((resource) => resources.add(resource));
  }
}

/** A function of an app that several rules ask for and that is computed once. */
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

function nothing(): Found {
  return { resources: new Set(), links: [] };
}

function ofTypes(resources: ReadonlySet<Resource> | undefined, types: readonly string[]): Resource[] {
  const all = [...(resources ?? [])];
  return types.length === 0 ? all : all.filter(({ type }) => types.includes(type));
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) {
    list.push(value);
  } else {
    lists.set(key, [value]);
  }
}
