/**
 * How a rewrite changes the path before the request goes to the backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class PathRewrite {
  /**
   * Replaces the matched part of the path with this text, 1 to 1024 characters, and keeps the rest. Only the text is
   * replaced: no slash is added or removed.
   */
  public static prefix(prefix: string): PathRewrite {
    return new PathRewrite({ pathPrefixRewrite: prefix });
  }

  /**
   * Builds a new path from the names in `PathMatch.template`, such as `"/v2/{id}"`, 1 to 255 characters with a leading
   * slash. It can be used in `Routes.inOrder` only; in any other place it is an error.
   */
  public static template(template: string): PathRewrite {
    return new PathRewrite({ pathTemplateRewrite: template });
  }

  private constructor(
    /** @internal */
    public readonly _rewrite: { readonly pathPrefixRewrite?: string; readonly pathTemplateRewrite?: string },
  ) {}
}
