import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, URL_MAP } from "../../app/types";
import { Block, isSet, knownTexts, textsOf } from "../../app/values";
import { Arguments } from "../arguments";
import { ResourceCheck, Severity, onResource } from "../rule";
import { Text, argument } from "../text";
import { listed } from "./texts";

/** The arguments of a URL map. */
export type UrlMap = Arguments<typeof URL_MAP>;

/** A part of a URL map that decides where requests go. */
export interface Place {
  /** Where it is, such as `path matcher "app"`. */
  readonly where: string;
  /** What it does, such as `the action for /a of host app.example.com`. */
  readonly what: string;
  /** The first host that it is about. */
  readonly host: string;
  readonly hosts: readonly string[];
  readonly block: Block;
  /** The path of the block, and what is before the names of its arguments. */
  readonly path: "" | "path_matcher." | "path_matcher.path_rule." | "path_matcher.route_rules.";
  readonly prefix: "" | "default_";
}

const known = new WeakMap<object, readonly Place[]>();

/** All places of a URL map that decide where requests go. */
export function placesOf(config: UrlMap): readonly Place[] {
  const found = known.get(config) ?? findPlaces(config);
  known.set(config, found);
  return found;
}

/** A check of each place; a default that only repeats that of the URL map is left out. */
export function onPlaces(severity: Severity, find: (place: Place) => readonly Text[]): ResourceCheck {
  return onResource(severity, URL_MAP, (config) => {
    const isRepeated = (place: Place) => place.path === "path_matcher." && !hasOwnDefault(place.block, config);
    return placesOf(config)
      .filter((place) => !isRepeated(place))
      .flatMap(find);
  });
}

/** Whether a path matcher has another default than the URL map. */
export function hasOwnDefault(matcher: Block, config: Block): boolean {
  return ["default_service", "default_url_redirect", "default_route_action"].some(
    (name) => isSet(matcher, name) && plain(matcher[name]) !== plain(config[name]),
  );
}

/** An argument of a place, by its name in a rule: that of a default has `default_` before it. */
export function argumentOf({ path, prefix }: Place, name: string) {
  return argument(`${path}${prefix}${name}`);
}

/** The redirect of a place. */
export function redirectOf({ block, prefix }: Place): Block | undefined {
  return blocks(block[`${prefix}url_redirect`])[0];
}

/** What else a place does with requests. */
export function routeActionOf({ block, prefix }: Place): Block | undefined {
  return blocks(block[`${prefix}route_action`])[0];
}

/** The backend services that a place of a URL map sends requests to. */
export function backendsOf(app: SynthesizedApp, urlMap: Resource, place: Place): Resource[] {
  const shares = blocks(routeActionOf(place)?.weighted_backend_services);
  return [place.block[`${place.prefix}service`], ...shares.map(({ backend_service }) => backend_service)].flatMap(
    (link) => app.referred(urlMap, link, BACKEND_SERVICE),
  );
}

/** The first known one of some hosts, in words. */
export function firstHost(hosts: unknown): string {
  return listed(hosts)[0] ?? "(unknown)";
}

/** The texts that a match rule compares paths with. */
function pathOf(match: Block): string {
  return textsOf(match.prefix_match ?? match.full_path_match ?? match.path_template_match).join("");
}

function findPlaces(config: UrlMap): Place[] {
  const hostsOf = new Map<unknown, readonly unknown[]>();
  blocks(config.host_rule).forEach(({ path_matcher: name, hosts }) =>
    hostsOf.set(name, [...(hostsOf.get(name) ?? []), ...(Array.isArray(hosts) ? (hosts as unknown[]) : [])]),
  );
  const ofMap = { host: firstHost([]), hosts: [], block: config, path: "", prefix: "default_" } as const;
  return [
    { where: "the URL map", what: "the default action", ...ofMap },
    ...blocks(config.path_matcher).flatMap((matcher) => placesIn(matcher, hostsOf.get(matcher.name) ?? [])),
  ];
}

function placesIn(matcher: Block, all: readonly unknown[]): Place[] {
  const where = `path matcher ${JSON.stringify(matcher.name)}`;
  const host = firstHost(all);
  const hosts = knownTexts(all).map((text) => text.toLowerCase());
  return [
    {
      ...{ where, what: `the default action of host ${host}`, host, hosts, block: matcher },
      ...{ path: "path_matcher.", prefix: "default_" },
    },
    ...blocks(matcher.path_rule).map((block): Place => ({
      where: `${knownTexts(block.paths).join(", ")} of ${where}`,
      what: `the action for ${textsOf(block.paths).join(", ")} of host ${host}`,
      ...{ host, hosts, block, path: "path_matcher.path_rule.", prefix: "" },
    })),
    ...blocks(matcher.route_rules).map((block): Place => ({
      where: `route rule ${String(block.priority)} of ${where}`,
      what: `the action for ${blocks(block.match_rules).map(pathOf).join(", ")} of host ${host}`,
      ...{ host, hosts, block, path: "path_matcher.route_rules.", prefix: "" },
    })),
  ];
}

/** A value as text, whether a block is written as an object or as a list. */
function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(blocks(value));
}
