/** `node -r peak-memory.js`: tells the benchmark, on file descriptor 3, the most memory that the process had, in kB. */
import * as fs from "fs";

process.on("exit", () => fs.writeSync(3, String(process.resourceUsage().maxRSS)));
