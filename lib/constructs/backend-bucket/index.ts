import { ComputeBackendBucket } from "@cdktf/provider-google/lib/compute-backend-bucket";
import { ComputeBackendBucketSignedUrlKey } from "@cdktf/provider-google/lib/compute-backend-bucket-signed-url-key";
import { DataGoogleComputeBackendBucket } from "@cdktf/provider-google/lib/data-google-compute-backend-bucket";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { makeResource } from "../../resource/make-resource";
import { CREATE_BEFORE_DESTROY } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { CdnPolicy, renderBucketCdnPolicy } from "../cache-policy/cdn-policy";
import { CompressionMode } from "../cache-policy/compression-mode";
import { addSignedUrlKey } from "../cache-policy/signed-url-key";
import { IRouteTarget } from "../route-target";
import { IEdgeSecurityPolicy } from "../security-policy";

/** A backend bucket, created here or existing. A route can send requests to it. */
export interface IBackendBucket extends IRouteTarget {
  /** The self link of the backend bucket. */
  readonly backendBucketSelfLink: string;
}

/** The properties of a `BackendBucket`. */
export interface BackendBucketProps {
  /**
   * The name of the Cloud Storage bucket that has the objects, without `gs://`. The bucket must exist, or be created in
   * the same app.
   */
  readonly bucketName: string;
  /**
   * Which objects Cloud CDN caches, and for how long.
   *
   * @default - Cloud CDN is not used.
   */
  readonly cdnPolicy?: CdnPolicy;
  /**
   * The Cloud Armor edge policy that filters the requests.
   *
   * @default - No edge policy is used.
   */
  readonly edgeSecurityPolicy?: IEdgeSecurityPolicy;
  /**
   * Whether the load balancer compresses objects that are stored without compression.
   *
   * @default - The load balancer compresses nothing.
   */
  readonly compressionMode?: CompressionMode;
  /**
   * Headers that are added to responses, at most 16, written as `"Name: value"`.
   *
   * @default - No headers are added to responses.
   */
  readonly customResponseHeaders?: string[];
  /**
   * A description of the backend bucket, shown in the Google Cloud console.
   *
   * @default - The backend bucket has no description.
   */
  readonly description?: string;
  /**
   * The name of the backend bucket in Google Cloud, 1 to 63 characters. If you import an existing backend bucket into
   * Terraform, set this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}

/**
 * A backend bucket: one part of the site, served from the objects of a Cloud Storage bucket. The path of a request,
 * without its first slash, is the name of the object; to remove a prefix such as `/assets`, use a rewrite.
 *
 * A backend bucket has no props for logging, Cloud Armor backend policies or Identity-Aware Proxy, because Google does
 * not support them for backend buckets. Visitors can see only objects that everybody can read (the role
 * `roles/storage.objectViewer` for `allUsers`), or objects behind signed URLs.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/ext-load-balancer-backend-buckets
 */
export class BackendBucket extends Construct implements IBackendBucket {
  /**
   * References an existing backend bucket by its name. During `terraform plan`, Terraform looks up the name in the
   * provider's project.
   */
  public static fromBackendBucketName(scope: Construct, id: string, backendBucketName: string): IBackendBucket {
    class Import extends Construct implements IBackendBucket {
      private readonly found = new DataGoogleComputeBackendBucket(this, "Resource", { name: backendBucketName });
      public readonly backendBucketSelfLink = this.found.selfLink;
      public readonly routeTargetLink = this.found.id;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "backendBucketName", name: backendBucketName }]);
    return imported;
  }

  /** The Terraform resource of the backend bucket. */
  public readonly resource: ComputeBackendBucket;
  /** The name of the backend bucket in Google Cloud. */
  public readonly backendBucketName: string;
  /** The resources that must exist before a URL map sends requests here: none but the backend bucket itself. */
  public readonly dependables?: ITerraformDependable[];

  private readonly signedUrlKeys: string[] = [];

  public constructor(scope: Construct, id: string, props: BackendBucketProps) {
    props = shaped("BackendBucket", scope, id, props);
    super(scope, id);
    judge(
      this,
      ["BackendBucket", { cacheKeyPolicy: props.cdnPolicy?._options.cacheKeyPolicy }],
      ["CdnPolicy", props.cdnPolicy?._options],
    );
    const { resource, name } = makeNamed(ComputeBackendBucket, this, {
      name: props.name,
      description: props.description,
      bucketName: props.bucketName,
      enableCdn: props.cdnPolicy !== undefined,
      cdnPolicy: props.cdnPolicy && renderBucketCdnPolicy(props.cdnPolicy),
      compressionMode: props.compressionMode,
      edgeSecurityPolicy: props.edgeSecurityPolicy?.edgeSecurityPolicySelfLink,
      customResponseHeaders: props.customResponseHeaders,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.resource = resource;
    this.backendBucketName = name;
  }

  /** The self link of the backend bucket. */
  public get backendBucketSelfLink(): string {
    return withoutStackTraces(this, () => this.resource.selfLink);
  }

  /** The id of the backend bucket, for use in a URL map. */
  public get routeTargetLink(): string {
    // with the self link of a bucket, the provider cannot change a URL map at every endpoint
    return withoutStackTraces(this, () => this.resource.id);
  }

  /**
   * Adds a key for signed URLs and signed cookies; a backend bucket can have at most 3. Cloud CDN answers 403 to a wrong
   * or expired signature. Visitors without a signature see only the objects that everybody can read. A key cannot be
   * changed: to rotate keys, add a new one under another name, sign with it, and then remove the old one.
   *
   * @param name The name of the key, 1 to 63 characters, which every signed URL contains. The construct id of the key
   * is made from the name, so the name cannot be a CDKTF token (a value that only Terraform knows).
   * @param keyValue The key: 16 random bytes (128 bits), encoded as base64url. The key is stored in Terraform's state,
   * so pass a sensitive variable.
   * @see https://docs.cloud.google.com/cdn/docs/using-signed-urls
   */
  public addSignedUrlKey(name: string, keyValue: string): void {
    addSignedUrlKey(this, { owner: "backend bucket", name, keyValue, present: this.signedUrlKeys }, (keyId) =>
      makeResource(
        ComputeBackendBucketSignedUrlKey,
        this,
        { name, keyValue, backendBucket: this.resource.name },
        keyId,
      ),
    );
  }
}
