/** `npm run rules`: writes `docs/rules.md` from the catalogue of rules. */
import * as fs from "fs";
import * as path from "path";
import { CACHE_FACTS, CacheFact } from "../lib/cloud-cdn";
import { ALL, FAMILIES, GOOGLE, googlePage, howOf } from "../lib/rules/catalogue";
import { Rules } from "../lib/rules/rule";

const PAGE = path.join(__dirname, "../docs/rules.md");
const WIDTH = 120;
const WORDS = { types: "prevented by types", error: "error at synth", warning: "warning at synth" };

const CACHE_FACT_ENTRIES: [id: string, fact: CacheFact][] = Object.entries(CACHE_FACTS);

/** The page for the current rules. */
export function rulesPage(): string {
  const heldAs = (kind: "types" | "error" | "warning") =>
    Object.values(ALL).filter((rule) => howOf(rule).includes(kind)).length;
  return `# Rules

These are the rules of Google Cloud for a site, and how this package enforces each of them. Written by \`npm run rules\`.

- **prevented by types** (${heldAs("types")} rules): code that breaks the rule does not compile, or the constructs always set the
  right value. An override or a resource of the provider can still break the rule; for them, the words after
  "prevented by types" say what happens
- **error at synth** (${heldAs("error")} rules): synth fails before it writes a file. The message says what is wrong, the value, and how
  to fix it
- **warning at synth** (${heldAs("warning")} rules): the configuration is legal, but probably a mistake. Every synth prints the warning
  until you acknowledge it with a reason, for a construct and everything inside it:
  \`Warnings.of(construct).acknowledge("CDN-16", "only public pages are cacheable")\`.
  The warning and the reason are then written to the comment of the synthesized stack

Each id is a link to Google's page, or to a page of this package for our own rules.
${FAMILIES.map(({ heading, rules }) => `\n## ${heading}\n\n${held(rules)}\n`).join("")}
## What Cloud CDN caches

A response can be cached or not, and no configuration breaks these rules. \`preview\` decides by them, and names them.
What Google's pages leave open is assumed, and said to be.

${cacheFacts()}

## Rules that are not checked

${FAMILIES.map(({ rules }) => leftOut(rules))
  .filter((text) => text !== "")
  .join("\n")}

${Object.entries(ALL)
  .flatMap(([id, rule]) => ("otherwise" in rule ? [`[${id}]: ${googlePage(id)}`] : []))
  .join("\n")}
${CACHE_FACT_ENTRIES.map(([id, { page }]) => `[${id}]: ${GOOGLE}/${page}`).join("\n")}
`;
}

function cacheFacts(): string {
  return CACHE_FACT_ENTRIES.map(([id, { says, isAssumed }]) =>
    wrapped(`- **[${id}]**${isAssumed ? " assumed" : ""}: ${says}`),
  ).join("\n");
}

function held(rules: Rules): string {
  return Object.entries(rules)
    .flatMap(([id, rule]) =>
      "otherwise" in rule
        ? [`- **[${id}]** ${howWords(rule)}: ${rule.says} _Otherwise:_ ${rule.otherwise}`]
        : "heldAs" in rule
          ? [`- **${id}**: ${rule.says} Part of ${rule.heldAs}.`]
          : [],
    )
    .map(wrapped)
    .join("\n");
}

function leftOut(rules: Rules): string {
  return Object.entries(rules)
    .flatMap(([id, rule]) =>
      "leftOut" in rule ? [`- **${id}**: ${rule.says} _Not checked because:_ ${rule.leftOut}`] : [],
    )
    .map(wrapped)
    .join("\n");
}

/** How a rule is enforced, in words. */
export function howWords(rule: Rules[string]): string {
  return howOf(rule)
    .map((kind) => WORDS[kind])
    .join(", ");
}

/** A list item, wrapped and indented, but not within code; no line begins like another list item. */
export function wrapped(item: string): string {
  const lines: string[] = [];
  for (const word of item.match(/(`[^`]*`|\S)+/g) ?? []) {
    const line = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length === 0 || (line.length > WIDTH && !/^\d+\.$/.test(word) && lines[lines.length - 1] !== "-")) {
      lines.push(lines.length === 0 ? word : `  ${word}`);
    } else {
      lines[lines.length - 1] = line;
    }
  }
  return lines.join("\n");
}

if (require.main === module) {
  fs.writeFileSync(PAGE, rulesPage());
}
