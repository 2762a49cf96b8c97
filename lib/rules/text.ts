/** The sentence of a finding. Its words are chosen last, when it is known whether the user wrote props or Terraform's arguments. */
export interface Text {
  readonly strings: readonly string[];
  readonly facts: readonly Fact[];
}

/** A value between the words of a sentence. A plain text or number is shown as it is. */
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

/** An argument by its path: named as a prop for a user who wrote props, and as in Terraform for all others. */
export function argument(path: string): Argument {
  return new Argument(path);
}

/** A value that was given. */
export function given(value: unknown): Given {
  return new Given(value);
}

/** The values that were given and that a sentence shows. */
export function valuesIn(sentence: Text): unknown[] {
  return sentence.facts.flatMap((fact) => {
    if (fact instanceof Given) {
      return [fact.value];
    }
    return typeof fact === "object" && !(fact instanceof Argument) ? valuesIn(fact) : [];
  });
}

/** A sentence in which some arguments, by their paths, have other names. */
export function withNames(sentence: Text, names: { readonly [argument: string]: string }): Text {
  const renamed = (fact: Fact): Fact => {
    if (fact instanceof Argument) {
      return names[fact.path] ?? fact;
    }
    return typeof fact === "object" && !(fact instanceof Given) ? withNames(fact, names) : fact;
  };
  return { strings: sentence.strings, facts: sentence.facts.map(renamed) };
}

/** A number with commas, as in 10,000. `toLocaleString` reads the tables of all languages first, which takes 15 ms. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** The name of an argument in a block, as Terraform has it. */
export const terraformName: NameOf = (path) => path.slice(path.lastIndexOf(".") + 1);

/** A value as JSON writes it; `nothing` for one that is missing. What JSON does not have is shown in words. */
export const shown: Show = (value) => {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "symbol":
      return String(value);
    case "number":
      // JSON has neither NaN nor Infinity
      return String(value);
    case "object":
      return value === null ? "null" : shownObject(value);
    default:
      return isPem(value) ? PEM : JSON.stringify(value);
  }
};

/** A text in PEM format is long, and may be a private key. */
const PEM = "a text in PEM format";

function isPem(value: unknown): boolean {
  return typeof value === "string" && value.includes("-----BEGIN ");
}

function shownObject(value: object): string {
  try {
    const { constructor } = value as { readonly constructor?: unknown };
    if (typeof constructor === "function" && !Array.isArray(value) && constructor.name !== "Object") {
      const path = pathOf(value);
      return path === undefined ? `a ${constructor.name}` : JSON.stringify(path);
    }
    return JSON.stringify(value, (_key, inner: unknown) =>
      isPem(inner) || ["bigint", "function", "symbol"].includes(typeof inner) ? shown(inner) : (pathOf(inner) ?? inner),
    );
  } catch {
    return "an object that cannot be written as JSON";
  }
}

/** The path of a construct; undefined for all else. */
export function pathOf(value: unknown): string | undefined {
  const { node = undefined } = (value ?? {}) as { readonly node?: { readonly path?: unknown } };
  return typeof node?.path === "string" ? node.path : undefined;
}

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
