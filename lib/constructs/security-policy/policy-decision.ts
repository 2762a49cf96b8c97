import { IConstruct } from "constructs";
import { ARMOR_ASSUMPTIONS } from "../../cloud-armor/assumptions";
import { Deny, Limit, LimitKey, PolicyDecision, PolicyOutcome, Redirect } from "../../cloud-armor/decision";
import { shown } from "../../resource/tokens";
import { RateLimitThreshold } from "./rate-limit";

/**
 * What a security policy does with a request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export enum SecurityPolicyOutcome {
  /** The request is allowed. */
  ALLOW = "ALLOW",
  /** The visitor gets an error. */
  DENY = "DENY",
  /** The visitor is redirected to another URL, or to a reCAPTCHA challenge. */
  REDIRECT = "REDIRECT",
  /** The request is allowed below a rate limit; see `rateLimit`. */
  THROTTLE = "THROTTLE",
  /** The request is allowed below a rate limit, and who sends more is banned for a time; see `rateLimit`. */
  RATE_BASED_BAN = "RATE_BASED_BAN",
  /** The outcome depends on something that only Google or Terraform knows; see `notes`. */
  UNDECIDED = "UNDECIDED",
}

/**
 * The rate limit that applies to a request.
 *
 * @see https://docs.cloud.google.com/armor/docs/rate-limiting-overview
 */
export interface AppliedRateLimit {
  /** How many requests are allowed in an interval, 1 to 1,000,000. */
  readonly count: number;
  /** The length of the interval in seconds, 10 to 3600. */
  readonly intervalSec: number;
  /** By which requests are counted together, such as `"IP"` or `"HTTP_HEADER x-api-key"`. */
  readonly keys: string[];
  /**
   * The status code of a response to a request above the limit, such as 429.
   *
   * @default - Requests above the limit are redirected.
   */
  readonly exceedStatusCode?: number;
  /**
   * The URL to which requests above the limit are redirected.
   *
   * @default - Requests above the limit are denied, or get a reCAPTCHA challenge.
   */
  readonly exceedLocation?: string;
  /**
   * How long a ban is in seconds, 60 to 3600.
   *
   * @default - The rule bans nobody.
   */
  readonly banDurationSec?: number;
  /**
   * The limit above which a ban begins.
   *
   * @default - A ban begins above the limit itself.
   */
  readonly banThreshold?: RateLimitThreshold;
}

/**
 * The decision of a security policy about a request.
 *
 * @see https://docs.cloud.google.com/armor/docs/security-policy-overview
 */
export class SecurityPolicyDecision {
  /**
   * Of the plain decision.
   *
   * @internal
   */
  public static _of(scope: IConstruct, decision: PolicyDecision): SecurityPolicyDecision {
    return new SecurityPolicyDecision(shown(scope, decision));
  }

  /** A description of the request in words. */
  public readonly request: string;
  /** What happens to the request. */
  public readonly outcome: SecurityPolicyOutcome;
  /** The status code of the error that the visitor gets, if the request is denied. */
  public readonly statusCode?: number;
  /** The URL to which the visitor is redirected, if it is no reCAPTCHA challenge. */
  public readonly location?: string;
  /** The rate limit that applies to the request, if there is one. */
  public readonly rateLimit?: AppliedRateLimit;
  /** The request headers that the deciding rule adds for the backend. */
  public readonly requestHeadersToAdd: { [name: string]: string };
  /** The rule that decided, or the first one of which it is not known whether it matches. */
  public readonly decidedBy?: string;
  /** The rules in preview that match, or may match, before the deciding rule. They are only logged. */
  public readonly previewRules: string[];
  /** How the decision was made, line by line, with the rules that did not match. */
  public readonly trace: string[];
  /**
   * Reasons why the decision may not be certain: it depends on something that only Google or Terraform knows, or on
   * behavior that Google does not document.
   */
  public readonly notes: string[];

  private constructor(decision: PolicyDecision) {
    const { outcome } = decision;
    this.request = decision.request;
    this.outcome = OUTCOMES[outcome.action];
    this.statusCode = outcome.action === "deny" ? outcome.status : undefined;
    this.location = outcome.action === "redirect" ? outcome.target : undefined;
    this.rateLimit =
      outcome.action === "throttle" || outcome.action === "rate_based_ban" ? appliedLimit(outcome) : undefined;
    this.requestHeadersToAdd = Object.fromEntries(decision.requestHeaders.map(({ name, value }) => [name, value]));
    this.decidedBy = decision.decidedBy?.text;
    this.previewRules = decision.preview
      .filter(({ matches }) => matches !== "no")
      .map(({ rule, matches }) => `${rule.text}${matches === "unknown" ? " may match" : ""}`);
    this.trace = [...decision.trace];
    this.notes = notesOf(decision);
    this.words = policyOutcomeWords(outcome);
  }

  private readonly words: string;

  /** Returns the whole decision as text, with its trace. */
  public toString(): string {
    return [
      this.request,
      `  ${this.words}`,
      ...Object.entries(this.requestHeadersToAdd).map(([name, value]) => `  request header added: ${name}: ${value}`),
      ...(this.decidedBy === undefined ? [] : [`  decided by ${this.decidedBy}`]),
      ...this.trace.map((line) => `    ${line}`),
      ...this.notes.map((note) => `  note: ${note}`),
    ].join("\n");
  }
}

/** Why a decision may not be certain. */
export function notesOf({ unknown, assumed }: PolicyDecision): string[] {
  return [
    ...unknown,
    ...assumed.map((id) => `Google does not document this; assumed (${id}): ${ARMOR_ASSUMPTIONS[id]}`),
  ];
}

/** What happens to a request, in words. */
export function policyOutcomeWords(outcome: PolicyOutcome): string {
  switch (outcome.action) {
    case "allow":
      return "is allowed";
    case "deny":
    case "redirect":
      return refusalWords(outcome);
    case "undecided": {
      const { otherwise } = outcome;
      const fallback = otherwise === undefined ? "" : `; if none of it matches, it ${policyOutcomeWords(otherwise)}`;
      return `depends on what only Google or Terraform knows${fallback}`;
    }
    default:
      return limitWords(outcome);
  }
}

function refusalWords(refusal: Deny | Redirect): string {
  return refusal.action === "deny"
    ? `is denied with ${refusal.status}`
    : refusal.target === undefined
      ? "gets a challenge"
      : `is redirected to ${refusal.target}`;
}

function limitWords({ threshold, keys, exceed, banDurationSec, banThreshold }: Limit): string {
  const limit = `is allowed up to ${threshold.count} times in ${threshold.intervalSec} s`;
  const counted = `counted by ${keys.map(keyWords).join(", ")}`;
  const from = banThreshold === undefined ? "" : ` above ${banThreshold.count} times in ${banThreshold.intervalSec} s`;
  const ban = banDurationSec === undefined ? "" : `, with a ban of ${banDurationSec} s${from}`;
  return `${limit}, ${counted}; above that, it ${refusalWords(exceed)}${ban}`;
}

function keyWords({ type, name }: LimitKey): string {
  return name === undefined ? type : `${type} ${name}`;
}

function appliedLimit({ threshold, keys, exceed, banDurationSec, banThreshold }: Limit): AppliedRateLimit {
  return {
    ...threshold,
    keys: keys.map(keyWords),
    exceedStatusCode: exceed.action === "deny" ? exceed.status : undefined,
    exceedLocation: exceed.action === "redirect" ? exceed.target : undefined,
    banDurationSec,
    banThreshold,
  };
}

const OUTCOMES: { readonly [action in PolicyOutcome["action"]]: SecurityPolicyOutcome } = {
  allow: SecurityPolicyOutcome.ALLOW,
  deny: SecurityPolicyOutcome.DENY,
  redirect: SecurityPolicyOutcome.REDIRECT,
  throttle: SecurityPolicyOutcome.THROTTLE,
  rate_based_ban: SecurityPolicyOutcome.RATE_BASED_BAN,
  undecided: SecurityPolicyOutcome.UNDECIDED,
};
