import { CloudRunV2ServiceTemplateVpcAccess } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { isKnown } from "../../resource/known";

/**
 * Which outgoing requests of a service go through the VPC network.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/connecting-vpc
 */
export enum VpcEgress {
  /** Only outgoing requests to private addresses go through the VPC network. */
  PRIVATE_RANGES_ONLY = "PRIVATE_RANGES_ONLY",
  /** All outgoing requests go through the VPC network. */
  ALL_TRAFFIC = "ALL_TRAFFIC",
}

/** Options of `VpcAccess.directEgress`. Set `network` or `subnetwork`, or both. */
export interface DirectVpcEgressOptions {
  /**
   * The VPC network. If you remove this prop, the service keeps the network: set another network instead.
   *
   * @default - The network of the subnetwork is used.
   */
  readonly network?: string;
  /**
   * The subnetwork. Always set this if the network is a path, such as for a shared VPC. If you remove this prop, the
   * service keeps the subnetwork.
   *
   * @default - The subnetwork that has the network's name is used.
   */
  readonly subnetwork?: string;
  /**
   * Network tags, which firewall rules can refer to.
   *
   * @default - No network tags are set.
   */
  readonly tags?: string[];
  /**
   * Which outgoing requests go through the VPC network.
   *
   * @default VpcEgress.PRIVATE_RANGES_ONLY
   */
  readonly egress?: VpcEgress;
}

/**
 * How a Cloud Run service sends requests into a VPC network.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/connecting-vpc
 */
export class VpcAccess {
  /** Connects the service directly to a subnetwork (Direct VPC egress). */
  public static directEgress(options: DirectVpcEgressOptions): VpcAccess {
    const { network, tags, egress } = options;
    // what is left out, Terraform's provider leaves as it was before, even beside another network
    const subnetwork = options.subnetwork ?? (isKnown(network) && !network.includes("/") ? network : undefined);
    return new VpcAccess({
      egress: egress ?? VpcEgress.PRIVATE_RANGES_ONLY,
      networkInterfaces: [{ network, subnetwork, tags }],
    });
  }

  /**
   * Connects the service through a Serverless VPC Access connector, named by its id
   * `projects/…/locations/…/connectors/…`.
   */
  public static connector(connector: string, egress: VpcEgress = VpcEgress.PRIVATE_RANGES_ONLY): VpcAccess {
    return new VpcAccess({ connector, egress });
  }

  private constructor(
    /** @internal */
    public readonly _vpcAccess: CloudRunV2ServiceTemplateVpcAccess,
  ) {}
}
