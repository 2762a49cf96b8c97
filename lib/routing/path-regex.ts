import { RE2JS } from "re2js";
import { Unanswerable } from "../app/values";

/** In a substitution: a group by its number, a backslash, or what RE2 does not know. */
const ESCAPE = /\\(.?)/gs;
/** A repetition of any character, such as `.*`. */
const ANY_REPEATED = /^\.[*+?{]/;

/** Why a pattern is no regular expression of RE2. */
export function patternFault(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace("error parsing regexp: ", "");
  }
}

/** The number of groups in a pattern that is a regular expression. */
export function groupCount(pattern: string): number {
  return RE2JS.compile(pattern).groupCount();
}

/** What a substitution has that stands for nothing: a group that the pattern does not have, or another escape. */
export function strangeEscape(pattern: string, substitution: string): string | undefined {
  const groups = groupCount(pattern);
  const isKnown = (escaped: string) => escaped === "\\" || (/^\d$/.test(escaped) && Number(escaped) <= groups);
  return [...substitution.matchAll(ESCAPE)].find(([, escaped]) => !isKnown(escaped))?.[0];
}

/** A repetition of any character in a pattern, such as `.*`. What is in brackets or escaped is none. */
export function repeatedAny(pattern: string): string | undefined {
  const plain = pattern.replace(/\\./gs, "__").replace(/\[\^?\]?[^\]]*\]/g, (range) => "_".repeat(range.length));
  const index = [...plain].findIndex((_, at) => ANY_REPEATED.test(plain.slice(at)));
  return index < 0 ? undefined : plain.slice(index, index + 2);
}

/** A path in which every part that fits the pattern has given way: `\1` is the first group, `\0` the whole part. */
export function substitute(path: string, pattern: string, substitution: string): string {
  const fault = patternFault(pattern);
  if (fault !== undefined || strangeEscape(pattern, substitution) !== undefined) {
    throw new Unanswerable(`the rewrite of ${pattern} to ${substitution} is not one of RE2: UM-13`);
  }
  const matcher = RE2JS.compile(pattern).matcher(path);
  let [result, end] = ["", 0];
  while (matcher.find()) {
    const filled = substitution.replace(ESCAPE, (_, escaped: string) =>
      escaped === "\\" ? "\\" : (matcher.group(Number(escaped)) ?? ""),
    );
    result += path.slice(end, matcher.start()) + filled;
    end = matcher.end();
  }
  const rewritten = result + path.slice(end);
  if (!rewritten.startsWith("/")) {
    throw new Unanswerable(
      `Google does not document what a rewrite to ${rewritten} does; let the path begin with a slash`,
    );
  }
  return rewritten;
}
