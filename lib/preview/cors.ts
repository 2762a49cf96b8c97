/** CORS, as the load balancer does it for a route: it answers preflights itself. */
import { RE2JS } from "re2js";
import { CorsPolicy } from "../routing/options";
import { OwnAnswer } from "./answers";
import { Pair, valueOf, without } from "./headers";

/** What a CORS policy does with a request. */
export interface Cors {
  /** The answer to a preflight. */
  readonly preflight?: OwnAnswer;
  /** The headers that the response gets. */
  readonly headers: readonly Pair[];
  readonly text: string;
}

/** What a CORS policy does; nothing for a request that is not from a page of another site. */
export function corsFor(policy: CorsPolicy, method: string, headers: readonly Pair[]): Cors | undefined {
  const origin = valueOf(headers, "origin");
  if (origin === undefined) {
    return undefined;
  }
  if (!allows(policy, origin)) {
    return { headers: [], text: `origin ${origin} is not allowed: the response gets no CORS header` };
  }
  const always: Pair[] = [
    ["access-control-allow-origin", origin],
    ...(policy.allowsCredentials === true ? [["access-control-allow-credentials", "true"] as const] : []),
  ];
  if (method !== "OPTIONS" || valueOf(headers, "access-control-request-method") === undefined) {
    const exposed = listed("access-control-expose-headers", policy.exposedHeaders);
    return { headers: [...always, ...exposed], text: `origin ${origin} is allowed` };
  }
  const answer: Pair[] = [
    ...always,
    ...listed("access-control-allow-methods", policy.methods),
    ...listed("access-control-allow-headers", policy.headers),
    ...(policy.maxAge === undefined ? [] : [["access-control-max-age", String(policy.maxAge)] as const]),
  ];
  const preflight = { status: 200, headers: [...answer, ["content-length", "0"] as const], body: "" };
  return { preflight, headers: [], text: `origin ${origin} is allowed: the load balancer answers the preflight` };
}

/** The headers of a response with those of the CORS policy in place of the backend's own. */
export function withCors(headers: readonly Pair[], { headers: own }: Cors): Pair[] {
  return [...without(headers, ...own.map(([name]) => name)), ...own];
}

function allows({ origins, originRegexes }: CorsPolicy, origin: string): boolean {
  return origins.some((each) => each === "*" || each === origin) || originRegexes.some((regex) => fits(regex, origin));
}

function fits(regex: string, origin: string): boolean {
  try {
    return RE2JS.compile(regex).matches(origin);
  } catch {
    return false;
  }
}

function listed(name: string, values: readonly string[]): Pair[] {
  return values.length === 0 ? [] : [[name, values.join(",")]];
}
