import { isIPv6 } from "net";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { DataGoogleComputeGlobalAddress } from "@cdktf/provider-google/lib/data-google-compute-global-address";
import { Construct, IConstruct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { KEPT_DESCRIPTION } from "../../resource/replacement";
import { shaped } from "../../shape/guard";

/** A global external IP address, created here or existing. */
export interface IGlobalAddress extends IConstruct {
  /** The IP address itself, such as `203.0.113.5`. */
  readonly ipAddress: string;
}

/**
 * The versions of the Internet Protocol.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
 */
export enum IpVersion {
  /** Internet Protocol version 4 (IPv4). */
  IPV4 = "IPV4",
  /** Internet Protocol version 6 (IPv6). */
  IPV6 = "IPV6",
}

/**
 * What Terraform does when it would delete a resource. Terraform keeps this setting in its state, so it also holds for a
 * resource that is removed from the code.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
 */
export enum DeletionPolicy {
  /** Terraform deletes the resource. */
  DELETE = "DELETE",
  /** Terraform refuses to delete the resource: the apply fails. */
  PREVENT = "PREVENT",
  /** Terraform forgets the resource, which stays in Google Cloud. */
  ABANDON = "ABANDON",
}

/** The properties of a `GlobalAddress`. */
export interface GlobalAddressProps {
  /**
   * The version of the Internet Protocol.
   *
   * @default IpVersion.IPV4
   */
  readonly ipVersion?: IpVersion;
  /**
   * A description of the address, shown in the Google Cloud console. Changes to the description are ignored after the
   * first deployment, because they would replace the address. Do not remove this prop, because that replaces the
   * address: set an empty string instead.
   *
   * @default - The address has no description.
   */
  readonly description?: string;
  /**
   * Labels of the address, in addition to the labels of the stack.
   *
   * @default - Only the stack's labels are added.
   */
  readonly labels?: { [key: string]: string };
  /**
   * Whether Terraform refuses to destroy or replace the address: a plan that does so fails. While this is true, you need
   * two applies to replace the address: set it to false first. Terraform knows this setting only from the code: if you
   * remove the construct from the code, Terraform deletes the address. If you give the construct another id, declare it
   * with `renamed` of the stack.
   *
   * @default - Terraform may destroy and replace the address.
   */
  readonly preventDestroy?: boolean;
  /**
   * What Terraform does when it would delete the address, also if you remove the construct from the code. This prop needs
   * version 7.33 or later of the provider. With `DeletionPolicy.PREVENT`, the apply fails when it comes to the address; what
   * used the address is gone then. Set `preventDestroy` too: it already refuses the plan. To delete the address, first
   * apply `DeletionPolicy.DELETE`, or remove this prop.
   *
   * @default - Terraform deletes the address.
   */
  readonly deletionPolicy?: DeletionPolicy;
  /**
   * The name of the address in Google Cloud, 1 to 63 characters. If you import an existing address into Terraform, set
   * this to its name.
   *
   * @default - The name is made from the construct's path.
   */
  readonly name?: string;
}

/**
 * A global external IP address, always in the Premium Tier. If it is replaced, the IP address changes, and you must
 * update your DNS records.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
 */
export class GlobalAddress extends Construct implements IGlobalAddress {
  /**
   * References an existing address by its name. During `terraform plan`, Terraform looks up the name in the provider's
   * project.
   */
  public static fromGlobalAddressName(scope: Construct, id: string, globalAddressName: string): IGlobalAddress {
    class Import extends Construct implements IGlobalAddress {
      public readonly _identity = globalAddressName;
      public readonly ipAddress = new DataGoogleComputeGlobalAddress(this, "Resource", { name: globalAddressName })
        .address;
    }
    const imported = new Import(scope, id);
    judge(imported, ["existing", { what: "globalAddressName", name: globalAddressName }]);
    return imported;
  }

  /** References an existing address by the IP address itself, which must be reserved in the provider's project. */
  public static fromIpAddress(scope: Construct, id: string, ipAddress: string): IGlobalAddress {
    class Import extends Construct implements IGlobalAddress {
      // an IPv6 address in capitals is the same: it makes the same name
      public readonly ipAddress = isIPv6(ipAddress) ? ipAddress.toLowerCase() : ipAddress;
    }
    const imported = new Import(scope, id);
    judge(imported, ["GlobalAddress.fromIpAddress", { ipAddress }]);
    return imported;
  }

  /** The Terraform resource of the address. */
  public readonly resource: ComputeGlobalAddress;
  /** The name of the address in Google Cloud. */
  public readonly globalAddressName: string;
  /** @internal */
  public readonly _ipVersion: IpVersion;

  public constructor(scope: Construct, id: string, props: GlobalAddressProps = {}) {
    props = shaped("GlobalAddress", scope, id, props);
    super(scope, id);
    judge(this, ["labels", { labels: props.labels }]);
    const ipVersion = props.ipVersion ?? IpVersion.IPV4;
    this._ipVersion = ipVersion;
    const { resource, name } = makeNamed(ComputeGlobalAddress, this, {
      name: props.name,
      addressType: "EXTERNAL",
      ipVersion,
      description: props.description,
      labels: props.labels,
      deletionPolicy: props.deletionPolicy,
      lifecycle: { ...KEPT_DESCRIPTION, preventDestroy: props.preventDestroy },
    });
    this.resource = resource;
    this.globalAddressName = name;
  }

  /** The IP address itself, such as `203.0.113.5`. */
  public get ipAddress(): string {
    return this.resource.address;
  }

  /** @internal */
  public get _identity(): string {
    return this.globalAddressName;
  }
}

/** What tells an address from another in a name: its own name, or the IP address where only that is known. */
export function identityOf(address: IGlobalAddress): string {
  return (address as IGlobalAddress & { readonly _identity?: string })._identity ?? address.ipAddress;
}
