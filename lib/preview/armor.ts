/** What the Cloud Armor policies of a backend do with a request. */
import { ARMOR_ASSUMPTIONS } from "../cloud-armor/assumptions";
import { AddedHeader, DecidedOutcome, Deny, PolicyDecision, Redirect } from "../cloud-armor/decision";
import { evaluatePolicy } from "../cloud-armor/evaluate-policy";
import { RouteRequest } from "../routing";
import { OwnAnswer, redirect, refusal } from "./answers";
import { Policy } from "./backends";
import { Step } from "./explanation";
import { Limits } from "./limits";

/** A policy that has been asked. */
export interface Asked {
  readonly step: Step;
  /** What the visitor gets, if the request does not go on. */
  readonly answer?: OwnAnswer;
  /** What the policy adds to the request. */
  readonly headers: readonly AddedHeader[];
  /** The value of the header `x-preview-armor`. */
  readonly told: string;
}

/** What is done with a request, and in words. */
interface Act {
  readonly text: string;
  readonly answer?: OwnAnswer;
}

/** What counts the requests of a backend: each backend counts on its own, also with the policy of another one. */
export interface Counter {
  /** The name of the backend. */
  readonly backend: string;
  /** Without limits, requests are not counted. */
  readonly limits: Limits | undefined;
}

/**
 * Asks a policy. What nobody knows is taken as if it did not match, and the
 * answer says that it is undecided.
 */
export function askPolicy(what: string, policy: Policy, request: RouteRequest, counter: Counter): Asked {
  if (policy.config === undefined) {
    const told = `undecided: policy ${policy.name} is created outside this app`;
    return {
      step: { what, outcome: told, goesOn: true, isUndecided: true, lines: [], assumed: [] },
      headers: [],
      told,
    };
  }
  const decision = evaluatePolicy(policy.config, request, policy.rules);
  const { outcome, decidedBy, otherwiseBy } = decision;
  const isUndecided = outcome.action === "undecided";
  const known = isUndecided ? outcome.otherwise : outcome;
  const { text, answer }: Act = known
    ? act(policy, known, otherwiseBy?.priority, counter)
    : { text: "not known, so it passes" };
  const place = decidedBy?.priority === undefined ? "" : ` (priority ${decidedBy.priority})`;
  const told = isUndecided ? `undecided${place}; otherwise ${text}` : `${text}${place}`;
  const assumed = decision.assumed.map((id) => `${id}: ${ARMOR_ASSUMPTIONS[id]}`);
  const step = {
    what,
    outcome: told,
    goesOn: answer === undefined,
    isUndecided,
    lines: linesOf(policy, decision),
    assumed,
  };
  return { step, answer, headers: answer === undefined ? decision.requestHeaders : [], told };
}

function act(policy: Policy, outcome: DecidedOutcome, priority: number | undefined, { backend, limits }: Counter): Act {
  switch (outcome.action) {
    case "allow":
      return { text: "allow" };
    case "deny":
    case "redirect":
      return refuse(outcome);
    default: {
      const { threshold } = outcome;
      if (limits === undefined) {
        return { text: `${outcome.action}: at most ${threshold.count} requests in ${threshold.intervalSec} s` };
      }
      const counted = limits.count(`${backend} ${policy.name} ${priority ?? ""}`, outcome);
      return counted.outcome === "conforms"
        ? { text: `allow, ${outcome.action}: ${counted.text}` }
        : { ...refuse(outcome.exceed), text: `${refuse(outcome.exceed).text}, ${outcome.action}: ${counted.text}` };
    }
  }
}

function refuse(outcome: Deny | Redirect): Act {
  if (outcome.action === "deny") {
    return { text: `deny(${outcome.status})`, answer: refusal(outcome.status) };
  }
  if (outcome.target !== undefined) {
    return { text: `redirect to ${outcome.target}`, answer: redirect(302, outcome.target) };
  }
  const body = "On the internet, Cloud Armor shows a challenge of reCAPTCHA here.\n";
  const headers = [["content-type", "text/plain; charset=utf-8"]] as const;
  return { text: "redirect to a challenge of reCAPTCHA", answer: { status: 403, headers, body } };
}

function linesOf(policy: Policy, { trace, preview }: PolicyDecision): string[] {
  return [
    `policy ${policy.name}`,
    ...trace,
    ...preview.map(
      ({ rule, matches, why }) => `only logged: ${rule.text}, matches: ${matches}${why === "" ? "" : ` (${why})`}`,
    ),
  ];
}
