import { blocks } from "../../app/terraform-json";
import { Block, isDynamic, isSet } from "../../app/values";
import { variablesOfRewrite, variablesOfTemplate } from "../../routing/path-template";
import { Text, given, text } from "../text";
import { Place, argumentOf, routeActionOf } from "./places";
import { MAX_HOST_LENGTH, MAX_PATH_LENGTH, MAX_TEMPLATE_LENGTH, bareHost, isText, length } from "./texts";

/** How long the parts of a rewrite may be. */
export const REWRITE_LENGTHS = {
  host_rewrite: MAX_HOST_LENGTH,
  path_prefix_rewrite: MAX_PATH_LENGTH,
  path_template_rewrite: MAX_TEMPLATE_LENGTH,
} as const;

/** The kinds of path, of which a rewrite has one. */
const PATHS = ["path_prefix_rewrite", "path_template_rewrite", "regex_rewrite"];

type Named = (name: keyof typeof REWRITE_LENGTHS) => ReturnType<typeof argumentOf>;

/** What is wrong with a rewrite. */
export function rewrite(place: Place): Text[] {
  const [block] = blocks(routeActionOf(place)?.url_rewrite);
  if (block === undefined) {
    return [];
  }
  const partOf = (name: keyof typeof REWRITE_LENGTHS) => rewriteArgument(place, name);
  const { path_template_rewrite: template } = block;
  return [
    ...Object.entries(REWRITE_LENGTHS).flatMap(([name, max]) =>
      length(text`${partOf(name as keyof typeof REWRITE_LENGTHS)} of ${place.what}`, block[name], max),
    ),
    ...bareHost(text`${partOf("host_rewrite")} of ${place.what}`, block.host_rewrite),
    ...(isText(template) && !template.startsWith("/")
      ? [
          text`${partOf("path_template_rewrite")} of ${place.what} must begin with a slash, got ${given(template)}; write it like /v2/{id}`,
        ]
      : []),
    ...twoPaths(place, block),
    ...(isSet(block, "path_template_rewrite") ? variables(place, block) : []),
  ];
}

/** Two kinds of path. */
function twoPaths(place: Place, block: Block): Text[] {
  const [one, other] = PATHS.filter((kind) => isSet(block, kind)).map((kind) => rewriteArgument(place, kind));
  return (other as unknown) === undefined
    ? []
    : [text`${place.what} cannot have both ${one} and ${other}; remove ${one} or ${other}`];
}

/** The message about a rewrite to a path template without a path template in the match. */
export function noTemplate(what: string, named: Named, template: unknown): Text {
  return text`${named("path_template_rewrite")} of ${what} takes its variables from a path template in the match, but there is none, got ${given(template)}; match with PathMatch.template in Routes.inOrder`;
}

/** A text put in place of the matched part of a path without a slash at the beginning. */
export function rewriteWithoutSlash(place: Place): Text[] {
  const [block] = blocks(routeActionOf(place)?.url_rewrite);
  return place.prefix === ""
    ? withoutSlash(rewriteArgument(place, "path_prefix_rewrite"), block?.path_prefix_rewrite)
    : [];
}

/** A prefix that makes paths without a slash at the beginning, which Google does not document. */
export function withoutSlash(what: ReturnType<typeof argumentOf>, prefix: unknown): Text[] {
  return isText(prefix) && !prefix.startsWith("/")
    ? [text`${what} ${given(prefix)} makes paths that do not begin with a slash; begin it with a slash`]
    : [];
}

/** The variables of a rewrite, which come from the path template of the match. */
function variables(place: Place, { path_template_rewrite: rewritten }: Block): Text[] {
  if (isDynamic(place.block, "match_rules")) {
    return [];
  }
  const templates = blocks(place.block.match_rules).filter((match) => isSet(match, "path_template_match"));
  if (templates.length === 0) {
    return [noTemplate(place.what, (name) => rewriteArgument(place, name), rewritten)];
  }
  return templates
    .map(({ path_template_match: template }) => template)
    .filter(isText)
    .flatMap((template) => (isText(rewritten) ? foreignVariable(template, rewritten) : []));
}

function foreignVariable(template: string, rewritten: string): Text[] {
  const known = variablesOfTemplate(template);
  return variablesOfRewrite(rewritten)
    .filter((name) => !known.includes(name))
    .slice(0, 1)
    .map(
      (name) =>
        text`path template ${template} has no variable ${given(name)}; use ${known.join(", ") || "a name that the template has"}`,
    );
}

/** An argument of a rewrite. */
export function rewriteArgument(place: Place, name: string) {
  return argumentOf(place, `route_action.url_rewrite.${name}`);
}
