import { JsonObject } from "../json";

/** Where domains point to. One address per IP version. */
export class Dns {
  private addresses = new Map<string, string>();

  /** Points a domain to an address, as its operator would. */
  public set(domain: string, address: string): void {
    this.addresses.set(keyOf(domain, address), address);
  }

  /** Points a domain to an address unless it points somewhere. */
  public addIfNew(domain: string, address: string): void {
    if (!domain.startsWith("*.") && !this.addresses.has(keyOf(domain, address))) this.set(domain, address);
  }

  /** Whether a domain points to the address. */
  public points(domain: string, address: string): boolean {
    return this.addresses.get(keyOf(domain, address)) === address;
  }

  /** Forgets a domain. */
  public delete(domain: string): void {
    this.addresses.delete(`${domain} A`);
    this.addresses.delete(`${domain} AAAA`);
  }

  public records(): { readonly domain: string; readonly address: string }[] {
    return [...this.addresses].map(([key, address]) => ({ domain: key.split(" ")[0], address }));
  }

  public save(): JsonObject {
    return Object.fromEntries(this.addresses);
  }

  public restore(saved: JsonObject): void {
    this.addresses = new Map(Object.entries(saved) as [string, string][]);
  }
}

function keyOf(domain: string, address: string): string {
  return `${domain} ${address.includes(":") ? "AAAA" : "A"}`;
}
