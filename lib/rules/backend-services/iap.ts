import { ErrorRule } from "../catalogue";
import { blocks } from "../../app/terraform-json";
import { hasIap } from "../../app/access";
import {
  BACKEND_SERVICE,
  HTTPS_PROXY,
  HTTP_PROXY,
  platformOf,
  proxiesOf,
  serverlessNegsOf,
  urlMapsOf,
} from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { isOn, isSet } from "../../app/values";

/** BS-15, BS-16, BS-18: what Identity-Aware Proxy on a backend service does not go with. */
export function iapOnBackendServices(app: SynthesizedApp): Finding[] {
  return proxied(app).flatMap((backendService) => {
    const { config } = backendService;
    const [iap] = blocks(config.iap);
    const refused = (rule: ErrorRule, isBroken: boolean, text: string) =>
      isBroken ? [error(rule, backendService, text)] : [];
    return [
      ...refused(
        "BS-15",
        isSet(config, "outlier_detection"),
        "a backend service with Identity-Aware Proxy has no outlier detection; leave one of the two out, or use Identity-Aware Proxy on the Cloud Run services",
      ),
      ...refused(
        "BS-16",
        isOn(config, "enable_cdn"),
        "a backend service with Identity-Aware Proxy has no Cloud CDN; leave one of the two out",
      ),
      ...refused(
        "BS-18",
        isSet(iap, "oauth2_client_id") !==
          (isSet(iap, "oauth2_client_secret") || isSet(iap, "oauth2_client_secret_wo")),
        "oauth2_client_id and oauth2_client_secret of Identity-Aware Proxy stand together or not at all; add the other, or remove both",
      ),
      ...refused(
        "BS-18",
        isServedInTheClear(app, backendService),
        "Identity-Aware Proxy needs HTTPS, and visitors come by HTTP alone; serve the URL map by HTTPS",
      ),
    ];
  });
}

/** BS-19: App Engine services of one load balancer with Identity-Aware Proxy in different ways. */
export function iapOfAppEngine(app: SynthesizedApp): Finding[] {
  const first = new Map<Resource, Resource>();
  return proxied(app)
    .filter((backendService) => serverlessNegsOf(app, backendService).some((neg) => platformOf(neg) === "app_engine"))
    .flatMap((backendService) => {
      const other = urlMapsOf(app, backendService).flatMap((urlMap) => first.get(urlMap) ?? [])[0];
      urlMapsOf(app, backendService).forEach((urlMap) => first.set(urlMap, first.get(urlMap) ?? backendService));
      return other && clientOf(other) !== clientOf(backendService)
        ? [
            warning(
              "BS-19",
              backendService,
              `App Engine services of one load balancer share the OAuth client of Identity-Aware Proxy, and ${paths([other])} has another; give both the same`,
            ),
          ]
        : [];
    });
}

function proxied(app: SynthesizedApp): Resource[] {
  return app.ofType(BACKEND_SERVICE).filter((backendService) => hasIap(backendService) === true);
}

function isServedInTheClear(app: SynthesizedApp, backendService: Resource): boolean {
  const types = urlMapsOf(app, backendService).flatMap((urlMap) => proxiesOf(app, urlMap).map(({ type }) => type));
  return types.includes(HTTP_PROXY) && !types.includes(HTTPS_PROXY);
}

function clientOf({ config }: Resource): string {
  return JSON.stringify(blocks(config.iap)[0]?.oauth2_client_id);
}
