import { ComputeUrlMapPathMatcherRouteRulesMatchRules } from "@cdktf/provider-google/lib/compute-url-map";

/** Options of `PathMatch.prefix` and `PathMatch.fullPath`. */
export interface PathMatchOptions {
  /**
   * Whether uppercase and lowercase letters in the path are treated as equal.
   *
   * @default false
   */
  readonly ignoreCase?: boolean;
}

/**
 * A condition on the path in a route rule. Google's global load balancer does not support regular expressions.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class PathMatch {
  /**
   * Matches paths that begin with this text, 1 to 1024 characters with a leading slash. `"/api"` matches `/api-docs`
   * too; to match a folder, end the text with a slash.
   */
  public static prefix(prefix: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ prefixMatch: prefix, ignoreCase: options.ignoreCase });
  }

  /** Matches exactly this path, without the query, 1 to 1024 characters with a leading slash. */
  public static fullPath(path: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ fullPathMatch: path, ignoreCase: options.ignoreCase });
  }

  /**
   * Matches paths of this form, at most 255 characters. `*` or `{name}` stands for one segment; `**` or `{name=**}` at
   * the end stands for all the remaining segments. A template can contain at most 5 of them. `PathRewrite.template` can
   * use the names.
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
