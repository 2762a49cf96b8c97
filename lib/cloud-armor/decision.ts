import { ArmorAssumptionId } from "./assumptions";

/** Whether something is so: `unknown` where only Terraform or Google knows. */
export type Answer = "yes" | "no" | "unknown";

/** A rule of a policy. */
export interface ArmorRule {
  /** Nothing where only Terraform knows. */
  readonly priority?: number;
  readonly description?: string;
  /** As Terraform has it, such as `deny(403)`. */
  readonly action: string;
  /** All of it in words. */
  readonly text: string;
}

/** A rule that is only logged, and whether it would match. */
export interface PreviewedRule {
  readonly rule: ArmorRule;
  readonly matches: Answer;
  readonly why: string;
}

/** A request header that a rule adds for the backend. */
export interface AddedHeader {
  readonly name: string;
  readonly value: string;
}

/** One of the things by which a rate limit counts. */
export interface LimitKey {
  /** As Terraform has it, such as `IP` or `HTTP_HEADER`. */
  readonly type: string;
  /** The name of the header or cookie. */
  readonly name?: string;
  /** What the request has there; nothing where it has nothing, or only Google knows. */
  readonly value?: string;
}

/** How many requests in how many seconds. */
export interface Threshold {
  readonly count: number;
  readonly intervalSec: number;
}

/** The visitor gets an error. */
export interface Deny {
  readonly action: "deny";
  readonly status: number;
}

/** The visitor is sent to another URL, or has to pass a challenge. */
export interface Redirect {
  readonly action: "redirect";
  /** The URL. Without it, the visitor gets a challenge of reCAPTCHA. */
  readonly target?: string;
}

/** A limit, without a clock. What conforms is allowed. */
export interface Limit {
  readonly action: "throttle" | "rate_based_ban";
  readonly threshold: Threshold;
  /** Requests are counted together that have the same values. */
  readonly keys: readonly LimitKey[];
  /** What happens to the requests above it. */
  readonly exceed: Deny | Redirect;
  /** For how long a ban is, in seconds. */
  readonly banDurationSec?: number;
  /** Above which a ban begins. Without it, a ban begins above the limit. */
  readonly banThreshold?: Threshold;
}

/** What a policy does with a request if it is known. */
export type DecidedOutcome = { readonly action: "allow" } | Deny | Redirect | Limit;

/** What a policy does with a request. */
export type PolicyOutcome =
  | DecidedOutcome
  | {
      readonly action: "undecided";
      /** What happens if all that is unknown does not match. Nothing where this is not known either. */
      readonly otherwise?: DecidedOutcome;
    };

/** The decision of a Cloud Armor policy about a request. */
export interface PolicyDecision {
  /** The request in words. */
  readonly request: string;
  readonly outcome: PolicyOutcome;
  /** The rule that decides; of an undecided request, the first one of which nobody knows whether it matches. */
  readonly decidedBy?: ArmorRule;
  /** The rule that decides if all that is unknown does not match. */
  readonly otherwiseBy?: ArmorRule;
  /** Headers that the rule adds to the requests that reach the backend. */
  readonly requestHeaders: readonly AddedHeader[];
  /** The rules that are only logged, and come before the one that decides. They never decide. */
  readonly preview: readonly PreviewedRule[];
  /** How the decision came about, line by line, with the rules that did not match. */
  readonly trace: readonly string[];
  /** What the decision rests on where Google's documentation is silent: keys of `ARMOR_ASSUMPTIONS`. */
  readonly assumed: readonly ArmorAssumptionId[];
  /** What only Terraform or Google knows and what could make the decision another. */
  readonly unknown: readonly string[];
}
