import { blocks } from "../app/terraform-json";
import { Block, blockOf, isDynamic, isExpression, isOn, numberOf, textOf, textsOf } from "../app/values";
import { DEFAULT_RULE_PRIORITY } from "../google/security-actions";
import { RouteRequest, requestInWords } from "../routing/request";
import { AddedHeader, ArmorRule, DecidedOutcome, PolicyDecision, PreviewedRule } from "./decision";
import { Verdict, evaluateExpression } from "./evaluate-expression";
import { Facts, factsOf } from "./facts";
import { isInRange } from "./ip-ranges";
import { headersOf, outcomeOf } from "./outcomes";

const ONLY_TERRAFORM = "known only to Terraform";

/** A rule of which it has been asked whether it matches. */
interface AskedRule {
  readonly block: Block;
  readonly rule: ArmorRule;
  readonly verdict: Verdict;
  readonly isPreviewed: boolean;
}

/**
 * What a Cloud Armor policy does with a request: a `google_compute_security_policy` as it stands in synthesized Terraform
 * JSON, with its rules that are separate resources.
 *
 * @throws Unanswerable if the request has no full URL, or an address or region code that is none
 */
export function evaluatePolicy(policy: Block, request: RouteRequest, separate: readonly Block[] = []): PolicyDecision {
  const facts = factsOf(policy, request);
  const inOrder = [...blocks(policy.rule), ...separate].sort((a, b) => placeOf(a) - placeOf(b));
  const asked: AskedRule[] = [];
  for (const block of inOrder) {
    asked.push(ask(block, facts));
    if (decides(asked[asked.length - 1])) {
      break;
    }
  }
  return decisionOf(policy, asked, facts);
}

/** A rule of which only Terraform knows the priority may come before all others. */
function placeOf(block: Block): number {
  return numberOf(block, "priority") ?? -1;
}

function ask(block: Block, facts: Facts): AskedRule {
  const isPreviewed = isOn(block, "preview");
  // what is only logged decides nothing, so that the decision rests on nothing of it
  const matched = verdictOf(block, isPreviewed ? { ...facts, assumed: new Set() } : facts);
  const mayMatch = matched.holds === "true" || matched.holds === "unknown";
  const doubtful = mayMatch ? ["priority", "preview"].find((name) => isExpression(block[name])) : undefined;
  const verdict: Verdict =
    doubtful === undefined ? matched : { holds: "unknown", why: `its ${doubtful} is ${ONLY_TERRAFORM}` };
  if (verdict.holds === "fails" && !isPreviewed) {
    facts.assumed.add("A-01");
  }
  return { block, rule: ruleOf(block), verdict, isPreviewed };
}

function decides({ verdict, isPreviewed }: AskedRule): boolean {
  return verdict.holds === "true" && !isPreviewed;
}

function decisionOf(policy: Block, asked: readonly AskedRule[], facts: Facts): PolicyDecision {
  const enforced = asked.filter(({ isPreviewed }) => !isPreviewed);
  const doubtful = enforced.filter(({ verdict }) => verdict.holds === "unknown");
  const last = enforced.find(decides);
  const found = last === undefined ? withoutDefault(policy, facts) : outcomeOf(last.block, last.rule, facts);
  const unknown = [
    ...(isDynamic(policy, "rule") ? [`the rules of the policy are ${ONLY_TERRAFORM}`] : []),
    ...doubtful.map(({ rule, verdict }) => `${rule.text}: ${verdict.why}`),
    ...(typeof found === "string" ? [found] : []),
  ];
  const otherwise = typeof found === "string" ? undefined : found;
  const isDecided = unknown.length === 0 && otherwise !== undefined;
  return {
    request: inWords(facts),
    outcome: isDecided ? otherwise : { action: "undecided", otherwise },
    decidedBy: (doubtful[0] ?? last)?.rule,
    otherwiseBy: last?.rule,
    requestHeaders: isDecided && last ? headersFor(last.block, otherwise) : [],
    preview: asked.filter(({ isPreviewed }) => isPreviewed).map(previewed),
    trace: asked.map(inTrace),
    assumed: [...facts.assumed].sort(),
    unknown,
  };
}

/** What happens to a request that no rule matches; in words where nobody knows it. */
function withoutDefault(policy: Block, { assumed }: Facts): DecidedOutcome | string {
  if (blocks(policy.rule).length > 0 || isDynamic(policy, "rule")) {
    return "no rule matches, and Google does not document what happens without a default rule";
  }
  assumed.add("A-05");
  return { action: "allow" };
}

/** The headers for the backend, where a rule lets requests through. */
function headersFor(block: Block, { action }: DecidedOutcome): readonly AddedHeader[] {
  return action === "deny" || action === "redirect" ? [] : headersOf(block);
}

/** Whether a rule matches. */
function verdictOf(block: Block, facts: Facts): Verdict {
  const [match] = blocks(block.match);
  const expression = textOf(blockOf(match?.expr), "expression");
  if (isDynamic(block, "match") || ["config", "expr"].some((name) => isDynamic(match, name))) {
    return { holds: "unknown", why: `its condition is ${ONLY_TERRAFORM}` };
  }
  if (expression === undefined) {
    return ofAddress(blockOf(match?.config).src_ip_ranges, facts.request.clientIp);
  }
  return isExpression(expression)
    ? { holds: "unknown", why: `its expression is ${ONLY_TERRAFORM}` }
    : evaluateExpression(expression, facts);
}

function ofAddress(given: unknown, clientIp: string | undefined): Verdict {
  const ranges = textsOf(given);
  if (ranges.some((range) => range === "*" || (clientIp !== undefined && isInRange(clientIp, range)))) {
    return { holds: "true", why: "" };
  }
  if (ranges.some(isExpression)) {
    return { holds: "unknown", why: `its addresses are ${ONLY_TERRAFORM}` };
  }
  if (ranges.length === 0) {
    return { holds: "unknown", why: "it has no condition, which Google refuses" };
  }
  return clientIp === undefined
    ? { holds: "unknown", why: "it looks at the address, which is not known without clientIp of the request" }
    : { holds: "false", why: `${clientIp} is not in ${ranges.join(", ")}` };
}

function ruleOf(block: Block): ArmorRule {
  const priority = numberOf(block, "priority");
  const description = textOf(block, "description");
  const action = textOf(block, "action") ?? "";
  const name =
    priority === DEFAULT_RULE_PRIORITY ? "the default rule" : `rule ${priority ?? textOf(block, "priority") ?? ""}`;
  const isTold = description !== undefined && priority !== DEFAULT_RULE_PRIORITY;
  return { priority, description, action, text: `${name} (${action}${isTold ? `, ${description}` : ""})` };
}

function previewed({ rule, verdict }: AskedRule): PreviewedRule {
  const matches = { true: "yes", false: "no", fails: "no", unknown: "unknown" } as const;
  return { rule, matches: matches[verdict.holds], why: verdict.why };
}

function inTrace({ rule, verdict: { holds, why }, isPreviewed }: AskedRule): string {
  const what = {
    true: isPreviewed ? "matches, and is only logged" : "matches",
    false: `does not match: ${why}`,
    fails: `does not match, because its expression fails: ${why}`,
    unknown: `may match: ${why}`,
  };
  return `${rule.text} ${what[holds]}${isPreviewed && holds !== "true" ? " (it is only logged)" : ""}`;
}

function inWords({ request: { clientIp, regionCode }, parsed }: Facts): string {
  const from = clientIp === undefined ? "" : ` from ${clientIp}${regionCode === undefined ? "" : ` (${regionCode})`}`;
  return `${requestInWords(parsed)}${from}`;
}
