/** Which known name was meant by one that nobody knows. A wrong guess is worse than none. */
import { Vocabulary } from "../google/vocabulary";

/** A known name, and how far a given one is from it. */
interface Candidate {
  readonly name: string;
  readonly cost: number;
}

const MAX_DISTANCE = 3;
/** Of a word that is known though a letter is wrong. */
const MIN_LENGTH = 4;
/** So many words of a known name may be left out. */
const MAX_LEFT_OUT = 3;
/** What costs more than all wrong letters: to leave out words. */
const LEFT_OUT = 10;
/** Words that say nothing more where the others are a whole name. */
const EMPTY_WORDS = new Set(
  "address code config count email enable enabled limit list name number option setting string url v value var variable".split(
    " ",
  ),
);

/** The known name that a misspelled one most likely means, or undefined if none is near, or several are as near. */
export function nearest(given: string, known: Iterable<string>, vocabulary: Vocabulary = {}): string | undefined {
  const names = [...known];
  const whole = wordsOf(given).join(" ");
  const other = Object.entries(vocabulary.names ?? {}).find(([each]) => each === whole)?.[1];
  return (
    best(
      names.map((name) => ({ name, cost: compact(name) === compact(given) ? editDistance(given, name) : Infinity })),
    ) ??
    (other !== undefined && names.includes(other) ? other : undefined) ??
    best(names.map((name) => ({ name, cost: Math.min(spelled(given, name), worded(given, name, vocabulary)) })))
  );
}

/** The hint at a similar name, or else the given text. */
export function didYouMean(
  given: string,
  known: Iterable<string>,
  otherwise: string,
  vocabulary: Vocabulary = {},
): string {
  const near = nearest(given, known, vocabulary);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}

/** What is meant by a spelling that is nearly one of those known, each with its meaning. */
export function slipOf(given: string, spellings: Iterable<readonly [spelling: string, meaning: string]>) {
  const candidates = [...spellings].filter(([spelling]) => isSlip(given, spelling));
  return best(candidates.map(([spelling, name]) => ({ name, cost: editDistance(given, spelling) })));
}

/** Whether two words are the same but for a slip of the fingers. With another letter, a short one is another word. */
function isSlip(a: string, b: string, length = Math.max(a.length, b.length)): boolean {
  const letters = (word: string) => [...word].sort().join("");
  const isOther = a.length === b.length && length < MIN_LENGTH && letters(a) !== letters(b);
  return a === b || (!isOther && editDistance(a, b) <= Math.min(MAX_DISTANCE, Math.floor(length / 3)));
}

/** The name that is nearer than all others. */
function best(candidates: readonly Candidate[]): string | undefined {
  const least = Math.min(...candidates.map(({ cost }) => cost));
  const names = new Set(candidates.filter(({ cost }) => cost === least && cost < Infinity).map(({ name }) => name));
  return names.size === 1 ? [...names][0] : undefined;
}

/** How many letters are wrong; infinite for what is another word. */
function spelled(given: string, name: string): number {
  const [a, b] = [wordsOf(given), wordsOf(name)];
  const isFar = a.length === b.length && a.some((word, index) => !isNumber(word) && !isSlip(word, b[index]));
  const [one, other] = [compact(given), compact(name)];
  const isNear = !isFar && isSlip(one, other, Math.min(one.length, other.length));
  return isNear ? editDistance(one, other) : Infinity;
}

/** How many words of a known name are left out, if all that are given are among them in any order. */
function worded(given: string, name: string, { words = {} }: Vocabulary): number {
  const known = [...new Set(wordsOf(name))];
  const own = new Set(wordsOf(given).flatMap((word) => replaced(word, known, words)));
  const strange = [...own].filter((word) => !known.includes(word));
  const leftOut = known.filter((word) => !own.has(word)).length;
  const isWhole = leftOut === 0 && strange.every((word) => EMPTY_WORDS.has(word));
  const isPart = strange.length === 0 && own.size > 0 && leftOut <= MAX_LEFT_OUT;
  return isWhole || isPart ? LEFT_OUT * (1 + leftOut) + strange.length : Infinity;
}

/** A word as a known name has it. A short one with a wrong letter is another word. */
function replaced(word: string, known: readonly string[], words: NonNullable<Vocabulary["words"]>): string[] {
  const near = (all: readonly string[]) =>
    all.find((each) => Math.min(word.length, each.length) >= MIN_LENGTH && isSlip(word, each));
  const slip = known.includes(word) || Object.hasOwn(words, word) ? word : (near(known) ?? near(Object.keys(words)));
  const meant = slip ?? word;
  return (!known.includes(meant) && Object.hasOwn(words, meant) ? words[meant] : meant).split(" ");
}

/** The words of a name in lower case and in the singular, and its numbers. */
function wordsOf(name: string): string[] {
  const parts = name.replace(/([a-z])([A-Z])/g, "$1 $2").match(/[A-Za-z]+|\d+/g) ?? [];
  return parts.map((part) => part.toLowerCase().replace(/(?<=..[^s])s$/, ""));
}

function compact(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

/** How many letters are too many, missing, wrong or swapped. */
function editDistance(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, changed, isSwapped ? before[j - 2] + 1 : Infinity));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
