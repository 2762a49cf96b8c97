import { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { invalid } from "./errors";

type Verb = InjectOptions["method"];

/** One request of several that came as one. */
interface Part {
  readonly id: string;
  readonly verb: Verb;
  readonly url: string;
  readonly body: string;
}

/** Answers several requests in one, which is how `gcloud` deletes or reads several resources at a time. */
export function addBatch(server: FastifyInstance): void {
  server.addContentTypeParser("multipart/mixed", { parseAs: "string" }, (_request, body, done) => done(null, body));
  server.post<{ Body: string }>("/batch/*", async ({ body, headers }, reply) => {
    const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(headers["content-type"] ?? "") ?? [];
    const answers: string[] = [];
    // one after the other, as their order is the caller's
    for (const part of partsOf(body, quoted ?? plain)) {
      const { verb: method, url, body: payload } = part;
      const options = { method, url, payload: payload === "" ? undefined : payload };
      answers.push(
        answerOf(part, await server.inject({ ...options, headers: { "content-type": "application/json" } })),
      );
    }
    const text = answers.map((answer) => `--batch\r\n${answer}\r\n`).join("") + "--batch--\r\n";
    return reply.type("multipart/mixed; boundary=batch").send(text);
  });
}

function partsOf(body: unknown, boundary: string | undefined): Part[] {
  if (typeof body !== "string" || boundary === undefined) throw invalid("A batch is a multipart/mixed message.");
  const chunks = body.replaceAll("\r\n", "\n").split(`--${boundary}`).slice(1, -1);
  return chunks.map((chunk) => {
    const [outer, inner, ...rest] = chunk.trimStart().split("\n\n");
    const [, id = ""] = /^content-id: *<(.*)>$/im.exec(outer) ?? [];
    const [, verb, url] = /^([A-Z]+) (\S+) HTTP\/1\.1$/m.exec(inner ?? "") ?? [];
    if (verb === undefined) throw invalid("A part of a batch is an HTTP request.");
    return { id, verb: verb, url, body: rest.join("\n\n").trim() };
  });
}

function answerOf({ id }: Part, { statusCode, statusMessage, body }: LightMyRequestResponse): string {
  const outer = ["Content-Type: application/http", `Content-ID: <response-${id}>`];
  const inner = [`HTTP/1.1 ${statusCode} ${statusMessage}`, "Content-Type: application/json"];
  return [...outer, "", ...inner, "", body].join("\r\n");
}
