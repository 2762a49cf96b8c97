import { Cloud } from "../cloud";
import { ApiError } from "../errors";
import { JsonObject, number, text } from "../json";
import { selfLink } from "./paths";

/** What an operation is about. */
export interface OperationProps {
  readonly project: string;
  /** `global` or `regions/<region>`. */
  readonly scope: string;
  /** `insert`, `delete`, `setUrlMap` … */
  readonly type: string;
  /** The path of the resource. */
  readonly target: string;
  /** Why it fails, where Google says so in the operation and not on the call. */
  readonly error?: ApiError;
}

const doneAt = "_doneAt";

/** Starts an operation. Its effect is there at once; only its end may come later. */
export function startOperation(cloud: Cloud, props: OperationProps): JsonObject {
  const number = cloud.store.next();
  const name = `operation-${String(number).padStart(8, "0")}`;
  const path = `projects/${props.project}/${props.scope}/operations/${name}`;
  const operation: JsonObject = {
    kind: "compute#operation",
    id: String(10 ** 15 + number),
    name,
    operationType: props.type,
    targetLink: selfLink(props.target),
    targetId: text(cloud.store.get(props.target), "id") || undefined,
    user: "simulator@example.com",
    insertTime: cloud.clock.timestamp(),
    startTime: cloud.clock.timestamp(),
    selfLink: selfLink(path),
    region: props.scope === "global" ? undefined : selfLink(`projects/${props.project}/${props.scope}`),
    [doneAt]: cloud.clock.now() + cloud.operationSeconds * 1000,
    ...(props.error ? failure(props.error) : {}),
  };
  cloud.store.set(path, operation);
  return presentOperation(cloud, operation);
}

/** An operation as a reader sees it now. */
export function presentOperation(cloud: Cloud, operation: JsonObject): JsonObject {
  const { [doneAt]: end, error, httpErrorStatusCode, httpErrorMessage, ...rest } = operation;
  if (cloud.clock.now() < Number(end)) return { ...rest, status: "RUNNING", progress: 0 };
  const done: JsonObject = { ...rest, status: "DONE", progress: 100, endTime: new Date(Number(end)).toISOString() };
  return error === undefined ? done : { ...done, error, httpErrorStatusCode, httpErrorMessage };
}

/** Whether an operation on the resource is still running. */
export function isPending(cloud: Cloud, path: string): boolean {
  if (cloud.operationSeconds === 0) return false;
  const link = selfLink(path);
  const operations = cloud.store.matching((candidate) => candidate.includes("/operations/"));
  return operations.some(
    ([, operation]) =>
      text(operation, "targetLink") === link &&
      text(operation, "operationType") === "insert" &&
      cloud.clock.now() < (number(operation, doneAt) ?? 0),
  );
}

function failure(error: ApiError): JsonObject {
  return {
    error: { errors: [{ code: error.reason, message: error.message }] },
    httpErrorStatusCode: error.code,
    httpErrorMessage: error.code === 400 ? "BAD REQUEST" : error.status,
  };
}
