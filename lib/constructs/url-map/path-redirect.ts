/**
 * How a redirect changes the path.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class PathRedirect {
  /** Replaces the whole path with this one, 1 to 1024 characters with a leading slash. */
  public static fullPath(path: string): PathRedirect {
    return new PathRedirect({ pathRedirect: path });
  }

  /**
   * Replaces the matched part of the path with this text, 1 to 1024 characters with a leading slash, and keeps the
   * rest. Only the text is replaced: no slash is added or removed.
   */
  public static prefix(prefix: string): PathRedirect {
    return new PathRedirect({ prefixRedirect: prefix });
  }

  private constructor(
    /** @internal */
    public readonly _redirect: { readonly pathRedirect?: string; readonly prefixRedirect?: string },
  ) {}
}
