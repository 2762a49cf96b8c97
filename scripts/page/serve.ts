/** Previews the site of the page's tests: `node -r @swc-node/register scripts/page/serve.ts --port 8080`. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { run, standardStreams } from "../../lib/cli";
import { synthShop } from "./site";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
process.on("exit", () => fs.rmSync(outdir, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit());
}
synthShop(outdir);
void run(["preview", "prod", "--outdir", outdir, ...process.argv.slice(2)], standardStreams()).then((code) => {
  process.exitCode = code;
});
