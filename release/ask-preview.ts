/** Starts the preview of an installed package in its project, and asks it for the site and the page. */
import { spawn } from "child_process";
import * as path from "path";

const PORTS = ["--port", "0", "--http-port", "0"];

async function main(project: string, stack: string): Promise<void> {
  const command = path.join(project, "node_modules/.bin/cdktf-google-serverless-lb");
  const child = spawn(command, ["preview", stack, ...PORTS], { cwd: project });
  try {
    const printed = await new Promise<string>((resolve, reject) => {
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes("Ctrl+C")) {
          resolve(text);
        }
      });
      child.stderr.on("data", (chunk: Buffer) => reject(new Error(chunk.toString())));
      child.on("error", reject);
    });
    const origin = /http:\/\/localhost:\d+/.exec(printed)?.[0] ?? "";
    const site = (await (await fetch(origin)).json()) as { readonly url: string };
    const page = await (await fetch(`${origin}/_preview`)).text();
    if (site.url !== "https://app.example.com/" || !page.startsWith("<!doctype html>")) {
      throw new Error(`the preview answers ${JSON.stringify(site)} and ${page.slice(0, 80)}`);
    }
  } finally {
    child.kill();
  }
}

main(process.argv[2], process.argv[3]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
