/** What came of a deploy of a site, or of a change of one. */
export interface Findings {
  readonly stack: string;
  /** Whether another version of the site was there before. */
  readonly isChange: boolean;
  /** What the plan does, in numbers. */
  readonly plan: string;
  /** Why the first apply failed; empty where the change applied at once. */
  readonly refusals: readonly string[];
  /** Why a second apply failed, where there was one; empty where it did not. */
  readonly refusedAgain: readonly string[];
  readonly outages: readonly string[];
  readonly gaps: readonly string[];
  /** What visitors lose as asked. */
  readonly removed: readonly string[];
  /** What is not served in the end, and was not before. */
  readonly unserved: readonly string[];
  /** Where requests go in the end. */
  readonly served: readonly string[];
  /** What a plan after the apply would change. */
  readonly nextPlan: readonly string[];
  /** What is in the cloud, and in no state of Terraform. */
  readonly leftovers: readonly string[];
  /** What the site names and does not make, which was made for it. */
  readonly neighbours: readonly string[];
}

/** The exit code where a change does not go as everybody wishes. */
export const NOT_SMOOTH = 2;
const TWO_STEPS = "docs/changing-things-in-use.md, What takes two steps";

/** The exit code of a try: 2 where somebody was refused, a protection was missing, or one apply was not enough. */
export function exitCodeOf({ refusals, outages, gaps, nextPlan }: Findings): number {
  return [refusals, outages, gaps, nextPlan].every((list) => list.length === 0) ? 0 : NOT_SMOOTH;
}

/** What came of it, in Markdown. */
export function pageOf(findings: Findings): string {
  const { stack, isChange } = findings;
  const title = isChange ? `The change of \`${stack}\`` : `The first deploy of \`${stack}\``;
  const parts = [
    `# ${title}, in a simulated Google Cloud`,
    sentencesOf(findings).map(listed).join("\n"),
    ...(isChange ? [] : [section("Requests, when the certificates are ACTIVE", findings.served)]),
    section("Not served, and not before", isChange ? findings.unserved : []),
    section("Not served", isChange ? [] : findings.unserved),
    section("Made for it, since the site names it and does not make it", findings.neighbours),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** One answer to each question, with what there is to list. */
function sentencesOf(findings: Findings): (readonly [sentence: string, list: readonly string[]])[] {
  const { isChange, plan, outages, gaps, removed, nextPlan, leftovers } = findings;
  const visitors: (readonly [string, readonly string[]])[] = [
    outages.length > 0 ? ["**Refused meanwhile:**", outages] : ["Nobody was refused meanwhile.", []],
    gaps.length > 0 ? ["**A protection was missing meanwhile:**", gaps] : ["No protection was missing meanwhile.", []],
    ...(removed.length > 0 ? [["Removed, as the new code says:", removed] as const] : []),
  ];
  return [
    [`The plan: ${plan}.`, []],
    ...applyWords(findings),
    ...(isChange ? visitors : []),
    nextPlan.length > 0 ? ["**A second plan is not empty:**", nextPlan] : ["A second plan is empty.", []],
    leftovers.length > 0 ? ["**Left over, in no state of Terraform:**", leftovers] : ["Nothing is left over.", []],
  ];
}

function applyWords({ refusals, refusedAgain }: Findings): (readonly [string, readonly string[]])[] {
  if (refusals.length === 0) return [["It applied at once.", []]];
  const first = ["**It did not apply at once:**", refusals] as const;
  if (refusedAgain.length === 0) return [first, ["A second apply passed, without a change of the code.", []]];
  const isSame = refusedAgain.join() === refusals.join();
  const again = isSame ? "A second apply fails in the same words" : "A second apply fails too";
  return [first, [`**${again}**; it takes two steps: ${TWO_STEPS}`, isSame ? [] : refusedAgain]];
}

function section(heading: string, list: readonly string[]): string {
  return list.length === 0 ? "" : [`## ${heading}\n`, ...list.map((text) => `- ${text}`)].join("\n");
}

function listed([sentence, list]: readonly [sentence: string, list: readonly string[]]): string {
  return [`- ${sentence}`, ...list.map((text) => `  - ${text.trim().replaceAll("\n", "\n    ")}`)].join("\n");
}
