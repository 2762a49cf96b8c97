import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, isSet, numberOf } from "../../app/values";
import { CLOUD_RUN_DEFAULTS } from "../../google/cloud-run";
import { MAX_PORT } from "../../google/front-end";
import { ArgumentsAt } from "../arguments";
import { Text, argument, given, text } from "../text";
import { isKnown, range } from "../values";

/** The probes, and how many seconds each may take, or wait. */
const PROBES = { startup_probe: 240, liveness_probe: 3600, readiness_probe: 300 } as const;
/** How often each may fail; a startup probe fails at least a second apart. */
const MAX_FAILURES = { startup_probe: 240, liveness_probe: 1_000_000, readiness_probe: 1_000_000 } as const;

/** The name of a probe. */
export type Probe = keyof typeof PROBES;
type Timing = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.containers.startup_probe">;

/** The names of all probes. */
export const ALL_PROBES = Object.keys(PROBES) as readonly Probe[];
/** How a probe asks. */
export const WAYS_TO_ASK = ["http_get", "tcp_socket", "grpc"] as const;

/** Times out of range, or a probe that takes longer than the time between two. */
export function timing(probe: Timing, of: Probe): Text[] {
  const max = PROBES[of];
  const name = (time: keyof Timing) => argument(`template.containers.${of}.${time}`);
  const ofProbe = (time: keyof Timing) => text`${name(time)} of ${probeName(of)}`;
  const period = isSet(probe, "period_seconds") ? numberOf(probe, "period_seconds") : CLOUD_RUN_DEFAULTS.probePeriodSec;
  const failures = isSet(probe, "failure_threshold")
    ? numberOf(probe, "failure_threshold")
    : CLOUD_RUN_DEFAULTS.probeFailures;
  const total = of === "startup_probe" && failures !== undefined && period !== undefined ? failures * period : 0;
  const timeout = numberOf(probe, "timeout_seconds");
  return [
    ...range(ofProbe("initial_delay_seconds"), probe.initial_delay_seconds, 0, max),
    ...range(ofProbe("period_seconds"), probe.period_seconds, 1, max),
    ...range(ofProbe("timeout_seconds"), probe.timeout_seconds, 1, max),
    ...range(ofProbe("failure_threshold"), probe.failure_threshold, 1, MAX_FAILURES[of]),
    ...(timeout !== undefined && period !== undefined && timeout > period
      ? [
          text`${ofProbe("timeout_seconds")} must not be above ${name("period_seconds")}, which is ${period}, got ${given(timeout)}; lower it, or raise ${name("period_seconds")}`,
        ]
      : []),
    ...(total > max && Math.max(failures ?? 0, period ?? 0) <= max
      ? [
          text`${name("failure_threshold")} times ${name("period_seconds")} of ${probeName(of)} must be at most ${max} seconds, in which a container must start, got ${failures ?? ""} times ${period ?? ""}; lower one of the two`,
        ]
      : []),
  ];
}

/** A probe that asks in several ways. */
export function waysOfProbe(probe: Timing, of: Probe): Text[] {
  const ways = WAYS_TO_ASK.filter((way) => isSet(probe, way));
  return ways.length > 1
    ? [text`${probeName(of)} can ask in one way only, got ${ways.join(" and ")}; remove one of them`]
    : [];
}

/** A path without a slash, or a port that is none. */
export function target({ path, port }: Block, of: Probe): Text[] {
  const isPath = !isKnown(path) || /^\/\S*$/.test(String(path));
  return [
    ...(isPath
      ? []
      : [text`path of ${probeName(of)} must begin with a slash, got ${given(path)}; write it like /healthz`]),
    ...range(text`port of ${probeName(of)}`, port, 1, MAX_PORT),
  ];
}

/** A probe by TCP where Cloud Run does not take one. */
export function byTcp(probe: Block, of: Exclude<Probe, "startup_probe">): Text[] {
  const [http, tcp, grpc] = WAYS_TO_ASK.map((way) => argument(`template.containers.${of}.${way}`));
  return isSet(probe, "tcp_socket")
    ? [text`a ${of.replace("_", " ")} must use HTTP or gRPC, got ${tcp}; use ${http} or ${grpc}`]
    : [];
}

/** A time before the first probe for readiness, which begins when the container has started. */
export function delayedReadiness(probe: Block): Text[] {
  const delay = argument("template.containers.readiness_probe.initial_delay_seconds");
  return isSet(probe, "initial_delay_seconds")
    ? [
        text`a readiness probe has no ${delay}, because it begins when the startup probe has succeeded, got ${given(probe.initial_delay_seconds)}; remove it`,
      ]
    : [];
}

function probeName(of: Probe) {
  return argument(`template.containers.${of}`);
}
