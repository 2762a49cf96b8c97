import { interpolations } from "../../app/expressions";
import { SynthesizedApp } from "../../app/synthesized-app";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { Literal, literalsIn } from "../../app/literals";

/** What a name in an expression may begin with that is no type of a resource. */
const ROOTS = ["count", "data", "each", "ephemeral", "local", "module", "path", "provider", "self", "terraform", "var"];
const WORDS = ["true", "false", "null"];
const NAME = /^([A-Za-z_][\w-]*)((?:\s*\.\s*[\w*-]+|\[[^\]]*\])*)$/;
const DIRECTIVE = /^~?\s*(if|else|endif|for|endfor)\b/;
/** What other languages write in the braces: defaults, substitutions and lengths of a shell, and GitHub's `{{ … }}`. */
const FOREIGN = /^$|^#|^!\w+$|^[A-Za-z_]\w*(:[-=?+]|:\d|[#%^,@/])|^\{[^=:]*\}$/;
/** Where header variables may be written, in braces without a dollar sign. */
const HEADERS = /header/;

/** Arguments of Terraform's own that take no expression at all. */
const NAMES_ALONE = ["ignore_changes", "provider"];

/** Texts in which Terraform reads an expression that nobody meant: it cannot be one. */
export function accidentalExpressions(app: SynthesizedApp): Found[] {
  const inResources = app.resources.flatMap((resource) =>
    literalsIn(resource.config, [], mayHoldExpression)
      .filter(({ path }) => !path.some((name) => NAMES_ALONE.includes(name)))
      .flatMap((literal) => accidentsIn(literal, app, resource.stack).map((found) => about(resource, found))),
  );
  const elsewhere = [...app.stacks].flatMap(([stack, json]) =>
    (["provider", "output", "locals", "data"] as const).flatMap((section) =>
      literalsIn(json[section], [section], mayHoldExpression).flatMap((literal) =>
        accidentsIn(literal, app, stack).map((found) => about({ path: stack }, found)),
      ),
    ),
  );
  return [...inResources, ...elsewhere];
}

function mayHoldExpression(text: string): boolean {
  return text.includes("{");
}

function accidentsIn({ value, path }: Literal, app: SynthesizedApp, stack: string): Text[] {
  const found = interpolations(value);
  // what a loop is over has a name of the loop's own
  if (found.some(({ code, from }) => value[from] === "%" && /^~?\s*for\b/.test(code))) {
    return [];
  }
  const isType = (name: string) => app.stacks.get(stack)?.resource?.[name] !== undefined;
  const accident = found.find(({ code, from, to }) => to > value.length || isAccident(value[from], code, isType));
  if (accident === undefined) {
    return [];
  }
  const written = value.slice(accident.from, accident.to);
  const header =
    HEADERS.test(path.join(".")) && /^\$\{\w+\}$/.test(written)
      ? `write ${written.slice(1)} for a variable of the load balancer, or `
      : "";
  return [
    text`Terraform reads ${written} in ${path.join(".")} as an expression, but it is not a valid one, got ${given(value)}; ${header}if you mean these characters themselves, write ${value[accident.from]}${written}`,
  ];
}

function isAccident(opening: string, given: string, isType: (name: string) => boolean): boolean {
  if (opening === "%") {
    return !DIRECTIVE.test(given);
  }
  const code = given.replace(/^~|~$/g, "").trim();
  const [, root, rest] = NAME.exec(code) ?? [];
  if (root === undefined) {
    return FOREIGN.test(code);
  }
  if (rest === "") {
    return !WORDS.includes(root);
  }
  // the type of a resource begins with the name of its provider
  return !ROOTS.includes(root) && !root.includes("_") && !isType(root);
}
