/** The page `/_preview` of a running preview, in headless Chromium. */
import { spawn, spawnSync } from "child_process";
import * as http from "http";
import * as net from "net";
import * as path from "path";
import { Browser, BrowserContextOptions, Page, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const SERVE = path.join(__dirname, "serve.ts");
/** How long the preview may take to start, in milliseconds. */
const PATIENCE = 60_000;

/** A page, and what is wrong with it: errors in its console, and requests to anything but the preview. */
export interface Opened {
  readonly page: Page;
  readonly wrong: readonly string[];
}

/** A preview and a browser. */
export interface Running {
  readonly origin: string;
  readonly port: number;
  readonly open: (options?: BrowserContextOptions) => Promise<Opened>;
}

/** Starts a preview and a browser for some work, and stops both. */
export async function withPage(work: (running: Running) => Promise<void>): Promise<void> {
  const executablePath = browserPath();
  const [port, httpPort] = await freePorts();
  const options = ["--port", port, "--http-port", httpPort, "--client-ip", "203.0.113.7", "--seed", "1"];
  const server = spawn(process.execPath, ["-r", "@swc-node/register", SERVE, ...options.map(String)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://localhost:${port}`;
  let browser: Browser | undefined;
  try {
    await answering(`${origin}/_preview`, () => server.exitCode !== null);
    // as root, in a container, Chromium has no sandbox
    browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
    const started = browser;
    await work({ origin, port, open: (context) => open(started, origin, context) });
  } finally {
    await browser?.close();
    server.kill();
  }
}

function browserPath(): string {
  const found = [process.env.CHROME_PATH ?? "", ...NAMES]
    .map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout.trim())
    .find((file) => file !== "");
  if (found === undefined) {
    throw new Error("the page needs Chromium; run apt-get install chromium, or set CHROME_PATH to its program");
  }
  return found;
}

async function open(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US", ...options });
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      wrong.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/_preview`) && !request.url().startsWith("data:")) {
      wrong.push(`request: ${request.url()}`);
    }
  });
  await page.goto(`${origin}/_preview`);
  await page.getByText("live", { exact: true }).waitFor();
  await page.locator("#diagram .box").first().waitFor();
  return { page, wrong };
}

/** Ports that nobody listens on now. */
async function freePorts(): Promise<number[]> {
  const servers = [net.createServer(), net.createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await answers(url))) {
    if (hasEnded() || Date.now() > end) {
      throw new Error("the preview did not start");
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    http
      .get(url, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on("error", () => resolve(false));
  });
}
