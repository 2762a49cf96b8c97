import {
  ComputeBackendService,
  ComputeBackendServiceBackend,
} from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeBackendServiceSignedUrlKey } from "@cdktf/provider-google/lib/compute-backend-service-signed-url-key";
import { DataGoogleComputeBackendService } from "@cdktf/provider-google/lib/data-google-compute-backend-service";
import { Construct } from "constructs";
import { BackendConfig, IBackend } from "../backend";
import { judge, judgeAtSynth } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { makeResource } from "../../resource/make-resource";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { IRouteTarget } from "../route-target";
import { ISecurityPolicy } from "../security-policy";
import { withoutStackTraces } from "../../resource/stack-traces";
import { waitFor } from "../../resource/wait-for";
import { shaped, shapedAs } from "../../shape/guard";
import { CdnPolicy, renderCdnPolicy } from "./cdn-policy";
import { BackendLogConfig, renderLogConfig } from "./log-config";
import { OutlierDetection, renderOutlierDetection } from "./outlier-detection";

export { type CacheKeyPolicy, CacheKeyQueryString } from "./cache-key-policy";
export { type CacheAllStaticOptions, CdnPolicy, type CdnPolicyOptions, type ForceCacheAllOptions } from "./cdn-policy";
export { type BackendLogConfig, LogOptionalMode } from "./log-config";
export * from "./negative-caching";
export { OutlierDetection, type OutlierDetectionOptions } from "./outlier-detection";

/** A backend that a backend service has, and the path of its construct, if it is one. */
type BoundBackend = BackendConfig & { readonly path?: string };

/** A backend service, made here or existing. A route can send requests to it. */
export interface IBackendService extends IRouteTarget {
  /** The self link. */
  readonly backendServiceSelfLink: string;
}

/** Props of `BackendService`. */
export interface BackendServiceProps {
  /**
   * Where requests go: one backend per region, all of the same kind and doing the same. Requests go to the region
   * nearest to the visitor.
   *
   * @default - none; `addBackend` must add one before synth
   */
  readonly backends?: IBackend[];
  /**
   * What Cloud CDN caches.
   *
   * @default - no Cloud CDN
   */
  readonly cdnPolicy?: CdnPolicy;
  /**
   * The Cloud Armor policy that requests must pass.
   *
   * @default - none
   */
  readonly securityPolicy?: ISecurityPolicy;
  /**
   * How a broken region is seen. Without it, a broken region keeps its visitors.
   *
   * @default - not at all; a warning if there are several regions
   */
  readonly outlierDetection?: OutlierDetection;
  /**
   * Headers added to requests, at most 16, written as `"Name: value"`. A value may hold variables such as
   * `{client_region}`.
   *
   * @default - none
   */
  readonly customRequestHeaders?: string[];
  /**
   * Headers added to responses, at most 16, written as `"Name: value"`.
   *
   * @default - none
   */
  readonly customResponseHeaders?: string[];
  /**
   * Which requests are logged.
   *
   * @default - all
   */
  readonly logConfig?: BackendLogConfig;
  /**
   * For the reader.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing backend service.
   *
   * @default - the construct's path
   */
  readonly name?: string;
}

/**
 * A backend service: one job of the site, done by a serverless backend in one or more regions.
 *
 * It has no port, timeout, health check, balancing mode or session affinity: Google refuses or ignores them for
 * serverless backends. Set the request timeout on the Cloud Run service.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/backend-service
 */
export class BackendService extends Construct implements IBackendService {
  /** An existing backend service by name. It is looked up in the provider's project at plan. */
  public static fromBackendServiceName(scope: Construct, id: string, backendServiceName: string): IBackendService {
    class Import extends Construct implements IBackendService {
      public readonly backendServiceSelfLink = new DataGoogleComputeBackendService(this, "Resource", {
        name: backendServiceName,
      }).selfLink;
      public readonly routeTargetLink = this.backendServiceSelfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "backendServiceName", name: backendServiceName }]);
    return imported;
  }

  /** An existing backend service by self link, full or from `projects/` on. */
  public static fromBackendServiceSelfLink(
    scope: Construct,
    id: string,
    backendServiceSelfLink: string,
  ): IBackendService {
    class Import extends Construct implements IBackendService {
      public readonly backendServiceSelfLink = backendServiceSelfLink;
      public readonly routeTargetLink = backendServiceSelfLink;
    }
    const imported = new Import(scope, id);
    judge(imported, [
      "existingGlobalLink",
      {
        what: "backendServiceSelfLink",
        selfLink: backendServiceSelfLink,
        collections: ["backendServices", "backendBuckets"],
      },
    ]);
    return imported;
  }

  /** The Terraform resource. */
  public readonly resource: ComputeBackendService;
  /** The name in Google Cloud. */
  public readonly backendServiceName: string;

  private readonly bound: BoundBackend[] = [];
  private readonly backends: ComputeBackendServiceBackend[] = [];
  private readonly signedUrlKeys: string[] = [];

  public constructor(scope: Construct, id: string, props: BackendServiceProps = {}) {
    props = shaped("BackendService", scope, id, props);
    super(scope, id);
    judge(
      this,
      ["BackendService", props],
      ["OutlierDetection", props.outlierDetection?._options],
      ["BackendLogConfig", props.logConfig],
      ["CdnPolicy", props.cdnPolicy?._options],
    );
    const { resource, name } = makeNamed(ComputeBackendService, this, {
      name: props.name,
      description: props.description,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      protocol: "HTTPS",
      backend: this.backends,
      enableCdn: props.cdnPolicy !== undefined,
      cdnPolicy: props.cdnPolicy && renderCdnPolicy(props.cdnPolicy),
      securityPolicy: props.securityPolicy?.securityPolicySelfLink,
      // left out, it would stay on where an override had switched it on
      iap: { enabled: false },
      outlierDetection: props.outlierDetection && renderOutlierDetection(props.outlierDetection),
      customRequestHeaders: props.customRequestHeaders,
      customResponseHeaders: props.customResponseHeaders,
      logConfig: renderLogConfig(props.logConfig),
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.backendServiceName = name;
    for (const backend of props.backends ?? []) {
      this.addBackend(backend);
    }
    judgeAtSynth(this, "BackendService.backends", () => ({ backends: this.bound }));
  }

  /** The self link. */
  public get backendServiceSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /** The self link, as a URL map gets it. */
  public get routeTargetLink(): string {
    return this.backendServiceSelfLink;
  }

  /** Adds a backend in a region that has none yet. */
  public addBackend(backend: IBackend): void {
    const config = shapedAs(this, "bind()", "BackendConfig", backend.bind(this));
    judge(this, ["BackendService.addBackend", { added: config, present: this.bound }]);
    this.bound.push({ ...config, path: Construct.isConstruct(backend) ? backend.node.path : undefined });
    this.backends.push({ group: config.group });
    waitFor(this.resource, config.dependsOn ?? []);
  }

  /**
   * Adds a key for signed URLs and cookies, at most 3. Cloud CDN refuses a wrong or expired signature with 403; a request
   * without one still reaches the service, which has to refuse it. Keys cannot be changed: to rotate, add a new one under
   * another name, sign with it, and remove the old one.
   *
   * @param name the key's name, 1 to 63 characters, as signed URLs carry it; the construct id below the backend service is
   * made from it
   * @param keyValue 128 random bits in base64url, which end up in Terraform's state: pass a sensitive variable
   *
   * @see https://docs.cloud.google.com/cdn/docs/using-signed-urls
   */
  public addSignedUrlKey(name: string, keyValue: string): void {
    judge(
      this,
      ["BackendService.addSignedUrlKey", { name, keyValue, present: this.signedUrlKeys }],
      ["name", { what: "the name of a signed URL key", name }],
    );
    makeResource(
      ComputeBackendServiceSignedUrlKey,
      this,
      { name, keyValue, backendService: this.resource.name },
      `SignedUrlKey-${name}`,
    );
    this.signedUrlKeys.push(name);
  }
}
