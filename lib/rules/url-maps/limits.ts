import { camelCase } from "../../app/snake-case";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/types";
import { Block, isExpression, knownText } from "../../app/values";
import { MAX_TESTS } from "../../routing/derive";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";

/** Host rules, path matchers, hosts of a host rule, and rules and conditions of a path matcher. */
export const MAX_PARTS = 1000;
/** Of a path matcher. */
export const MAX_TEMPLATES = 100;
const MAX_BACKENDS = 2500;
const KILOBYTE = 1024;
/** Of a whole URL map. */
export const MAX_KILOBYTES = 64;
const MAX_SIZE = MAX_KILOBYTES * KILOBYTE;
const CLOSE_TO_MAX_SIZE = 56 * KILOBYTE;
/** Arguments that Terraform reads itself and does not send. */
const TERRAFORMS_OWN = [
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "project",
  "provider",
  "provisioner",
  "timeouts",
];
/** Blocks whose name is in the plural in Google's API. */
const PLURALS: { readonly [block: string]: string } = {
  host_rule: "hostRules",
  path_matcher: "pathMatchers",
  path_rule: "pathRules",
  test: "tests",
};
const COLLECTIONS: { readonly [type: string]: string } = {
  [BACKEND_SERVICE]: "backendServices",
  [BACKEND_BUCKET]: "backendBuckets",
};
const LINK = "https://www.googleapis.com/compute/v1";
/** The shortest project id. */
const SHORTEST_PROJECT = "p".repeat(6);
const SHORTER = "shorten it, or move some hosts to a second load balancer";

/** What a host rule has, for a count. */
interface GivenHostRule {
  readonly hosts?: unknown;
  readonly pathRules?: readonly unknown[];
  readonly routeRules?: readonly {
    readonly match: { readonly [prop: string]: unknown };
    readonly conditions: number;
  }[];
}

/** How many parts a host rule has, and how many of them a URL map has with it. */
export function givenCounts(rule: GivenHostRule & { readonly count: number }): Text[] {
  const { hosts, pathRules = [], routeRules = [], count } = rule;
  const conditions = routeRules.reduce((sum, each) => sum + each.conditions, 0);
  const templates = routeRules.filter(({ match }) => match.pathTemplateMatch !== undefined).length;
  return [
    ...fitting("host rules in a URL map", count),
    ...(Array.isArray(hosts) ? fitting("hosts in a host rule", hosts.length) : []),
    ...(pathRules.length > 0 ? fitting("path rules in a host rule", pathRules.length) : []),
    ...(routeRules.length > 0 ? fitting("route rules in a host rule", routeRules.length) : []),
    ...(conditions > MAX_PARTS
      ? [
          text`the route rules of a host rule may have at most ${MAX_PARTS} conditions on path, headers and query parameters together, got ${given(conditions)}; use fewer, or spread the hosts over several host rules`,
        ]
      : []),
    ...(templates > MAX_TEMPLATES
      ? [
          text`a host rule may have at most ${MAX_TEMPLATES} path templates, got ${given(templates)}; match some of them with PathMatch.prefix`,
        ]
      : []),
  ];
}

/** How many parts a URL map has. */
export function urlMapCounts(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const { config } = urlMap;
    const matchers = blocks(config.path_matcher);
    const atMost = (max: number, what: string, counts: readonly number[]) =>
      counts
        .filter((count) => count > max)
        .map((count) =>
          about(
            urlMap,
            text`a URL map may have at most ${max} ${what}, got ${count}; move some hosts to a second load balancer`,
          ),
        );
    return [
      ...atMost(MAX_PARTS, "host rules", [blocks(config.host_rule).length]),
      ...atMost(MAX_PARTS, "path matchers", [matchers.length]),
      ...atMost(
        MAX_PARTS,
        "hosts in a host rule",
        blocks(config.host_rule).map(({ hosts }) => lengthOf(hosts)),
      ),
      ...atMost(
        MAX_PARTS,
        "rules in a path matcher",
        matchers.map(({ path_rule, route_rules }) => blocks(path_rule).length + blocks(route_rules).length),
      ),
      ...atMost(MAX_PARTS, "conditions in a path matcher", matchers.map(predicatesOf)),
      ...atMost(MAX_TEMPLATES, "path templates in a path matcher", matchers.map(templatesOf)),
      ...atMost(MAX_BACKENDS, "backend services", [app.uses(urlMap, BACKEND_SERVICE, BACKEND_BUCKET).length]),
      ...atMost(MAX_TESTS, "tests", [blocks(config.test).length]),
    ];
  });
}

/** URL maps that are larger than Google accepts. */
export function tooLarge(app: SynthesizedApp): Found[] {
  return measured(app, (size) => size > MAX_SIZE).map(({ urlMap, kilobytes }) =>
    about(urlMap, text`a URL map may have at most ${MAX_KILOBYTES} KB, got about ${kilobytes} KB; ${SHORTER}`),
  );
}

/** URL maps that are almost as large as Google accepts. */
export function almostTooLarge(app: SynthesizedApp): Found[] {
  return measured(app, (size) => size > CLOSE_TO_MAX_SIZE && size <= MAX_SIZE).map(({ urlMap, kilobytes }) =>
    about(urlMap, text`this URL map has about ${kilobytes} KB of the ${MAX_KILOBYTES} KB that it may have; ${SHORTER}`),
  );
}

/** How large URL maps are as Google gets them. What only Terraform knows counts as nothing. */
const sizes = oncePerApp((app) =>
  app.ofType(URL_MAP).map((urlMap) => ({ urlMap, size: Buffer.byteLength(JSON.stringify(asSent(app, urlMap))) })),
);

function measured(app: SynthesizedApp, isMeant: (size: number) => boolean) {
  return sizes(app)
    .filter(({ size }) => isMeant(size))
    .map(({ urlMap, size }) => ({ urlMap, kilobytes: Math.ceil(size / KILOBYTE) }));
}

function fitting(what: string, count: number): Text[] {
  return count >= 1 && count <= MAX_PARTS
    ? []
    : [
        text`there must be 1 to ${MAX_PARTS} ${what}, got ${given(count)}; ${count < 1 ? "add one" : `remove at least ${count - MAX_PARTS}`}`,
      ];
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

function matchesOf(matcher: Block): Block[] {
  return blocks(matcher.route_rules).flatMap(({ match_rules }) => blocks(match_rules));
}

function predicatesOf(matcher: Block): number {
  return matchesOf(matcher).reduce(
    (sum, match) => sum + 1 + blocks(match.header_matches).length + blocks(match.query_parameter_matches).length,
    0,
  );
}

function templatesOf(matcher: Block): number {
  return matchesOf(matcher).filter((match) => match.path_template_match !== undefined).length;
}

/** A URL map in the words of Google's API. */
function asSent(app: SynthesizedApp, urlMap: Resource): unknown {
  const links = new Map<string, string>();
  const link = (text: string) => {
    const known = links.get(text) ?? linkOf(app.referred(urlMap, text, BACKEND_SERVICE, BACKEND_BUCKET)[0]);
    links.set(text, known);
    return known;
  };
  const sent = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(sent);
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [nameOf(name, inner), sent(inner)]));
    }
    return isExpression(value) ? link(String(value)) : value;
  };
  return sent(Object.fromEntries(Object.entries(urlMap.config).filter(([name]) => !TERRAFORMS_OWN.includes(name))));
}

function linkOf(backend: Resource | undefined): string {
  if (backend === undefined) {
    return "";
  }
  const project = backend.project.includes(" ") ? SHORTEST_PROJECT : backend.project;
  const name = knownText(backend.config, "name") ?? "";
  return `${LINK}/projects/${project}/global/${COLLECTIONS[backend.type]}/${name}`;
}

/** The name of an argument in the API. `path_matcher` is a block and, in a host rule, the name of one. */
function nameOf(name: string, value: unknown): string {
  return (typeof value === "object" ? PLURALS[name] : undefined) ?? camelCase(name);
}
