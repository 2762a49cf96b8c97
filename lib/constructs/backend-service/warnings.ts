import { headerWarnings } from "../../checks/headers";
import { Warning, knownValues } from "../../checks/problem";
import { headerName } from "./checks";
import { LogConfig } from "./log-config";
import { OutlierDetection } from "./outlier-detection";

/** The warning for a setting of logs where nothing is logged, or undefined: BS-20. */
export function unusedLogSetting({ enable, ...settings }: LogConfig = {}): string | undefined {
  const unused = Object.entries(settings).find(([, value]) => value !== undefined);
  return enable === false && unused
    ? `${unused[0]} has no effect where logging is off; leave it out, or enable`
    : undefined;
}

/** What is suspicious about custom headers: BS-23, BS-24. */
export function customHeaderWarnings(
  headers: readonly string[] | undefined,
  isOfRequest: boolean,
  hasCdn: boolean,
): Warning[] {
  return knownValues(headers).flatMap((header) => {
    const name = headerName(header);
    return headerWarnings({ name, value: header.slice(name.length + 1), isOfRequest, hasCdn });
  });
}

/** The warning for a count of errors that ejects nothing, or undefined: BS-14. */
export function idleErrorCount(outlierDetection: OutlierDetection | undefined): string | undefined {
  const { consecutiveErrors, enforcingConsecutiveErrors } = outlierDetection?._options ?? {};
  return consecutiveErrors !== undefined && enforcingConsecutiveErrors === 0
    ? "consecutiveErrors never ejects a region at enforcingConsecutiveErrors 0; leave out one of the two"
    : undefined;
}

/** The warning for a setting of 0, which the provider does not send on, or undefined: BS-14. */
export function lostPercentage(outlierDetection: OutlierDetection | undefined): string | undefined {
  const { enforcingConsecutiveGatewayFailure, intervalSec, baseEjectionTimeSec, maxEjectionPercent } =
    outlierDetection?._options ?? {};
  const lost = Object.entries({
    enforcingConsecutiveGatewayFailure,
    intervalSec,
    baseEjectionTimeSec,
    maxEjectionPercent,
  }).find(([, value]) => value === 0);
  return (
    lost &&
    `Terraform's provider does not send ${lost[0]} 0, so Google's default holds, and every plan wants to change it; use 1`
  );
}
