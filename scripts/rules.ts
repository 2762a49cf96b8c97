/** `npm run rules`: writes `docs/rules.md` from the catalogue of rules. */
import * as fs from "fs";
import * as path from "path";
import { ALL, FAMILIES, googlePage, howOf } from "../lib/rules/catalogue";
import { Rules } from "../lib/rules/rule";

const PAGE = path.join(__dirname, "../docs/rules.md");
const WIDTH = 120;
const WORDS = { types: "impossible", error: "error", warning: "warning" };

/** The page as the catalogue has it now. */
export function rulesPage(): string {
  const heldAs = (kind: "types" | "error" | "warning") =>
    Object.values(ALL).filter((rule) => howOf(rule).includes(kind)).length;
  return `# Rules

What Google Cloud wants of a site, and how it is held here. Written by \`npm run rules\`.

- **impossible** (${heldAs("types")} rules): code that breaks the rule does not compile, or the constructs settle it by themselves.
  A resource of the provider, or an override, may still break it; what follows the word is for those
- **error** (${heldAs("error")} rules): synth fails before a file is written, and says what is wrong, what was given and what to do
- **warning** (${heldAs("warning")} rules): legal, and suspicious. It is said at every synth until it is acknowledged with a reason,
  for a construct and all below it: \`Warnings.of(construct).acknowledge("CDN-16", "why it is all right here")\`.
  Warning and reason then stand in the comment of the synthesized stack

Each id leads to Google's page; what is our own, to ours.
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
