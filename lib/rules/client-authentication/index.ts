import { TRUST_CONFIG } from "../../app/types";
import { Rules, onApp, onCall, onResource } from "../rule";
import { grouped } from "../text";
import { existingPolicy, unknownLists } from "./calls";
import { emptyVariables, uncheckedServices } from "./headers";
import { policiesByProjectId, unfitPolicies } from "./policies";
import { waysWithoutCertificate } from "./second-ways";
import {
  MAX_ALIKE,
  MAX_ALLOWLISTED,
  MAX_CAS,
  MAX_CERTIFICATE_BYTES,
  MAX_INTERMEDIATES,
  MAX_RSA_BITS,
  MIN_RSA_BITS,
  certificateForm,
  kindOfIntermediateKey,
  notForClients,
  notOfCa,
  expiredCas,
  nothingToTrust,
  tooManyCertificates,
} from "./trust-configs";

const HEADERS = "load-balancing/docs/https/custom-headers-global";
const REFUSED = "Google refuses it at apply.";
const NO_CLIENT = "No client of that CA can connect.";

/** Mutual TLS: certificates of clients. */
export const CLIENT_AUTHENTICATION = {
  "MTLS-01": {
    says: "Client authentication has at least one trust anchor or allowlisted certificate, in lists that are known at synth.",
    checks: [onCall("error", "ClientAuthentication", unknownLists), onResource("error", TRUST_CONFIG, nothingToTrust)],
    otherwise: "Google refuses it at apply, or no client can connect.",
  },
  "MTLS-02": {
    says: `Each certificate of a trust config is one in PEM, with at most ${grouped(MAX_CERTIFICATE_BYTES)} bytes, and no private key.`,
    checks: [onResource("error", TRUST_CONFIG, certificateForm)],
    otherwise: "Google refuses it at apply, or a private key is no longer private.",
  },
  "MTLS-03": {
    says: "Trust anchors and intermediate certificates are certificates of CAs.",
    checks: [onResource("error", TRUST_CONFIG, notOfCa)],
    otherwise: NO_CLIENT,
  },
  "MTLS-04": {
    says: `The CAs issue certificates for clients, their own certificates are valid, and the keys of intermediate CAs are RSA with ${MIN_RSA_BITS} to ${MAX_RSA_BITS} bits, ECDSA P-256 or P-384.`,
    checks: [
      onResource("warning", TRUST_CONFIG, notForClients),
      onResource("warning", TRUST_CONFIG, kindOfIntermediateKey),
      onResource("warning", TRUST_CONFIG, expiredCas),
    ],
    otherwise: NO_CLIENT,
  },
  "MTLS-05": {
    says: `A trust config has one trust store with at most ${MAX_CAS} CAs, ${MAX_INTERMEDIATES} of them intermediate and ${MAX_ALIKE} of these with one subject and key, and at most ${MAX_ALLOWLISTED} allowlisted certificates.`,
    checks: [onResource("error", TRUST_CONFIG, tooManyCertificates)],
    otherwise: REFUSED,
  },
  "MTLS-06": {
    says: "The server TLS policy of a target proxy is global, has a client validation mode, with REJECT_INVALID a trust config, and nothing that is for service meshes.",
    isPrevented: true,
    checks: [
      onCall("error", "ClientAuthentication.fromServerTlsPolicyId", existingPolicy),
      onApp("error", unfitPolicies),
    ],
    otherwise: REFUSED,
  },
  "MTLS-07": {
    says: "A server TLS policy names its trust config by the number of the project, or ignores changes of it.",
    isPrevented: true,
    checks: [onApp("warning", policiesByProjectId)],
    otherwise: "Terraform replaces the policy at every apply.",
  },
  "MTLS-08": {
    says: "A service that is also reached by clients without a valid certificate gets headers that tell it so.",
    checks: [onApp("warning", uncheckedServices)],
    otherwise: "Everybody gets in, with a certificate or without.",
    page: HEADERS,
  },
  "MTLS-09": {
    says: "Headers about client certificates are for load balancers that ask clients for one.",
    checks: [onApp("warning", emptyVariables)],
    otherwise: "The headers are empty.",
    page: HEADERS,
  },
  "MTLS-10": {
    says: "A service that clients reach only with a certificate on one load balancer is not reached without one on another.",
    checks: [onApp("warning", waysWithoutCertificate)],
    otherwise: "Clients without a certificate take the other way.",
  },
} as const satisfies Rules;
