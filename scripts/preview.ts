/** `npm run preview -- prod --port 8080`: synthesizes the app, and serves a load balancer of it on this machine. */
import "../main";
import { run, standardStreams } from "../lib/cli";

void run(["preview", ...process.argv.slice(2)], standardStreams()).then((code) => {
  process.exitCode = code;
});
