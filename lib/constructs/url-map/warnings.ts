import { headerWarnings } from "../../checks/headers";
import { Warning, knownValues } from "../../checks/problem";
import { HeaderAction } from "./header-action";

/** What is suspicious about changes to headers: BS-23, BS-24. */
export function headerActionWarnings(action: HeaderAction | undefined): Warning[] {
  const of = (isOfRequest: boolean) =>
    knownValues(isOfRequest ? action?.requestHeadersToAdd : action?.responseHeadersToAdd).flatMap(
      ({ headerName, headerValue }) => headerWarnings({ name: headerName, value: headerValue, isOfRequest }),
    );
  return [...of(true), ...of(false)];
}
