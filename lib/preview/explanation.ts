/** What the preview knows about a request: what `x-preview-…` headers, the line per request and the page tell. */
import { Decision } from "../routing";

/** Who asks. */
export interface Visitor {
  readonly clientIp: string;
  /** The country, such as `DE`; nothing where nobody said it. */
  readonly regionCode?: string;
  /** Who Identity-Aware Proxy takes the visitor for; nothing without a sign-in. */
  readonly email?: string;
}

/** The request as the load balancer would get it on the internet. */
export interface PreviewRequest {
  readonly method: string;
  /** The URL of the site, such as `https://app.example.com/cart`. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** One thing that the load balancer asks or does, in the order in which it does so. */
export interface Step {
  /** Such as `URL map`, `edge security policy`, `Identity-Aware Proxy`, `certificate`, `fault injection`, `retry`, `error page`. */
  readonly what: string;
  /** What came out, in a few words, such as `allow` or `the default of host app.example.com`. */
  readonly outcome: string;
  /** Whether the request went on from here. */
  readonly goesOn: boolean;
  /** Whether something in it is not known before the deployment, or only to Google. */
  readonly isUndecided: boolean;
  /** How it came about, line by line. */
  readonly lines: readonly string[];
  /** What is assumed, because Google does not document it. */
  readonly assumed: readonly string[];
}

/** A backend that may get the request, and its share of such requests. */
export interface Candidate {
  /** The name of a backend in the site. */
  readonly backend: string;
  /** 0 to 100. */
  readonly percentage: number;
}

/** The backend that got the request. */
export interface ChosenBackend {
  /** The name of a backend in the site. */
  readonly backend: string;
  /** Nothing for a bucket, which is global. */
  readonly region?: string;
  /** What answered: a URL, a folder, or `built-in`. */
  readonly servedBy: string;
  /** The URL that the backend got, after rewrites. */
  readonly url: string;
  /** How often it was asked: more than once with retries. */
  readonly tries: number;
}

/** What the visitor got. */
export interface PreviewAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Until the last byte. */
  readonly durationMs: number;
  /** The bytes of the body. */
  readonly bytes: number;
  /** Whether the visitor went away, or the backend died, before the end. */
  readonly isCutOff: boolean;
}

/** What the load balancer does with a request, and why. */
export interface Explanation {
  /** Its number, from 1; 0 for a request that was only asked about. */
  readonly id: number;
  /** When it came, as ISO 8601. */
  readonly time: string;
  /** Whether it came by HTTPS or by HTTP, which may be served by different URL maps. */
  readonly scheme: "https" | "http";
  readonly visitor: Visitor;
  readonly request: PreviewRequest;
  /** What the URL map does; nothing where no forwarding rule listens, or where nobody says what Google does. */
  readonly decision?: Decision;
  readonly steps: readonly Step[];
  /** The backends that could have got it: several of a split. */
  readonly candidates: readonly Candidate[];
  /** Nothing for what never reached a backend, or is not sent. */
  readonly backend?: ChosenBackend;
  /** Nothing as long as it has not ended, or if it is not sent. */
  readonly answer?: PreviewAnswer;
  /** The values of the headers `x-preview-…`, by what follows: backend, region, route, armor, cdn, certificate. */
  readonly told: { readonly [name: string]: string };
}
