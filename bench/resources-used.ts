/** `node -r resources-used.js`: tells the benchmark, on file descriptor 3, what the process used. */
import * as fs from "fs";

/** CPU time, of all threads, and the most memory. */
export interface Used {
  readonly seconds: number;
  readonly megabytes: number;
}

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used: Used = { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  fs.writeSync(3, JSON.stringify(used));
});
