/**
 * What a URL mask reads from the host and path of a request, by placeholder without its brackets. Parts of the host before
 * the mask, and of the path behind it, may be left out of the mask.
 */
export function readMask(mask: string, hostAndPath: string): { readonly [placeholder: string]: string } | undefined {
  const slash = mask.indexOf("/");
  const [host, path] = slash === -1 ? [mask, ""] : [mask.slice(0, slash), mask.slice(slash)];
  const names = [...mask.matchAll(/<([^<>]*)>/g)].map(([, name]) => name);
  const hostPattern = host === "" ? "[^/]*" : `(?:[^/]+\\.)?${patternOf(host)}(?::\\d+)?`;
  const found = new RegExp(`^${hostPattern}${patternOf(path)}(?:/.*)?$`).exec(hostAndPath);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1]])) : undefined;
}

function patternOf(mask: string): string {
  return mask
    .split(/<[^<>]*>/)
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("([^/.]+?)");
}
