import * as http from "http";
import { AddressInfo } from "net";
import { Explanation, Preview, ServerOptions, parseService, readSite } from "../../../lib/preview";
import { site } from "../rules/site";

const JSON_TYPE = { "content-type": "application/json" };
const running: Preview[] = [];
const log: Explanation[] = [];

async function start(visitor: Partial<ServerOptions["visitor"]> = {}, ...services: string[]): Promise<number> {
  const read = readSite({ json: site() }, { stackId: "prod", services: services.map(parseService) });
  const preview = await Preview.start(read, {
    port: 0,
    httpPort: 0,
    seed: 1,
    visitor: { clientIp: "203.0.113.1", trustsHeaders: false, ...visitor },
    log: (explanation) => log.push(explanation),
  });
  running.push(preview);
  return preview.ports.https ?? 0;
}

afterEach(async () => {
  log.length = 0;
  await Promise.all(running.splice(0).map((preview) => preview.close()));
});

interface Came {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function ask(port: number, method: string, path: string, headers: object = {}, body = ""): Promise<Came> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path, headers: { host: `localhost:${port}`, ...headers } };
    http
      .request(options, (response) => {
        let text = "";
        response
          .setEncoding("utf8")
          .on("data", (chunk: string) => (text += chunk))
          .on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
      })
      .on("error", reject)
      .end(body);
  });
}

const post = async (port: number, what: string, question: object, headers: object = JSON_TYPE) => {
  const { status, body } = await ask(port, "POST", `/_preview/${what}`, headers, JSON.stringify(question));
  return { status, ...(JSON.parse(body) as { readonly [name: string]: unknown }) };
};

test("the page may load nothing and ask nobody but the preview", async () => {
  const { status, headers, body } = await ask(await start(), "GET", "/_preview");
  expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "text/html; charset=utf-8" });
  expect(headers["content-security-policy"]).toMatch(
    /^default-src 'none'; connect-src 'self'; img-src data:; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
  expect(body).not.toMatch(/\b(src|href)="https?:|innerHTML|insertAdjacentHTML|document\.write/);
});

test("a page from elsewhere reads nothing: not by the name of another host, and no question without JSON", async () => {
  const port = await start();
  const { body } = await ask(port, "GET", "/_preview", { host: "attacker.example" });
  expect(body).not.toMatch(/<html/);
  const form = { "content-type": "text/plain" };
  expect(await post(port, "send", { url: "https://app.example.com/" }, form)).toEqual({
    status: 415,
    error: "a question is JSON",
  });
  expect(log.map(({ request: { url } }) => url)).toEqual(["https://attacker.example/_preview"]);
});

test("a question is explained, and nothing is sent", async () => {
  const port = await start();
  const question = { url: "https://app.example.com/cart", method: "POST", regionCode: "DE" };
  expect(await post(port, "explain", question)).toMatchObject({
    status: 200,
    id: 0,
    visitor: { clientIp: "203.0.113.1", regionCode: "DE" },
    request: { method: "POST", url: "https://app.example.com/cart" },
    candidates: [{ backend: "backend-web", percentage: 100 }],
  });
  expect(log).toEqual([]);
});

test.each([
  ["shop", "a question needs a full URL, such as https://app.example.com/path"],
  ["https://app.example.com/%zz", "% in a URL must be followed by two hexadecimal digits, got /%zz"],
])("a question about %s is an error", async (url, error) => {
  const port = await start();
  expect(await post(port, "explain", { url })).toEqual({ status: 400, error });
  expect(await post(port, "send", { url })).toEqual({ status: 400, error });
});

test("a request is sent as a visitor would send it, with its method, headers and user", async () => {
  const port = await start();
  const headers = { "x-sent": "yes", host: "ignored.example" };
  const question = { url: "https://app.example.com/cart?a=1", method: "PUT", headers, email: "ada@example.com" };
  expect(await post(port, "send", question)).toEqual({
    status: 200,
    method: "PUT",
    url: "https://app.example.com/cart?a=1",
  });
  expect(log).toMatchObject([
    {
      id: 1,
      visitor: { email: "ada@example.com" },
      request: { method: "PUT", url: "https://app.example.com/cart?a=1", headers: { "x-sent": "yes" } },
      backend: { backend: "backend-web" },
    },
  ]);
});

test("a request is sent from another client only if requests may say who sends them", async () => {
  const question = { url: "https://app.example.com/", clientIp: "198.51.100.7", regionCode: "DE" };
  expect(await post(await start(), "send", question)).toEqual({
    status: 400,
    error:
      "requests come from the client IP address and region code of the preview; start it with --trust-headers to send others, or explain the request",
  });
  expect(await post(await start({ trustsHeaders: true }), "send", question)).toMatchObject({ status: 200 });
  expect(log).toMatchObject([{ visitor: { clientIp: "198.51.100.7", regionCode: "DE" } }]);
});

test("a backend that dies in the middle of a body ends the request that was sent, not the preview", async () => {
  const dying = http.createServer((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  await new Promise<void>((resolve) => dying.listen(0, "127.0.0.1", resolve));
  const port = await start({}, `web=http://127.0.0.1:${(dying.address() as AddressInfo).port}`);
  expect(await post(port, "send", { url: "https://app.example.com/" })).toMatchObject({ status: 200 });
  expect(await post(port, "explain", { url: "https://app.example.com/" })).toMatchObject({ status: 200 });
  await new Promise((resolve) => dying.close(resolve));
  expect(log).toMatchObject([{ answer: { isCutOff: true } }]);
});
