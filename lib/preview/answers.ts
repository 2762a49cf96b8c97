/** What the load balancer answers itself, with the bodies that visitors get from Google. */
import { STATUS_CODES } from "http";
import { Pair } from "./headers";

/** An answer that does not come from a backend. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

const HTML: Pair = ["content-type", "text/html; charset=UTF-8"];

/** A page that is its own title, as Cloud Armor's. */
export function refusal(status: number): OwnAnswer {
  const words = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
  const head = `<!doctype html><meta charset="utf-8"><meta name=viewport content="width=device-width, initial-scale=1">`;
  return { status, headers: [HTML], body: `${head}<title>${status}</title>${words}` };
}

/** An error of the load balancer itself: 502 for a backend that is dead, 504 for one that is slow. */
export function serverError(status: number): OwnAnswer {
  const body = `
<html><head>
<meta http-equiv="content-type" content="text/html;charset=utf-8">
<title>${status} Server Error</title>
</head>
<body text=#000000 bgcolor=#ffffff>
<h1>Error: Server Error</h1>
<h2>The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.</h2>
<h2></h2>
</body></html>
`;
  return { status, headers: [HTML], body };
}

/** A request that cannot be read. */
export function badRequest(why: string): OwnAnswer {
  return { status: 400, headers: [["content-type", "text/plain; charset=utf-8"]], body: `400 Bad Request: ${why}\n` };
}

/** A redirect, as the load balancer writes it. */
export function redirect(status: number, location: string): OwnAnswer {
  const words = `${status} ${STATUS_CODES[status] ?? "Moved"}`;
  const body = `<HTML><HEAD><meta http-equiv="content-type" content="text/html;charset=utf-8">
<TITLE>${words}</TITLE></HEAD><BODY>
<H1>${words}</H1>
The document has moved
<A HREF="${escaped(location)}">here</A>.
</BODY></HTML>
`;
  return { status, headers: [["location", location], HTML], body };
}

/** What the preview itself has to say, where nobody knows what the load balancer does. */
export function unknownAnswer(lines: readonly string[]): OwnAnswer {
  const body = `The preview cannot tell what the load balancer does:\n${lines.map((line) => `- ${line}\n`).join("")}`;
  return { status: 500, headers: [["content-type", "text/plain; charset=utf-8"]], body };
}

/** A text that stands in HTML as it is. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
