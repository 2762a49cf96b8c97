import { AssumptionId } from "./assumptions";
import { ErrorPolicy } from "./error-responses";
import { RouteOptions } from "./options";

/** A change to one header. */
export interface HeaderChange {
  readonly kind: "remove" | "replace" | "append";
  readonly name: string;
  /** The value that replaces those that are there, or is appended to them. */
  readonly value?: string;
  /** Where it stands in the URL map. */
  readonly level: "weighted backend service" | "route rule" | "path matcher" | "URL map";
}

/** A backend service or bucket and its share of the requests. */
export interface Share {
  /** The backend service as it stands in the URL map: a self link, or a reference such as `${google_compute_backend_service.X.self_link}`. */
  readonly service: string;
  /** Its weight as it stands in the URL map; 1 if it is alone. */
  readonly weight: number;
  /** Changes to the headers of requests that go there, in order: each acts on what the one before has left. */
  readonly requestHeaders: readonly HeaderChange[];
  /** Changes to the headers of responses that come from there, in order. */
  readonly responseHeaders: readonly HeaderChange[];
}

/** What decided. */
export interface DecidedBy {
  readonly kind: "path rule" | "route rule" | "path matcher default" | "URL map default" | "load balancer";
  /** All of it in words. */
  readonly text: string;
  /** The place of the host rule in the map, from 0. */
  readonly hostRule?: number;
  /** The host in it that fits. */
  readonly host?: string;
  /** The name of the path matcher. */
  readonly pathMatcher?: string;
  /** The place of the path rule or route rule in the path matcher, from 0. */
  readonly rule?: number;
  /** The priority of the route rule. */
  readonly priority?: number;
}

/** What a URL map does with a request. */
export interface Decision {
  /** The request in words. */
  readonly request: string;
  /** `undecided`: it hangs on something that only Terraform knows; see `unknown`. */
  readonly action: "forward" | "split" | "redirect" | "undecided";
  /** The backend services that get such requests: one of `forward`, several of `split`. Those of weight 0 are left out. */
  readonly services: readonly Share[];
  /** Where the visitor is sent instead. */
  readonly redirect?: { readonly code: number; readonly location: string };
  /** The URL that the backend service gets. */
  readonly backendUrl?: string;
  /** Timeout, retries and the like. A redirect has none. */
  readonly options: RouteOptions;
  /** The custom error responses that apply, the innermost first. A redirect has none. */
  readonly errorPolicies: readonly ErrorPolicy[];
  readonly decidedBy: DecidedBy;
  /** How the decision came about, line by line, with the rules that were asked and did not match. */
  readonly trace: readonly string[];
  /** What the decision rests on where Google's documentation is silent: keys of `ASSUMPTIONS`. */
  readonly assumed: readonly AssumptionId[];
  /** What only Terraform knows and what could make the decision another. */
  readonly unknown: readonly string[];
}
