import { URL_MAP } from "../../app/load-balancers";
import type { IBackendService } from "../backend-service";
import { problemsOfBlock } from "../../resource/findings";
import { has, told } from "../../rules/values";
import {
  Problem,
  checkGiven,
  checkLength,
  checkOneOf,
  checkRange,
  isKnown,
  knownValues,
  problem,
} from "../../checks/problem";
import { ErrorRule } from "../../rules/catalogue";
import { MAX_PATH_LENGTH, MAX_SECONDS, MAX_TEMPLATE_LENGTH, MAX_WEIGHT } from "../../rules/limits";
import { HeaderAction, headerActionBlock } from "./header-action";
import { variableName } from "./match-checks";
import { PathMatch } from "./path-match";
import { RedirectResponseCode, RouteAction, UrlRedirect, WeightedBackendService } from "./route-action";
import { leadsOutOfMatch } from "./redirects";
import { RetryCondition, RetryPolicy, RouteOptions, UrlRewrite } from "./route-options";
import { RouteMatch } from "./routes";

const MAX_HOST_LENGTH = 255;

/** An action: UM-12 to UM-15, and what it does to headers. `match` is that of the route rule it stands in. */
export function checkAction(what: string, action: RouteAction, match?: RouteMatch): Problem[] {
  const { service, services, redirect, options } = action._action;
  return [
    ...("service" in action._action ? checkService(what, service) : []),
    ...(services ?? []).flatMap((share) => checkService(what, share.service)),
    ...(services ? checkWeights(what, services) : []),
    ...(redirect ? checkRedirect(what, redirect, leadsOutOfMatch(action, match)) : []),
    ...(options ? checkOptions(what, options, match?.path) : []),
  ];
}

/** A backend service, where a Cloud Run service or a name is easily written in its place: UM-01. */
export function checkService(what: string, service: IBackendService | undefined): Problem[] {
  if (has(service, "backendServiceSelfLink")) {
    return [];
  }
  const wayOut = has(service, "bind")
    ? "put it into one: new BackendService(…, { backends: [it] })"
    : "what exists already is one by BackendService.fromBackendServiceName";
  return [problem("UM-01", `${what} needs a BackendService`, told(service), wayOut)];
}

function checkWeights(what: string, services: readonly WeightedBackendService[]): Problem[] {
  const weights = services.map(({ weight }) => weight);
  const nothingLeft = weights.every((weight) => weight === 0)
    ? [
        problem(
          "UM-12",
          `${what} needs at least one service with a weight above 0`,
          weights,
          "give one a weight from 1 to 1000",
        ),
      ]
    : [];
  return [
    ...weights.flatMap((weight) => [
      ...checkGiven("UM-12", `a weight of ${what}`, weight, `give it one from 0 to ${MAX_WEIGHT}`),
      ...checkRange("UM-12", `a weight of ${what}`, weight, 0, MAX_WEIGHT),
    ]),
    ...nothingLeft,
    ...services.flatMap(({ headerAction }) => checkHeaderAction(headerAction)),
  ];
}

function checkRedirect(what: string, redirect: UrlRedirect, leadsOut: boolean): Problem[] {
  const { hostRedirect, pathRedirect, prefixRedirect } = redirect;
  const problems = [
    ...checkOneOf<string>(
      "UM-14",
      `redirectResponseCode of ${what}`,
      redirect.redirectResponseCode,
      Object.values(RedirectResponseCode),
    ),
    ...checkLength("UM-14", `hostRedirect of ${what}`, hostRedirect, 1, MAX_HOST_LENGTH),
    ...checkBareHost("UM-14", `hostRedirect of ${what}`, hostRedirect),
    ...checkLength("UM-14", `pathRedirect of ${what}`, pathRedirect, 1, MAX_PATH_LENGTH),
    ...checkLength("UM-14", `prefixRedirect of ${what}`, prefixRedirect, 1, MAX_PATH_LENGTH),
    ...checkRedirectPath(`pathRedirect of ${what}`, pathRedirect),
    ...checkRedirectPath(`prefixRedirect of ${what}`, prefixRedirect),
  ];
  if (pathRedirect !== undefined && prefixRedirect !== undefined) {
    problems.push(
      problem("UM-14", `${what} has either pathRedirect or prefixRedirect`, "both", "leave one of the two out"),
    );
  }
  if (!leadsOut && hostRedirect === undefined && pathRedirect === undefined && prefixRedirect === undefined) {
    problems.push(
      problem(
        "UM-14",
        `${what} redirects every request to itself`,
        redirect,
        "give hostRedirect, pathRedirect or prefixRedirect",
      ),
    );
  }
  return problems;
}

/** A host without what belongs to URLs and patterns. */
function checkBareHost(rule: ErrorRule, what: string, host: string | undefined): Problem[] {
  return isKnown(host) && /[/\s?#*]/.test(host)
    ? [problem(rule, `${what} is a host alone`, host, "leave out scheme and path, and write one host out without *")]
    : [];
}

function checkRedirectPath(what: string, path: string | undefined): Problem[] {
  return !isKnown(path) || path === "" || /^\/[^?#]*$/.test(path)
    ? []
    : [problem("UM-14", `${what} begins with a slash and has no ? and #`, path, "write it like /new/")];
}

function checkOptions(what: string, options: RouteOptions, path?: PathMatch): Problem[] {
  const { urlRewrite, headerAction, timeoutSec, retryPolicy, corsPolicy, faultInjectionPolicy } = options;
  return [
    ...(urlRewrite ? checkRewrite(what, urlRewrite, path) : []),
    ...checkHeaderAction(headerAction),
    ...checkSeconds(`timeoutSec of ${what}`, timeoutSec),
    ...(retryPolicy ? checkRetryPolicy(what, retryPolicy) : []),
    ...checkRange("UM-15", `maxAgeSec of ${what}`, corsPolicy?.maxAgeSec, 0, 2147483647),
    ...checkRange("UM-15", `httpStatus of the abort of ${what}`, faultInjectionPolicy?.abort?.httpStatus, 200, 599),
    ...checkPercentage(`percentage of the abort of ${what}`, faultInjectionPolicy?.abort?.percentage),
    ...checkPercentage(`percentage of the delay of ${what}`, faultInjectionPolicy?.delay?.percentage),
    ...checkSeconds(`fixedDelaySec of ${what}`, faultInjectionPolicy?.delay?.fixedDelaySec),
  ];
}

function checkRewrite(what: string, rewrite: UrlRewrite, path?: PathMatch): Problem[] {
  const { hostRewrite, pathPrefixRewrite, pathTemplateRewrite } = rewrite;
  const problems = [
    ...checkLength("UM-13", `hostRewrite of ${what}`, hostRewrite, 1, MAX_HOST_LENGTH),
    ...checkBareHost("UM-13", `hostRewrite of ${what}`, hostRewrite),
    ...checkLength("UM-13", `pathPrefixRewrite of ${what}`, pathPrefixRewrite, 1, MAX_PATH_LENGTH),
    ...checkLength("UM-13", `pathTemplateRewrite of ${what}`, pathTemplateRewrite, 1, MAX_TEMPLATE_LENGTH),
  ];
  if (isKnown(pathTemplateRewrite) && pathTemplateRewrite !== "" && !pathTemplateRewrite.startsWith("/")) {
    problems.push(
      problem(
        "UM-13",
        `pathTemplateRewrite of ${what} begins with a slash`,
        pathTemplateRewrite,
        "write it like /v2/{id}",
      ),
    );
  }
  if (pathPrefixRewrite !== undefined && pathTemplateRewrite !== undefined) {
    problems.push(
      problem(
        "UM-13",
        `${what} has either pathPrefixRewrite or pathTemplateRewrite`,
        "both",
        "leave one of the two out",
      ),
    );
  }
  if (pathTemplateRewrite === undefined) {
    return problems;
  }
  const template = path?._match.pathTemplateMatch;
  if (template === undefined) {
    problems.push(
      problem(
        "UM-13",
        `pathTemplateRewrite of ${what} needs a path template to take names from`,
        pathTemplateRewrite,
        "match with PathMatch.template in Routes.inOrder",
      ),
    );
  } else if (isKnown(template) && isKnown(pathTemplateRewrite)) {
    const known = (template.match(/\{[^{}]*\}/g) ?? []).map(variableName);
    const foreign = (pathTemplateRewrite.match(/\{[^{}]*\}/g) ?? [])
      .map((name) => name.slice(1, -1))
      .find((name) => !known.includes(name));
    if (foreign !== undefined) {
      problems.push(
        problem(
          "UM-13",
          `the template ${template} has no such variable`,
          foreign,
          `use ${known.join(", ") || "a name that the template has"}`,
        ),
      );
    }
  }
  return problems;
}

function checkRetryPolicy(what: string, policy: RetryPolicy): Problem[] {
  return [
    ...(policy.retryConditions.length === 0
      ? [problem("UM-15", `the retry policy of ${what} says when to retry`, [], "give a retry condition")]
      : []),
    ...knownValues<string>(policy.retryConditions).flatMap((condition) =>
      checkOneOf<string>("UM-15", `a retry condition of ${what}`, condition, Object.values(RetryCondition)),
    ),
    ...checkRange("UM-15", `numRetries of ${what}`, policy.numRetries, 1, 2147483647),
    ...checkSeconds(`perTryTimeoutSec of ${what}`, policy.perTryTimeoutSec),
  ];
}

function checkSeconds(what: string, seconds: number | undefined): Problem[] {
  return !isKnown(seconds) || (seconds > 0 && seconds <= MAX_SECONDS)
    ? []
    : [problem("UM-15", `${what} must be above 0`, seconds, "give a time in seconds, such as 30 or 0.5")];
}

function checkPercentage(what: string, percentage: number | undefined): Problem[] {
  return !isKnown(percentage) || (percentage >= 0 && percentage <= 100)
    ? []
    : [problem("UM-15", `${what} must be a number from 0 to 100`, percentage, "choose one in that range")];
}

/** Changes to headers. */
export function checkHeaderAction(action: HeaderAction | undefined): Problem[] {
  return action === undefined ? [] : problemsOfBlock(URL_MAP, "header_action", headerActionBlock(action));
}
