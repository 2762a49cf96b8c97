import { CertificateManagerCertificate } from "@cdktf/provider-google/lib/certificate-manager-certificate";
import { CertificateManagerCertificateMap } from "@cdktf/provider-google/lib/certificate-manager-certificate-map";
import { CertificateManagerCertificateMapEntry } from "@cdktf/provider-google/lib/certificate-manager-certificate-map-entry";
import { DataGoogleCertificateManagerCertificateMap } from "@cdktf/provider-google/lib/data-google-certificate-manager-certificate-map";
import { ITerraformDependable } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { domainsOfPem, isForHost, standardDomain } from "../../app/certificates";
import { judge } from "../../resource/findings";
import { Named, makeNamed } from "../../resource/make-named";
import { makeResource } from "../../resource/make-resource";
import { isMarked } from "../../resource/mark";
import { fitted } from "../../resource/names";
import { CREATE_BEFORE_DESTROY, sha256 } from "../../resource/replacement";
import { withoutStackTraces } from "../../resource/stack-traces";
import { shaped } from "../../shape/guard";
import { DnsRecord } from "../dns-zone/records";
import { DnsAuthorizations } from "./dns-authorizations";
import { CertificateMapAttributes, CertificateMapCertificateOptions, CertificateMapProps } from "./props";

export * from "./props";

/** What the link of a certificate map begins with. */
const API = "//certificatemanager.googleapis.com/";
const MAX_NAME_LENGTH = 63;
const DIGEST = "-12345678".length;

/** A certificate map, created here or existing. */
export interface ICertificateMap extends IConstruct {
  /** The name of the certificate map in Google Cloud. */
  readonly certificateMapName: string;
  /** The link of the certificate map, for use in a target HTTPS proxy. */
  readonly certificateMapLink: string;
  /** The domains for which the map has certificates. The list is empty if they are not known at synth. */
  readonly domains: string[];
  /** The resources that must exist before a load balancer uses the map: its entries. */
  readonly dependables: ITerraformDependable[];
}

/**
 * A certificate map of Certificate Manager: which visitor gets which certificate. Use it for wildcards, and for
 * certificates that are ready before your DNS records point to the load balancer.
 *
 * Each domain has its own Google-managed certificate and its own entry in the map. A domain and its wildcard share one DNS
 * authorization: the record that proves to Google that you own the domain. Google issues a certificate some minutes after
 * this record exists.
 *
 * An entry for an exact host is used in place of the entry of a wildcard. So if you add a host to the list after a
 * wildcard that it is below, its entry also has the wildcard's certificate, which serves it until its own is issued. You
 * only need to list such a host if it must have a certificate of its own.
 *
 * @see https://docs.cloud.google.com/certificate-manager/docs/maps
 */
export class CertificateMap extends Construct implements ICertificateMap {
  /**
   * References an existing certificate map. During `terraform plan`, Terraform looks up the name in the provider's
   * project.
   */
  public static fromCertificateMapAttributes(
    scope: Construct,
    id: string,
    attributes: CertificateMapAttributes,
  ): ICertificateMap {
    const { certificateMapName, domains = [] } = attributes;
    class Import extends Construct implements ICertificateMap {
      public readonly certificateMapName = certificateMapName;
      public readonly domains = domains.map(standardDomain);
      public readonly dependables = [];
      public readonly certificateMapLink =
        API + new DataGoogleCertificateManagerCertificateMap(this, "Resource", { name: certificateMapName }).id;
    }
    const imported = new Import(scope, id);
    judge(
      imported,
      ["existing", { what: "certificateMapName", name: certificateMapName }],
      ["SslCertificate.domains", { domains: attributes.domains }],
    );
    return imported;
  }

  /**
   * Whether something is such a map, of this copy of the package or of another one.
   *
   * @internal
   */
  public static _is(value: unknown): value is CertificateMap {
    return isMarked(value, "CertificateMap");
  }

  /** The Terraform resource of the certificate map. */
  public readonly resource: CertificateManagerCertificateMap;
  /** The name of the certificate map in Google Cloud. */
  public readonly certificateMapName: string;

  private readonly labels?: { [key: string]: string };
  private readonly authorizations: DnsAuthorizations;
  /** The certificate of each domain, in the order in which the domains were added. */
  private readonly served = new Map<string, Named<CertificateManagerCertificate>>();
  private readonly entries: CertificateManagerCertificateMapEntry[] = [];

  public constructor(scope: Construct, id: string, props: CertificateMapProps = {}) {
    props = shaped("CertificateMap", scope, id, props);
    super(scope, id);
    this.authorizations = new DnsAuthorizations(this, props);
    judge(this, ["CertificateMap", props], ["labels", { labels: props.labels }]);
    this.labels = props.labels;
    const { resource, name } = makeNamed(CertificateManagerCertificateMap, this, {
      name: props.name,
      description: props.description,
      labels: props.labels,
      lifecycle: { ...CREATE_BEFORE_DESTROY, preventDestroy: props.preventDestroy },
    });
    this.resource = resource;
    this.certificateMapName = name;
    props.domains?.forEach((domain) => this.addDomain(domain));
  }

  /** The link of the certificate map, for use in a target HTTPS proxy. */
  public get certificateMapLink(): string {
    return withoutStackTraces(this, () => API + this.resource.id);
  }

  /** The domains for which the map has certificates, without the dot that a domain may end with. */
  public get domains(): string[] {
    return [...this.served.keys()];
  }

  /** The Terraform resources of the entries of the map. */
  public get dependables(): ITerraformDependable[] {
    return [...this.entries];
  }

  /**
   * Adds a domain with a Google-managed certificate of its own. The certificates and entries of the other domains stay as
   * they are.
   *
   * @param domain The domain, such as `"www.example.com"`, or a wildcard such as `"*.example.com"`. Construct ids are
   *   made from the domain, without a dot at its end.
   */
  public addDomain(domain: string): void {
    judge(this, ["CertificateMap.addDomain", { domain, present: this.domains }]);
    const host = standardDomain(domain);
    const authorization = this.authorizations.of(host);
    const domains = [host];
    const certificate = makeNamed(
      CertificateManagerCertificate,
      this,
      {
        name: undefined,
        managed: { domains, dnsAuthorizations: [authorization.resource.id] },
        labels: this.labels,
        identity: { managed: { domains, dnsAuthorizations: [authorization.name] }, selfManaged: undefined },
        lifecycle: CREATE_BEFORE_DESTROY,
      },
      `Certificate-${host}`,
    );
    this.serve(host, certificate);
  }

  /**
   * Adds a certificate of your own, with an entry for each of its domains.
   *
   * @param id A construct id for this certificate, unique in the map.
   */
  public addCertificate(id: string, options: CertificateMapCertificateOptions): void {
    const { certificate: pemCertificate, privateKey: pemPrivateKey } = options;
    const domains = (options.domains ?? domainsOfPem(pemCertificate) ?? []).map(standardDomain);
    judge(
      this,
      ["SslCertificate.domains", options],
      ["CertificateMap.addCertificate", { ...options, domains, present: this.domains }],
    );
    const certificate = makeNamed(
      CertificateManagerCertificate,
      this,
      {
        name: undefined,
        selfManaged: { pemCertificate, pemPrivateKey },
        labels: this.labels,
        // no secret gets into a name
        identity: { managed: undefined, selfManaged: { pemCertificate } },
        lifecycle: CREATE_BEFORE_DESTROY,
      },
      id,
    );
    if (options.domains) {
      certificate.resource.addOverride("//.domains", domains);
    }
    domains.forEach((host) => this.serve(host, certificate));
  }

  /**
   * The certificates of the map, each with the domains for which visitors get it.
   *
   * @internal
   */
  public get _certificates(): (Named<CertificateManagerCertificate> & { readonly domains: string[] })[] {
    return [...this.served].map(([domain, certificate]) => ({ ...certificate, domains: [domain] }));
  }

  /**
   * The records that prove who owns the domains, of those that are written in no zone.
   *
   * @internal
   */
  public get _dnsRecords(): DnsRecord[] {
    return this.authorizations.unwritten;
  }

  /** Makes the entry of a host, and with the first one the primary entry. */
  private serve(hostname: string, certificate: Named<CertificateManagerCertificate>): void {
    const above = [...this.served].find(([wildcard]) => isForHost(wildcard, hostname));
    if (this.served.size === 0) {
      this.addEntry("Primary", "primary", { matcher: "PRIMARY", certificates: [certificate.resource.id] });
    }
    this.served.set(hostname, certificate);
    const entry = `entry-${hostname}`;
    this.addEntry(
      `Entry-${hostname}`,
      // of the host alone: an entry that is replaced for its name would be beside itself in the map
      `${fitted(entry, MAX_NAME_LENGTH - DIGEST)}-${sha256(hostname)}`,
      // until its own certificate is issued, a host is served with that of the wildcard above it
      { hostname, certificates: [certificate, ...(above ? [above[1]] : [])].map(({ resource }) => resource.id) },
    );
  }

  private addEntry(
    id: string,
    name: string,
    entry: { readonly hostname?: string; readonly matcher?: string; readonly certificates: string[] },
  ): void {
    this.entries.push(
      makeResource(
        CertificateManagerCertificateMapEntry,
        this,
        { name, map: this.resource.name, ...entry, labels: this.labels, lifecycle: CREATE_BEFORE_DESTROY },
        id,
      ),
    );
  }
}
