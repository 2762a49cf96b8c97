import { Fn, TerraformOutput, TerraformStack, Token } from "cdktf";
import { IConstruct } from "constructs";
import { ApplicationLoadBalancer } from "../application-load-balancer";
import { domainsToServe } from "../../app/certificates";
import { blocks } from "../../app/terraform-json";
import { isSet, texts } from "../../app/values";
import { IGlobalAddress } from "../global-address";
import { pathInStack } from "../../resource/names";
import { synthesized } from "../../resource/synthesized";
import { SelfManagedSslCertificate } from "../ssl-certificate/self-managed-ssl-certificate";
import { ISslCertificate } from "../ssl-certificate";
import { UrlMap } from "../url-map";

/** What the load balancers of a stack tell those who deploy it. */
export class Outputs {
  private readonly made = new Map<string, TerraformOutput>();

  public constructor(private readonly stack: TerraformStack) {}

  /** Makes the outputs, or brings them up to date. */
  public refresh(): void {
    const loadBalancers = this.stack.node
      .findAll()
      .filter((construct) => ApplicationLoadBalancer._is(construct))
      // one that was refused while it was made has none
      .filter(({ address }) => Boolean(address));
    if (loadBalancers.length === 0) {
      return;
    }
    this.put(
      "addresses",
      "The IP addresses of each load balancer",
      Object.fromEntries(
        loadBalancers.map((loadBalancer) => [
          pathInStack(loadBalancer, this.stack).join("/"),
          addressesOf(loadBalancer),
        ]),
      ),
    );
    this.put("dns_records", "The DNS records to create", loadBalancers.flatMap(dnsRecordsOf));
    this.put(
      "certificates",
      "The certificates, by name, and the domains that are known",
      loadBalancers.flatMap(certificatesOf),
    );
  }

  /** An output that the user made takes the place of the one of its name. */
  private put(name: string, description: string, value: unknown): void {
    const own = this.made.get(name);
    if (own !== undefined) {
      own.value = value;
    } else if (!this.stack.node.findAll().some((construct) => this.isOutput(construct, name))) {
      const id = this.stack.node.tryFindChild(name) ? `Output-${name}` : name;
      const output = new TerraformOutput(this.stack, id, { description, value });
      output.overrideLogicalId(name);
      this.made.set(name, output);
    }
  }

  private isOutput(construct: IConstruct, name: string): boolean {
    return (
      TerraformOutput.isTerraformOutput(construct) &&
      construct.cdktfStack === this.stack &&
      construct.friendlyUniqueId === name
    );
  }
}

function addressesOf({ address, ipv6Address }: ApplicationLoadBalancer): { [version: string]: string } {
  return { ipv4: address.ipAddress, ...(ipv6Address ? { ipv6: ipv6Address.ipAddress } : {}) };
}

function dnsRecordsOf(loadBalancer: ApplicationLoadBalancer) {
  const { address, ipv6Address, urlMap } = loadBalancer;
  const record = (domain: string, type: string, { ipAddress }: IGlobalAddress) => ({
    name: `${domain}.`,
    type,
    value: ipAddress,
  });
  const rules = UrlMap._is(urlMap) ? blocks(urlMap._withoutTests.host_rule) : [];
  const known = presentedBy(loadBalancer).map(({ domains }) => (Token.isUnresolved(domains) ? [] : domains));
  const domains = domainsToServe(
    known,
    rules.flatMap(({ hosts }) => texts(hosts)),
  );
  return domains.flatMap((domain) => [
    record(domain, "A", address),
    ...(ipv6Address ? [record(domain, "AAAA", ipv6Address)] : []),
  ]);
}

function certificatesOf(loadBalancer: ApplicationLoadBalancer) {
  return presentedBy(loadBalancer).map((certificate) => ({
    name: nameOf(certificate),
    domains: certificate.domains,
  }));
}

/** The certificates that visitors get. With a certificate map, Google ignores those of the load balancer. */
function presentedBy({ certificates, targetHttpsProxy }: ApplicationLoadBalancer): readonly ISslCertificate[] {
  const hasMap = targetHttpsProxy !== undefined && isSet(synthesized(targetHttpsProxy), "certificate_map");
  return hasMap ? [] : certificates;
}

/** A name that Terraform makes of a certificate is a secret to it where the certificate is one, and no output takes that. */
function nameOf(certificate: ISslCertificate): string {
  const { sslCertificateName: name } = certificate;
  return SelfManagedSslCertificate._is(certificate) && Token.isUnresolved(name)
    ? Token.asString(Fn.nonsensitive(Fn.sensitive(certificate.resource.name)))
    : name;
}
