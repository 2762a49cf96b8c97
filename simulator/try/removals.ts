import { Cloud } from "../cloud";
import { frontends, offersFor } from "../probe/frontends";
import { samplePaths } from "../probe/sample-paths";

/** What a URL as the probe has it is made of. */
interface Subject {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly isIpv6: boolean;
}

/**
 * Whether a URL that is not served any more was taken away as asked: its domain, what answers HTTP or IPv6, or its route
 * is not there in the end.
 */
export function isRemoved(cloud: Cloud, url: string): boolean {
  const subject = read(url);
  if (subject === undefined) return false;
  const { scheme, host, isIpv6 } = subject;
  const fronts = frontends(cloud).filter((front) => front.scheme === scheme && front.address.includes(":") === isIpv6);
  const isServed = scheme === "http" ? fronts.length > 0 : fronts.some((front) => offersFor(front, host));
  return !isServed || hasNoRoute(cloud, url);
}

/** Whether a URL had a route of its own, which is gone. */
export function hasNoRoute(cloud: Cloud, url: string): boolean {
  const path = read(url)?.path;
  return path !== undefined && path !== "/" && !samplePaths(cloud).includes(path);
}

function read(url: string): Subject | undefined {
  const [, scheme, host, path, ipv6] = /^(https?):\/\/([^/]+)(\/\S*)( \(IPv6\))?$/.exec(url) ?? [];
  return scheme === undefined ? undefined : { scheme, host, path, isIpv6: ipv6 !== undefined };
}
