/** Trust configs: whose client certificates are accepted. */
import { blocks } from "../../app/terraform-json";
import { TRUST_CONFIG } from "../../app/types";
import { isDynamic, isSet } from "../../app/values";
import { Arguments } from "../arguments";
import { Text, argument, text } from "../text";

type TrustConfig = Arguments<typeof TRUST_CONFIG>;

/** Where certificates stand in a trust config. */
const TRUST_ANCHORS = argument("trust_stores.trust_anchors");
const ALLOWLISTED = argument("allowlisted_certificates");

/** A trust config with which no client certificate is valid. */
export function nothingToTrust(config: TrustConfig): Text[] {
  const isTrusting =
    isDynamic(config, "trust_stores") ||
    isSet(config, "allowlisted_certificates") ||
    blocks(config.trust_stores).some((store) => isSet(store, "trust_anchors"));
  return isTrusting
    ? []
    : [
        text`client authentication needs at least one certificate in ${TRUST_ANCHORS} or ${ALLOWLISTED}; add the root certificate of the CA that issues the certificates of your clients`,
      ];
}
