/** Asks what answers for a backend: the developer's process, a folder, or the preview itself. */
import { IncomingMessage } from "http";
import { NO_OPTIONS, RouteOptions } from "../routing/options";
import { serverError } from "./answers";
import { Backend, Target, destinationAt } from "./backends";
import { answerFromFolder } from "./bucket";
import { Destination, destinationWords } from "./destinations";
import { Step } from "./explanation";
import { Pair, pairsOf, recordOf, withHeader } from "./headers";
import { Reply } from "./reply";
import { Sender, Upgraded } from "./send";
import { Site } from "./site";

/** What a backend is asked. */
export interface Question {
  readonly backend: Backend;
  readonly target: Target;
  readonly method: string;
  /** The URL after rewrites. */
  readonly url: string;
  readonly headers: readonly Pair[];
  readonly body?: IncomingMessage;
}

/** What came back. */
export interface Answered {
  readonly reply: Reply;
  readonly upgraded?: Upgraded;
  readonly servedBy: string;
  readonly tries: number;
  readonly steps: readonly Step[];
}

/** Asks; a backend that is dead gives 502, one that is slow 504. */
export async function ask(
  site: Site,
  sender: Sender,
  question: Question,
  options: RouteOptions,
  signal: AbortSignal,
): Promise<Answered> {
  const { host, path } = splitUrl(question.url);
  const destination = destinationAt(question.target, host + path.replace(/\?[^]*$/, ""), site.given);
  const servedBy = destinationWords(destination);
  const rest = { servedBy, tries: 1, steps: [] };
  switch (destination.kind) {
    case "built-in":
      return { ...rest, reply: builtIn(question) };
    case "folder": {
      const bucket = question.backend.bucket?.existing ? undefined : question.backend.bucket?.config;
      return { ...rest, reply: answerFromFolder(destination.folder, bucket, question.method, path, question.headers) };
    }
    default:
      return send(sender, destination, question, options, signal);
  }
}

/** The page of a bucket in place of an error. */
export async function askForPage(
  site: Site,
  sender: Sender,
  backend: Backend,
  host: string,
  path: string,
  signal: AbortSignal,
): Promise<Answered> {
  const [target] = backend.targets;
  const url = `https://${host}${path.startsWith("/") ? "" : "/"}${path}`;
  const question = { backend, target, method: "GET", url, headers: [["host", host]] as const };
  return ask(site, sender, question, NO_OPTIONS, signal);
}

async function send(
  sender: Sender,
  { url }: Extract<Destination, { kind: "url" }>,
  { method, url: wanted, headers, body, target }: Question,
  options: RouteOptions,
  signal: AbortSignal,
): Promise<Answered> {
  const { host, path } = splitUrl(wanted);
  const outgoing = { method, path, headers: withHeader(headers, "host", host), body };
  const { outcome, tries, again } = await sender.send(url, outgoing, options, signal);
  const note = (what: string, text: string, goesOn: boolean): Step => ({
    what,
    outcome: text,
    goesOn,
    isUndecided: false,
    lines: [],
    assumed: [],
  });
  const steps = again.map((text) => note("retry", text, true));
  const rest = { servedBy: url.origin, tries };
  switch (outcome.kind) {
    case "response": {
      const { statusCode = 502, rawHeaders } = outcome.response;
      return { ...rest, steps, reply: { status: statusCode, headers: pairsOf(rawHeaders), body: outcome.response } };
    }
    case "upgrade":
      return {
        ...rest,
        steps,
        upgraded: outcome,
        reply: { status: 101, headers: pairsOf(outcome.response.rawHeaders) },
      };
    default: {
      const status = outcome.kind === "timeout" ? 504 : 502;
      const text = `${target.name} at ${url.origin}: ${outcome.text}, so the load balancer answers ${status}`;
      return { ...rest, steps: [...steps, note("backend", text, false)], reply: serverError(status) };
    }
  }
}

/** What the preview answers for a backend that nobody serves. */
function builtIn({ backend, target, method, url, headers, body }: Question): Reply {
  body?.resume();
  const answer = {
    backend: backend.name,
    region: target.region ?? null,
    method,
    url,
    headers: recordOf(headers, ", "),
  };
  return { status: 200, headers: [["content-type", "application/json"]], body: `${JSON.stringify(answer, null, 2)}\n` };
}

function splitUrl(url: string): { readonly host: string; readonly path: string } {
  const [, host = "", path = "/"] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(url) ?? [];
  return { host, path: path.startsWith("/") ? path : `/${path}` };
}
