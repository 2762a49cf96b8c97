import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_BUCKET, BACKEND_SERVICE, URL_MAP } from "../../app/types";
import { isExpression, knownText } from "../../app/values";
import { MAX_TESTS } from "../../routing/derive";
import { FailedTest, runTests } from "../../routing/tests";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isInternal } from "./links";

/** What a `RouteTest` holds. */
interface GivenTest {
  readonly url: string;
  readonly location?: string;
  readonly headers?: unknown;
}

/** A test that fails, in words. */
interface Failed {
  readonly test: string;
  readonly expected: string;
  readonly actual: string;
  /** How the decision came about. */
  readonly trace?: string;
}

/** Tests that are not valid, and too many tests. */
export function givenTests({ routeTests = [] }: { readonly routeTests?: readonly GivenTest[] }): Text[] {
  const tooMany =
    routeTests.length > MAX_TESTS
      ? [
          text`a URL map may have at most ${MAX_TESTS} tests, got ${given(routeTests.length)}; keep the most useful ones`,
        ]
      : [];
  return [...tooMany, ...routeTests.flatMap(givenTest)];
}

/** Tests of a `UrlMap` that fail. Those that overrides bring in count too. */
export function failedRouteTests({ failed }: { readonly failed: readonly Failed[] }): Text[] {
  return failed.map(doesNotHold);
}

/** Tests that certainly fail. A UrlMap has checked its own tests already, and its message says more. */
export function failedTests(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .filter((urlMap) => !isInternal(app, urlMap))
    .flatMap((urlMap) => {
      const backends = (reference: string) => app.referred(urlMap, reference, BACKEND_SERVICE, BACKEND_BUCKET);
      const nameOf = (reference: string) => knownText(backends(reference)[0]?.config, "name");
      const named = (words: string) =>
        words.replace(/\$\{[^{}]*\}/g, (reference) => paths(backends(reference)) || reference);
      return runTests({ ...urlMap.config, test: testsOfServices(urlMap) }, nameOf)
        .filter(isCertain)
        .map(({ test, actual, expected }) =>
          about(urlMap, doesNotHold({ test: named(test), actual: named(actual), expected: named(expected) })),
        );
    });
}

function givenTest({ url, location, headers = {} }: GivenTest): Text[] {
  const name = isExpression(headers)
    ? undefined
    : Object.keys(headers as object).find((header) => header.startsWith(":") || /^host$/i.test(header));
  return [
    ...(isExpression(url) || !/^https?:\/\/[^/?#\s]+[!-~]*$/i.test(url)
      ? [
          text`the URL of a route test must be a full URL, got ${given(url)}; write it like https://app.example.com/path`,
        ]
      : []),
    ...(location !== undefined && !isExpression(location) && !/^https?:\/\/[^/?#\s]+/i.test(location)
      ? [
          text`the location of a redirect must be a full URL, got ${given(location)}; write it like https://www.example.com/`,
        ]
      : []),
    ...(/^https:/i.test(url) && /^http:/i.test(location ?? "")
      ? [
          text`a URL map cannot redirect from https to http, got location ${given(location)}; begin the location with https`,
        ]
      : []),
    ...(isExpression(headers)
      ? [
          text`the headers of a route test must be a map that is known at synth, got ${given(headers)}; write the names and values as plain text`,
        ]
      : []),
    ...(name === undefined
      ? []
      : [
          text`the headers of a route test may not include host or method, got ${given(name)}; write the host in the URL`,
        ]),
  ];
}

function doesNotHold({ test, expected, actual, trace }: Failed): Text {
  const why = trace === undefined ? "" : ` (${trace})`;
  return text`the route test of ${test} fails: expected ${expected}, got ${actual}${why}; change the test or the routes`;
}

/** The tests without the URL that comes out: how Google writes it is not documented for all. */
function testsOfServices({ config }: Resource): unknown[] {
  return blocks(config.test).map(({ host, path, headers, service }) => ({ host, path, headers, service }));
}

/** Which of several weighted services a test may name is not documented. */
function isCertain({ decision }: FailedTest): boolean {
  return decision !== undefined && decision.assumed.length === 0 && decision.action !== "split";
}
