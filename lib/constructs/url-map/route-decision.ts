import { IConstruct } from "constructs";
import { IRouteTarget } from "../route-target";
import { PolicyOutcome } from "../../cloud-armor/decision";
import { ASSUMPTIONS, Decision, HeaderChange } from "../../routing";
import { describeErrorPolicies, errorAnswerTo } from "../../routing/error-responses";
import { NO_OPTIONS, describeOptions } from "../../routing/options";
import { sameUrl } from "../../routing/tests";
import { judge } from "../../resource/findings";
import { named, resolved, shown } from "../../resource/tokens";
import { IBackendBucket } from "../backend-bucket";
import { Protection, withProtection } from "./protection";

/**
 * What a load balancer or URL map does with a request.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export enum RouteOutcome {
  /** The request goes to one backend service. */
  FORWARD = "FORWARD",
  /** The request goes to one of several backend services, by weight. */
  SPLIT = "SPLIT",
  /** The visitor is redirected to another URL. */
  REDIRECT = "REDIRECT",
  /** Cloud Armor refuses the request before a backend gets it; see `denyStatusCode`. */
  DENY = "DENY",
  /** No forwarding rule of the load balancer listens for this scheme on this port. */
  UNANSWERED = "UNANSWERED",
  /** The outcome depends on something that only Terraform or Google knows; see `notes`. */
  UNDECIDED = "UNDECIDED",
}

/**
 * A backend service and its share of the requests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface RouteShare {
  /** The construct path of the backend service. If the backend service is not created in this app, its self link. */
  readonly service: string;
  /** The weight of the backend service, above 0. */
  readonly weight: number;
  /** The share of the requests in percent, 0 to 100. */
  readonly percentage: number;
}

/**
 * The custom error response that a visitor gets in place of an error.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/custom-error-response
 */
export interface CustomErrorResponse {
  /**
   * The construct path of the backend bucket that has the page. If the backend bucket is not created in this app, its
   * id.
   */
  readonly errorService: string;
  /** The path of the page in the bucket. */
  readonly path: string;
  /** The status code that the visitor gets, 200 to 599. */
  readonly responseCode: number;
}

/**
 * The decision of a load balancer or URL map about a request.
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
    const nothing = { services: [], options: NO_OPTIONS, errorPolicies: [], assumed: [], unknown: [] };
    const decision: Decision = { request, action: "undecided", decidedBy, trace: [why], ...nothing };
    return new RouteDecision(scope, decision, RouteOutcome.UNANSWERED, []);
  }

  /**
   * Of the plain decision, and of what Cloud Armor does before the backend.
   *
   * @internal
   */
  public static _protected(
    scope: IConstruct,
    decision: Decision,
    protection: Protection,
    notes: readonly string[],
  ): RouteDecision {
    const { outcome } = protection;
    const decided = withProtection(decision, protection);
    const isPlain = outcome === undefined || decided.action === "redirect" || outcome.action === "undecided";
    const result = isPlain ? OUTCOMES[decided.action] : RouteOutcome.DENY;
    return new RouteDecision(scope, decided, result, [...notes, ...protection.notes], outcome);
  }

  /** A description of the request in words. */
  public readonly request: string;
  /** What happens to the request. */
  public readonly outcome: RouteOutcome;
  /**
   * The backend service that gets the request, if there is exactly one: its construct path or, if the backend service
   * is not created in this app, its self link.
   */
  public readonly service?: string;
  /** The backend services that share the requests, without those of weight 0. */
  public readonly shares: RouteShare[];
  /** The URL that a redirect sends the visitor to. */
  public readonly location?: string;
  /** The status code of the redirect, if there is one. */
  public readonly redirectResponseCode?: number;
  /**
   * The status code with which Cloud Armor refuses the request, if the request has a `clientIp`. A reCAPTCHA challenge
   * has none.
   */
  public readonly denyStatusCode?: number;
  /** The URL that the backend service gets, after rewrites. */
  public readonly backendUrl?: string;
  /** The rule or the default action that decided what happens to the request. */
  public readonly decidedBy: string;
  /** How the decision was made, line by line, with the rules that were checked and did not match. */
  public readonly trace: string[];
  /**
   * Reasons why the decision may not be certain: it depends on a value that only Terraform knows, or on behavior that
   * Google does not document, or no certificate covers the host.
   */
  public readonly notes: string[];

  /** The decision for people, in which no reference to another stack is a token. */
  private readonly readable: Decision;

  private constructor(
    private readonly scope: IConstruct,
    private readonly decision: Decision,
    outcome: RouteOutcome,
    notes: readonly string[],
    private readonly refusal?: PolicyOutcome,
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
    this.denyStatusCode = refusal?.action === "deny" ? refusal.status : undefined;
    this.backendUrl = this.readable.backendUrl;
    this.decidedBy = this.readable.decidedBy.text;
    this.trace = [...this.readable.trace];
    this.notes = [
      ...notes,
      ...this.readable.unknown,
      ...decision.assumed.map((id) => `Google does not document this; assumed (${id}): ${ASSUMPTIONS[id]}`),
    ];
  }

  /** Returns whether the request goes to this backend service and to no other. */
  public goesTo(service: IRouteTarget): boolean {
    return this.outcome === RouteOutcome.FORWARD && this._shareOf(service) === 1;
  }

  /**
   * Returns the custom error response that the visitor gets if the backend answers with an error, or if Cloud Armor or
   * the load balancer refuses the request. If there is none, the visitor gets the response itself.
   *
   * @param statusCode The status code of the error, 400 to 599.
   * @throws Error if the status code is not one of an error, or if the result depends on values that only Terraform
   * knows.
   */
  public customErrorResponse(statusCode: number): CustomErrorResponse | undefined {
    const rule = this.errorRule(statusCode);
    return (
      rule && {
        errorService: named(this.scope, rule.service ?? ""),
        path: shown(this.scope, rule.path),
        responseCode: rule.overrideCode ?? statusCode,
      }
    );
  }

  /**
   * Whether the page that a visitor gets for a status is in a backend bucket.
   *
   * @internal
   */
  public _hasErrorService(statusCode: number, errorService: IBackendBucket): boolean {
    return this.errorRule(statusCode)?.service === resolved(this.scope, errorService.routeTargetLink);
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

  /** Returns the whole decision as text, with its trace. */
  public toString(): string {
    const { options, services } = this.readable;
    const errors = describeErrorPolicies(this.decision.errorPolicies, (service) => named(this.scope, service));
    return [
      this.request,
      `  ${this.inWords()}`,
      ...(this.backendUrl === undefined ? [] : [`  with the URL ${this.backendUrl}`]),
      ...describeOptions(options).map((option) => `  ${option}`),
      ...services.flatMap(({ requestHeaders, responseHeaders }, index) => [
        ...requestHeaders.map((change) => `  request header ${describe(change)}${this.ofShare(index)}`),
        ...responseHeaders.map((change) => `  response header ${describe(change)}${this.ofShare(index)}`),
      ]),
      ...errors.map((line) => `  ${shown(this.scope, line)}`),
      `  decided by ${this.decidedBy}`,
      ...this.trace.map((line) => `    ${line}`),
      ...this.notes.map((note) => `  note: ${note}`),
    ].join("\n");
  }

  private errorRule(statusCode: number) {
    const { errorPolicies, unknown, action } = this.decision;
    const isUndecided = action === "undecided" && this.outcome !== RouteOutcome.DENY;
    const answer = isUndecided ? { unknown } : errorAnswerTo(errorPolicies, statusCode);
    const why = answer !== undefined && "unknown" in answer ? shown(this.scope, answer.unknown) : [];
    judge(this.scope, ["RouteDecision.customErrorResponse", { statusCode, unknown: why }]);
    return answer !== undefined && "rule" in answer ? answer.rule : undefined;
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
      case RouteOutcome.DENY:
        return this.denyStatusCode === undefined ? "gets a challenge" : `is denied with ${this.denyStatusCode}`;
      case RouteOutcome.UNANSWERED:
        return "is not answered";
      default:
        return this.refusal === undefined
          ? "depends on values that only Terraform knows"
          : "depends on what only Google or Terraform knows";
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
  const what = { remove: `removed: ${name}`, replace: `set: ${name}: ${value}`, append: `added: ${name}: ${value}` };
  return what[kind];
}

function round(percentage: number): string {
  return String(Math.round(percentage * 100) / 100);
}
