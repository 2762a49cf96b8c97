/** `npm run reviews`: synthesizes the app, and writes the reviews of its stacks to docs/reviews. */
import * as fs from "fs";
import * as path from "path";
import { environments } from "../environments";
import "../main";

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
const target = path.join(__dirname, "..", "docs", "reviews");

fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target, { recursive: true });
// a folder of a stack that is gone can still be in the output
for (const stack of Object.keys(environments)) {
  fs.copyFileSync(path.join(outdir, "stacks", stack, "review.md"), path.join(target, `${stack}.md`));
}
