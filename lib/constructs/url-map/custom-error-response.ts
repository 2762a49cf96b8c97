import { IBackendBucket } from "../backend-bucket";

/**
 * A page that visitors get in place of some errors.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/custom-error-response
 */
export interface CustomErrorResponseRule {
  /**
   * The status codes of the errors: codes from `"400"` to `"599"`, and `"4xx"` or `"5xx"` for all codes of a class. A rule
   * for a code is used before a rule for its class. Each code can be listed only once in a policy.
   */
  readonly matchResponseCodes: string[];
  /**
   * The path of the page in the bucket, such as `"/errors/down.html"`. It begins with a slash, does not end with one, and
   * has at most 1024 characters. If the bucket has no such object, the visitor gets a plain error without a page.
   */
  readonly path: string;
  /**
   * The status code that the visitor gets together with the page, 200 to 599.
   *
   * @default - The visitor gets the status code of the error.
   */
  readonly overrideResponseCode?: number;
}

/**
 * The pages that visitors get in place of errors. The load balancer uses them for the errors of backends, for its own
 * errors, and for requests that a Cloud Armor policy denies. If a request is tried again, only the last error counts.
 *
 * A policy can be set on the URL map or load balancer, on a host rule and on a route. For each status code, the route is
 * asked first, then the host rule, then the URL map; the first policy with a rule for the code is used.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/https/custom-error-response
 */
export interface CustomErrorResponsePolicy {
  /**
   * The backend bucket that has the pages. Visitors must be able to read its objects. The policy of a URL map or load
   * balancer needs one.
   *
   * @default - The error service of the host rule or, if it has none, of the URL map is used.
   */
  readonly errorService?: IBackendBucket;
  /** The pages, by status code. */
  readonly rules: CustomErrorResponseRule[];
}

/** Custom error responses as Terraform wants them. */
export function renderErrorPolicy(policy: CustomErrorResponsePolicy | undefined) {
  return (
    policy && {
      errorService: policy.errorService?.routeTargetLink,
      errorResponseRule: policy.rules.map(({ matchResponseCodes, path, overrideResponseCode }) => ({
        matchResponseCodes,
        path,
        overrideResponseCode,
      })),
    }
  );
}
