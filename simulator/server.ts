import fastify, { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Api, apis } from "./apis";
import { addBatch } from "./batch";
import { Cloud } from "./cloud";
import { addControl } from "./control";
import { ApiError, invalid } from "./errors";
import { Fault } from "./faults";
import { Json, JsonObject } from "./json";
import { longRunning } from "./long-running";
import { describeBilling, describeProject } from "./resource-manager/projects";
import { checkBody, checkQuery, Route } from "./schema/routes";

/** An HTTP server that answers as Google's APIs do. It listens nowhere yet. */
export function createServer(cloud: Cloud): FastifyInstance {
  const server = fastify({ bodyLimit: 8 * 1024 * 1024, forceCloseConnections: true, rewriteUrl });
  // Terraform asks Google who it is, and goes on without an answer
  server.server.on("connect", (_request, socket) => socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n"));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? {} : JSON.parse(body as string));
    } catch {
      done(new ApiError(400, "INVALID_ARGUMENT", "parseError", "Invalid JSON payload received."));
    }
  });
  server.setErrorHandler((error, _request, reply) => sendError(error, reply));
  addControl(server, cloud);
  addBatch(server);
  const all = apis();
  server.all("/*", (request, reply) => answer(cloud, all, request, reply));
  return server;
}

/**
 * Over http, some of the provider's clients repeat the version that the endpoint ends in. Those of Cloud DNS put its path
 * behind the endpoint, which must not contain it, or they stop working.
 */
function rewriteUrl(request: { url?: string }): string {
  return (request.url ?? "/").replace(/^\/v1\/v1\//, "/v1/").replace(/^\/cloud-dns\/(v1\/)?(dns\/v1\/)?/, "/dns/v1/");
}

async function answer(cloud: Cloud, all: readonly Api[], request: FastifyRequest, reply: FastifyReply) {
  const url = new URL(request.url, "http://127.0.0.1");
  const pathname = decodeURIComponent(url.pathname);
  const found = find(all, request.method, pathname);
  if (!found) return besides(cloud, request, pathname);
  const { api, route } = found;
  const fault = cloud.faults.take(request.method, route.method, request.url);
  if (fault && fault.takesEffect !== true && fault.kind !== "delay") return fail(fault, reply);
  const result = perform(cloud, api, route, request, url);
  if (request.method !== "GET") {
    cloud.probe.observe(`${route.method} ${pathname.slice(api.prefix.length)}`);
  }
  if (fault?.kind === "delay") await new Promise((done) => setTimeout(done, fault.milliseconds ?? 0));
  else if (fault) return fail(fault, reply);
  return result;
}

function find(all: readonly Api[], method: string, pathname: string): { api: Api; route: Route } | undefined {
  for (const api of all) {
    const route = api.routes.find(({ verb, pattern }) => verb === method && pattern.test(pathname));
    if (route) return { api, route };
  }
  return undefined;
}

function perform(cloud: Cloud, api: Api, route: Route, request: FastifyRequest, url: URL): JsonObject {
  checkQuery(route, url.searchParams.keys());
  const body = checkBody(route, (request.body ?? {}) as Json);
  const path = decodeURIComponent(url.pathname).slice(api.prefix.length);
  return api.handle({ cloud, method: route.method, path, query: new Map(url.searchParams), body });
}

/** What is asked besides the APIs of the schema. */
function besides(cloud: Cloud, request: FastifyRequest, pathname: string): JsonObject {
  const [, project, billing] = /^\/v1\/projects\/([^/:]+)(\/billingInfo)?$/.exec(pathname) ?? [];
  if (project !== undefined && request.method === "GET") {
    return billing === undefined ? describeProject(project) : describeBilling(project);
  }
  const operation = /^\/v[12]\/(projects\/[^/]+\/locations\/[^/]+\/operations\/[^/]+)$/.exec(pathname);
  if (operation && request.method === "GET") {
    return longRunning({ cloud, method: "Operations.Get", path: operation[1], query: new Map(), body: {} });
  }
  throw new ApiError(404, "NOT_FOUND", "notFound", `${request.method} ${pathname} is none of the simulated methods`);
}

function fail(fault: Fault, reply: FastifyReply): FastifyReply | undefined {
  if (fault.kind === "drop") {
    reply.hijack();
    reply.raw.destroy();
    return undefined;
  }
  const code = fault.code ?? 403;
  return sendError(
    new ApiError(code, "UNKNOWN", "faultAskedFor", "The simulator was asked to let this request fail"),
    reply,
  );
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof ApiError) return reply.code(error.code).send(error.body());
  const refused = error as { statusCode?: number; message: string };
  if (refused.statusCode === 400) return sendError(invalid(refused.message), reply);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return reply.code(501).send({ error: { code: 501, message, status: "UNIMPLEMENTED" } });
}
