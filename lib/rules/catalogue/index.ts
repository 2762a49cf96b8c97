import { BACKEND_SERVICES } from "./backend-services";
import { CERTIFICATES } from "./certificates";
import { CLOUD_ARMOR } from "./cloud-armor";
import { CLOUD_CDN } from "./cloud-cdn";
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

type HeldBy<Kind extends How> = {
  [Id in keyof typeof CATALOGUE]: (typeof CATALOGUE)[Id] extends { readonly held: readonly (infer Held)[] }
    ? Kind extends Held
      ? Id
      : never
    : never;
}[keyof typeof CATALOGUE];

/** The id of a rule whose breach is an error. */
export type ErrorRule = HeldBy<"error">;

/** The id of a rule whose breach is a warning. */
export type WarningRule = HeldBy<"warning">;

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
export function googlePage(rule: ErrorRule | WarningRule): string {
  const { page = PAGES[rule.split("-")[0]] } = CATALOGUE[rule] as HeldRule;
  return `${BASE}/${page}`;
}

/** The ids of the rules whose breach is a warning. */
export const WARNING_RULES: readonly string[] = Object.entries(CATALOGUE as Rules)
  .filter(([, rule]) => "held" in rule && rule.held.includes("warning"))
  .map(([id]) => id);

/** Whether an id is that of a rule whose breach is a warning. */
export function isWarning(id: string): id is WarningRule {
  return WARNING_RULES.includes(id);
}
