import { TerraformJson, blocks } from "../app/terraform-json";
import { code } from "./markdown";
import { Block, blockOf, byText, isExpression, text } from "./values";

/** A resource, made by the stack or looked up by it. */
export interface Resource {
  readonly type: string;
  /** The second part of the Terraform address. */
  readonly id: string;
  /** The name in Google Cloud; what Terraform computes of it is written as `…`. */
  readonly name: string;
  /** The path of the construct that made it, if a construct did. */
  readonly path: string;
  readonly config: Block;
  /** Whether it is only looked up. */
  readonly existing: boolean;
  /** The stack it is in. */
  readonly stack: Stack;
}

/** Other stacks by their names: what a stack refers to may be in one of them. */
export interface Neighbours {
  readonly [stack: string]: TerraformJson;
}

interface Sections {
  readonly "//"?: unknown;
  readonly resource?: unknown;
  readonly data?: unknown;
  readonly output?: unknown;
  readonly provider?: unknown;
  readonly moved?: unknown;
}

const REFERENCE = /^(?:\/\/[a-z.]+\/)?\$\{(data\.)?([a-z0-9_]+)\.([^.[\]{}\s()]+)(?:\[[^\]]*\])?\.[A-Za-z0-9_]+\}$/;
const REMOTE = /^\$\{data\.terraform_remote_state\.([^.}]+)\.outputs\.([^}]+)\}$/;
const REMOTE_STACK = "cross-stack-reference-input-";
const LINK = /(?:^|\/)projects\/([^/]+)\/(?:global|(?:regions|locations)\/([^/]+))\/([A-Za-z]+)\/([^/]+)$/;

/** The types of the resources behind a collection of Google's API. */
const COLLECTIONS = new Map<string, readonly string[]>(
  Object.entries({
    addresses: ["google_compute_global_address"],
    backendBuckets: ["google_compute_backend_bucket"],
    backendServices: ["google_compute_backend_service"],
    certificateMaps: ["google_certificate_manager_certificate_map"],
    certificates: ["google_certificate_manager_certificate"],
    dnsAuthorizations: ["google_certificate_manager_dns_authorization"],
    networkEndpointGroups: ["google_compute_region_network_endpoint_group"],
    securityPolicies: ["google_compute_security_policy"],
    services: ["google_cloud_run_v2_service"],
    sslCertificates: ["google_compute_managed_ssl_certificate", "google_compute_ssl_certificate"],
    sslPolicies: ["google_compute_ssl_policy"],
    targetHttpProxies: ["google_compute_target_http_proxy"],
    targetHttpsProxies: ["google_compute_target_https_proxy"],
    urlMaps: ["google_compute_url_map"],
  }),
);

/** A stack's Terraform JSON with its references resolved. Nothing depends on the order of keys. */
export class Stack {
  /** The stack's name, where the JSON says it. */
  public readonly name: string | undefined;
  /** The Google Cloud project, where the provider says it. */
  public readonly project: string | undefined;

  private readonly sections: Sections;
  private readonly made: ReadonlyMap<string, readonly Resource[]>;
  private readonly byAddress = new Map<string, Resource>();
  private readonly referrers = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  private readonly found = new Map<string, Resource | undefined>();
  private readonly known = new Map<string, Stack | undefined>();

  public constructor(
    json: TerraformJson,
    private readonly neighbours: Neighbours = {},
  ) {
    this.sections = blockOf(json);
    this.name = text(blockOf(blockOf(this.sections["//"]).metadata).stackName);
    this.project = text(blockOf(blockOf(this.sections.provider).google).project);
    this.made = this.read(this.sections.resource, false);
    this.read(this.sections.data, true);
  }

  /** The resources of a type that the stack makes, by their ids. */
  public all(type: string): readonly Resource[] {
    return this.made.get(type) ?? [];
  }

  /** The resources of a type that refer to something in an argument, such as the grants of a service, by its name. */
  public referring(type: string, argument: string, name: string): readonly Resource[] {
    const key = `${type}.${argument}`;
    const byName = this.referrers.get(key) ?? this.groupByReference(type, argument);
    this.referrers.set(key, byName);
    return byName.get(name) ?? [];
  }

  /** All resources that the stack makes, by type and id. */
  public everything(): Resource[] {
    return [...this.made.values()].flat();
  }

  /** The value of an output. */
  public output(name: string): unknown {
    return blockOf(blockOf(this.sections.output)[name]).value;
  }

  /** What synthesis noted about the stack. */
  public comment(name: string): unknown {
    return blockOf(this.sections["//"])[name];
  }

  /** Where resources went that have another Terraform address now: from, to. */
  public moved(): [string, string][] {
    return blocks(this.sections.moved).flatMap(({ from, to }) => {
      const [former, present] = [text(from), text(to)];
      return former === undefined || present === undefined ? [] : [[former, present] as [string, string]];
    });
  }

  /** The resource that a value refers to: by an expression, by a self link, or by an IP address. */
  public find(value: unknown): Resource | undefined {
    const given = text(value);
    if (given === undefined) {
      return undefined;
    }
    if (!this.found.has(given)) {
      this.found.set(given, this.lookUp(given));
    }
    return this.found.get(given);
  }

  /** A value in words for the reader: the name of what it refers to, or else the value itself. */
  public label(value: unknown): string {
    const found = this.find(value);
    if (found) {
      return this.labelOf(found);
    }
    const given = text(value);
    if (given === undefined) {
      return "unknown";
    }
    const [remote, state] = REMOTE.exec(given) ?? [];
    if (remote !== undefined) {
      return `${code(given)} (of stack ${state.replace(REMOTE_STACK, "")})`;
    }
    const { project, name } = linkIn(given) ?? {};
    if (name === undefined) {
      return code(given);
    }
    return project === this.project
      ? `${code(name)} (existing)`
      : `${code(name)} (existing, in project ${code(project ?? "")})`;
  }

  /** A resource in words for the reader. */
  public labelOf({ name, existing, stack }: Resource): string {
    const where = stack === this ? (existing ? " (existing)" : "") : ` (of stack ${stack.name ?? "unknown"})`;
    return `${code(name)}${where}`;
  }

  /** What stays the same of a reference between two versions of a stack: the name, and the project if it is another. */
  public identity(value: unknown): string {
    const found = this.find(value);
    if (found) {
      return found.name;
    }
    const given = text(value) ?? "";
    const { project, name = given } = linkIn(given) ?? {};
    return project === undefined || project === this.project ? name : `${project}/${name}`;
  }

  /** The project of a resource: its own, or else the provider's. */
  public projectOf({ config }: Resource): string | undefined {
    return text(config.project) ?? this.project;
  }

  private read(section: unknown, existing: boolean): Map<string, Resource[]> {
    const types = Object.entries(blockOf(section)).sort(([one], [other]) => byText(one, other));
    return new Map(
      types.map(([type, byId]) => {
        const configs = Object.entries(blockOf(byId)).sort(([one], [other]) => byText(one, other));
        const resources = configs.flatMap(([id, value]) =>
          blocks(value)
            .slice(0, 1)
            .map((config) => this.remember({ type, id, config, existing })),
        );
        return [type, resources];
      }),
    );
  }

  private remember({ type, id, config, existing }: Pick<Resource, "type" | "id" | "config" | "existing">): Resource {
    const name = text(config.name)?.replace(/\$\{[^}]*\}/g, "…") ?? text(config.service) ?? id;
    const path = text(blockOf(blockOf(config["//"]).metadata).path) ?? "";
    const resource = { type, id, name, path, config, existing, stack: this };
    this.byAddress.set(`${existing ? "data." : ""}${type}.${id}`, resource);
    return resource;
  }

  private lookUp(given: string): Resource | undefined {
    const [reference, data = "", type, id] = REFERENCE.exec(given) ?? [];
    if (reference !== undefined) {
      return this.byAddress.get(`${data}${type}.${id}`);
    }
    const [remote, state, output] = REMOTE.exec(given) ?? [];
    if (remote !== undefined) {
      return this.neighbour(state)?.findOutput(output);
    }
    return this.findLink(given);
  }

  private findLink(link: string): Resource | undefined {
    if (isExpression(link)) {
      return undefined;
    }
    const { project, region, collection, name } = linkIn(link) ?? {};
    if (collection === undefined) {
      return this.all("google_compute_global_address").find(({ config }) => text(config.address) === link);
    }
    return (COLLECTIONS.get(collection) ?? [])
      .flatMap((type) => this.all(type))
      .find((resource) => {
        const place = text(resource.config.region) ?? text(resource.config.location);
        const own = this.projectOf(resource);
        return (
          resource.name === name &&
          (own === undefined || isExpression(own) || own === project) &&
          (region === undefined || place === undefined || place === region)
        );
      });
  }

  private findOutput(name: string): Resource | undefined {
    return this.find(this.output(name));
  }

  private groupByReference(type: string, argument: string): Map<string, Resource[]> {
    const byName = new Map<string, Resource[]>();
    for (const resource of this.all(type)) {
      const name = this.identity(resource.config[argument]);
      byName.set(name, [...(byName.get(name) ?? []), resource]);
    }
    return byName;
  }

  private neighbour(state: string): Stack | undefined {
    const name = state.replace(REMOTE_STACK, "");
    if (!this.known.has(name)) {
      this.known.set(name, this.readNeighbour(name));
    }
    return this.known.get(name);
  }

  private readNeighbour(name: string): Stack | undefined {
    const { [name]: json, ...others } = this.neighbours;
    // without itself among its neighbours, so that stacks which refer to each other come to an end
    return json === undefined ? undefined : new Stack(json, others);
  }
}

/** What a self link that is written out says. */
function linkIn(value: string) {
  const [link, project, region, collection, name] = isExpression(value) ? [] : (LINK.exec(value) ?? []);
  return link === undefined ? undefined : { project, region: region as string | undefined, collection, name };
}
