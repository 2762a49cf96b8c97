import { ComputeUrlMapTest } from "@cdktf/provider-google/lib/compute-url-map";
import { IConstruct } from "constructs";
import { IRouteTarget } from "../route-target";
import { UrlMapJson } from "../../routing";
import { REDIRECT_CODES } from "../../google/redirect-codes";
import type { UrlMapTest } from "../../routing/derive";
import { FailedTest, redirectInTest } from "../../routing/tests";
import { RedirectResponseCode } from "./route-action";
import { resolved, withPaths } from "../../resource/tokens";

/** Options of `RouteTest.forward`. */
export interface ForwardTestOptions {
  /**
   * The request headers.
   *
   * @default - none but the host
   */
  readonly headers?: { [name: string]: string };
  /**
   * The URL that the backend service gets, after rewrites. Its scheme does not count.
   *
   * @default - not looked at
   */
  readonly expectedOutputUrl?: string;
  /**
   * For the reader.
   *
   * @default - none
   */
  readonly description?: string;
}

/** Options of `RouteTest.redirect`. */
export interface RedirectTestOptions {
  /**
   * The request headers.
   *
   * @default - none but the host
   */
  readonly headers?: { [name: string]: string };
  /**
   * The status code.
   *
   * @default - any
   */
  readonly redirectResponseCode?: RedirectResponseCode;
  /**
   * For the reader.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A request and what the URL map must do with it. It is checked at synth, and Google checks it again at every change of
 * the URL map, which it refuses when a test fails.
 *
 * A test has host, path, query and headers. Google's tests know neither scheme nor method.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class RouteTest {
  /**
   * The request goes to this backend service, and to no other: not for a request that is split.
   *
   * @param url such as `"https://app.example.com/api/x?y=1"`
   */
  public static forward(url: string, service: IRouteTarget, options: ForwardTestOptions = {}): RouteTest {
    return new RouteTest({ url, service, ...options });
  }

  /**
   * The visitor is sent to another URL.
   *
   * @param url such as `"https://old.example.com/x"`
   * @param location the whole URL, such as `"https://www.example.com/x"`
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
