import { FORWARDING_RULE, GLOBAL_ADDRESS, HTTPS_PROXY } from "../../app/types";
import { MAX_PORT } from "../../google/front-end";
import { Rules, onApp, onCall, onResource } from "../rule";
import { addressVersions, givenVersions, internalAddresses, ipAddress, ipVersion } from "./addresses";
import {
  addedPort,
  givenPorts,
  idleHttpPort,
  ipProtocol,
  networkTier,
  onePort,
  sharedListeners,
  takenListener,
  unansweredPort,
  withoutScheme,
} from "./forwarding-rules";
import { foreignLinks, foreignParts } from "./projects";
import {
  MAX_KEEP_ALIVE,
  MIN_KEEP_ALIVE,
  PROXIES,
  certificateForHttp,
  keepAlive,
  quicOverride,
  servedInTheClear,
  withoutHttps,
} from "./proxies";

/** Addresses, forwarding rules and target proxies. */
export const FRONT_END = {
  "FE-01": {
    says: "An address is IPv4 or IPv6, external and in the Premium tier.",
    isPrevented: true,
    checks: [
      onCall("error", "GlobalAddress.fromIpAddress", ipAddress),
      onResource("error", GLOBAL_ADDRESS, ipVersion),
      onApp("error", internalAddresses),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "FE-02": {
    says: "A forwarding rule sets its load balancing scheme.",
    isPrevented: true,
    checks: [onApp("warning", withoutScheme)],
    otherwise: "The provider uses the classic load balancer by default, and another one from its version 8 on.",
  },
  "FE-03": {
    says: "A global forwarding rule is in the Premium tier.",
    isPrevented: true,
    checks: [onResource("error", FORWARDING_RULE, networkTier)],
    otherwise: "Google refuses it at apply.",
  },
  "FE-04": {
    says: `A forwarding rule has one port, from 1 to ${MAX_PORT}.`,
    checks: [
      onCall("error", "ApplicationLoadBalancer", givenPorts),
      onCall("error", "ApplicationLoadBalancer.addForwardingRule", addedPort),
      onResource("error", FORWARDING_RULE, onePort),
    ],
    otherwise: "Google refuses it at apply.",
  },
  "FE-05": {
    says: "Two forwarding rules do not share an address and a port.",
    checks: [
      onCall("error", "ApplicationLoadBalancer.addForwardingRule", takenListener),
      onApp("error", sharedListeners),
    ],
    otherwise: "Google refuses the second one at apply.",
  },
  "FE-06": {
    says: "IPv4 and IPv6 each need an address and a forwarding rule.",
    isPrevented: true,
    checks: [onCall("error", "ApplicationLoadBalancer", givenVersions), onApp("error", addressVersions)],
    otherwise: "Visitors cannot connect over one of the two.",
  },
  "FE-07": {
    says: "Most arguments of a forwarding rule cannot be changed in place.",
    isPrevented: true,
    checks: [],
    otherwise: "The apply fails, because the old and the new forwarding rule share a name or an address.",
  },
  "FE-08": {
    says: "A forwarding rule uses TCP, also for HTTP/3.",
    isPrevented: true,
    checks: [onResource("error", FORWARDING_RULE, ipProtocol)],
    otherwise: "Google refuses it at apply.",
  },
  "FE-09": {
    says: `QUIC has three modes, and an idle connection is kept open for ${MIN_KEEP_ALIVE} to ${MAX_KEEP_ALIVE} seconds.`,
    checks: [onResource("error", HTTPS_PROXY, quicOverride), onResource("error", PROXIES, keepAlive)],
    otherwise: "Google refuses it at apply.",
  },
  "FE-10": {
    says: "HTTP is redirected to HTTPS by a second URL map on the same address.",
    isPrevented: true,
    checks: [
      onCall("error", "ApplicationLoadBalancer", idleHttpPort),
      onCall("error", "ApplicationLoadBalancer.addForwardingRule", unansweredPort),
    ],
    otherwise: "Visitors who type the domain without https:// get no answer.",
  },
  "FE-11": {
    says: "Target proxies have no labels.",
    isPrevented: true,
    checks: [],
    otherwise: "The provider refuses them.",
  },
  "FE-12": {
    says: "The headers of a request have at most 60 KB in total, those of a response 128 KB.",
    leftOut: "The limit is about requests, which are not known at synth.",
  },
  "FE-13": {
    says: "A site is served over HTTPS.",
    checks: [
      onCall("error", "ApplicationLoadBalancer", withoutHttps),
      onCall("error", "ApplicationLoadBalancer.addCertificate", certificateForHttp),
      onApp("warning", servedInTheClear),
    ],
    otherwise: "Others on the network can read the traffic.",
  },
  "FE-14": {
    says: "The parts of a front end are in one project, and a Cloud Armor policy is in the project of its backend service.",
    checks: [onApp("error", foreignParts), onApp("error", foreignLinks)],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;
