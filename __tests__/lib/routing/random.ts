/** Random URL maps, as Terraform JSON, and requests that have a chance to meet their rules. */
import * as fc from "fast-check";

import { Action, Default, Match, Matcher, PathRule, Redirect, RouteRule, UrlMap } from "./reference";

const HOSTS = ["a.com", "b.com", "x.a.com", "y.x.a.com", "x-dev.a.com", "a.com:8080"];
const HOST_PATTERNS = [...HOSTS, "*", "*.a.com", "*.x.a.com", "*-dev.a.com"];
const PATHS = ["/", "/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/A/b", "/ab", "/b/c.vtt", "/a/../b", "/a//b", "/news/1/x"];
const PATTERNS = ["/", "/a", "/a/", "/a/*", "/a/b", "/a/b/*", "/ab", "/*", "/b/*"];
const TEMPLATES: [template: string, rewrites: string[]][] = [
  ["/*", ["/z"]],
  ["/a/{x}", ["/{x}", "/z/{x}-{x}/"]],
  ["/{x}/{y=**}", ["/{y}/{x}", "/{x}-{y}"]],
  ["/a/**", ["/z"]],
  ["/{x}/{f}.vtt", ["/{f}/{x}"]],
  ["/{x=news/*}/{y}", ["/{x}", "/{y}/{x}"]],
  ["/{x=a/**}", ["/q/{x}"]],
];
const REGEXES: [pattern: string, substitution: string][] = [
  ["/([^/]+)", "/x\\1"],
  ["^/a(/|$)", "/z\\1"],
  ["b", "qq"],
];
const SWAPS = ["/", "/new", "/new/", "/v2/a"];
const VALUES = ["1", "7", "ab", "abc", "xbc", ""];

const services = fc.constantFrom("s1", "s2", "s3", "s4");
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const redirect: fc.Arbitrary<Redirect> = fc
  .record(
    {
      https_redirect: fc.boolean(),
      host_redirect: oneOf("w.com", "a.com"),
      target: oneOf<object>(...SWAPS.map((prefix_redirect) => ({ prefix_redirect })), { path_redirect: "/there" }),
      redirect_response_code: oneOf("MOVED_PERMANENTLY_DEFAULT", "FOUND", "SEE_OTHER", "PERMANENT_REDIRECT"),
      strip_query: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map(({ target, ...rest }) => ({ ...rest, ...target }));

const weighted = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 })
  .filter((weights) => weights.some((weight) => weight > 0))
  .map((weights) => weights.map((weight, index) => ({ backend_service: `s${index + 1}`, weight })));

/** An action; `rewrites` are those that fit the template of the rule, and regular expressions are for route rules. */
const action = (rewrites: string[], regexes: [pattern: string, substitution: string][] = []): fc.Arbitrary<Action> => {
  const path = [
    ...regexes.map(([path_pattern, path_substitution]) => ({ regex_rewrite: { path_pattern, path_substitution } })),
    ...SWAPS.map((path_prefix_rewrite) => ({ path_prefix_rewrite })),
    ...rewrites.map((path_template_rewrite) => ({ path_template_rewrite })),
  ];
  const rewrite = fc
    .record({ host_rewrite: oneOf("i.com"), path: oneOf(...path) }, { requiredKeys: [] })
    .map(({ path: swapped, ...rest }) => ({ ...rest, ...swapped }));
  const forward = fc.record({ service: services });
  return fc.oneof(
    forward,
    fc.record({ service: services, route_action: fc.record({ url_rewrite: rewrite }) }),
    fc.record({
      route_action: fc.record(
        { weighted_backend_services: weighted, url_rewrite: rewrite },
        { requiredKeys: ["weighted_backend_services"] },
      ),
    }),
    fc.record({ url_redirect: redirect }),
  );
};

const asDefault = ({ service, url_redirect, route_action }: Action): Default => ({
  ...(service === undefined ? {} : { default_service: service }),
  ...(url_redirect === undefined ? {} : { default_url_redirect: url_redirect }),
  ...(route_action === undefined ? {} : { default_route_action: route_action }),
});

const predicate = fc.oneof(
  oneOf(...VALUES.slice(0, -1)).map((exact_match) => ({ exact_match })),
  oneOf("a", "ab", "7").map((prefix_match) => ({ prefix_match })),
  oneOf("bc", "1").map((suffix_match) => ({ suffix_match })),
  oneOf({ present_match: true }),
  oneOf({ range_match: { range_start: 1, range_end: 7 } }),
);
const header = fc
  .tuple(oneOf("x-a", "X-B"), predicate, oneOf({}, { invert_match: true }))
  .map(([header_name, match, invert]) => ({ header_name, ...match, ...invert }));
const parameter = fc
  .tuple(oneOf("p", "q"), oneOf({ exact_match: "1" }, { exact_match: "a=b" }, { present_match: true }))
  .map(([name, match]) => ({ name, ...match }));

const withPredicates = (path: Match): fc.Arbitrary<Match> =>
  fc
    .record(
      {
        header_matches: fc.array(header, { minLength: 1, maxLength: 2 }),
        query_parameter_matches: fc.array(parameter, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: [] },
    )
    .map((predicates) => ({ ...path, ...predicates }));

const plainRule = fc.array(
  fc
    .oneof(
      fc
        .tuple(oneOf("/", "/a", "/a/", "/A/b", "/b/"), oneOf({}, { ignore_case: true }))
        .map(([prefix_match, fold]) => ({ prefix_match, ...fold })),
      fc
        .tuple(oneOf("/a", "/A/b", "/a/b/c"), oneOf({}, { ignore_case: true }))
        .map(([full_path_match, fold]) => ({ full_path_match, ...fold })),
    )
    .chain(withPredicates),
  { minLength: 1, maxLength: 2 },
);

const routeRule: fc.Arbitrary<Omit<RouteRule, "priority">> = fc.oneof(
  fc.tuple(plainRule, action([], REGEXES)).map(([match_rules, act]) => ({ match_rules, ...act })),
  oneOf(...TEMPLATES).chain(([path_template_match, rewrites]) =>
    fc
      .tuple(withPredicates({ path_template_match }), action(rewrites))
      .map(([match, act]) => ({ match_rules: [match], ...act })),
  ),
);

/** Path rules among which each path stands once. */
const pathRules = fc
  .tuple(fc.uniqueArray(oneOf(...PATTERNS), { minLength: 1 }), fc.array(action([]), { minLength: 9, maxLength: 9 }))
  .map(([paths, actions]) =>
    paths
      .map((path, index) => ({ paths: [path], ...actions[index % 9] }))
      .reduce<PathRule[]>((rules, rule, index) => {
        if (index % 3 === 1) rules[rules.length - 1].paths.push(...rule.paths);
        else rules.push(rule);
        return rules;
      }, []),
  );

const routeRules = fc
  .tuple(fc.array(routeRule, { minLength: 1, maxLength: 5 }), fc.shuffledSubarray([1, 2, 5, 8, 9], { minLength: 5 }))
  .map(([rules, priorities]) => rules.map((rule, index) => ({ priority: priorities[index], ...rule })));

const matcher: fc.Arbitrary<Omit<Matcher, "name">> = fc
  .tuple(action([]), fc.oneof(fc.record({ path_rule: pathRules }), fc.record({ route_rules: routeRules }), oneOf({})))
  .map(([act, rules]) => ({ ...asDefault(act), ...rules }));

/** A URL map. */
export const maps: fc.Arbitrary<UrlMap> = fc
  .tuple(
    action([]),
    fc.array(matcher, { maxLength: 4 }),
    fc.shuffledSubarray(HOST_PATTERNS, { minLength: 6, maxLength: 6 }),
  )
  .map(([act, matchers, hosts]) => ({
    ...asDefault(act),
    host_rule: matchers.map((_, index) => ({
      hosts: index === 0 ? hosts.slice(0, 2) : [hosts[index + 1]],
      path_matcher: `m${index}`,
    })),
    path_matcher: matchers.map((rest, index) => ({ name: `m${index}`, ...rest })),
  }));

/** A request. */
export const requests = fc.record({
  scheme: oneOf("http", "https"),
  host: oneOf(...HOSTS, "other.com", "a.com:80"),
  path: oneOf(...PATHS),
  query: oneOf("", "p=1", "q", "q=a=b&p", "p=2&p=1"),
  headers: fc
    .record({ "x-a": oneOf(...VALUES), "x-b": oneOf(...VALUES) }, { requiredKeys: [] })
    .map((headers) => headers as { [name: string]: string }),
});
