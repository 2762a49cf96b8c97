import { defaultOf } from "../../app/arguments";
import { Resource } from "../../app/stack";
import { BACKEND_SERVICE, FORWARDING_RULE, SECURITY_POLICY } from "../../app/types";
import { blockOf, isExpression, text } from "../../app/values";
import { ArmorRule, armorRulesOf } from "../armor";
import { code } from "../markdown";
import { byText, grouped, listed } from "../values";
import { Change, Pair, changed, dangerous } from "./change";
import { Versions, isReplaced } from "./context";
import { valueWords } from "./defaults";
import { sameAddress } from "./replaced";

const SCHEME = "load_balancing_scheme";
/** The arguments for the states of such a migration. */
const MIGRATION_STATES = ["external_managed_migration_state", "external_managed_backend_bucket_migration_state"];
/** The types whose schemes Google changes only by a migration. */
const SCHEMED = [BACKEND_SERVICE, FORWARDING_RULE];
/** The options of a rule that the provider cannot take away, by the kinds of rules that have them. */
const RATE_LIMITS = /^(throttle|rate_based_ban)$/;

/** Changes that the plan shows and Google refuses, each with the way out. */
export function refusedChanges(versions: Versions): Change[] {
  const pairs = sameAddress(versions.before, versions.after).filter(({ after }) => !isReplaced(versions, after));
  return [
    ...otherSchemes(
      versions,
      pairs.filter(({ after }) => SCHEMED.includes(after.type)),
    ),
    ...pairs.filter(({ after }) => SCHEMED.includes(after.type)).flatMap(otherState),
    ...pairs.filter(({ after }) => after.type === SECURITY_POLICY).flatMap(otherKinds),
    ...replacedInUse(versions),
    ...swappedNames(versions),
  ];
}

/** Load balancing schemes that change in use. Equal changes are one. */
function otherSchemes(versions: Versions, pairs: readonly Pair<Resource>[]): Change[] {
  const differing = pairs.filter(({ before, after }) => schemeOf(before) !== schemeOf(after));
  const words = ({ before, after }: Pair<Resource>) =>
    `${code(SCHEME)} is now ${code(schemeOf(after))}; previously ${code(schemeOf(before))}`;
  return grouped(differing, (match) => `${isReady(versions, match)} ${words(match)}`).map((matches) => {
    const what = `${listed(matches.map(({ after }) => code(after.name)))}: ${words(matches[0])}`;
    return isReady(versions, matches[0])
      ? changed(what)
      : dangerous(
          `${what}; Google refuses this in use, although the plan changes it in place. ` +
            "Create a second load balancer, change the DNS records, then remove the old one; or first use Google's migration states, each in a separate apply",
        );
  });
}

/** Whether Google's migration from the classic load balancer is at its end, as far as the stack shows. */
function isReady({ before: stack }: Versions, { before, after }: Pair<Resource>): boolean {
  const isMigratedAll =
    before.type === FORWARDING_RULE
      ? stack.ofType(BACKEND_SERVICE).every((backend) => isMigrated(backend) || schemeOf(backend) === schemeOf(after))
      : isMigrated(before);
  return isMigratedAll || isExpression(schemeOf(before)) || isExpression(schemeOf(after));
}

function schemeOf({ type, config }: Resource): string {
  return text(config[SCHEME]) ?? defaultOf(type, SCHEME) ?? "";
}

/** Another state of the migration from the classic load balancer, which begins with PREPARE. */
function otherState({ before, after }: Pair<Resource>): Change[] {
  return MIGRATION_STATES.flatMap((argument) => {
    const [was, is] = [before, after].map(({ config }) => text(config[argument]));
    const what = `${code(after.name)}: ${code(argument)} is now ${valueWords(is)}; previously ${valueWords(was)}`;
    if (was === is) {
      return [];
    }
    return was === undefined && is?.startsWith("TEST_")
      ? [
          dangerous(
            `${what}; Google refuses this, because a migration begins with ${code("PREPARE")}. Set that first, in a separate apply`,
          ),
        ]
      : [changed(what)];
  });
}

/** Whether a backend service is at the end of Google's migration from the classic load balancer. */
function isMigrated(backend: Resource): boolean {
  return text(backend.config.external_managed_migration_state) === "TEST_ALL_TRAFFIC";
}

/** Rules of another kind at the priority of an old one, of which the provider cannot remove the options. */
function otherKinds({ before, after }: Pair<Resource>): Change[] {
  const former = new Map(armorRulesOf(before).map((rule) => [rule.place, rule]));
  return armorRulesOf(after).flatMap((rule) => {
    const old = former.get(rule.place);
    const what = `Cloud Armor policy ${code(after.name)}: rule ${rule.place}`;
    const way = "Give the rule another priority: then the new rule exists before the old one is deleted";
    if (old === undefined) {
      return [];
    }
    if (isRefused(old, rule)) {
      return [
        dangerous(
          `${what} becomes ${code(rule.action)} instead of ${code(old.action)} at the same priority, which Google refuses, because the provider cannot remove the options of the old rule. ${way}`,
        ),
      ];
    }
    return lostOptions(old, rule).map((option) =>
      dangerous(
        `${what} loses ${code(option)}, but the provider cannot remove it, and every plan shows the same change again. ${way}`,
      ),
    );
  });
}

function isRefused(old: ArmorRule, rule: ArmorRule): boolean {
  return (
    (RATE_LIMITS.test(old.action) && !RATE_LIMITS.test(rule.action)) ||
    (old.action === "rate_based_ban" && rule.action === "throttle") ||
    (old.action === "redirect" && rule.action !== "redirect")
  );
}

function lostOptions({ config: was }: ArmorRule, { config: is }: ArmorRule): string[] {
  const [limits, present] = [was, is].map((rule) => blockOf(rule.rate_limit_options));
  const has = (value: unknown) => Object.keys(blockOf(value)).length > 0;
  const isLost = (before: unknown, after: unknown) => has(before) && !has(after);
  return [
    ...(isLost(limits.ban_threshold, present.ban_threshold) ? ["ban_threshold"] : []),
    ...(isLost(was.preconfigured_waf_config, is.preconfigured_waf_config) ? ["preconfigured_waf_config"] : []),
  ];
}

/** A resource that is replaced under its own name while others use it. Forwarding rules have their own sentence. */
function replacedInUse({ replaced, before }: Versions): Change[] {
  return replaced
    .filter(
      ({ before: was, after: is }) =>
        was.name === is.name &&
        text(was.config.region) === text(is.config.region) &&
        was.project === is.project &&
        isUsed(was, before.resources),
    )
    .map(({ after: { name, type } }) =>
      dangerous(
        `${code(type)} ${code(name)} is replaced under the same name while other resources use it, which Google refuses. Give it another name: then the new one is created first`,
      ),
    );
}

/** Whether another resource of Compute Engine refers to one that cannot be deleted in use. */
function isUsed(used: Resource, resources: readonly Resource[]): boolean {
  const { type, id } = used;
  const isDeletable =
    !type.startsWith("google_compute_") || type === FORWARDING_RULE || type.endsWith("_signed_url_key");
  const reference = `\${${type}.${id}.`;
  // a plan has links instead of references
  const isIn = (value: unknown): boolean =>
    typeof value === "string"
      ? value.includes(reference) || (value.includes("/") && used.owner.find(value) === used)
      : typeof value === "object" && value !== null && Object.values(value).some(isIn);
  return !isDeletable && resources.some(({ type: user, config }) => user.startsWith("google_compute_") && isIn(config));
}

/** Resources that swap their names, each of which is in use when the other should get it. */
function swappedNames({ replaced }: Versions): Change[] {
  return replaced.flatMap(({ before, after }) => {
    const other = replaced.find(
      (replacement) =>
        replacement.before !== before &&
        replacement.before.type === before.type &&
        replacement.before.name === after.name &&
        replacement.after.name === before.name,
    );
    return other && byText(before.name, after.name) < 0
      ? [
          dangerous(
            `${code(before.name)} and ${code(after.name)} swap their names, and each name is in use when the other should get it: Google refuses this. Give one of them a third name first, in a separate apply`,
          ),
        ]
      : [];
  });
}
