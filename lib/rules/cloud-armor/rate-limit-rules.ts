import { SECURITY_POLICY } from "../../app/types";
import { SECURITY_ACTIONS } from "../../google/security-actions";
import { Rules, onCall, onResource } from "../rule";
import { grouped } from "../text";
import { missingUserIpHeader } from "./policies";
import {
  BAN_DURATIONS,
  INTERVALS,
  MAX_KEYS,
  banDuration,
  combinedKeys,
  counts,
  hastyBan,
  intervals,
  keyNames,
  limitActions,
  noBanDuration,
  rateLimitAndAction,
  severalKeys,
} from "./rate-limits";
import { onRule } from "./rule-blocks";

const RATE = "armor/docs/rate-limiting-overview";
const ADD_RULE = "SecurityPolicy.addRule";

/** The rules of Cloud Armor about rate limits. */
export const RATE_LIMITS = {
  actionOfLimit: {
    says: "Only the actions throttle and rate_based_ban have a rate limit, and they need one.",
    isPrevented: true,
    checks: [...onRule("error", rateLimitAndAction)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  interval: {
    says: `The interval of a rate limit is one of thirteen values, from ${Math.min(...INTERVALS)} to ${Math.max(...INTERVALS)} seconds.`,
    checks: [...onRule("error", intervals)],
    otherwise: "Google refuses other values at apply.",
    page: RATE,
  },
  count: {
    says: `A rate limit is at most ${grouped(SECURITY_ACTIONS.throttle.maxCount)} requests, and for a ban ${grouped(SECURITY_ACTIONS.rate_based_ban.maxCount)}.`,
    checks: [...onRule("error", counts)],
    otherwise: "Google refuses more at apply.",
    page: RATE,
  },
  ban: {
    says: `The duration of a ban is one of eleven values, from ${Math.min(...BAN_DURATIONS)} to ${Math.max(...BAN_DURATIONS)} seconds, and the interval of its threshold is at least as long as that of the limit.`,
    checks: [onCall("error", ADD_RULE, noBanDuration), ...onRule("error", banDuration), ...onRule("warning", hastyBan)],
    otherwise: "Google refuses other values at apply.",
    page: RATE,
  },
  outcome: {
    says: "Requests within a rate limit are allowed; requests above it get a status or a redirect.",
    isPrevented: true,
    checks: [...onRule("error", limitActions)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  namesOfKeys: {
    says: "A rate limit key that is a header or cookie has a name; a key that is the user's IP address needs the headers that contain it.",
    isPrevented: true,
    checks: [...onRule("error", keyNames), onResource("warning", SECURITY_POLICY, missingUserIpHeader)],
    otherwise: "Google refuses it at apply, or counts by the address of the connection in place of the user's.",
    page: RATE,
  },
  keys: {
    says: `A rate limit has at most ${MAX_KEYS} keys, and at most one of each kind except headers and cookies.`,
    isPrevented: true,
    checks: [onCall("error", ADD_RULE, combinedKeys), ...onRule("error", severalKeys)],
    otherwise: "Google refuses it at apply.",
    page: RATE,
  },
  perRegion: {
    says: "A rate limit is counted separately for each backend service, and in each region.",
    leftOut: "This is so on every site with several backend services or regions, and cannot be changed.",
  },
} as const satisfies Rules;
