/** The way from the certificates of a load balancer to a certificate map. */
import { isSet } from "../../app/values";
import { Text, text } from "../text";

/** The stages in which a load balancer has its own certificates beside a map. */
const WITH_CERTIFICATES = ["PREPARE", "ATTACH"];

/** What a load balancer is given for a map. */
interface GivenStage {
  readonly certificateMap?: unknown;
  readonly certificateMapStage?: unknown;
}

/** A certificate that is added to a load balancer. */
interface AddedBesideMap {
  readonly stage?: string;
}

/** The certificates of a load balancer at synth. */
interface Stage {
  readonly stage?: string;
  readonly certificates: readonly unknown[];
}

/** A stage of no map. */
export function stageWithoutMap(props: GivenStage): Text[] {
  return isSet({ ...props }, "certificateMapStage") && props.certificateMap === undefined
    ? [
        text`certificateMapStage has no effect without certificateMap; set certificateMap, or remove certificateMapStage`,
      ]
    : [];
}

/** A certificate of a load balancer whose map serves all visitors. */
export function certificateOutsideStage({ stage }: AddedBesideMap): Text[] {
  return stage === "FINISH"
    ? [
        text`a load balancer with a certificate map does not use certificates of its own, but domains or certificates are given; remove them, and list their domains in the CertificateMap, or, to move a load balancer in use to the map, set certificateMapStage to PREPARE, in the next apply to ATTACH, and remove domains and certificates only with FINISH`,
      ]
    : [];
}

/** A stage for which there are no certificates. */
export function stageWithoutCertificates({ stage, certificates }: Stage): Text[] {
  return stage !== undefined && WITH_CERTIFICATES.includes(stage) && certificates.length === 0
    ? [
        text`with the certificateMapStage ${stage}, the load balancer still has its own certificates, but it has none; set domains or certificates as before, or for a new load balancer remove certificateMapStage`,
      ]
    : [];
}
