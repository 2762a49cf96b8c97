import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/**
 * The serverless platforms. One backend service holds backends of one kind only (NEG-09).
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export enum ServerlessKind {
  /** Cloud Run services and second-generation Cloud Functions. */
  CLOUD_RUN = "CLOUD_RUN",
  /** First-generation Cloud Functions. */
  CLOUD_FUNCTION = "CLOUD_FUNCTION",
  /** App Engine. */
  APP_ENGINE = "APP_ENGINE",
}

/**
 * What a backend service needs to know of a backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export interface BackendConfig {
  /** The self link of the serverless network endpoint group. */
  readonly group: string;
  /** The region of the network endpoint group. */
  readonly region: string;
  /**
   * The platform behind it.
   *
   * @default - not known, and so not checked against the other backends
   */
  readonly kind?: ServerlessKind;
  /**
   * What must exist before traffic arrives, such as the grant that lets visitors in.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Something that a backend service can send requests to: a `CloudRunService` or a `ServerlessNeg`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export interface IBackend {
  /**
   * Makes what the backend service needs and describes it.
   *
   * @param scope the backend service; resources that exist for it alone are made below it
   */
  bind(scope: Construct): BackendConfig;
}
