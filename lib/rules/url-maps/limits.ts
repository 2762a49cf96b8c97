import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/load-balancers";
import { Finding, error, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { Block, isExpression, knownText } from "../../app/values";

const KILOBYTE = 1024;
const MAX_SIZE = 64 * KILOBYTE;
const CLOSE_TO_MAX_SIZE = 56 * KILOBYTE;
/** What Terraform reads itself and does not send. */
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

/** UM-17: how many parts a URL map has. */
export function urlMapCounts(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const { config } = urlMap;
    const matchers = blocks(config.path_matcher);
    const atMost = (max: number, what: string, counts: readonly number[]) =>
      counts
        .filter((count) => count > max)
        .map((count) =>
          error("UM-17", urlMap, `at most ${max} ${what}, got ${count}; move some hosts to a second load balancer`),
        );
    return [
      ...atMost(1000, "host rules", [blocks(config.host_rule).length]),
      ...atMost(1000, "path matchers", [matchers.length]),
      ...atMost(
        1000,
        "hosts in a host rule",
        blocks(config.host_rule).map(({ hosts }) => lengthOf(hosts)),
      ),
      ...atMost(
        1000,
        "rules in a path matcher",
        matchers.map(({ path_rule, route_rules }) => blocks(path_rule).length + blocks(route_rules).length),
      ),
      ...atMost(1000, "conditions in a path matcher", matchers.map(predicatesOf)),
      ...atMost(100, "path templates in a path matcher", matchers.map(templatesOf)),
      ...atMost(2500, "backend services", [app.uses(urlMap, BACKEND_SERVICE, BACKEND_BUCKET).length]),
      ...atMost(100, "tests", [blocks(config.test).length]),
    ];
  });
}

/** UM-17: how large a URL map is as Google gets it. What only Terraform knows counts as nothing. */
export function urlMapSize(app: SynthesizedApp): Finding[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const size = Buffer.byteLength(JSON.stringify(asSent(app, urlMap)));
    const kilobytes = Math.ceil(size / KILOBYTE);
    const wayOut = "shorten it, or move some hosts to a second load balancer";
    if (size > MAX_SIZE) {
      return [error("UM-17", urlMap, `a URL map has at most 64 KB, got about ${kilobytes} KB; ${wayOut}`)];
    }
    return size > CLOSE_TO_MAX_SIZE
      ? [warning("UM-17", urlMap, `about ${kilobytes} KB of the 64 KB that a URL map may have; ${wayOut}`)]
      : [];
  });
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

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
