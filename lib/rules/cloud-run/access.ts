import { hasIap, ingressOf } from "../../app/access";
import { CLOUD_RUN, NEG, platformOf, targetOf } from "../../app/load-balancers";
import {
  callersOf,
  hasIapOfItsOwn,
  hasNoUrlOfItsOwn,
  isComputeDefault,
  letsVisitorsIn,
} from "../../app/cloud-run-access";
import {
  WIDE_GRANT,
  cloudRunBehindLoadBalancers,
  externalBackendServices,
  mayBeGrantedAbove,
  routedServices,
} from "../../app/routed-services";
import { Finding, error, paths, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isExpression, knownText } from "../../app/values";

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];
const APP_ENGINE_VERSION = /^google_app_engine_(standard|flexible)_app_version$/;

/** RUN-02, RUN-03: a service that leads round the load balancer, or that the load balancer cannot reach. */
export function waysRound(app: SynthesizedApp): Finding[] {
  return routedServices(app).flatMap(({ service, backendServices }) => {
    const isCloudRun = CLOUD_RUN.includes(service.type);
    const rule = isCloudRun ? "RUN-02" : "RUN-03";
    const [closed, shut] = isCloudRun
      ? ["use Ingress.INTERNAL_LOAD_BALANCER", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"]
      : ["set its ingress_settings to ALLOW_INTERNAL_AND_GCLB", "ALLOW_INTERNAL_AND_GCLB"];
    switch (ingressOf(service)) {
      case "inside":
        return [
          error(
            rule,
            service,
            `its ingress takes requests from inside alone, so the load balancer of ${paths(backendServices)} cannot reach it; let the load balancer in: ${shut}`,
          ),
        ];
      case "everywhere":
        return hasNoUrlOfItsOwn(service)
          ? []
          : [
              warning(
                rule,
                service,
                `its ingress is open to everybody, so its own URL leads round the load balancer, its Cloud Armor policy and its cache; ${closed}`,
              ),
            ];
      default:
        return [];
    }
  });
}

/** RUN-03: App Engine versions of the app that can be reached past the load balancer. */
export function appEngineWaysRound(app: SynthesizedApp): Finding[] {
  const versions = app.resources.filter(({ type }) => APP_ENGINE_VERSION.test(type));
  if (versions.length === 0) {
    return [];
  }
  const settings = app.ofType("google_app_engine_service_network_settings");
  const isClosed = (service: unknown) =>
    settings.some(
      ({ config }) =>
        (config.service === service || isExpression(config.service)) &&
        /INTERNAL_AND_LB|\$\{/.test(JSON.stringify(config.network_settings ?? {})),
    );
  const targets = routedNegs(app)
    .filter((neg) => platformOf(neg) === "app_engine" && targetOf(neg).url_mask === undefined)
    .map((neg) => knownText(targetOf(neg), "service") ?? "default");
  return versions
    .filter(({ config }) => targets.includes(knownText(config, "service") ?? "") && !isClosed(config.service))
    .map((version) =>
      warning(
        "RUN-03",
        version,
        "its appspot.com URL leads round the load balancer, its Cloud Armor policy and its cache; let only the load balancer in: google_app_engine_service_network_settings with INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB",
      ),
    );
}

/** RUN-04: a routed service of the app that visitors may not call. The load balancer does not log itself in. */
export function noWayIn(app: SynthesizedApp): Finding[] {
  const isGrantedAbove = mayBeGrantedAbove(app);
  return cloudRunBehindLoadBalancers(app).flatMap(({ service, backendServices }) => {
    const callers = callersOf(app, service);
    const compute = callers.members.filter(isComputeDefault);
    const useless = `the load balancer does not use ${compute.join(", ")}, so that grant lets no visitor in`;
    if (letsVisitorsIn(callers)) {
      return compute.length > 0
        ? [warning("RUN-04", service, `${useless}; remove it, if no job calls the service`)]
        : [];
    }
    if (hasIapOfItsOwn(service) || backendServices.some((backendService) => hasIap(backendService) !== false)) {
      return [];
    }
    const wayOut = "for a public site use Invoker.withoutIamCheck()";
    const nobody = callers.members.every(isComputeDefault);
    if (nobody && !isGrantedAbove) {
      const why = compute.length > 0 ? useless : "nobody has a grant";
      return [
        error(
          "RUN-04",
          service,
          `all visitors of ${paths(backendServices)} get 403: ${why}; ${wayOut}, or grant it to those who call it (grantInvoke)`,
        ),
      ];
    }
    return [
      warning(
        "RUN-04",
        service,
        `visitors who send no ID token of a member get 403: the load balancer does not authenticate itself to Cloud Run; ${wayOut}`,
      ),
    ];
  });
}

/** RUN-07: everybody may call all services of a project. */
export function wideGrants(app: SynthesizedApp): Finding[] {
  return app.resources
    .filter(({ type, config }) => WIDE_GRANT.test(type) && config.role === "roles/run.invoker")
    .flatMap((grant) => {
      const members = [grant.config.member, grant.config.members].flat();
      const everybody = EVERYBODY.find((each) => members.includes(each));
      return everybody === undefined
        ? []
        : [
            error(
              "RUN-07",
              grant,
              `${everybody} may call a single service, not all of a project, got roles/run.invoker; grant it on the service: Invoker.allUsers()`,
            ),
          ];
    });
}

function routedNegs(app: SynthesizedApp): Resource[] {
  return externalBackendServices(app).flatMap((backendService) => app.uses(backendService, NEG));
}
