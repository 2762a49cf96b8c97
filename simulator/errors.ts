import { JsonObject } from "./json";

/** An answer other than success, in the form that Google gives it. */
export class ApiError extends Error {
  public constructor(
    public readonly code: number,
    public readonly status: string,
    public readonly reason: string,
    message: string,
    public readonly details: JsonObject[] = [],
  ) {
    super(message);
  }

  /** The body of the HTTP response. */
  public body(): JsonObject {
    const error: JsonObject = {
      code: this.code,
      message: this.message,
      errors: [{ message: this.message, domain: "global", reason: this.reason }],
      status: this.status,
    };
    if (this.details.length > 0) error.details = this.details;
    return { error };
  }
}

/** The request does not fit the schema. */
export function badRequest(field: string, message: string): ApiError {
  const violation = { field, description: message };
  return new ApiError(400, "INVALID_ARGUMENT", "badRequest", message, [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [violation] },
  ]);
}

/** A value is refused by a rule of the API. */
export function invalid(message: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "invalid", message);
}

/** A field's value is refused, in Compute's wording. */
export function invalidField(field: string, value: string, why: string): ApiError {
  return invalid(`Invalid value for field '${field}': '${value}'. ${why}`);
}

/** A field that must be there is not. */
export function required(field: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "required", `Required field '${field}' not specified`);
}

/** What the path names does not exist. */
export function notFound(path: string): ApiError {
  return new ApiError(404, "NOT_FOUND", "notFound", `The resource '${path}' was not found`);
}

/** Something of this name exists. */
export function alreadyExists(path: string): ApiError {
  return new ApiError(409, "ALREADY_EXISTS", "alreadyExists", `The resource '${path}' already exists`);
}

/** What is to be deleted is still referenced. */
export function inUse(noun: string, path: string, user: string): ApiError {
  const message = `The ${noun} resource '${path}' is already being used by '${user}'`;
  return new ApiError(400, "INVALID_ARGUMENT", "resourceInUseByAnotherResource", message);
}

/** What is referenced is still being made. */
export function notReady(path: string): ApiError {
  return new ApiError(400, "INVALID_ARGUMENT", "resourceNotReady", `The resource '${path}' is not ready`);
}

/** A precondition, such as a fingerprint, does not hold. */
export function conditionNotMet(message: string): ApiError {
  return new ApiError(412, "FAILED_PRECONDITION", "conditionNotMet", message);
}

/** The real API has this method, the simulator does not. */
export function notSimulated(method: string): ApiError {
  return new ApiError(501, "UNIMPLEMENTED", "notImplemented", `the simulator does not implement ${method}`);
}
