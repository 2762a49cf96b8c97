import { ComputeUrlMapTest } from "@cdktf/provider-google/lib/compute-url-map";
import { IConstruct } from "constructs";
import { IRouteTarget } from "../route-target";
import { UrlMapJson } from "../../routing";
import { REDIRECT_CODES } from "../../google/redirect-codes";
import type { UrlMapTest } from "../../routing/derive";
import { FailedTest, redirectInTest } from "../../routing/tests";
import { RedirectResponseCode } from "./route-action";
import { resolved, withPaths } from "../../resource/tokens";

/** Options of the test `RouteTest.forward`. */
export interface ForwardTestOptions {
  /**
   * The headers of the request.
   *
   * @default - The request has no headers except the host.
   */
  readonly headers?: { [name: string]: string };
  /**
   * The URL that the backend service must get, after rewrites. The scheme is not compared.
   *
   * @default - The URL is not checked.
   */
  readonly expectedOutputUrl?: string;
  /**
   * A description of the test, stored in the URL map.
   *
   * @default - The test has no description.
   */
  readonly description?: string;
}

/** Options of the test `RouteTest.redirect`. */
export interface RedirectTestOptions {
  /**
   * The headers of the request.
   *
   * @default - The request has no headers except the host.
   */
  readonly headers?: { [name: string]: string };
  /**
   * The status code that the redirect must have.
   *
   * @default - Any status code is accepted.
   */
  readonly redirectResponseCode?: RedirectResponseCode;
  /**
   * A description of the test, stored in the URL map.
   *
   * @default - The test has no description.
   */
  readonly description?: string;
}

/**
 * A request and what the URL map must do with it. The test runs at synth, and Google runs it again at every change of
 * the URL map. Google refuses the change if the test fails.
 *
 * A test has a host, path, query and headers. Google's tests ignore the scheme and the method, and cannot test custom
 * error responses; for these, use `route` in a unit test.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class RouteTest {
  /**
   * Tests that the request goes to this backend service and to no other. You cannot test a request that is split among
   * several backend services.
   *
   * @param url The URL of the request, such as `"https://app.example.com/api/x?y=1"`.
   */
  public static forward(url: string, service: IRouteTarget, options: ForwardTestOptions = {}): RouteTest {
    return new RouteTest({ url, service, ...options });
  }

  /**
   * Tests that the visitor is redirected to another URL.
   *
   * @param url The URL of the request, such as `"https://old.example.com/x"`.
   * @param location The whole URL of the redirect, such as `"https://www.example.com/x"`.
   */
  public static redirect(url: string, location: string, options: RedirectTestOptions = {}): RouteTest {
    return new RouteTest({ url, location, ...options });
  }

  private constructor(
    /** @internal */
    public readonly _test: {
      readonly url: string;
      readonly headers?: { [name: string]: string };
      readonly description?: string;
      readonly service?: IRouteTarget;
      readonly expectedOutputUrl?: string;
      readonly location?: string;
      readonly redirectResponseCode?: RedirectResponseCode;
    },
  ) {}
}

/** A derived test as Terraform wants it. */
export function renderDerivedTest(test: UrlMapTest): ComputeUrlMapTest {
  const { expected_output_url, expected_redirect_response_code, headers, ...same } = test;
  return {
    ...same,
    headers: headers && [...headers],
    expectedOutputUrl: expected_output_url,
    expectedRedirectResponseCode: expected_redirect_response_code,
  };
}

/** The test as Terraform wants it, for the URL map as it stands otherwise. */
export function renderRouteTest(scope: IConstruct, { _test }: RouteTest, urlMap: UrlMapJson): ComputeUrlMapTest {
  const { url, headers = {}, description, service, location, redirectResponseCode } = _test;
  const [, host, path] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(url) ?? [];
  const given = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const redirect = location === undefined ? undefined : redirectInTest(urlMap, { url, headers }, location);
  return {
    host,
    path: path.startsWith("/") ? path : `/${path}`,
    headers: given.length > 0 ? given : undefined,
    description,
    service: service && resolved(scope, service.routeTargetLink),
    expectedOutputUrl: redirect?.location ?? _test.expectedOutputUrl,
    expectedRedirectResponseCode: redirectResponseCode ? REDIRECT_CODES[redirectResponseCode] : redirect?.code,
  };
}

/** A test that does not hold, in words, with the paths of the backend services. */
export function failedTest(scope: IConstruct, { test, expected, actual, decision }: FailedTest) {
  const named = (words: string) => withPaths(scope, words);
  return {
    test: named(test),
    expected: named(expected),
    actual: named(actual),
    trace: decision && named(decision.trace.join("; ")),
  };
}
