import * as crypto from "crypto";
import * as fs from "fs";
import * as path from "path";

/** The page `/_preview` as it is served: one file, with its style and its script. */
export interface Page {
  readonly html: string;
  readonly headers: { readonly [name: string]: string };
}

/** Reads the page. It may load nothing but itself, and ask nobody but the preview. */
export function readPage(): Page {
  // the bundle has it beside itself
  const html = fs.readFileSync(path.join(__dirname, "page.html"), "utf8");
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    "img-src data:",
    `style-src ${hashesOf(html, "style")}`,
    `script-src ${hashesOf(html, "script")}`,
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ];
  return {
    html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  };
}

function hashesOf(html: string, tag: string): string {
  return [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>(.*?)</${tag}>`, "gs"))]
    .map(([, content]) => `'sha256-${crypto.createHash("sha256").update(content).digest("base64")}'`)
    .join(" ");
}
