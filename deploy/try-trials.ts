import * as fs from "node:fs";
import * as path from "node:path";
import { environments } from "../environments";
import { initEnvironment } from "../simulator/try/environment";
import { Ended, start } from "../simulator/try/process";
import { Outcome, Trial } from "./outcome";
import { CANNOT_RUN, Prepared } from "./prepared";
import { ROOT } from "./synthesis";

const PART = "npm run try";
/** A Terraform that does all but apply. */
const NO_APPLY = `#!/bin/sh
if [ "$1" = apply ]; then echo "this Terraform does not apply" >&2; exit 1; fi
PATH=\${PATH#*:} exec terraform "$@"
`;
/** A Terraform that cannot get the provider. */
const NO_INIT = `#!/bin/sh
if [ "$1" = init ]; then echo "could not query provider registry" >&2; exit 1; fi
PATH=\${PATH#*:} exec terraform "$@"
`;

/** Runs `npm run try` as a person does: each environment, and what makes it fail. */
export function tryTrials(prepared: Prepared): Trial[] {
  const well = Object.entries(environments).map(([id, { domains, regions }]) => ({
    part: PART,
    name: `npm run try -- ${id}`,
    run: () =>
      tried([id], {}, 0, [
        ...domains.map((domain) => `https://${domain}/  goes to ${id}-frontend`),
        ...domains.map((domain) => `http://${domain}/  301 to https://${domain}/`),
        ...regions.map((region) => `locations/${region}/services/${id}-api-service-${region}`),
      ]),
  }));
  const failing = (script: string) => ({ PATH: `${folderWith(prepared, script)}:${process.env.PATH}` });
  return [
    ...well,
    {
      part: PART,
      name: "npm run try -- dev, with an apply that fails",
      run: () => tried(["dev"], failing(NO_APPLY), 1, ["this Terraform does not apply", "cdktf deploy dev failed"]),
    },
    {
      part: PART,
      name: "npm run try -- dev, without the provider",
      run: () => tried(["dev"], failing(NO_INIT), CANNOT_RUN, ["cannot get the provider hashicorp/google"]),
    },
    {
      part: PART,
      name: "npm run try -- dev, without Terraform",
      run: () => tried(["dev"], { PATH: prepared.emptyFolder() }, CANNOT_RUN, ["Install Terraform"]),
    },
  ];
}

function folderWith(prepared: Prepared, script: string): string {
  const folder = prepared.emptyFolder();
  fs.writeFileSync(path.join(folder, "terraform"), script, { mode: 0o755 });
  return folder;
}

async function tried(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  wanted: number,
  words: readonly string[],
): Promise<Outcome> {
  const { code, output }: Ended = await start(
    process.execPath,
    ["-r", "@swc-node/register", path.join("deploy", "try.ts"), ...args],
    { cwd: ROOT, env: { ...initEnvironment(), NODE_OPTIONS: "", ...env }, timeoutSec: 900 },
  ).ended;
  const missing = words.filter((word) => !output.includes(word)).map((word) => `it does not say: ${word}`);
  const problems = code === wanted ? missing : [`exit code ${code} instead of ${wanted}`, ...missing];
  const [added] = /(\d+ added), 0 changed, 0 destroyed/.exec(output)?.slice(1) ?? ["–"];
  return {
    plan: added,
    applied: `exit code ${code}`,
    windows: code === 0 ? "none" : "–",
    whoGetsIn: "–",
    problems: problems.length === 0 ? [] : [...problems, output],
  };
}
