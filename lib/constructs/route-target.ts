import { ITerraformDependable } from "cdktf";
import { IConstruct } from "constructs";

/**
 * A target that a route can send requests to: a backend service or a backend bucket, created here or existing.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface IRouteTarget extends IConstruct {
  /** The self link of the backend service, or the id of the backend bucket, for use in a URL map. */
  readonly routeTargetLink: string;
  /**
   * The resources that must exist before a URL map sends requests here, such as the grant that lets people pass
   * Identity-Aware Proxy.
   *
   * @default - URL maps wait only for the backend service or backend bucket itself.
   */
  readonly dependables?: ITerraformDependable[];
}
