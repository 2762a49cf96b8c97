import { ComputeUrlMapHeaderAction } from "@cdktf/provider-google/lib/compute-url-map";
import { Fn, Token } from "cdktf";

/**
 * A header that is added to a request or a response.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/custom-headers-global
 */
export interface HeaderToAdd {
  /** The name of the header. */
  readonly headerName: string;
  /** The value of the header. It can contain variables such as `{client_region}`. */
  readonly headerValue: string;
  /**
   * Whether this value replaces the existing values of the header. If it is false, this value is added to them.
   *
   * @default true
   */
  readonly replace?: boolean;
}

/**
 * Changes to the headers of requests and responses. Headers are removed first, then added. To change the host, use
 * `UrlRewrite.hostRewrite` instead.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/custom-headers-global
 */
export interface HeaderAction {
  /**
   * Headers that are added to the request before it goes to the backend.
   *
   * @default - No request headers are added.
   */
  readonly requestHeadersToAdd?: HeaderToAdd[];
  /**
   * Headers that are removed from the request before it goes to the backend.
   *
   * @default - No request headers are removed.
   */
  readonly requestHeadersToRemove?: string[];
  /**
   * Headers that are added to the response before it goes to the visitor.
   *
   * @default - No response headers are added.
   */
  readonly responseHeadersToAdd?: HeaderToAdd[];
  /**
   * Headers that are removed from the response before it goes to the visitor.
   *
   * @default - No response headers are removed.
   */
  readonly responseHeadersToRemove?: string[];
}

/** Renders it. Of an empty block Terraform's plan would never be empty. */
export function renderHeaderAction(action: HeaderAction | undefined): ComputeUrlMapHeaderAction | undefined {
  if (action === undefined || Object.values(action).every((headers: unknown[] | undefined) => !headers?.length)) {
    return undefined;
  }
  const toAdd = (headers?: HeaderToAdd[]) =>
    headers?.map(({ headerName, headerValue, replace }) => ({ headerName, headerValue, replace: replace ?? true }));
  return {
    requestHeadersToAdd: toAdd(action.requestHeadersToAdd),
    requestHeadersToRemove: action.requestHeadersToRemove,
    responseHeadersToAdd: toAdd(action.responseHeadersToAdd),
    responseHeadersToRemove: action.responseHeadersToRemove,
  };
}

/** Both changes as one, the second after the first. */
export function joinHeaderActions(
  first: HeaderAction | undefined,
  second: HeaderAction | undefined,
): HeaderAction | undefined {
  if (first === undefined || second === undefined) {
    return first ?? second;
  }
  return {
    requestHeadersToAdd: join(first.requestHeadersToAdd, second.requestHeadersToAdd),
    requestHeadersToRemove: join(first.requestHeadersToRemove, second.requestHeadersToRemove),
    responseHeadersToAdd: join(first.responseHeadersToAdd, second.responseHeadersToAdd),
    responseHeadersToRemove: join(first.responseHeadersToRemove, second.responseHeadersToRemove),
  };
}

/** Both lists as one; one that is a token is joined by Terraform. */
function join<T>(a: T[] | undefined, b: T[] | undefined): T[] | undefined {
  if (a === undefined || b === undefined) {
    return a ?? b;
  }
  return Token.isUnresolved(a) || Token.isUnresolved(b) ? (Fn.concat([a, b]) as T[]) : [...a, ...b];
}
