/**
 * What a URL mask reads from a URL without its scheme, by placeholder. Leading host parts before the first placeholder
 * and trailing path parts may be left out of the mask.
 */
export function matchMask(mask: string, url: string): { readonly [placeholder: string]: string } | undefined {
  const slash = mask.indexOf("/");
  const host = slash < 0 ? mask : mask.slice(0, slash);
  const path = slash < 0 ? "" : mask.slice(slash);
  const names: string[] = [];
  const hostPattern = host === "" ? "[^/]*" : part(host, names);
  const pattern = new RegExp(`^${hostPattern}${path === "" ? "(?:/.*)?" : `${part(path, names)}(?:/.*)?`}$`);
  const found = pattern.exec(url);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1]])) : undefined;
}

function part(mask: string, names: string[]): string {
  return mask
    .split(/<([^<>]*)>/)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(piece);
      return "([^/.]+?)";
    })
    .join("");
}
