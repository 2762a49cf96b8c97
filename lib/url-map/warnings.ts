import { headerWarnings } from "../checks/headers";
import { Warning, isKnown, knownValues, warning } from "../checks/problem";
import { WarningRule } from "../rules/catalogue";
import { HeaderAction } from "./header-action";
import { RouteAction } from "./route-action";
import { HostRule } from "./routes";

/** What is suspicious about a host rule: BS-23, BS-24, UM-13 to UM-15. */
export function hostRuleWarnings({ routes, defaultAction, headerAction }: HostRule): Warning[] {
  return [
    ...headerActionWarnings(headerAction),
    ...(defaultAction ? actionWarnings(defaultAction) : []),
    ...[...(routes?._pathRules ?? []), ...(routes?._routeRules ?? [])].flatMap(({ action }) => [
      ...actionWarnings(action),
      ...slashWarnings(action),
    ]),
  ];
}

/** What is suspicious about changes to headers: BS-23, BS-24. */
export function headerActionWarnings(action: HeaderAction | undefined): Warning[] {
  const of = (isOfRequest: boolean) =>
    knownValues(isOfRequest ? action?.requestHeadersToAdd : action?.responseHeadersToAdd).flatMap(
      ({ headerName, headerValue }) => headerWarnings({ name: headerName, value: headerValue, isOfRequest }),
    );
  return [...of(true), ...of(false)];
}

/** What is suspicious about an action, wherever it stands: BS-23, BS-24, UM-15. */
export function actionWarnings({ _action }: RouteAction): Warning[] {
  const { timeoutSec, retryPolicy, corsPolicy, headerAction } = _action.options ?? {};
  const perTry = retryPolicy?.perTryTimeoutSec;
  const oddOrigin = knownValues(corsPolicy?.allowOrigins).find(
    (origin) => !/^(\*|null|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/.test(origin),
  );
  return [
    ...headerActionWarnings(headerAction),
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
            `no browser sends ${JSON.stringify(oddOrigin)} as an origin; write it like https://www.example.com, without path and slash at the end`,
          ),
        ]),
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
