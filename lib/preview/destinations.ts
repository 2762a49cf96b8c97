/** What answers in place of a service or bucket. */
import * as fs from "fs";
import * as path from "path";
import { Resource, Stack } from "../app/stack";

/** What answers: a process of the developer, a folder, or the preview itself. */
export type Destination =
  | { readonly kind: "url"; readonly url: URL }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "built-in" };

/** What `--service NAME=…` says. */
export interface GivenService {
  readonly name: string;
  readonly destination: Destination;
}

/** An error that the developer can fix, with the way out. */
export class PreviewError extends Error {}

/** Where requests go if nobody says it. */
export const BUILT_IN: Destination = { kind: "built-in" };

/** Reads `NAME=http://localhost:3000` or `NAME=./folder`. */
export function parseService(written: string): GivenService {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(written) ?? [];
  if (name === undefined) {
    throw new PreviewError(
      `--service must be NAME=http://localhost:PORT, or NAME=./folder for a bucket, got ${JSON.stringify(written)}`,
    );
  }
  return { name, destination: /^https?:\/\//i.test(value) ? ofUrl(name, value) : ofFolder(name, value) };
}

function ofUrl(name: string, value: string): Destination {
  if (!URL.canParse(value)) {
    throw new PreviewError(`--service ${name} must have a URL such as http://localhost:3000, got ${value}`);
  }
  const url = new URL(value);
  if (url.pathname !== "/" || url.search !== "") {
    throw new PreviewError(
      `--service ${name} must have a URL without a path, because the load balancer sends the path of the request, got ${value}; write ${url.origin}`,
    );
  }
  return { kind: "url", url };
}

function ofFolder(name: string, value: string): Destination {
  if (!fs.existsSync(value) || !fs.statSync(value).isDirectory()) {
    throw new PreviewError(
      `--service ${name}: the folder ${value} does not exist; create it, or write a URL such as http://localhost:3000`,
    );
  }
  return { kind: "folder", folder: path.resolve(value) };
}

/** A destination in words. */
export function destinationWords(destination: Destination): string {
  switch (destination.kind) {
    case "url":
      return destination.url.origin;
    case "folder":
      return path.relative("", destination.folder) || ".";
    default:
      return "built-in";
  }
}

/** The names by which a resource is called: its name in Google Cloud, and the path of its construct, with and without the stack. */
export function namesOf(stack: Stack, { name, path: written, type, id }: Resource): string[] {
  const whole = written.replace(/\/Resource$/, "");
  const own =
    stack.name !== undefined && whole.startsWith(`${stack.name}/`) ? whole.slice(stack.name.length + 1) : whole;
  return [...new Set([own, whole, name, `${type}.${id}`])].filter((each) => each !== "");
}
