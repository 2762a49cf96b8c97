import { ApiError } from "../errors";

/** What is asked for does not exist. */
export function noSuch(parameter: string, name: string): ApiError {
  return new ApiError(404, "NOT_FOUND", "notFound", `The '${parameter}' resource named '${name}' does not exist.`);
}

/** Something of this name exists. */
export function taken(parameter: string, name: string): ApiError {
  const message = `The resource '${parameter}' named '${name}' already exists`;
  return new ApiError(409, "ALREADY_EXISTS", "alreadyExists", message);
}

/** A value is refused. */
export function invalidValue(parameter: string, value: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "invalid", `Invalid value for '${parameter}': '${value}'`);
}

/** A value is missing. */
export function missing(parameter: string): ApiError {
  const message = `The '${parameter}' parameter is required but was missing.`;
  return new ApiError(400, "INVALID_ARGUMENT", "required", message);
}

/** What is to be changed is otherwise than the caller thinks. */
export function notAsGiven(parameter: string): ApiError {
  return new ApiError(412, "FAILED_PRECONDITION", "conditionNotMet", `Precondition not met for '${parameter}'`);
}

/** A name would have what it cannot have. */
export function conflict(reason: string, parameter: string, why: string): ApiError {
  const message = `The resource record set '${parameter}' is invalid because ${why}.`;
  return new ApiError(400, "INVALID_ARGUMENT", reason, message);
}
