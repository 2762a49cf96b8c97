import { checkLabels } from "../checks/labels";
import { Problem, checkLength, checkRange, checkUnique, isKnown, problem } from "../checks/problem";
import { checkRegion } from "../checks/regions";
import type { CloudRunServiceProps } from "./index";
import { Probe } from "./probe";
import { TrafficTarget } from "./traffic-target";

const MAX_TIMEOUT = 3600;
const MAX_CONCURRENCY = 1000;
const MAX_STARTUP_SECONDS = 240;
const MAX_LIVENESS_SECONDS = 3600;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names that Cloud Run sets itself. */
const RESERVED_ENV = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

/** A Cloud Run service: NEG-05, LAB-01, and RUN-12 for what Cloud Run itself limits. */
export function checkCloudRunService(props: CloudRunServiceProps): Problem[] {
  return [
    ...checkRegion(props.region),
    ...checkLabels(props.labels),
    ...checkLength("RUN-12", "image", props.image, 1, 2048),
    ...checkRange("RUN-12", "containerPort", props.containerPort, 1, 65535),
    ...checkRange("RUN-12", "timeoutSec", props.timeoutSec, 1, MAX_TIMEOUT),
    ...checkRange("RUN-12", "maxInstanceRequestConcurrency", props.maxInstanceRequestConcurrency, 1, MAX_CONCURRENCY),
    ...checkQuantity("cpu", props.cpu, /^(\d+(\.\d+)?|\d+m)$/, "1, 0.5 or 500m"),
    ...checkQuantity("memory", props.memory, /^\d+(\.\d+)?([KMG]i?)?$/, "512Mi or 2Gi"),
    ...checkInstances(props.minInstanceCount, props.maxInstanceCount),
    ...checkEnv(props),
    ...(props.startupProbe ? checkProbe("startupProbe", props.startupProbe, MAX_STARTUP_SECONDS) : []),
    ...(props.livenessProbe ? checkLivenessProbe(props.livenessProbe) : []),
    ...checkTraffic(props.traffic),
  ];
}

function checkQuantity(what: string, value: string | undefined, shape: RegExp, examples: string): Problem[] {
  return !isKnown(value) || shape.test(value)
    ? []
    : [problem("RUN-12", `${what} is a number with an optional unit`, value, `write it like ${examples}`)];
}

function checkInstances(min: number | undefined, max: number | undefined): Problem[] {
  const disordered =
    isKnown(min) && isKnown(max) && min > max
      ? [
          problem(
            "RUN-12",
            `minInstanceCount may not be above maxInstanceCount, which is ${max}`,
            min,
            "lower it, or raise the other",
          ),
        ]
      : [];
  return [
    ...checkRange("RUN-12", "minInstanceCount", min, 0, 100_000),
    ...checkRange("RUN-12", "maxInstanceCount", max, 1, 100_000),
    ...disordered,
  ];
}

function checkEnv({ env = {}, secretEnv = {} }: CloudRunServiceProps): Problem[] {
  const names = [...Object.keys(env), ...Object.keys(secretEnv)].filter((name) => isKnown(name));
  return [
    ...names
      .filter((name) => !ENV_NAME.test(name) || RESERVED_ENV.includes(name))
      .map((name) =>
        problem(
          "RUN-12",
          `an environment variable's name has letters, digits and _, and is not one of ${RESERVED_ENV.join(", ")}`,
          name,
          "choose such a name",
        ),
      ),
    ...checkUnique("RUN-12", "an environment variable", names, "leave it out of env or of secretEnv"),
  ];
}

function checkProbe(what: string, { _options }: Probe, maxSeconds: number): Problem[] {
  const { initialDelaySec, periodSec, timeoutSec, failureThreshold } = _options;
  const tooSlow =
    isKnown(timeoutSec) && timeoutSec > (periodSec ?? 10)
      ? [
          problem(
            "RUN-12",
            `timeoutSec of ${what} may not be above periodSec, which is ${periodSec ?? 10}`,
            timeoutSec,
            "lower it, or raise periodSec",
          ),
        ]
      : [];
  return [
    ...checkRange(
      "RUN-12",
      `initialDelaySec of ${what}`,
      initialDelaySec,
      0,
      maxSeconds === MAX_STARTUP_SECONDS ? maxSeconds : 240,
    ),
    ...checkRange("RUN-12", `periodSec of ${what}`, periodSec, 1, maxSeconds),
    ...checkRange("RUN-12", `timeoutSec of ${what}`, timeoutSec, 1, maxSeconds),
    ...checkRange("RUN-12", `failureThreshold of ${what}`, failureThreshold, 1, 1_000_000),
    ...tooSlow,
  ];
}

function checkLivenessProbe(probe: Probe): Problem[] {
  const wrongKind = probe._isTcpSocket
    ? [problem("RUN-12", "a liveness probe asks by HTTP or gRPC", "Probe.tcpSocket", "use Probe.httpGet or Probe.grpc")]
    : [];
  return [...wrongKind, ...checkProbe("livenessProbe", probe, MAX_LIVENESS_SECONDS)];
}

function checkTraffic(traffic: readonly TrafficTarget[] | undefined): Problem[] {
  if (traffic === undefined) {
    return [];
  }
  const percents = traffic.map(({ _traffic }) => _traffic.percent);
  const ranges = percents.flatMap((percent) => checkRange("RUN-12", "the share of a traffic target", percent, 0, 100));
  const sum = percents.reduce<number>((total, percent) => total + (percent ?? 0), 0);
  const allKnown = percents.every((percent) => isKnown(percent));
  return [
    ...ranges,
    ...(allKnown && ranges.length === 0 && sum !== 100
      ? [problem("RUN-12", "the shares of all traffic targets together must be 100", sum, "share out 100 percent")]
      : []),
    ...checkUnique(
      "RUN-12",
      "a traffic tag",
      traffic.map(({ _traffic }) => _traffic.tag).filter(isKnown),
      "choose another tag",
    ),
  ];
}
