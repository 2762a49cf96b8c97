import { platformOf, serverlessNegsOf, servicesBehind, targetOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE, CLOUD_FUNCTION, CLOUD_FUNCTION_2, CLOUD_RUN_SERVICE_V1, URL_MAP } from "../../app/types";
import { Block, blockOf, isExpression, knownText, numberOf } from "../../app/values";
import { CLOUD_RUN_DEFAULTS } from "../../google/cloud-run";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, text } from "../text";
import { isKnown } from "../values";
import { Place, argumentOf, placesOf, routeActionOf } from "./places";

/** The time that a function has by default, in seconds. */
const FUNCTION_TIMEOUT = 60;
/** How often a request is tried again by default. */
const RETRIES = 1;

/** Times for which a load balancer waits, and a service does not. */
export function longWaits(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    placesOf(urlMap.config).flatMap((place) => {
      const action = routeActionOf(place);
      const waits = [
        { name: "timeout", seconds: secondsOf(action?.timeout) },
        { name: "retry_policy.per_try_timeout", seconds: secondsOf(blockOf(action?.retry_policy).per_try_timeout) },
      ];
      return waits.flatMap(({ name, seconds }) => {
        const shorter =
          seconds === undefined ? [] : servicesOf(app, urlMap, place).filter((each) => each.limit < seconds);
        return shorter.slice(0, 1).map(({ service, limit }) => {
          const what = text`${argumentOf(place, `route_action.${name}`)} ${seconds ?? ""} of ${place.what} is longer than the timeout of ${paths([service])}, ${limit} seconds, so the service ends the request first`;
          return about(
            urlMap,
            text`${what}; set the timeout of the service (timeoutSec) to ${seconds ?? ""}, or use a shorter one here`,
          );
        });
      });
    }),
  );
}

/** Tries that together take longer than the time for all of them. */
export function slowTries(place: Place): Text[] {
  const action = routeActionOf(place);
  const all = secondsOf(action?.timeout);
  return blocks(action?.retry_policy).flatMap((policy) => {
    const each = secondsOf(policy.per_try_timeout);
    const retries = numberOf(policy, "num_retries") ?? RETRIES;
    const names = [
      argumentOf(place, "route_action.retry_policy.per_try_timeout"),
      argumentOf(place, "route_action.timeout"),
    ] as const;
    if (all === undefined || each === undefined || isExpression(policy.num_retries) || each * (1 + retries) <= all) {
      return [];
    }
    return each > all
      ? [
          text`${names[0]} ${each} is longer than ${names[1]} ${all}, which is for all tries together; use a shorter time per try`,
        ]
      : [
          text`${1 + retries} tries of ${names[0]} ${each} take up to ${each * (1 + retries)} seconds, and ${names[1]} ${all} is for all tries together, so the last ones are cut off; raise ${names[1]} to ${each * (1 + retries)}, or use fewer or shorter tries`,
        ];
  });
}

/** Splits of which all shares lead to the same. */
export function idleSplits(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) =>
    placesOf(urlMap.config).flatMap((place) => {
      const shares = sharesOf(app, urlMap, place);
      const targets = new Set(shares.map((share) => targetsOf(app, share)));
      const isSame = new Set(shares).size > 1 && targets.size === 1 && !targets.has("");
      return isSame
        ? [
            about(
              urlMap,
              text`${paths([...new Set(shares)])} lead to the same service and tag, so the weights of ${place.what} split nothing; let one of them lead to a tag or to another service`,
            ),
          ]
        : [];
    }),
  );
}

/** A duration, which Google takes as whole seconds and nanoseconds; undefined where only Terraform knows it. */
export function secondsOf(duration: unknown): number | undefined {
  const [block] = blocks(duration);
  const { seconds: whole, nanos } = block ?? {};
  const isUnknown = block === undefined || whole === undefined || ![whole, nanos ?? 0].every(isKnown);
  return isUnknown ? undefined : Number(whole) + (Number(nanos ?? 0) || 0) / 1e9;
}

function sharesOf(app: SynthesizedApp, urlMap: Resource, place: Place): Resource[] {
  return blocks(routeActionOf(place)?.weighted_backend_services).flatMap(({ backend_service: link }) =>
    app.referred(urlMap, link, BACKEND_SERVICE),
  );
}

/** The services that a place sends requests to, and how long each may take for one. */
function servicesOf(app: SynthesizedApp, urlMap: Resource, place: Place) {
  const backends = [
    ...app.referred(urlMap, place.block[`${place.prefix}service`], BACKEND_SERVICE),
    ...sharesOf(app, urlMap, place),
  ];
  return backends.flatMap((backend) =>
    servicesBehind(app, backend).flatMap(({ service }) => {
      const limit = timeoutOf(service);
      return limit === undefined ? [] : [{ service, limit }];
    }),
  );
}

/** How long a service may take for a request, in seconds; `undefined` where only Terraform knows it. */
function timeoutOf({ type, config }: Resource): number | undefined {
  switch (type) {
    case CLOUD_RUN_SERVICE_V1:
      return written(blockOf(blockOf(config.template).spec), "timeout_seconds", CLOUD_RUN_DEFAULTS.timeoutSec);
    case CLOUD_FUNCTION_2:
      return written(blockOf(config.service_config), "timeout_seconds", FUNCTION_TIMEOUT);
    case CLOUD_FUNCTION:
      return written(config, "timeout", FUNCTION_TIMEOUT);
    default:
      return written(blockOf(config.template), "timeout", CLOUD_RUN_DEFAULTS.timeoutSec);
  }
}

function written(block: Block, name: string, standard: number): number | undefined {
  const text = knownText(block, name);
  const seconds = text === undefined ? numberOf(block, name) : Number(/^(\d+(?:\.\d+)?)s?$/.exec(text)?.[1]);
  return block[name] === undefined || block[name] === null ? standard : Number.isNaN(seconds) ? undefined : seconds;
}

/** What a backend service leads to; an empty text where it is not known. */
function targetsOf(app: SynthesizedApp, backend: Resource): string {
  const negs = serverlessNegsOf(app, backend);
  const targets = negs.map((neg) =>
    JSON.stringify([neg.stack, neg.project, platformOf(neg), neg.config.region, targetOf(neg)]),
  );
  return targets.some((target) => target.includes("url_mask")) ? "" : targets.sort().join(" ");
}
