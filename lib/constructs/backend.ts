import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IInvocable } from "./invocable";

/**
 * The serverless platforms. All backends of a backend service must have the same kind (NEG-09).
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export enum ServerlessKind {
  /** Cloud Run services and second-generation Cloud Functions. */
  CLOUD_RUN = "CLOUD_RUN",
  /** Cloud Functions of the first generation. */
  CLOUD_FUNCTION = "CLOUD_FUNCTION",
  /** Services of an App Engine app. */
  APP_ENGINE = "APP_ENGINE",
}

/**
 * The settings of a backend that a backend service needs.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export interface BackendConfig {
  /** The self link of the serverless network endpoint group. */
  readonly group: string;
  /** The region of the network endpoint group. */
  readonly region: string;
  /**
   * The serverless platform of the backend.
   *
   * @default - The platform is unknown and is not checked against the other backends.
   */
  readonly kind?: ServerlessKind;
  /**
   * The resources that must exist before traffic arrives, such as the IAM grant that lets visitors call the service.
   *
   * @default - The backend service does not wait for other resources.
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * The Cloud Run service of the backend. If the backend service has Identity-Aware Proxy, the proxy gets a grant to call
   * this service.
   *
   * @default - Identity-Aware Proxy gets no grant. You must grant it yourself.
   */
  readonly invocable?: IInvocable;
}

/**
 * A backend that a backend service can send requests to: a `CloudRunService` or a `ServerlessNeg`.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts
 */
export interface IBackend {
  /**
   * Creates the resources that the backend service needs, and returns the settings of the backend.
   *
   * @param scope The backend service. Use it as the parent of resources that only this backend service uses.
   */
  bind(scope: Construct): BackendConfig;
}
