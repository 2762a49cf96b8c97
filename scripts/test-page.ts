/** `npm run test:page`: the page `/_preview` in headless Chromium. `-- --only <text>` runs the cases with this text. */
import { parseArgs } from "util";
import { CASES } from "./page/cases";
import { withPage } from "./page/running-page";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
  const cases = Object.entries(CASES).filter(([name]) => name.includes(values.only));
  let failed = 0;
  await withPage(async (running) => {
    for (const [name, run] of cases) {
      try {
        await run(running);
        console.log(`ok      ${name}`);
      } catch (error) {
        failed++;
        console.log(`FAILED  ${name}\n${(error as Error).message.trim().replace(/^/gm, "        ")}`);
      }
    }
  });
  console.log(`Page: ${cases.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && cases.length > 0 ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
