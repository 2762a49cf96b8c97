/**
 * How a rewrite changes the path before the request goes to the backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class PathRewrite {
  /**
   * Replaces the matched prefix of the path with this text, 1 to 1024 characters, and keeps the rest. Slashes are not
   * added or removed.
   */
  public static prefix(prefix: string): PathRewrite {
    return new PathRewrite({ pathPrefixRewrite: prefix });
  }

  /**
   * Replaces the whole path with this template, such as `"/v2/{id}"`. The names in braces are those of
   * `PathMatch.template`. The template must begin with a slash and have 1 to 255 characters. You can use it only in
   * `Routes.inOrder`.
   */
  public static template(template: string): PathRewrite {
    return new PathRewrite({ pathTemplateRewrite: template });
  }

  private constructor(
    /** @internal */
    public readonly _rewrite: { readonly pathPrefixRewrite?: string; readonly pathTemplateRewrite?: string },
  ) {}
}
