import { URL_MAP } from "../../app/load-balancers";
import { Warning, isKnown, knownValues, warning } from "../../checks/problem";
import { warningsOfBlock } from "../../resource/findings";
import { WarningRule } from "../../rules/catalogue";
import { HeaderAction, headerActionBlock } from "./header-action";
import { impossibleHeaders } from "./match-warnings";
import { RouteAction, WeightedBackendService } from "./route-action";
import { HostRule, Routes } from "./routes";

/** A segment like `:id` or `[id]`, as web frameworks write a variable, and what only regular expressions have. */
const FOREIGN = /\/:\w|\[[^\]]+\]|\\[a-z]/i;
/** What looks like a pattern where there are none. */
const PATTERN = new RegExp(`[{}\\s]|${FOREIGN.source}`, "i");
const STARRED = new RegExp(`\\*|${PATTERN.source}`, "i");
/** What of a request stands beside its headers and can be matched like one. */
const PSEUDO_HEADERS = [":method", ":authority"];

/** What is suspicious about a host rule, and its headers: UM-05, UM-10, UM-12 to UM-15. */
export function hostRuleWarnings({ routes, defaultAction, headerAction }: HostRule): Warning[] {
  return [
    ...headerActionWarnings(headerAction),
    ...(defaultAction ? actionWarnings(defaultAction) : []),
    ...(routes ? [...literalPaths(routes), ...strangeNames(routes), ...impossibleHeaders(routes)] : []),
    ...[...(routes?._pathRules ?? []), ...(routes?._routeRules ?? [])].flatMap(({ action }) => [
      ...actionWarnings(action),
      ...slashWarnings(action),
    ]),
  ];
}

/** Paths that are read letter by letter, though they look like patterns: UM-05, UM-10. */
function literalPaths({ _pathRules, _routeRules }: Routes): Warning[] {
  const said = (id: WarningRule, path: string, wayOut: string) =>
    warning(id, `path ${JSON.stringify(path)} is looked for letter by letter and is no pattern; ${wayOut}`);
  const template = "for a pattern, use PathMatch.template in Routes.inOrder";
  return [
    ..._pathRules
      .flatMap(({ paths }) => knownValues(paths))
      .filter((path) => PATTERN.test(path))
      .map((path) => said("UM-05", path, template)),
    ..._routeRules.flatMap(({ match: { path } }) => {
      const { prefixMatch, fullPathMatch, pathTemplateMatch } = path._match;
      const isOdd = (text: string | undefined, odd: RegExp) => isKnown(text) && odd.test(text);
      return [
        ...(isOdd(prefixMatch, PATTERN) ? [said("UM-10", prefixMatch ?? "", template)] : []),
        ...(isOdd(fullPathMatch, STARRED) ? [said("UM-10", fullPathMatch ?? "", template)] : []),
        ...(isOdd(pathTemplateMatch, FOREIGN)
          ? [said("UM-10", pathTemplateMatch ?? "", "write {name} for a segment")]
          : []),
      ];
    }),
  ];
}

/** Headers that no request has, and names of query parameters that hold more than the name: UM-10. */
function strangeNames({ _routeRules }: Routes): Warning[] {
  const headers = _routeRules.flatMap(({ match }) => match.headers ?? []).map(({ _match }) => _match.headerName);
  const parameters = _routeRules.flatMap(({ match }) => match.queryParameters ?? []).map(({ _match }) => _match.name);
  return [
    ...knownValues(headers)
      .filter((name) => name.startsWith(":") && !PSEUDO_HEADERS.includes(name))
      .map((name) => warning("UM-10", `no header ${name} can be matched; use ${PSEUDO_HEADERS.join(" or ")}, or path`)),
    ...knownValues(parameters)
      .filter((name) => /[?&=]/.test(name))
      .map((name) =>
        warning(
          "UM-10",
          `${JSON.stringify(name)} is taken as the name of one query parameter; write the name alone, and the value beside it`,
        ),
      ),
  ];
}

/** What is suspicious about changes to headers. */
export function headerActionWarnings(action: HeaderAction | undefined): Warning[] {
  return action === undefined ? [] : warningsOfBlock(URL_MAP, "header_action", headerActionBlock(action));
}

/** What is suspicious about an action, wherever it stands, and its headers: UM-15. */
export function actionWarnings({ _action }: RouteAction): Warning[] {
  const { timeoutSec, retryPolicy, corsPolicy, headerAction } = _action.options ?? {};
  const perTry = retryPolicy?.perTryTimeoutSec;
  const oddOrigin = knownValues(corsPolicy?.allowOrigins).find(
    (origin) => !/^(\*|null|[a-z][a-z0-9+.-]*:\/\/[^/\s*]+)$/.test(origin),
  );
  return [
    ...headerActionWarnings(headerAction),
    ...sharedTwice(_action.services ?? []),
    ...(_action.services ?? []).flatMap((share) => headerActionWarnings(share.headerAction)),
    ...(isKnown(timeoutSec) && isKnown(perTry) && perTry > timeoutSec
      ? [
          warning(
            "UM-15",
            `perTryTimeoutSec ${perTry} is longer than timeoutSec ${timeoutSec}, which ends all tries; give a shorter one`,
          ),
        ]
      : []),
    ...(oddOrigin === undefined
      ? []
      : [
          warning(
            "UM-15",
            `no browser sends ${JSON.stringify(oddOrigin)} as an origin; write it like https://www.example.com, without *, path and slash at the end`,
          ),
        ]),
  ];
}

/** A backend service with two shares, where another one was meant: UM-12. */
function sharedTwice(services: readonly WeightedBackendService[]): Warning[] {
  const repeated = services.find(
    ({ service }, index) => services.findIndex((other) => other.service === service) < index,
  );
  return repeated === undefined
    ? []
    : [
        warning(
          "UM-12",
          `${repeated.service.node.path} has two shares of the requests, so that they are not split; name another backend service`,
        ),
      ];
}

/** A text put in place of the matched part of a path without a slash at the beginning: UM-13, UM-14. */
function slashWarnings({ _action }: RouteAction): Warning[] {
  const rewrite = _action.options?.urlRewrite?.pathPrefixRewrite;
  const redirect = _action.redirect?.prefixRedirect;
  return [...slashWarning("UM-13", "pathPrefixRewrite", rewrite), ...slashWarning("UM-14", "prefixRedirect", redirect)];
}

function slashWarning(id: WarningRule, what: string, text: string | undefined): Warning[] {
  return !isKnown(text) || text.startsWith("/")
    ? []
    : [{ id, text: `${what} ${JSON.stringify(text)} makes paths without a slash at the beginning; begin it with one` }];
}
