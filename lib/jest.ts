/**
 * Jest matchers for the routes of a `UrlMap` or an `ApplicationLoadBalancer`, and for what Cloud Armor allows. Import it
 * once in a test file, or name it in `setupFilesAfterEnv`: `import "cdktf-google-serverless-lb/jest"`.
 */
import { IBackendBucket } from "./constructs/backend-bucket";
import { IRouteTarget } from "./constructs/route-target";
import { SecurityPolicyDecision, SecurityPolicyOutcome } from "./constructs/security-policy";
import { RouteDecision, RouteOutcome, RouteRequest, WeightedBackendService } from "./constructs/url-map";

/** What a visitor is expected to get in place of an error. */
export interface ExpectedErrorResponse {
  /** The backend bucket that has the page. */
  readonly errorService: IBackendBucket;
  /** The path of the page in the bucket. */
  readonly path: string;
  /** The status code that the visitor gets; without it, that of the error. */
  readonly responseCode?: number;
}

/**
 * Matchers for a subject that has the method `route`: a `UrlMap` or an `ApplicationLoadBalancer`. `toAllow` and `toDeny`
 * are for a `SecurityPolicy`, an `EdgeSecurityPolicy` or an `ApplicationLoadBalancer`.
 */
export interface RouteMatchers<R> {
  /** Expects that the request goes to this backend service and to no other. */
  toRoute(request: string | RouteRequest, service: IRouteTarget): R;
  /** Expects that the visitor is redirected to this URL, with this status code if one is given. */
  toRedirect(request: string | RouteRequest, location: string, code?: number): R;
  /** Expects that the requests are split among these backend services, in proportion to the weights. */
  toSplit(request: string | RouteRequest, weights: WeightedBackendService[]): R;
  /**
   * Expects that the visitor gets this page if the request ends with this status code, from 400 to 599. Without a page,
   * and with `not`: that the visitor gets a page, or none.
   */
  toRespondToError(request: string | RouteRequest, statusCode: number, response?: ExpectedErrorResponse): R;
  /**
   * Expects that Cloud Armor allows the request, at least below a rate limit. For a load balancer: that a backend gets
   * it; the request needs a `clientIp` then.
   */
  toAllow(request: string | RouteRequest): R;
  /** Expects that Cloud Armor denies the request, with this status code if one is given. */
  toDeny(request: string | RouteRequest, statusCode?: number): R;
}

/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars */
declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends RouteMatchers<R> {}
  }
}
declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends RouteMatchers<R> {}
}
/* eslint-enable */

interface Subject {
  route(request: RouteRequest): RouteDecision;
}

/** A decision, as messages tell it. */
interface Described {
  readonly request: string;
  toString(): string;
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

const TOLERANCE = 1e-9;
const UNKNOWN = "what only Google or Terraform knows";

/** Whether a share is the wanted one, but for rounding. */
const isSame = (a: number, b: number) => Math.abs(a - b) < TOLERANCE;

const matchers = {
  toRoute(subject: unknown, request: string | RouteRequest, service: IRouteTarget): Result {
    const decision = ask("toRoute", subject, request);
    const wanted = pathOf("toRoute", service);
    return result(decision, decision.goesTo(service), `to go to ${wanted}`);
  },

  toRedirect(subject: unknown, request: string | RouteRequest, location: string, code?: number): Result {
    const decision = ask("toRedirect", subject, request);
    const hasCode = code === undefined || decision.redirectResponseCode === code;
    const how = code === undefined ? "" : ` with ${code}`;
    return result(decision, decision._leadsTo(location) && hasCode, `to be redirected${how} to ${location}`);
  },

  toSplit(subject: unknown, request: string | RouteRequest, weights: WeightedBackendService[]): Result {
    const decision = ask("toSplit", subject, request);
    const shares = weights.map(({ service, weight }) => `${weight} to ${pathOf("toSplit", service)}`);
    const sum = weights.reduce((total, { weight }) => total + weight, 0);
    const isSplit = decision.outcome === RouteOutcome.SPLIT || decision.outcome === RouteOutcome.FORWARD;
    const pass = isSplit && weights.every(({ service, weight }) => isSame(decision._shareOf(service), weight / sum));
    return result(decision, pass, `to be split: ${shares.join(", ")}`);
  },

  toRespondToError(
    subject: unknown,
    request: string | RouteRequest,
    statusCode: number,
    expected?: ExpectedErrorResponse,
  ): Result {
    const decision = ask("toRespondToError", subject, request);
    const given = decision.customErrorResponse(statusCode);
    if (expected === undefined) {
      return result(decision, given !== undefined, `to get an error page for ${statusCode}`);
    }
    const { errorService, path, responseCode = statusCode } = expected;
    const page = `${path} of ${pathOf("toRespondToError", errorService, "backend bucket")}`;
    const pass =
      given?.path === path &&
      given.responseCode === responseCode &&
      decision._hasErrorService(statusCode, errorService);
    return result(decision, pass, `to get ${page} with ${responseCode} for ${statusCode}`);
  },

  toAllow(subject: unknown, request: string | RouteRequest): Result {
    const { decision, isAllowed } = askArmor("toAllow", subject, request);
    return result(decision, isAllowed, "to be allowed");
  },

  toDeny(subject: unknown, request: string | RouteRequest, statusCode?: number): Result {
    const { decision, isDenied, status } = askArmor("toDeny", subject, request);
    const how = statusCode === undefined ? "" : ` with ${statusCode}`;
    return result(decision, isDenied && (statusCode === undefined || statusCode === status), `to be denied${how}`);
  },
};

function ask(matcher: string, subject: unknown, request: string | RouteRequest): RouteDecision {
  if (typeof (subject as Partial<Subject> | null | undefined)?.route !== "function") {
    throw new Error(
      `${matcher} needs a UrlMap or an ApplicationLoadBalancer; write expect(loadBalancer).${matcher}(…)`,
    );
  }
  const asked = typeof request === "string" ? { url: request } : request;
  const decision = (subject as Subject).route(asked);
  if (decision.outcome === RouteOutcome.UNDECIDED) {
    const what = asked.clientIp === undefined ? "values that only Terraform knows" : UNKNOWN;
    throw new Error(`the result depends on ${what}\n\n${decision.toString()}`);
  }
  return decision;
}

/** What Cloud Armor does with a request. */
interface ArmorAnswer {
  readonly decision: Described;
  readonly isAllowed: boolean;
  readonly isDenied: boolean;
  readonly status?: number;
}

const ALLOWED: readonly string[] = [
  SecurityPolicyOutcome.ALLOW,
  SecurityPolicyOutcome.THROTTLE,
  SecurityPolicyOutcome.RATE_BASED_BAN,
];

function askArmor(matcher: string, subject: unknown, request: string | RouteRequest): ArmorAnswer {
  const asked = typeof request === "string" ? { url: request } : request;
  const policy = subject as { evaluate?(asked: RouteRequest): SecurityPolicyDecision } | null | undefined;
  if (typeof policy?.evaluate === "function") {
    const decision = policy.evaluate(asked);
    const { outcome, statusCode: status } = decision;
    if (outcome === SecurityPolicyOutcome.UNDECIDED) {
      throw new Error(`the result depends on ${UNKNOWN}\n\n${decision.toString()}`);
    }
    return { decision, isAllowed: ALLOWED.includes(outcome), isDenied: outcome === SecurityPolicyOutcome.DENY, status };
  }
  if (typeof (subject as { addForwardingRule?: unknown } | null | undefined)?.addForwardingRule !== "function") {
    throw new Error(
      `${matcher} needs a SecurityPolicy, an EdgeSecurityPolicy or an ApplicationLoadBalancer that is created in this app; write expect(securityPolicy).${matcher}(…)`,
    );
  }
  if (asked.clientIp === undefined) {
    throw new Error(`${matcher} needs the visitor's address; add clientIp to the request`);
  }
  const decision = ask(matcher, subject, asked);
  const isAllowed = decision.outcome === RouteOutcome.FORWARD || decision.outcome === RouteOutcome.SPLIT;
  const status = decision.denyStatusCode;
  return { decision, isAllowed, isDenied: status !== undefined, status };
}

/** The path of the expected backend service or bucket; a test in JavaScript may give something else. */
function pathOf(matcher: string, service: IRouteTarget, kind = "backend service"): string {
  const { node } = (service ?? {}) as Partial<IRouteTarget>;
  if (node === undefined) {
    throw new Error(`${matcher} needs the ${kind} itself, got ${JSON.stringify(service)}`);
  }
  return node.path;
}

function result(decision: Described, pass: boolean, wanted: string): Result {
  const not = pass ? "not " : "";
  return { pass, message: () => `expected ${decision.request} ${not}${wanted}, but it\n\n${decision.toString()}` };
}

function register(): void {
  const { expect } = globalThis as { expect?: { extend?(matchers: object): void } };
  if (typeof expect?.extend !== "function") {
    throw new Error(
      "cdktf-google-serverless-lb/jest needs the global expect of a test runner, which does not exist here; import it in a test file, or add it to setupFilesAfterEnv of the Jest config; for Vitest, set globals: true",
    );
  }
  expect.extend(matchers);
}

register();
