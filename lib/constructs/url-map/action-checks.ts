import { checkHeaderVariables, isHostHeader } from "../../checks/headers";
import { Problem, checkGiven, isKnown, knownValues, problem } from "../../checks/problem";
import { isHeaderName } from "../../rules/values";
import { HeaderAction } from "./header-action";
import { RouteAction } from "./route-action";

/** The changes to headers in an action: of its options, and of its shares. */
export function headerActionsOf(action: RouteAction | undefined): (HeaderAction | undefined)[] {
  const { services = [], options } = action?._action ?? {};
  return [options?.headerAction, ...services.map(({ headerAction }) => headerAction)];
}

/** Several changes to headers: BS-23, BS-24. */
export function checkHeaderActions(actions: readonly (HeaderAction | undefined)[]): Problem[] {
  return actions.flatMap(checkHeaderAction);
}

function checkOneLine(name: string, value: string): Problem[] {
  return isKnown(value) && /[\r\n]/.test(value)
    ? [problem("BS-23", `the value of header ${name} stands on one line`, value, "leave the line break out")]
    : [];
}

function checkHeaderAction(action: HeaderAction | undefined): Problem[] {
  const toAdd = [...knownValues(action?.requestHeadersToAdd), ...knownValues(action?.responseHeadersToAdd)];
  const added = toAdd.map(({ headerName }) => headerName);
  const removed = [...knownValues(action?.requestHeadersToRemove), ...knownValues(action?.responseHeadersToRemove)];
  const badValues = toAdd.flatMap(({ headerName, headerValue }) => [
    ...checkGiven("BS-23", `the value of header ${headerName}`, headerValue, "give it one, or leave the header out"),
    ...checkOneLine(headerName, headerValue),
    ...checkHeaderVariables(headerValue),
  ]);
  const badNames = knownValues([...added, ...removed]).flatMap((name) => {
    if (!isHeaderName(name)) {
      return [
        problem(
          "BS-23",
          "a header's name has only letters, digits and !#$%&'*+.^_`|~-",
          name,
          "write the name alone, without colon and value",
        ),
      ];
    }
    return isHostHeader(name)
      ? [problem("BS-23", "a header action cannot change the host", name, "use urlRewrite with hostRewrite")]
      : [];
  });
  return [...badNames, ...badValues];
}
