/** What is particular about a way to treat clients whose certificate is missing or not valid. */
export interface ClientValidationModeRow {
  /** How strong it is beside the others, the weakest 0. */
  readonly rank: number;
}

/** What a load balancer does with clients whose certificate is missing or not valid. */
export const CLIENT_VALIDATION_MODES = {
  ALLOW_INVALID_OR_MISSING_CLIENT_CERT: { rank: 0 },
  REJECT_INVALID: { rank: 1 },
} as const satisfies { readonly [mode: string]: ClientValidationModeRow };

/** The name of such a mode. */
export type ClientValidationModeName = keyof typeof CLIENT_VALIDATION_MODES;
