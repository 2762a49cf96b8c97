import { SynthesizedApp } from "../../app/synthesized-app";
import { URL_MAP } from "../../app/types";
import { About, Found, about } from "../rule";
import { literalsIn } from "../../app/literals";
import { given, text } from "../text";

/**
 * What JavaScript writes for a value that is missing or an object, as a whole part of a name, a URL or an address; and what
 * Python and Java write, as a part beside others: alone, it can be a word.
 */
const MISSING =
  /(?:^|[/.:@=-])(undefined|NaN)(?=$|[/.:@=-])|(?:[/.:@-](None|null)(?=$|[/.:@-])|^(None|null)(?=[/.:@-]))|(\[object Object\])/;

/** Texts of which a part is what is written for a value that is missing, each argument once in a stack. */
export function missingParts(app: SynthesizedApp): Found[] {
  const told = new Set<string>();
  const ofStacks = [...app.providers(), ...app.backends()].flatMap(({ stack, config }) =>
    missingIn({ path: stack }, stack, config, told),
  );
  // the paths of visitors may be anything
  const resources = app.resources.filter(({ type }) => type !== URL_MAP);
  return [...ofStacks, ...resources.flatMap((resource) => missingIn(resource, resource.stack, resource.config, told))];
}

function missingIn(where: About, stack: string, config: object, told: Set<string>): Found[] {
  const parts = literalsIn(config, [], (value) => MISSING.test(value));
  // the name is often made from another argument
  const named = parts.filter(({ path }) => path.join() !== "name");
  return (named.length > 0 ? named : parts).flatMap(({ value, path }) => {
    const [, ofScript, part, first, object] = MISSING.exec(value) ?? [];
    const word = ofScript ?? part ?? first;
    const argument = path.join(".");
    const key = `${stack} ${argument}`;
    const written = word ?? object;
    if (written === undefined || told.has(key)) {
      return [];
    }
    told.add(key);
    return [
      about(
        where,
        text`${argument} has the text ${written}, got ${given(value)}; ${
          object === undefined
            ? "check that the variables in this text have values, such as those of the environment"
            : "insert one of the object's values, or write the object as JSON"
        }`,
      ),
    ];
  });
}
