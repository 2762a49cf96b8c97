/**
 * How a redirect changes the path.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class PathRedirect {
  /** Replaces the whole path with this path, which must begin with a slash and have 1 to 1024 characters. */
  public static fullPath(path: string): PathRedirect {
    return new PathRedirect({ pathRedirect: path });
  }

  /**
   * Replaces the matched prefix of the path with this text, and keeps the rest. Slashes are not added or removed. The
   * text must begin with a slash and have 1 to 1024 characters.
   */
  public static prefix(prefix: string): PathRedirect {
    return new PathRedirect({ prefixRedirect: prefix });
  }

  private constructor(
    /** @internal */
    public readonly _redirect: { readonly pathRedirect?: string; readonly prefixRedirect?: string },
  ) {}
}
