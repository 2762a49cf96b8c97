/**
 * What a rewrite makes of the path before the request goes to the backend.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/url-map-concepts
 */
export class PathRewrite {
  /**
   * The matched part of the path is replaced by this text, 1 to 1024 characters; the rest stays. It is a swap of text: no
   * slash is added or taken away.
   */
  public static prefix(prefix: string): PathRewrite {
    return new PathRewrite({ pathPrefixRewrite: prefix });
  }

  /**
   * The whole path is made anew from the names in `PathMatch.template`, such as `"/v2/{id}"`, 1 to 255 characters with a
   * leading slash. It works in `Routes.inOrder` only; elsewhere it is an error.
   */
  public static template(template: string): PathRewrite {
    return new PathRewrite({ pathTemplateRewrite: template });
  }

  private constructor(
    /** @internal */
    public readonly _rewrite: { readonly pathPrefixRewrite?: string; readonly pathTemplateRewrite?: string },
  ) {}
}
