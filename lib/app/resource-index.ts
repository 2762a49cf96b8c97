import { LOCAL, REMOTE_STATE, Reference } from "./expressions";
import { Namespace, namespaceOf, projectOf } from "./namespaces";
import { parseSelfLink } from "./self-links";
import { Link, Resource } from "./stack";
import { TerraformJson } from "./terraform-json";
import { blockOf, isExpression, knownText } from "./values";

/** What CDKTF writes before the name of another stack, for its state. */
const STATE_OF = "cross-stack-reference-input-";

/** A value and the stack that it stands in. */
interface Placed {
  readonly stack: string;
  readonly value: unknown;
}

/** The resources of an app by their Terraform addresses, and by their names in Google Cloud. */
export class ResourceIndex {
  private readonly byAddress = new Map<string, Resource>();
  private readonly byName = new Map<string, Resource[]>();

  public constructor(
    private readonly stacks: ReadonlyMap<string, TerraformJson>,
    resources: readonly Resource[],
  ) {
    resources.forEach((resource) => this.enter(resource));
  }

  /** The resource, or what a data source looks up, at the Terraform address of a reference. */
  public at(stack: string, { type, id, isData }: Pick<Reference, "type" | "id" | "isData">): Resource | undefined {
    return this.byAddress.get(addressOf(stack, type, id, isData));
  }

  /** The resources that are made with a name. Two of them are a mistake. */
  public named(space: Namespace, name: string): readonly Resource[] {
    return this.byName.get(keyOf(space, name)) ?? [];
  }

  /** All resources that have one name with another, each group once. */
  public namesakes(): (readonly Resource[])[] {
    return [...this.byName.values()].filter((resources) => resources.length > 1);
  }

  /** The value of a local value, or of an output of another stack; nothing for any other reference. */
  public behind(stack: string, { type, id, attribute }: Reference): Placed | undefined {
    if (type === REMOTE_STATE) {
      const other = stackOfState(id);
      return { stack: other, value: this.stacks.get(other)?.output?.[attribute ?? ""]?.value };
    }
    const local = this.stacks.get(stack)?.locals?.[id];
    return type === LOCAL
      ? { stack, value: attribute === undefined || typeof local === "string" ? local : blockOf(local)[attribute] }
      : undefined;
  }

  /** What a data source names. */
  public lookedUp(stack: string, reference: Reference): Link | undefined {
    const source = reference.isData ? this.at(stack, reference) : undefined;
    const space = source && namespaceOf(source.type, source.project, source.config);
    const name = knownText(source?.config, "name");
    return space && name !== undefined ? { ...space, name } : undefined;
  }

  /** What a self link that is written out in a stack names. */
  public linkOf(stack: string, given: string): Link | undefined {
    const link = isExpression(given) ? undefined : parseSelfLink(given);
    return link && { ...link, project: link.project ?? this.projectOf(stack) };
  }

  /** The resources that a self link names. Of a stack whose project only Terraform knows, it may be this one. */
  public linked(stack: string, link: Link): readonly Resource[] {
    const made = this.named(link, link.name);
    const project = this.projectOf(stack);
    return made.length > 0 || !project.includes(" ")
      ? made
      : this.named({ ...link, project }, link.name).filter((resource) => resource.stack === stack);
  }

  private projectOf(stack: string): string {
    return projectOf(stack, this.stacks.get(stack) ?? {}, { type: "google_", config: {} });
  }

  private enter(resource: Resource): void {
    const { stack, type, id, existing, project, config } = resource;
    this.byAddress.set(addressOf(stack, type, id, existing), resource);
    const space = existing ? undefined : namespaceOf(type, project, config);
    const name = knownText(config, "name");
    if (space && name !== undefined) {
      const key = keyOf(space, name);
      const namesakes = this.byName.get(key) ?? [];
      this.byName.set(key, namesakes);
      namesakes.push(resource);
    }
  }
}

/** The stack whose state a data source reads. */
export function stackOfState(id: string): string {
  return id.replace(STATE_OF, "");
}

function addressOf(stack: string, type: string, id: string, isData: boolean): string {
  return `${stack} ${isData ? "data." : ""}${type}.${id}`;
}

function keyOf({ project, collection, place }: Namespace, name: string): string {
  return [project, collection, place, name].join("/");
}
