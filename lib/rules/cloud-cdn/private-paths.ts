import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { Block, knownTexts } from "../../app/values";

/** A part of a path that suggests responses for one visitor alone. */
const PRIVATE_PATH =
  /^\/(.*\/)?(api|apis|graphql|grpc|rpc|v\d+|auth|oauth2?|login|signin|account|profile|admin|cart|basket|checkout|users?)(\/|$)/;

/** Whether a path suggests responses for one visitor alone. */
export function isPrivatePath(path: string): boolean {
  return PRIVATE_PATH.test(path);
}

/** The private-looking paths of routes, by the backend that they lead to. */
export function privatePaths(app: SynthesizedApp, urlMaps: readonly Resource[]): Map<Resource, string[]> {
  const found = new Map<Resource, string[]>();
  new Set(urlMaps).forEach((urlMap) =>
    routesOf(urlMap).forEach(({ path, route }) =>
      app
        .referred(urlMap, route, BACKEND_SERVICE)
        .forEach((backend) => found.set(backend, [...(found.get(backend) ?? []), path])),
    ),
  );
  return found;
}

function routesOf({ config }: Resource): { readonly path: string; readonly route: Block }[] {
  const rules = blocks(config.path_matcher).flatMap(({ path_rule, route_rules }) => [
    ...blocks(path_rule).map((route) => ({ route, paths: knownTexts(route.paths) })),
    ...blocks(route_rules).map((route) => ({ route, paths: blocks(route.match_rules).flatMap(pathsOfMatch) })),
  ]);
  return rules.flatMap(({ route, paths }) => paths.filter(isPrivatePath).map((path) => ({ path, route })));
}

function pathsOfMatch(match: Block): string[] {
  return [match.prefix_match, match.full_path_match, match.path_template_match].flatMap(knownTexts);
}
