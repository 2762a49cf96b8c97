import { SiteShape } from "../site";
import { EVERYTHING, Change, inPlace } from "./change";

const MODES: { readonly [words: string]: SiteShape } = {
  "the origin's headers": { cdn: "origin" },
  "static content": { cdn: "static" },
  "static content with TTLs": { cdn: "ttl" },
  everything: { cdn: "force" },
};

/** Cloud CDN: on, off, and from every mode to every other. */
export const cdnChanges: readonly Change[] = [
  inPlace("the cache is turned on", EVERYTHING, {}, { cdn: "origin" }),
  inPlace("the cache is turned off", EVERYTHING, { cdn: "static" }, {}),
  ...Object.entries(MODES).flatMap(([from, before]) =>
    Object.entries(MODES)
      .filter(([to]) => to !== from)
      .map(([to, after]) => inPlace(`from caching ${from} to ${to}`, EVERYTHING, before, after)),
  ),
];
