import { blocks } from "../../app/terraform-json";
import { hasIap } from "../../app/access";
import { BACKEND_SERVICE, NEG, isServerless, servicesBehind } from "../../app/load-balancers";
import { Finding, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isSet } from "../../app/values";

const OTHER_GROUPS = /\bgoogle_compute_(region_)?instance_group|\bgoogle_compute_(global_)?network_endpoint_group\./;

/** RUN-09: several regions of which a broken one is not seen. */
export function brokenRegions(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => !isSet(config, "outlier_detection") && !isSet(config, "health_checks"))
    .filter(({ config }) => !String(config.load_balancing_scheme).startsWith("INTERNAL"))
    .flatMap((backendService) => {
      const backends = blocks(backendService.config.backend);
      const wayOut =
        hasIap(backendService) === true
          ? "put Identity-Aware Proxy on the Cloud Run services and set outlierDetection"
          : "set outlierDetection";
      return backends.length > 1 && !hasOtherGroups(app, backendService) && !seesHealth(app, backendService)
        ? [
            warning(
              "RUN-09",
              backendService,
              `${backends.length} regions without outlier detection: the load balancer does not see a broken region; ${wayOut}`,
            ),
          ]
        : [];
    });
}

function hasOtherGroups(app: SynthesizedApp, backendService: Resource): boolean {
  const { backend } = backendService.config;
  const known = app.referred(backendService, backend, NEG);
  return known.some((group) => !isServerless(group)) || OTHER_GROUPS.test(JSON.stringify(backend));
}

/** Whether Cloud Run tells the load balancer how the services are: by readiness probes. */
function seesHealth(app: SynthesizedApp, backendService: Resource): boolean {
  const services = servicesBehind(app, backendService);
  return (
    services.length > 0 &&
    services.every(({ service }) =>
      blocks(blocks(service.config.template)[0]?.containers).some((container) => isSet(container, "readiness_probe")),
    )
  );
}
