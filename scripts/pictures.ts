/** `npm run pictures`: the pictures of the page `/_preview` for the docs, light and dark, from a running preview. */
import * as fs from "fs";
import * as path from "path";
import { get } from "./page/cases";
import { Running, withPage } from "./page/running-page";

const FOLDER = path.join(__dirname, "../docs/pictures");
const SHOP = "shop.example.com";
const PATHS = ["/", "/assets/app.css", "/sale", "/.git/config", "/cart?item=42", "/api/orders?page=2"];
/** The largest picture, in bytes. */
const MAX_BYTES = 150_000;

/** Writes over what differs from run to run, as an expression for the page: ports, times and durations. */
const SAME_EVERYWHERE = (port: number) => `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (text.parentElement.closest("script, style")) continue;
    text.data = text.data.replace(/\\b\\d+(\\.\\d+)? (ms|s)\\b/g, "4 ms").replace(/\\d\\d:\\d\\d:\\d\\d/g, "12:00:00").replace(/localhost:(\\d+)/g, (_, port) => port === "${port}" ? "localhost:8080" : "localhost:8081");
  }
})()`;

async function take(running: Running, colorScheme: "light" | "dark"): Promise<void> {
  const { page, wrong } = await running.open({ colorScheme, viewport: { width: 1100, height: 1400 } });
  const rows = page.locator("#log-rows tr");
  await rows.nth(PATHS.length - 1).waitFor();
  await rows.filter({ hasText: "/api/orders" }).click();
  await page.evaluate("document.activeElement.blur(), scrollTo(0, 0)");
  await page.evaluate(SAME_EVERYWHERE(running.port));
  const parts = {
    "preview-site": await page.locator("#site").screenshot(),
    "preview-decision": await page.locator("#ask").screenshot(),
  };
  await page.close();
  for (const [name, picture] of Object.entries(parts)) {
    if (wrong.length > 0 || picture.length > MAX_BYTES) {
      throw new Error([...wrong, `${name} has ${picture.length} bytes, at most ${MAX_BYTES}`].join("\n"));
    }
    fs.writeFileSync(path.join(FOLDER, `${name}-${colorScheme}.png`), picture);
  }
}

async function main(): Promise<void> {
  fs.mkdirSync(FOLDER, { recursive: true });
  await withPage(async (running) => {
    for (const url of PATHS) {
      await get(running, SHOP, url);
    }
    await take(running, "light");
    await take(running, "dark");
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
