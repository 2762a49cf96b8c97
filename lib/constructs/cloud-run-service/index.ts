import type { ComputeBackendService } from "@cdktf/provider-google/lib/compute-backend-service";
import { CloudRunV2Service } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { BackendConfig } from "../backend";
import { isEnabled } from "../iap";
import { grant } from "../invocable";
import { BACKEND_SERVICE } from "../../app/types";
import { CloudRunIngressName } from "../../google/ingress";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { ServerlessNeg, ServerlessTarget } from "../serverless-neg";
import { waitFor } from "../../resource/wait-for";
import { shaped } from "../../shape/guard";
import { bindMembers } from "./iap-members";
import { CloudRunInvoker } from "./invoker";
import { CloudRunIngress, CloudRunServiceAttributes, CloudRunServiceProps, ICloudRunService } from "./props";
import { givenBesides, leftToOthers, renderTemplate, renderTraffic } from "./template";

export * from "./container";
export * from "./gpu";
export * from "./invoker";
export * from "./probe";
export * from "./props";
export * from "./traffic-target";
export * from "./volume";
export * from "./vpc-access";

/**
 * A Cloud Run service in one region. By default, visitors can reach it through the load balancer only.
 *
 * For settings that have no prop here, such as Binary Authorization, change the Terraform resource in `resource`.
 *
 * @see https://docs.cloud.google.com/run/docs/deploying
 */
export class CloudRunService extends Construct implements ICloudRunService {
  /**
   * References an existing Cloud Run service. Its owner must set its ingress and who can call it: for a public site,
   * with `gcloud run services update --ingress=internal-and-cloud-load-balancing --no-invoker-iam-check`.
   */
  public static fromCloudRunServiceAttributes(
    scope: Construct,
    id: string,
    attributes: CloudRunServiceAttributes,
  ): ICloudRunService {
    const { cloudRunServiceName, region } = attributes;
    class Import extends Construct implements ICloudRunService {
      public readonly cloudRunServiceName = cloudRunServiceName;
      public readonly region = region;
      public bind(backendService: Construct): BackendConfig {
        const target = ServerlessTarget.cloudRun(cloudRunServiceName);
        return { ...ServerlessNeg._below(backendService, this, { region, target }, []), invocable: this };
      }
      public grantInvoke(id: string, member: string): void {
        grant(this, id, member);
      }
    }
    const imported = new Import(scope, id);
    judge(imported, ["CloudRunService.fromCloudRunServiceAttributes", attributes]);
    return imported;
  }

  /** The Terraform resource of the Cloud Run service. */
  public readonly resource: CloudRunV2Service;
  /** The region of the Cloud Run service. */
  public readonly region: string;

  private readonly physicalName: string;
  private readonly namesInvoker: boolean;
  private readonly hasIap: boolean;
  private readonly grants: ITerraformDependable[] = [];
  private readonly users: Construct[] = [];

  public constructor(scope: Construct, id: string, props: CloudRunServiceProps) {
    props = shaped("CloudRunService", scope, id, props);
    super(scope, id);
    judge(
      this,
      ["labels", { labels: props.labels }],
      ["CloudRunService", givenBesides(props)],
      ["Iap", props.iap?._options],
    );
    this.namesInvoker = props.invoker !== undefined;
    this.hasIap = props.iap !== undefined && isEnabled(props.iap);
    const invoker = props.invoker ?? (this.hasIap ? CloudRunInvoker.members([]) : CloudRunInvoker.withoutIamCheck());
    const ingress: CloudRunIngressName = props.ingress ?? CloudRunIngress.INTERNAL_LOAD_BALANCER;
    this.region = props.region;
    const { resource, name } = makeNamed(CloudRunV2Service, this, {
      name: props.name,
      location: props.region,
      labels: props.labels,
      ingress,
      invokerIamDisabled: invoker._iamDisabled,
      iapEnabled: props.iap && this.hasIap,
      customAudiences: props.customAudiences,
      defaultUriDisabled: props.defaultUriDisabled,
      deletionProtection: props.deletionProtection ?? false,
      template: renderTemplate(props),
      traffic: renderTraffic(props.traffic),
      description: props.description,
      lifecycle: { ...CREATE_BEFORE_DESTROY, ignoreChanges: leftToOthers(props) },
    });
    this.resource = resource;
    this.physicalName = name;
    invoker._members.forEach((member) => this.grantInvoke(`Invoker-${member}`, member));
    if (props.iap) {
      this.grants.push(...bindMembers(this, resource, props.iap));
    }
  }

  /** The name of the Cloud Run service in Google Cloud. */
  public get cloudRunServiceName(): string {
    return this.resource.name;
  }

  /**
   * The `run.app` URL of the service. With the default ingress, it answers 404 to requests from the internet. With
   * `defaultUriDisabled`, it is empty.
   */
  public get cloudRunServiceUri(): string {
    return this.resource.uri;
  }

  /**
   * Creates a network endpoint group for this service inside the backend service, and returns the settings of the
   * backend. `BackendService.addBackend` calls this method.
   */
  public bind(backendService: Construct): BackendConfig {
    this._usedBy(backendService);
    const target = ServerlessTarget._cloudRunService(this.cloudRunServiceName, this.physicalName);
    const config = ServerlessNeg._below(backendService, this, { region: this.region, target }, this.grants);
    return { ...config, invocable: this };
  }

  /**
   * Notes a backend service that sends requests here. Behind Identity-Aware Proxy alone, nobody else calls the service.
   *
   * @internal
   */
  public _usedBy(backendService: Construct): void {
    this.users.push(backendService);
    if (!this.namesInvoker && !this.hasIap) {
      this.resource.invokerIamDisabled = !this.users.every(hasIap);
    }
  }

  /**
   * Lets a member call the service. The member must send an ID token with every request.
   *
   * @param id A construct id for this grant, unique in the service. It is not made from `member`, because the member
   * can be a CDKTF token (a value that only Terraform knows).
   * @param member The IAM member, such as `"serviceAccount:scheduler@acme.iam.gserviceaccount.com"`.
   */
  public grantInvoke(id: string, member: string): void {
    const made = grant(this, id, member);
    this.grants.push(made);
    this.users
      .map(({ node }) => node.defaultChild)
      .filter((user) => user !== undefined && TerraformResource.isTerraformResource(user))
      .forEach((user) => waitFor(user, [made]));
  }
}

/** Whether what sends requests is a backend service with Identity-Aware Proxy. */
function hasIap({ node: { defaultChild: user } }: IConstruct): boolean {
  return (
    TerraformResource.isTerraformResource(user) &&
    user.terraformResourceType === BACKEND_SERVICE &&
    (user as ComputeBackendService).iapInput?.enabled === true
  );
}
