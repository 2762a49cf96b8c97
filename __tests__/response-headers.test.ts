/** The page on headers of all responses: what it says that the review prints, and which responses get them. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { run } from "../lib/cli";
import { Preview } from "../lib/preview";
import { ROOT, runApp } from "./apps";
import { backendServices, endAll, linkTo, startBackend, startPreview, visit } from "./lib/preview/running";

const page = fs.readFileSync(path.join(ROOT, "docs/response-headers.md"), "utf8");

test("a site in use keeps its URL map, and the review says so", async () => {
  const [before, after] = [await runApp("examples/one-service.ts"), await runApp("examples/response-headers.ts")];
  let out = "";
  const streams = { out: (text: string) => void (out += text), error: () => undefined, isColoured: false };
  expect(await run(["review", "prod", "--outdir", after, "--against", before], streams)).toBe(0);
  [before, after].forEach((folder) => fs.rmSync(folder, { recursive: true }));
  expect([...page.matchAll(/^```md\n([^]*?)^```$/gm)].map(([, block]) => block)).toEqual([out]);
});

describe("which responses get it", () => {
  const rows = [...page.matchAll(/^\| (.*?) +\| (yes|no) +\|$/gm)].map(([, response, gets]) => [response, gets]);
  /** A request for the response of each row, and its status. */
  const REQUESTS = new Map<string, readonly [path: string, status: number]>([
    ["of a service, also an error", ["/broken", 500]],
    ["502 or 504, because the service does not answer", ["/dead", 502]],
    ["a redirect of a route", ["/old", 301]],
    ["a denial by Cloud Armor, such as 403, or 429 of a limit", ["/denied", 403]],
    ["the sign-in of Identity-Aware Proxy", ["/tool", 401]],
    ["an [error page](error-pages.md), also the maintenance page", ["/closed", 500]],
  ]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pages-"));
  let preview: Preview;

  beforeAll(async () => {
    fs.writeFileSync(path.join(folder, "closed.html"), "closed");
    const broken = await startBackend((_, response) => void response.writeHead(500).end());
    preview = await startPreview({
      urlMap,
      resources,
      services: [`broken=${broken}`, "dead=http://127.0.0.1:1", `acme-pages=${folder}`],
    });
  });
  afterAll(async () => {
    await endAll();
    fs.rmSync(folder, { recursive: true });
  });

  test("each response is a row", () => {
    expect(rows.map(([response]) => response)).toEqual([...REQUESTS.keys()]);
  });

  test.each(rows)("%s: %s", async (response, gets) => {
    const [asked, status] = REQUESTS.get(response) ?? ["/", 0];
    const got = await visit(preview, { path: asked });
    expect(got.status).toBe(status);
    expect("x-frame-options" in got.headers).toBe(gets === "yes");
  });
});

const everybody = [{ versioned_expr: "SRC_IPS_V1", config: [{ src_ip_ranges: ["*"] }] }];
const forward = (where: string, name: string) => ({ paths: [where], service: linkTo(name) });
const resources = {
  ...backendServices({
    web: {},
    broken: {},
    dead: {},
    denied: { security_policy: "${google_compute_security_policy.P.id}" },
    tool: { iap: { enabled: true } },
  }),
  google_compute_backend_bucket: { pages: { name: "pages", bucket_name: "acme-pages" } },
  google_compute_security_policy: {
    P: { name: "policy", rule: [{ priority: 2147483647, action: "deny(403)", match: everybody }] },
  },
};
const urlMap = {
  default_service: linkTo("web"),
  header_action: {
    response_headers_to_add: [{ header_name: "X-Frame-Options", header_value: "DENY", replace: true }],
  },
  host_rule: [{ hosts: ["*"], path_matcher: "all" }],
  path_matcher: [
    {
      name: "all",
      default_service: linkTo("web"),
      path_rule: [
        ...["broken", "dead", "denied", "tool"].map((name) => forward(`/${name}`, name)),
        { paths: ["/old"], url_redirect: { path_redirect: "/", strip_query: false } },
        {
          ...forward("/closed", "broken"),
          custom_error_response_policy: {
            error_service: linkTo("pages", "bucket"),
            error_response_rule: [{ match_response_codes: ["5xx"], path: "/closed.html" }],
          },
        },
      ],
    },
  ],
};
