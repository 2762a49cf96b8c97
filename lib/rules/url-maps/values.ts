import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, CLOUD_RUN, NEG, URL_MAP } from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { MAX_WEIGHT, isHost } from "../limits";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { Block, isDynamic, isSet, numberOf, knownText, knownTexts } from "../../app/values";

const RULE_PATH = /^\/([^*?#]*\/)?\*?$|^\/[^*?#]*$/;
const LINKS = ["default_service", "service", "backend_service"];
const DEFAULT_PORT = /:(80|443)$/;
const MAX_PRIORITY = 2147483647;

/** UM-02, UM-05: hosts and paths that Google refuses. */
export function hostsAndPaths(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => [
    ...blocks(urlMap.config.host_rule)
      .flatMap(({ hosts }) => knownTexts(hosts))
      .filter((host) => !isHost(host.toLowerCase()))
      .map((host) =>
        error(
          "UM-02",
          urlMap,
          `a host is a lower-case host name with an optional port and a * only in front, got ${JSON.stringify(host)}; write it like app.example.com or *.example.com`,
        ),
      ),
    ...blocks(urlMap.config.path_matcher)
      .flatMap((matcher) => blocks(matcher.path_rule))
      .flatMap((rule) => knownTexts(rule.paths))
      .filter((path) => !RULE_PATH.test(path))
      .map((path) =>
        error(
          "UM-05",
          urlMap,
          `a path begins with a slash and has a * only last, after a slash, got ${JSON.stringify(path)}; write it like /api or /api/*`,
        ),
      ),
  ]);
}

/** UM-02: a host with the port that browsers leave out, and without a rule for the host alone. */
export function defaultPorts(app: SynthesizedApp): Finding[] {
  return app
    .ofType(URL_MAP)
    .filter((urlMap) => !isInternal(app, urlMap))
    .flatMap((urlMap) =>
      blocks(urlMap.config.host_rule).flatMap((rule) => {
        const hosts = knownTexts(rule.hosts);
        return hosts
          .filter((host) => DEFAULT_PORT.test(host) && !hosts.includes(host.replace(DEFAULT_PORT, "")))
          .map((host) =>
            warning(
              "UM-02",
              urlMap,
              `browsers leave out the default port, so that no visitor comes by ${JSON.stringify(host)}; write ${host.replace(DEFAULT_PORT, "")}`,
            ),
          );
      }),
    );
}

/** UM-09, UM-10: route rules that Google refuses. */
export function routeRules(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    blocks(urlMap.config.path_matcher).flatMap((matcher) => {
      const rules = blocks(matcher.route_rules);
      const matches = rules.flatMap((rule) => blocks(rule.match_rules));
      return [
        ...priorities(urlMap, matcher, rules),
        ...matches.flatMap((match) => pathOf(urlMap, match)),
        ...(isInternal(app, urlMap) ? [] : regularExpressions(urlMap, matches)),
      ];
    }),
  );
}

/** UM-12: weights that Google refuses. */
export function weights(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    splitsOf(urlMap.config).flatMap((split) => {
      const given = split.map((share) => numberOf(share, "weight"));
      const wrong = given.find(
        (weight) => weight !== undefined && !(Number.isInteger(weight) && weight >= 0 && weight <= MAX_WEIGHT),
      );
      const text =
        wrong !== undefined
          ? `a weight is a whole number from 0 to ${MAX_WEIGHT}, got ${wrong}; choose one in that range`
          : given.length > 0 && given.every((weight) => weight === 0)
            ? "at least one of weighted_backend_services has a weight above 0, got none; give one a weight"
            : undefined;
      return text === undefined ? [] : [error("UM-12", urlMap, text)];
    }),
  );
}

/** UM-22: routes to what is no backend service, and backends that are no network endpoint group. */
export function wrongLinks(app: SynthesizedApp): Finding[] {
  const routed = app
    .ofType(URL_MAP)
    .flatMap((urlMap) =>
      app
        .referred(urlMap, linksOf(urlMap.config), NEG, ...CLOUD_RUN)
        .map((found) =>
          error(
            "UM-22",
            urlMap,
            `a URL map routes to backend services, got ${paths([found])} of ${found.type}; put it behind a BackendService and route to that`,
          ),
        ),
    );
  const grouped = app.ofType(BACKEND_SERVICE).flatMap((backendService) =>
    app
      .referred(
        backendService,
        blocks(backendService.config.backend).map(({ group }) => group),
        ...CLOUD_RUN,
      )
      .map((found) =>
        error(
          "UM-22",
          backendService,
          `a backend is a network endpoint group, got ${paths([found])} of ${found.type}; put a ServerlessNeg between them`,
        ),
      ),
  );
  return [...routed, ...grouped];
}

function priorities(urlMap: Resource, matcher: Block, rules: readonly Block[]): Finding[] {
  const given = rules.map((rule) => numberOf(rule, "priority")).filter((priority) => priority !== undefined);
  const repeated = given.filter((priority, index) => given.indexOf(priority) < index);
  const wrong = given.filter((priority) => !(Number.isInteger(priority) && priority >= 0 && priority <= MAX_PRIORITY));
  return [
    ...[...new Set(repeated)].map((priority) =>
      error(
        "UM-09",
        urlMap,
        `each route rule has a priority of its own, got ${priority} twice in path matcher ${JSON.stringify(matcher.name)}; give one of them another`,
      ),
    ),
    ...wrong.map((priority) =>
      error(
        "UM-09",
        urlMap,
        `a priority is a whole number from 0 to ${MAX_PRIORITY}, got ${priority}; choose one in that range`,
      ),
    ),
  ];
}

function pathOf(urlMap: Resource, match: Block): Finding[] {
  const wrong = ["prefix_match", "full_path_match", "path_template_match"]
    .map((kind) => ({ kind, path: knownText(match, kind) }))
    .find(({ path }) => path !== undefined && !/^\/[^?#]*$/.test(path));
  return wrong === undefined
    ? []
    : [
        error(
          "UM-10",
          urlMap,
          `${wrong.kind} begins with a slash and has no ? and #, got ${JSON.stringify(wrong.path)}; write it like /api/`,
        ),
      ];
}

function regularExpressions(urlMap: Resource, matches: readonly Block[]): Finding[] {
  return matches
    .flatMap((match) => [match, ...blocks(match.header_matches), ...blocks(match.query_parameter_matches)])
    .filter((predicate) => isSet(predicate, "regex_match"))
    .map((predicate) =>
      error(
        "UM-10",
        urlMap,
        `the global load balancer has no regular expressions, got regex_match ${JSON.stringify(predicate.regex_match)}; match a prefix, a full path or a path template`,
      ),
    );
}

/** Whether a URL map is one of a service mesh, which has regular expressions. */
export function isInternal(app: SynthesizedApp, urlMap: Resource): boolean {
  return app
    .uses(urlMap, BACKEND_SERVICE)
    .some(({ config }) => String(config.load_balancing_scheme).startsWith("INTERNAL"));
}

/** Where requests go, wherever it stands. A rewrite may hold the address of a service. */
function linksOf(block: Block): unknown[] {
  return Object.entries(block).flatMap(([name, value]): unknown[] =>
    LINKS.includes(name) ? [value] : name === "//" ? [] : blocks(value).flatMap(linksOf),
  );
}

/** The shares of all splits, wherever they stand. */
function splitsOf(block: Block): (readonly Block[])[] {
  return Object.entries(block).flatMap(([name, value]) =>
    name === "weighted_backend_services" && !isDynamic(block, name)
      ? [blocks(value)]
      : name === "//"
        ? []
        : blocks(value).flatMap(splitsOf),
  );
}
