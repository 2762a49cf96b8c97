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
   * Matches requests whose path begins with this text. The text must begin with a slash and have 1 to 1024 characters.
   * `"/api"` also matches `/api-docs`; to match a folder, end the text with a slash.
   */
  public static prefix(prefix: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ prefixMatch: prefix, ignoreCase: options.ignoreCase });
  }

  /**
   * Matches requests with exactly this path. The query string is ignored. The path must begin with a slash and have 1
   * to 1024 characters.
   */
  public static fullPath(path: string, options: PathMatchOptions = {}): PathMatch {
    return new PathMatch({ fullPathMatch: path, ignoreCase: options.ignoreCase });
  }

  /**
   * Matches requests whose path has this form. The template can have at most 255 characters. `*` or `{name}` matches
   * one segment; `**` or `{name=**}` at the end matches all the remaining segments. A template can contain at most 5
   * such operators. `PathRewrite.template` can use the names.
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
