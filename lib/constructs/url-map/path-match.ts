import { ComputeUrlMapPathMatcherRouteRulesMatchRules } from "@cdktf/provider-google/lib/compute-url-map";

/** Options of `PathMatch.prefix` and `PathMatch.fullPath`. */
export interface PathMatchOptions {
  /**
   * Whether upper and lower case are the same.
   *
   * @default false
   */
  readonly ignoreCase?: boolean;
}

/**
 * Which paths a route rule is about. Google's global load balancer has no regular expressions.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class PathMatch {
  /**
   * Paths that begin with this text, 1 to 1024 characters with a leading slash. `"/api"` matches `/api-docs` too, so end
   * it in a slash for a folder.
   */
  public static prefix(prefix: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ prefixMatch: prefix, ignoreCase: options.ignoreCase });
  }

  /** This path alone, without query, 1 to 1024 characters with a leading slash. */
  public static fullPath(path: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ fullPathMatch: path, ignoreCase: options.ignoreCase });
  }

  /**
   * Paths of this form: `*` or `{name}` is one segment, `**` or `{name=**}` at the end is all the rest; at most 5 of
   * them, in at most 255 characters. A rewrite (`pathTemplateRewrite`) may use the names.
   */
  public static template(template: string): PathMatch {
    return new PathMatch({ pathTemplateMatch: template });
  }

  private constructor(
    /** @internal */
    public readonly _match: Pick<
      ComputeUrlMapPathMatcherRouteRulesMatchRules,
      "prefixMatch" | "fullPathMatch" | "pathTemplateMatch" | "ignoreCase"
    >,
  ) {}
}
