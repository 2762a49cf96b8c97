import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { DataGoogleComputeGlobalAddress } from "@cdktf/provider-google/lib/data-google-compute-global-address";
import { Construct, IConstruct } from "constructs";
import { judge } from "../../resource/findings";
import { makeNamed } from "../../resource/make-named";
import { withKeptDescription } from "../../resource/replacement";
import { shaped } from "../../shape/guard";

/** A global external IP address, made here or existing. */
export interface IGlobalAddress extends IConstruct {
  /** The IP address itself. */
  readonly ipAddress: string;
}

/**
 * The versions of the Internet Protocol.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
 */
export enum IpVersion {
  /** IPv4. */
  IPV4 = "IPV4",
  /** IPv6. */
  IPV6 = "IPV6",
}

/** Props of `GlobalAddress`. */
export interface GlobalAddressProps {
  /**
   * The IP version.
   *
   * @default IpVersion.IPV4
   */
  readonly ipVersion?: IpVersion;
  /**
   * A description, shown in the Google Cloud console. The first one stays: another one is ignored, since it would replace
   * the address. To be without, write an empty text; a description that is taken out of the code replaces the address.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * The name in Google Cloud, 1 to 63 characters, to adopt an existing address.
   *
   * @default - the construct's path
   */
  readonly name?: string;
}

/**
 * A global external IP address, always of the Premium tier. A new one is a new IP address: DNS must follow.
 *
 * @see https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
 */
export class GlobalAddress extends Construct implements IGlobalAddress {
  /** An existing address by name. It is looked up in the provider's project at plan. */
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

  /** An existing address by the IP address itself. It must be reserved in the provider's project. */
  public static fromIpAddress(scope: Construct, id: string, ipAddress: string): IGlobalAddress {
    class Import extends Construct implements IGlobalAddress {
      public readonly ipAddress = ipAddress;
    }
    const imported = new Import(scope, id);
    judge(imported, ["GlobalAddress.fromIpAddress", { ipAddress }]);
    return imported;
  }

  /** The Terraform resource. */
  public readonly resource: ComputeGlobalAddress;
  /** The name in Google Cloud. */
  public readonly globalAddressName: string;
  /** @internal */
  public readonly _ipVersion: IpVersion;

  public constructor(scope: Construct, id: string, props: GlobalAddressProps = {}) {
    props = shaped("GlobalAddress", scope, id, props);
    super(scope, id);
    const ipVersion = props.ipVersion ?? IpVersion.IPV4;
    this._ipVersion = ipVersion;
    const { resource, name } = makeNamed(ComputeGlobalAddress, this, {
      name: props.name,
      addressType: "EXTERNAL",
      ipVersion,
      description: props.description,
      lifecycle: withKeptDescription(props.description),
    });
    this.resource = resource;
    this.globalAddressName = name;
  }

  /** The IP address itself. */
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
