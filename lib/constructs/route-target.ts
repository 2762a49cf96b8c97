import { IConstruct } from "constructs";

/**
 * Something that a route can send requests to: a backend service, made here or existing, or a class of your own around a
 * backend bucket.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface IRouteTarget extends IConstruct {
  /** The self link that a URL map gets: that of a backend service or of a backend bucket. */
  readonly routeTargetLink: string;
}
