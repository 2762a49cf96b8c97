/** From where visitors come to a service, and whether they may call it. */
import { hasIap, ingressOf } from "../../app/access";
import {
  callersOf,
  hasIapOfItsOwn,
  hasNoUrlOfItsOwn,
  isComputeDefault,
  letsVisitorsIn,
} from "../../app/cloud-run-access";
import { platformOf, targetOf } from "../../app/load-balancers";
import {
  RoutedService,
  mayBeGrantedAbove,
  routedCloudRunServices,
  routedNegs,
  routedServices,
} from "../../app/routed-services";
import { SynthesizedApp } from "../../app/synthesized-app";
import { NETWORK_SETTINGS, isCloudRun } from "../../app/types";
import { isExpression, knownText } from "../../app/values";
import { CLOUD_RUN_INGRESSES, CloudRunIngressName, FunctionIngressName, reachOf } from "../../google/ingress";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";
import { oneOf } from "../values";

/** What a load balancer can reach. */
const BEHIND_A_LOAD_BALANCER = Object.keys(CLOUD_RUN_INGRESSES).filter((setting) =>
  ["load balancer", "everywhere"].includes(reachOf(setting) ?? ""),
);
/** What only a load balancer can reach, besides the own networks. */
const CLOUD_RUN_ONLY_BEHIND: CloudRunIngressName = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER";
const FUNCTION_ONLY_BEHIND: FunctionIngressName = "ALLOW_INTERNAL_AND_GCLB";
const APP_ENGINE_VERSION = /^google_app_engine_(standard|flexible)_app_version$/;

/** Whether a type is that of what else serves. */
export const isFunction = (type: string) => !isCloudRun(type);

/** An ingress with which a load balancer cannot reach a service. */
export function ingress({ ingress: given }: { readonly ingress?: unknown }): Text[] {
  return oneOf("ingress", given, BEHIND_A_LOAD_BALANCER);
}

/** Services that the load balancer cannot reach. */
export function shutServices(app: SynthesizedApp, isOfType: (type: string) => boolean): Found[] {
  return routedServices(app)
    .filter(({ service }) => isOfType(service.type) && ingressOf(service) === "inside")
    .map(({ service, backendServices }) => {
      const shut = isCloudRun(service.type) ? CLOUD_RUN_ONLY_BEHIND : FUNCTION_ONLY_BEHIND;
      return about(
        service,
        text`the ingress of this service accepts only internal requests, so the load balancer of ${paths(backendServices)} cannot reach it; set the ingress to ${shut}`,
      );
    });
}

/** Services whose own URL bypasses the load balancer. */
export function openServices(app: SynthesizedApp, isOfType: (type: string) => boolean): Found[] {
  return routedServices(app)
    .filter(({ service }) => isOfType(service.type) && ingressOf(service) === "everywhere")
    .filter(({ service }) => !hasNoUrlOfItsOwn(service))
    .map(({ service }) => {
      const closed = isCloudRun(service.type)
        ? "use CloudRunIngress.INTERNAL_LOAD_BALANCER"
        : `set its ingress_settings to ${FUNCTION_ONLY_BEHIND}`;
      return about(
        service,
        text`the ingress of this service accepts requests from everywhere, so its own URL (run.app or cloudfunctions.net) bypasses the load balancer, Cloud Armor and the cache; ${closed}`,
      );
    });
}

/** App Engine versions of the app whose own URL bypasses the load balancer. */
export function openVersions(app: SynthesizedApp): Found[] {
  const versions = app.resources.filter(({ type }) => APP_ENGINE_VERSION.test(type));
  if (versions.length === 0) {
    return [];
  }
  const settings = app.ofType(NETWORK_SETTINGS);
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
      about(
        version,
        text`the appspot.com URL of this version bypasses the load balancer, Cloud Armor and the cache; let in only the load balancer: add google_app_engine_service_network_settings with INGRESS_TRAFFIC_ALLOWED_INTERNAL_AND_LB`,
      ),
    );
}

/** Services that no visitor may call. The load balancer does not log itself in. */
export function closedServices(app: SynthesizedApp): Found[] {
  return mayBeGrantedAbove(app)
    ? []
    : keptFromVisitors(app).flatMap(({ service, backendServices, members, compute }) =>
        members.length > compute.length
          ? []
          : [
              about(
                service,
                text`all visitors of ${paths(backendServices)} get 403: ${compute.length > 0 ? useless(compute) : "nobody has a grant to call this service"}; for a public site use CloudRunInvoker.withoutIamCheck(), or let its callers in with grantInvoke`,
              ),
            ],
      );
}

/** Services that only those may call who send an ID token. */
export function servicesForMembers(app: SynthesizedApp): Found[] {
  const isGrantedAbove = mayBeGrantedAbove(app);
  return keptFromVisitors(app)
    .filter(({ members, compute }) => isGrantedAbove || members.length > compute.length)
    .map(({ service }) =>
      about(
        service,
        text`visitors who send no ID token of a member get 403, because the load balancer does not authenticate itself to Cloud Run; for a public site use CloudRunInvoker.withoutIamCheck()`,
      ),
    );
}

/** A grant to an account that the load balancer does not use, where visitors are let in by something else. */
export function uselessGrants(app: SynthesizedApp): Found[] {
  return routedCloudRunServices(app).flatMap(({ service }) => {
    const callers = callersOf(app, service);
    const compute = callers.members.filter(isComputeDefault);
    return letsVisitorsIn(callers) && compute.length > 0
      ? [about(service, text`${useless(compute)}; remove the grant if no job uses it`)]
      : [];
  });
}

/** The routed services that visitors may not call, with those who may, and of them those whom the load balancer is not. */
function keptFromVisitors(
  app: SynthesizedApp,
): (RoutedService & { readonly members: readonly string[]; readonly compute: readonly string[] })[] {
  return routedCloudRunServices(app)
    .filter(({ service }) => !letsVisitorsIn(callersOf(app, service)) && !hasIapOfItsOwn(service))
    .map(({ service, backendServices }) => ({
      service,
      backendServices: backendServices.filter((backendService) => hasIap(backendService) === false),
    }))
    .filter(({ backendServices }) => backendServices.length > 0)
    .map((routed) => {
      const { members } = callersOf(app, routed.service);
      return { ...routed, members, compute: members.filter(isComputeDefault) };
    });
}

function useless(members: readonly string[]): string {
  return `the grant to ${members.join(", ")} lets no visitor in, because the load balancer does not use that account`;
}
