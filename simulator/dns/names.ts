const label = "[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?";
const full = new RegExp(`^(\\*\\.)?(${label}\\.)+$`, "i");

/** Whether it is a full DNS name: with a dot at its end, and a wildcard only in front. */
export function isDnsName(name: string): boolean {
  return name.length <= 254 && full.test(name);
}

/** Whether a name is a domain or lies below it. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** The name one label further up: `a.example.com.` lies below `example.com.`. */
export function parentOf(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}
