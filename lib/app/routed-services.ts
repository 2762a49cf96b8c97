/** The services that visitors reach through an external load balancer, and who may call all services of a project. */
import { isBehindExternalLoadBalancer, platformOf, serverlessNegsOf, servicesBehind, targetOf } from "./load-balancers";
import { BACKEND_SERVICE, NEG, isCloudRun } from "./types";
import { Resource, SynthesizedApp, oncePerApp } from "./synthesized-app";
import { isExpression, knownText } from "./values";

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

/** The backend services that lead to a service that another one leads to, itself included. */
export function alikeTo(app: SynthesizedApp, backend: Resource): readonly Resource[] {
  return (servedBy(app).get(backend) ?? []).flatMap((key) => servers(app).get(key) ?? []);
}

/** Backend services by what they lead to. */
const servers = oncePerApp((app): ReadonlyMap<string, readonly Resource[]> => {
  const all = new Map<string, Resource[]>();
  servedBy(app).forEach((keys, backend) =>
    keys.forEach((key) => {
      const found = all.get(key) ?? [];
      found.push(backend);
      all.set(key, found);
    }),
  );
  return all;
});

/** What backend services lead to: services of the app, and others by their names. */
const servedBy = oncePerApp(
  (app): ReadonlyMap<Resource, readonly string[]> =>
    new Map(
      app.ofType(BACKEND_SERVICE).map((backend) => [
        backend,
        [
          ...servicesBehind(app, backend).map(({ service }) => `${service.stack} ${service.type}.${service.id}`),
          ...serverlessNegsOf(app, backend).flatMap((neg) => {
            const name = knownText(targetOf(neg), "service") ?? knownText(targetOf(neg), "function");
            return name === undefined ? [] : [[neg.project, neg.config.region, platformOf(neg), name].join(" ")];
          }),
        ],
      ]),
    ),
);
