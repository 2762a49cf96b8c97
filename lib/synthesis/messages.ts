import { AnnotationMetadataEntryType } from "cdktf";
import { IConstruct } from "constructs";
import { sourceLine } from "./source-lines";

/** What is said of a construct at synth. */
export interface Message {
  readonly construct: IConstruct;
  readonly text: string;
}

/** A message that CDKTF keeps at its construct. */
export interface Annotation extends Message {
  readonly level: AnnotationMetadataEntryType;
}

/** Messages by the path of their construct. */
export function inOrder(messages: readonly Message[]): Message[] {
  const byPath = ({ construct: { node: a } }: Message, { construct: { node: b } }: Message) =>
    a.path === b.path ? 0 : a.path < b.path ? -1 : 1;
  return [...messages].sort(byPath);
}

/** Messages one below the other, each with the path of its construct and where that was made. */
export function listed(messages: readonly Message[]): string {
  return messages.map(({ construct, text }) => `  ${prefixed([construct], text)}${places([construct])}`).join("\n");
}

/** Where constructs were made, in lines to put after a message. */
export function places(constructs: readonly IConstruct[]): string {
  const lines = new Set(constructs.map(sourceLine).filter((line) => line !== undefined));
  return [...lines].map((line) => `\n    made at ${line}`).join("");
}

/**
 * Prints warnings and infos where nobody else does: CDKTF's CLI, which sets this variable, prints them itself; tests look at them.
 * What is said of several constructs is printed once.
 */
export function printAnnotations(annotations: readonly Annotation[]): void {
  if (process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined || process.env.NODE_ENV === "test") {
    return;
  }
  const same = new Map<string, Annotation[]>();
  annotations.forEach((each) => {
    const key = `${each.level} ${each.text}`;
    same.set(key, [...(same.get(key) ?? []), each]);
  });
  same.forEach((group) => {
    const [{ level, text }] = group;
    const constructs = group.map(({ construct }) => construct);
    const word = level === AnnotationMetadataEntryType.INFO ? "info" : "warning";
    console.error(`${word}: ${prefixed(constructs, text)}${places(constructs)}`);
  });
}

function prefixed(constructs: readonly IConstruct[], text: string): string {
  const paths = constructs.map(({ node }) => node.path).filter((path) => path !== "");
  return paths.length > 0 ? `[${paths.join(", ")}] ${text}` : text;
}
