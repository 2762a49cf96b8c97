import { Invoker } from "./invoker";

const COMPUTE_DEFAULT_SERVICE_ACCOUNT = /-compute@developer\.gserviceaccount\.com$/;

/** The warning for a service that can be reached past the load balancer: RUN-02. */
export const WAY_ROUND =
  "ingress ALL: the service's run.app URL leads round the load balancer, its Cloud Armor policy and its cache; use Ingress.INTERNAL_LOAD_BALANCER";

/** The warning for a service that no visitor of a public site may call, or undefined: RUN-04. */
export function noVisitors(invoker: Invoker): string | undefined {
  return invoker._iamDisabled || invoker._members.includes("allUsers")
    ? undefined
    : "visitors who send no ID token of a member get 403: the load balancer does not authenticate itself to Cloud Run; for a public site use Invoker.withoutIamCheck()";
}

/** The warning for a grant that does not do what many think it does, or undefined: RUN-04. */
export function uselessGrant(member: string): string | undefined {
  return COMPUTE_DEFAULT_SERVICE_ACCOUNT.test(member)
    ? `the grant to ${member} lets no visitor in: the load balancer does not use that account`
    : undefined;
}
