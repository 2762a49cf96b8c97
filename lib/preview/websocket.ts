/** WebSockets: when the backend agrees, the two connections become one. */
import { STATUS_CODES, ServerResponse } from "http";
import { Duplex } from "stream";
import { Pair, pairsOf } from "./headers";
import { Upgraded } from "./send";

/** Hands the backend's agreement to the visitor, then passes on all bytes, both ways, until one of them goes. */
export function joinSockets(
  response: ServerResponse,
  { response: agreed, socket: backend, head }: Upgraded,
  headers: readonly Pair[],
  signal: AbortSignal,
): Promise<{ bytes: number; isCutOff: boolean }> {
  return new Promise((resolve) => {
    const { socket } = response;
    if (socket === null) {
      backend.destroy();
      resolve({ bytes: 0, isCutOff: true });
      return;
    }
    response.detachSocket(socket);
    const hop = pairsOf(agreed.rawHeaders).filter(([name]) => /^(connection|upgrade)$/i.test(name));
    const own = headers.filter(([name]) => !/^(connection|upgrade|content-length|transfer-encoding)$/i.test(name));
    const lines = [...hop, ...own].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`HTTP/1.1 101 ${STATUS_CODES[101] ?? ""}\r\n${lines}\r\n`);
    if (head.length > 0) {
      socket.write(head);
    }
    let bytes = head.length;
    backend.on("data", (chunk: Buffer) => (bytes += chunk.length));
    const end = (one: Duplex, other: Duplex) => {
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        resolve({ bytes, isCutOff: false });
      });
    };
    end(socket, backend);
    end(backend, socket);
    signal.addEventListener("abort", () => socket.destroy());
    backend.pipe(socket).pipe(backend);
  });
}
