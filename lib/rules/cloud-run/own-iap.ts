/** Identity-Aware Proxy of a Cloud Run service itself. */
import { EVERYBODY, callersOf, hasIapOfItsOwn } from "../../app/cloud-run-access";
import { mayBeGrantedAbove, routedCloudRunServices } from "../../app/routed-services";
import { SynthesizedApp } from "../../app/synthesized-app";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { isOn } from "../../app/values";
import { IAP_AGENT_DOMAIN, iapServiceAgentOf } from "../../google/iap";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";

/** What the service of `CloudRunService` is given about those who may call it. */
interface GivenAccess {
  readonly iap?: { readonly hasClient?: unknown; readonly allowsCorsPreflights?: unknown };
  readonly invoker?: { readonly members?: unknown; readonly isIamDisabled?: unknown };
}

/** Options of Identity-Aware Proxy that a service does not have, or callers that pass it by. */
export function ownIap({ iap, invoker }: GivenAccess): Text[] {
  if (iap === undefined) {
    return [];
  }
  const members = Array.isArray(invoker?.members) ? (invoker.members as unknown[]) : [];
  const everybody = EVERYBODY.find((each) => members.includes(each));
  return [
    ...(iap.hasClient === true
      ? [
          text`Identity-Aware Proxy of a Cloud Run service uses the OAuth client that Google manages, got Iap.oauthClient; use Iap.googleManagedClient, or set iap of the backend service instead`,
        ]
      : []),
    ...(iap.allowsCorsPreflights === true
      ? [
          text`Identity-Aware Proxy of a Cloud Run service cannot let CORS preflights pass here, got allowsCorsPreflights true; set iap of the backend service instead`,
        ]
      : []),
    ...(everybody === undefined && invoker?.isIamDisabled !== true
      ? []
      : [
          text`behind its Identity-Aware Proxy, Cloud Run must check who calls the service, got CloudRunInvoker.${everybody === "allUsers" ? "allUsers()" : everybody === undefined ? "withoutIamCheck()" : `members(["${everybody}"])`}; remove invoker`,
        ]),
  ];
}

/** Services whose pages Cloud CDN gives to people who have not signed in. */
export function cachedUnasked(app: SynthesizedApp): Found[] {
  return routedCloudRunServices(app)
    .filter(({ service }) => hasIapOfItsOwn(service))
    .map(({ service, backendServices }) => ({
      service,
      cached: backendServices.filter(({ config }) => isOn(config, "enable_cdn")),
    }))
    .filter(({ cached }) => cached.length > 0)
    .map(({ service, cached }) =>
      about(
        service,
        text`Cloud CDN of ${paths(cached)} answers before Identity-Aware Proxy of this service asks who comes, so what it caches reaches people who have not signed in; remove cdnPolicy`,
      ),
    );
}

/** Services that Identity-Aware Proxy may not call, or that ask nobody who calls. */
export function unguarded(app: SynthesizedApp): Found[] {
  const isGrantedAbove = mayBeGrantedAbove(app);
  return app
    .ofType(CLOUD_RUN_SERVICE)
    .filter(({ config }) => isOn(config, "iap_enabled"))
    .flatMap((service) => {
      const { isChecked, members, mayBeMore } = callersOf(app, service);
      const everybody = EVERYBODY.find((each) => members.includes(each));
      if (!isChecked || everybody !== undefined) {
        const how = everybody === undefined ? "invoker_iam_disabled is true" : `of the grant to ${everybody}`;
        return [
          about(
            service,
            text`behind its Identity-Aware Proxy, Cloud Run does not check who calls this service, because ${how}; let Cloud Run check IAM`,
          ),
        ];
      }
      const isGranted = members.some((member) => member.endsWith(`@${IAP_AGENT_DOMAIN}`));
      return isGranted || mayBeMore || isGrantedAbove
        ? []
        : [
            about(
              service,
              text`Identity-Aware Proxy calls this service as ${iapServiceAgentOf("PROJECT_NUMBER")}, which gets no grant here, so all visitors get 403; grant roles/run.invoker to serviceAccount:${iapServiceAgentOf("PROJECT_NUMBER")}`,
            ),
          ];
    });
}
