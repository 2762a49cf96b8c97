/** Checks of what URL maps and load balancers are given, as far as their resources do not show it. */
import { camelCase } from "../../app/snake-case";
import { Text, argument, given, text } from "../text";
import { badHost, isHost } from "./hosts";
import { badPath } from "./matches";
import { firstHost } from "./places";
import { REDIRECT_LENGTHS } from "./redirects";
import { noRegex } from "./regex-rewrites";
import { REWRITE_LENGTHS, noTemplate } from "./rewrites";
import { noWeight, twoShares } from "./splits";
import { listed, notEmpty } from "./texts";

/** What a `RouteAction` holds. */
export interface GivenAction {
  readonly service?: unknown;
  readonly services?: readonly { readonly service: unknown; readonly weight?: unknown }[];
  readonly redirect?: { readonly [prop: string]: unknown };
  readonly options?: {
    readonly urlRewrite?: { readonly [prop: string]: unknown };
    readonly customErrorResponsePolicy?: unknown;
    /** A `CdnPolicy`. */
    readonly cachePolicy?: { readonly _options?: { readonly signedUrlCacheMaxAgeSec?: unknown } };
  };
}

/** What a `HostRule` holds. */
interface GivenHostRule {
  readonly hosts?: unknown;
  readonly pathRules?: readonly { readonly paths?: unknown; readonly action: GivenAction }[];
  readonly routeRules?: readonly {
    readonly match: { readonly [prop: string]: unknown };
    readonly conditions: number;
    readonly action: GivenAction;
  }[];
  readonly defaultAction?: GivenAction;
}

/** The hosts that other host rules have, in lower case. */
interface Present {
  readonly present: ReadonlySet<string>;
}

/** An action, what it is called, and whether it is in a route rule. */
type Named = readonly [what: string, action: GivenAction, isOfRoute: boolean];
type Find = (...named: Named) => readonly Text[];

/** A check of each action of a host rule. */
export function ofActions(find: Find) {
  return (rule: GivenHostRule): Text[] => actionsOf(rule).flatMap((named) => find(...named));
}

/** A check of the default action of a URL map. */
export function ofDefault(find: Find) {
  return ({ defaultAction }: { readonly defaultAction?: GivenAction }): readonly Text[] =>
    defaultAction === undefined ? [] : find("the default action", defaultAction, false);
}

/** Neither or both of two defaults of a URL map. */
export function oneDefault(props: { readonly defaultService?: unknown; readonly defaultAction?: unknown }): Text[] {
  const { defaultService: service, defaultAction: action } = props;
  return (service === undefined) !== (action === undefined)
    ? []
    : [
        text`a URL map needs exactly one of defaultService and defaultAction, got ${service === undefined ? "neither; set one of them" : "both; remove one of them"}`,
      ];
}

/** Neither or both of the two that say where a load balancer sends requests, or routes beside a URL map. */
export function oneUrlMap(props: { readonly [prop: string]: unknown }): Text[] {
  const { defaultService, defaultAction, urlMap, routes, hostRules, routeTests, description } = props;
  const { customErrorResponsePolicy } = props;
  const defaults = Object.entries({ defaultService, defaultAction, urlMap }).filter(([, value]) => value !== undefined);
  if (defaults.length !== 1) {
    const names = defaults.map(([name]) => name).join(" and ");
    return [
      text`a load balancer needs exactly one of defaultService, defaultAction and urlMap, got ${names === "" ? "none; set one of them" : `${names}; keep one and remove the others`}`,
    ];
  }
  return urlMap === undefined
    ? []
    : Object.entries({ routes, hostRules, routeTests, customErrorResponsePolicy, description })
        .filter(([, value]) => value !== undefined)
        .map(([name]) => text`${name} has no effect when urlMap is set; move it to the UrlMap`);
}

/** A host rule for a URL map that the app does not create. */
export function hostRuleElsewhere(call: { readonly hosts: unknown; readonly isMadeHere: boolean }): Text[] {
  return call.isMadeHere
    ? []
    : [
        text`the host rule for ${given(call.hosts)} cannot be added, because this app does not create the URL map of this load balancer; add the host rule where the URL map is created`,
      ];
}

/** A question to a URL map that the app does not create. */
export function routesElsewhere(call: { readonly url: string; readonly isMadeHere: boolean }): Text[] {
  return call.isMadeHere
    ? []
    : [
        text`the route of ${given(call.url)} is not known, because this app does not create the URL map of this load balancer; call route in the app that creates it, or give the load balancer a UrlMap`,
      ];
}

/** A question to a URL map that has no answer. */
export function unanswered({ why }: { readonly why: string }): Text[] {
  return [text`${why}`];
}

/** Hosts in capitals, which Google accepts and no request has. */
export function capitals({ hosts }: GivenHostRule): Text[] {
  return listed(hosts)
    .filter((host) => !isHost(host) && isHost(host.toLowerCase()))
    .map(badHost);
}

/** Hosts that this host rule or another one has already. */
export function takenHosts({ hosts, present: taken }: GivenHostRule & Present): Text[] {
  const seen = new Set<string>();
  return listed(hosts)
    .filter((host) => {
      const key = host.toLowerCase();
      return taken.has(key) || seen.has(key) || !seen.add(key);
    })
    .map(
      (host) =>
        text`a host may appear in only one host rule, got ${given(host)} twice; put all routes of the host into one host rule (the prop routes is for hosts without a host rule)`,
    );
}

/** Paths that appear twice in a host rule. */
export function takenPaths({ hosts, pathRules = [] }: GivenHostRule): Text[] {
  const seen = new Set<string>();
  return pathRules
    .flatMap(({ paths }) => listed(paths))
    .filter((path) => seen.has(path) || !seen.add(path))
    .map(
      (path) =>
        text`a path of host ${firstHost(hosts)} may appear in only one path rule, got ${given(path)} twice; keep it in one path rule`,
    );
}

/** Routes without a rule. */
export function noRules({ pathRules, routeRules }: GivenHostRule): Text[] {
  return pathRules?.length === 0 && routeRules?.length === 0
    ? [text`routes without a rule has no effect; add a rule, or remove routes`]
    : [];
}

/** Matches of an empty path. */
export function emptyPaths({ routeRules = [] }: GivenHostRule): Text[] {
  return routeRules.flatMap(({ match }) => [
    ...(match.prefixMatch === "" ? [badPath("PathMatch.prefix", "")] : []),
    ...(match.fullPathMatch === "" ? [badPath("PathMatch.fullPath", "")] : []),
  ]);
}

/** A split among nothing. */
export function shares(what: string, { services: all }: GivenAction): Text[] {
  return all?.length === 0 ? [noWeight(what, [])] : [];
}

/** A backend service with two shares. */
export function sharesOfOne(_what: string, { services: all = [] }: GivenAction): Text[] {
  const each = all.map(({ service }) => service);
  const repeated = each.find((service, index) => each.indexOf(service) < index);
  return repeated === undefined ? [] : [twoShares(String(inWords(repeated)))];
}

/** Parts of a rewrite that are empty. */
export function emptyRewrite(what: string, { options }: GivenAction): Text[] {
  return emptyParts(what, options?.urlRewrite, REWRITE_LENGTHS);
}

/** A rewrite to a path template or by a regular expression in a place that has no argument for it. */
export function lostRewrite(what: string, { options }: GivenAction, isOfRoute: boolean): Text[] {
  const { pathTemplateRewrite: template, regexRewrite: regex } = options?.urlRewrite ?? {};
  return isOfRoute
    ? []
    : [
        ...(template === undefined ? [] : [noTemplate(what, argument, template)]),
        ...(regex === undefined ? [] : [noRegex(what, argument("regex_rewrite"))]),
      ];
}

/** Custom error responses in a default action, for which Google has no place. */
export function lostErrorPolicy({ hosts, defaultAction }: GivenHostRule): Text[] {
  const owner = hosts === undefined ? "UrlMap or load balancer" : "host rule";
  const what = hosts === undefined ? "the default action" : `the default action of host ${firstHost(hosts)}`;
  return defaultAction?.options?.customErrorResponsePolicy === undefined
    ? []
    : [
        text`${what} cannot have customErrorResponsePolicy, because Google has no place for it there; move it from the action to the prop of the same name of the ${owner}`,
      ];
}

/** Parts of a redirect that are empty. */
export function emptyRedirect(what: string, { redirect }: GivenAction): Text[] {
  return emptyParts(what, redirect, REDIRECT_LENGTHS);
}

function emptyParts(
  what: string,
  parts: { readonly [prop: string]: unknown } | undefined,
  lengths: { readonly [argument: string]: number },
): Text[] {
  return Object.entries(lengths).flatMap(([name, max]) =>
    notEmpty(text`${argument(name)} of ${what}`, parts?.[camelCase(name)], max),
  );
}

function actionsOf({ hosts, pathRules = [], routeRules = [], defaultAction }: GivenHostRule): Named[] {
  const host = firstHost(hosts);
  return [
    ...pathRules.map(({ paths, action }): Named => [`the action for ${joined(paths)} of host ${host}`, action, false]),
    ...routeRules.map(({ match, action }): Named => {
      const path = match.prefixMatch ?? match.fullPathMatch ?? match.pathTemplateMatch;
      return [`the action for ${joined(path)} of host ${host}`, action, true];
    }),
    ...(defaultAction === undefined ? [] : [[`the default action of host ${host}`, defaultAction, false] as const]),
  ];
}

function joined(paths: unknown): string {
  return [paths].flat().join(", ");
}

/** A construct by its path, another object as one. */
function inWords(value: unknown): unknown {
  const { node } = (value ?? {}) as { readonly node?: { readonly path: string } };
  return node?.path ?? (typeof value === "object" ? "an object" : value);
}
