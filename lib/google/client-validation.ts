/** What a load balancer does with clients whose certificate is missing or not valid, the weakest first. */
export const CLIENT_VALIDATION_MODES = ["ALLOW_INVALID_OR_MISSING_CLIENT_CERT", "REJECT_INVALID"] as const;

/** The name of such a mode. */
export type ClientValidationModeName = (typeof CLIENT_VALIDATION_MODES)[number];
