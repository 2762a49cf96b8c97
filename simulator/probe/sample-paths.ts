import { Cloud } from "../cloud";
import { children, JsonObject, text, texts } from "../json";

/** One path that a visitor may ask for per path and prefix of every URL map. */
export function samplePaths(cloud: Cloud): string[] {
  const maps = cloud.store.matching((path) => path.split("/").at(-2) === "urlMaps");
  return maps.flatMap(([, map]) => children(map, "pathMatchers").flatMap(pathsOfMatcher));
}

function pathsOfMatcher(matcher: JsonObject): string[] {
  const ofPathRules = children(matcher, "pathRules")
    .flatMap((rule) => texts(rule, "paths"))
    .map((path) => path.replace(/\*$/, "sample"));
  const ofRouteRules = children(matcher, "routeRules")
    .flatMap((rule) => children(rule, "matchRules"))
    .flatMap((match) => [text(match, "fullPathMatch"), withSample(text(match, "prefixMatch"))])
    .filter((path) => path !== "");
  return [...ofPathRules, ...ofRouteRules];
}

function withSample(prefix: string): string {
  return prefix.endsWith("/") ? `${prefix}sample` : prefix;
}
