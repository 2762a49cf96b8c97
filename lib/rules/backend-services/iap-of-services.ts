/** Identity-Aware Proxy before a Cloud Run service. */
import { hasIap } from "../../app/access";
import { callersOf, letsVisitorsIn } from "../../app/cloud-run-access";
import { mayBeGrantedAbove, routedCloudRunServices } from "../../app/routed-services";
import { SynthesizedApp } from "../../app/synthesized-app";
import { Finding, error, paths, warning } from "../finding";

const IAP_AGENT = "gcp-sa-iap.iam.gserviceaccount.com";

/** BS-18: a service behind Identity-Aware Proxy whose service agent may not call it. */
export function iapMayNotCall(app: SynthesizedApp): Finding[] {
  const isGrantedAbove = mayBeGrantedAbove(app);
  return routedCloudRunServices(app).flatMap(({ service, backendServices }) => {
    const callers = callersOf(app, service);
    const knowsAgent = callers.members.some((member) => member.includes(IAP_AGENT));
    const proxied = backendServices.filter((backendService) => hasIap(backendService) === true);
    return proxied.length === 0 || knowsAgent || letsVisitorsIn(callers) || isGrantedAbove
      ? []
      : [
          warning(
            "BS-18",
            service,
            `Identity-Aware Proxy of ${paths(proxied)} calls it as service-PROJECT_NUMBER@${IAP_AGENT}, which has no grant; grantInvoke to that service agent, or all visitors get 403`,
          ),
        ];
  });
}

/** BS-17: Identity-Aware Proxy twice on the way. */
export function iapTwice(app: SynthesizedApp): Finding[] {
  return routedCloudRunServices(app).flatMap(({ service, backendServices }) => {
    const proxied = backendServices.filter((backendService) => hasIap(backendService) === true);
    return service.config.iap_enabled === true && proxied.length > 0
      ? [
          error(
            "BS-17",
            service,
            `Identity-Aware Proxy cannot stand both here and before ${paths(proxied)}; switch off the one there`,
          ),
        ]
      : [];
  });
}
