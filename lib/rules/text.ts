/** The sentence of a finding. It is put together last, when it is known how its reader wrote what it is about. */
export interface Text {
  readonly strings: readonly string[];
  readonly facts: readonly Fact[];
}

/** What stands in a sentence between its words. A plain text or number stands there as it is. */
export type Fact = string | number | Text | Argument | Given;

/** How an argument is called, by its path in the words of Terraform, such as `cdn_policy.default_ttl`. */
export type NameOf = (argument: string) => string;

/** How a value that was given is shown. */
export type Show = (value: unknown) => string;

class Argument {
  public constructor(public readonly path: string) {}
}

class Given {
  public constructor(public readonly value: unknown) {}
}

/** A sentence: text`${argument("cdn_policy.max_ttl")} may not be above 5, got ${given(6)}; lower it`. */
export function text(strings: TemplateStringsArray, ...facts: Fact[]): Text {
  return { strings, facts };
}

/** An argument by its path: named as a prop to who wrote props, and as Terraform has it to all others. */
export function argument(path: string): Argument {
  return new Argument(path);
}

/** A value that was given. */
export function given(value: unknown): Given {
  return new Given(value);
}

/** The name of an argument in a block, as Terraform has it. */
export const terraformName: NameOf = (path) => path.slice(path.lastIndexOf(".") + 1);

/** A value as JSON writes it; `nothing` for one that is not there. */
export const shown: Show = (value) => {
  // JSON has neither NaN nor Infinity
  const isNoNumber = typeof value === "number" && !Number.isFinite(value);
  return value === undefined ? "nothing" : isNoNumber ? String(value) : JSON.stringify(value);
};

/** A sentence in words. */
export function worded(sentence: Text, nameOf: NameOf = terraformName, show: Show = shown): string {
  const word = (fact: Fact): string => {
    if (fact instanceof Argument) {
      return nameOf(fact.path);
    }
    if (fact instanceof Given) {
      return show(fact.value);
    }
    return typeof fact === "object" ? worded(fact, nameOf, show) : String(fact);
  };
  return sentence.strings
    .map(
      (part, index) =>
        part +
        sentence.facts
          .slice(index, index + 1)
          .map(word)
          .join(""),
    )
    .join("");
}
