import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

export const HELP = `Usage: cdktf-google-serverless-lb-simulator [options]

A simulated Google Cloud on this machine, for Terraform's real Google provider and the real gcloud compute. It prints the
environment to connect with, and runs until Ctrl+C.

  --port <port>                    where to listen on 127.0.0.1; 0 is a free one (default: 8085)
  --state <file>                   continue from the file, if there is one, and write it at the end
  --certificate-seconds <seconds>  how long a managed certificate stays PROVISIONING (default: 1800)
  --operation-seconds <seconds>    how long operations run (default: 0)
  --real-time                      simulated time follows real time; otherwise it stands still until it is moved
  --version                        print the version of the package
  --help                           print this help
`;

/** How the simulator is started. */
export interface Settings {
  readonly port: number;
  readonly state?: string;
  readonly certificateSeconds: number;
  readonly operationSeconds: number;
  readonly realTime: boolean;
}

/** Reads the command line: settings, or a text to print. An error says in one line what is wrong. */
export function readArguments(args: readonly string[]): Settings | string {
  const values = parsed(args);
  if (values.help) return HELP;
  if (values.version) return `${version()}\n`;
  return {
    port: wholeNumber("port", values.port, 65_535),
    state: values.state,
    certificateSeconds: wholeNumber("certificate-seconds", values["certificate-seconds"]),
    operationSeconds: wholeNumber("operation-seconds", values["operation-seconds"]),
    realTime: values["real-time"],
  };
}

function parsed(args: readonly string[]) {
  const options = {
    port: { type: "string", default: "8085" },
    state: { type: "string" },
    "certificate-seconds": { type: "string", default: "1800" },
    "operation-seconds": { type: "string", default: "0" },
    "real-time": { type: "boolean", default: false },
    version: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // what follows the first sentence is about arguments that this command does not have
    const [reason] = (error as Error).message.split(/\.\s/);
    throw new Error(`${reason}; --help lists the options`, { cause: error });
  }
}

function wholeNumber(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) {
    throw new Error(`--${option} needs a whole number${most < 1e6 ? ` up to ${most}` : ""}, got ${text}`);
  }
  return number;
}

/** The version of this package, whose file is beside the sources, and one folder above as published. */
function version(): string {
  const [text] = [".", ".."].flatMap((folder) => {
    try {
      return [readFileSync(join(__dirname, folder, "package.json"), "utf8")];
    } catch {
      return [];
    }
  });
  return (JSON.parse(text) as { readonly version: string }).version;
}
