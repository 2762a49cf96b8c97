import { SiteShape } from "../site";
import { Change, change } from "./change";

const MODES: { readonly [words: string]: SiteShape } = {
  "the origin's headers": { cdn: "origin" },
  "static content": { cdn: "static" },
  "static content with TTLs": { cdn: "ttl" },
  everything: { cdn: "force" },
};

/** Cloud CDN: on, off, and from every mode to every other. */
export const cdnChanges: readonly Change[] = [
  change("the cache is switched on", {}, { cdn: "origin" }),
  change("the cache is switched off", { cdn: "static" }, {}),
  ...Object.entries(MODES).flatMap(([from, before]) =>
    Object.entries(MODES)
      .filter(([to]) => to !== from)
      .map(([to, after]) => change(`from caching ${from} to ${to}`, before, after)),
  ),
];
