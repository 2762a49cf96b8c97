import { IConstruct } from "constructs";

/** Where V8 keeps the function that takes the call stack. */
const V8: { captureStackTrace: (target: { stack?: string }, below?: () => unknown) => void } = Error;

/**
 * Makes parts or tokens of a construct, for which CDKTF then has the construct's path in place of the call stack.
 *
 * CDKTF takes the whole call stack for each token and for each nested block that a resource could have, some twenty times
 * for a backend service, so that an error can say where a token was made. That would be a third of a large synth.
 */
export function withoutStackTraces<T>(scope: IConstruct, make: () => T): T {
  const { captureStackTrace } = V8;
  let stack: string | undefined;
  V8.captureStackTrace = (target) => {
    stack ??= `Error\n    at ${scope.node.path}`;
    target.stack = stack;
  };
  try {
    return make();
  } finally {
    V8.captureStackTrace = captureStackTrace;
  }
}
