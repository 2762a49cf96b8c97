import { AssumptionId } from "./assumptions";
import { Unanswerable } from "../app/values";

/**
 * A visitor's request to the load balancer.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export interface RouteRequest {
  /**
   * The URL with its scheme and host, percent-encoded as a browser sends it. A fragment (`#…`) is ignored, because
   * browsers do not send it.
   */
  readonly url: string;
  /**
   * The headers of the request.
   *
   * @default - The request has no headers except the host.
   */
  readonly headers?: { [name: string]: string };
  /**
   * The HTTP method of the request. It matters only if a route matches the header `:method`, or to Cloud Armor.
   *
   * @default "GET"
   */
  readonly method?: string;
  /**
   * The IPv4 or IPv6 address from which the request comes, such as `"203.0.113.7"`. Cloud Armor looks at it: a load
   * balancer checks the policies of the backend service only if it is set. A `UrlMap` does not use it.
   *
   * @default - Cloud Armor's policies are not considered.
   */
  readonly clientIp?: string;
  /**
   * The country or region of the address, two capital letters (ISO 3166-1), for Cloud Armor's `origin.region_code`.
   *
   * @default - A rule that looks at it is undecided.
   */
  readonly regionCode?: string;
  /**
   * The number of the network (autonomous system) of the address, 0 to 4294967295, for Cloud Armor's `origin.asn`.
   *
   * @default - A rule that looks at it is undecided.
   */
  readonly asn?: number;
  /**
   * The JA3 fingerprint of the TLS client, for Cloud Armor's `origin.tls_ja3_fingerprint`.
   *
   * @default - A rule that looks at it is undecided.
   */
  readonly tlsJa3Fingerprint?: string;
  /**
   * The JA4 fingerprint of the TLS client, for Cloud Armor's `origin.tls_ja4_fingerprint`.
   *
   * @default - A rule that looks at it is undecided.
   */
  readonly tlsJa4Fingerprint?: string;
}

/** A request taken apart. */
export interface ParsedRequest {
  readonly scheme: "http" | "https";
  /** In lower case, with the port if the URL names one. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By name in lower case, without the host. */
  readonly headers: ReadonlyMap<string, string>;
  /** The names of headers that were given more than once. */
  readonly repeated: ReadonlySet<string>;
  readonly method: string;
  readonly assumed: readonly AssumptionId[];
}

const URL = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;
const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[^\s@:[\]]+)(:\d{1,5})?$/i;

/** Double slashes, dot segments, and letters, digits and -._~ that are percent-encoded without need. */
const UNUSUAL = /\/\/|\/\.\/|\/\.\.?$|%(2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/i;

/** Takes a request apart. Unlike the URL class it changes nothing: no dot segment, no port, no encoding. */
export function parseRequest(request: RouteRequest): ParsedRequest {
  const { url, headers = {}, method = "GET" } = request;
  const [, scheme, host = "", path = "", query = ""] = URL.exec(url) ?? [];
  if (scheme === undefined || !HOST_AND_PORT.test(host)) {
    throw new Unanswerable(
      `the URL of a request must be a full URL, got ${JSON.stringify(url)}; write it like https://app.example.com/path`,
    );
  }
  if (/[^\x21-\x7e]/.test(url)) {
    throw new Unanswerable(
      `the URL of a request must be ASCII without spaces, got ${JSON.stringify(url)}; percent-encode its path, and write its host in punycode`,
    );
  }
  return {
    scheme: scheme.toLowerCase() as "http" | "https",
    host: host.toLowerCase(),
    path: path === "" ? "/" : path,
    query,
    ...joinHeaders(Object.entries(headers)),
    method,
    assumed: [
      ...(host === host.toLowerCase() ? [] : (["U-03"] as const)),
      ...(UNUSUAL.test(path) ? (["U-05"] as const) : []),
    ],
  };
}

/** Headers by name in lower case, the values of one that comes twice joined; the host is not among them. */
function joinHeaders(entries: readonly (readonly [string, string])[]) {
  const headers = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    const present = headers.get(key);
    if (present !== undefined) {
      repeated.add(key);
    }
    headers.set(key, present === undefined ? value : `${present},${value}`);
  }
  return { headers, repeated };
}

/** A request in words. */
export function requestInWords({ method, scheme, host, path, query, headers }: ParsedRequest): string {
  const url = `${method} ${scheme}://${host}${path}${query === "" ? "" : `?${query}`}`;
  const listed = [...headers].map(([name, value]) => `${name}: ${value}`).join(", ");
  return listed === "" ? url : `${url} with ${listed}`;
}
