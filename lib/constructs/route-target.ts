import { IConstruct } from "constructs";

/**
 * A target that a route can send requests to: a backend service, created here or existing, or your own class for a
 * backend bucket.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface IRouteTarget extends IConstruct {
  /** The self link that a URL map gets, of a backend service or a backend bucket. */
  readonly routeTargetLink: string;
}
