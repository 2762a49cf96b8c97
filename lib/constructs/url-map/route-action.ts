import { ITerraformDependable, Token } from "cdktf";
import { RetryConditionName } from "../../google/retry-conditions";
import { IBackendBucket } from "../backend-bucket";
import { renderRouteCachePolicy } from "../cache-policy/cdn-policy";
import { IRouteTarget } from "../route-target";
import { renderErrorPolicy } from "./custom-error-response";
import { HeaderAction, joinHeaderActions, renderHeaderAction } from "./header-action";
import { PathRedirect } from "./path-redirect";
import { PathRewrite } from "./path-rewrite";
import { CorsPolicy, FaultInjectionPolicy, RouteOptions, UrlRewrite } from "./route-options";

/**
 * A backend service and its share of the requests.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface WeightedBackendService {
  /** The backend service that gets this share. */
  readonly service: IRouteTarget;
  /**
   * The weight of the backend service, 0 to 1000. Its share of the requests is the weight divided by the sum of all
   * weights.
   */
  readonly weight: number;
  /**
   * Changes to the headers of the requests and responses of this backend service.
   *
   * @default - The headers are not changed.
   */
  readonly headerAction?: HeaderAction;
}

/**
 * The status code of a redirect.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export enum RedirectResponseCode {
  /** Redirects with 301 Moved Permanently. */
  MOVED_PERMANENTLY_DEFAULT = "MOVED_PERMANENTLY_DEFAULT",
  /** Redirects with 302 Found. */
  FOUND = "FOUND",
  /** Redirects with 303 See Other. */
  SEE_OTHER = "SEE_OTHER",
  /** Redirects with 307 Temporary Redirect, which keeps the method and the body. */
  TEMPORARY_REDIRECT = "TEMPORARY_REDIRECT",
  /** Redirects with 308 Permanent Redirect, which keeps the method and the body. */
  PERMANENT_REDIRECT = "PERMANENT_REDIRECT",
}

/**
 * The URL that a redirect sends the visitor to. To avoid a redirect loop, the new request must not match the same route
 * again: change the host or the path. If you change neither, the route must match on a query parameter or a method that
 * the redirected request no longer has. To redirect HTTP to HTTPS, use `httpRedirect` of the load balancer instead.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export interface UrlRedirect {
  /**
   * The new host, 1 to 255 characters.
   *
   * @default - The host stays the same.
   */
  readonly hostRedirect?: string;
  /**
   * How the redirect changes the path.
   *
   * @default - The path stays the same.
   */
  readonly pathRedirect?: PathRedirect;
  /**
   * The status code of the redirect.
   *
   * @default RedirectResponseCode.MOVED_PERMANENTLY_DEFAULT
   */
  readonly redirectResponseCode?: RedirectResponseCode;
  /**
   * Whether the redirect removes the query from the URL.
   *
   * @default false
   */
  readonly stripQuery?: boolean;
}

/** A redirect and options without objects of classes, as the rules look at them. */
type PlainRedirect = Omit<UrlRedirect, "pathRedirect"> & PathRedirect["_redirect"];
type PlainOptions = Omit<RouteOptions, "urlRewrite"> & {
  readonly urlRewrite?: Omit<UrlRewrite, "pathRewrite"> & PathRewrite["_rewrite"];
};

/**
 * What happens to a request: it goes to one backend service, to one of several, or it is redirected.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class RouteAction {
  /** Sends the request to one backend service. */
  public static forward(service: IRouteTarget, options: RouteOptions = {}): RouteAction {
    return new RouteAction({ service, options: plainOptions(options) });
  }

  /**
   * Splits the requests among several backend services by weight. You cannot predict which backend service gets a
   * single request.
   */
  public static split(services: WeightedBackendService[], options: RouteOptions = {}): RouteAction {
    return new RouteAction({ services, options: plainOptions(options) });
  }

  /** Redirects the request to another URL. */
  public static redirect(redirect: UrlRedirect): RouteAction {
    const { pathRedirect, ...others } = redirect;
    return new RouteAction({ redirect: { ...others, ...pathRedirect?._redirect } });
  }

  private constructor(
    /** @internal */
    public readonly _action: {
      readonly service?: IRouteTarget;
      readonly services?: readonly WeightedBackendService[];
      readonly redirect?: PlainRedirect;
      readonly options?: PlainOptions;
    },
  ) {}
}

function plainOptions({ urlRewrite, ...others }: RouteOptions): PlainOptions {
  const { pathRewrite, ...rewrite } = urlRewrite ?? {};
  return {
    ...others,
    corsPolicy: unlessEmpty(others.corsPolicy),
    faultInjectionPolicy: unlessEmpty(others.faultInjectionPolicy),
    urlRewrite: unlessEmpty({ ...rewrite, ...pathRewrite?._rewrite }),
  };
}

/** Of an empty block Terraform's plan would never be empty. */
function unlessEmpty<Block extends object>(block: Block | undefined): Block | undefined {
  return Object.values(block ?? {}).some((value) => value !== undefined) ? block : undefined;
}

/** What must exist before an action sends requests to its backend services. */
export function neededBy({ _action: { service, services = [] } }: RouteAction): ITerraformDependable[] {
  return [service, ...services.map((share) => share.service)].flatMap((target) => target?.dependables ?? []);
}

/** An action as it stands in a path rule. */
export function renderPathRuleAction(action: RouteAction) {
  return {
    ...renderTarget(action),
    customErrorResponsePolicy: renderErrorPolicy(action._action.options?.customErrorResponsePolicy),
  };
}

/** What an action does, where it stands in a path rule or is a default. */
function renderTarget(action: RouteAction) {
  const { service, services, redirect, options = {} } = action._action;
  // a path rule and a default have no header action of their own, a weighted backend service has
  const weighted = services ?? (service && options.headerAction ? [{ service, weight: 1 }] : undefined);
  return {
    service: weighted ? undefined : service?.routeTargetLink,
    routeAction: renderRouteAction(options, weighted, { headerAction: options.headerAction, target: service }),
    urlRedirect: redirect && renderUrlRedirect(redirect),
  };
}

/** An action as it stands in a route rule. */
export function renderRouteRuleAction(action: RouteAction) {
  const { service, services, redirect, options = {} } = action._action;
  return {
    service: service?.routeTargetLink,
    routeAction: renderRouteAction(options, services, { target: service }),
    urlRedirect: redirect && renderUrlRedirect(redirect),
    headerAction: renderHeaderAction(options.headerAction),
    customErrorResponsePolicy: renderErrorPolicy(options.customErrorResponsePolicy),
  };
}

/** An action as it stands where a URL map or a path matcher has its default. */
export function renderDefaultAction(action: RouteAction) {
  const { service, routeAction, urlRedirect } = renderTarget(action);
  return { defaultService: service, defaultRouteAction: routeAction, defaultUrlRedirect: urlRedirect };
}

function renderRouteAction(
  options: PlainOptions,
  weighted: readonly WeightedBackendService[] | undefined,
  { headerAction, target }: { readonly headerAction?: HeaderAction; readonly target?: IRouteTarget },
) {
  const { urlRewrite, timeoutSec, retryPolicy, corsPolicy, faultInjectionPolicy, cachePolicy } = options;
  const parts = [weighted, urlRewrite, timeoutSec, retryPolicy, corsPolicy, faultInjectionPolicy, cachePolicy];
  if (parts.every((part) => part === undefined)) {
    return undefined;
  }
  return {
    cachePolicy: cachePolicy && renderRouteCachePolicy(cachePolicy, isBucket(target)),
    weightedBackendServices: weighted?.map((share) => renderWeighted(share, headerAction)),
    urlRewrite,
    timeout: duration(timeoutSec),
    retryPolicy: retryPolicy && {
      retryConditions: retryPolicy.retryConditions satisfies RetryConditionName[],
      numRetries: retryPolicy.numRetries ?? 1,
      perTryTimeout: duration(retryPolicy.perTryTimeoutSec),
    },
    corsPolicy: corsPolicy && renderCorsPolicy(corsPolicy),
    faultInjectionPolicy: faultInjectionPolicy && renderFaultInjection(faultInjectionPolicy),
  };
}

function isBucket(target: IRouteTarget | undefined): boolean {
  return (target as Partial<IBackendBucket> | undefined)?.backendBucketSelfLink !== undefined;
}

function renderWeighted(share: WeightedBackendService, headerAction: HeaderAction | undefined) {
  const headers = joinHeaderActions(share.headerAction, headerAction);
  return {
    backendService: share.service.routeTargetLink,
    weight: share.weight,
    headerAction: renderHeaderAction(headers),
  };
}

function renderCorsPolicy({ maxAgeSec, ...policy }: CorsPolicy) {
  return { ...policy, maxAge: maxAgeSec, allowCredentials: policy.allowCredentials ?? false, disabled: false };
}

function renderFaultInjection({ abort, delay }: FaultInjectionPolicy) {
  return {
    abort: abort && { httpStatus: abort.httpStatus, percentage: abort.percentage },
    delay: delay && { fixedDelay: duration(delay.fixedDelaySec), percentage: delay.percentage },
  };
}

function renderUrlRedirect(redirect: PlainRedirect) {
  return {
    hostRedirect: redirect.hostRedirect,
    pathRedirect: redirect.pathRedirect,
    prefixRedirect: redirect.prefixRedirect,
    redirectResponseCode: redirect.redirectResponseCode ?? RedirectResponseCode.MOVED_PERMANENTLY_DEFAULT,
    stripQuery: redirect.stripQuery ?? false,
  };
}

/** Google's durations are whole seconds, as text, and nanoseconds. */
function duration(seconds: number): { seconds: string; nanos?: number };
function duration(seconds: number | undefined): { seconds: string; nanos?: number } | undefined;
function duration(seconds: number | undefined): { seconds: string; nanos?: number } | undefined {
  if (seconds === undefined || Token.isUnresolved(seconds)) {
    return seconds === undefined ? undefined : { seconds: Token.asString(seconds) };
  }
  const whole = Math.trunc(seconds);
  const nanos = Math.min(Math.round((seconds - whole) * 1e9), 999_999_999);
  return { seconds: String(whole), nanos: nanos === 0 ? undefined : nanos };
}
