import { schemeOf, serverlessNegsOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp, oncePerApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { asText, isExpression, isSet, knownText } from "../../app/values";
import { Arguments, ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { given, text } from "../text";

type Argument = keyof Arguments<typeof BACKEND_SERVICE>;

/** What a backend service for serverless NEGs may not have: what to do instead, and the value that Google accepts. */
const REFUSED = {
  health_checks: { wayOut: "remove it, and for several regions set outlierDetection instead" },
  timeout_sec: { wayOut: "remove it, and set timeoutSec of the Cloud Run service instead", taken: 30 },
  port_name: { wayOut: "remove it", taken: "http", takenBy: "EXTERNAL" },
  locality_lb_policy: { wayOut: "remove it" },
  locality_lb_policies: { wayOut: "remove it" },
} as const satisfies {
  readonly [argument in Argument]?: {
    readonly wayOut: string;
    readonly taken?: string | number;
    /** The load balancing scheme for which alone the value is accepted. */
    readonly takenBy?: string;
  };
};

/** What has no effect on a backend that is a serverless NEG, and the values that the provider itself writes. */
const IDLE_OF_BACKEND = {
  balancing_mode: "UTILIZATION",
  capacity_scaler: 1,
  max_connections: undefined,
  max_connections_per_endpoint: undefined,
  max_connections_per_instance: undefined,
  max_rate: undefined,
  max_rate_per_endpoint: undefined,
  max_rate_per_instance: undefined,
  max_utilization: undefined,
  custom_metrics: undefined,
  preference: "DEFAULT",
} as const satisfies {
  readonly [argument in keyof ArgumentsAt<typeof BACKEND_SERVICE, "backend">]?: string | number | undefined;
};
/** Protocols that Google accepts and that have no effect on serverless backends. */
const IDLE_PROTOCOLS = ["HTTP2"];
const PROTOCOLS = ["HTTP", "HTTPS"];
/** Those over which a load balancer calls an extension. */
const CALLOUT_PROTOCOLS = ["HTTP2", "H2C"];
const EXTENSION = /^google_network_services_(lb_\w+|authz)_extension$/;

/** The backend services that send requests to serverless NEGs. */
export const withServerlessNegs = oncePerApp((app) =>
  app.ofType(BACKEND_SERVICE).filter((backendService) => serverlessNegsOf(app, backendService).length > 0),
);

/** Arguments that Google refuses. */
export function refused(...names: (keyof typeof REFUSED)[]) {
  return ofArguments(names, (app, service, name) => !isTaken(app, service, name));
}

/** Arguments that Google refuses with every other value than its own, and that its examples write all the same. */
export function needless(...names: (keyof typeof REFUSED)[]) {
  return ofArguments(names, isTaken);
}

function ofArguments(
  names: readonly (keyof typeof REFUSED)[],
  isFitting: (app: SynthesizedApp, service: Resource, name: keyof typeof REFUSED) => boolean,
): (app: SynthesizedApp) => Found[] {
  return (app) =>
    withServerlessNegs(app).flatMap((service) =>
      names
        .filter((name) => isWritten(service, name) && isFitting(app, service, name))
        .map((name) => {
          const what = text`a backend service for serverless backends does not support ${name}, but it is set to ${given(service.config[name])}`;
          return about(service, text`${what}; ${REFUSED[name].wayOut}`);
        }),
    );
}

function isTaken(app: SynthesizedApp, service: Resource, name: keyof typeof REFUSED): boolean {
  const setting = REFUSED[name];
  const isOfScheme = !("takenBy" in setting) || schemeOf(app, service) === setting.takenBy;
  return "taken" in setting && isOfScheme && asText(service.config[name]) === asText(setting.taken);
}

/** Arguments that Google ignores. */
export function idle(...names: Argument[]): (app: SynthesizedApp) => Found[] {
  return (app) =>
    withServerlessNegs(app).flatMap((service) =>
      names
        .filter((name) => isWritten(service, name))
        .map((name) => about(service, text`${name} has no effect with serverless backends; remove it`)),
    );
}

function isWritten({ config }: Resource, name: string): boolean {
  return isSet(config, name) && !isExpression(config[name]);
}

/** Arguments of a backend that Google ignores. */
export function idleOfBackends(app: SynthesizedApp): Found[] {
  return withServerlessNegs(app).flatMap((service) => {
    const found = blocks(service.config.backend).flatMap((backend) =>
      Object.entries(IDLE_OF_BACKEND)
        .filter(([name, own]) => isSet(backend, name) && asText(backend[name]) !== asText(own))
        .map(([name]) => name),
    );
    return [...new Set(found)].map((name) =>
      about(service, text`${name} of a backend has no effect with serverless backends; remove it`),
    );
  });
}

/** A protocol that serverless backends do not support. */
export function wrongProtocol(app: SynthesizedApp): Found[] {
  return protocolsOf(app)
    .filter(({ protocol, isCalledOut }) => !(isCalledOut && CALLOUT_PROTOCOLS.includes(protocol)))
    .filter(({ protocol }) => ![...PROTOCOLS, ...IDLE_PROTOCOLS].includes(protocol))
    .map(({ service, protocol }) =>
      about(
        service,
        text`a backend service for serverless backends must use HTTP or HTTPS, got ${given(protocol)}; use HTTPS`,
      ),
    );
}

/** A protocol that serverless backends ignore. */
export function idleProtocol(app: SynthesizedApp): Found[] {
  return protocolsOf(app)
    .filter(({ protocol, isCalledOut }) => !isCalledOut && IDLE_PROTOCOLS.includes(protocol))
    .map(({ service, protocol }) =>
      about(service, text`protocol ${protocol} has no effect with serverless backends; use HTTPS`),
    );
}

/** A protocol over which a load balancer does not call an extension. */
export function calloutProtocol(app: SynthesizedApp): Found[] {
  return protocolsOf(app)
    .filter(({ protocol, isCalledOut }) => isCalledOut && PROTOCOLS.includes(protocol))
    .map(({ service, protocol }) =>
      about(
        service,
        text`the load balancer calls an extension with gRPC, so the backend service of one needs the protocol ${CALLOUT_PROTOCOLS.join(" or ")}, got ${protocol}; set HTTP2`,
      ),
    );
}

/** The protocols of backend services, and whether a load balancer calls an extension there. */
function protocolsOf(
  app: SynthesizedApp,
): { readonly service: Resource; readonly protocol: string; readonly isCalledOut: boolean }[] {
  return withServerlessNegs(app).flatMap((service) => {
    const protocol = knownText(service.config, "protocol");
    const isCalledOut = app.users(service).some(({ type }) => EXTENSION.test(type));
    return protocol === undefined ? [] : [{ service, protocol, isCalledOut }];
  });
}

/** A session affinity of the load balancer. */
export function sessionAffinity(app: SynthesizedApp): Found[] {
  return withServerlessNegs(app).flatMap((service) => {
    const affinity = knownText(service.config, "session_affinity");
    return affinity === undefined || affinity === "NONE"
      ? []
      : [
          about(
            service,
            text`a backend service for serverless backends does not support session affinity, but it is set to ${given(affinity)}; set session_affinity in the template of the Cloud Run service instead`,
          ),
        ];
  });
}
