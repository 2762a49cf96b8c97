/** One thing that Cloud CDN does with a request or a response. */
export interface CacheFact {
  readonly says: string;
  /** The path of Google's page. */
  readonly page: string;
  /** Whether Google's page leaves it open, and this is the answer taken here. */
  readonly isAssumed?: boolean;
}

const CACHING = "cdn/docs/caching";
const TTLS = "cdn/docs/using-ttl-overrides";
const NEGATIVE = "cdn/docs/using-negative-caching";
const KEYS = "cdn/docs/using-cache-keys";
const SIGNED = "cdn/docs/using-signed-urls";

/** The headers that a response may vary by. */
export const VARIED: readonly string[] = [
  "accept",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "origin",
  "sec-fetch-dest",
  "sec-fetch-mode",
  "sec-fetch-site",
  "x-goog-allowed-resources",
  "x-origin",
];

/** What makes a response cacheable, for how long, and under which key. A decision names each that it comes from. */
export const CACHE_FACTS = {
  "CACHE-01": { says: "Only responses to GET requests are cached.", page: CACHING },
  "CACHE-02": {
    says: "Only responses with the status 200, 203, 204, 206, 300, 301, 302, 307, 308, 404, 405, 410, 421, 451 or 501 are cached.",
    page: CACHING,
  },
  "CACHE-03": {
    says: "A request with one of the bypass headers of the CDN policy is answered by the backend, in every cache mode.",
    page: CACHING,
  },
  "CACHE-04": {
    says: "The response to a request with Cache-Control: no-store is not cached; other directives of a request are ignored.",
    page: CACHING,
  },
  "CACHE-05": {
    says: "The response to a request with an Authorization header is cached only if it has public, must-revalidate or s-maxage, or if the cache mode caches everything.",
    page: CACHING,
  },
  "CACHE-06": { says: "A response with a Set-Cookie header is not cached.", page: CACHING },
  "CACHE-07": {
    says: `A response that varies by another header than ${VARIED.join(", ")} and the headers of the cache key is not cached.`,
    page: CACHING,
  },
  "CACHE-08": {
    says: "A response with no-store or private is not cached, except if the cache mode caches everything or the URL is signed.",
    page: CACHING,
  },
  "CACHE-09": {
    says: "A response of more than 10 MiB is cached only if the backend supports byte ranges, and one of more than 100 GiB is not cached.",
    page: CACHING,
  },
  "CACHE-10": {
    says: "A successful response without s-maxage, max-age or Expires is not cached, except if it is static content or the cache mode caches everything.",
    page: CACHING,
  },
  "CACHE-11": { says: "s-maxage has priority over max-age, and max-age over Expires.", page: CACHING },
  "CACHE-12": {
    says: "The cache mode for static content caches CSS, JavaScript, fonts, images, videos, audio, PDF and PostScript without such headers, for the default TTL.",
    page: CACHING,
  },
  "CACHE-13": {
    says: "The cache mode that caches everything caches every successful response for the default TTL, whatever its headers say.",
    page: TTLS,
  },
  "CACHE-14": {
    says: "With the cache mode for static content, the maximum TTL limits s-maxage, max-age and Expires.",
    page: TTLS,
  },
  "CACHE-15": { says: "Browsers cache a response for the client TTL at most, if the cache mode has one.", page: TTLS },
  "CACHE-16": {
    says: "With negative caching, a redirect or an error without Cache-Control, Expires and Pragma is cached for the time of its status; if the cache mode caches everything, with these headers too.",
    page: NEGATIVE,
  },
  "CACHE-17": {
    says: "A response with no-cache, or with a lifetime of 0, is cached, but the backend is asked each time whether it is still valid.",
    page: CACHING,
  },
  "CACHE-18": {
    says: "An expired response can be served for the time of serve_while_stale, except with must-revalidate, proxy-revalidate or s-maxage.",
    page: CACHING,
  },
  "CACHE-19": {
    says: "The response to a signed URL is cached for the time of the CDN policy, whatever its Cache-Control header says, except if the cache mode caches everything.",
    page: SIGNED,
  },
  "CACHE-20": {
    says: "The cache key of a backend service is the protocol, the host, the path and the query string, or what the cache key policy makes of these.",
    page: KEYS,
  },
  "CACHE-21": {
    says: "The cache key of a backend bucket is the path, and the query parameters and headers that the cache key policy lists.",
    page: KEYS,
  },
  "CACHE-22": {
    says: "A response with a CDN-Cache-Control header is cached as this header says, not as Cache-Control says.",
    page: CACHING,
  },
  "CACHE-23": {
    says: "With the cache mode that caches everything, redirects and errors without negative caching are cached as their own headers say.",
    page: CACHING,
    isAssumed: true,
  },
  "CACHE-24": {
    says: "The signature of a signed URL is valid; Cloud CDN answers an invalid one with 403.",
    page: SIGNED,
    isAssumed: true,
  },
  "CACHE-25": {
    says: "Without a time of the CDN policy, or with 0, the response to a signed URL is cached for an hour.",
    page: SIGNED,
    isAssumed: true,
  },
  "CACHE-26": {
    says: "The cache key has the URL as the visitor sent it, before a rewrite, with its query parameters in the order in which they were sent.",
    page: KEYS,
    isAssumed: true,
  },
  "CACHE-27": {
    says: "The parameters of Cloud Storage itself, such as generation, are not in the cache key of a backend bucket here.",
    page: KEYS,
    isAssumed: true,
  },
} as const satisfies { readonly [id: string]: CacheFact };

/** The id of a fact. */
export type CacheFactId = keyof typeof CACHE_FACTS;
