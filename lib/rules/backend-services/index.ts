import { BACKEND_BUCKET, BACKEND_SERVICE } from "../../app/types";
import { aboveQuota } from "../quotas";
import { Rules, ofSent, onApp, onBlock, onCall, onResource } from "../rule";
import { routedWithoutBackend, withoutBackend } from "./backends";
import {
  MAX_HEADERS,
  MAX_HEADER_BYTES,
  crowdedHeaders,
  customHeaders,
  customVariables,
  emptyCustomVariables,
  reservedCustomHeaders,
} from "./custom-headers";
import { compressionMode } from "./compression";
import { changedHeaders, changedVariables, emptyChanges, onHeaderActions, reservedChanges } from "./header-actions";
import {
  agentMayNotCall,
  besideCdn,
  besideOutlierDetection,
  halfClient,
  otherClient,
  proxiedTwice,
  secretInCode,
  servedInTheClear,
} from "./iap";
import { BEHIND_IAP_ALONE, IAP_AGENT, IAP_GRANTS, IAP_MEMBERS } from "./iap-access";
import { givenIdleSetting, givenLogging, idleSetting, loggedSecrets, logging } from "./logging";
import {
  classicDetection,
  idleErrorCount,
  lostSetting,
  lowEjection,
  onlyRegion,
  ranges,
  successRates,
} from "./outlier-detection";
import { otherScheme, withoutScheme } from "./schemes";
import {
  calloutProtocol,
  idle,
  idleOfBackends,
  idleProtocol,
  needless,
  refused,
  sessionAffinity,
  wrongProtocol,
} from "./serverless-settings";

const SERVERLESS = "load-balancing/docs/negs/serverless-neg-concepts";
const IAP = "iap/docs/enabling-cloud-run";
/** What adds headers to responses and compresses them. */
const WITH_HEADERS = [BACKEND_BUCKET, BACKEND_SERVICE] as const;
const CUSTOM_HEADERS = "load-balancing/docs/https/custom-headers-global";

/** Backend services. */
export const BACKEND_SERVICES = {
  "BS-01": {
    says: "A backend service sets its load balancing scheme.",
    isPrevented: true,
    checks: [onApp("warning", withoutScheme)],
    otherwise: "The provider uses the classic load balancer by default, and another one from its version 8 on.",
  },
  "BS-02": {
    says: "A backend service and its forwarding rule have the same load balancing scheme.",
    isPrevented: true,
    checks: [onApp("error", otherScheme)],
    otherwise: "Google refuses it at apply, or the classic load balancer serves the site.",
  },
  "BS-03": {
    says: "A backend service for serverless NEGs has no health check.",
    isPrevented: true,
    checks: [onApp("error", refused("health_checks"))],
    otherwise: "Google refuses it at apply.",
    page: SERVERLESS,
  },
  "BS-04": {
    says: "A backend service for serverless NEGs has no timeout; the Cloud Run service has one.",
    isPrevented: true,
    checks: [onApp("error", refused("timeout_sec")), onApp("warning", needless("timeout_sec"))],
    otherwise: "At apply, Google refuses every timeout except its own default.",
    page: SERVERLESS,
  },
  "BS-05": {
    says: "A backend service for serverless NEGs has no port name.",
    isPrevented: true,
    checks: [onApp("error", refused("port_name")), onApp("warning", needless("port_name"))],
    otherwise: "At apply, Google refuses every port name except its own default.",
    page: SERVERLESS,
  },
  "BS-06": {
    says: "The protocol of a backend service for serverless NEGs is HTTP or HTTPS, and has no effect; that of an extension is HTTP/2.",
    isPrevented: true,
    checks: [onApp("error", wrongProtocol), onApp("warning", idleProtocol), onApp("warning", calloutProtocol)],
    otherwise: "Google refuses other protocols at apply, and ignores HTTP/2.",
  },
  "BS-07": {
    says: "Balancing mode, capacity and rates have no effect on serverless NEGs.",
    isPrevented: true,
    checks: [onApp("warning", idleOfBackends)],
    otherwise: "Google ignores them.",
    page: SERVERLESS,
  },
  "BS-08": {
    says: "A backend service for serverless NEGs has no session affinity; the Cloud Run service can have it.",
    isPrevented: true,
    checks: [
      onApp("error", sessionAffinity),
      onApp("warning", idle("affinity_cookie_ttl_sec", "strong_session_affinity_cookie", "consistent_hash")),
    ],
    otherwise: "Google refuses it at apply, or ignores it.",
    page: SERVERLESS,
  },
  "BS-09": {
    says: "A backend service for serverless NEGs has no locality policy.",
    isPrevented: true,
    checks: [onApp("error", refused("locality_lb_policy", "locality_lb_policies"))],
    otherwise: "Google refuses it at apply.",
    page: SERVERLESS,
  },
  "BS-10": {
    says: "Circuit breakers, security settings, stream durations and TLS settings are for other load balancers.",
    isPrevented: true,
    checks: [onApp("warning", idle("circuit_breakers", "security_settings", "max_stream_duration", "tls_settings"))],
    otherwise: "Google ignores them.",
  },
  "BS-11": {
    says: "Connection draining has no effect without virtual machines.",
    isPrevented: true,
    checks: [],
    otherwise: "Google ignores it.",
  },
  "BS-12": {
    says: "Outlier detection works with the global external load balancer, not with the classic one, and needs a second region.",
    isPrevented: true,
    checks: [onApp("error", classicDetection), onApp("warning", onlyRegion)],
    otherwise: "Google refuses it at apply, or there is no other region to send visitors to.",
    page: SERVERLESS,
  },
  "BS-13": {
    says: "Outlier detection of serverless NEGs does not use success rates.",
    isPrevented: true,
    checks: [onApp("error", successRates)],
    otherwise: "Google refuses it at apply.",
    page: SERVERLESS,
  },
  "BS-14": {
    says: "The numbers of outlier detection are in their ranges, and allow a failing region to be ejected.",
    checks: [
      ofSent(onBlock("error", BACKEND_SERVICE, "outlier_detection", ranges)),
      onCall("warning", "OutlierDetection", idleErrorCount),
      onBlock("warning", BACKEND_SERVICE, "outlier_detection", lostSetting),
      onApp("warning", lowEjection),
    ],
    otherwise: "Google refuses them at apply, or visitors keep being sent to a failing region.",
    page: SERVERLESS,
  },
  "BS-15": {
    says: "A backend service cannot have both outlier detection and Identity-Aware Proxy.",
    checks: [onResource("error", BACKEND_SERVICE, besideOutlierDetection)],
    otherwise: "Google refuses it at apply.",
    page: SERVERLESS,
  },
  "BS-16": {
    says: "A backend service cannot have both Cloud CDN and Identity-Aware Proxy.",
    checks: [onResource("error", BACKEND_SERVICE, besideCdn)],
    otherwise: "Google refuses it at apply.",
    page: SERVERLESS,
  },
  "BS-17": {
    says: "Identity-Aware Proxy is on for the backend service or for the Cloud Run service, not for both.",
    checks: [onApp("error", proxiedTwice)],
    otherwise: "Visitors cannot sign in.",
    page: IAP,
  },
  "BS-18": {
    says: "Identity-Aware Proxy needs HTTPS, a complete OAuth client or none, and a grant to call the service.",
    checks: [
      onResource("error", BACKEND_SERVICE, halfClient),
      onApp("error", servedInTheClear),
      onApp("warning", agentMayNotCall),
      onResource("warning", BACKEND_SERVICE, secretInCode),
    ],
    otherwise: "Google refuses it at apply, or all visitors get 403.",
    page: IAP,
  },
  "BS-19": {
    says: "The App Engine services of a load balancer share one OAuth client of Identity-Aware Proxy.",
    checks: [onApp("warning", otherClient)],
    otherwise: "Visitors have to sign in again and again.",
    page: SERVERLESS,
  },
  "BS-20": {
    says: "A sample rate is from 0 to 1 and needs logging to be on; optional fields are listed instead of a mode; logged headers have valid names, each once, and no secrets.",
    checks: [
      onCall("error", "BackendLogConfig", givenLogging),
      onBlock("error", BACKEND_SERVICE, "log_config", logging),
      onCall("warning", "BackendLogConfig", givenIdleSetting),
      onBlock("warning", BACKEND_SERVICE, "log_config", idleSetting),
      onBlock("warning", BACKEND_SERVICE, "log_config", loggedSecrets),
    ],
    otherwise: "Google refuses it at apply, or writes no logs, or writes what nobody may read.",
  },
  "BS-21": {
    says: "Dynamic compression is turned on by a compression mode that Google supports.",
    isPrevented: true,
    checks: [onResource("error", WITH_HEADERS, compressionMode)],
    otherwise: "The provider refuses it at plan.",
    page: "cdn/docs/dynamic-compression",
  },
  "BS-22": {
    says: `A backend service adds at most ${MAX_HEADERS} headers to requests, of ${MAX_HEADER_BYTES / 1024} KB in total, and as many to responses; a backend bucket adds headers to responses alone.`,
    checks: [onResource("error", WITH_HEADERS, crowdedHeaders)],
    otherwise: "Google refuses it at apply.",
    page: CUSTOM_HEADERS,
  },
  "BS-23": {
    says: "A header name has letters, digits and a few other characters, appears once, and is neither the host nor reserved.",
    checks: [
      onResource("error", WITH_HEADERS, customHeaders),
      ...onHeaderActions("error", changedHeaders),
      onResource("warning", WITH_HEADERS, reservedCustomHeaders),
      ...onHeaderActions("warning", reservedChanges),
    ],
    otherwise: "Google refuses it at apply, or the header does not arrive.",
    page: CUSTOM_HEADERS,
  },
  "BS-24": {
    says: "The variables in headers are those that Google knows, each in a pair of braces.",
    checks: [
      onResource("error", WITH_HEADERS, customVariables),
      ...onHeaderActions("error", changedVariables),
      onResource("warning", WITH_HEADERS, emptyCustomVariables),
      ...onHeaderActions("warning", emptyChanges),
    ],
    otherwise: "Google refuses it at apply, or sends an empty header.",
    page: CUSTOM_HEADERS,
  },
  "BS-25": {
    says: "A backend service has a backend.",
    checks: [onCall("error", "BackendService.backends", withoutBackend), onApp("error", routedWithoutBackend)],
    otherwise: "Visitors get 503.",
  },
  "BS-26": { says: "The name of a backend service has 1 to 63 characters and begins with a letter.", heldAs: "NAM-01" },
  "BS-27": {
    says: "A project has a quota of backend services.",
    checks: [onApp("warning", aboveQuota(BACKEND_SERVICE, 50, "backend services"))],
    otherwise: "The apply stops in the middle.",
    page: "load-balancing/docs/quotas",
  },
  "BS-28": {
    says: "`gcloud compute backend-services edit` does not work for a backend service with serverless NEGs.",
    leftOut: "The rule is about gcloud, not about Terraform.",
  },
  "BS-29": {
    says: "A backend service in use cannot be deleted, so a new one is created before the old one is deleted.",
    isPrevented: true,
    checks: [],
    otherwise: 'The apply fails with "resource in use".',
  },
  "BS-30": {
    says: "Identity-Aware Proxy lets in the members that are listed, each once and with its kind, and not everybody.",
    checks: IAP_MEMBERS,
    otherwise: "Nobody passes, or everybody.",
    page: "iap/docs/managing-access",
  },
  "BS-31": {
    says: "Identity-Aware Proxy calls services as its service agent, whose email address has the number of the project.",
    checks: IAP_AGENT,
    otherwise: "Google refuses the grant at apply, or all visitors get 403.",
    page: IAP,
  },
  "BS-32": {
    says: "A Cloud Run service behind Identity-Aware Proxy alone checks IAM.",
    checks: BEHIND_IAP_ALONE,
    otherwise: "Callers inside the project's networks bypass Identity-Aware Proxy.",
    page: IAP,
  },
  "BS-33": {
    says: "The service agent of Identity-Aware Proxy has a grant on every Cloud Run service behind it.",
    checks: IAP_GRANTS,
    otherwise: "Visitors get 403.",
    page: IAP,
  },
} as const satisfies Rules;
