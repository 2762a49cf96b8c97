/** Asks a backend, again where a retry policy says so; streams, and never keeps a body. */
import * as http from "http";
import * as https from "https";
import { Duplex } from "stream";
import { RetryPolicy, RouteOptions } from "../routing/options";
import { Pair, pairsOf, valueOf } from "./headers";
import { isLoopback } from "./hosts";

/** What is sent to a backend. */
export interface Outgoing {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly Pair[];
  /** The visitor's request, if it has a body. */
  readonly body?: http.IncomingMessage;
}

/** A connection that has become one of WebSockets. */
export interface Upgraded {
  readonly response: http.IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** What came of it. */
export type Outcome =
  | { readonly kind: "response"; readonly response: http.IncomingMessage }
  | ({ readonly kind: "upgrade" } & Upgraded)
  | { readonly kind: "connect-failure" | "reset" | "timeout"; readonly text: string };

/** The end of a request to a backend, and how often it was sent. */
export interface Sent {
  readonly outcome: Outcome;
  readonly tries: number;
  /** Why it was sent again, one line for each time. */
  readonly again: readonly string[];
}

/** What serverless backends may take, in seconds, if no route says less. */
const LONGEST_SEC = 3_600;
const MAX_HEADER_BYTES = 64 * 1024;
const STALE = "the backend has closed a connection that was open";
const POOL = { keepAlive: true, maxFreeSockets: 512, maxSockets: Infinity };
/** What gRPC says of its errors, by the name of the retry condition. */
const GRPC_STATUS: { readonly [condition: string]: string } = {
  cancelled: "1",
  "deadline-exceeded": "4",
  "resource-exhausted": "8",
  internal: "13",
  unavailable: "14",
};

/** Sends requests to backends, over connections that stay open. */
export class Sender {
  private readonly plain = new http.Agent(POOL);
  private readonly secure = new https.Agent(POOL);

  /** Sends a request. The signal ends it: the visitor has gone, or the time is over. */
  public async send(url: URL, outgoing: Outgoing, options: RouteOptions, signal: AbortSignal): Promise<Sent> {
    const again: string[] = [];
    const { retry } = options;
    const perTry = typeof retry?.perTryTimeout === "number" ? retry.perTryTimeout : undefined;
    let isBodySent = false;
    for (let tries = 1; ; tries++) {
      const bodySent = () => (isBodySent = true);
      const outcome = await this.ask(url, outgoing, perTry, signal, bodySent);
      const why = retry && tries <= retry.retries && !signal.aborted ? retriable(outcome, retry) : undefined;
      if (why === undefined || isBodySent) {
        return {
          outcome,
          tries,
          again: why === undefined ? again : [...again, "not sent again: its body has been passed on"],
        };
      }
      if (outcome.kind === "response") {
        outcome.response.resume();
      }
      again.push(`sent again: ${why}`);
    }
  }

  /** Closes all connections. */
  public close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private async ask(
    url: URL,
    outgoing: Outgoing,
    perTry: number | undefined,
    signal: AbortSignal,
    bodySent: () => void,
  ): Promise<Outcome> {
    const outcome = await this.once(url, outgoing, perTry, signal, bodySent);
    // the backend has closed a connection that was about to be used once more
    return outcome.kind === "reset" && outcome.text === STALE && outgoing.body === undefined
      ? this.once(url, outgoing, perTry, signal, bodySent)
      : outcome;
  }

  private once(
    url: URL,
    outgoing: Outgoing,
    perTry: number | undefined,
    signal: AbortSignal,
    bodySent: () => void,
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      const request = this.open(url, outgoing);
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        resolve(outcome);
      };
      const giveUp = (text: string) => {
        end({ kind: "timeout", text });
        request.destroy();
      };
      const abort = () => giveUp("the time is over");
      const late = () => giveUp(`no answer in ${perTry ?? 0} s`);
      const timer = perTry === undefined ? undefined : setTimeout(late, perTry * 1000);
      let isConnected = false;
      request.on("response", (response) => end({ kind: "response", response }));
      request.on("upgrade", (response, socket, head) => end({ kind: "upgrade", response, socket, head }));
      request.on("error", (error: NodeJS.ErrnoException) => {
        const isStale = request.reusedSocket && ["ECONNRESET", "EPIPE"].includes(error.code ?? "");
        const text = isStale ? STALE : error.message || (error.code ?? "connection failed");
        end({ kind: isConnected ? "reset" : "connect-failure", text });
      });
      whenConnected(request, () => {
        isConnected = true;
        if (outgoing.body) {
          bodySent();
          passBody(outgoing.body, request);
        }
      });
      if (outgoing.body === undefined) {
        request.end();
      }
      if (signal.aborted) {
        abort();
      } else {
        signal.addEventListener("abort", abort);
      }
    });
  }

  private open(url: URL, { method, path, headers }: Outgoing): http.ClientRequest {
    const isTls = url.protocol === "https:";
    return (isTls ? https : http).request({
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      method,
      path,
      headers: headers.flat(),
      agent: isTls ? this.secure : this.plain,
      maxHeaderSize: MAX_HEADER_BYTES,
      ...(isTls ? { rejectUnauthorized: !isLoopback(url.hostname) } : {}),
    });
  }
}

/** Calls back when there is a connection. Before, nothing of a body is sent, so that the request can be sent again. */
function whenConnected(request: http.ClientRequest, connected: () => void): void {
  request.once("socket", (socket) => {
    if (socket.connecting) {
      socket.once("connect", connected);
    } else {
      connected();
    }
  });
}

function passBody(body: http.IncomingMessage, request: http.ClientRequest): void {
  body.pipe(request);
  request.once("close", () => {
    body.unpipe(request);
    body.resume();
  });
}

/** How long a request may take at most, in seconds. */
export function longestSec({ timeout }: RouteOptions): number {
  return typeof timeout === "number" && timeout > 0 ? timeout : LONGEST_SEC;
}

/** Why a request is sent again; nothing where it is not. */
function retriable(outcome: Outcome, { conditions }: RetryPolicy): string | undefined {
  const is = (...names: string[]) => names.some((name) => conditions.includes(name));
  switch (outcome.kind) {
    case "response": {
      const { statusCode = 0, rawHeaders } = outcome.response;
      const grpc = valueOf(pairsOf(rawHeaders), "grpc-status");
      const isAgain =
        (statusCode >= 500 && is("5xx")) ||
        ([502, 503, 504].includes(statusCode) && is("gateway-error")) ||
        (statusCode === 409 && is("retriable-4xx")) ||
        conditions.some((condition) => grpc !== undefined && GRPC_STATUS[condition] === grpc);
      return isAgain ? `status ${statusCode}` : undefined;
    }
    case "upgrade":
      return undefined;
    case "connect-failure":
      return is("5xx", "gateway-error", "connect-failure") ? outcome.text : undefined;
    default:
      return is("5xx", "gateway-error") ? outcome.text : undefined;
  }
}
