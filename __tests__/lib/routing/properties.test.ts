import { isDeepStrictEqual } from "util";
import * as fc from "fast-check";
import { blocks } from "../../../lib/app/terraform-json";
import { Decision, Unanswerable, UrlMapJson, evaluate } from "../../../lib/routing";
import { deriveTests } from "../../../lib/routing/derive";
import { requestOf, runTests } from "../../../lib/routing/tests";
import { worded } from "../../../lib/rules/text";
import { unreachableRouteRules } from "../../../lib/rules/url-maps/routes";
import { runTests as runTestsInSimulator } from "../../../simulator/compute/url-map-tests";
import { Decision as Simulated, route } from "../../../simulator/compute/url-map-routing";
import { apiJson } from "../../api-json";
import { maps, requests } from "./random";
import { Answer, REFUSED, Visit, reference } from "./reference";

const RUNS = { seed: 20_261_104, numRuns: 300 };

const urlOf = ({ scheme, host, path, query }: Visit) => `${scheme}://${host}${path}${query === "" ? "" : `?${query}`}`;

function answerOf(map: UrlMapJson, visit: Visit): Answer | typeof REFUSED {
  const decision = decide(map, visit);
  if (decision === undefined) {
    return REFUSED;
  }
  const { redirect, services, backendUrl } = decision;
  return redirect
    ? { code: redirect.code, location: redirect.location }
    : { services: Object.fromEntries(services.map(({ service, weight }) => [service, weight])), url: backendUrl };
}

function decide(map: UrlMapJson, visit: Visit): Decision | undefined {
  try {
    return evaluate(map, { url: urlOf(visit), headers: visit.headers });
  } catch (error) {
    if (error instanceof Unanswerable) return undefined;
    throw error;
  }
}

test("random maps do with random requests what the reference says", () => {
  const seen = { services: 0, redirects: 0, refused: 0 };
  fc.assert(
    fc.property(maps, fc.array(requests, { minLength: 10, maxLength: 10 }), (map, visits) => {
      for (const visit of visits) {
        const answer = answerOf(map, visit);
        const expected = reference(map, visit);
        if (!isDeepStrictEqual(answer, expected)) expect(answer).toEqual(expected);
        seen.refused += answer === REFUSED ? 1 : 0;
        seen.services += answer !== REFUSED && answer.services ? 1 : 0;
        seen.redirects += answer !== REFUSED && answer.location ? 1 : 0;
      }
    }),
    RUNS,
  );
  expect(Math.min(seen.services, seen.redirects)).toBeGreaterThan(500);
  expect(seen.refused).toBeGreaterThan(5);
});

test("where nothing is assumed, random maps do what the simulated cloud does", () => {
  let compared = 0;
  fc.assert(
    fc.property(maps, fc.array(requests, { minLength: 10, maxLength: 10 }), (map, visits) => {
      const api = apiJson(map);
      for (const visit of visits) {
        const decision = decide(map, visit);
        // the simulated cloud fills no template rewrites and sends nobody back for /../
        const isShared = !JSON.stringify(map).includes("path_template_rewrite") && !visit.path.includes("/../");
        if (decision?.assumed.length === 0 && isShared) {
          compared += 1;
          const headers = new Map(Object.entries(visit.headers));
          expect(alike(decision)).toEqual(sameWords(route(api, { ...visit, scheme: visit.scheme as "http", headers })));
        }
      }
    }),
    RUNS,
  );
  expect(compared).toBeGreaterThan(500);
});

const alike = ({ redirect, services, backendUrl = "" }: Decision) => ({
  services: services.map(({ service }) => service),
  output: redirect ? redirect.location : backendUrl.replace(/^https?:\/\//, ""),
  code: redirect?.code,
});
const sameWords = ({ services, output, redirect }: Simulated) => ({ services, output, code: redirect?.code });

test("a route rule that is called unreachable decides no random request", () => {
  let unreachable = 0;
  fc.assert(
    fc.property(maps, fc.array(requests, { minLength: 20, maxLength: 20 }), (map, visits) => {
      const dead = blocks(map.path_matcher)
        .flatMap((matcher) => unreachableRouteRules(matcher))
        .map((text) => worded(text).split(" is never reached")[0]);
      unreachable += dead.length;
      for (const visit of dead.length > 0 ? visits : []) {
        const decidedBy = decide(map, visit)?.decidedBy;
        const named = `${decidedBy?.text.replace(/ of host [^)]*$/, "")} of path matcher ${decidedBy?.pathMatcher}`;
        expect(dead).not.toContain(named);
      }
    }),
    RUNS,
  );
  expect(unreachable).toBeGreaterThan(5);
});

test("derived tests hold by every witness, and there are at most 100", () => {
  let derived = 0;
  fc.assert(
    fc.property(maps, (map) => {
      const tests = deriveTests(map);
      derived += tests.length;
      const tested = { ...map, test: tests };
      expect(tests.length).toBeLessThanOrEqual(100);
      expect(runTests(tested)).toEqual([]);
      const withTemplates = JSON.stringify(map).includes("path_template_rewrite");
      // the simulated cloud fills no template rewrites
      const known = withTemplates ? tests.filter(({ expected_output_url: url }) => url === undefined) : tests;
      expect(() => runTestsInSimulator(apiJson({ ...map, test: known }), "p")).not.toThrow();
      for (const test of tests) {
        const { url, headers } = requestOf({ ...test });
        const [, host, path, query = ""] = /^http:\/\/([^/]*)([^?]*)(?:\?(.*))?$/.exec(url) ?? [];
        const answer = reference(map, { scheme: "http", host, path, query, headers });
        expect(answer).toMatchObject(
          test.service === undefined
            ? { location: test.expected_output_url, code: test.expected_redirect_response_code }
            : { services: { [test.service]: expect.any(Number) as number } },
        );
      }
    }),
    RUNS,
  );
  expect(derived).toBeGreaterThan(1000);
});

test("one route more leaves the other derived tests in their order", () => {
  const extra = { paths: ["/zzz", "/zzz/*"], service: "s9" };
  fc.assert(
    fc.property(maps, fc.nat(), fc.nat(), (map, which, where) => {
      const changed = structuredClone(map);
      const matcher = changed.path_matcher[which % Math.max(changed.path_matcher.length, 1)];
      fc.pre(matcher?.path_rule !== undefined);
      matcher.path_rule?.splice(where % (matcher.path_rule.length + 1), 0, extra);
      const [before, after] = [map, changed].map((json) => deriveTests(json).map((test) => JSON.stringify(test)));
      expect(after.filter((test) => before.includes(test))).toEqual(before.filter((test) => after.includes(test)));
    }),
    RUNS,
  );
});
