import * as fs from "fs";
import * as http from "http";
import * as net from "net";
import * as os from "os";
import * as path from "path";
import { Explanation, Preview } from "../../../lib/preview";
import { Visit, backendServices, endAll, linkTo, startBackend, startPreview, told, visit } from "./running";

type Block = { readonly [argument: string]: unknown };

afterEach(endAll);

/** A site of one backend service, with options for its only route. */
const siteOf = (routeAction: Block = {}, service: Block = {}) => ({
  urlMap: {
    default_service: linkTo("web"),
    ...(Object.keys(routeAction).length > 0 ? { default_route_action: routeAction } : {}),
  },
  resources: backendServices({ web: service }),
});

/** A site of one process. */
const processSite = async (listener: http.RequestListener, routeAction: Block = {}, service: Block = {}) =>
  startPreview({ ...siteOf(routeAction, service), services: [`web=${await startBackend(listener)}`] });

/** Writes to a port what no client would send, and reads what comes back. */
const raw = (preview: Preview, text: string) =>
  new Promise<string>((resolve) => {
    let answer = "";
    const socket = net.connect(preview.ports.https ?? 0, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("close", () => resolve(answer));
  });

describe("hosts", () => {
  const twoHosts = {
    urlMap: {
      default_service: linkTo("web"),
      host_rule: [{ hosts: ["admin.example.com"], path_matcher: "admin" }],
      path_matcher: [{ name: "admin", default_service: linkTo("admin") }],
    },
    resources: backendServices({ web: {}, admin: {} }),
    domains: ["app.example.com", "admin.example.com"],
  };

  test("one that no certificate covers is answered, with a note", async () => {
    let log: (explanation: Explanation) => void = () => undefined;
    const logged = new Promise<Explanation>((resolve) => (log = resolve));
    const preview = await startPreview({ ...twoHosts, options: { log: (explanation) => log(explanation) } });
    const note = "no certificate of the load balancer covers other.example.com, so browsers refuse the connection";
    const answer = await visit(preview, { host: `other.example.com.localhost:${preview.ports.https}` });
    expect(answer).toMatchObject({ status: 200, headers: { "x-preview-certificate": note } });
    const { steps, told: said } = await logged;
    expect(steps.map(({ what, outcome }) => [what, outcome])[0]).toEqual(["certificate", note]);
    expect(said.certificate).toBe(note);
  });

  test("nothing is noted of one that is covered, where a domain is not known, or by HTTP", async () => {
    const noted = async (domain: string, request: Visit) =>
      "x-preview-certificate" in (await visit(await startPreview({ ...twoHosts, domains: [domain] }), request)).headers;
    const host = "other.example.com";
    expect(await noted("app.example.com", { host })).toBe(true);
    expect(await noted("*.example.com", { host: "Other.example.com:443" })).toBe(false);
    expect(await noted("${var.domain}", { host })).toBe(false);
    expect(await noted("app.example.com", { host, scheme: "http" })).toBe(false);
  });

  test("by name, by *.localhost, and localhost is the first domain", async () => {
    const preview = await startPreview(twoHosts);
    const port = preview.ports.https;
    for (const [host, backend, url] of [
      ["admin.example.com", "admin", "https://admin.example.com/x"],
      [`admin.example.com:${port}`, "admin", "https://admin.example.com/x"],
      [`admin.example.com.localhost:${port}`, "admin", "https://admin.example.com/x"],
      [`localhost:${port}`, "web", "https://app.example.com/x"],
      [`127.0.0.1:${port}`, "web", "https://app.example.com/x"],
      [`[::1]:${port}`, "web", "https://app.example.com/x"],
      ["admin.example.com:9", "web", "https://admin.example.com:9/x"],
    ]) {
      expect(told(await visit(preview, { host, path: "/x" }))).toMatchObject({ backend, url });
    }
  });

  test("redirects to the site lead back into the preview, for who came by localhost", async () => {
    const redirect = (url: string) => ({
      urlMap: { default_url_redirect: { https_redirect: true, host_redirect: url } },
    });
    const preview = await startPreview({ ...redirect("app.example.com"), domains: ["app.example.com"] });
    const { https, http: clear } = preview.ports;
    const at = async (host: string) => (await visit(preview, { scheme: "http", host, path: "/a?b" })).headers;
    expect(await at(`app.example.com.localhost:${clear}`)).toMatchObject({
      location: `http://app.example.com.localhost:${https}/a?b`,
      "x-preview-location": "https://app.example.com/a?b",
    });
    expect((await at(`localhost:${clear}`)).location).toBe(`http://localhost:${https}/a?b`);
    expect((await at("app.example.com")).location).toBe("https://app.example.com/a?b");
    const elsewhere = await startPreview(redirect("other.example.net"));
    const headers = (await visit(elsewhere, { host: `localhost:${elsewhere.ports.https}` })).headers;
    expect(headers.location).toBe("https://other.example.net/");
  });

  test("cookies, origins and HSTS are translated", async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const preview = await processSite((request, response) => {
      seen.push(request.headers);
      response.setHeader("set-cookie", ["a=1; Domain=example.com; Secure", "b=2"]);
      response.setHeader("strict-transport-security", "max-age=1");
      response.setHeader("access-control-allow-origin", request.headers.origin ?? "");
      response.end();
    });
    const own = `app.example.com.localhost:${preview.ports.https}`;
    const { headers } = await visit(preview, {
      host: own,
      headers: { origin: `http://${own}`, referer: `http://${own}/page`, "x-preview-client-ip": "192.0.2.9" },
    });
    expect(seen[0]).toMatchObject({ origin: "https://app.example.com", referer: "https://app.example.com/page" });
    expect(seen[0].host).toBe("app.example.com");
    expect(Object.keys(seen[0]).filter((name) => name.startsWith("x-preview"))).toEqual([]);
    expect(headers["set-cookie"]).toEqual(["a=1; Domain=example.com.localhost; Secure", "b=2"]);
    expect(headers["access-control-allow-origin"]).toBe(`http://${own}`);
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(headers["x-preview-strict-transport-security"]).toBe("max-age=1");
  });
});

describe("what the URL map asks for", () => {
  test("rewrites and header changes, with variables; the backend service's own headers last", async () => {
    const preview = await startPreview({
      urlMap: {
        default_service: linkTo("web"),
        header_action: {
          request_headers_to_add: [{ header_name: "x-country", header_value: "{client_region}", replace: true }],
        },
        host_rule: [{ hosts: ["*"], path_matcher: "all" }],
        path_matcher: [
          {
            name: "all",
            default_service: linkTo("web"),
            path_rule: [
              {
                paths: ["/v1/*"],
                service: linkTo("web"),
                route_action: { url_rewrite: { path_prefix_rewrite: "/", host_rewrite: "in.example.com" } },
              },
            ],
          },
        ],
      },
      resources: backendServices({
        web: { custom_request_headers: ["X-Ip: {client_ip_address}"], custom_response_headers: ["X-Site: shop"] },
      }),
    });
    const headers = { "x-preview-client-ip": "192.0.2.9", "x-preview-client-region": "DE" };
    const got = await visit(preview, { path: "/v1/a?b=c", headers });
    expect(told(got)).toMatchObject({
      url: "https://in.example.com/a?b=c",
      headers: { "x-country": "DE", "x-ip": "192.0.2.9" },
    });
    expect(told(got).headers["x-forwarded-for"]).toMatch(/^192\.0\.2\.9,/);
    expect(got.headers["x-site"]).toBe("shop");
  });

  test("a header that the URL map sets is not the one of the backend service", async () => {
    const set = [{ header_name: "x-frame-options", header_value: "DENY", replace: true }];
    const { urlMap, resources } = siteOf({}, { custom_response_headers: ["X-Frame-Options: SAMEORIGIN"] });
    const framed = async (header_action: Block) => {
      const preview = await startPreview({ urlMap: { ...urlMap, header_action }, resources });
      return (await visit(preview)).headers["x-frame-options"];
    };
    expect(await framed({ response_headers_to_add: set })).toBe("DENY");
    expect(await framed({ request_headers_to_add: set })).toBe("SAMEORIGIN");
  });

  test("the load balancer answers preflights, and adds CORS headers", async () => {
    const cors_policy = {
      allow_origins: ["https://a.com"],
      allow_origin_regexes: ["https://b[0-9]\\.com"],
      allow_methods: ["PUT"],
      max_age: 60,
    };
    const preview = await startPreview(siteOf({ cors_policy }));
    const ask = (origin: string, method = "GET", more = {}) => visit(preview, { method, headers: { origin, ...more } });
    const preflight = await ask("https://b1.com", "OPTIONS", { "access-control-request-method": "PUT" });
    expect(preflight).toMatchObject({
      status: 200,
      body: "",
      headers: {
        "access-control-allow-origin": "https://b1.com",
        "access-control-allow-methods": "PUT",
        "access-control-max-age": "60",
      },
    });
    expect((await ask("https://a.com")).headers["access-control-allow-origin"]).toBe("https://a.com");
    expect((await ask("https://c.com")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("faults: aborted, and delayed", async () => {
    const abort = { http_status: 503, percentage: 100 };
    const delay = { fixed_delay: { seconds: "0", nanos: 200_000_000 }, percentage: 100 };
    const preview = await startPreview(siteOf({ fault_injection_policy: { abort, delay } }));
    const began = Date.now();
    expect(await visit(preview)).toMatchObject({ status: 503, body: "fault filter abort" });
    expect(Date.now() - began).toBeGreaterThanOrEqual(190);
  });

  test("an error page from a bucket, with its own status", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "preview-"));
    fs.writeFileSync(path.join(folder, "404.html"), "<h1>Nothing here</h1>");
    const backend = await startBackend((_, response) => void response.writeHead(404).end("plain"));
    const { urlMap, resources } = siteOf();
    const preview = await startPreview({
      urlMap: {
        ...urlMap,
        default_custom_error_response_policy: {
          error_service: linkTo("pages", "bucket"),
          error_response_rule: [{ match_response_codes: ["4xx"], path: "/404.html", override_response_code: 410 }],
        },
      },
      resources: {
        ...resources,
        google_compute_backend_bucket: { pages: { name: "pages", bucket_name: "acme-pages" } },
      },
      services: [`web=${backend}`, `acme-pages=${folder}`],
    });
    expect(await visit(preview)).toMatchObject({
      status: 410,
      body: "<h1>Nothing here</h1>",
      headers: { "content-type": "text/html" },
    });
    fs.rmSync(folder, { recursive: true });
  });
});

describe("backends that fail", () => {
  test("a dead one: 502 with the load balancer's body", async () => {
    const preview = await startPreview({ ...siteOf(), services: ["web=http://127.0.0.1:1"] });
    const got = await visit(preview, { method: "POST", body: "x" });
    expect(got.status).toBe(502);
    expect(got.body).toContain("<title>502 Server Error</title>");
    expect(await visit(preview)).toMatchObject({ status: 502, headers: { "x-preview-backend": "web" } });
  });

  test("a slow one: 504 when the route's timeout is over", async () => {
    const preview = await processSite(() => undefined, { timeout: { seconds: "0", nanos: 150_000_000 } });
    const got = await visit(preview);
    expect(got.status).toBe(504);
    expect(got.body).toContain("<title>504 Server Error</title>");
  });

  test("one that dies in the middle of a body: the visitor is cut off at once", async () => {
    const preview = await processSite((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    const began = Date.now();
    expect(await visit(preview)).toMatchObject({ status: 200, body: "half", isCutOff: true });
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(await visit(preview)).toMatchObject({ isCutOff: true });
  });

  test("one that is too slow in the middle of a body: cut off by the timeout", async () => {
    const preview = await processSite((_, response) => void response.write("half"), {
      timeout: { seconds: "0", nanos: 200_000_000 },
    });
    expect(await visit(preview)).toMatchObject({ body: "half", isCutOff: true });
  });

  test("retries as often as the policy says, of requests whose body has not been passed on", async () => {
    let asked = 0;
    const retry_policy = { num_retries: 2, retry_conditions: ["gateway-error"] };
    const preview = await processSite(
      (request, response) => {
        request.resume();
        asked++;
        response.writeHead(asked < 3 ? 503 : 200).end(String(asked));
      },
      { retry_policy },
    );
    expect(await visit(preview)).toMatchObject({ status: 200, body: "3" });
    asked = 0;
    expect(await visit(preview, { method: "POST", body: "x" })).toMatchObject({ status: 503, body: "1" });
  });

  test("a per-try timeout", async () => {
    let asked = 0;
    const per_try_timeout = { seconds: "0", nanos: 100_000_000 };
    const preview = await processSite((_, response) => void (++asked > 1 && response.end("late")), {
      retry_policy: { num_retries: 1, retry_conditions: ["5xx"], per_try_timeout },
    });
    expect(await visit(preview)).toMatchObject({ status: 200, body: "late" });
  });
});

describe("what passes through", () => {
  test("server-sent events, as they come", async () => {
    const preview = await processSite((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const first = await new Promise<string>((resolve) =>
      http.get({ port: preview.ports.https, host: "127.0.0.1" }, (response) =>
        response.once("data", (chunk: Buffer) => {
          response.destroy();
          resolve(chunk.toString());
        }),
      ),
    );
    expect(first).toBe("data: 1\n\n");
  });

  test("WebSockets: bytes both ways, and a refusal", async () => {
    const url = await startBackend(
      (_, response) => void response.end(),
      (server) =>
        server.on("upgrade", (request, socket) => {
          if (request.url !== "/chat") {
            socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno");
            return;
          }
          socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\nhello ");
          socket.on("data", (chunk: Buffer) => socket.end(chunk.toString().toUpperCase()));
        }),
    );
    const preview = await startPreview({ ...siteOf(), services: [`web=${url}`] });
    const open = (target: string) =>
      new Promise<string>((resolve) => {
        const headers = { connection: "Upgrade", upgrade: "websocket", host: "app.example.com" };
        const request = http.get({ host: "127.0.0.1", port: preview.ports.https, path: target, headers });
        request.on("upgrade", (response, socket, head) => {
          let text = head.toString();
          socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
          socket.on("close", () => resolve(`${response.headers["x-preview-backend"] as string}: ${text}`));
          socket.write("there");
        });
        request.on("response", (response) => {
          response.resume();
          resolve(String(response.statusCode));
        });
      });
    expect(await open("/chat")).toBe("web: hello THERE");
    expect(await open("/other")).toBe("403");
  });

  test("128 MB up and down, never in memory", async () => {
    const size = 128 * 2 ** 20;
    const preview = await processSite((request, response) => {
      let bytes = 0;
      request.on("data", (chunk: Buffer) => (bytes += chunk.length));
      request.on("end", () => {
        response.writeHead(200, { "x-bytes": String(bytes) });
        const chunk = Buffer.alloc(2 ** 20);
        const more = (left: number): void => {
          if (left === 0) {
            response.end();
          } else if (response.write(chunk)) {
            setImmediate(more, left - 1);
          } else {
            response.once("drain", () => more(left - 1));
          }
        };
        more(128);
      });
    });
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const got = await new Promise<{ up: string; down: number }>((resolve) => {
      const request = http.request({ host: "127.0.0.1", port: preview.ports.https, method: "POST" }, (response) => {
        let down = 0;
        response.on("data", (chunk: Buffer) => {
          down += chunk.length;
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        });
        response.on("end", () => resolve({ up: String(response.headers["x-bytes"]), down }));
      });
      const chunk = Buffer.alloc(2 ** 20);
      const more = (left: number): void => {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        if (left === 0) {
          request.end();
        } else if (request.write(chunk)) {
          setImmediate(more, left - 1);
        } else {
          request.once("drain", () => more(left - 1));
        }
      };
      more(128);
    });
    expect(got).toEqual({ up: String(size), down: size });
    expect(most).toBeLessThan(0.7 * size);
  });

  test("1,000 requests with 200 at a time: nothing lost", async () => {
    const preview = await processSite((request, response) => void response.end(request.url));
    const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });
    const bodies = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => (await visit(preview, { path: `/${index}`, agent })).body),
    );
    agent.destroy();
    expect(bodies).toEqual(bodies.map((_, index) => `/${index}`));
  });
});

describe("safety", () => {
  test("what cannot be read gets 400, and the process lives", async () => {
    const preview = await startPreview(siteOf());
    expect((await visit(preview, { path: "/files/%zz" })).status).toBe(400);
    expect((await visit(preview, { host: "a b" })).status).toBe(400);
    expect(await raw(preview, "GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(preview, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(preview, "GET http://a/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect((await visit(preview)).status).toBe(200);
  });

  test("the page and its log are for a loopback host alone", async () => {
    const preview = await startPreview(siteOf());
    const page = (host: string, target = "/_preview/site") => visit(preview, { host, path: target });
    for (const host of ["localhost", "127.0.0.1", "[::1]", `localhost:${preview.ports.https}`]) {
      expect(JSON.parse((await page(host)).body)).toMatchObject({ stack: "site" });
    }
    for (const host of [
      "app.example.com",
      "evil.example.net",
      "localhost.evil.example.net",
      "app.example.com.localhost",
    ]) {
      expect(told(await page(host))).toMatchObject({ backend: "web" });
    }
    expect((await page("localhost", "/_preview")).headers["content-type"]).toMatch(/^text\/html/);
  });

  test("headers that say who comes reach neither routing nor backend unless they are trusted", async () => {
    const visitor = { clientIp: "198.51.100.7", trustsHeaders: false };
    const preview = await startPreview({ ...siteOf(), options: { visitor } });
    const { headers } = told(await visit(preview, { headers: { "x-preview-client-ip": "192.0.2.9" } }));
    expect(headers["x-forwarded-for"]).toMatch(/^198\.51\.100\.7,/);
    expect(headers["x-preview-client-ip"]).toBeUndefined();
  });

  test("it listens on loopback only", async () => {
    const preview = await startPreview(siteOf());
    const others = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) {
      const connected = await new Promise((resolve) => {
        const socket = net.connect(preview.ports.https ?? 0, address);
        socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
      });
      expect(connected).toBe(false);
    }
  });
});

describe("the page's own questions", () => {
  test("a request is explained without being sent", async () => {
    let asked = 0;
    const preview = await processSite((_, response) => void response.end(String(++asked)));
    const question = { url: "https://app.example.com/x", clientIp: "192.0.2.9" };
    const explain = (body: string) =>
      visit(preview, {
        host: "localhost",
        method: "POST",
        path: "/_preview/explain",
        headers: { "content-type": "application/json" },
        body,
      });
    expect(JSON.parse((await explain(JSON.stringify(question))).body)).toMatchObject({
      id: 0,
      visitor: { clientIp: "192.0.2.9" },
      candidates: [{ backend: "web", percentage: 100 }],
      told: { backend: "web", region: "us-central1", armor: "none", cdn: "off" },
    });
    expect(asked).toBe(0);
    expect((await explain("{")).status).toBe(400);
    expect((await explain(JSON.stringify({ url: "nowhere" }))).status).toBe(400);
  });

  test("the requests as they come: the last ones first", async () => {
    const preview = await startPreview(siteOf());
    await visit(preview, { path: "/one" });
    const seen = new Promise<string>((resolve) =>
      http.get({ host: "127.0.0.1", port: preview.ports.https, path: "/_preview/requests" }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => {
          text += chunk.toString();
          if (text.includes("/two")) {
            response.destroy();
            resolve(text);
          }
        });
        void visit(preview, { path: "/two" });
      }),
    );
    const events = [...(await seen).matchAll(/event: request\ndata: (.*)\n/g)].map(
      ([, data]) => (JSON.parse(data) as { request: { url: string } }).request.url,
    );
    expect(events).toEqual(["https://app.example.com/one", "https://app.example.com/two"]);
  });
});
