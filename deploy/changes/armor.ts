import {
  AdaptiveProtection,
  EnforceOnKey,
  JsonParsing,
  SecurityMatch,
  SecurityPolicy,
  SecurityPolicyDefault,
  SecurityPolicyLogLevel,
  SecurityPolicyProps,
  SecurityRedirect,
  SecurityRule,
  WafField,
} from "cdktf-google-serverless-lb";
import { ArmorRule } from "../site";
import { backend, balancer, existing, site } from "./builders";
import { EVERYTHING, BACKEND_SERVICES, AnySite, Change, careless, inPlace, staged } from "./change";

const ALL: ArmorRule[] = ["crawlers", "abuse", "limit"];
const SCANNERS_FIRST: ArmorRule[] = ["scanners", "abuse", "limit"];
/** How Google words that a rule of one kind still has the options of another. */
const OTHER_KIND = /Rate limit options must be specified/;
/** The version of the provider from which on a rule of one kind becomes one of another in place. */
const UPDATES_KINDS = "7.26.0";
const BETWEEN: ArmorRule[] = ["abuse", "limit", "between"];

const NINE = Array.from({ length: 9 }, (_, index) => `192.0.2.${index}/32`);
const SOME = SecurityMatch.ipRanges(["192.0.2.0/24"]);
const throttle = (priority: number) =>
  SecurityRule.throttle({ match: SOME, count: 10, intervalSec: 60, enforceOnKey: EnforceOnKey.IP, priority });
const deny = (priority: number) => SecurityRule.deny({ match: SOME, priority });
const ban = (priority: number, banThreshold?: { readonly count: number; readonly intervalSec: number }) =>
  SecurityRule.rateBasedBan({
    match: SOME,
    count: 10,
    intervalSec: 60,
    enforceOnKey: EnforceOnKey.IP,
    banDurationSec: 600,
    banThreshold,
    priority,
  });
const waf = (priority: number, isExcluding: boolean) => {
  const exclusions = isExcluding ? [{ requestCookies: [WafField.all()] }] : undefined;
  const match = SecurityMatch.preconfiguredWaf("xss-v33-stable", { sensitivity: 1, exclusions });
  return SecurityRule.deny({ match, priority });
};
const header = (...names: string[]) => {
  const headers = names.map((headerName) => ({ headerName, headerValue: "yes" }));
  const requestHeadersToAdd = headers.length === 0 ? undefined : headers;
  return SecurityRule.allow({ match: SOME, priority: 1000, requestHeadersToAdd });
};
const DEPLOYING = SecurityRule.deny({ match: SecurityMatch.adaptiveProtectionAutoDeploy(), priority: 1000 });
const challenged = (recaptchaRedirectSiteKey?: string) => {
  const redirect = SecurityRedirect.googleRecaptcha();
  return { recaptchaRedirectSiteKey, rules: [SecurityRule.redirect({ match: SOME, redirect, priority: 1000 })] };
};
const parsing = (...contentTypes: string[]) => ({ jsonParsing: JsonParsing.standard({ contentTypes }) });
/** Everybody's addresses, so that the visitors of the row get in, and others. */
const office = (...ipRanges: string[]) => ({
  defaultAction: SecurityPolicyDefault.denyExcept(["0.0.0.0/0", "::/0", ...ipRanges]),
});
const ADAPTIVE: AdaptiveProtection = { thresholds: [{ name: "early", autoDeployLoadThreshold: 0.5 }] };

function armored(id: string, props: SecurityPolicyProps): AnySite {
  return site((stack) => {
    const securityPolicy = new SecurityPolicy(stack, id, props);
    balancer(stack, backend(stack, "Web", existing(stack, "web1"), { securityPolicy }));
  });
}
const policy = (props: SecurityPolicyProps) => armored("Armor", props);
const ruled = (...rules: SecurityRule[]) => policy({ rules });

/** Cloud Armor policies and their rules. */
export const armorChanges: readonly Change[] = [
  inPlace("a policy is attached", BACKEND_SERVICES, { armor: "" }, {}),
  inPlace("a policy is renamed", BACKEND_SERVICES, {}, { armor: "Shield" }),
  inPlace("a policy is removed", BACKEND_SERVICES, {}, { armor: "" }),
  inPlace(
    "a policy is replaced with another one",
    BACKEND_SERVICES,
    {},
    { armor: "Shield", rules: ["abuse", "crawlers", "limit"] },
  ),
  inPlace("a rule is added at the end", EVERYTHING, { rules: ["abuse"] }, {}),
  inPlace("a rule is added last, with a priority between others", EVERYTHING, {}, { rules: BETWEEN }),
  inPlace(
    "a rule is inserted in front, with priorities",
    EVERYTHING,
    { priorities: true },
    { priorities: true, rules: ALL },
  ),
  inPlace(
    "the first rule is removed, with priorities",
    EVERYTHING,
    { priorities: true, rules: ALL },
    { priorities: true },
  ),
  inPlace("the last rule is removed", EVERYTHING, {}, { rules: ["abuse"] }),
  inPlace("a rate limit is changed", EVERYTHING, {}, { limit: 200 }),
  careless(
    "a rule is inserted in front, without priorities",
    "gap",
    { rules: ["crawlers", "abuse"] },
    { rules: ["scanners", "crawlers", "abuse"] },
  ),
  {
    ...staged(
      "a rule is inserted in front of those of another kind, without priorities: refused; with a priority",
      {},
      { site: { rules: SCANNERS_FIRST }, refused: OTHER_KIND },
      { site: { rules: ["abuse", "limit", "first"] } },
    ),
    // it applies there, and the rule that was first is missing for a moment
    onProvider: { from: UPDATES_KINDS, steps: [{ site: { rules: SCANNERS_FIRST } }], breaks: "gap" },
  },
  inPlace("a rate limit becomes a ban", EVERYTHING, ruled(throttle(1000)), ruled(ban(1000))),
  inPlace("a deny rule becomes a rate limit", EVERYTHING, ruled(deny(1000)), ruled(throttle(1000))),
  inPlace(
    "a rate limit becomes a deny rule, with another priority",
    EVERYTHING,
    ruled(throttle(1000)),
    ruled(deny(1010)),
  ),
  {
    ...staged(
      "a rate limit becomes a deny rule, at the same priority: refused; with another priority",
      ruled(throttle(1000)),
      { site: ruled(deny(1000)), refused: OTHER_KIND },
      { site: ruled(deny(1010)) },
    ),
    onProvider: { from: UPDATES_KINDS, steps: [{ site: ruled(deny(1000)) }] },
  },
  inPlace(
    "a ban loses its own threshold, with another priority",
    EVERYTHING,
    ruled(ban(1000, { count: 100, intervalSec: 600 })),
    ruled(ban(1010)),
  ),
  inPlace(
    "the exclusions of a rule are removed, with another priority",
    EVERYTHING,
    ruled(waf(1000, true)),
    ruled(waf(1010, false)),
  ),
  inPlace(
    "the thresholds of Adaptive Protection are removed, with another id",
    BACKEND_SERVICES,
    armored("Armor", { adaptiveProtection: ADAPTIVE, rules: [DEPLOYING] }),
    armored("Shield", { adaptiveProtection: {} }),
  ),
  inPlace(
    "rules are deployed in an attack",
    EVERYTHING,
    policy({}),
    policy({ adaptiveProtection: {}, rules: [DEPLOYING] }),
  ),
  inPlace(
    "rules are no longer deployed in an attack",
    EVERYTHING,
    policy({ adaptiveProtection: {}, rules: [DEPLOYING] }),
    policy({}),
  ),
  inPlace("JSON parsing is turned on", EVERYTHING, policy({}), policy({ jsonParsing: JsonParsing.standard() })),
  inPlace(
    "JSON parsing is turned off",
    EVERYTHING,
    policy({ jsonParsing: JsonParsing.standardWithGraphql() }),
    policy({}),
  ),
  staged(
    "own content types are parsed as JSON, then none, then the usual one",
    policy(parsing("application/vnd.api+json")),
    { site: policy({}) },
    { site: policy({ jsonParsing: JsonParsing.standard() }) },
  ),
  inPlace(
    "own content types are no longer parsed as JSON",
    EVERYTHING,
    policy(parsing("application/vnd.api+json")),
    policy({ jsonParsing: JsonParsing.standard() }),
  ),
  inPlace(
    "the log level is changed",
    EVERYTHING,
    policy({ logLevel: SecurityPolicyLogLevel.VERBOSE }),
    policy({ logLevel: SecurityPolicyLogLevel.NORMAL }),
  ),
  inPlace("a rule adds a request header", EVERYTHING, ruled(header()), ruled(header("X-Api-Key"))),
  inPlace("a rule no longer adds a request header", EVERYTHING, ruled(header("X-Api-Key", "X-A")), ruled(header())),
  inPlace("a reCAPTCHA site key is changed", EVERYTHING, policy(challenged("one")), policy(challenged("two"))),
  inPlace(
    "a reCAPTCHA site key is removed, with another id",
    BACKEND_SERVICES,
    policy(challenged("one")),
    armored("Shield", challenged()),
  ),
  inPlace(
    "an address is added to those that are allowed",
    EVERYTHING,
    policy(office("192.0.2.0/24")),
    policy(office("192.0.2.0/24", "198.51.100.0/24")),
  ),
  inPlace(
    "an eleventh address is added to those that are allowed, in front",
    EVERYTHING,
    policy(office(...NINE.slice(1))),
    policy(office("198.51.100.0/24", ...NINE)),
  ),
  inPlace("everybody is allowed again", EVERYTHING, policy(office("192.0.2.0/24")), policy({})),
  inPlace("a ban is changed", EVERYTHING, ruled(ban(1000)), ruled(ban(1000, { count: 100, intervalSec: 600 }))),
];
