/**
 * What the preview serves below `/_preview`, for a loopback host alone:
 *
 * - `GET /_preview`: the page.
 * - `GET /_preview/site`: a `SiteDescription`, as JSON.
 * - `POST /_preview/explain`: takes a `Question` as JSON, answers with an `Explanation`; nothing is sent to a backend. What
 *   cannot be read as a question gets 400 with `{ "error": "…" }`.
 * - `POST /_preview/send`: takes the same, sends it to the preview as a visitor would, and answers with its method, its URL
 *   and the status that came. What else came of it is told by `requests`.
 * - `GET /_preview/requests`: server-sent events. The last 200 requests first, then each as it ends, as an `Explanation` in
 *   an event `request`; an event `site` says that another synth is served now.
 */

/** The path of the page, and the beginning of the paths of what it asks for. */
export const PAGE_PATH = "/_preview";

/** A request that is only asked about. */
export interface Question {
  /** @default "GET" */
  readonly method?: string;
  /** The full URL on the internet, such as `https://app.example.com/cart`. */
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  /** @default - That of the preview, `--client-ip`. */
  readonly clientIp?: string;
  /** @default - That of the preview, `--client-region`. */
  readonly regionCode?: string;
  /** Who has signed in with Identity-Aware Proxy. */
  readonly email?: string;
  /** What the backend answers, for what Cloud CDN would do with it. @default - 200 without headers. */
  readonly answer?: { readonly status: number; readonly headers: { readonly [name: string]: string } };
}
