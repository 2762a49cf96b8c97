/** `npm run review -- prod`: synthesizes the app, and prints the page that a reviewer reads before the JSON. */
import "./quiet";
import "../main";
import { run, standardStreams } from "../lib/cli";

void run(["review", ...process.argv.slice(2)], standardStreams()).then((code) => {
  process.exitCode = code;
});
