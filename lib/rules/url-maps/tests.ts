import { FailedTest, runTests } from "../../routing/tests";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/load-balancers";
import { Finding, error, paths } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isInternal } from "./values";
import { knownText } from "../../app/values";

/** UM-18: tests of which it is certain that they do not hold. A UrlMap has checked its own already, and says more. */
export function failedTests(app: SynthesizedApp): Finding[] {
  return app
    .ofType(URL_MAP)
    .filter((urlMap) => !isInternal(app, urlMap))
    .flatMap((urlMap) => {
      const backends = (reference: string) => app.referred(urlMap, reference, BACKEND_SERVICE, BACKEND_BUCKET);
      const nameOf = (reference: string) => knownText(backends(reference)[0]?.config, "name");
      return runTests({ ...urlMap.config, test: testsOfServices(urlMap) }, nameOf)
        .filter(isCertain)
        .map(({ test, actual, expected }) => {
          const text = `the test of ${test} does not hold, got ${actual}, expected ${expected}; change the test or the routes`;
          const named = text.replace(/\$\{[^{}]*\}/g, (reference) => paths(backends(reference)) || reference);
          return error("UM-18", urlMap, named);
        });
    });
}

/** The tests without the URL that comes out: how Google writes it is not documented for all. */
function testsOfServices({ config }: Resource): unknown[] {
  return blocks(config.test).map(({ host, path, headers, service }) => ({ host, path, headers, service }));
}

/** Which of several weighted services a test may name is not documented. */
function isCertain({ decision }: FailedTest): boolean {
  return decision !== undefined && decision.assumed.length === 0 && decision.action !== "split";
}
