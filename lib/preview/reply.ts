/** What a visitor gets back: the answer of a backend, a bucket or the load balancer, with the headers that it gets on its way. */
import { ServerResponse } from "http";
import { Readable } from "stream";
import { Arrival } from "./arrival";
import { withCors } from "./cors";
import { Pair, Variables, changed, endToEnd, valueOf, withHeader, without } from "./headers";
import { Names, Ports, cookieHere, locationHere } from "./hosts";
import { Forwarding } from "./treatment";

/** An answer, wherever it comes from. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body?: Readable | string;
}

/** The answer of a backend with the changes of the URL map. */
export function changedReply(reply: Reply, { responseHeaders, cors }: Forwarding, variables: Variables): Reply {
  const own = changed(endToEnd(reply.headers), responseHeaders, variables);
  return { ...reply, headers: cors ? withCors(own, cors) : own };
}

/** The headers as a browser on this machine can use them, with what the preview tells. */
export function headersHere(
  headers: readonly Pair[],
  arrival: Arrival,
  names: Names,
  ports: Ports,
  told: { readonly [name: string]: string },
): Pair[] {
  const { host } = arrival;
  const translated = headers.flatMap(([name, value]): Pair[] => {
    switch (name.toLowerCase()) {
      case "location": {
        const here = locationHere(value, host, names, ports);
        return here === undefined
          ? [[name, value]]
          : [
              [name, here],
              ["x-preview-location", value],
            ];
      }
      case "set-cookie":
        return [[name, cookieHere(value, host)]];
      case "strict-transport-security":
        return [["x-preview-strict-transport-security", value]];
      default:
        return [[name, value]];
    }
  });
  const allowed = valueOf(translated, "access-control-allow-origin");
  const origin = arrival.writtenOrigin;
  const readable =
    origin !== undefined && allowed !== undefined && allowed === valueOf(arrival.headers, "origin")
      ? withHeader(translated, "access-control-allow-origin", origin)
      : translated;
  const own = Object.keys(told).map((name) => `x-preview-${name}`);
  return [
    ...without(readable, ...own),
    ...Object.entries(told).map(([name, value]): Pair => [`x-preview-${name}`, headerSafe(value)]),
  ];
}

/** A text that may be the value of a header. */
function headerSafe(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, " ")
    .slice(0, 1_000)
    .trim();
}

/** Writes an answer. Resolves with the bytes of its body; a body that breaks off cuts the visitor off. */
export function write(
  response: ServerResponse,
  method: string,
  { status, headers, body }: Reply,
): Promise<{ bytes: number; isCutOff: boolean }> {
  return new Promise((resolve) => {
    let bytes = 0;
    let isBroken = false;
    response.once("close", () => {
      const isCutOff = isBroken || !response.writableFinished;
      if (body instanceof Readable) {
        body.destroy();
      }
      resolve({ bytes, isCutOff });
    });
    if (response.destroyed) {
      response.emit("close");
      return;
    }
    const isBodiless = method === "HEAD" || status === 204 || status === 304;
    const sized: readonly Pair[] =
      typeof body === "string" && status !== 204 && status !== 304
        ? withHeader(headers, "content-length", String(Buffer.byteLength(body)))
        : headers;
    response.writeHead(status, sized.flat());
    if (!(body instanceof Readable)) {
      bytes = isBodiless ? 0 : Buffer.byteLength(body ?? "");
      response.end(isBodiless ? undefined : body);
      return;
    }
    const cut = () => {
      isBroken = true;
      response.destroy();
    };
    body.on("data", (chunk: Buffer) => (bytes += chunk.length));
    body.once("error", cut);
    body.once("close", () => {
      if (!body.readableEnded) {
        cut();
      }
    });
    response.flushHeaders();
    body.pipe(response);
  });
}
