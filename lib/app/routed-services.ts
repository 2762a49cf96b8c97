/** The services that visitors reach through an external load balancer, and who may call all services of a project. */
import { isBehindExternalLoadBalancer, servicesBehind } from "./load-balancers";
import { BACKEND_SERVICE, NEG, isCloudRun } from "./types";
import { Resource, SynthesizedApp, oncePerApp } from "./synthesized-app";
import { isExpression } from "./values";

const WIDE_GRANT = /^google_(project|folder|organization)_iam_(member|binding)$/;

/** A service that visitors reach through a load balancer, and the backend services that lead there. */
export interface RoutedService {
  readonly service: Resource;
  readonly backendServices: readonly Resource[];
}

/** The services behind external load balancers. */
export const routedServices = oncePerApp((app): readonly RoutedService[] => {
  const routed = new Map<Resource, Set<Resource>>();
  externalBackendServices(app).forEach((backendService) =>
    servicesBehind(app, backendService).forEach(({ service }) =>
      routed.set(service, (routed.get(service) ?? new Set()).add(backendService)),
    ),
  );
  return [...routed].map(([service, backendServices]) => ({ service, backendServices: [...backendServices] }));
});

/** The Cloud Run services behind external load balancers. */
export function routedCloudRunServices(app: SynthesizedApp): RoutedService[] {
  return routedServices(app).filter(({ service }) => isCloudRun(service.type));
}

/** The network endpoint groups behind external load balancers. */
export function routedNegs(app: SynthesizedApp): Resource[] {
  return externalBackendServices(app).flatMap((backendService) => app.uses(backendService, NEG));
}

/** The grants on a project or above it. */
export function grantsAbove(app: SynthesizedApp): Resource[] {
  return app.resources.filter(({ type }) => WIDE_GRANT.test(type));
}

/** Whether a role on a project or above may let somebody call every service in it. */
export function mayBeGrantedAbove(app: SynthesizedApp): boolean {
  return grantsAbove(app).some(
    ({ config: { role } }) => isExpression(role) || /\/run\.(invoker|admin)$/.test(String(role)),
  );
}

function externalBackendServices(app: SynthesizedApp): Resource[] {
  return app.ofType(BACKEND_SERVICE).filter((backendService) => isBehindExternalLoadBalancer(app, backendService));
}
