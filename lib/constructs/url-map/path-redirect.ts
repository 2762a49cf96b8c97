/**
 * What a redirect makes of the path.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/traffic-management-global
 */
export class PathRedirect {
  /** The whole path is replaced by this one, 1 to 1024 characters with a leading slash. */
  public static fullPath(path: string): PathRedirect {
    return new PathRedirect({ pathRedirect: path });
  }

  /**
   * The matched part of the path is replaced by this text, 1 to 1024 characters with a leading slash; the rest stays.
   * It is a swap of text: no slash is added or taken away.
   */
  public static prefix(prefix: string): PathRedirect {
    return new PathRedirect({ prefixRedirect: prefix });
  }

  private constructor(
    /** @internal */
    public readonly _redirect: { readonly pathRedirect?: string; readonly prefixRedirect?: string },
  ) {}
}
