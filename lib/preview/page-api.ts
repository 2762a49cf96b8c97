/** What is below `/_preview`. */
import { IncomingMessage, ServerResponse } from "http";
import { Block, blockOf, text } from "../app/values";
import { Unanswerable } from "../routing";
import { PAGE_PATH } from "./api";
import { CLIENT_IP_HEADER, CLIENT_REGION_HEADER, Incoming, VisitorOptions, readArrival } from "./arrival";
import { describeSite } from "./describe";
import { explainOnly } from "./exchange";
import { Pair } from "./headers";
import { Ports } from "./hosts";
import { IAP_COOKIE } from "./iap";
import { readPage } from "./page";
import { relay } from "./relay";
import { Requests } from "./requests";
import { Site, SiteEntrance } from "./site";

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
      await answerQuestion(request, response, (question) => explainQuestion(scene, question));
      return;
    case "POST /send":
      await answerQuestion(request, response, (question) => sendQuestion(scene, question));
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

/** Answers a question of the page's own form: a page from elsewhere cannot send JSON without being asked first. */
async function answerQuestion(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (question: Block) => object | Promise<object>,
): Promise<void> {
  const reply = (status: number, body: object) => response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    reply(415, { error: "a question is JSON" });
    return;
  }
  try {
    reply(200, await answer(blockOf(JSON.parse(await readSmall(request)))));
  } catch (error) {
    const isKnown = error instanceof Unanswerable || error instanceof SyntaxError;
    reply(isKnown ? 400 : 500, { error: String((error as Error).message) });
  }
}

/** A question that could be read. */
interface ReadQuestion {
  readonly scheme: "https" | "http";
  readonly entrance: SiteEntrance;
  readonly incoming: Incoming;
  readonly visitor: VisitorOptions;
  readonly email: string | undefined;
}

function readQuestion({ site, visitor }: PageScene, question: Block): ReadQuestion {
  const [, written, host, path = "/"] = /^(https?):\/\/([^/?#]+)([^#]*)/i.exec(text(question.url) ?? "") ?? [];
  if (written === undefined) {
    throw new Unanswerable("a question needs a full URL, such as https://app.example.com/path");
  }
  const scheme = written.toLowerCase() === "https" ? "https" : "http";
  const entrance = site[scheme];
  if (entrance === undefined) {
    throw new Unanswerable(`the load balancer does not listen for ${scheme}`);
  }
  const given = pairsIn(question.headers);
  return {
    scheme,
    entrance,
    incoming: {
      method: text(question.method) ?? "GET",
      path: path.startsWith("/") ? path : `/${path}`,
      headers: [...given.filter(([name]) => name.toLowerCase() !== "host"), ["host", host]],
    },
    visitor: {
      clientIp: text(question.clientIp) ?? visitor.clientIp,
      regionCode: text(question.regionCode) ?? visitor.regionCode,
      trustsHeaders: false,
    },
    email: text(question.email),
  };
}

function pairsIn(headers: unknown): Pair[] {
  return Object.entries(blockOf(headers)).map(([name, value]) => [name, text(value) ?? ""]);
}

function explainQuestion(scene: PageScene, question: Block): object {
  const { scheme, entrance, incoming, visitor, email } = readQuestion(scene, question);
  const { site, ports } = scene;
  const arrival = readArrival(incoming, scheme, { names: site.names, ports, visitor });
  const answer = blockOf(question.answer);
  const reply = {
    status: Number(answer.status ?? 200),
    headers: pairsIn(answer.headers),
  };
  return explainOnly(site, entrance, email ? { ...arrival, visitor: { ...arrival.visitor, email } } : arrival, reply);
}

/** Sends the request to the preview itself, as a visitor would. */
async function sendQuestion(scene: PageScene, question: Block): Promise<object> {
  const { scheme, incoming, visitor, email } = readQuestion(scene, question);
  const { site, ports, visitor: own } = scene;
  const isOther = visitor.clientIp !== own.clientIp || visitor.regionCode !== own.regionCode;
  if (isOther && !own.trustsHeaders) {
    throw new Unanswerable(
      "requests come from the client IP address and region code of the preview; start it with --trust-headers to send others, or explain the request",
    );
  }
  const headers: Pair[] = [
    ...incoming.headers,
    ...(isOther ? [[CLIENT_IP_HEADER, visitor.clientIp] as const] : []),
    ...(isOther && visitor.regionCode ? [[CLIENT_REGION_HEADER, visitor.regionCode] as const] : []),
    ...(email === undefined ? [] : [["cookie", `${IAP_COOKIE}=${email}`] as const]),
  ];
  const { method, url } = readArrival({ ...incoming, headers }, scheme, { names: site.names, ports, visitor: own });
  return { method, url, status: await relay({ ...incoming, scheme, headers }, ports) };
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
