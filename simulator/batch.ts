import { AddressInfo } from "node:net";
import { FastifyInstance } from "fastify";
import { invalid } from "./errors";

/** One request of several that came as one. */
interface Part {
  readonly id: string;
  readonly verb: string;
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
    for (const part of partsOf(body, quoted ?? plain)) answers.push(await answerTo(part, server));
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

async function answerTo({ id, verb, url, body }: Part, server: FastifyInstance): Promise<string> {
  const { port } = server.server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${url}`, {
    method: verb,
    headers: { "content-type": "application/json" },
    body: body === "" ? undefined : body,
  });
  const outer = ["Content-Type: application/http", `Content-ID: <response-${id}>`];
  const inner = [`HTTP/1.1 ${response.status} ${response.statusText}`, "Content-Type: application/json"];
  return [...outer, "", ...inner, "", await response.text()].join("\r\n");
}
