import { hasIap } from "../../app/access";
import { isServerless, servicesBehind } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, NEG } from "../../app/types";
import { isSet } from "../../app/values";
import { Found, about } from "../rule";
import { isProbed } from "./service-health";
import { text } from "../text";

const MENTION_OF_OTHER_GROUP =
  /\bgoogle_compute_(region_)?instance_group|\bgoogle_compute_(global_)?network_endpoint_group\./;

/** Several regions of which a failing one is not detected. */
export function brokenRegions(app: SynthesizedApp): Found[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => !isSet(config, "outlier_detection") && !isSet(config, "health_checks"))
    .filter(({ config }) => !String(config.load_balancing_scheme).startsWith("INTERNAL"))
    .filter(({ config }) => blocks(config.backend).length > 1)
    .filter((backendService) => !hasOtherGroups(app, backendService) && !seesHealth(app, backendService))
    .map((backendService) => {
      const wayOut =
        hasIap(backendService) === true
          ? "turn on Identity-Aware Proxy in the Cloud Run services instead, and set outlierDetection"
          : "set outlierDetection";
      return about(
        backendService,
        text`this backend service has ${blocks(backendService.config.backend).length} regions and no outlier detection, so the load balancer does not detect a failing region; ${wayOut}`,
      );
    });
}

function hasOtherGroups(app: SynthesizedApp, backendService: Resource): boolean {
  const { backend } = backendService.config;
  const known = app.referred(backendService, backend, NEG);
  return known.some((group) => !isServerless(group)) || MENTION_OF_OTHER_GROUP.test(JSON.stringify(backend));
}

/** Whether Cloud Run tells the load balancer how the services are: by readiness probes. */
function seesHealth(app: SynthesizedApp, backendService: Resource): boolean {
  const services = servicesBehind(app, backendService);
  return services.length > 0 && services.every(({ service }) => isProbed(service.config));
}
