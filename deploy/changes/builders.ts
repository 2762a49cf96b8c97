import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  BackendServiceProps,
  CloudRunService,
  CloudRunServiceProps,
  EnvironmentStack,
  IBackend,
  IBackendService,
  ICloudRunService,
  IRouteTarget,
  RouteAction,
  Routes,
  Warnings,
} from "cdktf-google-serverless-lb";
import { Construct } from "constructs";
import { AnySite } from "./change";

/** What a site's load balancer may be asked for besides its default service. */
export type FrontEnd = Omit<ApplicationLoadBalancerProps, "defaultService" | "urlMap">;

/** An image that starts. */
export const HELLO = "us-docker.pkg.dev/cloudrun/container/hello";

/** A site that a function makes in a stack. */
export function site(build: (stack: EnvironmentStack) => void): AnySite {
  return (stack) => {
    build(stack);
    ["BS-12", "CDN-12", "CDN-16", "CERT-13", "RUN-09"].forEach((id) =>
      Warnings.of(stack).acknowledge(id, "a site for a test, without visitors"),
    );
  };
}

/** A service outside of the stack: web1, web2, app or www, in us-central1 or europe-west1. */
export function existing(scope: Construct, cloudRunServiceName: string, region = "us-central1"): ICloudRunService {
  return CloudRunService.fromCloudRunServiceAttributes(scope, `Existing-${cloudRunServiceName}-${region}`, {
    cloudRunServiceName,
    region,
  });
}

/** A Cloud Run service of the stack. */
export function service(scope: Construct, id: string, props: Partial<CloudRunServiceProps> = {}): CloudRunService {
  return new CloudRunService(scope, id, {
    image: HELLO,
    region: "us-central1",
    ...props,
  });
}

/** A backend service with one backend. */
export function backend(
  scope: Construct,
  id: string,
  behind: IBackend,
  props: Partial<BackendServiceProps> = {},
): BackendService {
  return new BackendService(scope, id, { backends: [behind], ...props });
}

/** A load balancer for app.example.com. */
export function balancer(scope: Construct, defaultService: IRouteTarget, props: FrontEnd = {}) {
  return new ApplicationLoadBalancer(scope, "LoadBalancer", {
    domains: ["app.example.com"],
    defaultService,
    ...props,
  });
}

/** A site with one backend service. */
export function withBackend(props: Partial<BackendServiceProps>): AnySite {
  return site((stack) => void balancer(stack, backend(stack, "Web", existing(stack, "web1"), props)));
}

/** A site with one Cloud Run service of its own. */
export function withService(props: Partial<CloudRunServiceProps>): AnySite {
  return site((stack) => void balancer(stack, backend(stack, "Web", service(stack, "Site", props))));
}

/** A site with one backend, made in the stack. */
export function behind(make: (stack: EnvironmentStack) => IBackend): AnySite {
  return site((stack) => void balancer(stack, backend(stack, "Web", make(stack))));
}

/** A site with a front end of its own. */
export function withFrontEnd(make: (stack: EnvironmentStack) => FrontEnd): AnySite {
  return site((stack) => void balancer(stack, backend(stack, "Web", existing(stack, "web1")), make(stack)));
}

/** A site with two backend services, one of them by default and the other below /api. */
export function withTwo(
  make: (stack: EnvironmentStack) => { readonly byDefault: IBackendService; readonly api: IBackendService },
): AnySite {
  return site((stack) => {
    const { byDefault, api } = make(stack);
    balancer(stack, byDefault, {
      routes: Routes.byPath([{ paths: Routes.pathAndBelow("/api"), action: RouteAction.forward(api) }]),
    });
  });
}

/** A site with two backend services and routes to them. */
export function withRoutes(make: (web: BackendService, api: BackendService) => FrontEnd): AnySite {
  return site((stack) => {
    const web = backend(stack, "Web", existing(stack, "web1"));
    const api = backend(stack, "Api", existing(stack, "web2"));
    balancer(stack, web, {
      // both backend services are always in use
      hostRules: [{ hosts: ["api.example.com"], defaultAction: RouteAction.forward(api) }],
      ...make(web, api),
    });
  });
}
