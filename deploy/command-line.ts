import * as path from "node:path";
import { ROOT } from "./synthesis";

/** The command line of CDKTF. */
export const CDKTF = path.join(ROOT, "node_modules", ".bin", "cdktf");

/** What it cannot find where it is not made for this Node.js. */
const MODULE = /Cannot find module '[^']*\bpty\.node'/;

/** Whether a command of it could not start, by what it said. */
export function cannotStart(output: string): boolean {
  return MODULE.test(output);
}

/** What a failed command of it tells; that it cannot start at all is hard to see from its own words. */
export function failureOf(output: string): string {
  return cannotStart(output)
    ? `cdktf-cli does not start on Node.js ${process.versions.node}: it has prebuilt modules up to Node.js 22 only. ` +
        "Run this with Node.js 20 or 22. For your own site you can use cdktn-cli, which needs Node.js 22.19 or later " +
        "(docs/if-cdktf-ends.md)."
    : output;
}
