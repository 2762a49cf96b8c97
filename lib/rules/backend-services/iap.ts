import { hasIap } from "../../app/access";
import { callersOf, letsVisitorsIn } from "../../app/cloud-run-access";
import { platformOf, proxiesOf, serverlessNegsOf, urlMapsOf } from "../../app/load-balancers";
import { routedCloudRunServices, mayBeGrantedAbove } from "../../app/routed-services";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, HTTPS_PROXY, HTTP_PROXY } from "../../app/types";
import { isOn, isSet, knownText } from "../../app/values";
import { IAP_AGENT_DOMAIN } from "../../google/iap";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";

type Service = Arguments<typeof BACKEND_SERVICE>;

const CLIENT_ID = "oauth2_client_id";
/** The secret of an OAuth client, which Terraform's state has or does not have. */
const SECRETS = ["oauth2_client_secret", "oauth2_client_secret_wo"];

/** Identity-Aware Proxy beside outlier detection. */
export function besideOutlierDetection(service: Service): Text[] {
  return isProxied(service) && isSet(service, "outlier_detection")
    ? [
        text`a backend service with Identity-Aware Proxy cannot have outlier detection; remove outlierDetection, or turn off Identity-Aware Proxy here and turn it on in the Cloud Run services instead`,
      ]
    : [];
}

/** Identity-Aware Proxy beside Cloud CDN. */
export function besideCdn(service: Service): Text[] {
  return isProxied(service) && isOn(service, "enable_cdn")
    ? [
        text`a backend service with Identity-Aware Proxy cannot have Cloud CDN; turn off Cloud CDN or Identity-Aware Proxy`,
      ]
    : [];
}

/** Half an OAuth client. */
export function halfClient(service: Service): Text[] {
  const [iap] = blocks(service.iap);
  const secret = SECRETS.find((each) => isSet(iap, each));
  if (!isProxied(service) || isSet(iap, CLIENT_ID) === (secret !== undefined)) {
    return [];
  }
  const [there, missing] = secret === undefined ? [CLIENT_ID, SECRETS[0]] : [secret, CLIENT_ID];
  return [
    text`Identity-Aware Proxy has ${there} but not ${missing}, which go together; set ${missing} too, or remove ${there}`,
  ];
}

/** A secret of an OAuth client that everybody who reads the code knows. */
export function secretInCode(service: Service): Text[] {
  const secret = knownText(blocks(service.iap)[0], SECRETS[0]);
  return secret === undefined
    ? []
    : [text`the secret of the OAuth client of Identity-Aware Proxy is written in the code; pass a sensitive variable`];
}

/** Identity-Aware Proxy of a load balancer that serves only HTTP. */
export function servedInTheClear(app: SynthesizedApp): Found[] {
  return proxied(app)
    .filter((service) => {
      const types = urlMapsOf(app, service).flatMap((urlMap) => proxiesOf(app, urlMap).map(({ type }) => type));
      return types.includes(HTTP_PROXY) && !types.includes(HTTPS_PROXY);
    })
    .map((service) =>
      about(
        service,
        text`Identity-Aware Proxy needs HTTPS, but the load balancer serves only HTTP; serve the URL map over HTTPS`,
      ),
    );
}

/** App Engine services of one load balancer with Identity-Aware Proxy in different ways. */
export function otherClient(app: SynthesizedApp): Found[] {
  const first = new Map<Resource, Resource>();
  return proxied(app)
    .filter((service) => serverlessNegsOf(app, service).some((neg) => platformOf(neg) === "app_engine"))
    .flatMap((service) => {
      const other = urlMapsOf(app, service).flatMap((urlMap) => first.get(urlMap) ?? [])[0];
      urlMapsOf(app, service).forEach((urlMap) => first.set(urlMap, first.get(urlMap) ?? service));
      return other && clientOf(other) !== clientOf(service)
        ? [
            about(
              service,
              text`the App Engine services of one load balancer must share the OAuth client of Identity-Aware Proxy, but ${paths([other])} has another client; use the same client for both`,
            ),
          ]
        : [];
    });
}

/** A service behind Identity-Aware Proxy whose service agent may not call it. */
export function agentMayNotCall(app: SynthesizedApp): Found[] {
  const isGrantedAbove = mayBeGrantedAbove(app);
  return behindProxies(app)
    .filter(({ service }) => {
      const callers = callersOf(app, service);
      const knowsAgent = callers.members.some((member) => member.includes(IAP_AGENT_DOMAIN));
      return !knowsAgent && !letsVisitorsIn(callers) && !isGrantedAbove;
    })
    .map(({ service, proxies }) =>
      about(
        service,
        text`Identity-Aware Proxy of ${paths(proxies)} calls this service as service-PROJECT_NUMBER@${IAP_AGENT_DOMAIN}, which has no grant, so all visitors get 403; call grantInvoke for that service agent`,
      ),
    );
}

/** Identity-Aware Proxy for a Cloud Run service and for its backend service. */
export function proxiedTwice(app: SynthesizedApp): Found[] {
  return behindProxies(app)
    .filter(({ service }) => service.config.iap_enabled === true)
    .map(({ service, proxies }) =>
      about(
        service,
        text`Identity-Aware Proxy is on for this service and also for its backend service ${paths(proxies)}, so visitors cannot sign in; turn off Identity-Aware Proxy for the backend service`,
      ),
    );
}

/** The Cloud Run services behind Identity-Aware Proxy, and the backend services that have it. */
function behindProxies(app: SynthesizedApp): { readonly service: Resource; readonly proxies: readonly Resource[] }[] {
  return routedCloudRunServices(app)
    .map(({ service, backendServices }) => ({
      service,
      proxies: backendServices.filter((backendService) => hasIap(backendService) === true),
    }))
    .filter(({ proxies }) => proxies.length > 0);
}

function proxied(app: SynthesizedApp): Resource[] {
  return app.ofType(BACKEND_SERVICE).filter((backendService) => hasIap(backendService) === true);
}

function isProxied(config: Service): boolean {
  return hasIap({ config }) === true;
}

function clientOf({ config }: Resource): string {
  return JSON.stringify(blocks(config.iap)[0]?.oauth2_client_id);
}
