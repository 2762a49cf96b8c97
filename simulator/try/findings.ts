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
  /** What a plan after the apply would change; `undefined` where it did not apply. */
  readonly nextPlan: readonly string[] | undefined;
  /** What is in the cloud, and in no state of Terraform. */
  readonly leftovers: readonly string[];
  /** What the site names and does not make, which was made for it. */
  readonly neighbours: readonly string[];
}

/** The exit code where a change does not go as everybody wishes. */
export const NOT_SMOOTH = 2;
/** What Terraform says of an import that finds nothing. */
const NOT_THERE = "Cannot import non-existent remote object";
const DOCS = "https://github.com/cdktf-google-serverless-lb/cdktf-google-serverless-lb/blob/main/docs";
const REHEARSE =
  "The stack imports resources, and the simulated cloud begins empty: first make in it what is taken over, " +
  `with the steps of ${DOCS}/adopting.md#rehearse-it`;
const TWO_STEPS = `${DOCS}/changing-things-in-use.md#what-takes-two-steps`;

/** The exit code of a try: 2 where somebody was refused, a protection was missing, or one apply was not enough. */
export function exitCodeOf({ refusals, outages, gaps, nextPlan }: Findings): number {
  return [refusals, outages, gaps, nextPlan ?? []].every((list) => list.length === 0) ? 0 : NOT_SMOOTH;
}

/** What came of it, in Markdown. */
export function pageOf(findings: Findings): string {
  const { stack, isChange } = findings;
  const title = isChange ? `The change of \`${stack}\`` : `The first deploy of \`${stack}\``;
  const parts = [
    `# ${title}, in a simulated Google Cloud`,
    answersOf(findings).map(listed).join("\n"),
    ...(isChange ? [] : [section("Requests, when the certificates are ACTIVE", findings.served)]),
    section("Not served, and not before", isChange ? findings.unserved : []),
    section("Not served", isChange ? [] : findings.unserved),
    section("Made for it, since the site names it and does not make it", findings.neighbours),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** A sentence, and what there is to list below it. */
type Answer = readonly [sentence: string, list: readonly string[]];

/** One answer to each question. */
function answersOf(findings: Findings): Answer[] {
  const { isChange, plan, outages, gaps, removed, nextPlan, leftovers } = findings;
  return [
    [`The plan: ${plan}.`, []],
    ...applyWords(findings),
    ...(isChange
      ? [
          answer(outages, "**Refused meanwhile:**", "Nobody was refused meanwhile."),
          answer(gaps, "**A protection was missing meanwhile:**", "No protection was missing meanwhile."),
        ]
      : []),
    ...(removed.length > 0 ? [["Removed, as the new code says:", removed] as const] : []),
    ...(nextPlan ? [answer(nextPlan, "**A second plan is not empty:**", "A second plan is empty.")] : []),
    answer(leftovers, "**Left over, in no state of Terraform:**", "Nothing is left over."),
  ];
}

function answer(list: readonly string[], some: string, none: string): Answer {
  return [list.length > 0 ? some : none, list];
}

function applyWords({ refusals, refusedAgain }: Findings): Answer[] {
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

function listed([sentence, list]: Answer): string {
  return [`- ${sentence}`, ...list.map((text) => `  - ${text.trim().replaceAll("\n", "\n    ")}`)].join("\n");
}

/** Why a plan fails, in Terraform's words; and what to do, where it is because of an import. */
export function failureOf(errors: readonly string[]): string {
  const isImport = errors.some((error) => error.includes(NOT_THERE));
  return [...new Set(errors), ...(isImport ? [REHEARSE] : [])].join("\n");
}
