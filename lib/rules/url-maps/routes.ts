import { WarningRule } from "../catalogue";
import { Finding, error, warning } from "../finding";
import { covers } from "../../routing/shadowing";
import { redirectLoops } from "../../routing/redirect-loops";
import { describeRouteRule, inOrder } from "../../routing/rules";
import { Block, isDynamic, isExpression, isOn, isSet, textOf, textsOf } from "../../app/values";
import { contentOf } from "../../app/certificates";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { HTTPS_PROXY, MANAGED_CERTIFICATE, URL_MAP } from "../../app/types";

const DEFAULTS = ["default_service", "default_url_redirect", "default_route_action"];

/** UM-09: a route rule that earlier ones always catch is never asked. */
export function unreachableRouteRules(app: SynthesizedApp): Finding[] {
  return everyMatcher(app, ({ path }, matcher) => {
    const rules = blocks(matcher.route_rules);
    const ordered = rules.some(({ priority }) => isExpression(priority)) ? [] : inOrder(rules);
    return ordered.flatMap(([index, rule], place): Finding[] => {
      const earlier = ordered.slice(0, place);
      const catching = blocks(rule.match_rules).map((match) =>
        earlier.find(([, other]) => blocks(other.match_rules).some((wide) => covers(wide, match))),
      );
      if (catching.length === 0 || isDynamic(rule, "match_rules") || catching.some((found) => found === undefined)) {
        return [];
      }
      const names = new Set(catching.map((found) => (found ? describeRouteRule(found[1], found[0]) : "")));
      const text = `${describeRouteRule(rule, index)} of path matcher ${String(matcher.name)} is never reached: ${[...names].join(" and ")} comes first and takes all its requests; put it before, or remove it`;
      return [warning("UM-09", { path }, text)];
    });
  });
}

/** UM-19: a default of its own, in a path matcher of which a rule takes every path. */
export function deadDefaults(app: SynthesizedApp): Finding[] {
  return everyMatcher(app, ({ path, config }, matcher) => {
    const own = DEFAULTS.some((name) => isSet(matcher, name) && plain(matcher[name]) !== plain(config[name]));
    const taker = takerOfAll(matcher);
    if (!own || taker === undefined) {
      return [];
    }
    const text = `the default of path matcher ${String(matcher.name)} is never reached: ${taker} takes every path; leave out one of the two`;
    return [warning("UM-19", { path }, text)];
  });
}

/** A value as text, whether a block is written as an object or as a list. */
function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(blocks(value));
}

/** UM-19: a default service of the URL map, where a host rule for `*` leaves it no request. */
export function deadMapDefaults(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((map) => {
    const { default_service: service } = map.config;
    const matchers = blocks(map.config.path_matcher);
    const everyHost = blocks(map.config.host_rule).find(({ hosts }) => textsOf(hosts).includes("*"));
    const ofEveryHost = matchers.find(({ name }) => name === everyHost?.path_matcher);
    // a default that is never reached may repeat that of the URL map
    const reached = matchers.map((matcher) =>
      takerOfAll(matcher) === undefined ? matcher : { ...matcher, default_service: undefined },
    );
    if (
      typeof service !== "string" ||
      ofEveryHost === undefined ||
      isDynamic(map.config, "path_matcher") ||
      JSON.stringify(reached).includes(JSON.stringify(service))
    ) {
      return [];
    }
    const taker = takerOfAll(ofEveryHost) ?? "its default";
    const text = `the default of the URL map is never reached: host rule * takes every host, and ${taker} every path; make where that leads the default of the URL map, or route to the default`;
    return [warning("UM-19", map, text)];
  });
}

/** The rule of a path matcher that takes every path, in words. */
function takerOfAll(matcher: Block): string | undefined {
  const routeRule = inOrder(blocks(matcher.route_rules)).find(([, rule]) =>
    blocks(rule.match_rules).some((match) => covers(match, { prefix_match: "/" })),
  );
  const pathRule = blocks(matcher.path_rule).some(({ paths }) => textsOf(paths).includes("/*"));
  return routeRule ? describeRouteRule(routeRule[1], routeRule[0]) : pathRule ? "the path rule for /*" : undefined;
}

/** UM-06: Google refuses a path that stands twice in a path matcher. */
export function repeatedPaths(app: SynthesizedApp): Finding[] {
  return everyMatcher(app, ({ path: map }, matcher) => {
    const paths = blocks(matcher.path_rule).flatMap((rule) => textsOf(rule.paths));
    const first = new Map([...paths.entries()].reverse().map(([index, path]) => [path, index]));
    const repeated = [...new Set(paths.filter((path, index) => first.get(path) !== index))];
    return repeated.map((path) =>
      error(
        "UM-06",
        { path: map },
        `path ${path} stands twice in path matcher ${String(matcher.name)}; put it into one path rule`,
      ),
    );
  });
}

/** UM-14: a redirect that leads to itself, on hosts that are surely served by the same URL map. */
export function circularRedirects(app: SynthesizedApp): Finding[] {
  return app
    .ofType(URL_MAP)
    .flatMap((map) =>
      redirectLoops(map.config, domainsOf(app, map)).map(({ url, text, locations }) =>
        warning(
          "UM-14",
          map,
          `${text} redirects ${url} in circles: to ${locations.join(", then to ")}; change the redirect, or give where it leads a rule of its own`,
        ),
      ),
    );
}

/** UM-10, UM-13, UM-14: what Google does not document, and what is seldom meant. */
export function uncertainRoutes(app: SynthesizedApp): Finding[] {
  return everyMatcher(app, ({ path }, matcher) => [
    ...blocks(matcher.path_rule).flatMap((rule) =>
      textsOf(rule.paths)
        .filter((pattern) => pattern.endsWith("/*"))
        .flatMap((pattern) => unevenSwaps(rule, pattern.slice(0, -1)))
        .map(({ id, text }) => warning(id, { path }, text)),
    ),
    ...blocks(matcher.route_rules).flatMap((rule, index) =>
      blocks(rule.match_rules).flatMap((match) => {
        const swaps = unevenSwaps(rule, textOf(match, "prefix_match"));
        const doubts = doubtsOf(match).map((text) => `${describeRouteRule(rule, index)} ${text}`);
        return [
          ...swaps.map(({ id, text }) => warning(id, { path }, text)),
          ...doubts.map((text) => warning("UM-10", { path }, text)),
        ];
      }),
    ),
  ]);
}

/** Swaps of a prefix of which only one side ends in a slash. */
function unevenSwaps(rule: Block, matched: string | undefined): { id: WarningRule; text: string }[] {
  const [rewrite] = blocks(blocks(rule.route_action)[0]?.url_rewrite);
  const [redirect] = blocks(rule.url_redirect);
  const swaps: { readonly id: WarningRule; readonly prefix: string | undefined }[] = [
    { id: "UM-13", prefix: textOf(rewrite, "path_prefix_rewrite") },
    { id: "UM-14", prefix: textOf(redirect, "prefix_redirect") },
  ];
  return swaps.flatMap(({ id, prefix }) => {
    const isKnown = matched !== undefined && prefix !== undefined && !isExpression(matched) && !isExpression(prefix);
    if (!isKnown || matched.endsWith("/") === prefix.endsWith("/")) {
      return [];
    }
    const path = matched.endsWith("/") ? `${matched}a` : `${matched}/a`;
    const text = `${matched} gives way to ${prefix} as text, so that ${path} becomes ${prefix}${path.slice(matched.length)}; end both in a slash, or none`;
    return [{ id, text }];
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
        `inverts the match of header ${String(name)}, and what happens without that header is not documented; put HeaderMatch.present("${String(name)}") beside it`,
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

/** The domains of the managed certificates beside which a URL map stands in a target HTTPS proxy. */
function domainsOf(app: SynthesizedApp, map: Resource): string[] {
  const proxies = app.users(map, HTTPS_PROXY);
  const certificates = new Set(proxies.flatMap((proxy) => app.uses(proxy, MANAGED_CERTIFICATE)));
  return [...certificates].flatMap((certificate) => contentOf(certificate).domains ?? []);
}

function everyMatcher(app: SynthesizedApp, find: (map: Resource, matcher: Block) => Finding[]): Finding[] {
  return app.ofType(URL_MAP).flatMap((map) => {
    const path = map.path || map.stack;
    return blocks(map.config.path_matcher).flatMap((matcher) => find({ ...map, path }, matcher));
  });
}
