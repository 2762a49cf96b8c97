import { CloudRunV2ServiceTemplateVpcAccess } from "@cdktf/provider-google/lib/cloud-run-v2-service";
import { isKnown } from "../../resource/known";

/**
 * Which outgoing requests of a service go through the VPC network.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/connecting-vpc
 */
export enum VpcEgress {
  /** Those to private addresses. */
  PRIVATE_RANGES_ONLY = "PRIVATE_RANGES_ONLY",
  /** All. */
  ALL_TRAFFIC = "ALL_TRAFFIC",
}

/** Options of `VpcAccess.directEgress`. */
export interface DirectVpcEgressOptions {
  /**
   * The VPC network. Taken out of the code, it stays: name the new one.
   *
   * @default - the network of the subnetwork
   */
  readonly network?: string;
  /**
   * The subnetwork. Beside a network by path, as of a shared VPC, always give it: taken out again, it stays as it was.
   *
   * @default - the one with the network's name
   */
  readonly subnetwork?: string;
  /**
   * Network tags for firewall rules.
   *
   * @default - none
   */
  readonly tags?: string[];
  /**
   * Which requests go through the network.
   *
   * @default VpcEgress.PRIVATE_RANGES_ONLY
   */
  readonly egress?: VpcEgress;
}

/**
 * The way from a Cloud Run service into a VPC network.
 *
 * @see https://docs.cloud.google.com/run/docs/configuring/connecting-vpc
 */
export class VpcAccess {
  /** Straight into a subnetwork. */
  public static directEgress(options: DirectVpcEgressOptions): VpcAccess {
    const { network, tags, egress } = options;
    // what is left out, Terraform's provider leaves as it was before, even beside another network
    const subnetwork = options.subnetwork ?? (isKnown(network) && !network.includes("/") ? network : undefined);
    return new VpcAccess({
      egress: egress ?? VpcEgress.PRIVATE_RANGES_ONLY,
      networkInterfaces: [{ network, subnetwork, tags }],
    });
  }

  /** Through a Serverless VPC Access connector, by its id `projects/…/locations/…/connectors/…`. */
  public static connector(connector: string, egress: VpcEgress = VpcEgress.PRIVATE_RANGES_ONLY): VpcAccess {
    return new VpcAccess({ connector, egress });
  }

  private constructor(
    /** @internal */
    public readonly _vpcAccess: CloudRunV2ServiceTemplateVpcAccess,
  ) {}
}
