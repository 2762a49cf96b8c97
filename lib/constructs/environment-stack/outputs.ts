import { Fn, TerraformOutput, TerraformStack, Token } from "cdktf";
import { IConstruct } from "constructs";
import { ApplicationLoadBalancer } from "../application-load-balancer";
import { certificatesServed } from "../application-load-balancer/certificates";
import { dnsRecordsToCreate } from "../application-load-balancer/dns-records";
import { CertificateMap } from "../certificate-map";
import { pathInStack } from "../../resource/names";

/** What the load balancers of a stack tell those who deploy it. */
export class Outputs {
  private readonly made = new Map<string, TerraformOutput>();

  public constructor(private readonly stack: TerraformStack) {}

  /** Makes the outputs, or brings them up to date. */
  public refresh(): void {
    const constructs = this.stack.node.findAll();
    const loadBalancers = constructs
      .filter((construct) => ApplicationLoadBalancer._is(construct))
      // one that was refused while it was made has none
      .filter(({ address }) => Boolean(address));
    const maps = constructs.filter((construct) => CertificateMap._is(construct));
    if (maps.length > 0 || loadBalancers.length > 0) {
      this.put("dns_records", "The DNS records to create", dnsRecordsOf(loadBalancers, maps));
    }
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

/** The records that nobody writes: what proves who owns the domains, and then their addresses. */
function dnsRecordsOf(loadBalancers: readonly ApplicationLoadBalancer[], maps: readonly CertificateMap[]) {
  return [...maps.flatMap((map) => map._dnsRecords), ...loadBalancers.flatMap(dnsRecordsToCreate)].map(
    ({ domain, type, name = `${domain}.`, value }) => ({ name, type, value }),
  );
}

function certificatesOf(loadBalancer: ApplicationLoadBalancer) {
  return certificatesServed(loadBalancer).map(({ name, domains, resource }) => ({
    // a name that Terraform makes of a certificate is a secret to it where that is one, and no output takes it
    name: resource && Token.isUnresolved(name) ? Token.asString(Fn.nonsensitive(Fn.sensitive(resource.name))) : name,
    domains,
  }));
}
