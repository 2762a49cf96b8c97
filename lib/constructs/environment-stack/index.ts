import { ProjectService } from "@cdktf/provider-google/lib/project-service";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import {
  Aspects,
  GcsBackend,
  IAspect,
  LocalBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  dependable,
} from "cdktf";
import { Construct, IConstruct, Node, RootConstruct } from "constructs";
import { makeResource } from "../../resource/make-resource";
import { hasBackend, prepareReferences } from "../../resource/prepare";
import { isRenamed, kebabCase, pathInStack, rename } from "../../resource/names";
import { EnvironmentSynthesizer } from "../../synthesis/environment-synthesizer";
import { Outputs } from "./outputs";
import { judge, judgeAsWhole, judgeAtSynth } from "../../resource/findings";
import { shaped } from "../../shape/guard";
import { traceConstructs } from "../../synthesis/source-lines";
import { requireSynth } from "../../synthesis/written";

/** Keeps stack traces, and with them absolute paths, out of the manifest. */
const NO_STACK_TRACES = "@cdktf/disable_stack_trace_in_metadata";
/** Where the backend is, whose own id is always "backend", so that constructs of the user can have that id. */
const STATE = "$state";
/** The APIs of every site. */
const APIS = ["compute", "run"];
/** The APIs that only some sites need, by what the types of their resources begin with. */
const FURTHER_APIS: readonly (readonly [types: string, api: string])[] = [
  ["google_certificate_manager_", "certificatemanager"],
  ["google_dns_", "dns"],
  ["google_iap_", "iap"],
  ["google_network_security_", "networksecurity"],
];
/** Where Terraform reads which version of the provider it installs. */
const PROVIDER_VERSION = "terraform.required_providers.google.version";
/** What looks up the number of the project, and its API. */
const PROJECT = "google_project";
const PROJECT_API = "cloudresourcemanager";

/** The properties of an `EnvironmentStack`. */
export interface EnvironmentStackProps {
  /** The id of the Google Cloud project. */
  readonly project: string;
  /**
   * The Cloud Storage bucket that stores Terraform's state. The bucket must exist and have object versioning enabled.
   *
   * @default - The state is a local file, `terraform.<stack id>.tfstate`, next to the output folder.
   */
  readonly stateBucket?: string;
  /**
   * The folder for the state in the bucket. If you change it, Terraform does not find the old state, which stays in the
   * old folder.
   *
   * @default - The folder is named after the stack's id.
   */
  readonly statePrefix?: string;
  /**
   * The versions of the provider that Terraform may install, as a version constraint such as `"~> 7.45"` or
   * `">= 8.2, < 9.0.0"`. The lowest version counts: synth refuses what this version does not have. The lowest version that
   * you can set is 6.50.0. Before you change the major version of a site in use, read
   * https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb/blob/main/docs/provider-versions.md.
   *
   * @default - Terraform installs the version of the installed bindings, such as 6.50.0.
   * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
   */
  readonly providerVersion?: string;
  /**
   * Labels that are added to every resource that can have labels.
   *
   * @default - No labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * Whether the stack enables the APIs of Compute Engine and Cloud Run before it creates other resources, and those of
   * Certificate Manager, Cloud DNS, Identity-Aware Proxy, Cloud Resource Manager and Network Security if it needs them. The
   * APIs stay enabled when the stack is destroyed.
   *
   * @default false
   */
  readonly enableApis?: boolean;
}

/**
 * The options of `EnvironmentStack.renamed`: the old and the new path of a construct whose resources must not be
 * replaced.
 */
export interface RenamedOptions {
  /** The old path of the construct, without the stack's id, such as `"WebBackend"` or `"Site/WebBackend"`. */
  readonly formerPath: string;
  /** The new path of the construct, without the stack's id, such as `"Backend"` or `"Site/Backend"`. */
  readonly path: string;
}

/**
 * One environment of a site: its project, provider, state, labels and outputs.
 *
 * All environments of an app are checked before the first file is written. The stack adds the outputs `addresses`,
 * `dns_records` (the records to create at your DNS provider) and `certificates`. If you create an output with one of
 * these names yourself, the stack does not add its own.
 *
 * The name of every resource begins with the stack's id, so that environments can share a project. The id must begin
 * with a letter.
 */
export class EnvironmentStack extends TerraformStack {
  /** The id of the Google Cloud project. */
  public readonly project: string;
  /** The Terraform provider. Use it for settings that have no prop here. */
  public readonly provider: GoogleProvider;

  private readonly addresses = new Map<string, TerraformResource>();
  private readonly renamings: RenamedOptions[] = [];
  private readonly outputs = new Outputs(this);

  public constructor(scope: Construct, id: string, props: EnvironmentStackProps) {
    props = shaped("EnvironmentStack", scope, id, props);
    super(scope, id);
    traceConstructs(this);
    requireSynth();
    judgeAsWhole(this);
    // in a method, jsii would compare a union of types whose order hangs on that of the files
    this.allocateLogicalId = (tfElement) => this.addressOf(tfElement, (element) => super.allocateLogicalId(element));
    judge(
      this,
      ["EnvironmentStack", { id, kebabId: kebabCase(id), project: props.project }],
      ["labels", { labels: props.labels }],
      ["EnvironmentStack.state", props],
      ["EnvironmentStack.providerVersion", props],
    );
    this.node.setContext(NO_STACK_TRACES, true);
    judgeAtSynth(this, "EnvironmentStack.renamings", () => ({ lost: this.lostRenamings() }));
    this.synthesizer = new EnvironmentSynthesizer(this);
    this.project = props.project;
    this.provider = new GoogleProvider(this, "Google", {
      project: props.project,
      defaultLabels: props.labels,
      // it would cost a second request per address and forwarding rule; one that fails between the two is stuck
      addTerraformAttributionLabel: false,
    });
    if (props.providerVersion !== undefined) {
      this.addOverride(PROVIDER_VERSION, props.providerVersion);
    }
    if (props.stateBucket === undefined) {
      new LocalBackend(new Construct(this, STATE), { path: `../../../terraform.${id}.tfstate` });
    } else {
      new GcsBackend(new Construct(this, STATE), { bucket: props.stateBucket, prefix: props.statePrefix ?? id });
    }
    if (props.enableApis) {
      APIS.forEach((api) => this.enable(api));
      Aspects.of(this).add(new AfterApis((api) => this.enable(api)));
    }
  }

  /**
   * Declares that a construct has a new path. Call this method before you create the construct. The resources of the
   * construct keep their names and Terraform addresses, so that nothing is replaced. Keep this call as long as the
   * resources exist.
   */
  public renamed(options: RenamedOptions): void {
    const [from, to] = [options.formerPath, options.path].map((path) => path.split("/"));
    const existing = { formerPath: find(this, from) !== undefined, path: find(this, to) !== undefined };
    judge(this, ["EnvironmentStack.renamed", { stackId: this.node.id, ...options, existing }]);
    rename(this, { from, to });
    this.renamings.push(options);
  }

  /** Adds the Terraform outputs to the stack. CDKTF calls this method before synthesis; do not call it yourself. */
  public prepareStack(): void {
    this.outputs.refresh();
    // a backend that the user made takes the place of ours
    if (hasBackend(this)) {
      this.node.tryRemoveChild(STATE);
    }
    prepareReferences(this);
  }

  /** Terraform addresses: by the path that a construct had before it was renamed, and each for one resource only. */
  private addressOf(
    tfElement: TerraformElement | Node,
    allocate: (element: TerraformElement | Node) => string,
  ): string {
    const node = TerraformElement.isTerraformElement(tfElement) ? tfElement.node : tfElement;
    const construct = node.scopes[node.scopes.length - 1];
    const isAtHome = !isRenamed(construct, this);
    const logicalId = allocate(isAtHome ? tfElement : formerNode(pathInStack(construct, this)));
    if (TerraformResource.isTerraformResource(tfElement)) {
      this.claim(`${tfElement.terraformResourceType}.${logicalId}`, tfElement);
    }
    return logicalId;
  }

  private claim(address: string, resource: TerraformResource): void {
    const owner = this.addresses.get(address) ?? resource;
    if (owner !== resource) {
      judge(resource, ["addressClaim", { owner: owner.node.path, name: address }]);
    }
    this.addresses.set(address, resource);
  }

  /** Where a renaming leads to neither a construct nor the next renaming. */
  private lostRenamings(): string[] {
    const goesOn = (to: string) => this.renamings.some(({ formerPath }) => `${formerPath}/`.startsWith(`${to}/`));
    return this.renamings.map(({ path }) => path).filter((path) => !goesOn(path) && !find(this, path.split("/")));
  }

  private enable(api: string): ProjectService {
    const id = `Api-${api}`;
    const present = this.node.tryFindChild(id) as ProjectService | undefined;
    return (
      present ?? makeResource(ProjectService, this, { service: `${api}.googleapis.com`, disableOnDestroy: false }, id)
    );
  }
}

/** Makes every resource wait for the APIs of all sites and its own. */
class AfterApis implements IAspect {
  public constructor(private readonly enable: (api: string) => ProjectService) {}

  /** Adds the APIs to what a resource depends on. */
  public visit(construct: IConstruct): void {
    const { tfResourceType: api } = ProjectService;
    if (TerraformResource.isTerraformResource(construct) && construct.terraformResourceType !== api) {
      const type = construct.terraformResourceType;
      const needed = [...APIS, ...FURTHER_APIS.flatMap(([types, its]) => (type.startsWith(types) ? [its] : []))];
      construct.dependsOn = [...(construct.dependsOn ?? []), ...needed.map((each) => dependable(this.enable(each)))];
    } else if (TerraformDataSource.isTerraformDataSource(construct) && construct.terraformResourceType === PROJECT) {
      construct.dependsOn = [...(construct.dependsOn ?? []), dependable(this.enable(PROJECT_API))];
    }
  }
}

function find(stack: TerraformStack, path: readonly string[]): IConstruct | undefined {
  return path.reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), stack);
}

/** A node at a path in a tree of its own. */
function formerNode([top, ...below]: string[]): Node {
  return below.reduce<Construct>((scope, id) => new Construct(scope, id), new RootConstruct(top)).node;
}
