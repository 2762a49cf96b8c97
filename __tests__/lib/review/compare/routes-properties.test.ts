import * as fc from "fast-check";
import { RouteRequest, UrlMapJson, evaluate } from "../../../../lib/routing";
import { maps, requests } from "../../routing/random";
import { Json, changedSite } from "../small";
import { texts } from "./changes";

const runs = { seed: 7, numRuns: 80 };

/** A site that serves any host by HTTP, with a URL map. */
const siteOf = (map: Json): Json =>
  changedSite((_, resource) => {
    delete resource.google_compute_global_forwarding_rule.Https;
    resource.google_compute_target_http_proxy.Http.url_map = "${google_compute_url_map.Map.self_link}";
    resource.google_compute_url_map.Map = { name: "prod-map", ...map };
  });
const sentences = (before: Json, after: Json) => texts(siteOf(before), siteOf(after));

/** What one value of a map may become; nothing takes it away. */
const value = fc.constantFrom(
  undefined,
  ...["/a", "/a/*", "/b/", "/A/b", "/{x}/{y=**}", "/{y}/{x}", "/z", "1", "7", "ab", "s1", "s4", "m0", "m1", "FOUND"],
  ...["a.com", "*.a.com", "*", "x-b", "p", true, false, 0, 1, 3, 5, 9, "${var.x}"],
);
const mutated = (map: Json, changes: readonly (readonly [number, unknown])[]): Json => {
  const json = structuredClone(map);
  for (const [place, replacement] of changes) {
    const places = leavesIn(json);
    const [owner, key] = places[place % places.length];
    if (replacement === undefined && Array.isArray(owner)) {
      owner.splice(Number(key), 1);
    } else if (replacement === undefined) {
      delete owner[key];
    } else {
      owner[key] = replacement;
    }
  }
  return json;
};

function leavesIn(json: Json): [Json, string][] {
  return Object.keys(json).flatMap((key): [Json, string][] =>
    typeof json[key] === "object" && json[key] !== null
      ? [...leavesIn(json[key]), ...(Array.isArray(json) ? [[json, key] as [Json, string]] : [])]
      : [[json, key]],
  );
}

/** All that a visitor could notice of an answer. */
function outcome(map: UrlMapJson, request: RouteRequest): string {
  try {
    const { services, redirect, backendUrl, options } = evaluate(map, request);
    const sum = services.reduce((total, { weight }) => total + weight, 0);
    const shares = services.map(({ service, weight, requestHeaders, responseHeaders }) => [
      service,
      weight / sum,
      [requestHeaders, responseHeaders].map((changes) =>
        changes.map(({ kind, name, value: set }) => [kind, name, set]),
      ),
    ]);
    return JSON.stringify([shares.map((share) => JSON.stringify(share)).sort(), redirect, backendUrl, options]);
  } catch {
    return "no answer";
  }
}

const asked = fc.array(requests, { minLength: 40, maxLength: 40 });
const inTheClear = ({ host, path, query, headers }: { host: string; path: string; query: string; headers: Json }) => ({
  url: `http://${host}${path}${query === "" ? "" : `?${query}`}`,
  headers,
});

test("where any request is answered otherwise, something is said", () => {
  const changes = fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(maps, changes, asked, (before, change, visits) => {
      const after = mutated(before, change);
      const isOther = visits.map(inTheClear).some((request) => outcome(before, request) !== outcome(after, request));
      expect(!isOther || sentences(before, after).length > 0).toBe(true);
    }),
    runs,
  );
});

test("between two maps whatever, the same", () => {
  fc.assert(
    fc.property(maps, maps, asked, (before, after, visits) => {
      const isOther = visits.map(inTheClear).some((request) => outcome(before, request) !== outcome(after, request));
      expect(!isOther || sentences(before, after).length > 0).toBe(true);
    }),
    { ...runs, numRuns: 20 },
  );
});

test("no host is named that neither map has, and no placeholder", () => {
  fc.assert(
    fc.property(maps, maps, (before, after) => {
      const said = sentences(before, after).join("\n");
      const written = JSON.stringify([before, after]).toLowerCase();
      const named = [...said.matchAll(/https?:\/\/([^/`\s]+)/g)].map(([, host]) => host);
      expect(named.filter((host) => host !== "*" && !written.includes(host))).toEqual([]);
      expect(said).not.toMatch(/zqz/);
    }),
    { ...runs, numRuns: 40 },
  );
});

test("a map that is written in another way is nothing to say", () => {
  fc.assert(
    fc.property(maps, (map) => {
      expect(sentences(map, rewritten(map))).toEqual([]);
      expect(sentences(rewritten(map), map)).toEqual([]);
    }),
    runs,
  );
});

/** The same in other words: other names, numbers and order, lists for blocks, texts for numbers, and what is so anyway. */
function rewritten(map: Json): Json {
  const { host_rule, path_matcher, ...others } = structuredClone(map);
  const name = (former: string) => `other-${former}`;
  const block = (given: Json) => (given === undefined ? undefined : [given]);
  const conditions = (given: Json) => given && [...given].reverse().map((one: Json) => ({ ...one, regex_match: "" }));
  const rule = ({ url_redirect, route_action, ...rest }: Json): Json => ({
    ...rest,
    url_redirect: url_redirect && [{ strip_query: false, path_redirect: null, ...url_redirect }],
    route_action: route_action && [{ ...route_action, url_rewrite: block(route_action.url_rewrite), timeout: [] }],
  });
  return {
    ...others,
    test: [],
    host_rule: [...host_rule]
      .reverse()
      .flatMap(({ hosts, path_matcher: matcher }: Json) =>
        hosts.map((host: string) => ({ hosts: [host.toUpperCase()], path_matcher: name(matcher) })),
      ),
    path_matcher: [...path_matcher].reverse().map(({ name: former, path_rule, route_rules, ...rest }: Json) => ({
      ...rest,
      description: "the same",
      name: name(former),
      ...(path_rule && {
        path_rule: path_rule
          .flatMap(({ paths, ...action }: Json) => paths.map((path: string) => ({ paths: [path], ...rule(action) })))
          .reverse(),
      }),
      ...(route_rules && {
        route_rules: [...route_rules].reverse().map(({ priority, match_rules, ...action }: Json) => ({
          ...rule(action),
          priority: String(priority * 10 + 3),
          match_rules: match_rules.map((match: Json) => ({
            ignore_case: match.path_template_match ? undefined : false,
            ...match,
            header_matches: conditions(match.header_matches),
            query_parameter_matches: conditions(match.query_parameter_matches),
          })),
        })),
      }),
    })),
  };
}
