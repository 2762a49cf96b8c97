/** What a program that synthesizes says of itself: that it wrote, or that it forgot to. */
import * as fs from "fs";
import { TerraformJson, resourcesIn } from "../app/terraform-json";
import { hasFailed } from "../resource/user-error";
import { isCalledByJsii } from "../resource/user-line";

const FORGOTTEN = "app.synth() was not called, so no file was written; call it at the end of the program\n";
/** Whether a stack was made, and whether an app was synthesized. */
const state = { isWatched: false, isSynthesized: false };

/** Prints one line for a stack that was written. Tests and the process of jsii do not print. */
export function printWritten(name: string, json: TerraformJson): void {
  if (process.env.NODE_ENV !== "test" && !isCalledByJsii()) {
    const count = resourcesIn(json.resource).length;
    console.log(`wrote ${name}: ${count} ${count === 1 ? "resource" : "resources"}`);
  }
}

/** Notes that an app is synthesized. */
export function noteSynth(): void {
  state.isSynthesized = true;
}

/**
 * Makes a program that CDKTF runs fail where it makes a stack and never calls `app.synth()`. CDKTF would take what was
 * written before for its result.
 */
export function requireSynth(): void {
  if (process.env.CDKTF_OUTDIR !== undefined && process.env.JEST_WORKER_ID === undefined && !state.isWatched) {
    state.isWatched = true;
    process.once("exit", (code) => {
      // in other languages, a program that ends with an error ends this process with 0
      const isToldAlready = isCalledByJsii() && hasFailed();
      if (code === 0 && !state.isSynthesized && !isToldAlready) {
        fs.writeSync(process.stderr.fd, FORGOTTEN);
        process.exitCode = 1;
      }
    });
  }
}
