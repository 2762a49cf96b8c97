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

  /**
   * Replaces the parts of the path that a regular expression matches. You can use it only in `Routes.inOrder`. It needs
   * version 8.6 of the provider.
   *
   * @param pathPattern The regular expression in the syntax of RE2, such as `"^/users/([^/]+)/"`. Google documents that a
   *   pattern with a group cannot have a repetition of any character, such as `.*`. Write a range instead: `[^/]+`.
   * @param pathSubstitution What replaces the matched part, such as `"/v2/\\1/"`, where `\1` is what the first group
   *   matched. It cannot be empty.
   */
  public static regex(pathPattern: string, pathSubstitution: string): PathRewrite {
    return new PathRewrite({ regexRewrite: { pathPattern, pathSubstitution } });
  }

  private constructor(
    /** @internal */
    public readonly _rewrite: {
      readonly pathPrefixRewrite?: string;
      readonly pathTemplateRewrite?: string;
      readonly regexRewrite?: { readonly pathPattern: string; readonly pathSubstitution: string };
    },
  ) {}
}
