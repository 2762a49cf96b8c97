/** Hosts on the internet and on this machine: `app.example.com` is `app.example.com.localhost:8080` here. */
import { isForHost } from "../app/certificates";
import { Pair } from "./headers";

/** Where the preview listens. */
export interface Ports {
  readonly https?: number;
  readonly http?: number;
  /** Whether what visitors get by HTTPS is served with TLS. */
  readonly hasTls: boolean;
}

/** The names of the site. */
export interface Names {
  /** What `localhost` stands for. */
  readonly first: string;
  /** All domains and hosts, wildcards such as `*.example.com` too. */
  readonly all: readonly string[];
}

/** The host of a request, here and on the internet. */
export interface Host {
  /** On the internet, with a port that is not the preview's own. */
  readonly name: string;
  /** How the visitor came: `localhost` or an address, by `*.localhost`, or by the name itself. */
  readonly cameBy: "localhost" | ".localhost" | "name";
  /** As the visitor wrote it, without the port. */
  readonly written: string;
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const SUFFIX = ".localhost";

/** Whether a `Host` is one of this machine itself, which no name of another site can be. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** The host of a request that came to a port of the preview. */
export function hostOf(written: string, port: number | undefined, { first }: Names): Host {
  const [, bare = written, given] = /^(.*?)(?::(\d+))?$/.exec(written) ?? [];
  const rest = given === undefined || Number(given) === port ? "" : `:${given}`;
  if (isLoopback(bare)) {
    return { name: first, cameBy: "localhost", written: bare };
  }
  return bare.toLowerCase().endsWith(SUFFIX)
    ? { name: bare.slice(0, -SUFFIX.length) + rest, cameBy: SUFFIX, written: bare }
    : { name: bare + rest, cameBy: "name", written: bare };
}

/** Whether a host is one of the site. */
export function isOwn(host: string, { first, all }: Names): boolean {
  const bare = host.toLowerCase().replace(/:\d+$/, "");
  return bare === first || all.some((name) => isForHost(name, bare) || (name.startsWith("*") && fits(name, bare)));
}

function fits(pattern: string, host: string): boolean {
  return pattern !== "*" && host.length > pattern.length && host.endsWith(pattern.slice(1));
}

/** Where a URL of the site is on this machine; nothing for one of another site, or if the visitor came by the name itself. */
export function locationHere(location: string, host: Host, names: Names, ports: Ports): string | undefined {
  const [, scheme, target, rest = ""] = /^(https?):\/\/([^/?#]+)([^]*)$/i.exec(location) ?? [];
  if (target === undefined || host.cameBy === "name" || !(isOwn(target, names) || target === host.name)) {
    return undefined;
  }
  const origin = originHere(scheme.toLowerCase(), target, host, names, ports);
  return origin === undefined ? undefined : origin + rest;
}

function originHere(scheme: string, target: string, host: Host, { first }: Names, ports: Ports): string | undefined {
  const port = scheme === "https" ? ports.https : ports.http;
  const bare = target.replace(/:\d+$/, "");
  const name = host.cameBy === "localhost" && bare === first ? host.written : `${bare}${SUFFIX}`;
  return port === undefined ? undefined : `${scheme === "https" && ports.hasTls ? "https" : "http"}://${name}:${port}`;
}

/** A URL of this machine as it is on the internet: the `Origin` or `Referer` of a page that the preview has served. */
export function urlOnInternet(url: string, names: Names, ports: Ports): string {
  const [, host, given, rest = ""] = /^https?:\/\/([^/:?#]+|\[::1\])(?::(\d+))?([^]*)$/i.exec(url) ?? [];
  const port = Number(given);
  const scheme = port === ports.https ? "https" : port === ports.http ? "http" : undefined;
  if (scheme === undefined || !(isLoopback(host) || host.toLowerCase().endsWith(SUFFIX))) {
    return url;
  }
  return `${scheme}://${hostOf(host, undefined, names).name}${rest}`;
}

/** A `Set-Cookie` that a browser keeps for this machine: its domain, if it has one, is a domain of this machine. */
export function cookieHere(cookie: string, { cameBy }: Host): string {
  switch (cameBy) {
    case "localhost":
      return cookie.replace(/;\s*domain=[^;]*/i, "");
    case SUFFIX:
      return cookie.replace(
        /(;\s*domain=)([^;]*)/i,
        (_, before: string, domain: string) => `${before}${domain.trim()}${SUFFIX}`,
      );
    default:
      return cookie;
  }
}

/** The headers of a request as the load balancer would get them. */
export function headersOnInternet(pairs: readonly Pair[], names: Names, ports: Ports): Pair[] {
  return pairs.map(([name, value]): Pair =>
    /^(origin|referer)$/i.test(name) ? [name, urlOnInternet(value, names, ports)] : [name, value],
  );
}
