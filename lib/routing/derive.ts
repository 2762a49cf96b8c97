import { blocks } from "../app/terraform-json";
import { AssumptionId } from "./assumptions";
import { DecidedBy, Decision } from "./decision";
import { answerTo } from ".";
import { ANY, Rank, Sample, sampleOfDefault, samplesOfPathRule, samplesOfRouteRule } from "./samples";
import { Block, UrlMapJson, isExpression, textsOf } from "../app/values";

/** A test of a URL map, as it stands in Terraform JSON. */
export interface UrlMapTest {
  readonly host: string;
  readonly path: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly service?: string;
  readonly expected_output_url?: string;
  readonly expected_redirect_response_code?: number;
}

/** A sample for a host. */
export interface Candidate extends Sample {
  readonly host: string;
  /** Whether the decision comes from where the sample is meant for. */
  readonly isMeant: (decidedBy: DecidedBy) => boolean;
}

/** So many tests a URL map may have. */
export const MAX_TESTS = 100;
/** How large a map may become by derived ones: Google's limit is 64 kB. */
const MAX_MAP_BYTES = 48_000;
/** So long is a self link that stands in for a reference. */
const LONG_SELF_LINK =
  "https://www.googleapis.com/compute/v1/projects/a-project-of-30-characters/global/backendServices/name-of-a-backend-service";
/** A host that no host rule names, unless somebody owns the top-level domain for examples. */
const ANY_HOST = "any-host.example";
/** Assumptions about the URL that comes out, which say nothing about where the request goes. */
const ABOUT_OUTPUT: readonly AssumptionId[] = ["U-10", "U-11", "U-18"];

/**
 * Tests for what the routes of a URL map do: a request for each rule, for the paths beside them and for the defaults, in
 * the order of the map. Only what Google documents, or was seen to do, is tested, and nothing that only Terraform knows.
 * Where there are too many, the most telling stay.
 */
export function deriveTests(urlMap: UrlMapJson): UrlMapTest[] {
  const seen = new Set<string>();
  // an override may have brought in some
  const room = MAX_TESTS - blocks(urlMap.test).length;
  const chosen: { readonly test: UrlMapTest; readonly place: number }[] = [];
  let bytes = sizeOf(urlMap);
  const candidates = candidatesOf(urlMap).map((candidate, place) => ({ candidate, place }));
  candidates.sort((a, b) => a.candidate.rank - b.candidate.rank || a.place - b.place);
  for (const { candidate, place } of candidates) {
    const test = chosen.length < room ? testOf(urlMap, candidate, seen) : undefined;
    const more = test ? sizeOf(test) : 0;
    if (test && bytes + more <= MAX_MAP_BYTES) {
      bytes += more;
      chosen.push({ test, place });
    }
  }
  return chosen.sort((a, b) => a.place - b.place).map(({ test }) => test);
}

/** Requests that show what the rules and defaults of a URL map do. */
export function candidatesOf(urlMap: UrlMapJson): Candidate[] {
  const matchers = new Map(blocks(urlMap.path_matcher).map((matcher) => [matcher.name, matcher]));
  const ofHosts = blocks(urlMap.host_rule).flatMap((rule) => {
    const matcher = matchers.get(rule.path_matcher);
    // whether the host of a test may have a port is not documented
    const hosts = textsOf(rule.hosts).filter((host) => !isExpression(host) && !host.includes(":"));
    return matcher ? hosts.flatMap((host, index) => candidatesOfHost(matcher, host, index > 0)) : [];
  });
  const isMeant = ({ kind }: DecidedBy) => kind === "URL map default";
  return [...ofHosts, { ...sampleOfDefault(), host: ANY_HOST, isMeant }];
}

/** The host or path of a test for the reader: `*` is what no rule names. */
export function testPattern(written: string): string {
  return written
    .replace(ANY_HOST, "*")
    .replace(/^any-host(?=\.)/, "*")
    .replaceAll(ANY, "*");
}

function candidatesOfHost(matcher: Block, pattern: string, isFurther: boolean): Candidate[] {
  const host = pattern === "*" ? ANY_HOST : pattern.replace("*", "any-host");
  const ofRule = (samples: readonly Sample[], index: number): Candidate[] =>
    samples.map((sample) => ({
      ...sample,
      host,
      // the bare path beside /x/* is shown whoever gets it
      isMeant: (decidedBy) =>
        decidedBy.host === pattern && (sample.rank === Rank.BARE_PATH || decidedBy.rule === index),
    }));
  const ofDefault: Candidate = {
    ...sampleOfDefault(),
    host,
    isMeant: (decidedBy) => decidedBy.host === pattern && decidedBy.kind === "path matcher default",
  };
  const all = [
    ...blocks(matcher.path_rule).flatMap((rule, index) => ofRule(samplesOfPathRule(rule), index)),
    ...blocks(matcher.route_rules).flatMap((rule, index) => ofRule(samplesOfRouteRule(rule), index)),
    ofDefault,
  ];
  // of a further host of the same rule little is enough, to show that it is one
  return isFurther ? [...new Set([all[0], ofDefault])].map((one) => ({ ...one, rank: Rank.FURTHER })) : all;
}

/** The first path of a candidate that shows what it is meant to show, unless another candidate has shown it. */
function testOf(urlMap: UrlMapJson, candidate: Candidate, seen: Set<string>): UrlMapTest | undefined {
  const { host, headers = {}, isMeant } = candidate;
  for (const path of candidate.paths) {
    const decision = decide(urlMap, `http://${host}${path}`, headers);
    if (decision && isMeant(decision.decidedBy)) {
      const outcome = outcomeOf(decision, actionOf(urlMap, decision.decidedBy), path);
      const key = JSON.stringify([host, path, headers]);
      if (outcome === undefined || seen.has(key)) {
        return undefined;
      }
      seen.add(key);
      const given = Object.entries(headers).map(([name, value]) => ({ name, value }));
      return { host, path, ...(given.length > 0 ? { headers: given } : {}), ...outcome };
    }
  }
  return undefined;
}

function decide(urlMap: UrlMapJson, url: string, headers: { [name: string]: string }): Decision | undefined {
  const decision = answerTo(urlMap, { url, headers });
  const isSure = decision?.unknown.length === 0 && decision.assumed.every((id) => ABOUT_OUTPUT.includes(id));
  return isSure ? decision : undefined;
}

/** What a test may expect for sure. */
function outcomeOf(
  { redirect, services, backendUrl = "", assumed }: Decision,
  action: Block | undefined,
  path: string,
) {
  if (redirect) {
    // which scheme Google takes for the request of a test is not documented
    const isKnown = redirect.location.startsWith("https:") && !isExpression(redirect.location) && assumed.length === 0;
    return isKnown
      ? { expected_output_url: redirect.location, expected_redirect_response_code: redirect.code }
      : undefined;
  }
  if (blocks(action?.weighted_backend_services).length > 1 || services.length !== 1) {
    return undefined;
  }
  const { service } = services[0];
  const [rewrite] = blocks(action?.url_rewrite);
  const isOutputKnown =
    rewrite && assumed.length === 0 && !`${path}${backendUrl}`.includes("?") && !isExpression(backendUrl);
  return { service, ...(isOutputKnown ? { expected_output_url: backendUrl.replace(/^http:/, "https:") } : {}) };
}

/** The route action of what decided. */
function actionOf(urlMap: UrlMapJson, { kind, pathMatcher, rule }: DecidedBy): Block | undefined {
  const matcher = blocks(urlMap.path_matcher).find(({ name }) => name === pathMatcher);
  const rules = blocks(kind === "path rule" ? matcher?.path_rule : matcher?.route_rules);
  const action = rule === undefined ? (matcher ?? urlMap).default_route_action : rules[rule]?.route_action;
  return blocks(action)[0];
}

/** About as many bytes as Google counts, where references are self links. */
function sizeOf(value: unknown): number {
  return JSON.stringify(value).replace(/\$\{[^}]*\}/g, LONG_SELF_LINK).length;
}
