/** URL masks and the requests that URL maps send to them. */
import { serverlessNegsOf, targetOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { Block, isDynamic, isExpression, isKnownList, isOn, isSet, knownText, textOf, textsOf } from "../../app/values";
import { headOfTemplate } from "../../routing/path-template";
import { few } from "../finding";
import { Found, about } from "../rule";
import { given, text } from "../text";
import { Place, backendsOf, hasOwnDefault, placesOf, routeActionOf } from "../url-maps/places";
import { PLACEHOLDER, hostIn, isSureMask } from "./url-masks";

/** What may stand for a placeholder. */
const ANY = "[^/]+";

/** The paths that a condition takes: one, or all that begin with a text. */
interface Paths {
  readonly text: string;
  readonly isOpen: boolean;
  readonly isFolded: boolean;
  /** As it is written in the URL map. */
  readonly written: string;
}

/** Routes whose requests never fit the URL mask of the network endpoint group that they lead to. */
export function routesWithoutMask(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .filter(hasKnownHosts)
    .flatMap((urlMap) => {
      const missed = new Map<Resource, string[]>();
      placesOf(urlMap.config)
        .filter((place) => !isChanged(place) && !isRepeated(place, urlMap.config))
        .forEach((place) =>
          masksOf(app, urlMap, place)
            .filter(({ mask }) => !mayFit(mask, place))
            .forEach(({ neg }) => missed.set(neg, [...(missed.get(neg) ?? []), ...routesOf(place)])),
        );
      return [...missed].map(([neg, routes]) =>
        about(
          neg,
          text`the URL map sends requests for ${few([...new Set(routes)])} here, but no such request fits the URL mask ${given(targetOf(neg).url_mask)}, so no service answers them; change the mask, or route these requests to another backend service`,
        ),
      );
    });
}

function hasKnownHosts({ config }: Resource): boolean {
  return !isDynamic(config, "host_rule") && blocks(config.host_rule).every(({ hosts }) => isKnownList(hosts));
}

/** The network endpoint groups with a URL mask that a place sends requests to. */
function masksOf(app: SynthesizedApp, urlMap: Resource, place: Place) {
  const negs = backendsOf(app, urlMap, place).flatMap((backend) => serverlessNegsOf(app, backend));
  return [...new Set(negs)]
    .map((neg) => ({ neg, mask: knownText(targetOf(neg), "url_mask") ?? "" }))
    .filter(({ mask }) => isSureMask(mask));
}

/** Whether the requests of a place are rewritten: it is not documented whether a mask reads the new URL or the old one. */
function isChanged(place: Place): boolean {
  const action = routeActionOf(place);
  return (
    isDynamic(place.block, `${place.prefix}route_action`) ||
    isSet(action, "url_rewrite") ||
    isDynamic(action, "url_rewrite")
  );
}

/** Whether a default only repeats that of the URL map. */
function isRepeated({ path, block }: Place, config: Block): boolean {
  return path === "path_matcher." && !hasOwnDefault(block, config);
}

function mayFit(mask: string, place: Place): boolean {
  const path = mask.slice(hostIn(mask).length);
  const host = hostIn(mask).split(":")[0].toLowerCase();
  return mayFitHosts(host, place) && (pathsOf(place)?.some((paths) => mayFitPaths(path, paths)) ?? true);
}

/** Whether a host of a place may fit the host of a mask, of which leading parts may be left out. */
function mayFitHosts(maskHost: string, { path, hosts }: Place): boolean {
  if (maskHost === "" || path === "" || hosts.length === 0) {
    return true;
  }
  const tail = maskHost.slice(maskHost.lastIndexOf(">") + 1);
  const pattern = new RegExp(`^([^.]+\\.)*${patternOf(maskHost, "[a-z0-9-]+")}$`);
  return hosts
    .map((host) => host.split(":")[0])
    .some((host) => {
      const end = host.replace(/^\*/, "");
      return end === host ? pattern.test(host) : end.endsWith(tail) || tail.endsWith(end);
    });
}

/** Whether a path of some may fit the path of a mask, of which what follows the last part may be left out. */
function mayFitPaths(maskPath: string, { text: path, isOpen, isFolded }: Paths): boolean {
  const [wanted, parts] = [maskPath.replace(/\/$/, ""), path].map((each) =>
    (isFolded ? each.toLowerCase() : each).split("/"),
  );
  return wanted.every((part, index) => {
    if (index >= parts.length) {
      return isOpen;
    }
    return isOpen && index === parts.length - 1
      ? mayGoOn(parts[index], part)
      : new RegExp(`^${patternOf(part, ANY)}$`).test(parts[index]);
  });
}

/** Whether a part of a path of which only the begin is known may fit a part of a mask. */
function mayGoOn(begin: string, part: string): boolean {
  const [literal, ...others] = part.split(PLACEHOLDER);
  return literal.startsWith(begin) || (others.length > 0 && begin.startsWith(literal));
}

/** The paths of a place; nothing where it takes any, or where they are not known. */
function pathsOf({ path, block }: Place): Paths[] | undefined {
  if (path === "path_matcher.path_rule.") {
    const all = textsOf(block.paths);
    return all.some(isExpression)
      ? undefined
      : all.map((written) => {
          const isOpen = written.endsWith("/*");
          return { text: isOpen ? written.slice(0, -1) : written, isOpen, isFolded: false, written };
        });
  }
  const all = path === "path_matcher.route_rules." && !isDynamic(block, "match_rules") ? blocks(block.match_rules) : [];
  const paths = all.map(pathsOfMatch);
  return paths.length === 0 || paths.includes(undefined) ? undefined : paths.flatMap((each) => each ?? []);
}

function pathsOfMatch(match: Block): Paths | undefined {
  const [prefix, full, template] = ["prefix_match", "full_path_match", "path_template_match"].map((kind) =>
    textOf(match, kind),
  );
  const written = prefix ?? full ?? template;
  const isKnown = written !== undefined && !isExpression(written) && !isExpression(match.ignore_case);
  const head = template === undefined ? (written ?? "") : headOfTemplate(template);
  return isKnown && !("dynamic" in match)
    ? { text: head, isOpen: full === undefined, isFolded: isOn(match, "ignore_case"), written }
    : undefined;
}

/** The requests of a place as a reader of the URL map knows them. */
function routesOf(place: Place): string[] {
  const host = place.hosts.length === 0 ? "all hosts" : place.hosts.join(" and ");
  const paths = pathsOf(place);
  return paths === undefined ? [host] : paths.map(({ written }) => `${host}${written}`);
}

function patternOf(part: string, any: string): string {
  return part.split(PLACEHOLDER).map(escaped).join(any);
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
}
