/* A command is loaded when it is run: most of them need what the others do not. */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load all of them */
import { Command } from "./command";

/** The commands, with a line about each. */
export const COMMANDS: { readonly [name: string]: { readonly summary: string; readonly load: () => Command } } = {
  review: {
    summary: "print what visitors of a synthesized stack will see, and what changes for them",
    load: () => (require("./review") as typeof import("./review")).command,
  },
  preview: {
    summary: "serve a synthesized load balancer on this machine, in front of your own processes",
    load: () => (require("./preview") as typeof import("./preview")).command,
  },
  try: {
    summary: "deploy a synthesized stack, or a change of it, into a simulated Google Cloud",
    load: () => (require("./try") as typeof import("./try")).command,
  },
};
