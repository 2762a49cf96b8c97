/** What a rule of a Cloud Armor policy does. */
interface SecurityAction {
  /** Whether a policy may do it about all requests that no other rule matches. */
  readonly mayBeDefault: boolean;
  /** Whether only backend policies may do it: edge policies allow and deny. */
  readonly isForBackendsAlone?: true;
  /** The most requests that its rate limit may count; actions without it have no rate limit. */
  readonly maxCount?: number;
}

/** The actions of rules. Status 429 is only for requests above a rate limit. */
export const SECURITY_ACTIONS = {
  allow: { mayBeDefault: true },
  "deny(403)": { mayBeDefault: true },
  "deny(404)": { mayBeDefault: true },
  "deny(502)": { mayBeDefault: true },
  redirect: { mayBeDefault: false, isForBackendsAlone: true },
  throttle: { mayBeDefault: false, isForBackendsAlone: true, maxCount: 1_000_000 },
  rate_based_ban: { mayBeDefault: false, isForBackendsAlone: true, maxCount: 10_000 },
} as const satisfies { readonly [action: string]: SecurityAction };

/** What happens to requests above a rate limit. */
export const EXCEED_ACTIONS = ["deny(403)", "deny(404)", "deny(429)", "deny(502)", "redirect"] as const;

/** The priority of the default rule, below which all others stand. */
export const DEFAULT_RULE_PRIORITY = 2_147_483_647;

/** The most addresses and ranges of a rule. */
export const MAX_IP_RANGES_OF_RULE = 10;

/** The most requests that the rate limit of an action may count; `undefined` for an action without one. */
export function maxCountOf(action: string): number | undefined {
  return actionOf(action)?.maxCount;
}

/** Whether only backend policies may do it. */
export function isForBackendsAlone(action: string): boolean {
  return actionOf(action)?.isForBackendsAlone === true;
}

function actionOf(action: string): SecurityAction | undefined {
  const actions: { readonly [action: string]: SecurityAction } = SECURITY_ACTIONS;
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}
