import { Namespace } from "./namespaces";
import { SelfLink } from "./self-links";
import { StackCommentJson, TerraformJson, TerraformResourceJson, blocks, stackName } from "./terraform-json";
import { Block, blockOf, text } from "./values";

/** A resource and where it stands. */
export interface Resource extends TerraformResourceJson {
  /** The name in Google Cloud; what Terraform computes of it is written as `…`. */
  readonly name: string;
  /** The name of its stack. */
  readonly stack: string;
  /** Its stack. */
  readonly owner: Stack;
  /** The project's id; where only Terraform knows it, a text with a space that is the same for the same project. */
  readonly project: string;
  /** Whether it is only looked up, by a data source. */
  readonly existing: boolean;
}

/** What a self link or a data source names, whether it is in the app or not. */
export interface Link extends Namespace {
  readonly name: string;
}

/** What a value is: one of these, for all that is known. Two of them where a condition decides. */
export interface Meaning {
  /** Resources of the app, or those that it looks up. */
  readonly resources: readonly Resource[];
  /** What self links name that is not in the app. */
  readonly links: readonly SelfLink[];
  /** Whether it may be something else, which only Terraform knows. */
  readonly mayBeOther: boolean;
}

/** What an app knows of one of its stacks. */
interface Read {
  /** What the stack makes. */
  readonly made: readonly Resource[];
  /** What a value of the stack is. */
  readonly meaningOf: (value: unknown) => Meaning;
}

/** One stack of an app, with what its values are. Nothing depends on the order of keys. */
export class Stack {
  /** The stack's name, where the JSON says it. */
  public readonly name: string | undefined;
  /** The Google Cloud project, where the provider says it. */
  public readonly project: string | undefined;

  private readonly known: { made?: Resource[]; byType?: ReadonlyMap<string, readonly Resource[]> } = {};
  private readonly referrers = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  public constructor(
    private readonly json: TerraformJson,
    private readonly read: Read,
  ) {
    this.name = text(stackName(json));
    this.project = text(blockOf(json.provider?.google).project);
  }

  /** All resources that the stack makes, by type and id. */
  public get resources(): readonly Resource[] {
    this.known.made ??= [...this.read.made].sort(
      (one, other) => order(one.type, other.type) || order(one.id, other.id),
    );
    return this.known.made;
  }

  /** Where Terraform keeps the state: the settings by the kind of place. Undefined where the stack does not say it. */
  public get backend(): Block | undefined {
    return this.json.terraform?.backend;
  }

  /** What synthesis noted about the stack. */
  public get comment(): StackCommentJson {
    return blockOf(this.json["//"]);
  }

  /** The resources of some types that the stack makes, by type as they are given, and id. */
  public ofType(...types: string[]): Resource[] {
    this.known.byType ??= grouped(this.resources, ({ type }) => type);
    const { byType } = this.known;
    return types.flatMap((type) => byType.get(type) ?? []);
  }

  /** The resources of a type of which an argument may be a resource, such as the grants on a service. */
  public referring(type: string, argument: string, to: Pick<Resource, "name">): readonly Resource[] {
    const key = `${type}.${argument}`;
    const byName =
      this.referrers.get(key) ?? grouped(this.ofType(type), ({ config }) => this.identityOf(config[argument]));
    this.referrers.set(key, byName);
    return byName.get(to.name) ?? [];
  }

  /** The value of an output. */
  public output(name: string): unknown {
    return this.json.output?.[name]?.value;
  }

  /** Where resources went that have another Terraform address now: from, to. */
  public get moved(): [from: string, to: string][] {
    return blocks(this.json.moved).flatMap(({ from, to }): [string, string][] => {
      const [former, present] = [text(from), text(to)];
      return former === undefined || present === undefined ? [] : [[former, present]];
    });
  }

  /** What a value is. */
  public meaningOf(value: unknown): Meaning {
    return this.read.meaningOf(value);
  }

  /** The one resource that a value is; nothing where it may be another one too. */
  public find(value: unknown): Resource | undefined {
    const { resources, links, mayBeOther } = this.meaningOf(value);
    return resources.length === 1 && links.length === 0 && !mayBeOther ? resources[0] : undefined;
  }

  /** What stays the same of a reference between two versions of a stack: the name, and the project if it is another. */
  public identityOf(value: unknown): string {
    const { resources, links, mayBeOther } = this.meaningOf(value);
    const names = [
      ...resources.map(({ name }) => name),
      ...links.map(({ project, name }) =>
        project === undefined || project === this.project ? name : `${project}/${name}`,
      ),
    ];
    return mayBeOther || names.length === 0 ? (text(value) ?? "") : names.join(" or ");
  }

  /** The project of a resource: its own, or else the provider's. */
  public projectOf({ config }: Resource): string | undefined {
    return text(config.project) ?? this.project;
  }
}

function grouped(resources: readonly Resource[], keyOf: (resource: Resource) => string): Map<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [resource]);
    } else {
      group.push(resource);
    }
  }
  return groups;
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
