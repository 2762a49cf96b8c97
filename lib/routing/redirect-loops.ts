import { standardDomain } from "../app/certificates";
import { blocks } from "../app/terraform-json";
import { Candidate, candidatesOf } from "./derive";
import { answerTo } from ".";
import { UrlMapJson, isExpression, textsOf } from "../app/values";

/** A redirect that never ends. */
export interface RedirectLoop {
  /** A URL that shows it, without its scheme. */
  readonly url: string;
  /** The rule that redirects it first, in words. */
  readonly text: string;
  /** Where it leads, one after the other, the first few, without scheme. */
  readonly locations: readonly string[];
}

/** Browsers give up after so many redirects. */
const MAX_HOPS = 20;
const MAX_LOCATIONS = 2;

/**
 * Redirects of a URL map that never end. A redirect is followed only to hosts that are surely served by this map: to the
 * host it came from, to hosts that a host rule names, and to the given domains.
 */
export function redirectLoops(urlMap: UrlMapJson, domains: readonly string[]): RedirectLoop[] {
  if (!JSON.stringify(urlMap).includes("url_redirect")) {
    return [];
  }
  const hosts = new Set(
    [...blocks(urlMap.host_rule).flatMap((rule) => textsOf(rule.hosts)), ...domains].map(standardDomain),
  );
  const reported = new Set<string>();
  const samples = [...candidatesOf(urlMap), ...domains.map((host): Candidate => domainSample(host))];
  return samples.flatMap((candidate) => {
    const loop = loopOf(urlMap, candidate, hosts);
    if (loop === undefined || reported.has(loop.text)) {
      return [];
    }
    reported.add(loop.text);
    return [loop];
  });
}

function domainSample(host: string): Candidate {
  return { host: host.replace(/\.$/, ""), paths: ["/"], rank: 0, isMeant: () => true };
}

function loopOf(urlMap: UrlMapJson, candidate: Candidate, hosts: ReadonlySet<string>): RedirectLoop | undefined {
  const { host, paths, headers, isMeant } = candidate;
  for (const path of paths) {
    const url = `http://${host}${path}`;
    const first = redirectOf(urlMap, url, headers);
    if (first && isMeant(first.decidedBy)) {
      const locations = follow(urlMap, url, headers, hosts);
      return locations.length < MAX_HOPS
        ? undefined
        : {
            url: withoutScheme(url),
            text: first.decidedBy.text,
            locations: locations.slice(0, MAX_LOCATIONS).map(withoutScheme),
          };
    }
  }
  return undefined;
}

/** Where a URL leads, as far as it is redirected. */
function follow(
  urlMap: UrlMapJson,
  start: string,
  headers: { readonly [name: string]: string } | undefined,
  hosts: ReadonlySet<string>,
): string[] {
  const locations: string[] = [];
  let url = start;
  while (locations.length < MAX_HOPS) {
    const location = redirectOf(urlMap, url, headers)?.redirect?.location;
    if (location === undefined) {
      return locations;
    }
    locations.push(location);
    if (hostOf(location) !== hostOf(url) && !hosts.has(hostOf(location))) {
      return locations;
    }
    url = location;
  }
  return locations;
}

/** The redirect of a URL, if it is sure and stays with the scheme: another one may be served by another URL map. */
function redirectOf(urlMap: UrlMapJson, url: string, headers: { readonly [name: string]: string } | undefined) {
  const decision = answerTo(urlMap, { url, headers: { ...headers } });
  if (decision === undefined || decision.assumed.length > 0 || decision.unknown.length > 0) {
    return undefined;
  }
  const { location = "" } = decision.redirect ?? {};
  return location.startsWith("http:") && !isExpression(location) ? decision : undefined;
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]*)/.exec(url)?.[1].toLowerCase() ?? "";
}

function withoutScheme(url: string): string {
  return url.replace(/^http:\/\//, "");
}
