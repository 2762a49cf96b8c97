/** The status code of each kind of redirect. */
export const REDIRECT_CODES = {
  MOVED_PERMANENTLY_DEFAULT: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
} as const;

/** The name of a kind of redirect. */
export type RedirectCode = keyof typeof REDIRECT_CODES;

/** Whether browsers that came with POST come back with POST, or else with GET. */
export const KEEPS_METHOD: { readonly [code in RedirectCode]: boolean } = {
  MOVED_PERMANENTLY_DEFAULT: false,
  FOUND: false,
  SEE_OTHER: false,
  TEMPORARY_REDIRECT: true,
  PERMANENT_REDIRECT: true,
};

/** What Google takes where none is written. */
export const DEFAULT_REDIRECT_CODE: RedirectCode = "MOVED_PERMANENTLY_DEFAULT";
