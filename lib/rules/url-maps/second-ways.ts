import { hasIap } from "../../app/access";
import { denies, isClosedByDefault } from "../../app/security-policies";
import { alikeTo } from "../../app/routed-services";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, SECURITY_POLICY, SECURITY_POLICY_RULE, URL_MAP } from "../../app/types";
import { Block, isDynamic, isSet, knownText, knownTexts } from "../../app/values";
import { answerTo } from "../../routing";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { text } from "../text";
import { Place, backendsOf, placesOf } from "./places";

/** What protects a service on one way, and whether it certainly stands there, or certainly does not. */
interface Guard {
  readonly name: string;
  readonly wayOut: string;
  readonly stands: (backend: Resource, app: SynthesizedApp) => boolean;
  readonly lacks: (backend: Resource, app: SynthesizedApp) => boolean;
  /** Whether a whole host that it protects is worth a look too: many services tell their hosts apart. */
  readonly isForHosts?: boolean;
}

/** Cloud Armor, in front of a backend service and in front of the cache. */
const ARMOR: readonly Guard[] = [
  {
    name: "the Cloud Armor policy",
    wayOut: "attach a policy here too (securityPolicy)",
    stands: ({ config }) => isSet(config, "security_policy"),
    lacks: ({ config }) => !isSet(config, "security_policy"),
  },
  {
    name: "the Cloud Armor edge policy",
    wayOut: "attach a policy here too (edgeSecurityPolicy)",
    // where both are attached, the other policy speaks for both
    stands: ({ config }) => isSet(config, "edge_security_policy") && !isSet(config, "security_policy"),
    lacks: ({ config }) => !isSet(config, "edge_security_policy") && !isSet(config, "security_policy"),
  },
  {
    name: "the Cloud Armor policy that denies everybody else",
    wayOut: "attach a policy that denies them here too (securityPolicy)",
    stands: (backend, app) => policiesAt(app, backend).some(isClosedByDefault),
    lacks: (backend, app) =>
      policiesAt(app, backend).length > 0 && policiesAt(app, backend).every((policy) => isOpen(app, policy)),
  },
];

function policiesAt(app: SynthesizedApp, backend: Resource): readonly Resource[] {
  return app.referred(backend, backend.config.security_policy, SECURITY_POLICY);
}

/** Whether all rules of a policy are known, and none of them denies. */
function isOpen(app: SynthesizedApp, policy: Resource): boolean {
  return !denies(policy) && !isDynamic(policy.config, "rule") && app.users(policy, SECURITY_POLICY_RULE).length === 0;
}

const IAP: readonly Guard[] = [
  {
    name: "Identity-Aware Proxy",
    wayOut: "turn it on here too, or on the Cloud Run service itself",
    stands: (backend) => hasIap(backend) === true,
    lacks: (backend) => hasIap(backend) === false,
    isForHosts: true,
  },
];

/** A host name that no host rule has. */
const OTHER_HOST = "other-host.invalid";

/** A request for what a place protects, and where it is made: on the hosts of the place, or on all hosts. */
interface Probe {
  readonly path: string;
  readonly isForOwnHosts: boolean;
}

/** Requests that reach a service without the Cloud Armor policy that it has on another way. */
export const waysPastArmor = (app: SynthesizedApp) => secondWays(app, ARMOR);

/** Requests that reach a service without the Identity-Aware Proxy that it has on another way. */
export const waysPastIap = (app: SynthesizedApp) => secondWays(app, IAP);

function secondWays(app: SynthesizedApp, guards: readonly Guard[]): Found[] {
  return guards.flatMap((guard) => {
    const found = new Map<Resource, Found>();
    const urlMaps = app.ofType(BACKEND_SERVICE).some((backend) => guard.stands(backend, app))
      ? app.ofType(URL_MAP)
      : [];
    urlMaps.forEach((urlMap) =>
      placesOf(urlMap.config).forEach((place) =>
        backendsOf(app, urlMap, place)
          .filter((backend) => guard.stands(backend, app))
          .forEach((backend) =>
            waysPast(app, { urlMap, place, backend }, guard).forEach(({ other, url }) => {
              const what = text`${url} reaches here what ${paths([backend])} serves, but without ${guard.name} there`;
              const wayOut = text`route this URL to ${paths([backend])} too, or ${guard.wayOut}`;
              found.set(other, found.get(other) ?? about(other, text`${what}; ${wayOut}`));
            }),
          ),
      ),
    );
    return [...found.values()];
  });
}

interface Protected {
  readonly urlMap: Resource;
  readonly place: Place;
  readonly backend: Resource;
}

/** The unprotected backend services that get requests for what a place protects, each with such a request. */
function waysPast(app: SynthesizedApp, { urlMap, place, backend }: Protected, guard: Guard) {
  const alike = alikeTo(app, backend).filter((other) => other !== backend && guard.lacks(other, app));
  const probes = alike.length > 0 ? probesOf(place, guard) : [];
  return probes.flatMap(({ path, isForOwnHosts }) =>
    (isForOwnHosts ? [urlMap] : app.ofType(URL_MAP)).flatMap((map) =>
      (isForOwnHosts ? place.hosts : hostsOf(map)).flatMap((pattern) => {
        const url = `https://${pattern.replace(/^\*/, pattern === "*" ? OTHER_HOST : "any")}${path}`;
        const services = answerTo(map.config, { url })?.services ?? [];
        return services
          .flatMap(({ service }) => app.referred(map, service, BACKEND_SERVICE))
          .filter((other) => alike.includes(other))
          .map((other) => ({ other, url }));
      }),
    ),
  );
}

/** Requests for the paths of a place, and for what stands next to them: `/admin/x` of `/admin`, `/admin` of `/admin/*`. */
function probesOf({ block, path }: Place, { isForHosts }: Guard): Probe[] {
  const own = (each: string): Probe => ({ path: each, isForOwnHosts: false });
  const near = (each: string): Probe => ({ path: each, isForOwnHosts: true });
  const exact = (each: string) =>
    /\.\w+$/.test(each) ? [own(each)] : [own(each), near(`${each.replace(/\/$/, "")}/x`)];
  const below = (folder: string) => (folder === "/" ? [] : [own(`${folder}x`), near(folder.slice(0, -1))]);
  switch (path) {
    case "path_matcher.path_rule.":
      return knownTexts(block.paths).flatMap((each) => (each.endsWith("/*") ? below(each.slice(0, -1)) : exact(each)));
    case "path_matcher.route_rules.":
      return blocks(block.match_rules)
        .filter(isAboutPathAlone)
        .flatMap((match) => {
          const [full, prefix] = [knownText(match, "full_path_match"), knownText(match, "prefix_match")];
          const isFolder = prefix !== undefined && prefix !== "/";
          return full !== undefined
            ? exact(full)
            : !isFolder
              ? []
              : prefix.endsWith("/")
                ? below(prefix)
                : [own(prefix)];
        });
    default:
      return isForHosts === true ? [own("/")] : [];
  }
}

function isAboutPathAlone(match: Block): boolean {
  return !["header_matches", "query_parameter_matches", "dynamic"].some((name) => isSet(match, name));
}

/** The hosts that a URL map tells apart, and one that it does not know. */
function hostsOf({ config }: Resource): string[] {
  return [...blocks(config.host_rule).flatMap(({ hosts }) => knownTexts(hosts)), OTHER_HOST];
}
