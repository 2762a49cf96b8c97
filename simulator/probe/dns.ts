import type { Cloud } from "../cloud";
import { lookUp } from "../dns/look-up";
import { JsonObject } from "../json";

/** The types of records by which visitors find an address, one per IP version. */
export const ADDRESS_TYPES = ["A", "AAAA"] as const;
export type AddressType = (typeof ADDRESS_TYPES)[number];

/** What visitors of a domain find. */
export interface Found {
  /** The addresses: one that is still kept from before is as good to them as one that is new. */
  readonly addresses: readonly string[];
  /** Why those who ask now find none. */
  readonly problem?: string;
}

/** What is found, and for how many seconds visitors keep it. */
interface Fresh {
  readonly addresses: readonly string[];
  readonly ttl: number;
}

/** How many times a name may stand for another one. */
const MOST_ALIASES = 8;

/**
 * Where domains point to. In a simulated zone its records say so. Other domains point to where their operator, who is told
 * of each address, points them.
 */
export class Dns {
  private addresses = new Map<string, string>();
  /** By domain and type, until when visitors keep an address. */
  private kept = new Map<string, { readonly [address: string]: number }>();

  public constructor(private readonly cloud: Cloud) {}

  /** Points a domain to an address, as its operator would. */
  public set(domain: string, address: string): void {
    this.addresses.set(keyOf(domain, typeOf(address)), address);
  }

  /** Points a domain to an address unless it points somewhere. For a wildcard, visitors ask for one host below it. */
  public addIfNew(domain: string, address: string): void {
    const host = domain.replace(/^\*\./, "sample.");
    if (!this.addresses.has(keyOf(host, typeOf(address)))) this.set(host, address);
  }

  /** Whether a domain points to the address. */
  public points(domain: string, address: string): boolean {
    return this.askNow(domain, typeOf(address)).addresses.includes(address);
  }

  /** What visitors of a domain find; `undefined` where nobody asks. */
  public ask(domain: string, type: AddressType): Found | undefined {
    const key = keyOf(domain, type);
    const { addresses, ttl } = this.askAsVisitor(domain, type);
    const now = this.cloud.clock.now();
    const before = Object.entries(this.kept.get(key) ?? {}).filter(([, until]) => now < until);
    const kept = {
      ...Object.fromEntries(before),
      ...Object.fromEntries(addresses.map((each) => [each, now + ttl * 1000])),
    };
    this.kept.set(key, kept);
    const known = Object.keys(kept);
    if (known.length === 0 && !this.addresses.has(key)) return undefined;
    return { addresses: known, problem: addresses.length === 0 ? `no address record of ${domain}` : undefined };
  }

  /** Forgets a domain. */
  public delete(domain: string): void {
    for (const type of ADDRESS_TYPES) this.addresses.delete(keyOf(domain, type));
  }

  public records(): { readonly domain: string; readonly address: string }[] {
    return [...this.addresses].map(([key, address]) => ({ domain: key.split(" ")[0], address }));
  }

  public save(): JsonObject {
    return { addresses: Object.fromEntries(this.addresses), kept: Object.fromEntries(this.kept) };
  }

  public restore(saved: JsonObject): void {
    this.addresses = new Map(Object.entries(saved.addresses as { [key: string]: string }));
    this.kept = new Map(Object.entries(saved.kept as { [key: string]: { [address: string]: number } }));
  }

  /** In a zone, visitors with IPv6 who find no address for it take one for IPv4. */
  private askAsVisitor(domain: string, type: AddressType): Fresh {
    const fresh = this.askNow(domain, type);
    const isInZone = lookUp(this.cloud, domain, type) !== undefined;
    return isInZone && fresh.addresses.length === 0 ? this.askNow(domain, "A") : fresh;
  }

  /** What is found without what is kept from before. */
  private askNow(domain: string, type: AddressType, aliases = 0): Fresh {
    const answer = lookUp(this.cloud, domain, type);
    if (!answer) return { addresses: this.pointedTo(domain.replace(/\.$/, ""), type), ttl: 0 };
    if (answer.alias === undefined) return { addresses: answer.values, ttl: answer.ttl };
    return aliases === MOST_ALIASES ? { addresses: [], ttl: 0 } : this.askNow(answer.alias, type, aliases + 1);
  }

  private pointedTo(domain: string, type: AddressType): string[] {
    const address = this.addresses.get(keyOf(domain, type));
    return address === undefined ? [] : [address];
  }
}

function typeOf(address: string): AddressType {
  return address.includes(":") ? "AAAA" : "A";
}

function keyOf(domain: string, type: AddressType): string {
  return `${domain} ${type}`;
}
