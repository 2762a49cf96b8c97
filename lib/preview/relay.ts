/** A request of the page's form, sent to the preview itself as a visitor would send it. */
import * as http from "http";
import * as https from "https";
import { Pair } from "./headers";
import { Ports } from "./hosts";

/** A request as a visitor sends it. */
export interface Relayed {
  readonly scheme: "https" | "http";
  readonly method: string;
  readonly path: string;
  /** With the host. */
  readonly headers: readonly Pair[];
}

/** Sends it, and returns the status of the answer; the body is read and forgotten. */
export function relay({ scheme, method, path, headers }: Relayed, ports: Ports): Promise<number> {
  const isTls = scheme === "https" && ports.hasTls;
  // the preview's own certificate is for the names of the site, which this machine does not resolve
  const options = { host: "127.0.0.1", port: ports[scheme], method, path, agent: false, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    (isTls ? https : http)
      .request({ ...options, headers: headers.flat(), setHost: false }, (response) => {
        resolve(response.statusCode ?? 0);
        response.once("error", reject).resume();
      })
      .once("error", reject)
      .end();
  });
}
