/** What the preview is compared with: `backend` answers, `library URL` is a proxy library alone. Each prints its port. */
import * as http from "http";
import { AddressInfo } from "net";
import { createProxyServer } from "http-proxy-3";

const CHUNK = Buffer.alloc(64 * 1024);
const [kind, target] = process.argv.slice(2);

const backend: http.RequestListener = (request, response) => {
  const bytes = Number(/^\/bytes\/(\d+)/.exec(request.url ?? "")?.[1] ?? 0);
  request.resume();
  if (bytes === 0) {
    response.end("hello");
    return;
  }
  response.writeHead(200, { "content-length": String(bytes) });
  const more = (left: number): void => {
    for (let rest = left; ; rest -= CHUNK.length) {
      if (rest <= CHUNK.length) {
        response.end(CHUNK.subarray(0, rest));
        return;
      }
      if (!response.write(CHUNK)) {
        response.once("drain", () => more(rest - CHUNK.length));
        return;
      }
    }
  };
  more(bytes);
};

function library(): http.RequestListener {
  const proxy = createProxyServer({ target, agent: new http.Agent({ keepAlive: true, maxSockets: Infinity }) });
  proxy.on("error", (error) => console.error(error));
  return (request, response) => void proxy.web(request, response);
}

const server = http.createServer(kind === "backend" ? backend : library());
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(`port ${(server.address() as AddressInfo).port}`));
