import { ErrorRule, WarningRule } from "../catalogue";
import { blocks } from "../../app/terraform-json";
import {
  BACKEND_SERVICE,
  forwardingRulesOf,
  isBehindExternalLoadBalancer,
  schemeOf,
  serverlessNegsOf,
} from "../../app/load-balancers";
import { Finding, error, paths, warning } from "../finding";
import { areSchemesRefused, unsaidSchemes } from "../schemes";
import { SynthesizedApp, Resource, oncePerApp } from "../../app/synthesized-app";
import { Block, asText, isDynamic, isExpression, isSet, numberOf, knownText, knownTexts } from "../../app/values";

/** What a backend service for serverless NEGs may not have, and what to do instead. */
const REFUSED: readonly { readonly rule: ErrorRule; readonly argument: string; readonly wayOut: string }[] = [
  { rule: "BS-03", argument: "health_checks", wayOut: "remove it; several regions have outlierDetection instead" },
  {
    rule: "BS-04",
    argument: "timeout_sec",
    wayOut: "remove it; the Cloud Run service has the timeout (timeoutSec)",
  },
  { rule: "BS-05", argument: "port_name", wayOut: "remove it" },
  { rule: "BS-09", argument: "locality_lb_policy", wayOut: "remove it" },
  { rule: "BS-09", argument: "locality_lb_policies", wayOut: "remove it" },
];
const TAKEN: { readonly [argument: string]: { readonly rule: WarningRule; readonly value: unknown } | undefined } = {
  timeout_sec: { rule: "BS-04", value: 30 },
  port_name: { rule: "BS-05", value: "http" },
};
const IDLE: readonly { readonly rule: WarningRule; readonly argument: string }[] = [
  { rule: "BS-08", argument: "affinity_cookie_ttl_sec" },
  { rule: "BS-08", argument: "strong_session_affinity_cookie" },
  { rule: "BS-08", argument: "consistent_hash" },
  { rule: "BS-10", argument: "circuit_breakers" },
  { rule: "BS-10", argument: "security_settings" },
  { rule: "BS-10", argument: "max_stream_duration" },
  { rule: "BS-10", argument: "tls_settings" },
];
/** What has no effect on a backend that is a serverless NEG, and the values that the provider itself writes. */
const IDLE_OF_BACKEND: { readonly [argument: string]: unknown } = {
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
};
const PROTOCOLS = ["HTTP", "HTTPS", "HTTP2"];
const NOT_SERVERLESS_OUTLIERS = [
  "enforcing_success_rate",
  "success_rate_minimum_hosts",
  "success_rate_request_volume",
  "success_rate_stdev_factor",
];

/** BS-03 to BS-06, BS-08 to BS-10: settings that Google refuses or ignores with serverless NEGs. */
export function serverlessSettings(app: SynthesizedApp): Finding[] {
  return withServerlessNegs(app).flatMap((backendService) => {
    const { config } = backendService;
    const written = ({ argument }: { readonly argument: string }) =>
      isSet(config, argument) && !isExpression(config[argument]);
    return [
      ...REFUSED.filter(written).map(({ rule, argument, wayOut }) => {
        const text = `a backend service for serverless backends takes no ${argument}, got ${JSON.stringify(config[argument])}; ${wayOut}`;
        const taken = TAKEN[argument];
        return taken && asText(config[argument]) === asText(taken.value)
          ? warning(taken.rule, backendService, text)
          : error(rule, backendService, text);
      }),
      ...protocol(backendService),
      ...sessionAffinity(backendService),
      ...IDLE.filter(written).map(({ rule, argument }) =>
        warning(rule, backendService, `${argument} has no effect with serverless backends; remove it`),
      ),
    ];
  });
}

/** BS-07: settings of a backend that have no effect on a serverless NEG. */
export function backendSettings(app: SynthesizedApp): Finding[] {
  return withServerlessNegs(app).flatMap((backendService) => {
    const idle = blocks(backendService.config.backend).flatMap((backend) =>
      Object.entries(IDLE_OF_BACKEND)
        .filter(([argument, own]) => isSet(backend, argument) && asText(backend[argument]) !== asText(own))
        .map(([argument]) => argument),
    );
    return [...new Set(idle)].map((argument) =>
      warning("BS-07", backendService, `${argument} of a backend has no effect with serverless backends; remove it`),
    );
  });
}

/** BS-01, BS-02: a load balancing scheme that is left out, or differs between backend service and front end. */
export function schemes(app: SynthesizedApp): Finding[] {
  const pairs = app
    .ofType(BACKEND_SERVICE)
    .flatMap((backendService) => forwardingRulesOf(app, backendService).map((rule) => ({ backendService, rule })));
  const different = pairs.flatMap(({ backendService, rule }) => differentSchemes(app, backendService, rule));
  const refused = new Set(
    pairs
      .filter(({ backendService, rule }) => areSchemesRefused(app, backendService, rule))
      .map(({ backendService }) => backendService),
  );
  const unsaid = unsaidSchemes(withServerlessNegs(app).filter((backendService) => !refused.has(backendService)));
  return [...unique(different), ...unsaid.map((found): Finding => ({ severity: "warning", rule: "BS-01", ...found }))];
}

/** BS-12 to BS-14: outlier detection that is refused, or can eject nothing. */
export function outlierDetection(app: SynthesizedApp): Finding[] {
  return withServerlessNegs(app).flatMap((backendService) => {
    const { config } = backendService;
    const [detection] = blocks(config.outlier_detection);
    if (detection === undefined) {
      return [];
    }
    const regions = isDynamic(config, "backend") ? undefined : blocks(config.backend).length;
    return [
      ...(schemeOf(app, backendService) === "EXTERNAL"
        ? [error("BS-12", backendService, "the classic load balancer has no outlier detection; use EXTERNAL_MANAGED")]
        : []),
      ...NOT_SERVERLESS_OUTLIERS.filter((argument) => (numberOf(detection, argument) ?? 0) !== 0).map((argument) =>
        error(
          "BS-13",
          backendService,
          `outlier detection of serverless backends takes no ${argument}, got ${JSON.stringify(detection[argument])}; remove it`,
        ),
      ),
      ...(regions === 1
        ? [
            warning(
              "BS-12",
              backendService,
              "outlier detection sends visitors to another region, and there is only one; add a region, or leave outlierDetection out",
            ),
          ]
        : []),
      ...(regions === undefined ? [] : lowEjection(backendService, detection, regions)),
    ];
  });
}

function lowEjection(backendService: Resource, detection: Block, regions: number): Finding[] {
  const percent = numberOf(detection, "max_ejection_percent");
  // 0 is not sent on, and has a warning of its own
  return regions > 1 && percent !== undefined && percent > 0 && percent * regions < 100
    ? [
        warning(
          "BS-14",
          backendService,
          `maxEjectionPercent ${percent} is less than one of ${regions} regions, so none can be ejected; use at least ${Math.ceil(100 / regions)}`,
        ),
      ]
    : [];
}

/** BS-25: a routed backend service without backends. */
export function noBackends(app: SynthesizedApp): Finding[] {
  return app
    .ofType(BACKEND_SERVICE)
    .filter(({ config }) => !isSet(config, "backend") && !isFilledElsewhere(config))
    .filter((backendService) => isBehindExternalLoadBalancer(app, backendService))
    .map((backendService) =>
      error("BS-25", backendService, "a backend service without backends answers 503; give it a backend"),
    );
}

/** Whether something else adds the backends, such as a controller of a cluster. */
function isFilledElsewhere({ lifecycle }: Block): boolean {
  const ignored = blocks(lifecycle)[0]?.ignore_changes;
  return ignored === "all" || knownTexts(ignored).includes("backend");
}

function protocol(backendService: Resource): Finding[] {
  const given = knownText(backendService.config, "protocol");
  if (given === undefined || given === "HTTP" || given === "HTTPS") {
    return [];
  }
  return PROTOCOLS.includes(given)
    ? [warning("BS-06", backendService, `protocol ${given} has no effect with serverless backends; use HTTPS`)]
    : [
        error(
          "BS-06",
          backendService,
          `a backend service for serverless backends speaks HTTP or HTTPS, got ${JSON.stringify(given)}; use HTTPS`,
        ),
      ];
}

function sessionAffinity(backendService: Resource): Finding[] {
  const given = knownText(backendService.config, "session_affinity");
  return given === undefined || given === "NONE"
    ? []
    : [
        error(
          "BS-08",
          backendService,
          `a backend service for serverless backends has no session affinity, got ${JSON.stringify(given)}; set session_affinity in the template of the Cloud Run service instead`,
        ),
      ];
}

function differentSchemes(app: SynthesizedApp, backendService: Resource, rule: Resource): Finding[] {
  const [own, theirs] = [schemeOf(app, backendService), schemeOf(app, rule)];
  if (own === undefined || theirs === undefined || own === theirs) {
    return [];
  }
  return areSchemesRefused(app, backendService, rule)
    ? [
        error(
          "BS-02",
          backendService,
          `its load balancing scheme must be that of the forwarding rule ${paths([rule])}, ${theirs}, got ${own}; write ${theirs} on both`,
        ),
      ]
    : [
        warning(
          "BS-02",
          rule,
          "it is of the classic load balancer (EXTERNAL), though its backend services are not; write EXTERNAL_MANAGED",
        ),
      ];
}

function unique(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((finding) => [finding.about.path + finding.text.strings.join(""), finding])).values(),
  ];
}

const withServerlessNegs = oncePerApp((app) =>
  app.ofType(BACKEND_SERVICE).filter((backendService) => serverlessNegsOf(app, backendService).length > 0),
);
