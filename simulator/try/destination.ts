import { route } from "../compute/url-map-routing";
import { frontends } from "../probe/frontends";
import { Simulation } from "./simulation";

/** Where a request goes: `goes to <backend services>`, or `301 to <URL>`. */
export function destinationOf({ cloud }: Simulation, url: string): string {
  const { protocol, host, pathname } = new URL(url.split(" ")[0]);
  const scheme = protocol === "http:" ? "http" : "https";
  const front = frontends(cloud).find((candidate) => candidate.scheme === scheme);
  const map = cloud.store.get(front?.urlMap ?? "");
  if (!map) return "nowhere";
  const decision = route(map, { scheme, host, path: pathname, query: "", headers: new Map() });
  if (decision.redirect) return `${decision.redirect.code} to ${decision.redirect.location}`;
  return `goes to ${decision.services.map((service) => service.split("/").at(-1)).join(", ")}`;
}
