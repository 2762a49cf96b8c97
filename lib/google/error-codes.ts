/** The status codes for which a load balancer can have custom error responses. */
export const ERROR_CODES = { min: 400, max: 599 } as const;
