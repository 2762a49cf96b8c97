/** Paths below a folder, and the folder's own path. */
import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { Block, isSet, knownText, textOf } from "../../app/values";
import { isPrivatePath } from "../cloud-cdn/private-paths";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { MATCH } from "./matches";
import { listed } from "./texts";

type PathMatcher = ArgumentsAt<typeof URL_MAP, "path_matcher">;

/** A folder of files, of which nobody asks for the folder itself. */
const FOLDER_OF_FILES =
  /(^|\/)([._][^/]*|static|assets?|public|dist|build|css|styles?|js|scripts?|fonts?|icons?|img|images?|media|videos?|files?|uploads?|downloads?|vendor)(\/|$)/i;
const ACTIONS = ["service", "url_redirect", "route_action"] as const;

/** APIs, whose other versions and parts are often meant too: `/v1` for `/v1beta`. */
const API = /\/(apis?|graphql|grpc|rpc|v\d+)$/;

/** Paths like `/api/*` whose bare form, `/api`, no rule names, where it gets another answer. */
export function bareWildcards(matcher: PathMatcher): Text[] {
  const rules = blocks(matcher.path_rule);
  const all = new Set(rules.flatMap((rule) => listed(rule.paths)));
  const found = rules
    .filter((rule) => !isDefault(matcher, rule))
    .flatMap((rule) => listed(rule.paths))
    .filter((path) => path.endsWith("/*") && !all.has("/*") && !all.has(path.slice(0, -2)));
  return [...new Set(found)]
    .filter((path) => matters(matcher, path.slice(0, -2)))
    .map((path) => {
      const bare = path.slice(0, -2);
      return text`${path} does not match ${bare}; list both paths (Routes.pathAndBelow(${given(bare)})), or redirect the shorter one`;
    });
}

/** Prefixes like `/api/` whose bare form, `/api`, no rule matches, where it gets another answer. */
export function barePrefixes(matcher: PathMatcher): Text[] {
  const rules = blocks(matcher.route_rules);
  const matches = rules.flatMap(({ match_rules }) => blocks(match_rules));
  const found = rules
    .filter((rule) => !isDefault(matcher, rule))
    .flatMap(({ match_rules }) => blocks(match_rules))
    .flatMap((match) => knownText(match, "prefix_match") ?? [])
    .filter((prefix) => prefix.length > 1 && prefix.endsWith("/"))
    .filter((prefix) => !matches.some((match) => mayMatch(match, prefix.slice(0, -1))));
  return [...new Set(found)]
    .filter((prefix) => matters(matcher, prefix.slice(0, -1)))
    .map(
      (prefix) =>
        text`${argument(`${MATCH}.prefix_match`)}(${given(prefix)}) does not match ${prefix.slice(0, -1)}; add a route for that path`,
    );
}

/** Prefixes like `/admin` that match `/administrators` too, where other visitors are let in. */
export function widePrefixes(matcher: PathMatcher): Text[] {
  const found = blocks(matcher.route_rules)
    .filter((rule) => !isDefault(matcher, rule))
    .flatMap(({ match_rules }) => blocks(match_rules))
    .flatMap((match) => knownText(match, "prefix_match") ?? [])
    .filter((prefix) => !prefix.endsWith("/") && !API.test(prefix))
    .filter((prefix) => isPrivatePath(prefix.slice(prefix.lastIndexOf("/"))));
  return [...new Set(found)].map(
    (prefix) =>
      text`${argument(`${MATCH}.prefix_match`)}(${given(prefix)}) matches all paths that begin with it, such as ${prefix}-old; end it with a slash, and add a route for ${prefix} itself`,
  );
}

/** Whether a rule does what the matcher does by default, so that it makes no difference which of the two matches. */
function isDefault(matcher: Block, rule: Block): boolean {
  return ACTIONS.every((action) => plain(rule[action]) === plain(matcher[`default_${action}`]));
}

/** Whether somebody asks for a folder itself: it is none of files, and no redirect leads behind its slash. */
function matters(matcher: Block, bare: string): boolean {
  const places = [matcher.default_url_redirect, ...rulesOf(matcher).map(({ url_redirect }) => url_redirect)];
  const targets = places
    .flatMap(blocks)
    .flatMap((redirect) => [textOf(redirect, "path_redirect"), textOf(redirect, "prefix_redirect")]);
  return !FOLDER_OF_FILES.test(bare) && !targets.some((target) => target?.startsWith(`${bare}/`));
}

/** Whether a match rule may match a path. A template with a placeholder may. */
function mayMatch(match: Block, path: string): boolean {
  const prefix = textOf(match, "prefix_match");
  return (
    textOf(match, "full_path_match") === path ||
    (prefix !== undefined && path.startsWith(prefix)) ||
    isSet(match, "path_template_match") ||
    isSet(match, "regex_match")
  );
}

function rulesOf(matcher: Block): Block[] {
  return [...blocks(matcher.path_rule), ...blocks(matcher.route_rules)];
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(blocks(value));
}
