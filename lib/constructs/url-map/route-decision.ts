import { IConstruct } from "constructs";
import { IRouteTarget } from "../route-target";
import { ASSUMPTIONS, Decision, HeaderChange } from "../../routing";
import { sameUrl } from "../../routing/tests";
import { named, resolved, shown } from "../../resource/tokens";

/**
 * What becomes of a request.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export enum RouteOutcome {
  /** It goes to one backend service. */
  FORWARD = "FORWARD",
  /** It goes to one of several backend services, by weight. */
  SPLIT = "SPLIT",
  /** The visitor is sent elsewhere. */
  REDIRECT = "REDIRECT",
  /** Nothing of the load balancer answers at that scheme and port. */
  UNANSWERED = "UNANSWERED",
  /** It hangs on a value that only Terraform knows; see `notes`. */
  UNDECIDED = "UNDECIDED",
}

/**
 * A backend service and its share of the requests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface RouteShare {
  /** The path of the construct, or the self link where no stack of the app has a resource for it. */
  readonly service: string;
  /** The weight, above 0. */
  readonly weight: number;
  /** The share in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * What a load balancer or URL map does with a request.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class RouteDecision {
  /**
   * Of the plain decision.
   *
   * @internal
   */
  public static _of(scope: IConstruct, decision: Decision, notes: readonly string[] = []): RouteDecision {
    return new RouteDecision(scope, decision, OUTCOMES[decision.action], notes);
  }

  /**
   * Where nothing answers.
   *
   * @internal
   */
  public static _unanswered(scope: IConstruct, request: string, why: string): RouteDecision {
    const decidedBy = { kind: "load balancer" as const, text: why };
    const nothing = { services: [], options: [], assumed: [], unknown: [] };
    const decision: Decision = { request, action: "undecided", decidedBy, trace: [why], ...nothing };
    return new RouteDecision(scope, decision, RouteOutcome.UNANSWERED, []);
  }

  /** The request in words. */
  public readonly request: string;
  /** What becomes of it. */
  public readonly outcome: RouteOutcome;
  /**
   * The backend service that gets the request, if it is one: the path of the construct, or the self link where no stack
   * of the app has a resource for it.
   */
  public readonly service?: string;
  /** The backend services that share such requests, those of weight 0 left out. */
  public readonly shares: RouteShare[];
  /** Where the visitor is sent, of a redirect. */
  public readonly location?: string;
  /** The status code of a redirect. */
  public readonly redirectResponseCode?: number;
  /** The URL that the backend service gets, after rewrites. */
  public readonly backendUrl?: string;
  /** Which rule or default decided. */
  public readonly decidedBy: string;
  /** How the decision came about, line by line, with the rules that were asked and did not match. */
  public readonly trace: string[];
  /** What to know about it: values that only Terraform knows, and answers that Google does not document. */
  public readonly notes: string[];

  /** The decision for people, in which no reference to another stack is a token. */
  private readonly readable: Decision;

  private constructor(
    private readonly scope: IConstruct,
    private readonly decision: Decision,
    outcome: RouteOutcome,
    notes: readonly string[],
  ) {
    const { services } = decision;
    const sum = services.reduce((total, { weight }) => total + weight, 0);
    this.readable = shown(scope, decision);
    this.request = this.readable.request;
    this.outcome = outcome;
    this.shares = services.map(({ service, weight }) => ({
      service: named(scope, service),
      weight,
      percentage: (weight / sum) * 100,
    }));
    this.service = outcome === RouteOutcome.FORWARD ? this.shares[0]?.service : undefined;
    this.location = this.readable.redirect?.location;
    this.redirectResponseCode = this.readable.redirect?.code;
    this.backendUrl = this.readable.backendUrl;
    this.decidedBy = this.readable.decidedBy.text;
    this.trace = [...this.readable.trace];
    this.notes = [
      ...notes,
      ...this.readable.unknown,
      ...decision.assumed.map((id) => `${id}, which Google does not document: ${ASSUMPTIONS[id]}`),
    ];
  }

  /** Whether the request goes to this backend service and to no other. */
  public goesTo(service: IRouteTarget): boolean {
    return this.outcome === RouteOutcome.FORWARD && this._shareOf(service) === 1;
  }

  /**
   * The part of such requests that goes to a backend service, 0 to 1.
   *
   * @internal
   */
  public _shareOf(service: IRouteTarget): number {
    const link = resolved(this.scope, service.routeTargetLink);
    const weightOf = (services: Decision["services"]) => services.reduce((total, { weight }) => total + weight, 0);
    const { services } = this.decision;
    return weightOf(services.filter((share) => share.service === link)) / weightOf(services);
  }

  /**
   * Whether the visitor is sent to a URL, which may be a token.
   *
   * @internal
   */
  public _leadsTo(location: string): boolean {
    const { redirect } = this.decision;
    return redirect !== undefined && sameUrl(redirect.location, resolved(this.scope, location));
  }

  /** The whole decision as text, with its trace. */
  public toString(): string {
    const { options, services } = this.readable;
    return [
      this.request,
      `  ${this.inWords()}`,
      ...(this.backendUrl === undefined ? [] : [`  which gets ${this.backendUrl}`]),
      ...options.map((option) => `  ${option}`),
      ...services.flatMap(({ requestHeaders, responseHeaders }, index) => [
        ...requestHeaders.map((change) => `  request ${describe(change)}${this.ofShare(index)}`),
        ...responseHeaders.map((change) => `  response ${describe(change)}${this.ofShare(index)}`),
      ]),
      `  decided by ${this.decidedBy}`,
      ...this.trace.map((line) => `    ${line}`),
      ...this.notes.map((note) => `  note: ${note}`),
    ].join("\n");
  }

  private inWords(): string {
    switch (this.outcome) {
      case RouteOutcome.FORWARD:
        return `goes to ${this.service ?? ""}`;
      case RouteOutcome.SPLIT: {
        const shares = this.shares.map(({ service, percentage }) => `${round(percentage)} % to ${service}`);
        return `is split: ${shares.join(", ")}`;
      }
      case RouteOutcome.REDIRECT:
        return `is redirected with ${this.redirectResponseCode ?? ""} to ${this.location ?? ""}`;
      case RouteOutcome.UNANSWERED:
        return "is not answered";
      default:
        return "cannot be decided before Terraform runs";
    }
  }

  private ofShare(index: number): string {
    return this.shares.length > 1 ? ` (to ${this.shares[index].service})` : "";
  }
}

const OUTCOMES: { readonly [action in Decision["action"]]: RouteOutcome } = {
  forward: RouteOutcome.FORWARD,
  split: RouteOutcome.SPLIT,
  redirect: RouteOutcome.REDIRECT,
  undecided: RouteOutcome.UNDECIDED,
};

function describe({ kind, name, value = "" }: HeaderChange): string {
  const what = { remove: `loses ${name}`, replace: `gets ${name}: ${value}`, append: `gets another ${name}: ${value}` };
  return what[kind];
}

function round(percentage: number): string {
  return String(Math.round(percentage * 100) / 100);
}
