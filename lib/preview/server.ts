/** The preview: a load balancer on loopback. */
import * as http from "http";
import * as https from "https";
import { AddressInfo, Socket } from "net";
import { Duplex } from "stream";
import { Unanswerable } from "../routing";
import { badRequest, serverError } from "./answers";
import { PAGE_PATH } from "./api";
import { VisitorOptions, readArrival } from "./arrival";
import { PreviewError } from "./destinations";
import { seededDice } from "./dice";
import { describeSite } from "./describe";
import { isWebSocket, serve } from "./exchange";
import { Explanation } from "./explanation";
import { pairsOf } from "./headers";
import { Ports, isLoopback } from "./hosts";
import { SIGN_IN_PATH, SIGN_OUT_PATH, signedIn, signedOut } from "./iap";
import { Limits } from "./limits";
import { answerPage, readSmall } from "./page-api";
import { write } from "./reply";
import { Requests } from "./requests";
import { Sender } from "./send";
import { Site } from "./site";

/** How the preview serves. */
export interface ServerOptions {
  /** Of what visitors get by HTTPS; 0 for a free one. */
  readonly port: number;
  /** Of what visitors get by HTTP. */
  readonly httpPort: number;
  /** PEM; without it, what visitors get by HTTPS is unencrypted here. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  readonly seed: number;
  readonly region?: string;
  readonly visitor: VisitorOptions;
  readonly now?: () => number;
  /** Told of each request when it has ended. */
  readonly log?: (explanation: Explanation) => void;
}

const LOOPBACK = ["127.0.0.1", "::1"] as const;
const MAX_HEADER_BYTES = 64 * 1024;
/** As the load balancer keeps connections of visitors open. */
const KEEP_ALIVE_MS = 610_000;

/** A running preview. */
export class Preview {
  /** Starts to listen. */
  public static async start(site: Site, options: ServerOptions): Promise<Preview> {
    const preview = new Preview(site, options);
    try {
      const ports = {
        ...(site.https ? { https: await preview.listen("https", options.port, "--port") } : {}),
        ...(site.http ? { http: await preview.listen("http", options.httpPort, "--http-port") } : {}),
      };
      preview.ports = { ...ports, hasTls: options.tls !== undefined };
    } catch (error) {
      await preview.close();
      throw error;
    }
    return preview;
  }

  /** Where it listens. */
  public ports: Ports;
  /** Why the newest synth is not served. */
  private problem: string | undefined;
  private readonly servers: http.Server[] = [];
  private readonly requests = new Requests();
  private readonly sender = new Sender();
  private readonly chance;

  private constructor(
    private site: Site,
    private readonly options: ServerOptions,
  ) {
    this.ports = { hasTls: options.tls !== undefined };
    this.chance = { dice: seededDice(options.seed), limits: new Limits(options.now), region: options.region };
  }

  /** Serves another synth from now on. */
  public replace(site: Site): void {
    this.site = site;
    this.problem = undefined;
    this.requests.tell("site", describeSite(site, this.ports, undefined));
  }

  /** Goes on to serve what it serves, because the newest synth cannot be read. */
  public keep(problem: string): void {
    this.problem = problem;
    this.requests.tell("site", describeSite(this.site, this.ports, problem));
  }

  /** Ends all connections. */
  public async close(): Promise<void> {
    await Promise.all(
      this.servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
    this.sender.close();
  }

  private async listen(scheme: "https" | "http", wanted: number, option: string): Promise<number> {
    let port = wanted;
    for (const host of LOOPBACK) {
      const server = this.createServer(scheme);
      const isThere = await listening(server, host, port, option);
      if (isThere) {
        this.servers.push(server);
        port = (server.address() as AddressInfo).port;
      }
    }
    return port;
  }

  private createServer(scheme: "https" | "http"): http.Server {
    const settings = { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };
    const { tls } = this.options;
    const answer = (request: http.IncomingMessage, response: http.ServerResponse) =>
      void this.answer(scheme, request, response);
    const server =
      tls !== undefined && scheme === "https"
        ? https.createServer({ ...settings, ...tls }, answer)
        : http.createServer(settings, answer);
    server.on("upgrade", (request: http.IncomingMessage, socket: Duplex) => {
      const response = new http.ServerResponse(request);
      socket.on("error", () => socket.destroy());
      response.assignSocket(socket as Socket);
      response.once("finish", () => socket.end());
      response.shouldKeepAlive = isWebSocket(request);
      void this.answer(scheme, request, response);
    });
    server.on("clientError", refuse);
    return server;
  }

  private async answer(
    scheme: "https" | "http",
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    request.on("error", () => response.destroy());
    response.on("error", () => response.destroy());
    try {
      await this.route(scheme, request, response);
    } catch (error) {
      const own = error instanceof Unanswerable ? badRequest(error.message) : serverError(500);
      if (response.headersSent) {
        response.destroy();
      } else {
        await write(response, request.method ?? "GET", own);
      }
    }
  }

  private async route(
    scheme: "https" | "http",
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const { site, ports, options, requests } = this;
    const { method = "GET", url: path = "/" } = request;
    if (isOfPage(path) && isLoopback(request.headers.host ?? "")) {
      const scene = { site, ports, requests, visitor: options.visitor, problem: this.problem };
      await answerPage(scene, request, response);
      return;
    }
    const entrance = site[scheme];
    const scene = { names: site.names, ports, visitor: options.visitor };
    const arrival = readArrival({ method, path, headers: pairsOf(request.rawHeaders) }, scheme, scene);
    if (path === SIGN_IN_PATH && method === "POST") {
      const answer = signedIn(new URLSearchParams(await readSmall(request)));
      await write(response, method, answer ?? badRequest("the form needs an email"));
    } else if (path === SIGN_OUT_PATH) {
      await write(response, method, signedOut());
    } else if (entrance === undefined) {
      await write(response, method, badRequest(`the load balancer does not listen for ${scheme} any more`));
    } else {
      const stage = { site, entrance, ports, sender: this.sender, chance: this.chance };
      const explanation = await serve(requests.next(), stage, arrival, request, response);
      requests.add(explanation);
      options.log?.(explanation);
    }
  }
}

function isOfPage(path: string): boolean {
  return path === PAGE_PATH || path.startsWith(`${PAGE_PATH}/`) || path.startsWith(`${PAGE_PATH}?`);
}

/** Whether a server listens now; a machine may have no IPv6. */
function listening(server: http.Server, host: string, port: number, option: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") {
        const why = error.code === "EACCES" ? "needs more rights" : "is taken";
        reject(new PreviewError(`port ${port} ${why}; choose another one with ${option}`));
      } else if (host === "::1") {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen({ host, port, ipv6Only: host === "::1" }, () => resolve(true));
  });
}

/** What Node cannot read as a request gets 400, and the process lives. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
