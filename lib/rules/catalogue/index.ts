import { BACKEND_SERVICES } from "./backend-services";
import { CERTIFICATES } from "./certificates";
import { CLOUD_ARMOR } from "./cloud-armor";
import { CLOUD_CDN } from "../cloud-cdn";
import { CLOUD_RUN } from "./cloud-run";
import { HeldRule, How, Rules } from "./entry";
import { FRONT_END } from "./front-end";
import { NETWORK_ENDPOINT_GROUPS } from "./network-endpoint-groups";
import { URL_MAPS } from "./url-maps";

/** All rules, by id. Ids that Google's documentation has no rule for are marked in the documentation of the rules. */
export const CATALOGUE = {
  ...NETWORK_ENDPOINT_GROUPS,
  ...BACKEND_SERVICES,
  ...CLOUD_CDN,
  ...URL_MAPS,
  ...CERTIFICATES,
  ...FRONT_END,
  ...CLOUD_ARMOR,
  ...CLOUD_RUN,
} as const;

/** The id of a rule whose breach is an error. */
export type ErrorRule = string;

/** The id of a rule whose breach is a warning. */
export type WarningRule = string;

const BASE = "https://docs.cloud.google.com";

/** The page of Google's documentation that explains a family of rules, by the first part of the rule's id. */
const PAGES: { readonly [family: string]: string } = {
  NEG: "load-balancing/docs/negs/serverless-neg-concepts",
  BS: "load-balancing/docs/backend-service",
  CDN: "cdn/docs/caching",
  UM: "load-balancing/docs/url-map-concepts",
  CERT: "load-balancing/docs/ssl-certificates/google-managed-certs",
  TLS: "load-balancing/docs/ssl-policies-concepts",
  FE: "load-balancing/docs/forwarding-rule-concepts",
  ARM: "armor/docs/security-policy-overview",
  RUN: "run/docs/securing/ingress",
  NAM: "compute/docs/naming-resources",
  LAB: "compute/docs/labeling-resources",
};

/** The page of Google's documentation for a rule that is held. */
export function googlePage(id: string): string {
  const { page = PAGES[id.split("-")[0]] } = ALL[id] as HeldRule;
  return `${BASE}/${page}`;
}

/** All rules, whatever they are. */
export const ALL: Rules = CATALOGUE;

/** How a rule is held; nothing for one that is not, or as another one. */
export function howOf(found: Rules[string] | undefined): readonly How[] {
  if (found !== undefined && "checks" in found) {
    const severities = found.checks.map(({ severity }) => severity);
    return [
      ...(found.isPrevented ? (["types"] as const) : []),
      ...(["error", "warning"] as const).filter((severity) => severities.includes(severity)),
    ];
  }
  return found !== undefined && "held" in found ? found.held : [];
}

/** The ids of the rules whose breach is a warning. */
export const WARNING_RULES: readonly string[] = Object.keys(ALL).filter((id) => howOf(ALL[id]).includes("warning"));

/** Whether an id is that of a rule whose breach is a warning. */
export function isWarning(id: string): boolean {
  return WARNING_RULES.includes(id);
}
