/** A request that came to the preview, as the load balancer on the internet would get it. */
import { Unanswerable, parseRequest } from "../routing";
import { Visitor } from "./explanation";
import { Pair, Variables, recordOf, valueOf, without } from "./headers";
import { Host, Names, Ports, headersOnInternet, hostOf } from "./hosts";
import { emailOf } from "./iap";

/** The header by which a request says where it comes from, if the preview trusts it. */
export const CLIENT_IP_HEADER = "x-preview-client-ip";
/** The header by which a request says from which country it comes, if the preview trusts it. */
export const CLIENT_REGION_HEADER = "x-preview-client-region";

/** A request that came. */
export interface Arrival {
  readonly method: string;
  readonly scheme: "https" | "http";
  readonly host: Host;
  /** With the query. */
  readonly path: string;
  /** The URL on the internet. */
  readonly url: string;
  /** Without the host. */
  readonly headers: readonly Pair[];
  /** The `Origin` as the browser sent it, to which the answer must be addressed. */
  readonly writtenOrigin?: string;
  readonly visitor: Visitor;
}

/** Who sends requests, if they do not say it themselves. */
export interface VisitorOptions {
  readonly clientIp: string;
  readonly regionCode?: string;
  /** Whether requests may say by headers who sends them. */
  readonly trustsHeaders: boolean;
}

/** What Node's server says of a request. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Pair[];
}

/**
 * Reads a request.
 *
 * @throws Unanswerable if the request is malformed
 */
export function readArrival(
  { method, path, headers }: Incoming,
  scheme: "https" | "http",
  { names, ports, visitor }: { readonly names: Names; readonly ports: Ports; readonly visitor: VisitorOptions },
): Arrival {
  const written = valueOf(headers, "host");
  if (written === undefined || written === "") {
    throw new Unanswerable("the request has no Host header");
  }
  if (!path.startsWith("/")) {
    throw new Unanswerable(`the target of the request must be a path, got ${path}`);
  }
  if (/%(?![0-9a-f]{2})/i.test(path)) {
    throw new Unanswerable(`% in a URL must be followed by two hexadecimal digits, got ${path}`);
  }
  const host = hostOf(written, ports[scheme], names);
  const url = `${scheme}://${host.name}${path}`;
  parseRequest({ url });
  const said = (name: string) => (visitor.trustsHeaders ? valueOf(headers, name) : undefined);
  const regionCode = said(CLIENT_REGION_HEADER) ?? visitor.regionCode;
  const email = emailOf(headers);
  return {
    method,
    scheme,
    host,
    path,
    url,
    writtenOrigin: valueOf(headers, "origin"),
    headers: headersOnInternet(without(headers, "host", CLIENT_IP_HEADER, CLIENT_REGION_HEADER), names, ports),
    visitor: {
      clientIp: said(CLIENT_IP_HEADER) ?? visitor.clientIp,
      ...(regionCode === undefined ? {} : { regionCode }),
      ...(email === undefined ? {} : { email }),
    },
  };
}

/** What Google would fill into headers, as far as it is known. */
export function variablesOf({ scheme, host, headers, visitor }: Arrival): Variables {
  const isTls = scheme === "https";
  return {
    client_ip_address: visitor.clientIp,
    ...(visitor.regionCode === undefined ? {} : { client_region: visitor.regionCode }),
    client_encrypted: String(isTls),
    client_protocol: "HTTP/1.1",
    server_port: isTls ? "443" : "80",
    ...(isTls ? { tls_sni_hostname: host.name.replace(/:\d+$/, ""), tls_version: "TLSv1.3" } : {}),
    origin_request_header: recordOf(headers).origin ?? "",
    client_cert_present: "false",
    client_cert_chain_verified: "false",
  };
}
