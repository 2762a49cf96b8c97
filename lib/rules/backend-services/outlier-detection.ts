import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { BACKEND_SERVICE } from "../../app/types";
import { Block, isDynamic, numberOf } from "../../app/values";
import { RECOMMENDED_DETECTION } from "../../google/outlier-detection";
import { ArgumentsAt } from "../arguments";
import { MAX_SECONDS } from "../limits";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { range } from "../values";
import { withServerlessNegs } from "./serverless-settings";

type Detection = ArgumentsAt<typeof BACKEND_SERVICE, "outlier_detection">;

const MAX_ERRORS = 1000;
/** The settings and their ranges; times, in seconds, are written in a block of their own. */
const DETECTION_SETTINGS = {
  consecutive_errors: { min: 1, max: MAX_ERRORS },
  enforcing_consecutive_errors: { min: 0, max: 100 },
  consecutive_gateway_failure: { min: 1, max: MAX_ERRORS },
  enforcing_consecutive_gateway_failure: { min: 0, max: 100 },
  interval: { min: 0, max: MAX_SECONDS, isTime: true },
  base_ejection_time: { min: 0, max: MAX_SECONDS, isTime: true },
  max_ejection_percent: { min: 0, max: 100 },
} as const satisfies {
  readonly [setting in keyof Detection]?: { readonly min: number; readonly max: number; readonly isTime?: true };
};
type Setting = keyof typeof DETECTION_SETTINGS;
/** Of these Google's default is not 0. */
const SENT_ABOVE_0: readonly Setting[] = [
  "enforcing_consecutive_gateway_failure",
  "interval",
  "base_ejection_time",
  "max_ejection_percent",
];
const NOT_SERVERLESS = [
  "enforcing_success_rate",
  "success_rate_minimum_hosts",
  "success_rate_request_volume",
  "success_rate_stdev_factor",
] as const satisfies readonly (keyof Detection)[];

/** Numbers out of their range. */
export function ranges(detection: Detection): Text[] {
  return (Object.keys(DETECTION_SETTINGS) as Setting[]).flatMap((setting) => {
    const { min, max } = DETECTION_SETTINGS[setting];
    return range(named(setting), valueOf(detection, setting), min, max);
  });
}

/** A setting of 0, which the provider does not send on. */
export function lostSetting(detection: Detection): Text[] {
  return SENT_ABOVE_0.filter((setting) => numberOf({ value: valueOf(detection, setting) }, "value") === 0)
    .slice(0, 1)
    .map(
      (setting) =>
        text`Terraform's provider does not send ${named(setting)} 0, so Google's default applies and every plan shows a change; use 1`,
    );
}

function valueOf(detection: Detection, setting: Setting): unknown {
  return "isTime" in DETECTION_SETTINGS[setting] ? blocks(detection[setting])[0]?.seconds : detection[setting];
}

function named(setting: Setting) {
  return argument(`outlier_detection.${setting}`);
}

/** What was given of outlier detection. */
interface GivenDetection {
  readonly consecutiveErrors?: unknown;
  readonly enforcingConsecutiveErrors?: unknown;
}

/** A count of errors that ejects nothing. */
export function idleErrorCount({ consecutiveErrors, enforcingConsecutiveErrors }: GivenDetection): Text[] {
  const [count, chance] = [named("consecutive_errors"), named("enforcing_consecutive_errors")];
  return consecutiveErrors !== undefined && enforcingConsecutiveErrors === 0
    ? [text`${count} has no effect because ${chance} is 0; remove ${count} or ${chance}`]
    : [];
}

/** Outlier detection of the classic load balancer. */
export function classicDetection(app: SynthesizedApp): Found[] {
  return detecting(app)
    .filter(({ service }) => schemeOf(app, service) === "EXTERNAL")
    .map(({ service }) =>
      about(
        service,
        text`the classic load balancer does not support outlier detection; use the load balancing scheme EXTERNAL_MANAGED`,
      ),
    );
}

/** Settings of outlier detection without a second region. Those that are recommended are right for one region too. */
export function onlyRegion(app: SynthesizedApp): Found[] {
  return detecting(app)
    .filter(({ regions, detection }) => regions === 1 && !isRecommended(detection))
    .map(({ service }) =>
      about(
        service,
        text`outlier detection sends visitors to another region, but this backend service has only one; add a region, remove outlierDetection, or use OutlierDetection.recommended()`,
      ),
    );
}

function isRecommended(detection: Detection): boolean {
  return (
    numberOf(detection, "consecutive_errors") === RECOMMENDED_DETECTION.consecutiveErrors &&
    numberOf({ value: valueOf(detection, "base_ejection_time") }, "value") === RECOMMENDED_DETECTION.baseEjectionTimeSec
  );
}

/** Settings that serverless backends do not know. */
export function successRates(app: SynthesizedApp): Found[] {
  return detecting(app).flatMap(({ service, detection }) =>
    NOT_SERVERLESS.filter((setting) => (numberOf(detection, setting) ?? 0) !== 0).map((setting) =>
      about(
        service,
        text`outlier detection of serverless backends does not support ${setting}, but it is set to ${given(detection[setting])}; remove it`,
      ),
    ),
  );
}

/** A share of the regions that is less than one of them. */
export function lowEjection(app: SynthesizedApp): Found[] {
  return detecting(app).flatMap(({ service, detection, regions = 0 }) => {
    const percent = numberOf(detection, "max_ejection_percent");
    // 0 is not sent on, and has a warning of its own
    return regions > 1 && percent !== undefined && percent > 0 && percent * regions < 100
      ? [
          about(
            service,
            text`maxEjectionPercent ${percent} is less than one of ${regions} regions, so no region can be ejected; use at least ${Math.ceil(100 / regions)}`,
          ),
        ]
      : [];
  });
}

/** The backend services for serverless NEGs with outlier detection, and how many regions they have as far as that is known. */
function detecting(
  app: SynthesizedApp,
): { readonly service: Resource; readonly detection: Block; readonly regions?: number }[] {
  return withServerlessNegs(app).flatMap((service) => {
    const { config } = service;
    const regions = isDynamic(config, "backend") ? undefined : blocks(config.backend).length;
    return blocks(config.outlier_detection)
      .slice(0, 1)
      .map((detection) => ({ service, detection, regions }));
  });
}
