import { WAF_VERSIONS, WafVersion } from "./waf-versions";

/** A preconfigured WAF rule set. */
interface WafRuleSet {
  readonly name: string;
  readonly attack: string;
  readonly channel: Channel;
  readonly version: WafVersion;
}

const CHANNELS = ["stable", "canary"] as const;
type Channel = (typeof CHANNELS)[number];

/** Rule sets of no version. */
const OTHERS = ["cve-canary", "json-sqli-canary"] as const;

const RULE_SET_VERSIONS: readonly WafVersion[] = WAF_VERSIONS;
const OF_VERSIONS: readonly WafRuleSet[] = RULE_SET_VERSIONS.flatMap((version) =>
  version.attacks.flatMap((attack) =>
    CHANNELS.map((channel) => ({ name: nameOf(attack, channel, version), attack, channel, version })),
  ),
);

/** The names of all rule sets. */
export const WAF_RULE_SETS: readonly string[] = [...OF_VERSIONS.map(({ name }) => name), ...OTHERS];

/** The newest version. */
export const NEWEST_WAF_VERSION: WafVersion = WAF_VERSIONS[0];

/** The newest rule set against an attack that nearly every site has to reckon with. */
export const WAF_EXAMPLE = nameOf("sqli", "stable", NEWEST_WAF_VERSION);

/** The version of a rule set; `undefined` for a set that has none, or that is not known. */
export function wafVersionOf(ruleSet: string): WafVersion | undefined {
  return OF_VERSIONS.find(({ name }) => name === ruleSet)?.version;
}

/** The rule set of the oldest version that is kept up which looks for the same attacks as another one. */
export function keptUpInPlaceOf(ruleSet: string): string | undefined {
  const replaced = OF_VERSIONS.find(({ name }) => name === ruleSet);
  return OF_VERSIONS.filter(
    ({ version, attack, channel }) => version.isKeptUp && attack === replaced?.attack && channel === replaced.channel,
  ).at(-1)?.name;
}

function nameOf(attack: string, channel: Channel, { infix }: WafVersion): string {
  return `${attack}${infix}-${channel}`;
}
