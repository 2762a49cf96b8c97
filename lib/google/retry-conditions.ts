/** What may have gone wrong before a request is tried once more. */
export const RETRY_CONDITIONS = [
  "5xx",
  "gateway-error",
  "connect-failure",
  "retriable-4xx",
  "refused-stream",
  "cancelled",
  "deadline-exceeded",
  "internal",
  "resource-exhausted",
  "unavailable",
] as const;

/** One of these. */
export type RetryConditionName = (typeof RETRY_CONDITIONS)[number];
