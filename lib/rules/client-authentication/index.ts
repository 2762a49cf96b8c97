import { TRUST_CONFIG } from "../../app/types";
import { Rules, onCall, onResource } from "../rule";
import { unknownLists } from "./calls";
import { nothingToTrust } from "./trust-configs";

/** Mutual TLS: certificates of clients. */
export const CLIENT_AUTHENTICATION = {
  "MTLS-01": {
    says: "Client authentication has at least one trust anchor or allowlisted certificate, in lists that are known at synth.",
    checks: [onCall("error", "ClientAuthentication", unknownLists), onResource("error", TRUST_CONFIG, nothingToTrust)],
    otherwise: "Google refuses it at apply, or no client can connect.",
  },
} as const satisfies Rules;
