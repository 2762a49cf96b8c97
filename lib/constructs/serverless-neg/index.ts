import { ComputeRegionNetworkEndpointGroup } from "@cdktf/provider-google/lib/compute-region-network-endpoint-group";
import { DataGoogleComputeRegionNetworkEndpointGroup } from "@cdktf/provider-google/lib/data-google-compute-region-network-endpoint-group";
import { ITerraformDependable } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { BackendConfig, IBackend, ServerlessKind } from "../backend";
import { InvocableTarget, madeServiceOf } from "../invocable";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { replacedUnder } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { regionOfEndpointGroup } from "../../app/self-links";
import { ServerlessTarget } from "./serverless-target";

export * from "./serverless-target";

/** The services for which network endpoint groups were made below backend services. */
const services = new WeakMap<IConstruct, IConstruct>();

/** A serverless network endpoint group, created here or existing. */
export interface IServerlessNeg extends IConstruct, IBackend {
  /** The self link of the network endpoint group. */
  readonly serverlessNegSelfLink: string;
}

/** The properties of a `ServerlessNeg`. */
export interface ServerlessNegProps {
  /**
   * The region, which must be the region of the target service. It must be known at synth, so it cannot be a CDKTF
   * token (a value that only Terraform knows).
   */
  readonly region: string;
  /** The service that gets the requests, or a URL mask that selects the service. */
  readonly target: ServerlessTarget;
  /**
   * A description of the network endpoint group, shown in the Google Cloud console. If you change the description, a
   * new network endpoint group is created before the old one is deleted, so there is no outage. If
   * `name` is set, later changes of the description are ignored.
   *
   * @default - The network endpoint group has no description.
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters. If you import an existing network endpoint group into Terraform, set
   * this to its name. A change to any property creates a new network endpoint group before the old one is deleted, and
   * both cannot have the same name. If you set the name yourself, change it together with any other property.
   *
   * @default - The name is made from the construct's path and a digest of the region, the target and the description.
   */
  readonly name?: string;
}

/** The attributes that describe an existing serverless network endpoint group. */
export interface ServerlessNegAttributes {
  /** The self link of the network endpoint group, either the full URL or the part that begins with `projects/`. */
  readonly serverlessNegSelfLink: string;
  /**
   * The region of the network endpoint group.
   *
   * @default - The region is taken from the self link. In this case, the self link cannot be a CDKTF token (a value
   * that only Terraform knows).
   */
  readonly region?: string;
  /**
   * The serverless platform of the network endpoint group's target.
   *
   * @default - The platform is not checked against the other backends of a backend service.
   */
  readonly kind?: ServerlessKind;
}

/** Options of the method `ServerlessNeg.fromServerlessNegName`. */
export interface ServerlessNegNameOptions {
  /**
   * The region in which the name is looked up. It must be known at synth, so it cannot be a CDKTF token (a value that
   * only Terraform knows).
   */
  readonly region: string;
  /**
   * The serverless platform of the network endpoint group's target.
   *
   * @default - The platform is not checked against the other backends of a backend service.
   */
  readonly kind?: ServerlessKind;
}

/**
 * A serverless network endpoint group (NEG), which connects a backend service to a Cloud Run service, a Cloud Function
 * or an App Engine app in one region.
 *
 * A `CloudRunService` creates its own network endpoint group. Create one yourself for a URL mask, a traffic tag, Cloud
 * Functions or App Engine.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export class ServerlessNeg extends Construct implements IServerlessNeg {
  /**
   * References an existing network endpoint group by its name. During `terraform plan`, Terraform looks up the name in
   * the provider's project.
   */
  public static fromServerlessNegName(
    scope: Construct,
    id: string,
    serverlessNegName: string,
    options: ServerlessNegNameOptions,
  ): IServerlessNeg {
    const { region, kind } = options;
    class Import extends Construct implements IServerlessNeg {
      public readonly serverlessNegSelfLink = new DataGoogleComputeRegionNetworkEndpointGroup(this, "Resource", {
        name: serverlessNegName,
        region,
      }).selfLink;
      public bind(): BackendConfig {
        return { group: this.serverlessNegSelfLink, region, kind };
      }
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "serverlessNegName", name: serverlessNegName }]);
    judge(imported, ["ServerlessNeg.fromServerlessNegName", options]);
    return imported;
  }

  /** References an existing network endpoint group by its self link. */
  public static fromServerlessNegAttributes(
    scope: Construct,
    id: string,
    attributes: ServerlessNegAttributes,
  ): IServerlessNeg {
    const { serverlessNegSelfLink } = attributes;
    const region = attributes.region ?? regionOfEndpointGroup(serverlessNegSelfLink) ?? serverlessNegSelfLink;
    class Import extends Construct implements IServerlessNeg {
      public readonly serverlessNegSelfLink = serverlessNegSelfLink;
      public bind(): BackendConfig {
        return { group: this.serverlessNegSelfLink, region, kind: attributes.kind };
      }
    }
    const imported = new Import(scope, id);
    judge(imported, ["existingEndpointGroup", { serverlessNegSelfLink }]);
    judge(imported, [
      "ServerlessNeg.fromServerlessNegAttributes",
      { region, ofSelfLink: regionOfEndpointGroup(serverlessNegSelfLink) },
    ]);
    return imported;
  }

  /**
   * The network endpoint group that a backend service needs for one service, made below it.
   *
   * @internal
   */
  public static _below(
    backendService: Construct,
    service: IConstruct,
    props: ServerlessNegProps,
    dependsOn: ITerraformDependable[],
  ): BackendConfig {
    const { region } = props;
    const id = `Neg-${region}`;
    const made = backendService.node.tryFindChild(id);
    const present = made ? [{ region, path: services.get(made)?.node.path }] : [];
    judge(backendService, ["BackendService.addBackend", { added: { region }, present }]);
    const neg = new ServerlessNeg(backendService, id, props);
    services.set(neg, service);
    return { ...neg.config, dependsOn };
  }

  /** The Terraform resource of the network endpoint group. */
  public readonly resource: ComputeRegionNetworkEndpointGroup;
  /** The region of the network endpoint group. */
  public readonly region: string;
  /** The serverless platform of the network endpoint group's target. */
  public readonly kind: ServerlessKind;
  /** The name of the network endpoint group in Google Cloud. */
  public readonly serverlessNegName: string;

  private readonly target: ServerlessTarget;
  private invocable?: InvocableTarget;

  public constructor(scope: Construct, id: string, props: ServerlessNegProps) {
    props = shaped("ServerlessNeg", scope, id, props);
    super(scope, id);
    judge(this, ["ServerlessNeg", { region: props.region }]);
    this.region = props.region;
    this.target = props.target;
    this.kind = props.target.kind;
    const { resource, name } = makeNamed(ComputeRegionNetworkEndpointGroup, this, {
      name: props.name,
      region: props.region,
      networkEndpointType: "SERVERLESS",
      description: props.description,
      ...props.target._config,
      lifecycle: replacedUnder(props.name),
      identity: props.target._identity,
    });
    this.resource = resource;
    this.serverlessNegName = name;
  }

  /** The self link of the network endpoint group. */
  public get serverlessNegSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /**
   * Returns the settings that a backend service needs to use this network endpoint group. `BackendService.addBackend`
   * calls this method.
   */
  public bind(backendService: Construct): BackendConfig {
    const { service } = this.target._config.cloudRun ?? {};
    if (service === undefined) {
      return this.config;
    }
    madeServiceOf(this, service)?._usedBy(backendService);
    this.invocable ??= new InvocableTarget(this, service, this.region);
    return { ...this.config, invocable: this.invocable };
  }

  private get config(): BackendConfig {
    return { group: this.serverlessNegSelfLink, region: this.region, kind: this.kind };
  }
}
