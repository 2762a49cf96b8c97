import * as fs from "node:fs";
import * as path from "node:path";
import { gcloudEnvironment } from "../simulator/how-to-connect";
import { cleanEnvironment } from "../simulator/try/environment";
import { Ended, start } from "../simulator/try/process";
import { Prepared } from "./prepared";

/** Whether `gcloud` can be run; why not, if not. It is looked for once. */
let absence: Promise<string | undefined> | undefined;

/** Why the gcloud CLI cannot be run here; `undefined` when it can. */
export function gcloudIsAbsent(prepared: Prepared): Promise<string | undefined> {
  absence ??= look(prepared.emptyFolder());
  return absence;
}

async function look(folder: string): Promise<string | undefined> {
  const { code } = await start("gcloud", ["version"], { cwd: folder, env: gcloudIn(folder, {}) }).ended;
  if (code === 0) return undefined;
  return "`gcloud` is not on the PATH, or does not run; install the gcloud CLI (https://docs.cloud.google.com/sdk/docs/install)";
}

/** The real gcloud CLI, with the simulator for a cloud. */
export class Gcloud {
  /** Where it writes, and where files for it may lie. */
  public readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;

  /** With the environment that the simulator's user is told, or with one that was read from what it prints. */
  public constructor(prepared: Prepared, address: string, project: string, printed?: { [name: string]: string }) {
    this.folder = prepared.emptyFolder();
    const tokenFile = path.join(this.folder, "token");
    fs.writeFileSync(tokenFile, "anything\n");
    this.env = gcloudIn(this.folder, {
      ...(printed ?? gcloudEnvironment(address)),
      CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: tokenFile,
      CLOUDSDK_CORE_PROJECT: project,
    });
  }

  /** Runs a command as it is written in a shell, without `gcloud`; words in quotes stay together. */
  public run(command: string): Promise<Ended> {
    const words = [...command.matchAll(/(?:[^\s']+|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ""));
    return start("gcloud", words, { cwd: this.folder, env: this.env }).ended;
  }

  /** Runs commands one after the other, and stops at the first that fails: its words. */
  public async runAll(commands: readonly string[]): Promise<string[]> {
    for (const command of commands) {
      const { code, output } = await this.run(command);
      if (code !== 0) return [`gcloud ${command}: ${output.trim()}`];
    }
    return [];
  }

  /** Runs a command that is to say such words; what is wrong, if it does not. */
  public async says(command: string, words: RegExp): Promise<string[]> {
    const { code, output } = await this.run(command);
    return code === 0 && words.test(output) ? [] : [`gcloud ${command}: ${output.trim()}`];
  }

  /** Runs a command that is to be refused in such words; what is wrong, if it is not. */
  public async refused(command: string, words: RegExp): Promise<string[]> {
    const { code, output } = await this.run(command);
    if (code !== 0 && words.test(output)) return [];
    return [`gcloud ${command}: ${code === 0 ? "was not refused" : `refused in other words: ${output.trim()}`}`];
  }
}

/** The environment in which `gcloud` reaches the simulator and nothing else, and keeps what it writes in a folder. */
function gcloudIn(folder: string, connection: { readonly [name: string]: string }): NodeJS.ProcessEnv {
  return {
    ...cleanEnvironment(),
    // gcloud may need it to start at all
    CLOUDSDK_PYTHON: process.env.CLOUDSDK_PYTHON,
    ...connection,
    CLOUDSDK_CONFIG: folder,
    CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "1",
    CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "1",
  };
}
