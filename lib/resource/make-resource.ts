import { Construct } from "constructs";
import { ConfigWritten, ResourceClass } from "./arguments";
import { judgeResource } from "./findings";

/** Where V8 keeps the function that takes the call stack. */
const STACKS: { captureStackTrace: (target: { stack?: string }, below?: () => unknown) => void } = Error;

/**
 * Makes a Terraform resource of a construct, the only one or one under an id of its own, unless a rule refuses it. All
 * parts of it share one stack trace.
 *
 * CDKTF takes the whole call stack for each nested block that a resource could have, some twenty times for a backend
 * service, so that an error can tell where a token was made. That is a third of a large synth. All of them lead to the
 * same line of the user's, so the first is enough.
 */
export function makeResource<Class extends ResourceClass>(
  type: Class,
  scope: Construct,
  config: ConfigWritten<Class>,
  id = "Resource",
): InstanceType<Class> {
  const resource = withOneTrace(() => new type(scope, id, config as never));
  judgeResource(resource, scope, config);
  return resource as InstanceType<Class>;
}

function withOneTrace<T>(make: () => T): T {
  const { captureStackTrace } = STACKS;
  let stack: string | undefined;
  STACKS.captureStackTrace = (target, below) => {
    if (stack === undefined) {
      captureStackTrace(target, below);
      stack = target.stack;
    }
    target.stack = stack;
  };
  try {
    return make();
  } finally {
    STACKS.captureStackTrace = captureStackTrace;
  }
}
