import { contentOf } from "../../app/certificates";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { HTTPS_PROXY, MANAGED_CERTIFICATE, URL_MAP } from "../../app/types";
import { Block, isDynamic, isExpression, isOn, numberOf, textOf, textsOf } from "../../app/values";
import { redirectLoops } from "../../routing/redirect-loops";
import { describeRouteRule, inOrder } from "../../routing/rules";
import { takesAllOf } from "../../routing/shadowing";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { PathMatcher } from "./paths";
import { UrlMap, hasOwnDefault } from "./places";

const MAX_PRIORITY = 2_147_483_647;

/** Priorities that appear twice, or that Google refuses. */
export function priorities(matcher: PathMatcher): Text[] {
  const all = blocks(matcher.route_rules)
    .map((rule) => numberOf(rule, "priority"))
    .filter((priority) => priority !== undefined);
  const seen = new Set<number>();
  const repeated = new Set(all.filter((priority) => seen.has(priority) || !seen.add(priority)));
  return [
    ...[...repeated].map(
      (priority) =>
        text`two route rules of path matcher ${given(matcher.name)} have priority ${priority}; give one of them another priority`,
    ),
    ...all
      .filter((priority) => !(Number.isInteger(priority) && priority >= 0 && priority <= MAX_PRIORITY))
      .map(
        (priority) =>
          text`the priority of a route rule must be a whole number from 0 to ${MAX_PRIORITY}, got ${priority}; choose one in that range`,
      ),
  ];
}

/** A route rule that no request reaches, because earlier rules match all its requests. */
export function unreachableRouteRules(matcher: PathMatcher): Text[] {
  const rules = blocks(matcher.route_rules);
  const ordered = rules.some(({ priority }) => isExpression(priority)) ? [] : inOrder(rules);
  return ordered.flatMap(([index, rule], place): Text[] => {
    const earlier = ordered.slice(0, place);
    const catching = blocks(rule.match_rules).map((match) =>
      earlier.find(([, other]) => blocks(other.match_rules).some((wide) => takesAllOf(wide, match))),
    );
    if (catching.length === 0 || isDynamic(rule, "match_rules") || catching.some((found) => found === undefined)) {
      return [];
    }
    const names = new Set(catching.map((found) => (found ? describeRouteRule(found[1], found[0]) : "")));
    return [
      text`${describeRouteRule(rule, index)} of path matcher ${String(matcher.name)} is never reached, because its requests all match an earlier rule: ${[...names].join(" and ")}; move it before that rule, or remove it`,
    ];
  });
}

/** A default of its own, in a path matcher of which a rule takes every path. */
export function deadDefaults(config: UrlMap): Text[] {
  return blocks(config.path_matcher).flatMap((matcher) => {
    const taker = takerOfAll(matcher);
    return taker === undefined || !hasOwnDefault(matcher, config)
      ? []
      : [
          text`the default of path matcher ${String(matcher.name)} is never reached, because ${taker} matches every path; remove the default or ${taker}`,
        ];
  });
}

/** A default service of the URL map, where a host rule for `*` leaves it no request. */
export function deadMapDefaults(config: UrlMap): Text[] {
  const { default_service: service } = config;
  const matchers = blocks(config.path_matcher);
  const everyHost = blocks(config.host_rule).find(({ hosts }) => textsOf(hosts).includes("*"));
  const ofEveryHost = matchers.find(({ name }) => name === everyHost?.path_matcher);
  // a default that is never reached may repeat that of the URL map
  const reached = matchers.map((matcher) =>
    takerOfAll(matcher) === undefined ? matcher : { ...matcher, default_service: undefined },
  );
  if (
    typeof service !== "string" ||
    ofEveryHost === undefined ||
    isDynamic(config, "path_matcher") ||
    JSON.stringify(reached).includes(JSON.stringify(service))
  ) {
    return [];
  }
  const taker = takerOfAll(ofEveryHost) ?? "its default";
  return [
    text`the default of the URL map is never reached, because host rule * matches every host and ${taker} matches every path; make what host rule * does the default of the URL map and remove the host rule, or add a route to the backend service of the default`,
  ];
}

/** The rule of a path matcher that takes every path, in words. */
function takerOfAll(matcher: Block): string | undefined {
  const routeRule = inOrder(blocks(matcher.route_rules)).find(([, rule]) =>
    blocks(rule.match_rules).some((match) => takesAllOf(match, { prefix_match: "/" })),
  );
  const pathRule = blocks(matcher.path_rule).some(({ paths }) => textsOf(paths).includes("/*"));
  return routeRule ? describeRouteRule(routeRule[1], routeRule[0]) : pathRule ? "the path rule for /*" : undefined;
}

/** A redirect loop, on hosts that are surely served by the same URL map. */
export function circularRedirects(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      redirectLoops(urlMap.config, domainsBefore(app, urlMap)).map(({ url, text: rule, locations }) =>
        about(
          urlMap,
          text`${rule} redirects ${url} in a loop: to ${locations.join(", then to ")}; change the redirect, or add a rule for the URL that it redirects to`,
        ),
      ),
    );
}

/** Rewrites of which only one side ends in a slash. */
export function unevenRewrites(matcher: PathMatcher): Text[] {
  return unevenSwaps(matcher, (rule) =>
    textOf(blocks(blocks(rule.route_action)[0]?.url_rewrite)[0], "path_prefix_rewrite"),
  );
}

/** Redirects of which only one side ends in a slash. */
export function unevenRedirects(matcher: PathMatcher): Text[] {
  return unevenSwaps(matcher, (rule) => textOf(blocks(rule.url_redirect)[0], "prefix_redirect"));
}

/** Match rules of which Google does not document what they match. */
export function uncertainMatches(matcher: PathMatcher): Text[] {
  return blocks(matcher.route_rules).flatMap((rule, index) =>
    blocks(rule.match_rules)
      .flatMap(doubtsOf)
      .map((doubt) => text`${describeRouteRule(rule, index)} ${doubt}`),
  );
}

/** Swaps of a prefix of which only one side ends in a slash. */
function unevenSwaps(matcher: PathMatcher, prefixOf: (rule: Block) => string | undefined): Text[] {
  const ofPaths = blocks(matcher.path_rule).flatMap((rule) =>
    textsOf(rule.paths)
      .filter((pattern) => pattern.endsWith("/*"))
      .map((pattern) => [pattern.slice(0, -1), prefixOf(rule)] as const),
  );
  const ofMatches = blocks(matcher.route_rules).flatMap((rule) =>
    blocks(rule.match_rules).map((match) => [textOf(match, "prefix_match"), prefixOf(rule)] as const),
  );
  return [...ofPaths, ...ofMatches].flatMap(([matched, prefix]) => {
    const isKnown = matched !== undefined && prefix !== undefined && !isExpression(matched) && !isExpression(prefix);
    if (!isKnown || matched.endsWith("/") === prefix.endsWith("/")) {
      return [];
    }
    const path = matched.endsWith("/") ? `${matched}a` : `${matched}/a`;
    return [
      text`${matched} is replaced with ${prefix} as plain text, so ${path} becomes ${prefix}${path.slice(matched.length)}; end both with a slash, or neither`,
    ];
  });
}

/** What of a match rule is not documented. */
function doubtsOf(match: Block): string[] {
  const headers = blocks(match.header_matches);
  const isSure = (name: unknown) =>
    headers.some((other) => other.header_name === name && isOn(other, "present_match") && !isOn(other, "invert_match"));
  const values = ["exact_match", "prefix_match", "suffix_match", "range_match"];
  const inverted = headers.filter(
    (header) =>
      isOn(header, "invert_match") && values.some((kind) => header[kind] !== undefined) && !isSure(header.header_name),
  );
  const absent = [...headers, ...blocks(match.query_parameter_matches)].filter(
    (predicate) => predicate.present_match === false && values.every((kind) => predicate[kind] === undefined),
  );
  const paths = ["prefix_match", "full_path_match", "path_template_match"];
  return [
    ...inverted.map(
      ({ header_name: name }) =>
        `inverts the match of header ${String(name)}, and what happens without that header is not documented; add HeaderMatch.present("${String(name)}")`,
    ),
    ...absent.map(
      (predicate) =>
        `matches ${String(predicate.header_name ?? predicate.name)} with present_match false, which is not documented; use HeaderMatch.absent`,
    ),
    ...(paths.some((kind) => textOf(match, kind) !== undefined)
      ? []
      : ['has a match rule without a path, which is not documented; add PathMatch.prefix("/")']),
  ];
}

/** The domains of the certificates of the target HTTPS proxies that use a URL map. */
export function domainsBefore(app: SynthesizedApp, urlMap: Resource): string[] {
  const certificates = app
    .users(urlMap, HTTPS_PROXY)
    .flatMap((proxy) => app.referred(proxy, proxy.config.ssl_certificates, MANAGED_CERTIFICATE));
  return [...new Set(certificates)].flatMap((certificate) => contentOf(certificate).domains ?? []);
}
