/** The load balancer as the page shows it: `GET /_preview/site`. */

/** What answers for a backend in one region. */
export interface ServedTarget {
  /** Nothing for a bucket, which is global. */
  readonly region?: string;
  /** Such as `Cloud Run`, `Cloud Functions`, `App Engine`, `Cloud Storage bucket`. */
  readonly platform: string;
  /** The service, function, URL mask or bucket, by its name. */
  readonly name: string;
  /** What answers here: a URL, a folder, or `built-in`. */
  readonly servedBy: string;
  /** Whether its region is the one that requests go to. */
  readonly isChosen: boolean;
}

/** A backend service or bucket. */
export interface SiteBackend {
  /** Its name in Google Cloud: the key by which routes and explanations name it. */
  readonly name: string;
  /** The path of the construct that made it; nothing where it is not made in this app. */
  readonly path?: string;
  readonly kind: "backend service" | "backend bucket" | "unknown";
  readonly targets: readonly ServedTarget[];
  /** The Cloud Armor policies, by name. */
  readonly edgeSecurityPolicy?: string;
  readonly securityPolicy?: string;
  /** Whether visitors sign in with Identity-Aware Proxy; `undefined` where only Terraform knows it. */
  readonly hasIap: boolean | undefined;
  /** How Cloud CDN caches, in words; `off` without it. */
  readonly cdn: string;
}

/** A backend and its share of the requests of a route. */
export interface RouteTarget {
  /** The name of a backend of the site. */
  readonly backend: string;
  /** 0 to 100; nothing where a weight is known only to Terraform. */
  readonly percentage?: number;
}

/** A line of the route table, in the order in which it is asked. */
export interface SiteRoute {
  /** What it has in common with `decidedBy` of a decision. */
  readonly decidedBy: { readonly kind: string; readonly pathMatcher?: string; readonly rule?: number };
  /** The requests that it takes, in words. */
  readonly match: string;
  /** What happens to them, in words. */
  readonly action: string;
  /** None for a redirect. */
  readonly targets: readonly RouteTarget[];
}

/** The hosts that share their routes. */
export interface SiteHosts {
  /** As they are written, such as `app.example.com` or `*`; none for what no host rule names. */
  readonly hosts: readonly string[];
  readonly routes: readonly SiteRoute[];
}

/** What listens, as visitors on the internet see it. */
export interface Entrance {
  readonly scheme: "https" | "http";
  /** Where the preview serves it; nothing where the load balancer has none. */
  readonly url?: string;
  /** What it answers with, in words. */
  readonly does: string;
  /** The routes of its URL map; none where it only redirects to HTTPS. */
  readonly hosts: readonly SiteHosts[];
}

/** A domain of the site. */
export interface SiteDomain {
  readonly name: string;
  /** Where a browser on this machine finds it, such as `http://app.example.com.localhost:8080/`. */
  readonly url: string;
}

/** The load balancer that is served. */
export interface SiteDescription {
  readonly stack: string;
  readonly loadBalancer: string;
  /** When the stack was last read, as ISO 8601. */
  readonly readAt: string;
  /** Why what is served is not the newest synth: its JSON is broken, say. */
  readonly problem?: string;
  readonly entrances: readonly Entrance[];
  /** The first is what `localhost` stands for. */
  readonly domains: readonly SiteDomain[];
  readonly backends: readonly SiteBackend[];
  /** What is not as on the internet, in sentences: client certificates are not checked, and the like. */
  readonly notes: readonly string[];
}
