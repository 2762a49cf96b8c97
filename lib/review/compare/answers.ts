import { labelOfValue } from "../labels";
import { Decision, RouteRequest, evaluate } from "../../routing";
import { describeOptions } from "../../routing/options";
import { blocks } from "../../app/terraform-json";
import { redirectWords, rewriteWords, splitWords } from "../actions";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { Block, blockOf, flag, isTrue, text, texts } from "../../app/values";
import { byText, canonical, listed } from "../values";
import { protectionsOf } from "./backends";
import { HostRoutes, HostRule } from "./host-routes";
import { standardForm } from "./standard-form";

/** A URL map in standard form, in which services have the names of the new version. */
export interface NamedMap {
  readonly resource: Resource;
  readonly config: Block;
  /** The value of each name in the map itself. */
  readonly services: ReadonlyMap<string, unknown>;
}

/** An answer in words. */
interface AnswerWords {
  /** Where the request goes. */
  readonly words: string;
  /** What is done to the request before it arrives, and to its response. */
  readonly details: string;
}

/** What a URL map answers, as two versions are compared. */
export interface Answer extends AnswerWords {
  /** The same in words for all requests that the rule takes, without the URL of this one. */
  readonly general: AnswerWords;
  /** A key that is equal for answers with the same backends, in any shares, or with the same redirect. */
  readonly target: string;
  /** A key that is equal for equal answers. */
  readonly all: string;
  /** Whether visitors get an answer at all. */
  readonly isAnswered: boolean;
  /** What the backends do; undefined where no backend answers. */
  readonly shared: Shared | undefined;
}

/** What all backends of a rule do. */
interface Shared {
  readonly protections: readonly string[];
  /** The response headers that they add; undefined where a backend is created outside the app. */
  readonly headers: readonly string[] | undefined;
  /** Whether Cloud CDN caches what they answer; undefined where that is not known. */
  readonly isCached: boolean | undefined;
}

const SERVICE_ARGUMENTS = ["backend_service", "default_service", "error_service", "service"];

/** Reads a URL map; the names are those of backend services and buckets. */
export function namedMap(resource: Resource, nameOf: (service: unknown) => string): NamedMap {
  const services = new Map<string, unknown>();
  const named = (value: unknown, key: string): unknown => {
    if (typeof value === "string" && SERVICE_ARGUMENTS.includes(key)) {
      const name = nameOf(value);
      services.set(name, value);
      return name;
    }
    if (Array.isArray(value)) {
      return value.map((item) => named(item, key));
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([inner, item]) => [inner, named(item, inner)]))
      : value;
  };
  return { resource, config: named(standardForm(resource.config), "") as Block, services };
}

/** What a URL map answers by a rule. Headers and error pages that differ are given in words. */
export function answerOf(
  map: NamedMap,
  routes: HostRoutes,
  rule: HostRule | undefined,
  request: RouteRequest,
  treated: readonly string[],
): Answer {
  try {
    return answer(map, evaluate(routes.map, request), rule, request, treated);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const words = `an unknown target (${why})`;
    const only = { words, details: "" };
    return { ...only, general: only, target: words, all: words, isAnswered: false, shared: undefined };
  }
}

function answer(
  map: NamedMap,
  decision: Decision,
  rule: HostRule | undefined,
  request: RouteRequest,
  treated: readonly string[],
): Answer {
  const { services, redirect, backendUrl, options } = decision;
  const weighted = new Map(
    blocks(blockOf(rule?.action.route_action).weighted_backend_services).map((share) => [
      share.backend_service,
      share.weight,
    ]),
  );
  const isUncertain = services.some(({ weight }) => weight === 0);
  const sum = services.reduce((total, { weight }) => total + weight, 0);
  const shares = services
    .map(({ service, weight }) => [service, isUncertain ? weighted.get(service) : weight / sum])
    .sort(([one], [other]) => byText(String(one), String(other)));
  const label = (service: string) => labelOfValue(map.resource.owner, map.services.get(service) ?? service);
  const words = redirect
    ? `redirect ${redirect.code} to ${code(redirect.location)}`
    : services.length === 1
      ? label(services[0].service)
      : splitWords(
          services.map(({ service, weight }) => ({
            label: label(service),
            weight: isUncertain ? weighted.get(service) : weight,
          })),
        );
  const unknown = decision.unknown.map((what) =>
    what.replace(/^(path|route) rule \d+:? /, "").replace(/ of path matcher .* is made/, " are made"),
  );
  const isRewritten = backendUrl !== undefined && backendUrl !== request.url;
  const [given] = blocks(rule?.action.url_redirect);
  const rest = [...treated, ...describeOptions(options), ...unknown.map((what) => `may differ: ${what}`)];
  const details = [
    ...(isTrue(given?.strip_query) ? ["without the query"] : []),
    ...(isRewritten ? [`as ${code(backendUrl)}`] : []),
    ...rest,
  ].join(", ");
  const exact = {
    words: unknown.length > 0 && words === "" ? "a target that is known only after apply" : words,
    details,
  };
  const rewrites = isRewritten ? rewriteWords(blockOf(blockOf(rule?.action.route_action).url_rewrite)) : [];
  return {
    ...exact,
    general: {
      words: redirect && given ? redirectWords(given) : exact.words,
      details: [...rewrites, ...rest].join(", "),
    },
    target: redirect ? words : canonical(shares.map(([service]) => service)),
    all: canonical([redirect ?? null, shares, details]),
    isAnswered: redirect !== undefined || services.length > 0,
    shared: redirect ? undefined : sharedBy(map, services),
  };
}

/** A split has only what all of its backends have. */
function sharedBy({ resource, services }: NamedMap, shares: readonly { readonly service: string }[]): Shared {
  const backends = shares.flatMap(({ service }) => {
    const { resources, links, mayBeOther } = resource.owner.meaningOf(services.get(service));
    const unread = mayBeOther || resources.length + links.length === 0 ? [undefined] : links.map(() => undefined);
    return [...resources, ...unread];
  });
  const common = ([first = [], ...others]: readonly (readonly string[])[]) =>
    first.filter((item) => others.every((all) => all.includes(item)));
  const isKnown = backends.every((backend) => backend !== undefined && !backend.existing);
  return {
    protections: common(backends.map(protectionsOf)),
    headers: isKnown ? common(backends.map((backend) => texts(backend?.config.custom_response_headers))) : undefined,
    isCached: isKnown ? backends.every((backend) => flag(backend?.config.enable_cdn) === true) : undefined,
  };
}

/** What the backends of a rule do. */
export function sharedByRule(map: NamedMap, { action }: HostRule): Shared | undefined {
  const weighted = blocks(blockOf(action.route_action).weighted_backend_services);
  const services = (weighted.length > 0 ? weighted.map((share) => share.backend_service) : [action.service]).flatMap(
    (service) => text(service) ?? [],
  );
  return action.url_redirect === undefined
    ? sharedBy(
        map,
        services.map((service) => ({ service })),
      )
    : undefined;
}

/** The protections that no longer apply, in words; empty where all remain. */
export function pastWords(before: Shared | undefined, after: Shared | undefined): string {
  const lost = after === undefined ? [] : without(before?.protections, after.protections);
  return lost.length === 0 ? "" : `, no longer protected by ${listed(lost)}`;
}

/** The response headers and the cache of other backends, in words; empty where all are the same, or not known. */
export function otherTreatment(before: Shared | undefined, after: Shared | undefined): string {
  const [was, is] = [before?.headers, after?.headers];
  const words = (preposition: string, headers: readonly string[]) =>
    headers.length === 0
      ? ""
      : `, ${preposition} response header${headers.length === 1 ? "" : "s"} ${listed(headers.map(code))}`;
  const headers =
    was === undefined || is === undefined ? "" : words("without", without(was, is)) + words("with", without(is, was));
  const [wasCached, isCached] = [before?.isCached, after?.isCached];
  const cache =
    wasCached === undefined || isCached === undefined || wasCached === isCached
      ? ""
      : `, ${isCached ? "now" : "no longer"} cached by Cloud CDN`;
  return headers + cache;
}

function without(all: readonly string[] = [], others: readonly string[]): string[] {
  return all.filter((item) => !others.includes(item));
}
