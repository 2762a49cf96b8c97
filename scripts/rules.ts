/** `npm run rules`: writes `docs/rules.md` from the catalogue of rules. */
import * as fs from "fs";
import * as path from "path";
import { ALL, FAMILIES, googlePage, howOf } from "../lib/rules/catalogue";
import { Rules } from "../lib/rules/rule";

const PAGE = path.join(__dirname, "../docs/rules.md");
const WIDTH = 120;
const WORDS = { types: "prevented by types", error: "error at synth", warning: "warning at synth" };

/** The page as the catalogue has it now. */
export function rulesPage(): string {
  const heldAs = (kind: "types" | "error" | "warning") =>
    Object.values(ALL).filter((rule) => howOf(rule).includes(kind)).length;
  return `# Rules

What Google Cloud requires of a site, and how this package enforces it. Written by \`npm run rules\`.

- **prevented by types** (${heldAs("types")} rules): code that breaks the rule does not compile, or the constructs set it correctly
  by themselves. A resource of the provider, or an override, can still break the rule; the words after it are for those
- **error at synth** (${heldAs("error")} rules): synth fails before a file is written. The message says what is wrong, which value
  was given and what to write instead
- **warning at synth** (${heldAs("warning")} rules): the code is valid but suspicious. Synth prints the warning every time until it is
  acknowledged with a reason, for a construct and all constructs below it:
  \`Warnings.of(construct).acknowledge("CDN-16", "why this is intended")\`. The comment of the synthesized stack then
  contains the warning and the reason

_Otherwise_ says what happens when nothing checks the rule. Each id links to Google's page, or to a page of ours for a rule
of our own.
${FAMILIES.map(({ heading, rules }) => `\n## ${heading}\n\n${held(rules)}\n`).join("")}
## Left out

${FAMILIES.map(({ rules }) => leftOut(rules))
  .filter((text) => text !== "")
  .join("\n")}

${Object.entries(ALL)
  .flatMap(([id, rule]) => ("otherwise" in rule ? [`[${id}]: ${googlePage(id)}`] : []))
  .join("\n")}
`;
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
    .flatMap(([id, rule]) => ("leftOut" in rule ? [`- **${id}**: ${rule.says} _Left out:_ ${rule.leftOut}`] : []))
    .map(wrapped)
    .join("\n");
}

function howWords(rule: Rules[string]): string {
  return howOf(rule)
    .map((kind) => WORDS[kind])
    .join(", ");
}

/** An item of a list in lines of a width, those after the first one set in; none begins like an item of its own. */
function wrapped(item: string): string {
  const lines: string[] = [];
  for (const word of item.split(" ")) {
    const line = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length === 0 || (line.length > WIDTH && !/^\d+\.$/.test(word))) {
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
