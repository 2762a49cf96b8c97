/** What is below `/_preview`. */
import { IncomingMessage, ServerResponse } from "http";
import { blockOf, isExpression, text } from "../app/values";
import { Unanswerable } from "../routing";
import { PAGE_PATH } from "./api";
import { VisitorOptions, readArrival } from "./arrival";
import { describeSite } from "./describe";
import { explainOnly } from "./exchange";
import { Pair } from "./headers";
import { Ports } from "./hosts";
import { readPage } from "./page";
import { Requests } from "./requests";
import { Site } from "./site";

/** What the page asks about. */
export interface PageScene {
  readonly site: Site;
  readonly ports: Ports;
  readonly visitor: VisitorOptions;
  readonly requests: Requests;
  /** Why the newest synth is not served. */
  readonly problem: string | undefined;
}

const MAX_QUESTION_BYTES = 64 * 1024;
const JSON_TYPE = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** Answers what the page asks. */
export async function answerPage(scene: PageScene, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path] = (request.url ?? "").split("?");
  switch (`${request.method ?? ""} ${path.slice(PAGE_PATH.length).replace(/\/$/, "")}`) {
    case "GET ": {
      const { html, headers } = readPage();
      response.writeHead(200, headers).end(html);
      return;
    }
    case "GET /site": {
      const description = JSON.stringify(describeSite(scene.site, scene.ports, scene.problem));
      response.writeHead(200, JSON_TYPE).end(description);
      return;
    }
    case "GET /requests":
      streamRequests(scene.requests, response);
      return;
    case "POST /explain":
      await answerQuestion(scene, request, response);
      return;
    default:
      response.writeHead(404, JSON_TYPE).end(JSON.stringify({ error: `there is nothing at ${path}` }));
  }
}

function streamRequests(requests: Requests, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": the last requests, then each that comes\n\n");
  const end = requests.listen((event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  response.once("close", end);
}

async function answerQuestion(scene: PageScene, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const question: unknown = JSON.parse(await readSmall(request));
    const explanation = JSON.stringify(explainQuestion(scene, question));
    response.writeHead(200, JSON_TYPE).end(explanation);
  } catch (error) {
    const isKnown = error instanceof Unanswerable || error instanceof SyntaxError;
    response.writeHead(isKnown ? 400 : 500, JSON_TYPE).end(JSON.stringify({ error: String((error as Error).message) }));
  }
}

function explainQuestion({ site, ports, visitor }: PageScene, asked: unknown): unknown {
  const question = blockOf(asked);
  const [, scheme, host, path = "/"] = /^(https?):\/\/([^/?#]+)([^#]*)/i.exec(text(question.url) ?? "") ?? [];
  if (scheme === undefined) {
    throw new Unanswerable("a question needs a full URL, such as https://app.example.com/path");
  }
  const isHttps = scheme.toLowerCase() === "https";
  const entrance = isHttps ? site.https : site.http;
  if (entrance === undefined) {
    throw new Unanswerable(`the load balancer does not listen for ${scheme}`);
  }
  const given = Object.entries(blockOf(question.headers)).flatMap(([name, value]): Pair[] => {
    const written = text(value);
    return written === undefined || isExpression(written) ? [] : [[name, written]];
  });
  const incoming = {
    method: text(question.method) ?? "GET",
    path: path.startsWith("/") ? path : `/${path}`,
    headers: [...given.filter(([name]) => name.toLowerCase() !== "host"), ["host", host] as const],
  };
  const options = {
    clientIp: text(question.clientIp) ?? visitor.clientIp,
    regionCode: text(question.regionCode) ?? visitor.regionCode,
    trustsHeaders: false,
  };
  const arrival = readArrival(incoming, isHttps ? "https" : "http", { names: site.names, ports, visitor: options });
  const email = text(question.email);
  const answer = blockOf(question.answer);
  const reply = {
    status: Number(answer.status ?? 200),
    headers: Object.entries(blockOf(answer.headers)).flatMap(([name, value]): Pair[] => [[name, text(value) ?? ""]]),
  };
  return explainOnly(site, entrance, email ? { ...arrival, visitor: { ...arrival.visitor, email } } : arrival, reply);
}

/** A body that cannot be long. */
export async function readSmall(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_QUESTION_BYTES) {
      throw new Unanswerable(`the body must have at most ${MAX_QUESTION_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
