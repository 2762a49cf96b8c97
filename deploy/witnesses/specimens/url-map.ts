import {
  HeaderMatch,
  HostRule,
  PathMatch,
  PathRedirect,
  PathRewrite,
  QueryParameterMatch,
  RedirectResponseCode,
  RetryCondition,
  RouteAction,
  RouteMatch,
  RouteOptions,
  Routes,
  UrlMap,
  UrlRedirect,
} from "cdktf-google-serverless-lb";
import * as fc from "fast-check";
import { Specimen, Surroundings, around, left, oneWild } from "../specimen";

interface Action {
  readonly weights?: number[];
  readonly redirect?: UrlRedirect;
  readonly options?: RouteOptions;
}

interface Map {
  readonly hosts: string[][];
  readonly paths: string[][];
  readonly matches: {
    readonly prefix?: string;
    readonly full?: string;
    readonly template?: string;
    readonly header?: string;
    readonly query?: string;
    readonly inRange?: readonly [number, number];
  }[];
  readonly inOrder: boolean;
  readonly action: Action;
}

const host = fc.constantFrom(
  "app.example.com",
  "www.example.com",
  "*.example.com",
  "*-x.example.com",
  "*",
  "APP.example.com",
  "*.com:8080",
  "app.example.com:99999",
  "a*.example.com",
  "192.0.2.1",
  "app_1.example.com",
  "https://app.example.com",
  "",
);
const path = fc.constantFrom(
  "/",
  "/*",
  "/api",
  "/api/*",
  "/api/",
  "/a*",
  "api",
  "/a/*/b",
  "/a?b",
  "/a#b",
  "",
  `/${"a".repeat(1023)}`,
  `/${"a".repeat(1024)}`,
);
const template = fc.constantFrom(
  "/a/{id}",
  "/a/{id=*}/b",
  "/a/**",
  "/a/{rest=**}",
  "/**.mpd",
  "/a/**/b",
  "/a/{id}/{id}",
  "/a/{1d}",
  "/{a}/{b}/{c}/{d}/{e}",
  "/{a}/{b}/{c}/{d}/{e}/{f}",
  "/v*/x",
  "a/{id}",
  "/a/{id",
);
const route = fc.oneof(
  path.map((prefix) => ({ prefix })),
  path.map((full) => ({ full })),
  template.map((text) => ({ template: text })),
  fc.constantFrom("x-a", "bad name", "").map((header) => ({ prefix: "/h", header })),
  fc.constantFrom("q", "").map((query) => ({ prefix: "/q", query })),
  fc.tuple(around(0, 5), around(0, 5)).map((inRange) => ({ prefix: "/r", inRange })),
);
const action = fc.oneof(
  fc.array(fc.constantFrom(-1, 0, 1, 999, 1000, 1001), { minLength: 1, maxLength: 2 }).map((weights) => ({ weights })),
  fc.record({
    redirect: oneWild<UrlRedirect>(
      {
        hostRedirect: fc.constant("www.example.com"),
        pathRedirect: left,
        redirectResponseCode: fc.constantFrom(...Object.values(RedirectResponseCode)),
        stripQuery: fc.boolean(),
      },
      {
        hostRedirect: around(255).map((length) => "a".repeat(length)),
        pathRedirect: fc.oneof(
          path.map((text) => PathRedirect.fullPath(text)),
          path.map((text) => PathRedirect.prefix(text)),
        ),
      },
    ).chain((redirect) =>
      fc
        .constantFrom(undefined, undefined, PathRedirect.fullPath("/new"))
        .map((pathRedirect) => ({ ...redirect, pathRedirect: redirect.pathRedirect ?? pathRedirect })),
    ),
  }),
  fc.record({
    options: fc.oneof(
      fc
        .constantFrom("api.example.com", "a".repeat(255), "a".repeat(256))
        .map((hostRewrite) => ({ urlRewrite: { hostRewrite } })),
      fc
        .constantFrom("/", "/v2/")
        .map((pathPrefixRewrite) => ({ urlRewrite: { pathRewrite: PathRewrite.prefix(pathPrefixRewrite) } })),
      fc
        .constantFrom("/{id}", "/x/{other}")
        .map((pathTemplateRewrite) => ({ urlRewrite: { pathRewrite: PathRewrite.template(pathTemplateRewrite) } })),
      around(0, 1).map((numRetries) => ({
        retryPolicy: { retryConditions: [RetryCondition.GATEWAY_ERROR], numRetries },
      })),
      fc.constantFrom("x-a", "bad name", "host").map((headerName) => ({
        headerAction: { requestHeadersToAdd: [{ headerName, headerValue: "1" }] },
      })),
    ),
  }),
);

/** A URL map by path or in order. */
export const urlMap: Specimen<Map> = {
  part: "URL map",
  values: oneWild<Map>(
    {
      hosts: fc.constantFrom([["app.example.com"]], [["app.example.com"], ["*.example.com"]]),
      paths: fc.constantFrom([["/api", "/api/*"]], [["/a"], ["/b", "/b/*"]]),
      matches: fc.constantFrom([{ prefix: "/api/" }], [{ full: "/a" }, { template: "/u/{id}" }]),
      inOrder: fc.boolean(),
      action: fc.constantFrom<Action>({}, { weights: [90, 10] }),
    },
    {
      hosts: fc.array(fc.array(host, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      paths: fc.array(fc.array(path, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      matches: fc.array(route, { minLength: 1, maxLength: 2 }),
      action,
    },
  ),
  build: (scope, value, services) => {
    const chosen = actionOf(value.action, services);
    const routes = value.inOrder
      ? Routes.inOrder(value.matches.map((match) => ({ match: matchOf(match), action: chosen })))
      : Routes.byPath(value.paths.map((paths) => ({ paths, action: chosen })));
    const hostRules = value.hosts.map((hosts): HostRule => ({ hosts, routes }));
    new UrlMap(scope, "Map", { defaultService: services.web, hostRules });
  },
};

function actionOf({ weights, redirect, options }: Action, { web, api }: Surroundings): RouteAction {
  if (redirect) return RouteAction.redirect(redirect);
  if (weights) return RouteAction.split(weights.map((weight, index) => ({ service: [web, api][index], weight })));
  return RouteAction.forward(api, options);
}

function matchOf({ prefix, full, template: text, header, query, inRange }: Map["matches"][number]): RouteMatch {
  const at =
    prefix !== undefined
      ? PathMatch.prefix(prefix)
      : full !== undefined
        ? PathMatch.fullPath(full)
        : PathMatch.template(text ?? "");
  return {
    path: at,
    headers:
      header !== undefined ? [HeaderMatch.exact(header, "1")] : inRange && [HeaderMatch.inRange("x-n", ...inRange)],
    queryParameters: query === undefined ? undefined : [QueryParameterMatch.exact(query, "1")],
  };
}
