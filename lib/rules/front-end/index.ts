import { Rules } from "../catalogue/entry";

/** Addresses, forwarding rules, target proxies, and what holds for every resource. */
export const FRONT_END = {
  "FE-01": {
    says: "An address is IPv4 or IPv6, external and of the Premium tier.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
  "FE-02": {
    says: "A forwarding rule says its load balancing scheme.",
    held: ["types", "warning"],
    otherwise: "The provider takes the classic load balancer, and another one from its version 8 on.",
  },
  "FE-03": {
    says: "A global forwarding rule is of the Premium tier.",
    held: ["types", "error"],
    otherwise: "Google refuses it at apply.",
  },
  "FE-04": {
    says: "A forwarding rule has one port, from 1 to 65535.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "FE-05": {
    says: "Two forwarding rules do not share address and port.",
    held: ["error"],
    otherwise: "Google refuses the second one at apply.",
  },
  "FE-06": {
    says: "IPv4 and IPv6 need an address and a forwarding rule each.",
    held: ["types", "error"],
    otherwise: "Visitors cannot come by one of the two.",
  },
  "FE-07": {
    says: "Most of a forwarding rule cannot be changed in place.",
    held: ["types"],
    otherwise: "The apply fails, because old and new one share a name or an address.",
  },
  "FE-08": { says: "A forwarding rule is for TCP, for HTTP/3 too.", held: ["types"], otherwise: "Google refuses it." },
  "FE-09": {
    says: "QUIC has three modes, and an idle connection is kept for 5 to 1200 seconds.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
  "FE-10": {
    says: "HTTP is redirected to HTTPS by a second URL map on the same address.",
    held: ["types", "error"],
    otherwise: "Visitors who type the bare name see nothing.",
  },
  "FE-11": { says: "Target proxies have no labels.", held: ["types"], otherwise: "The provider refuses them." },
  "FE-12": {
    says: "Headers of a request have at most 60 KB together, of a response 128 KB.",
    leftOut: "It is about requests, which are not known at synth.",
  },
  "FE-13": {
    says: "A site is served by HTTPS.",
    held: ["error", "warning"],
    otherwise: "Everybody on the way reads along.",
  },
  "FE-14": {
    says: "A front end is of one project, and a Cloud Armor policy of that of its backend service.",
    held: ["error"],
    otherwise: "Google refuses it at apply.",
  },
} as const satisfies Rules;
