import { authorizationsOf, issueByDns } from "../certificate-manager/issuance";
import type { Cloud } from "../cloud";
import { domainsOf, provision } from "../compute/ssl-certificates";
import { JsonObject, text } from "../json";
import { ADDRESS_TYPES, AddressType, Dns, Found } from "./dns";
import { Entries, EntryHistory } from "./entries";
import { Frontend, frontends, hasActiveCertificate, namesOf } from "./frontends";
import { samplePaths } from "./sample-paths";
import { Visit, allOf, unserved, visit } from "./visit";
import { Window, Windows } from "./windows";

/** What visitors have met so far. */
export interface Report {
  /** URLs that are served now. */
  readonly served: readonly string[];
  /** URLs that are not served now, and why. */
  readonly unserved: readonly { readonly url: string; readonly why: string }[];
  /** Times at which a URL that had been served was not. */
  readonly outages: readonly Window[];
  /**
   * Times at which an Armor rule that had guarded a URL did not, an error page that a URL had was missing, or an ingress
   * stood open that had been closed.
   */
  readonly gaps: readonly Window[];
  /** Who was let in at each URL. */
  readonly entries: readonly EntryHistory[];
}

/** Looks after every mutation at what visitors meet: served as before, guarded as before. */
export class Probe {
  public readonly dns: Dns;
  private readonly served = new Windows();
  private readonly guarded = new Windows();
  private readonly entries = new Entries();
  private unserved = new Map<string, string>();
  private paths = new Set<string>(["/"]);

  public constructor(private readonly cloud: Cloud) {
    this.dns = new Dns(cloud);
  }

  /** Looks at everything that visitors may ask for. */
  public observe(mutation: string): void {
    const fronts = frontends(this.cloud);
    issueByDns(this.cloud);
    for (const front of fronts) this.arrive(front);
    for (const path of samplePaths(this.cloud)) this.paths.add(path);
    this.unserved = new Map();
    for (const domain of new Set(this.dns.records().map((record) => record.domain))) {
      for (const type of ADDRESS_TYPES) {
        const found = this.dns.ask(domain, type);
        if (found) this.visitAll(fronts, domain, type, found, mutation);
      }
    }
    this.lookAtIngress(mutation);
  }

  /** Visitors come to a host, besides those that certificates are for. */
  public visitAlso(host: string): void {
    const front = frontends(this.cloud).find(
      (each) => each.scheme === "https" && hasActiveCertificate(this.cloud, each, host),
    );
    if (!front) throw new Error(`no front end has a certificate for ${host}`);
    this.dns.addIfNew(host, front.address);
    this.observe(`visitors of ${host}`);
  }

  /** What visitors have met so far. */
  public report(): Report {
    const unserved = [...this.unserved].map(([url, why]) => ({ url, why }));
    const served = this.served.subjects().filter((url) => !this.unserved.has(url));
    return {
      served: served.sort(),
      unserved,
      outages: this.served.list(),
      gaps: this.guarded.list(),
      entries: this.entries.list(),
    };
  }

  /** Forgets the windows, and keeps what is served and guarded now. */
  public reset(): void {
    this.served.reset();
    this.guarded.reset();
    this.entries.reset();
  }

  public save(): JsonObject {
    const paths = [...this.paths];
    return {
      paths,
      dns: this.dns.save(),
      served: this.served.save(),
      guarded: this.guarded.save(),
      entries: this.entries.save(),
    };
  }

  public restore(saved: JsonObject): void {
    this.paths = new Set(saved.paths as string[]);
    this.dns.restore(saved.dns as JsonObject);
    this.served.restore(saved.served as JsonObject);
    this.guarded.restore(saved.guarded as JsonObject);
    this.entries.restore(saved.entries as JsonObject);
    this.observe("restored");
  }

  /**
   * The operator points the DNS of a new domain to the first front end that has a certificate for it. A certificate
   * without a DNS authorization is issued once visitors of all its domains arrive where it is offered.
   */
  private arrive(front: Frontend): void {
    if (front.scheme !== "https") return;
    for (const offer of front.offers) {
      for (const domain of namesOf(offer)) this.dns.addIfNew(domain, front.address);
      const points = (domain: string) => this.dns.points(domain, front.address);
      offer.certificates
        .filter((certificate) => authorizationsOf(certificate).length === 0 && domainsOf(certificate).every(points))
        .forEach((certificate) => provision(this.cloud, certificate));
    }
  }

  private visitAll(
    fronts: readonly Frontend[],
    domain: string,
    type: AddressType,
    found: Found,
    mutation: string,
  ): void {
    for (const scheme of ["https", "http"] as const) {
      for (const path of this.paths) {
        const url = `${scheme}://${domain}${path}`;
        const subject = type === "AAAA" ? `${url} (IPv6)` : url;
        const met = this.meet(fronts, url, found);
        this.served.note(subject, met.problem, mutation);
        this.entries.note(subject, met.isRedirect ? undefined : met, mutation);
        if (met.problem !== undefined) this.unserved.set(subject, met.problem);
        else this.noteGuards(subject, [...met.rules, ...met.pages], mutation);
      }
    }
  }

  /** What visitors of a URL meet, whatever address they have. */
  private meet(fronts: readonly Frontend[], url: string, { addresses, problem }: Found): Visit {
    if (problem !== undefined) return unserved(problem);
    return allOf(addresses.map((address) => this.meetAt(fronts, url, address)));
  }

  private meetAt(fronts: readonly Frontend[], url: string, address: string): Visit {
    const { protocol, hostname } = new URL(url);
    const port = protocol === "https:" ? "443" : "80";
    const front = fronts.find((candidate) => candidate.address === address && candidate.port === port);
    if (!front) return unserved("no forwarding rule at the domain's address");
    if (front.scheme === "https" && !hasActiveCertificate(this.cloud, front, hostname)) {
      return unserved(`no ACTIVE certificate for ${hostname}`);
    }
    return visit(this.cloud, front, url);
  }

  private noteGuards(url: string, rules: readonly string[], mutation: string): void {
    const prefix = `${url} => `;
    for (const rule of rules) this.guarded.note(prefix + rule, undefined, mutation);
    for (const subject of this.guarded.subjects()) {
      const rule = subject.slice(prefix.length);
      if (!subject.startsWith(prefix) || rules.includes(rule)) continue;
      this.guarded.note(subject, "it does not stand before the URL", mutation);
    }
  }

  private lookAtIngress(mutation: string): void {
    const services = this.cloud.store.matching((path) => /\/locations\/[^/]+\/services\/[^/:]+$/.test(path));
    for (const [path, service] of services) {
      const open = text(service, "ingress") === "INGRESS_TRAFFIC_ALL";
      this.guarded.note(`ingress of ${path}`, open ? "the ingress stands open" : undefined, mutation);
    }
  }
}
