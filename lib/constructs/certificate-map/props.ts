import { IDnsZone } from "../dns-zone";

/**
 * The kinds of DNS authorizations: which record proves to Google that you own a domain.
 *
 * @see https://docs.cloud.google.com/certificate-manager/docs/domain-authorization
 */
export enum DnsAuthorizationType {
  /** One record for the domain. Only one project at a time can get certificates for the domain. */
  FIXED_RECORD = "FIXED_RECORD",
  /** A record for each project, so that several projects can get certificates for the domain. */
  PER_PROJECT_RECORD = "PER_PROJECT_RECORD",
}

/** What is known about an existing certificate map. */
export interface CertificateMapAttributes {
  /** The name of the certificate map in Google Cloud. */
  readonly certificateMapName: string;
  /**
   * The domains for which the map has certificates, such as `"www.example.com"` or `"*.example.com"`. They are for the
   * DNS records, the outputs, the review and the checks. They must be known at synth, so they cannot be CDKTF tokens
   * (values that only Terraform knows).
   *
   * @default - The domains of the map are unknown.
   */
  readonly domains?: string[];
}

/** A certificate of your own for a certificate map. */
export interface CertificateMapCertificateOptions {
  /**
   * The certificate chain in PEM format, with the certificate itself first. If you change it, a new certificate is
   * created before the old one is deleted, so there is no outage.
   */
  readonly certificate: string;
  /**
   * The private key in PEM format, without a passphrase. The key is stored in Terraform's state. Pass a sensitive
   * variable, or read the key from Secret Manager with a data source, and never write it into the code.
   */
  readonly privateKey: string;
  /**
   * The domains for which visitors get the certificate, such as `"www.example.com"` or `"*.example.com"`. They must be
   * known at synth, so they cannot be CDKTF tokens (values that only Terraform knows).
   *
   * @default - The domains are read from the certificate. If it is a token, you must set this prop.
   */
  readonly domains?: string[];
}

/** The properties of a `CertificateMap`. */
export interface CertificateMapProps {
  /**
   * The domains, wildcards such as `"*.example.com"` too. Each domain gets a Google-managed certificate of its own, so
   * that a new domain does not affect the certificates of the others. A wildcard is for one label: `*.example.com` is
   * for `www.example.com`, but not for `example.com` or `a.b.example.com`. A domain must be known at synth, so it cannot
   * be a CDKTF token (a value that only Terraform knows).
   *
   * Visitors whose browser names no host, or one that no entry of the map is for, get the certificate of the first
   * domain.
   *
   * @default - The map has no domains until you call `addDomain` or `addCertificate`.
   */
  readonly domains?: string[];
  /**
   * The Cloud DNS zones in which the records are written that prove to Google that you own the domains. A record goes to
   * the zone with the longest domain that the record's domain ends with. If no zone fits, the record is in the output
   * `dns_records`, and you create it at your DNS provider.
   *
   * @default - All these records are in the output `dns_records`.
   */
  readonly dnsZones?: IDnsZone[];
  /**
   * Which record proves to Google that you own a domain. If you change this for a map in use, its certificates are
   * replaced, and visitors get TLS errors until Google has issued the new ones.
   *
   * @default DnsAuthorizationType.FIXED_RECORD
   */
  readonly dnsAuthorizationType?: DnsAuthorizationType;
  /**
   * A description of the certificate map, shown in the Google Cloud console.
   *
   * @default - The certificate map has no description.
   */
  readonly description?: string;
  /**
   * Labels of the map, its entries, certificates and DNS authorizations, in addition to the labels of the stack.
   *
   * @default - Only the stack's labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * Whether Terraform refuses to destroy or replace the map: a plan that does so fails. Terraform knows this setting
   * only from the code: if you remove the construct from the code, Terraform deletes the map. If you give the construct
   * another id, declare it with `renamed` of the stack.
   *
   * @default - Terraform may destroy and replace the map.
   */
  readonly preventDestroy?: boolean;
  /**
   * The name of the certificate map in Google Cloud, 1 to 63 characters. If you import an existing map into Terraform,
   * set this to its name. If you change it, a new map is created before the old one is deleted, so there is no outage.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}
