import { HTTPS_PROXY, SSL_POLICY } from "../../app/types";
import { Rules, onApp, onCall, onResource } from "../rule";
import { cipherSuites, givenCipherSuites, regionalPolicy, tlsVersion, unusedPolicies, withoutPolicy } from "./tls";

/** SSL policies. */
export const SSL_POLICIES = {
  "TLS-01": {
    says: "The profile of an SSL policy is COMPATIBLE, MODERN, RESTRICTED, CUSTOM or one of later provider versions.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider refuses other profiles at plan.",
  },
  "TLS-02": {
    says: "The minimum TLS version is 1.0, 1.1 or 1.2, or 1.3 with the profile RESTRICTED; the profile FIPS_202205 needs 1.2.",
    checks: [onResource("error", SSL_POLICY, tlsVersion)],
    otherwise: "Google refuses it at apply.",
  },
  "TLS-03": {
    says: "A custom profile, and no other, lists cipher suites, all of them from Google's list.",
    isPrevented: true,
    checks: [onCall("error", "SslPolicy", givenCipherSuites), onResource("error", SSL_POLICY, cipherSuites)],
    otherwise: "Google refuses it at apply.",
  },
  "TLS-04": {
    says: "An SSL policy is set; without one, visitors may use TLS 1.0.",
    isPrevented: true,
    checks: [onResource("warning", HTTPS_PROXY, withoutPolicy), onApp("warning", unusedPolicies)],
    otherwise: "The load balancer accepts old and weak connections.",
  },
  "TLS-05": {
    says: "A global target proxy has a global SSL policy.",
    isPrevented: true,
    checks: [onApp("error", regionalPolicy)],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;
