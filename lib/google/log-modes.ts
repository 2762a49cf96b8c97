/** Which optional fields the logs of a backend service have: all, none, or those that it names. */
export const LOG_MODES = {
  INCLUDE_ALL_OPTIONAL: { namesFields: false },
  EXCLUDE_ALL_OPTIONAL: { namesFields: false },
  CUSTOM: { namesFields: true },
} as const satisfies { readonly [mode: string]: { readonly namesFields: boolean } };

/** The name of such a mode. */
export type LogMode = keyof typeof LOG_MODES;
