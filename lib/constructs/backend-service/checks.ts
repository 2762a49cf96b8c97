import { Construct } from "constructs";
import { BackendConfig, IBackend } from "../backend";
import { checkHeaderVariables, isHostHeader } from "../../checks/headers";
import { isHeaderName } from "../../rules/values";
import {
  Problem,
  checkList,
  checkOneOf,
  checkRange,
  checkUnique,
  isKnown,
  knownValues,
  problem,
} from "../../checks/problem";
import { MAX_SECONDS } from "../../rules/limits";
import { LogConfig, LogOptionalMode, namesFields } from "./log-config";
import { OutlierDetection } from "./outlier-detection";

const MAX_CUSTOM_HEADERS = 16;
const MAX_CUSTOM_HEADER_BYTES = 8 * 1024;

/** A backend that a backend service has, and the path of its construct, if it is one. */
export type BoundBackend = BackendConfig & { readonly path?: string };

/** Something that can be bound to a backend service: BS-25. */
export function checkIsBackend(backend: IBackend | undefined): Problem[] {
  return typeof backend?.bind === "function"
    ? []
    : [
        problem(
          "BS-25",
          "a backend is a CloudRunService or a ServerlessNeg",
          Construct.isConstruct(backend) ? backend.node.path : typeof backend,
          "pass one of these",
        ),
      ];
}

/** Custom headers, `"Name: value"`: BS-22 to BS-24. */
export function checkCustomHeaders(what: string, headers: readonly string[]): Problem[] {
  const missing = checkList("BS-23", what, headers);
  if (missing.length > 0) {
    return missing;
  }
  const known = knownValues(headers);
  const bytes = known.reduce((sum, header) => sum + Buffer.byteLength(header), 0);
  return [
    ...(headers.length > MAX_CUSTOM_HEADERS
      ? [problem("BS-22", `${what} takes at most ${MAX_CUSTOM_HEADERS} headers`, headers.length, "remove some")]
      : []),
    ...(bytes > MAX_CUSTOM_HEADER_BYTES
      ? [problem("BS-22", `${what} may have ${MAX_CUSTOM_HEADER_BYTES} bytes together`, bytes, "shorten them")]
      : []),
    ...known.flatMap((header) => checkCustomHeader(what, header)),
    ...checkUnique("BS-23", `a header in ${what}`, headers, "remove one of them", (header) =>
      headerName(header).toLowerCase(),
    ),
  ];
}

function checkCustomHeader(what: string, header: string): Problem[] {
  const name = headerName(header);
  if (!header.includes(":") || !isHeaderName(name) || /[\r\n]/.test(header)) {
    return [
      problem(
        "BS-23",
        `a header in ${what} is written as "Name: value"`,
        header,
        'write it like "x-client-region: {client_region}"',
      ),
    ];
  }
  if (isHostHeader(name)) {
    return [
      problem("BS-23", `${what} cannot set the host`, header, "rewrite the host in a route: UrlRewrite.hostRewrite"),
    ];
  }
  return checkHeaderVariables(header);
}

/** The name in `"Name: value"`. */
export function headerName(header: string): string {
  return header.split(":")[0];
}

/** Outlier detection: BS-14. */
export function checkOutlierDetection({ _options: options }: OutlierDetection): Problem[] {
  return [
    ...checkRange("BS-14", "consecutiveErrors", options.consecutiveErrors, 1, 1000),
    ...checkRange("BS-14", "enforcingConsecutiveErrors", options.enforcingConsecutiveErrors, 0, 100),
    ...checkRange("BS-14", "consecutiveGatewayFailure", options.consecutiveGatewayFailure, 1, 1000),
    ...checkRange("BS-14", "enforcingConsecutiveGatewayFailure", options.enforcingConsecutiveGatewayFailure, 0, 100),
    ...checkRange("BS-14", "intervalSec", options.intervalSec, 0, MAX_SECONDS),
    ...checkRange("BS-14", "baseEjectionTimeSec", options.baseEjectionTimeSec, 0, MAX_SECONDS),
    ...checkRange("BS-14", "maxEjectionPercent", options.maxEjectionPercent, 0, 100),
  ];
}

/** Logging: BS-20. */
export function checkLogConfig(config: LogConfig): Problem[] {
  const { sampleRate, optionalMode } = config;
  const problems = checkOneOf("BS-20", "optionalMode", optionalMode, Object.values(LogOptionalMode));
  if (isKnown(sampleRate) && !(sampleRate >= 0 && sampleRate <= 1)) {
    problems.push(problem("BS-20", "sampleRate must be a number from 0 to 1", sampleRate, "choose one in that range"));
  }
  if (optionalMode !== undefined && namesFields(config)) {
    problems.push(
      problem(
        "BS-20",
        "optionalFields names the fields, so optionalMode has nothing to say",
        optionalMode,
        "leave one of the two out",
      ),
    );
  }
  return problems;
}
