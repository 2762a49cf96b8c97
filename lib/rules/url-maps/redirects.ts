import { blocks } from "../../app/terraform-json";
import { Block, isDynamic, isExpression, isOn, isSet, knownText, textsOf } from "../../app/values";
import { DEFAULT_REDIRECT_CODE, KEEPS_METHOD, REDIRECT_CODES, RedirectCode } from "../../google/redirect-codes";
import { Text, given, text } from "../text";
import { oneOf } from "../values";
import { Place, argumentOf, redirectOf } from "./places";
import { withoutSlash } from "./rewrites";
import { MAX_HOST_LENGTH, MAX_PATH_LENGTH, PATH, bareHost, isText, length } from "./texts";

/** How long the parts of a redirect may be. */
export const REDIRECT_LENGTHS = {
  host_redirect: MAX_HOST_LENGTH,
  path_redirect: MAX_PATH_LENGTH,
  prefix_redirect: MAX_PATH_LENGTH,
} as const;
type Part = keyof typeof REDIRECT_LENGTHS;
const REDIRECT_PARTS = Object.keys(REDIRECT_LENGTHS) as Part[];
const PATHS = ["path_redirect", "prefix_redirect"] as const;

/** The part of the path that a match takes up, which a prefix replaces. */
interface MatchedPart {
  readonly text: string;
  /** Whether it is all of the path. */
  readonly isWhole: boolean;
}

/** What is wrong with a redirect by itself. */
export function redirect(place: Place): Text[] {
  const block = redirectOf(place);
  if (block === undefined) {
    return [];
  }
  const named = (name: Part | "redirect_response_code") => text`${partOf(place, name)} of ${place.what}`;
  return [
    ...oneOf(named("redirect_response_code"), block.redirect_response_code, Object.keys(REDIRECT_CODES)),
    ...REDIRECT_PARTS.flatMap((name) => length(named(name), block[name], REDIRECT_LENGTHS[name])),
    ...bareHost(named("host_redirect"), block.host_redirect),
    ...PATHS.filter((name) => isText(block[name]) && !PATH.test(block[name])).map(
      (name) =>
        text`${named(name)} must begin with a slash and have no ? or #, got ${given(block[name])}; write it like /new/`,
    ),
    ...(PATHS.every((name) => isSet(block, name))
      ? [
          text`${place.what} cannot have both ${partOf(place, "path_redirect")} and ${partOf(place, "prefix_redirect")}; remove ${partOf(place, "path_redirect")} or ${partOf(place, "prefix_redirect")}`,
        ]
      : []),
  ];
}

/** A redirect of every request to itself. */
export function redirectToNowhere(place: Place): Text[] {
  const block = redirectOf(place);
  const matches = blocks(place.block.match_rules);
  const leadsOut =
    block === undefined ||
    mayLeadToHttps(block) ||
    REDIRECT_PARTS.some((name) => block[name] !== undefined) ||
    isDynamic(place.block, "match_rules") ||
    matches.some((match) => leadsOutOfMatch(block, match));
  return leadsOut
    ? []
    : [
        text`${place.what} redirects every request to its own URL with ${shown(place, block)}; set ${partOf(place, "host_redirect")}, ${partOf(place, "path_redirect")} or ${partOf(place, "prefix_redirect")}`,
      ];
}

/** A redirect to a URL that it redirects again. */
export function redirectBack(place: Place): Text[] {
  const block = redirectOf(place);
  if (block === undefined || mayLeadToHttps(block)) {
    return [];
  }
  const target = knownText(block, "host_redirect");
  const [whose, other] =
    target === undefined || place.hosts.length < 2
      ? ["", ""]
      : [` of ${target}`, `, or take ${target} out of the hosts`];
  const back = (what: string, matched?: MatchedPart) =>
    leadsBack(block, place.hosts, matched)
      ? [
          text`${what} redirects visitors${whose} to the URL that they already have, with ${shown(place, block)}; redirect to another host or path${other}`,
        ]
      : [];
  if (place.prefix !== "") {
    return back(place.what);
  }
  return [
    ...textsOf(place.block.paths)
      .filter(isText)
      .flatMap((path) => back(`the action for ${path} of host ${place.host}`, matchedByRule(path))),
    ...blocks(place.block.match_rules)
      .filter((match) => !leadsOutOfMatch(block, match))
      .flatMap((match) => {
        const matched = matchedPart(match);
        return back(`the action for ${matched?.text ?? "a path"} of host ${place.host}`, matched);
      }),
  ];
}

/** A text put in place of the matched part of a path without a slash at the beginning. */
export function redirectWithoutSlash(place: Place): Text[] {
  return place.prefix === "" ? withoutSlash(partOf(place, "prefix_redirect"), redirectOf(place)?.prefix_redirect) : [];
}

function mayLeadToHttps(block: Block): boolean {
  return isOn(block, "https_redirect") || isExpression(block.https_redirect);
}

function leadsBack(block: Block, hosts: readonly string[], matched: MatchedPart | undefined): boolean {
  const { path_redirect: path, prefix_redirect: prefix } = block;
  const isSameHost = hosts.includes(knownText(block, "host_redirect")?.toLowerCase() ?? "");
  const isSamePath =
    matched !== undefined &&
    ((matched.isWhole && path === matched.text) || (isText(prefix) && prefix === matched.text));
  const keepsPath = !isSet(block, "path_redirect") && !isSet(block, "prefix_redirect");
  return (isSameHost && (isSamePath || keepsPath)) || (!isSet(block, "host_redirect") && isSamePath);
}

/** What a path of a path rule takes up of a request's. */
function matchedByRule(path: string): MatchedPart {
  return path.endsWith("/*") ? { text: path.slice(0, -1), isWhole: false } : { text: path, isWhole: true };
}

/** What the path of a match rule takes up of a request's; undefined where that is not known. */
function matchedPart(match: Block): MatchedPart | undefined {
  const prefix = knownText(match, "prefix_match");
  const whole = prefix ?? knownText(match, "full_path_match");
  return whole === undefined ? undefined : { text: whole, isWhole: prefix === undefined };
}

/**
 * Whether a redirect leads out of what its rule is about, though host and path stay: it drops the query for which the rule
 * looks, or the method. Where only Terraform knows what the rule looks at, it may.
 */
function leadsOutOfMatch(redirected: Block, match: Block): boolean {
  const { strip_query: stripQuery } = redirected;
  const dropsQuery = isOn({ stripQuery }, "stripQuery") || isExpression(stripQuery);
  const looksAtQuery = isSet(match, "query_parameter_matches");
  const looksAtMethod =
    isDynamic(match, "header_matches") ||
    blocks(match.header_matches).some(({ header_name: name }) => name === ":method" || isExpression(name));
  return (dropsQuery && looksAtQuery) || (dropsMethod(redirected) && looksAtMethod);
}

function dropsMethod({ redirect_response_code: code = DEFAULT_REDIRECT_CODE }: Block): boolean {
  return KEEPS_METHOD[code as RedirectCode] !== true;
}

/** A redirect without its default values. */
function shown(place: Place, block: Block): Text {
  const defaults: Block = { redirect_response_code: DEFAULT_REDIRECT_CODE, strip_query: false, https_redirect: false };
  const parts = Object.entries(block)
    .filter(([name, value]) => value !== undefined && value !== defaults[name])
    .map(([name, value]) => text`"${partOf(place, name)}":${given(value)}`);
  const listed = parts.slice(1).reduce((before, part) => text`${before},${part}`, parts[0] ?? text``);
  return text`{${listed}}`;
}

function partOf(place: Place, name: string) {
  return argumentOf(place, `url_redirect.${name}`);
}
