import { blocks } from "../app/terraform-json";
import { NameOf, mayBeOneBackend } from "./backend-links";
import { Decision } from "./decision";
import { evaluate } from ".";
import { RouteRequest } from "./request";
import { Block, Unanswerable, UrlMapJson, isExpression, numberOf, textOf } from "../app/values";

const USUAL_CODE = 301;

/** A test of a URL map that does not hold. */
export interface FailedTest {
  /** The test in words. */
  readonly test: string;
  /** What the test wants. */
  readonly expected: string;
  /** What the map does instead; `undefined` where nobody says what Google does. */
  readonly decision?: Decision;
  /** The same in words. */
  readonly actual: string;
}

/** Runs the `test` blocks of a URL map, as Google does at every change of the map. What only Terraform knows is left to it. */
export function runTests(urlMap: UrlMapJson, nameOf: NameOf = () => undefined): FailedTest[] {
  return blocks(urlMap.test).flatMap((test) => runTest(urlMap, test, nameOf) ?? []);
}

/** The request of a test. A test has no scheme: http is assumed, as nobody says what Google takes. */
export function requestOf(test: Block): { url: string; headers: { [name: string]: string } } {
  const headers: { [name: string]: string } = {};
  for (const header of blocks(test.headers)) {
    const name = String(header.name).toLowerCase();
    const value = String(header.value);
    headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  return { url: `http://${textOf(test, "host") ?? ""}${textOf(test, "path") ?? ""}`, headers };
}

function runTest(urlMap: UrlMapJson, test: Block, nameOf: NameOf): FailedTest | undefined {
  const request = requestOf(test);
  const wanted = wantedOf(test, nameOf);
  if (isExpression(request.url) || wanted.length === 0) {
    return undefined;
  }
  const inWords = `${request.url.replace("http://", "")}${listed(request.headers)}`;
  const expected = wanted.map(({ inWords }) => inWords).join(" and ");
  try {
    const decision = evaluate(urlMap, request);
    const holds = decision.action === "undecided" || wanted.every(({ holds }) => holds(decision));
    const output = textOf(test, "expected_output_url") && decision.backendUrl ? ` with ${decision.backendUrl}` : "";
    return holds ? undefined : { test: inWords, expected, decision, actual: describeAction(decision) + output };
  } catch (error) {
    if (error instanceof Unanswerable) {
      return { test: inWords, expected, actual: error.message };
    }
    throw error;
  }
}

/** What a test wants, one by one. */
function wantedOf(test: Block, nameOf: NameOf): { inWords: string; holds: (decision: Decision) => boolean }[] {
  const service = textOf(test, "service");
  const url = textOf(test, "expected_output_url");
  const code = numberOf(test, "expected_redirect_response_code");
  return [
    ...(service === undefined
      ? []
      : [{ inWords: `service ${service}`, holds: (decision: Decision) => goesTo(decision, service, nameOf) }]),
    ...(url === undefined
      ? []
      : [{ inWords: `output URL ${url}`, holds: (decision: Decision) => hasOutput(decision, url) }]),
    ...(code === undefined
      ? []
      : [{ inWords: `redirect code ${code}`, holds: ({ redirect }: Decision) => redirect?.code === code }]),
  ];
}

function goesTo({ services }: Decision, service: string, nameOf: NameOf): boolean {
  return services.length === 1 && mayBeOneBackend(services[0].service, service, nameOf);
}

/** The scheme counts in a redirect alone: nobody says which one a test's own request has. */
function hasOutput({ redirect, backendUrl = "" }: Decision, url: string): boolean {
  if (isExpression(url) || isExpression(redirect?.location ?? backendUrl)) {
    return true;
  }
  if (redirect) {
    return sameUrl(redirect.location, url);
  }
  return sameUrl(backendUrl.replace(/^https?:/, ""), url.replace(/^https?:/, ""));
}

/** Whether two URLs are one: a default port counts as much as none, and a host without a path as one with a slash. */
export function sameUrl(a: string, b: string): boolean {
  const plain = (url: string) =>
    url
      .replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)|^(http:\/\/[^/?#]*):80(?=[/?#]|$)/, "$1$2")
      .replace(/^((?:https?:)?\/\/[^/?#]+)(?=[?#]|$)/, "$1/");
  return plain(a) === plain(b);
}

/** What a decision does, in a few words. */
function describeAction({ action, services, redirect }: Decision): string {
  if (redirect) {
    return `redirect ${redirect.code} to ${redirect.location}`;
  }
  const shares = services.map(({ service, weight }) => (action === "split" ? `${service} (${weight})` : service));
  return `service ${shares.join(", ")}`;
}

function listed(headers: { readonly [name: string]: string }): string {
  const all = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return all.length === 0 ? "" : ` with ${all.join(", ")}`;
}

/**
 * A redirect as a test sees it: one that keeps the scheme leads to http, like the test's own request. Its code is that of
 * the map. A map that forwards has none: it then is the usual one, with which the test fails, as Google takes a URL that
 * is forwarded for an output too. `undefined` where nobody says what Google does.
 */
export function redirectInTest(
  urlMap: UrlMapJson,
  request: RouteRequest,
  location: string,
): { readonly location: string; readonly code: number | undefined } {
  try {
    const { action, redirect } = evaluate(urlMap, { ...request, url: request.url.replace(/^https:/i, "http:") });
    const keepsScheme = redirect?.location.startsWith("http:");
    return {
      location: keepsScheme ? location.replace(/^https:/i, "http:") : location,
      code: action === "undecided" ? undefined : (redirect?.code ?? USUAL_CODE),
    };
  } catch (error) {
    if (error instanceof Unanswerable) {
      return { location, code: undefined };
    }
    throw error;
  }
}
