import { IConstruct } from "constructs";

/** What is said of a construct at synth. */
export interface Message {
  readonly construct: IConstruct;
  readonly text: string;
}

/** Messages by the path of their construct. */
export function inOrder(messages: readonly Message[]): Message[] {
  const byPath = ({ construct: { node: a } }: Message, { construct: { node: b } }: Message) =>
    a.path === b.path ? 0 : a.path < b.path ? -1 : 1;
  return [...messages].sort(byPath);
}

/** Messages one below the other, each after the path of its construct. */
export function listed(messages: readonly Message[]): string {
  return messages.map(({ construct, text }) => `  ${prefixed([construct], text)}`).join("\n");
}

/**
 * Prints warnings where nobody else does: CDKTF's CLI, which sets this variable, prints them itself; tests look at them.
 * What is said of several constructs is printed once.
 */
export function printWarnings(messages: readonly Message[]): void {
  if (process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined || process.env.NODE_ENV === "test") {
    return;
  }
  const byText = new Map<string, IConstruct[]>();
  messages.forEach(({ construct, text }) => byText.set(text, [...(byText.get(text) ?? []), construct]));
  byText.forEach((constructs, text) => console.error(`warning: ${prefixed(constructs, text)}`));
}

function prefixed(constructs: readonly IConstruct[], text: string): string {
  const paths = constructs.map(({ node }) => node.path).filter((path) => path !== "");
  return paths.length > 0 ? `[${paths.join(", ")}] ${text}` : text;
}
