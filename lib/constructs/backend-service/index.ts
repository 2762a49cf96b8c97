import {
  ComputeBackendService,
  ComputeBackendServiceBackend,
} from "@cdktf/provider-google/lib/compute-backend-service";
import { ComputeBackendServiceSignedUrlKey } from "@cdktf/provider-google/lib/compute-backend-service-signed-url-key";
import { DataGoogleComputeBackendService } from "@cdktf/provider-google/lib/data-google-compute-backend-service";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { BackendConfig, IBackend } from "../backend";
import { CdnPolicy, renderCdnPolicy } from "../cache-policy/cdn-policy";
import { CompressionMode } from "../cache-policy/compression-mode";
import { addSignedUrlKey } from "../cache-policy/signed-url-key";
import { judge, judgeAtSynth } from "../../resource/findings";
import { Iap, iapMember } from "../iap";
import { grantIap } from "../invocable";
import { makeNamed } from "../../resource/make-named";
import { makeResource } from "../../resource/make-resource";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { IRouteTarget } from "../route-target";
import { IEdgeSecurityPolicy, ISecurityPolicy } from "../security-policy";
import { withoutStackTraces } from "../../resource/stack-traces";
import { waitFor } from "../../resource/wait-for";
import { shaped, shapedAs } from "../../shape/guard";
import { bindMembers, renderIap } from "./iap-config";
import { BackendLogConfig, renderLogConfig } from "./log-config";
import { OutlierDetection, renderOutlierDetection } from "./outlier-detection";

export { type BackendLogConfig, LogOptionalMode } from "./log-config";
export { OutlierDetection, type OutlierDetectionOptions } from "./outlier-detection";

/** A backend that a backend service has, and the path of its construct, if it is one. */
type BoundBackend = BackendConfig & { readonly path?: string };

/** A backend service, created here or existing. A route can send requests to it. */
export interface IBackendService extends IRouteTarget {
  /** The self link of the backend service. */
  readonly backendServiceSelfLink: string;
}

/** The properties of a `BackendService`. */
export interface BackendServiceProps {
  /**
   * The backends that handle the requests: one per region, all of the same kind and with the same content. A request
   * goes to the region nearest to the visitor.
   *
   * @default - There are no backends; call `addBackend` at least once before synth.
   */
  readonly backends?: IBackend[];
  /**
   * Which responses Cloud CDN caches, and for how long.
   *
   * @default - Cloud CDN is not used.
   */
  readonly cdnPolicy?: CdnPolicy;
  /**
   * The Cloud Armor policy that filters the requests.
   *
   * @default - No Cloud Armor policy is used.
   */
  readonly securityPolicy?: ISecurityPolicy;
  /**
   * The Cloud Armor edge policy, which filters the requests before the cache of Cloud CDN.
   *
   * @default - No edge policy is used.
   */
  readonly edgeSecurityPolicy?: IEdgeSecurityPolicy;
  /**
   * Whether the load balancer compresses responses that the backend did not compress.
   *
   * @default - The load balancer compresses nothing.
   */
  readonly compressionMode?: CompressionMode;
  /**
   * How the load balancer detects a failing region. If you do not set this, the load balancer keeps sending visitors to
   * a failing region.
   *
   * @default - Failing regions are not detected. With several regions, this causes a warning at synth.
   */
  readonly outlierDetection?: OutlierDetection;
  /**
   * Whether visitors must sign in with Identity-Aware Proxy, and who passes.
   *
   * @default - Identity-Aware Proxy is off: everybody can reach the backend service.
   */
  readonly iap?: Iap;
  /**
   * Headers that are added to requests, at most 16, written as `"Name: value"`. A value can contain variables such as
   * `{client_region}`.
   *
   * @default - No headers are added to requests.
   */
  readonly customRequestHeaders?: string[];
  /**
   * Headers that are added to responses, at most 16, written as `"Name: value"`.
   *
   * @default - No headers are added to responses.
   */
  readonly customResponseHeaders?: string[];
  /**
   * Which requests are logged, and with which fields.
   *
   * @default - All requests are logged.
   */
  readonly logConfig?: BackendLogConfig;
  /**
   * A description of the backend service, shown in the Google Cloud console.
   *
   * @default - The backend service has no description.
   */
  readonly description?: string;
  /**
   * The name of the backend service in Google Cloud, 1 to 63 characters. If you import an existing backend service into
   * Terraform, set this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}

/**
 * A backend service: one part of the site, served by a serverless backend in one or more regions.
 *
 * A backend service has no props for port, timeout, health check, balancing mode or session affinity, because Google
 * refuses or ignores them for serverless backends. Set the request timeout on the Cloud Run service.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/backend-service
 */
export class BackendService extends Construct implements IBackendService {
  /**
   * References an existing backend service by its name. During `terraform plan`, Terraform looks up the name in the
   * provider's project.
   */
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

  /**
   * References an existing backend service by its self link, either the full URL or the part that begins with
   * `projects/`.
   */
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

  /** The Terraform resource of the backend service. */
  public readonly resource: ComputeBackendService;
  /** The name of the backend service in Google Cloud. */
  public readonly backendServiceName: string;
  /** What lets the members of Identity-Aware Proxy pass. URL maps wait for it. */
  public readonly dependables?: ITerraformDependable[];

  private readonly iap?: Iap;
  private readonly bound: BoundBackend[] = [];
  private readonly backends: ComputeBackendServiceBackend[] = [];
  private readonly signedUrlKeys: string[] = [];

  public constructor(scope: Construct, id: string, props: BackendServiceProps = {}) {
    props = shaped("BackendService", scope, id, props);
    super(scope, id);
    judge(
      this,
      ["BackendService", props],
      ["Iap", props.iap?._options],
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
      compressionMode: props.compressionMode,
      securityPolicy: props.securityPolicy?.securityPolicySelfLink,
      edgeSecurityPolicy: props.edgeSecurityPolicy?.edgeSecurityPolicySelfLink,
      iap: renderIap(props.iap),
      outlierDetection: props.outlierDetection && renderOutlierDetection(props.outlierDetection),
      customRequestHeaders: props.customRequestHeaders,
      customResponseHeaders: props.customResponseHeaders,
      logConfig: renderLogConfig(props.logConfig),
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.backendServiceName = name;
    this.iap = props.iap;
    this.dependables = props.iap && bindMembers(this, resource, props.iap);
    for (const backend of props.backends ?? []) {
      this.addBackend(backend);
    }
    judgeAtSynth(this, "BackendService.backends", () => ({ backends: this.bound }));
  }

  /** The self link of the backend service. */
  public get backendServiceSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /** The self link of the backend service, for use in a URL map. */
  public get routeTargetLink(): string {
    return this.backendServiceSelfLink;
  }

  /** Adds a backend. The backend service must not have another backend in the same region. */
  public addBackend(backend: IBackend): void {
    const config = shapedAs(this, "bind()", "BackendConfig", backend.bind(this));
    judge(this, ["BackendService.addBackend", { added: config, present: this.bound }]);
    this.bound.push({ ...config, path: Construct.isConstruct(backend) ? backend.node.path : undefined });
    this.backends.push({ group: config.group });
    waitFor(this.resource, config.dependsOn ?? []);
    if (this.iap && config.invocable) {
      waitFor(this.resource, [grantIap(this, config.invocable, iapMember(this, this.iap))]);
    }
  }

  /**
   * Adds a key for signed URLs and signed cookies; a backend service can have at most 3. Cloud CDN answers 403 to a
   * wrong or expired signature. A request without a signature still reaches the service, which must refuse it. A key
   * cannot be changed: to rotate keys, add a new one under another name, sign with it, and then remove the old one.
   *
   * @param name The name of the key, 1 to 63 characters, which every signed URL contains. The construct id of the key
   * is made from the name, so the name cannot be a CDKTF token (a value that only Terraform knows).
   * @param keyValue The key: 16 random bytes (128 bits), encoded as base64url. The key is stored in Terraform's state,
   * so pass a sensitive variable.
   * @see https://docs.cloud.google.com/cdn/docs/using-signed-urls
   */
  public addSignedUrlKey(name: string, keyValue: string): void {
    addSignedUrlKey(this, { owner: "backend service", name, keyValue, present: this.signedUrlKeys }, (keyId) =>
      makeResource(
        ComputeBackendServiceSignedUrlKey,
        this,
        { name, keyValue, backendService: this.resource.name },
        keyId,
      ),
    );
  }
}
