import { PolicyOutcome } from "../../cloud-armor/decision";
import { Decision } from "../../routing";
import { NO_OPTIONS } from "../../routing/options";

/** What Cloud Armor's policies do with a request before the backend that the URL map chooses. */
export interface Protection {
  /** What happens to the request instead; nothing if it passes. */
  readonly outcome?: PolicyOutcome;
  /** The policy and its rule. */
  readonly decidedBy?: string;
  readonly trace: readonly string[];
  readonly notes: readonly string[];
}

/** The decision of a URL map with what the policies do about it. Of a refused request no backend gets anything. */
export function withProtection(decision: Decision, { outcome, decidedBy = "", trace }: Protection): Decision {
  const traced = { ...decision, trace: [...decision.trace, ...trace] };
  if (outcome === undefined) {
    return traced;
  }
  const location = outcome.action === "redirect" ? outcome.target : undefined;
  return {
    ...traced,
    action: location === undefined ? "undecided" : "redirect",
    services: [],
    redirect: location === undefined ? undefined : { code: 302, location },
    backendUrl: undefined,
    options: NO_OPTIONS,
    decidedBy: { kind: "load balancer", text: decidedBy },
  };
}
