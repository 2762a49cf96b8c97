import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { answerFromFolder } from "../../../lib/preview/bucket";
import { Block } from "../../../lib/app/values";
import { recordOf } from "../../../lib/preview/headers";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bucket-"));
const outside = `${folder}-secret.txt`;

beforeAll(() => {
  fs.mkdirSync(path.join(folder, "docs"));
  fs.writeFileSync(path.join(folder, "index.html"), "home");
  fs.writeFileSync(path.join(folder, "404.html"), "missing");
  fs.writeFileSync(path.join(folder, "docs", "index.html"), "docs");
  fs.writeFileSync(path.join(folder, "a b.css"), "body{}");
  fs.writeFileSync(outside, "secret");
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
  fs.rmSync(outside);
});

const WEBSITE: Block = { website: { main_page_suffix: "index.html", not_found_page: "404.html" } };

interface Asked {
  readonly bucket?: Block | null;
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** Without a `bucket`, that of a site; `null` for one that is not made in the app. */
async function get(requested: string, { bucket = WEBSITE, method = "GET", headers = {} }: Asked = {}) {
  const answer = answerFromFolder(folder, bucket ?? undefined, method, requested, Object.entries(headers));
  let body = "";
  for await (const chunk of answer.body ?? []) {
    body += String(chunk);
  }
  return { status: answer.status, headers: recordOf(answer.headers), body };
}

test("objects, and the page of a folder", async () => {
  expect(await get("/")).toMatchObject({ status: 200, body: "home", headers: { "content-type": "text/html" } });
  expect(await get("/docs/?x=1")).toMatchObject({ status: 200, body: "docs" });
  expect(await get("/docs")).toMatchObject({ status: 301, headers: { location: "/docs/" } });
  expect(await get("/a%20b.css")).toMatchObject({
    status: 200,
    headers: { "content-type": "text/css", "content-length": "6" },
  });
  expect(await get("/", { method: "HEAD" })).toMatchObject({
    status: 200,
    body: "",
    headers: { "content-length": "4" },
  });
});

test("what is missing: the bucket's page with 404, or Cloud Storage's own answer", async () => {
  expect(await get("/nothing")).toMatchObject({ status: 404, body: "missing" });
  const plain = await get("/nothing", { bucket: {} });
  expect(plain).toMatchObject({ status: 404, headers: { "content-type": "application/xml; charset=UTF-8" } });
  expect(plain.body).toContain("<Code>NoSuchKey</Code>");
  expect((await get("/", { bucket: {} })).status).toBe(404);
  expect((await get("/", { bucket: null })).body).toBe("home");
  expect((await get("/", { method: "POST" })).status).toBe(405);
});

test("nothing outside of the folder", async () => {
  const name = path.basename(outside);
  for (const requested of [`/../${name}`, `/%2e%2e/${name}`, `/docs/..%2f..%2f${name}`, "/%00", `/..%5c${name}`]) {
    expect(await get(requested)).toMatchObject({ status: 404, body: "missing" });
  }
});

test("ranges and what is unchanged", async () => {
  const { headers } = await get("/");
  expect(await get("/", { headers: { "if-none-match": headers.etag } })).toMatchObject({ status: 304, body: "" });
  expect(await get("/", { headers: { "if-modified-since": headers["last-modified"] } })).toMatchObject({ status: 304 });
  expect(await get("/", { headers: { range: "bytes=1-2" } })).toMatchObject({
    status: 206,
    body: "om",
    headers: { "content-range": "bytes 1-2/4" },
  });
  expect(await get("/", { headers: { range: "bytes=-1" } })).toMatchObject({ status: 206, body: "e" });
  expect(await get("/", { headers: { range: "bytes=9-" } })).toMatchObject({ status: 416 });
});
