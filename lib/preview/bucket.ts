/** A folder as Cloud Storage would serve a bucket with the same files through a backend bucket. */
import * as fs from "fs";
import * as path from "path";
import { Readable } from "stream";
import { Block, blockOf, text } from "../app/values";
import { Pair, valueOf } from "./headers";

/** What a bucket answers. */
export interface BucketAnswer {
  readonly status: number;
  readonly headers: readonly Pair[];
  /** Nothing for an answer without a body. */
  readonly body?: Readable;
}

interface Page {
  readonly file: string;
  readonly stats: fs.Stats;
}

const TYPES: { readonly [extension: string]: string } = {
  ".avif": "image/avif",
  ".css": "text/css",
  ".csv": "text/csv",
  ".gif": "image/gif",
  ".htm": "text/html",
  ".html": "text/html",
  ".ico": "image/vnd.microsoft.icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webm": "video/webm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".zip": "application/zip",
};

/** Answers a request from a folder. The bucket says which pages stand for folders, and for what is missing. */
export function answerFromFolder(
  folder: string,
  bucket: Block | undefined,
  method: string,
  requested: string,
  headers: readonly Pair[],
): BucketAnswer {
  if (method !== "GET" && method !== "HEAD") {
    return failed(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", method);
  }
  const website = blockOf(bucket?.website);
  // without the bucket's own word, as most sites have it
  const isKnown = bucket !== undefined;
  const index = text(website.main_page_suffix) ?? (isKnown ? undefined : "index.html");
  const missing = text(website.not_found_page) ?? (isKnown ? undefined : "404.html");
  const name = nameOf(requested);
  const isFolder = name === "" || name?.endsWith("/") === true;
  const found =
    name === undefined ? undefined : pageIn(folder, isFolder ? (index === undefined ? undefined : name + index) : name);
  if (found) {
    return serve(found, method, headers, 200);
  }
  if (name !== undefined && !isFolder && index !== undefined && pageIn(folder, `${name}/${index}`)) {
    return { status: 301, headers: [["location", `/${name.split("/").map(encodeURIComponent).join("/")}/`]] };
  }
  const page = missing === undefined ? undefined : pageIn(folder, missing);
  return page ? serve(page, method, [], 404) : failed(404, "NoSuchKey", "The specified key does not exist.", method);
}

/** The name of an object; nothing for one that leads out of the bucket. */
function nameOf(requested: string): string | undefined {
  const name = decodeURIComponent(requested.replace(/[?#][^]*$/, "")).replace(/^\//, "");
  return name.includes("\0") || name.split(/[/\\]/).includes("..") ? undefined : name;
}

function pageIn(folder: string, name: string | undefined): Page | undefined {
  if (name === undefined || name === "") {
    return undefined;
  }
  const file = path.join(folder, name);
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? { file, stats } : undefined;
}

function serve({ file, stats }: Page, method: string, asked: readonly Pair[], status: number): BucketAnswer {
  const etag = `"${stats.size.toString(16)}-${Math.floor(stats.mtimeMs).toString(16)}"`;
  const modified = new Date(Math.floor(stats.mtimeMs / 1000) * 1000);
  const type = TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream";
  const headers: Pair[] = [
    ["content-type", type],
    ["cache-control", "public, max-age=3600"],
    ["etag", etag],
    ["last-modified", modified.toUTCString()],
    ["accept-ranges", "bytes"],
  ];
  if (isUnchanged(asked, etag, modified)) {
    return { status: 304, headers };
  }
  const range = status === 200 ? rangeOf(valueOf(asked, "range"), stats.size) : undefined;
  if (range === "outside") {
    return { status: 416, headers: [["content-range", `bytes */${stats.size}`]] };
  }
  const { start, end } = range ?? { start: 0, end: stats.size - 1 };
  const sized: Pair[] = [...headers, ["content-length", String(end - start + 1)]];
  const body = method === "HEAD" || stats.size === 0 ? undefined : fs.createReadStream(file, { start, end });
  return range
    ? { status: 206, headers: [...sized, ["content-range", `bytes ${start}-${end}/${stats.size}`]], body }
    : { status, headers: sized, body };
}

function isUnchanged(asked: readonly Pair[], etag: string, modified: Date): boolean {
  const known = valueOf(asked, "if-none-match");
  if (known !== undefined) {
    return known === "*" || known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
  }
  return modified.getTime() <= Date.parse(valueOf(asked, "if-modified-since") ?? "");
}

function rangeOf(range: string | undefined, size: number) {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (from === "" && to === "") {
    return undefined;
  }
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? "outside" : { start, end };
}

function failed(status: number, code: string, message: string, method: string): BucketAnswer {
  const body = `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const headers: Pair[] = [
    ["content-type", "application/xml; charset=UTF-8"],
    ["content-length", String(body.length)],
  ];
  return { status, headers, body: method === "HEAD" ? undefined : Readable.from([body]) };
}
