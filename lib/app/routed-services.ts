/** The services that visitors reach through a load balancer. */
import { BACKEND_SERVICE, CLOUD_RUN, isBehindExternalLoadBalancer, servicesBehind } from "./load-balancers";
import { Resource, SynthesizedApp, oncePerApp } from "./synthesized-app";
import { isExpression } from "./values";

/** A service that visitors reach through a load balancer, and the backend services that lead there. */
export interface Routed {
  readonly service: Resource;
  readonly backendServices: readonly Resource[];
}

/** A grant on a project, or on what is above one. */
export const WIDE_GRANT = /^google_(project|folder|organization)_iam_(member|binding)$/;

/** The backend services that visitors may reach. */
export function externalBackendServices(app: SynthesizedApp): Resource[] {
  return app.ofType(BACKEND_SERVICE).filter((backendService) => isBehindExternalLoadBalancer(app, backendService));
}

/** The services of the app that visitors reach through a load balancer. */
export const routedServices = oncePerApp((app): Routed[] => {
  const routed = new Map<Resource, Set<Resource>>();
  externalBackendServices(app).forEach((backendService) =>
    servicesBehind(app, backendService).forEach(({ service }) =>
      routed.set(service, (routed.get(service) ?? new Set()).add(backendService)),
    ),
  );
  return [...routed].map(([service, backendServices]) => ({ service, backendServices: [...backendServices] }));
});

/** The Cloud Run services of the app that visitors reach through a load balancer. */
export function cloudRunBehindLoadBalancers(app: SynthesizedApp): Routed[] {
  return routedServices(app).filter(({ service }) => CLOUD_RUN.includes(service.type));
}

/** Whether a role on a project or above may let somebody call every service in it. */
export function mayBeGrantedAbove(app: SynthesizedApp): boolean {
  return app.resources.some(
    ({ type, config }) =>
      WIDE_GRANT.test(type) && (isExpression(config.role) || /\/run\.(invoker|admin)$/.test(String(config.role))),
  );
}
