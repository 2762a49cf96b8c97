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

/** A test that does not hold, in words. */
interface Failed {
  readonly test: string;
  readonly expected: string;
  readonly actual: string;
  /** How the decision came about. */
  readonly trace?: string;
}

/** Tests that say what none can, and too many of them. */
export function givenTests({ routeTests = [] }: { readonly routeTests?: readonly GivenTest[] }): Text[] {
  const tooMany =
    routeTests.length > MAX_TESTS
      ? [text`a URL map has at most ${MAX_TESTS} tests, got ${given(routeTests.length)}; keep the most telling ones`]
      : [];
  return [...tooMany, ...routeTests.flatMap(givenTest)];
}

/** Tests of a `UrlMap` that do not hold. Those that overrides bring in count too. */
export function failedRouteTests({ failed }: { readonly failed: readonly Failed[] }): Text[] {
  return failed.map(doesNotHold);
}

/** Tests of which it is certain that they do not hold. A UrlMap has checked its own already, and says more. */
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
      ? [text`a test has a full URL, got ${given(url)}; write it like https://app.example.com/path`]
      : []),
    ...(location !== undefined && !isExpression(location) && !/^https?:\/\/[^/?#\s]+/i.test(location)
      ? [text`the location of a redirect is a full URL, got ${given(location)}; write it like https://www.example.com/`]
      : []),
    ...(/^https:/i.test(url) && /^http:/i.test(location ?? "")
      ? [text`no URL map leads from https to http, got ${given(location)}; begin the location of the test with https`]
      : []),
    ...(isExpression(headers)
      ? [
          text`the headers of a test are a map that must be known at synth, got ${given(headers)}; write its members out`,
        ]
      : []),
    ...(name === undefined
      ? []
      : [text`the headers of a test hold neither host nor method, got ${given(name)}; the host stands in the URL`]),
  ];
}

function doesNotHold({ test, expected, actual, trace }: Failed): Text {
  const why = trace === undefined ? "" : ` (${trace})`;
  return text`the test of ${test} does not hold, got ${actual}${why}, expected ${expected}; change the test or the routes`;
}

/** The tests without the URL that comes out: how Google writes it is not documented for all. */
function testsOfServices({ config }: Resource): unknown[] {
  return blocks(config.test).map(({ host, path, headers, service }) => ({ host, path, headers, service }));
}

/** Which of several weighted services a test may name is not documented. */
function isCertain({ decision }: FailedTest): boolean {
  return decision !== undefined && decision.assumed.length === 0 && decision.action !== "split";
}
