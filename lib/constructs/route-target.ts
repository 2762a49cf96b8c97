import { IConstruct } from "constructs";

/**
 * A target that a route can send requests to: a backend service or a backend bucket, created here or existing.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface IRouteTarget extends IConstruct {
  /** The self link of the backend service, or the id of the backend bucket, for use in a URL map. */
  readonly routeTargetLink: string;
}
